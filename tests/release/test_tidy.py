"""Tidying: what is mechanical is mended, no cell says anything else, and what can be meant in two ways is listed."""

import codecs
import csv
import io
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from coded_article.check.validate import validate
from coded_article.cli.run import start
from coded_article.files.canonical_csv import format_rows
from coded_article.model.profile import DESCRIPTOR
from coded_article.read.opening import opened, opened_folder
from coded_article.read.tables import read
from coded_article.release.formats import Content
from coded_article.release.formats.spreadsheet_csv import render
from coded_article.release.restore import as_meant, readings
from coded_article.release.tidy import tidied
from tests.editor import ROOT, Editor, copy_package
from tests.repository import commit
from tests.rules.breaking import follow_first

Outcome = tuple[int, list[str]]


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


@pytest.fixture
def tidy(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Run the verb in the package; give its status and what it printed."""

    def run(package: Editor, *options: str) -> Outcome:
        monkeypatch.chdir(package.root)
        capsys.readouterr()
        status = start("tidy", options)
        shown = capsys.readouterr()
        assert not shown.err
        return status, shown.out.splitlines()

    return run


def test_valid_packages_are_left_as_they_are(
    package: Editor, fresh: Editor, specimen: Editor, tmp_path: Path, tidy: Callable[..., Outcome]
) -> None:
    quay = copy_package(ROOT / "examples" / "quay", tmp_path / "quay")
    for valid in (package, fresh, specimen, quay):
        before = files(valid.root)
        assert tidy(valid) == (0, ["tidy already"])
        assert files(valid.root) == before


def _excel(cells: list[list[str]], *, delimiter: str = ";") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(cells)
    return text.getvalue()


def _cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def _excel_quoted(data: bytes) -> bytes:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(_cells(data))
    return text.getvalue().encode()


def _shuffled(data: bytes) -> bytes:
    header, *rows = _cells(data)
    random.Random(1).shuffle(rows)
    return format_rows([header, *rows]).encode()


# what an editor, a spreadsheet or pandas makes of the bytes of a table
SAVED: dict[str, Callable[[bytes], bytes]] = {
    "byte order mark": lambda data: codecs.BOM_UTF8 + data,
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "line ends": lambda data: data.replace(b"\n", b"\r\n"),
    "end of the last line": lambda data: data.rstrip(b"\n"),
    "blank lines": lambda data: data.replace(b"\n", b"\n\n", 2) + b"\n\n",
    "empty cells at the end of lines": lambda data: data.replace(b"\n", b",,\n"),
    "quotation marks": _excel_quoted,
    "delimiter": lambda data: _excel(_cells(data)).encode(),
    "delimiter (tabs)": lambda data: _excel(_cells(data), delimiter="\t").encode(),
    "order of rows": _shuffled,
    "order of columns": lambda data: format_rows(row[::-1] for row in _cells(data)).encode(),
    "a column of numbers of rows": lambda data: pd.read_csv(io.BytesIO(data), dtype="string").to_csv().encode(),
}


@pytest.mark.parametrize("what", SAVED)
def test_form_is_mended_and_named(what: str, specimen: Editor, tidy: Callable[..., Outcome]) -> None:
    before = files(specimen.root)
    for table in ("events", "passages", "codes"):
        specimen.edit(table, SAVED[what], 0)
    broken = files(specimen.root)
    status, said = tidy(specimen, "--check")
    named = [line for line in said if what.partition(" (")[0] in line]
    assert status == 1
    assert [line.partition(":")[0] for line in named] == [specimen.path(t) for t in ("passages", "events", "codes")]
    assert files(specimen.root) == broken
    assert tidy(specimen)[0] == 0
    assert files(specimen.root) == before
    assert tidy(specimen) == (0, ["tidy already"])


def test_csvs_for_spreadsheets_come_back(package: Editor, tidy: Callable[..., Outcome]) -> None:
    """As the release has them; and saved by a spreadsheet, with semicolons, its dates, and numbers without noughts."""
    before = files(package.root)
    with opened(package.root) as it:
        zipped = render(Content(it.descriptor, it.tables))
    shutil.unpack_archive(_file(package.root.parent / "release.zip", zipped), package.root.parent / "csv")
    tables = opened_folder(package.root).descriptor.tables.values()
    for table in tables:
        shutil.copy(package.root.parent / "csv" / f"{table.name}.csv", package.root / table.path)
    assert tidy(package)[0] == 0
    assert files(package.root) == before
    commit(package.root)
    for table in tables:
        rows = _cells((package.root / table.path).read_bytes())
        dated = [name for name in rows[0] if "date_e" in name or "date_l" in name or name.startswith("published_")]
        for row in rows[1:]:
            for name in dated:
                place = rows[0].index(name)
                row[place] = _german(row[place])
        (package.root / table.path).write_bytes(
            codecs.BOM_UTF8 + _excel([[_as_number(cell) for cell in row] for row in rows]).encode()
        )
    assert tidy(package)[0] == 0
    assert files(package.root) == before


def _file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _german(cell: str) -> str:
    parts = cell.split("-")
    return f"{parts[2]}.{parts[1]}.{parts[0]}" if len(parts) == 3 and cell.replace("-", "").isdigit() else cell


def _as_number(cell: str) -> str:
    return str(int(cell)) if cell.isdigit() and len(cell) < 15 else cell


def test_what_pandas_writes_is_mended(specimen: Editor, tidy: Callable[..., Outcome]) -> None:
    """Read without types, integers beside missing values are floats, and codes of digits lose their noughts."""
    follow_first(specimen)  # in which a root of CAMEO is two digits
    specimen.set("codes", "event_type,request", "cameo", "07")
    assert start("build", [str(specimen.root)]) == 0
    before = files(specimen.root)
    for table in ("recommendations", "codes", "passages"):
        path = specimen.root / specimen.path(table)
        frame = pd.read_csv(path)
        frame["start"] = frame["start"].astype(float) if "start" in frame else 0
        columns = _cells(path.read_bytes())[0]
        frame[columns].to_csv(path, index=False, quoting=csv.QUOTE_NONNUMERIC, na_rep="NA")
    status, said = tidy(specimen, "--diff")
    assert status == 1
    assert "data/codes.csv:" in "".join(said)
    assert any(line.endswith('cameo: "7.0" becomes "07"') for line in said)
    assert any('step: "1.0" becomes "1"' in line for line in said)
    assert tidy(specimen)[0] == 0
    assert files(specimen.root) == before


@pytest.mark.parametrize(
    ("table", "key", "column", "before", "after"),
    [
        ("actors", "act-001", "note", "  The  mayor ", "The  mayor"),
        ("actors", "act-001", "note", "The\u00a0mayor", "The mayor"),
        ("actors", "act-001", "note", "The \r\n mayor", "The mayor"),
        ("actors", "act-001", "note", "Zoe\u0308", "Zo\u00eb"),
        *(("actors", "act-001", "note", word, "") for word in ("NA", "None", "null", "-", " n/a ")),
        ("passages", "psg-002", "start", "30.0", "30"),
        ("events", "evt-003", "date_earliest", "2024-5-10", "2024-05-10"),
        ("events", "evt-003", "date_earliest", "2024-05-10 00:00:00", "2024-05-10"),
        ("events", "evt-003", "date_earliest", "13/05/2024", "2024-05-13"),
        ("events", "evt-003", "date_earliest", "5/13/2024", "2024-05-13"),
        ("events", "evt-003", "date_earliest", "10/5/2024", "2024-05-10"),  # as the EDTF date has it
        ("events", "evt-003", "date_earliest", "5/10/24", "2024-05-10"),
        ("events", "evt-003", "date_edtf", "10.05.2024", "2024-05-10"),  # as it was committed
    ],
)
def test_cell_is_mended(
    table: str, key: str, column: str, before: str, after: str, specimen: Editor, tidy: Callable[..., Outcome]
) -> None:
    commit(specimen.root)
    specimen.set(table, key, column, before)
    status, said = tidy(specimen)
    assert status == 0, said
    assert specimen.get(table, key, column) == after
    assert sum(f"{key} {column}: " in line and line.endswith(f'becomes "{after}"') for line in said) == 1


@pytest.mark.parametrize(
    ("table", "key", "column", "cell"),
    [
        ("events", "evt-003", "date_edtf", "10.05.2024"),
        ("events", "evt-003", "date_earliest", "6/7/2024"),  # and the EDTF date is another
        ("events", "evt-003", "label", "NA"),
        ("events", "evt-003", "note", "#REF!"),
        ("events", "evt-003", "note", "=1+1"),
        ("events", "evt-003", "date_basis", "None"),
    ],
)
def test_cell_that_can_be_read_in_two_ways_is_listed_and_left(
    table: str, key: str, column: str, cell: str, specimen: Editor, tidy: Callable[..., Outcome]
) -> None:
    path, line, _ = specimen.set(table, key, column, cell)
    status, said = tidy(specimen)
    assert status == 1
    assert sum(f"{path}:{line} {key} {column}: " in one and cell in one for one in said) == 1
    assert said[-1] == "1 place is left for you"
    assert specimen.get(table, key, column) == cell


def _says(date: str) -> Callable[[], dict[str, str]]:
    return lambda: {"date_edtf": date}


@pytest.mark.parametrize(
    ("cell", "may_be"),
    [
        ("2/12/2025", {"2025-02-12", "2025-12-02"}),
        ("3.3.2025", {"2025-03-03"}),
        ("13-2-25", {"1925-02-13", "2025-02-13"}),
        ("2025/2/12", {"2025-02-12"}),
        ("2025-02-12T00:00:00", {"2025-02-12"}),
        ("Feb-25", {"1925-02", "2025-02"}),
        *((cell, set()) for cell in ("30/2/2025", "13/13/2025", "2025", "Febr-25", "1/2", "2025-02-12T09:00", "")),
    ],
)
def test_dates_that_a_cell_may_mean(cell: str, may_be: set[str], specimen: Editor) -> None:
    assert readings(cell) == may_be
    fields = {field.name: field for field in opened_folder(specimen.root).descriptor.tables["events"].fields}
    for date in may_be:
        assert as_meant(fields["date_edtf"], {"date_edtf": cell}, _says(date)) == date


def _two_of_one_id(package: Editor) -> None:
    rows, place = package.find("events", "evt-003")
    package.write("events", [*rows[: place + 1], [*rows[place][:1], "Another", *rows[place][2:]], *rows[place + 1 :]])


LISTED: dict[str, tuple[Callable[[Editor], object], str, bool]] = {
    "merge": (
        lambda p: p.line("events", 3, lambda line: b"<<<<<<< HEAD\n%s\n=======\n%s\n>>>>>>> mine" % (line, line)),
        "data/events.csv:3: a merge left its marks here", True,
    ),
    "short row": (lambda p: p.line("events", 3, lambda line: line[: line.rindex(b",")]), "data/events.csv:3", True),
    "long row": (lambda p: p.line("events", 3, lambda line: line + b",more"), "data/events.csv:3", True),
    "no CSV": (lambda p: p.line("events", 3, lambda line: line + b',"a" b'), "data/events.csv:3", True),
    "header": (lambda p: p.line("events", 1, lambda line: line.replace(b"label", b"title")), "data/events.csv:1", True),
    "encoding": (lambda p: p.line("events", 3, lambda line: line + b"Zo\xeb"), "data/events.csv:3", True),
    "key": (_two_of_one_id, "data/events.csv:5 evt-003 event_id", False),
    "no file": (lambda p: (p.root / p.path("events")).unlink(), "[missing-file]", True),
}  # fmt: skip


@pytest.mark.parametrize("what", LISTED)
def test_what_is_not_mechanical_is_listed_and_the_rest_mended(
    what: str, specimen: Editor, tidy: Callable[..., Outcome]
) -> None:
    spoil, place, as_it_was = LISTED[what]
    good = files(specimen.root)
    spoil(specimen)
    spoilt = files(specimen.root)
    specimen.edit("actors", SAVED["line ends"], 0)
    status, said = tidy(specimen)
    assert status == 1
    assert sum(place in line for line in said) == 1
    after = files(specimen.root)
    assert after.get("data/events.csv") == spoilt.get("data/events.csv")
    assert after["data/actors.csv"] == good["data/actors.csv"]
    assert (after[DESCRIPTOR] == good[DESCRIPTOR]) == as_it_was  # no hash of what is no table


def test_descriptor_and_schemas_are_brought_into_utf_8_before_the_tables(
    specimen: Editor, tidy: Callable[..., Outcome]
) -> None:
    before = files(specimen.root)
    for name, encoding in ((DESCRIPTOR, "utf-8-sig"), ("schemas/events.json", "utf-16")):
        (specimen.root / name).write_bytes(before[name].decode().encode(encoding))
    (specimen.root / "data" / "events.csv").write_bytes(SAVED["line ends"](before["data/events.csv"]))
    broken = files(specimen.root)
    named = [f"{DESCRIPTOR}: encoding", "schemas/events.json: encoding"]
    status, said = tidy(specimen, "--check")
    assert (status, said[:-1]) == (1, named)
    assert files(specimen.root) == broken
    assert tidy(specimen) == (0, [*named, "data/events.csv: line ends", "1 file tidied"])
    assert files(specimen.root) == before


def test_script_knows_the_rules_that_it_names(specimen: Editor) -> None:
    """In a process of its own, in which nothing else has declared them."""
    _two_of_one_id(specimen)
    specimen.set("events", "evt-005", "date_edtf", "10.05.2024")
    command = [sys.executable, str(ROOT / "scripts" / "tidy.py"), str(specimen.root), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert [line.rpartition(" ")[2] for line in done.stdout.splitlines()[-4:-2]] == ["[primary-key]", "[edtf]"]


def test_windows_1252_is_read_where_the_committed_version_shows_it(
    specimen: Editor, tidy: Callable[..., Outcome]
) -> None:
    specimen.set("actors", "act-001", "note", "Zo\u00eb \u2013 the mayor")
    assert start("build", [str(specimen.root)]) == 0
    commit(specimen.root)
    before = files(specimen.root)
    specimen.edit("actors", lambda data: data.decode().encode("cp1252"), 0)
    assert tidy(specimen, "--check")[1][0] == "data/actors.csv: Windows-1252"
    assert tidy(specimen)[0] == 0
    assert files(specimen.root) == before
    specimen.set("actors", "act-002", "note", "Ren\u00e9")  # a letter that nothing has shown
    specimen.edit("actors", lambda data: data.decode().encode("cp1252"), 0)
    status, said = tidy(specimen)
    assert (status, said[-1]) == (1, "1 place is left for you")
    assert said[0].startswith("data/actors.csv:2: ")


ODD = st.sampled_from([
    "", "a", "x y", " a", "a\u00a0", "e\u0301", "NA", "-", "1.0", "007", "7", "2/12/2025", "13/12/2025", "Feb-25",
    "\ufeff", "a\nb", "\u2028", "=1", "\x1f", "a,b", 'a"b', "2025-02", "2025-02-30", ";", "<<<<<<< a", "\t1 ", "\r\na",
])  # fmt: skip
CELLS = st.one_of(ODD, st.text(max_size=5), st.dates().map(lambda day: day.strftime("%d/%m/%Y")))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(*[CELLS] * 5), max_size=5),
    delimiter=st.sampled_from(",;\t"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_tidying_twice_is_tidying_once_and_only_what_is_told_changes(
    rows: list[tuple[str, ...]], delimiter: str, quoting: int, encoding: str, end: str, specimen: Editor
) -> None:
    assume(quoting == csv.QUOTE_ALL or not any("\r" in cell for row in rows for cell in row))  # or the line ends there
    path = specimen.root / "data" / "events.csv"
    whole = path.read_bytes()
    columns = _cells(whole)[0]
    descriptor = opened_folder(specimen.root).descriptor
    descriptor = replace(descriptor, tables={"events": descriptor.tables["events"]})
    try:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
        named = dict(zip(("label", "status", "date_edtf", "date_earliest", "note"), range(5), strict=True))
        writer.writerow(columns)
        for number, row in enumerate(rows, start=1):
            writer.writerow([f"evt-{number:03}", *(row[named[name]] if name in named else "" for name in columns[1:])])
        path.write_bytes(text.getvalue().encode(encoding, "replace"))
        first = tidied(descriptor)
        new = first.contents.get("data/events.csv")
        if new is None:
            assert not first.cells
            return
        told = {(change.record, change.column): change.after for change in first.cells}
        for number, cells in enumerate(read(descriptor.tables["events"], new)[0].cells):
            for name, cell in zip(columns, cells, strict=True):
                before = rows[number][named[name]] if name in named else cell
                assert cell == told.get((cells[0], name), before.replace("\r\n", "\n").replace("\r", "\n"))
        assert first.form["data/events.csv"] or first.cells or new == whole
        path.write_bytes(new)
        again = tidied(descriptor)
        assert not again.contents.keys() - {DESCRIPTOR}
        assert not again.cells
        assert again.left == first.left
    finally:
        path.write_bytes(whole)


def test_tidied_package_is_valid_again(package: Editor, tidy: Callable[..., Outcome]) -> None:
    for table, spoil in zip(("actors", "events", "codes", "passages", "mentions"), SAVED.values(), strict=False):
        package.edit(table, spoil, 0)
    assert not validate(package.root, standard=False).valid
    assert tidy(package)[0] == 0
    assert validate(package.root, standard=False).problems == []
