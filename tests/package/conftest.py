"""The specimen with a row in each table, and as it is loaded."""

from pathlib import Path

import pytest

from coded_article import Package, load
from tests.filled import fill


@pytest.fixture(scope="session")
def root(_specimen: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(_specimen / "specimen", tmp_path_factory.mktemp("loaded") / "filled").root


@pytest.fixture(scope="session")
def loaded(root: Path) -> Package:
    return load(root)
