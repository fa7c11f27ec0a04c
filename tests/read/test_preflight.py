from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coded_article.errors import RefusedError
from coded_article.model.schema import Rows, Table
from coded_article.read.opening import opened_folder
from coded_article.read.tables import read, read_tables
from tests.editor import Editor


def _mentions(specimen: Editor) -> tuple[Rows, list[str]]:
    tables, problems = read_tables(opened_folder(specimen.root).descriptor)
    return tables["mentions"], [f"{item.code}:{item.line}" for item in problems]


def test_line_numbers_are_those_of_an_editor(specimen: Editor) -> None:
    specimen.line("mentions", 5, lambda line: b"\n" + line)
    specimen.set("mentions", "men-007", "form", "two\nlines")
    rows, found = _mentions(specimen)
    by_id = {cells[0]: line for cells, line in zip(rows.cells, rows.lines, strict=True)}
    lines = (specimen.root / "data" / "mentions.csv").read_text(encoding="utf-8").split("\n")
    assert all(lines[line - 1].startswith(key) for key, line in by_id.items())
    assert found == ["blank-line:5", f"line-break:{by_id['men-007']}"]


def test_blank_lines_are_counted_and_skipped(specimen: Editor) -> None:
    before, _ = _mentions(specimen)
    specimen.line("mentions", 5, lambda line: b"\n\n" + line)
    after, found = _mentions(specimen)
    assert found == ["blank-line:5", "blank-line:6"]
    assert after.cells == before.cells
    assert after.lines == [line if line < 5 else line + 2 for line in before.lines]


def test_repaired_tables_are_marked(specimen: Editor) -> None:
    assert _mentions(specimen)[0].clean
    specimen.edit("mentions", lambda data: data.replace(b"\n", b"\r\n"), 1)
    rows, found = _mentions(specimen)
    assert (rows.usable, rows.clean, found) == (True, False, ["line-end:1"])


@pytest.fixture(scope="module")
def mentions(_specimen: Path) -> tuple[Table, bytes]:
    """The table `mentions` of the specimen, and its bytes."""
    editor = Editor(_specimen / "specimen")
    table = opened_folder(editor.root).descriptor.tables["mentions"]
    return table, (editor.root / table.path).read_bytes()


@settings(max_examples=200)
@given(data=st.binary(max_size=200), at=st.integers(min_value=0, max_value=500))
def test_any_bytes_are_read_or_faulted(data: bytes, at: int, mentions: tuple[Table, bytes]) -> None:
    table, whole = mentions
    rows, faults = read(table, whole[:at] + data + whole[at:])
    assert faults or rows.usable
    assert all(len(cells) == len(rows.table.columns) for cells in rows.cells)


def test_sound_rows_are_those_of_the_file(specimen: Editor) -> None:
    header, first, *_ = specimen.rows("mentions")
    actors, mentions = opened_folder(specimen.root).rows("actors", "mentions")
    assert (len(actors), mentions[0]) == (len(specimen.rows("actors")) - 1, dict(zip(header, first, strict=True)))


@pytest.mark.parametrize("change", ["header", "number", "line end", "absence", "schema", "table"])
def test_rows_that_are_not_sound_are_refused(change: str, specimen: Editor) -> None:
    if change == "header":
        specimen.line("mentions", 1, lambda line: line.replace(b"form,", b"from,"))
    elif change == "number":
        specimen.set("mentions", "men-001", "start", "one")
    elif change == "line end":
        specimen.edit("mentions", lambda data: data.replace(b"\n", b"\r\n"), 1)
    elif change == "absence":
        (specimen.root / specimen.path("mentions")).unlink()
    elif change == "schema":
        specimen.json("schemas/mentions.json", lambda schema: schema["fields"].pop())
    else:
        specimen.json("datapackage.json", lambda raw: raw["resources"].pop(9))
    said = "no table `mentions` with all" if change in ("schema", "table") else r"mentions\.csv: cannot be read"
    with pytest.raises(RefusedError, match=f"{said}.*validate` says why"):
        opened_folder(specimen.root).rows("mentions")
