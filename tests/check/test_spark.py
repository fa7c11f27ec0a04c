"""Spark finds what DuckDB finds, at the same lines; and what it says when it cannot run."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coded_article.check import layers
from coded_article.check.report import Report
from coded_article.check.validate import validate
from coded_article.cli.run import start
from coded_article.errors import RefusedError
from coded_article.model.problems import Problem
from synthesise import main as synthesise
from tests.check.test_engines import ALL, combine, corrupt, faults
from tests.check.test_large import damaged_page
from tests.editor import ROOT, Editor, copy_package
from tests.rules.meaning import CONTRADICTIONS, contradict

pytestmark = pytest.mark.long
# what Spark leaves out, but of a file that is no plain CSV
ORDER = {"unsorted", "quoting"}
PACKAGES = 150


@pytest.fixture(scope="module")
def session() -> Iterator[None]:
    """One session for all tests."""
    from coded_article.check.large import spark

    with spark._session(small=True):
        yield


def _without_order(report: Report) -> list[Problem]:
    return [item for item in report.problems if item.code not in ORDER]


def _agreed(root: Path) -> Report:
    """Return the report of Spark, once DuckDB's says the same."""
    spark, large = (validate(root, standard=False, engine=engine, shown=ALL) for engine in ("spark", "duckdb"))
    assert _without_order(spark) == _without_order(large)
    assert (spark.rows, spark.coverage) == (large.rows, large.coverage)
    return spark


def test_all_engines_find_the_same_in_many_broken_packages(specimen: Editor, tmp_path: Path, session: None) -> None:
    contradicted = copy_package(ROOT, tmp_path / "package")
    contradict(contradicted, CONTRADICTIONS, 1)
    members = [*[f"c{number:03}={specimen.root}" for number in range(1, PACKAGES + 1)], f"x={contradicted.root}"]
    corpus = Editor(tmp_path / "corpus")
    assert start("combine", ["--allow-invalid", *members, "-o", str(corpus.root)]) == 0
    corrupt(corpus, range(PACKAGES))
    # two files that are no plain CSV
    path, line, _ = corpus.set("relations", "c009:rel-001", "note", "War\nof Russia")
    after = corpus.set("relations", "c140:rel-005", "basis", "bogus")[1]
    corpus.line("mentions", 7, lambda line: line.rpartition(b",")[0])
    found = _agreed(corpus.root)
    assert found.skipped["preflight"] == "Spark does not check the order of rows and needless quotation marks"
    alone = validate(corpus.root, standard=False, engine="sqlite")
    assert faults(_without_order(found)) == faults(_without_order(alone))
    places = {(item.code, item.path, item.line) for item in found.problems}
    assert {("line-break", path, line), ("enum", path, after + 1)} <= places  # one line more
    assert ("row-length", corpus.path("mentions"), 7) in places
    assert len({item.code for item in found.problems}) > 60


def test_faults_in_parquet_have_file_and_row(tmp_path: Path, session: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "faults", lambda *_: [])  # the rules across tables read what these tables say
    monkeypatch.setattr(layers, "_coverage", lambda *_: {})
    options = ["--events", "300", "--packages", "3", "--faults", "0.2", "--seed", "5", "--format", "parquet"]
    assert synthesise([str(tmp_path / "c"), *options]) == 0
    found = _agreed(tmp_path / "c")
    assert found.rows["events"] == 300
    assert any(item.path.startswith("data/events/source=") for item in found.problems)


def test_missing_library_and_missing_java_are_one_line_each(
    specimen: Editor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [str(specimen.root), "--fast", "--engine", "spark"]
    monkeypatch.setenv("JAVA_HOME", str(specimen.root))
    assert start("validate", command) == 2
    assert capsys.readouterr().err == (
        "validate: Spark needs Java 17 or later; install it (Debian: `apt-get install default-jre-headless`), "
        "or set JAVA_HOME\n"
    )
    monkeypatch.delitem(sys.modules, "coded_article.check.large.spark")
    monkeypatch.delattr("coded_article.check.large.spark")
    monkeypatch.setitem(sys.modules, "sqlglot", None)
    assert start("validate", command) == 2
    assert capsys.readouterr().err == (
        "validate: sqlglot is not installed; "
        f"run `{sys.executable} -m pip install '.[spark]'` in the folder of coded-article's repository\n"
    )


def test_damaged_file_of_parquet_is_one_line(specimen: Editor, tmp_path: Path, session: None) -> None:
    root = combine(specimen.root, tmp_path / "corpus", 2, "--format", "parquet").root
    damaged_page(root / "data/events/source=c002/events.parquet")
    with pytest.raises(RefusedError, match=r"source=c002/events\.parquet: cannot be read"):
        validate(root, standard=False, engine="spark")
