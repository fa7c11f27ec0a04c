"""What is large or strange: no row goes unread, and what an engine cannot take is refused in one line."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from coded_article.check.large import files, parts
from coded_article.check.report import Report
from coded_article.check.validate import validate
from coded_article.cli.run import start
from coded_article.errors import RefusedError
from coded_article.rules.engine import SQLite
from tests.editor import Editor

OTHERS = ("relations", "codes", "same_as", "records")
ENGINES = ("sqlite", "duckdb")
CUTS = [10**9, 20_000, pytest.param(6_000, marks=pytest.mark.long)]


@pytest.fixture(scope="module")
def _members(_specimen: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specimen three times over, as a corpus in CSV and in Parquet."""
    folder = tmp_path_factory.mktemp("large")
    members = [f"c{number}={_specimen / 'specimen'}" for number in range(1, 4)]
    assert start("combine", ["--allow-invalid", *members, "-o", str(folder / "csv")]) == 0
    assert start("combine", ["--allow-invalid", *members, "-o", str(folder / "parquet"), "--format", "parquet"]) == 0
    return folder


@pytest.fixture
def corpus(_members: Path, tmp_path: Path) -> Editor:
    return Editor(shutil.copytree(_members / "csv", tmp_path / "corpus"))


@pytest.fixture
def parquet(_members: Path, tmp_path: Path) -> Path:
    return shutil.copytree(_members / "parquet", tmp_path / "parquet")


@pytest.fixture(autouse=True)
def _one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)


def checked(root: Path, engine: Any = "duckdb", **wanted: Any) -> Report:
    return validate(root, standard=False, engine=engine, **wanted)


@pytest.mark.parametrize("size", CUTS)
def test_as_many_rows_are_checked_as_are_there(size: int, corpus: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART", size)
    names = [table["name"] for table in json.loads((corpus.root / "datapackage.json").read_text("utf-8"))["resources"]]
    there = {name: len(corpus.rows(name)) - 1 for name in names}
    for engine in ENGINES:
        found = checked(corpus.root, engine)
        assert found.valid
        assert found.rows == there


@pytest.mark.parametrize("size", CUTS)
@pytest.mark.parametrize("table", ["evidence", *(pytest.param(table, marks=pytest.mark.long) for table in OTHERS)])
def test_unclosed_quotation_mark_is_reported_by_every_cut(
    table: str, size: int, corpus: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PART", size)
    lines = (corpus.root / f"data/{table}.csv").read_bytes().split(b"\n")
    place = len(lines) // 2
    corpus.edit(table, lambda _: b"\n".join([*lines[:place], b'"' + lines[place], *lines[place + 1 :]]), 0)
    corpus.rehash()
    assert ("csv-syntax", f"data/{table}.csv") in checked(corpus.root).counts


def test_part_too_large_to_say_where_its_form_is_faulty_is_reported(
    corpus: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PART", 6_000)
    monkeypatch.setattr("coded_article.read.tables.MAX_BYTES", 100)
    corpus.edit("evidence", lambda data: data.replace(b"c2:evd-003", b'"c2:evd-003', 1), 0)
    corpus.rehash()
    assert ("file-size", "data/evidence.csv") in checked(corpus.root).counts


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_that_an_engine_loses_are_no_verdict(engine: str, corpus: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    add = Report.add_coverage

    def lose(report: Report, coverage: Any) -> None:
        report.rows["events"] -= 1
        add(report, coverage)

    monkeypatch.setattr(Report, "add_coverage", lose)
    with pytest.raises(RefusedError, match=r"events\.csv: 17 rows were checked and 18 are there"):
        checked(corpus.root, engine)


def test_rows_of_parquet_are_all_checked_in_every_cut(parquet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = checked(parquet)
    assert whole.valid
    monkeypatch.setattr(parts, "PART", 1)
    assert checked(parquet).rows == whole.rows


def test_shared_table_in_parquet_is_checked_in_every_cut(parquet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    described = json.loads((parquet / "datapackage.json").read_text("utf-8"))
    codes = next(table for table in described["resources"] if table["name"] == "codes")
    events = next(table for table in described["resources"] if table["name"] == "events")
    folder = parquet / "data/codes/source=c1"
    folder.mkdir(parents=True)
    with duckdb.connect() as connected:
        read = f"read_csv('{parquet / codes['path']}', all_varchar = true, nullstr = '')"
        connected.execute(f"COPY (SELECT * FROM {read}) TO '{folder / 'codes.parquet'}' (FORMAT parquet)")
        (rows,) = connected.execute(f"SELECT count(*) FROM {read}").fetchall()[0]
    (parquet / codes["path"]).unlink()
    kept = {key: codes[key] for key in ("name", "title", "description", "schema") if key in codes}
    format_ = {key: events[key] for key in ("type", "format", "mediatype") if key in events}
    codes.clear()
    codes.update(kept, path="data/codes", **format_)
    (parquet / "datapackage.json").write_text(json.dumps(described), "utf-8")
    monkeypatch.setattr(parts, "PART", 1)
    assert checked(parquet).rows["codes"] == rows


@pytest.mark.parametrize(
    "place",
    ["more.parquet", "source=c1/deeper/more.parquet", "other=c1/more.parquet", "source=c1/more.PARQUET",
     "source=c1/more.parq", "source=c1/_deeper/.more.parquet"],
)  # fmt: skip
def test_file_of_parquet_elsewhere_in_the_folder_is_refused(place: str, parquet: Path) -> None:
    folder = parquet / "data/events"
    (folder / place).parent.mkdir(exist_ok=True)
    shutil.copy(folder / "source=c1/events.parquet", folder / place)
    with pytest.raises(RefusedError, match="does not lie as source=NAME"):
        checked(parquet)


def test_marks_that_other_programs_leave_are_no_rows(parquet: Path) -> None:
    (parquet / "data/events/_SUCCESS").touch()
    (parquet / "data/events/source=c1/.events.parquet.crc").touch()
    assert checked(parquet).valid


def damaged_page(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[60:400] = bytes((number * 37 + 11) % 256 for number in range(340))
    path.write_bytes(data)


def other_encoding(path: Path) -> None:
    data = path.read_bytes()
    with duckdb.connect() as connected:
        connected.execute(f"CREATE TABLE read_rows AS FROM read_parquet('{path}', hive_partitioning = false)")
        connected.execute("UPDATE read_rows SET label = 'marked with ten letters'")
        connected.execute(f"COPY read_rows TO '{path}' (FORMAT parquet, COMPRESSION uncompressed)")
    data = path.read_bytes()
    assert b"marked with" in data
    path.write_bytes(data.replace(b"marked with", b"marked\xff\xfeith"))


@pytest.mark.parametrize("damage", [damaged_page, other_encoding, lambda path: path.write_bytes(b"")])
@pytest.mark.parametrize("size", [10**9, 1])
def test_damaged_file_of_parquet_is_one_line(
    damage: Any, size: int, parquet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PART", size)
    damage(parquet / "data/events/source=c2/events.parquet")
    with pytest.raises(RefusedError, match=r"source=c2/events\.parquet: cannot be read"):
        checked(parquet)


def test_values_that_cannot_be_read_are_found_by_file(parquet: Path) -> None:
    paths = sorted((parquet / "data/events").glob("*/*.parquet"))
    files.hold_readable(paths)
    other_encoding(paths[1])
    with pytest.raises(RefusedError, match="source=c2"):
        files.hold_readable(paths)


def add_table(package: Editor, name: str, columns: Sequence[str]) -> Path:
    """Give a package a further table of one row."""
    root = package.root
    described = json.loads((root / "datapackage.json").read_text("utf-8"))
    data = f"{','.join(columns)}\n{','.join('a' for _ in columns)}\n".encode()
    (root / f"data/{name}.csv").write_bytes(data)
    hashed = f"sha256:{hashlib.sha256(data).hexdigest()}"
    own = {"name": name, "path": f"data/{name}.csv", "schema": f"schemas/{name}.json", "bytes": len(data)}
    described["resources"].append({**described["resources"][0], **own, "hash": hashed})
    (root / "datapackage.json").write_text(json.dumps(described), "utf-8")
    schema = json.loads((root / "schemas/events.json").read_text("utf-8"))
    told = {"title": "More", "description": "More.", "example": "more"}
    fields = [{"name": column, "type": "string", "constraints": {"required": True}, **told} for column in columns]
    kept = {key: schema[key] for key in ("$schema", "missingValues")}
    made = {**kept, "fields": fields, "primaryKey": [columns[0]], "title": "More", "description": "More."}
    (root / f"schemas/{name}.json").write_text(json.dumps(made), "utf-8")
    return root


@pytest.mark.parametrize(
    "name",
    ["record_rows", "code_fits", "package", "uncovered", "edtf", "edtf_texts", "events_text", "checked_events",
     "sqlite_master", "sqlite_more", "duckdb_tables", "more_text_text"],
)  # fmt: skip
def test_table_with_a_name_that_the_checks_use_is_refused(name: str, specimen: Editor) -> None:
    root = add_table(specimen, "more_text", ["more_id"])
    root = add_table(specimen, name, ["more_id"])
    for engine in ENGINES:
        with pytest.raises(RefusedError, match=f"the checks use the name `{name}`"):
            checked(root, engine)


@pytest.mark.parametrize("name", ["rows", "read", "more_text", "select", "main", "temp", "line"])
def test_table_with_any_other_name_is_checked(name: str, specimen: Editor) -> None:
    root = add_table(specimen, name, ["more_id"])
    for engine in ENGINES:
        found = checked(root, engine)
        assert (found.valid, found.rows[name]) == (True, 1)


@pytest.mark.parametrize("columns", [["more_id", "sound"], ["more_id", "date_edtf", "date_edtf_first"]])
def test_column_with_a_name_that_the_checks_use_is_refused(columns: list[str], specimen: Editor) -> None:
    root = add_table(specimen, "more", columns)
    for engine in ENGINES:
        with pytest.raises(RefusedError, match=f"the checks use the name `{columns[-1]}`"):
            checked(root, engine)


@pytest.mark.parametrize("column", ["b0", "c0", "place", "number", "cell", "rows", "rowid", "order"])
def test_column_with_any_other_name_is_checked(column: str, specimen: Editor) -> None:
    root = add_table(specimen, "more", [column, "more_id"])
    assert all(checked(root, engine).valid for engine in ENGINES)


def test_column_that_stands_twice_in_a_schema_is_a_fault(specimen: Editor) -> None:
    root = add_table(specimen, "more", ["more_id", "label", "label"])
    for engine in ENGINES:
        assert {item.code for item in checked(root, engine).problems} == {"descriptor-value"}


@pytest.mark.parametrize("memory", ["0", "999999999", "99999999999999999999"])
def test_memory_that_no_machine_has_is_refused(memory: str, specimen: Editor) -> None:
    for engine in ENGINES:
        with pytest.raises(RefusedError, match=f"--memory {memory} is no number of megabytes"):
            checked(specimen.root, engine, memory=int(memory))


def test_too_little_memory_for_parquet_is_no_damage(parquet: Path) -> None:
    with pytest.raises(RefusedError, match="give more with --memory"):
        checked(parquet, memory=1)


def test_package_that_needs_too_much_memory_is_one_line(
    specimen: Editor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: Any) -> None:
        raise duckdb.OutOfMemoryException

    monkeypatch.setattr(SQLite, "load", fail)
    assert start("validate", [str(specimen.root), "--fast"]) == 2
    printed = capsys.readouterr().err
    assert printed.count("\n") == 1
    assert "--max-memory" in printed


def test_table_too_wide_for_sqlite_is_one_line(specimen: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise sqlite3.OperationalError("too many terms in compound SELECT")

    monkeypatch.setattr(SQLite, "view", fail)
    with pytest.raises(RefusedError, match="SQLite cannot check it"):
        checked(specimen.root, "sqlite")
