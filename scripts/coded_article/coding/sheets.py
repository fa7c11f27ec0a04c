"""The coding sheet: where a coder writes rows and quotes, as a workbook or as a folder of CSV files.

It holds one sheet for each table that is coded by hand, and one for further quotes. It quotes the article, so it never
becomes part of the package.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from coded_article.coding.quotes import COLUMNS, WHERE
from coded_article.errors import RefusedError
from coded_article.files.canonical_csv import read_grid
from coded_article.files.paths import see_small
from coded_article.model.characters import shown_as_text
from coded_article.model.schema import Descriptor
from coded_article.text.canonical import canonical, own_words

# what is worked out from the other cells of a row, from other rows, or from what is anchored
_DATES = ("date_earliest", "date_latest", "date_precision")
DERIVED = {
    "events": _DATES,
    "statements": _DATES,
    "recommendations": ("followed", "followed_basis"),
    "involvements": ("basis",),
    "relations": ("relation_id",),
}
CODED = ("actors", "events", "statements", "recommendations", "involvements", "relations", "codes")
_EXACT = (*WHERE, "cue", "date_text", "quoted_words")  # the columns that hold words of the article
_WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xlsb", ".xls", ".ods")
_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # of zips, and of what Office protects by a password
_MAX_BYTES = 50_000_000  # of a CSV file
# what a spreadsheet shows, and writes into CSV, where a formula fails
_ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!")

# the cells of a sheet by the numbers of row and column, which begin with 1
Cells = dict[int, dict[int, str]]


class Unreadable(str):
    """Why a cell cannot be read, in place of what it holds."""

    __slots__ = ()


@dataclass(frozen=True)
class SheetRow:
    """One row that a coder wrote: where it stands, such as ``events:3``, and its cells by column.

    ``fault`` says why one of them cannot be read, if that is so; it is left empty then.
    """

    place: str
    cells: Mapping[str, str]
    fault: str = ""


def columns(descriptor: Descriptor) -> dict[str, tuple[str, ...]]:
    """Return the columns of each sheet that is filled by hand, by its name."""
    sheets: dict[str, tuple[str, ...]] = {}
    for name in CODED:
        own = tuple(column for column in descriptor.tables[name].columns if column not in DERIVED.get(name, ()))
        sheets[name] = (*own, *WHERE) if name in ("events", "statements", "recommendations") else own
    return {**sheets, "quotes": COLUMNS}


def parts(descriptor: Descriptor) -> dict[str, list[str]]:
    """Return the codes of the parts of evidence and of the types of mentions, by table."""
    return {
        table: field.constraints.get("enum", [])
        for table, column in (("evidence", "part"), ("mentions", "form_type"))
        for field in descriptor.tables[table].fields
        if field.name == column
    }


def refuse_there(output: Path) -> None:
    """See that ``output`` is free for a new sheet.

    Raises:
        RefusedError: something is there.
    """
    if output.exists():
        msg = f"{output}: is there already, perhaps with your rows; give another --output"
        raise RefusedError(msg)


def read(path: Path, descriptor: Descriptor) -> dict[str, list[SheetRow]]:
    """Return the rows of a coding sheet by the name of their sheet; empty rows are left out.

    Sheets and columns of the coder's own, such as remarks, are passed over.

    Raises:
        RefusedError: the sheet cannot be read, or lacks a sheet or a column.
    """
    grids = _folder(path) if path.is_dir() else _workbook(path)
    sheets: dict[str, list[SheetRow]] = {}
    missing_sheets = sorted(columns(descriptor).keys() - grids.keys())
    if missing_sheets:
        msg = f"{path}: there is no sheet {missing_sheets[0]}; the sheets are {', '.join(columns(descriptor))}"
        raise RefusedError(msg)
    for name, wanted in columns(descriptor).items():
        rows = grids[name]
        header = rows.pop(1, {})
        # a column that is worked out may be there, as in sheets of earlier versions, and is passed over
        places = {cell: place for place, cell in header.items() if cell in wanted}
        absent = [column for column in wanted if column not in places]
        twice = [column for column in places if [*header.values()].count(column) > 1]
        meant = [
            cell
            for cell in header.values()
            if cell not in {*wanted, *DERIVED.get(name, ())} and get_close_matches(cell, absent)
        ]
        needed = [column for column in absent if column not in WHERE]
        if twice or needed or meant:
            said = [
                *(f"no column {column}" for column in needed),
                *(f"two columns {column}" for column in twice),
                *(f"an unknown column {column}" for column in meant),
            ]
            msg = f"{path}: sheet {name}: {', '.join(said)}; the columns are {', '.join(wanted)}"
            raise RefusedError(msg)
        sheets[name] = [_row(f"{name}:{number}", cells, places, wanted) for number, cells in rows.items()]
    return {name: [row for row in rows if row.fault or any(row.cells.values())] for name, rows in sheets.items()}


def _row(place: str, cells: Mapping[int, str], places: Mapping[str, int], wanted: Iterable[str]) -> SheetRow:
    """Return a row whose words of the article are written as they are looked up there."""
    written = {column: cells.get(places.get(column, 0), "") for column in wanted}
    fault = next((cell for cell in written.values() if isinstance(cell, Unreadable)), "")
    plain = {column: "" if isinstance(cell, Unreadable) else cell for column, cell in written.items()}
    exact = {column: canonical(cell) if column in _EXACT else cell for column, cell in plain.items()}
    return SheetRow(place, exact, fault)


def is_sheet(path: Path) -> bool:
    """Tell a coding sheet from a CSV file of quotes: a folder, or a workbook by its name or its first bytes."""
    if path.is_dir() or path.suffix.lower() in _WORKBOOKS:
        return True
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) in _WORKBOOK_STARTS


def _filled(rows: Iterable[tuple[int, Iterable[tuple[int, str]]]]) -> Cells:
    """Return the cells of a sheet that hold something, each on one line."""
    filled = {}
    for number, cells in rows:
        plain = {place: cell if isinstance(cell, Unreadable) else _plain(cell) for place, cell in cells}
        texts = {place: text for place, text in plain.items() if text}
        if texts:
            filled[number] = texts
    return filled


def _folder(path: Path) -> dict[str, Cells]:
    grids: dict[str, Cells] = {}
    for file in sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv"):
        if file.is_symlink() or not file.is_file():
            msg = f"{file}: a link, or no regular file; put the file itself into the folder"
            raise RefusedError(msg)
        see_small(file, _MAX_BYTES, "divide it into several coding sheets")
        if file.stem in grids:
            msg = f"{path}: there are two files of the sheet {file.stem}; keep one of them"
            raise RefusedError(msg)
        rows = read_grid(file)
        for row in rows:
            if any(row[len(rows[0]) :]):
                beyond = Unreadable("a cell stands to the right of the last column; quote cells with commas")
                row[:] = [beyond] * len(row)
        grids[file.stem] = _filled((number, enumerate(row, start=1)) for number, row in enumerate(rows, start=1))
    return grids


def _workbook(path: Path) -> dict[str, Cells]:
    from coded_article.coding import workbook_cells

    return {
        name: _filled((number, row.items()) for number, row in cells.items())
        for name, cells in workbook_cells.read(path, {*CODED, "quotes"}).items()
    }


def _plain(value: str) -> str:
    """Return a cell as text on one line, or why it is none."""
    text = own_words(value)
    if text.startswith("="):
        return Unreadable(f"a cell holds a formula, {text[:40]!r}; write its value")
    if text in _ERRORS:
        return Unreadable(f"a cell holds the error {text}; write what it should say")
    if text.startswith("'") and shown_as_text(text[1:]) == text:
        return text[1:]  # as it was shown, and as a spreadsheet has it typed in
    return text
