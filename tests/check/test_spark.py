"""The engine spark: what it finds is what the engine bulk finds, at the same lines; and what it says when it cannot."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from coded_article.check.tally import Tally

from coded_article.check import engines
from coded_article.check.validate import validate
from coded_article.cli.run import start
from coded_article.read.descriptor import read_descriptor
from synthesise import main as synthesise
from tests.check.test_engines import corrupt, told
from tests.editor import Editor

pytestmark = pytest.mark.xdist_group("spark")


@pytest.fixture(scope="module", autouse=True)
def session() -> Iterator[None]:
    """One session for all tests."""
    from coded_article.check import spark

    with spark._session(small=True):
        yield


def checked(root: Path, engine: str) -> Tally:
    descriptor, problems = read_descriptor(root, parquet=True)
    return engines.validate(descriptor, problems, engine, 1_000_000, 768)


def agreed(root: Path) -> Tally:
    """Return what spark says, once bulk says the same."""
    spark, bulk = checked(root, "spark"), checked(root, "bulk")
    assert spark.problems == bulk.problems
    assert (spark.rows, spark.counts) == (bulk.rows, bulk.counts)
    return spark


def test_three_engines_find_the_same_in_three_hundred_broken_packages(specimen: Editor, tmp_path: Path) -> None:
    members = [f"c{number:03}={specimen.root}" for number in range(1, 301)]
    assert start("combine", [*members, "-o", str(tmp_path / "corpus")]) == 0
    corpus = Editor(tmp_path / "corpus")
    corrupt(corpus, [*range(300)])
    found = told(agreed(corpus.root).problems)
    assert found == told(validate(corpus.root).problems)
    assert len({code for code, *_ in found}) > 25


def test_parquet_is_told_by_file_and_row(tmp_path: Path) -> None:
    options = ["--events", "300", "--packages", "3", "--faults", "0.2", "--seed", "5", "--format", "parquet"]
    assert synthesise([str(tmp_path / "c"), *options]) == 0
    found = agreed(tmp_path / "c")
    assert found.rows["events"] == 300
    assert any(item.path.startswith("data/events/source=") for item in found.problems)


def test_csv_that_is_not_plain_has_exact_lines(specimen: Editor) -> None:

    specimen.set("events", "evt-001", "label", "War\nof Russia")
    specimen.set("statements", "stm-001", "topic", "gossip")
    specimen.line("mentions", 7, lambda line: line.rpartition(b",")[0])
    place = specimen.set("events", "evt-002", "status", "bogus")
    found = {(item.code, item.path, item.line) for item in checked(specimen.root, "spark").problems}
    assert ("line-break", place[0], 2) in found
    assert ("enum", place[0], place[1] + 1) in found  # one line more
    assert ("row-length", specimen.path("mentions"), 7) in found


def test_missing_library_and_missing_java_are_told_in_one_line(
    package: Editor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [str(package.root), "--engine", "spark"]
    monkeypatch.setenv("JAVA_HOME", str(package.root))
    assert start("validate", command) == 2
    assert capsys.readouterr().err == (
        "validate: Spark needs Java 17 or later; install it (Debian: `apt-get install default-jre-headless`), "
        "or set JAVA_HOME\n"
    )
    monkeypatch.delitem(sys.modules, "coded_article.check.spark")
    monkeypatch.delattr("coded_article.check.spark")
    monkeypatch.setitem(sys.modules, "sqlglot", None)
    assert start("validate", command) == 2
    assert capsys.readouterr().err == (
        "validate: sqlglot is not installed; run `python -m pip install 'coded-article[spark]'`, "
        "or '.[spark]' in the folder of its repository\n"
    )
