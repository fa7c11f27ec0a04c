"""Two versions of the specimen, equal but for their numbers."""

from pathlib import Path

import pytest

from tests.editor import Editor, copy_package
from tests.release.changes import NEXT


@pytest.fixture
def older(specimen: Editor) -> Editor:
    """The specimen as version 1.0.0."""
    specimen.json("datapackage.json", lambda raw: raw.update(name="the-quarrel", version="1.0.0"))
    return specimen


@pytest.fixture
def newer(older: Editor, tmp_path: Path) -> Editor:
    """A copy of ``older`` under a later version."""
    newer = copy_package(older.root, tmp_path / "newer")
    newer.json("datapackage.json", lambda raw: raw.update(version=NEXT))
    return newer
