"""Invented corpora: valid, the same for the same seed, and with the faults that they say."""

import csv
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import duckdb
import pytest

from coded_article.check.catalogue import RULES
from coded_article.check.validate import validate
from coded_article.read.opening import opened_folder
from synthesis import words
from synthesis.faults import FAULTS
from synthesise import main as synthesise


@pytest.fixture(scope="module", autouse=True)
def _words_once() -> Iterator[None]:
    """The words of a seed, which take longer than a small corpus, are invented once."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("names", "phrases"):
            patch.setattr(words, name, cache(getattr(words, name)))
        yield


def _files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("events", "packages"), [(7, 1), pytest.param(350, 2, marks=pytest.mark.long)])
def test_corpus_is_valid_and_has_its_events(events: int, packages: int, tmp_path: Path) -> None:
    options = ["--events", str(events), "--packages", str(packages), "--seed", "3"]
    assert synthesise([str(tmp_path / "c"), *options]) == 0
    report = validate(tmp_path / "c", standard=False)
    assert report.problems == []
    assert report.rows["events"] == events
    assert report.rows["packages"] == packages
    assert report.rows["code_packages"] == 0
    assert [path.name for path in tmp_path.iterdir()] == ["c"]


@pytest.mark.long
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_same_seed_gives_the_same_bytes_and_another_does_not(form: str, tmp_path: Path) -> None:
    for folder, seed in (("a", 3), ("b", 3), ("c", 4)):
        (tmp_path / folder).mkdir()
        options = ["--events", "250", "--seed", str(seed), "--faults", "0.02", "--format", form]
        assert synthesise([str(tmp_path / folder / "it"), *options]) == 0
    one, again, other = (_files(tmp_path / folder) for folder in "abc")
    assert one == again
    assert one.keys() == other.keys()
    same = {path for path in one if one[path] == other[path] and "/schemas/" not in path}
    assert {"it/README.md"} <= same <= {"it/README.md", "it/data/codes.csv", "it/data/code_packages.csv"}


@pytest.mark.long
def test_parquet_holds_what_csv_holds(tmp_path: Path) -> None:
    for form in ("csv", "parquet"):
        assert synthesise([str(tmp_path / form), "--events", "250", "--seed", "3", "--format", form]) == 0
    raw = json.loads((tmp_path / "parquet" / "datapackage.json").read_text(encoding="utf-8"))
    resources = {item["name"]: item for item in raw["resources"]}
    assert resources["events"]["path"] == "data/events"
    assert resources["codes"]["path"] == "data/codes.csv"
    with duckdb.connect() as connection:
        for table in ("seeds/passages", "data/events", "data/evidence"):
            name = table.rpartition("/")[2]
            many = f"'{tmp_path}/parquet/{table}/source=*/{name}.parquet', hive_partitioning = true"
            csv_rows = connection.execute(f"SELECT * FROM read_csv('{tmp_path}/csv/{table}.csv') ORDER BY 1").fetchall()
            rows = connection.execute(f"SELECT * EXCLUDE (source) FROM read_parquet({many}) ORDER BY 1").fetchall()
            assert rows == csv_rows
        sources = connection.execute(f"SELECT DISTINCT source FROM read_parquet({many}) ORDER BY 1").fetchall()
    assert sources == [("invented-1",), ("invented-2",), ("invented-3",)]


def test_every_fault_that_is_listed_is_found(tmp_path: Path) -> None:
    assert {fault.code for fault in FAULTS} <= set(RULES)
    assert synthesise([str(tmp_path / "c"), "--events", "250", "--faults", "0.6", "--seed", "1"]) == 0
    report = validate(tmp_path / "c", standard=False)
    found = {(item.code, item.path, item.record, item.column) for item in report.problems}
    paths = {name: table.path for name, table in opened_folder(tmp_path / "c").descriptor.tables.items()}
    with (tmp_path / "c-faults.csv").open(encoding="utf-8", newline="") as file:
        listed = [(row["code"], paths[row["table"]], row["key"], row["column"]) for row in csv.DictReader(file)]
    assert {row[0] for row in listed} == {fault.code for fault in FAULTS}
    assert [row for row in listed if row not in found] == []


def test_what_is_there_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert synthesise([str(tmp_path), "--events", "7"]) == 2
    assert capsys.readouterr().err == f"synthesise: {tmp_path}: is there already; remove it or give another folder\n"


def test_more_packages_than_articles_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert synthesise([str(tmp_path / "c"), "--events", "150", "--packages", "3"]) == 2
    assert "make 2 packages at most" in capsys.readouterr().err
