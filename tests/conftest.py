"""Packages to break: the specimen, one fresh from `init`, and this repository's own."""

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from coded_article.cli.run import start
from tests.editor import ROOT, Editor, copy_package
from tests.specimen import TEXT, make_specimen

# what these make once (a session of Spark, the site of the documentation) takes longer than most tests
TOGETHER = ("tests/check/test_spark.py", "tests/project/test_documentation.py")
settings.register_profile("clockless", deadline=None)  # a busy machine is no fault
settings.load_profile("clockless")


@pytest.fixture(scope="session")
def _specimen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("specimen")
    make_specimen(folder)
    return folder


@pytest.fixture
def specimen(_specimen: Path, tmp_path: Path) -> Editor:
    """A copy of the specimen; ``article.txt`` and ``quotes.csv`` are in the folder above."""
    shutil.copytree(_specimen, tmp_path, dirs_exist_ok=True)
    return Editor(tmp_path / "specimen")


@pytest.fixture(scope="session")
def _fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fresh")
    (folder / "article.txt").write_text(TEXT, encoding="utf-8")
    given = ["--article", str(folder / "article.txt"), "--author", "Bo Reed"]
    assert start("init", [str(folder / "fresh"), *given]) == 0
    return folder


@pytest.fixture
def fresh(_fresh: Path, tmp_path: Path) -> Editor:
    """A copy of a package fresh from `init`: no record is coded yet; ``article.txt`` is in the folder above."""
    shutil.copytree(_fresh, tmp_path, dirs_exist_ok=True)
    return Editor(tmp_path / "fresh")


@pytest.fixture
def package(tmp_path: Path) -> Editor:
    """A copy of this repository's package."""
    return copy_package(ROOT, tmp_path)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Have ``--dist loadgroup`` give all tests of a file in ``TOGETHER`` to one worker, others to whichever is free.

    A mark `xdist_group` would say the same, but pytest 9.2 does not let pytest-xdist 3.8 see it.
    """
    if config.getoption("dist") != "loadgroup":
        return None
    from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

    class Grouped(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return file if file in TOGETHER else nodeid

    return Grouped(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many attacks were tried and held off, and what the tests that try a thing many times have counted."""
    reports = [
        report
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        if report.when == "call"
    ]
    attacks = [report.passed for report in reports if "attack" in report.keywords]
    if attacks:
        terminalreporter.write_line(f"attacks: {len(attacks)} tried, {sum(attacks)} held off")
    counted: Counter[str] = Counter()
    for report in reports:
        counted.update(dict(report.user_properties))
    for name, count in counted.items():
        terminalreporter.write_line(f"{name}: {count:,}")
