"""A coding sheet as other programs write it, or as it comes out of a damaged disk: read whole, or refused in a line."""

import io
import os
import re
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from coded_article.cli.run import start
from coded_article.coding import blank, sheets, workbook_cells
from coded_article.errors import RefusedError
from coded_article.files.canonical_csv import read_rows
from coded_article.model.schema import Descriptor
from coded_article.read.opening import opened_folder
from tests.editor import Editor

pytestmark = pytest.mark.attack

ACTORS = "xl/worksheets/sheet2.xml"
Members = dict[str, bytes]


@pytest.fixture(scope="module")
def descriptor(_fresh: Path) -> Descriptor:
    return opened_folder(_fresh / "fresh").descriptor


@pytest.fixture(scope="module")
def empty(descriptor: Descriptor) -> bytes:
    """An empty coding sheet as a workbook."""
    return blank.workbook(descriptor, [], [])


class Book:
    """A workbook to damage; ``read`` gives the rows of its sheet `actors`."""

    def __init__(self, path: Path, data: bytes, descriptor: Descriptor) -> None:
        self.path = path
        self.descriptor = descriptor
        path.write_bytes(data)

    def pack(self, change: Callable[[Members], object]) -> None:
        with zipfile.ZipFile(self.path) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        change(members)
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)

    def replace(self, old: str, new: str, name: str = ACTORS) -> None:
        def changed(members: Members) -> None:
            assert old.encode() in members[name]
            members[name] = members[name].replace(old.encode(), new.encode(), 1)

        self.pack(changed)

    def add(self, rows: str, extra: str = "") -> None:
        """Add rows to the sheet `actors`, in XML, without touching what it says of its extent."""
        self.replace("</sheetData>", f"{rows}</sheetData>{extra}")

    def edit(self, change: Callable[[openpyxl.Workbook], object]) -> None:
        book = openpyxl.load_workbook(self.path)
        change(book)
        book.save(self.path)

    def read(self) -> list[tuple[str, str]]:
        """Give the rows; of a cell that cannot be read, raise why."""
        rows = sheets.read(self.path, self.descriptor)["actors"]
        for row in rows:
            if row.fault:
                raise RefusedError(f"{row.place}: {row.fault}")
        return [(row.place, " ".join(cell for cell in row.cells.values() if cell)) for row in rows]

    def refusal(self) -> str:
        with pytest.raises(RefusedError) as refused:
            self.read()
        assert "\n" not in str(refused.value)
        return str(refused.value)


@pytest.fixture
def book(tmp_path: Path, empty: bytes, descriptor: Descriptor) -> Book:
    return Book(tmp_path / "coding.xlsx", empty, descriptor)


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize("extent", ["A1:H1", "A1", "A1:H2", "C9:D9", ""])
def test_rows_are_read_whatever_the_extent_says(extent: str, book: Book) -> None:
    book.replace('<dimension ref="A1:H1"/>', f'<dimension ref="{extent}"/>' if extent else "")
    book.add(f'<row r="2">{cell("A2", "act-a")}</row><row r="9">{cell("A9", "act-b")}{cell("B9", "B")}</row>')
    assert book.read() == [("actors:2", "act-a"), ("actors:9", "act-b B")]


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        ('<row><c t="inlineStr"><is><t>act-a</t></is></c></row>', [("actors:2", "act-a")]),
        (f'<row r="5">{cell("A5", "act-b")}</row><row r="3">{cell("A3", "act-a")}</row>',
         [("actors:3", "act-a"), ("actors:5", "act-b")]),
        (f'<row r="2">{cell("B2", "B")}{cell("A2", "act-a")}</row>', [("actors:2", "act-a B")]),
        (f'<row r="2" hidden="1">{cell("A2", "act-a")}</row>', [("actors:2", "act-a")]),
        ('<row r="2"><c r="A2" t="inlineStr"><is><r><t>act</t></r><r><rPr><b/></rPr><t>-a</t></r></is></c></row>',
         [("actors:2", "act-a")]),
        ('<row r="2"><c r="A2" t="str"><v>act-a</v></c><c r="B2"><v>7</v></c></row>', [("actors:2", "act-a 7")]),
        (f'<row r="2">{cell("A2", "act-a")}</row><row r="1048576"><c r="A1048576" s="1"/></row>',
         [("actors:2", "act-a")]),
    ],
    ids=["no places", "rows in disorder", "cells in disorder", "hidden", "rich text", "plain", "empty last row"],
)  # fmt: skip
def test_rows_are_read_however_they_are_written(rows: str, read: list[tuple[str, str]], book: Book) -> None:
    book.add(rows)
    assert book.read() == read


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('<row r="3000000000"><c r="A3000000000"><v>1</v></c></row>', "row 3,000,000,000; a sheet has 1,048,576 rows"),
        ('<row r="1048577"/>', "row 1,048,577; a sheet has 1,048,576 rows at most"),
        ('<row r="0"/>', "row 0; a sheet has"),
        (f'<row r="2">{cell("A7", "act-a")}</row>', "row 2: a cell of another row"),
        (f'<row r="2">{cell("ZZZ2", "act-a")}</row>', "beyond the last column"),
        (f'<row r="2">{"<c/>" * 16_385}</row>', "a row of 16,385 cells; a sheet has 16,384 columns at most"),
        (f'<row r="2">{cell("A2", "act-a")}{cell("A2", "act-b")}</row>', "row 2: a cell stands there twice"),
        (f'<row r="2">{cell("A2", "act-a")}</row><row r="2">{cell("A2", "act-b")}</row>', "row 2 stands there twice"),
        ('<row r="2"><c r="A2" t="s"><v>99999</v></c></row>', "sheet actors: not readable (IndexError"),
        ('<row r="2"><c r="A2" t="s"><v>-1</v></c></row>', "cell A2 of type s without a text"),
        ('<row r="2"><c r="A2" t="inlineStr"><v>act-a</v></c></row>', "cell A2 of type inlineStr without a text"),
        ('<row r="2"><c r="A2"><v>seven</v></c></row>', "sheet actors: not readable"),
        ('<row r="2"><c r="A2" s="9999"><v>7</v></c></row>', ""),
        ('<row r="2"><c r="A2"><f>1+1</f></c></row>', "actors:2: a cell holds a formula, '=1+1'; write its value"),
        ('<row r="2"><c r="A2"><f/><v>2</v></c></row>', "actors:2: a cell holds a formula"),
        ('<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>', "actors:2: a cell holds the error #REF!"),
        (f'<row r="2">{cell("A2", "#N/A")}</row>', "actors:2: a cell holds the error #N/A"),
        ('<row r="2"><c r="A2" t="b"><v>1</v></c></row>', "actors:2: a cell holds TRUE as a truth value"),
    ],
    ids=lambda value: value if value[:1] != "<" else "",
)  # fmt: skip
def test_cell_that_cannot_be_read_is_refused(rows: str, said: str, book: Book) -> None:
    book.add(rows)
    if said:
        assert said in book.refusal()
    else:
        assert book.read() == [("actors:2", "7")], "a format is no matter of the cell"


def test_merged_cells_are_refused(book: Book) -> None:
    book.add(f'<row r="2">{cell("A2", "act-a")}</row>', '<mergeCells><mergeCell ref="A2:A4"/></mergeCells>')
    assert "sheet actors: the cells A2:A4 are merged; part them and fill in each" in book.refusal()


@pytest.mark.parametrize(
    ("value", "form", "read"),
    [
        (date(2024, 3, 5), "yyyy-mm-dd", "2024-03-05"),
        (datetime(2024, 3, 5), 'dd"th" mmm [$-409]yyyy', "2024-03-05"),
        (3.0, "General", "3"),
        (date(2024, 3, 1), "mmm-yy", "2024-03"),
        (date(2024, 1, 1), "yyyy", "2024"),
        (date(2024, 3, 5), "mmm-yy", None),
        (date(2024, 3, 5), "d-mmm", None),
        (datetime(2024, 3, 5, 14, 30), "yyyy-mm-dd hh:mm", None),
        (0.5, "hh:mm", None),
        (ArrayFormula("B2:B2", "=1+1"), "General", None),
    ],
)  # fmt: skip
def test_dates_and_numbers_are_read_as_they_are_shown(value: object, form: str, read: str | None, book: Book) -> None:
    def filled(opened: openpyxl.Workbook) -> None:
        opened["actors"]["B2"] = value
        opened["actors"]["B2"].number_format = form

    book.edit(filled)
    if read is None:
        assert "actors:2: a cell holds " in book.refusal()
    else:
        assert book.read() == [("actors:2", read)]


def test_hidden_sheets_are_read(book: Book) -> None:
    book.add(f'<row r="2">{cell("A2", "act-a")}</row>')
    book.replace('name="actors"', 'name="actors" state="veryHidden"', "xl/workbook.xml")
    assert book.read() == [("actors:2", "act-a")]


def _bytes(change: Callable[[bytearray], object]) -> Callable[[Book], None]:
    def changed(book: Book) -> None:
        data = bytearray(book.path.read_bytes())
        change(data)
        book.path.write_bytes(data)

    return changed


def _deflated(data: bytearray) -> None:
    member = zipfile.ZipFile(io.BytesIO(data)).getinfo(ACTORS)
    start = member.header_offset + 30 + len(member.filename) + 20
    data[start : start + 12] = b"\xff" * 12


def _encrypted(data: bytearray) -> None:
    data[data.find(b"PK\x01\x02") + 8] |= 1
    data[data.find(b"PK\x03\x04") + 6] |= 1


def _packed(change: Callable[[Members], object]) -> Callable[[Book], None]:
    return lambda book: book.pack(change)


def _written(data: bytes) -> Callable[[Book], None]:
    def write(book: Book) -> None:
        book.path.write_bytes(data)

    return write


def _member_twice(book: Book) -> None:
    with zipfile.ZipFile(book.path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(ACTORS, archive.read(ACTORS))


def _pipe(book: Book) -> None:
    book.path.unlink()
    os.mkfifo(book.path)


DAMAGED: dict[str, tuple[Callable[[Book], object], str]] = {
    "bytes that do not inflate": (_bytes(_deflated), "not a readable workbook"),
    "encrypted member": (_bytes(_encrypted), "encrypted"),
    "cut off": (_bytes(lambda data: data.__delitem__(slice(len(data) // 2, None))), "not a readable workbook"),
    "unknown attribute": (lambda b: b.replace("<pane xSplit", "<pane xSqlit"), "sheet actors: not readable"),
    "broken XML": (lambda b: b.replace("</sheetData>", ""), "sheet actors: not readable"),
    "no workbook in the zip": (_packed(lambda members: members.pop("xl/workbook.xml")), "not a readable workbook"),
    "no list of contents": (_packed(lambda members: members.pop("[Content_Types].xml")), "not a readable workbook"),
    "no shared texts": (_packed(lambda members: members.pop("xl/sharedStrings.xml")), "not a readable workbook"),
    "no sheet of the name": (_packed(lambda members: members.pop(ACTORS)), "there is no sheet actors"),
    "sheet twice": (lambda b: b.replace('name="events"', 'name="actors"', "xl/workbook.xml"), "two sheets actors"),
    "member twice": (_member_twice, "it holds xl/worksheets/sheet2.xml twice"),
    "OpenDocument": (
        _packed(lambda members: members.update(mimetype=b"application/vnd.oasis.opendocument.spreadsheet")),
        "OpenDocument (.ods); save it as .xlsx",
    ),
    "protected by a password": (
        _written(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        "protected by a password, or in the old format .xls",
    ),
    "page in disguise": (_written(b"<html><table></table></html>"), "not a readable workbook"),
    "nothing": (_written(b""), "not a readable workbook"),
    "pipe": (_pipe, "not a regular file"),
}


@pytest.mark.parametrize("name", list(DAMAGED))
def test_damaged_workbook_is_refused_in_one_line(name: str, book: Book) -> None:
    damage, said = DAMAGED[name]
    damage(book)
    refusal = book.refusal()
    assert refusal.startswith(f"{book.path}: ")
    assert said in refusal


@pytest.mark.parametrize("step", [97, pytest.param(7, marks=pytest.mark.long)])
def test_any_damaged_byte_leaves_the_rows_or_a_refusal(step: int, book: Book) -> None:
    book.add(f'<row r="2">{cell("A2", "act-a")}</row>')
    data = book.path.read_bytes()
    outcomes = set()
    for place in range(0, len(data), step * 5):
        book.path.write_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        try:
            outcomes.add(tuple(book.read()))
        except RefusedError as refused:
            assert "\n" not in str(refused)  # noqa: PT017
    assert outcomes <= {(("actors:2", "act-a"),)}


@pytest.mark.parametrize(
    ("limit", "value", "said"),
    [
        ("_MAX_CELLS", 60, "more than 60 cells, of which empty ones may have a format; copy your rows"),
        ("_MAX_CHARACTERS", 1000, "more than 1,000 characters; divide it"),
        ("_MAX_BYTES", 9000, "bytes, more than 9,000; copy your rows"),
    ],
)
def test_too_large_workbook_is_refused(
    limit: str, value: int, said: str, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    # one long text may be shown in every cell
    book.add("".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(2, 200)))
    monkeypatch.setattr(workbook_cells, limit, value)
    assert said in book.refusal()


def test_empty_rows_cost_nothing(book: Book) -> None:
    book.add(f'<row r="1048576">{cell("A1048576", "act-a")}</row>')
    began = time.process_time()
    assert book.read() == [("actors:1048576", "act-a")]
    assert time.process_time() - began < 1


@pytest.mark.parametrize("name", ["coding.XLSX", "coding.xls", "coding.ods", "coding.csv"])
def test_workbook_is_known_by_its_bytes_whatever_its_name(name: str, book: Book) -> None:
    book.add(f'<row r="2">{cell("A2", "act-a")}</row>')
    book.path = book.path.rename(book.path.with_name(name))
    assert sheets.is_sheet(book.path)
    assert book.read() == [("actors:2", "act-a")]


def _folder(path: Path, descriptor: Descriptor) -> Path:
    path.mkdir()
    for name, text in blank.csv_texts(descriptor, [], []).items():
        (path / name).write_text(text, encoding="utf-8")
    return path


def _linked(folder: Path) -> None:
    outside = folder.with_name("outside.csv")
    (folder / "actors.csv").rename(outside).touch()
    (folder / "actors.csv").symlink_to(outside)


def _piped(folder: Path) -> None:
    (folder / "actors.csv").unlink()
    os.mkfifo(folder / "actors.csv")


def _appended(text: bytes) -> Callable[[Path], None]:
    def append(folder: Path) -> None:
        with (folder / "actors.csv").open("ab") as file:
            file.write(text)

    return append


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_linked, "actors.csv: a link, or no regular file; put the file itself into the folder"),
        (_piped, "actors.csv: a link, or no regular file"),
        (lambda folder: (folder / "actors.CSV").write_text("actor_id\n"), "two files of the sheet actors"),
        (_appended(b"act-a\0,A\n"), "actors.csv: not in UTF-8, because it holds empty bytes"),
        (_appended(b"act-a,caf\xe9\n"), "actors.csv: not in UTF-8"),
    ],
)  # fmt: skip
def test_folder_that_cannot_be_read_is_refused_in_one_line(
    change: Callable[[Path], object], said: str, tmp_path: Path, descriptor: Descriptor
) -> None:
    folder = _folder(tmp_path / "coding", descriptor)
    change(folder)
    with pytest.raises(RefusedError) as refused:
        sheets.read(folder, descriptor)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_csv_file_is_read_whatever_the_case_of_its_ending(tmp_path: Path, descriptor: Descriptor) -> None:
    folder = _folder(tmp_path / "coding", descriptor)
    _appended(b"act-a,A\n")(folder)
    (folder / "actors.csv").rename(folder / "actors.CSV")
    assert [row.place for row in sheets.read(folder, descriptor)["actors"]] == ["actors:2"]


def test_count_of_rows_adds_up(fresh: Editor, capsys: pytest.CaptureFixture[str], empty: bytes) -> None:
    """Rows that the extent leaves out are merged; those merged before and the empty ones are counted too."""
    path = fresh.root.parent / "coding.xlsx"
    book = Book(path, empty, opened_folder(fresh.root).descriptor)
    codes = f"xl/worksheets/sheet{[*sheets.columns(book.descriptor)].index('codes') + 2}.xml"
    columns = sheets.columns(book.descriptor)["codes"]
    first = read_rows(fresh.root / "data" / "codes.csv")[0]

    def rows(code: str, number: int) -> str:
        cells = {**first, "code": code}
        return f'<row r="{number}">' + "".join(
            cell(f"{letter}{number}", re.sub("[<&]", " ", cells[column]))
            for letter, column in zip("ABCDEFGHIJ", columns, strict=False)
            if cells[column]
        ) + "</row>"  # fmt: skip

    given = ["--source", str(fresh.root.parent / "article.txt"), "--package", str(fresh.root)]
    for number, code, said in (
        (4, "an_invented_code", "3 rows read: 1 merged, 0 there already, 2 empty, 0 refused"),
        (5, "another_invented_code", "4 rows read: 1 merged, 1 there already, 2 empty, 0 refused"),
    ):
        book.replace("</sheetData>", f"{rows(code, number)}</sheetData>", codes)
        capsys.readouterr()
        status = start("anchor", [str(path), *given])
        out, err = capsys.readouterr()
        assert (status, err) == (0, "")
        assert out.splitlines()[-1] == said
    assert {"an_invented_code", "another_invented_code"} <= {
        row["code"] for row in read_rows(fresh.root / "data" / "codes.csv")
    }
