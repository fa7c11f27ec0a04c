"""The coding sheet: where a coder writes rows and quotes, as a workbook or as a folder of CSV files.

It holds one sheet for each table that is coded by hand, one for further quotes, and one that shows the
passages with their text. It quotes the article, so it never becomes part of the package.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coded_article.coding.quotes import COLUMNS, WHERE
from coded_article.errors import RefusedError
from coded_article.files.canonical_csv import format_rows, read_grid
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
_SHOWN = ("passage_id", "section", "kind", "text")
_UNUSED = ("passages", "lists")  # sheets in which nothing is coded
_ROWS = 500  # rows of a sheet that have drop-down lists
_WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xlsb", ".xls", ".ods")
_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # of zips, and of what Office protects by a password
_MAX_BYTES = 50_000_000  # of a CSV file
# what a spreadsheet shows, and writes into CSV, where a formula fails
_ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!")

# the cells of a sheet by the numbers of row and column, which begin with 1
Cells = dict[int, dict[int, str]]


@dataclass(frozen=True)
class SheetRow:
    """One row that a coder wrote: where it stands, such as ``events:3``, and its cells by column."""

    place: str
    cells: Mapping[str, str]


def columns(descriptor: Descriptor) -> dict[str, tuple[str, ...]]:
    """Return the columns of each sheet that is filled by hand, by its name."""
    sheets: dict[str, tuple[str, ...]] = {}
    for name in CODED:
        own = tuple(column for column in descriptor.tables[name].columns if column not in DERIVED.get(name, ()))
        sheets[name] = (*own, *WHERE) if name in ("events", "statements", "recommendations") else own
    return {**sheets, "quotes": COLUMNS}


def workbook(descriptor: Descriptor, passages: Sequence[Mapping[str, str]]) -> bytes:
    """Return an empty coding sheet as a workbook, with drop-down lists of the codes.

    ``passages`` gives passage_id, section, kind and text of each.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"created": datetime(1980, 1, 1)})  # not the clock: the same sheet has the same bytes
        head = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        text = book.add_format({"num_format": "@", "valign": "top"})
        shown = book.add_worksheet("passages")
        shown.write_row(0, 0, _SHOWN, head)
        for row, passage in enumerate(passages, start=1):
            for place, name in enumerate(_SHOWN):
                shown.write_string(row, place, passage[name], wrapped if name == "text" else text)
        shown.set_column(0, 2, 12)
        shown.set_column(3, 3, 100)
        shown.freeze_panes(1, 0)
        sheets = {name: book.add_worksheet(name) for name in columns(descriptor)}
        hidden = book.add_worksheet("lists")
        lists = _code_lists(descriptor)
        for place, (name, codes) in enumerate(lists.items()):
            hidden.write_column(0, place, [name, *codes])
        hidden.hide()
        for name, names in columns(descriptor).items():
            sheet = sheets[name]
            sheet.set_column(0, len(names) - 1, 18, text)
            sheet.write_row(0, 0, names, head)
            sheet.freeze_panes(1, 1)
            for place, column in enumerate(names):
                if f"{name}.{column}" in lists:
                    at = list(lists).index(f"{name}.{column}")
                    there = f"lists!{_absolute(1, at)}:{_absolute(len(lists[f'{name}.{column}']), at)}"
                    # a warning only: the coder may define a new code in the sheet `codes`
                    rule = {"validate": "list", "source": f"={there}", "error_type": "warning"}
                    sheet.data_validation(1, place, _ROWS, place, rule)
    return buffer.getvalue()


def csv_texts(descriptor: Descriptor, passages: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return an empty coding sheet as CSV files, by name."""
    shown = format_rows([_SHOWN, *([shown_as_text(passage[name]) for name in _SHOWN] for passage in passages)])
    return {"passages.csv": shown} | {
        f"{name}.csv": format_rows([names]) for name, names in columns(descriptor).items()
    }


def _code_lists(descriptor: Descriptor) -> dict[str, list[str]]:
    lists = {
        f"{name}.{field.name}": list(field.constraints["enum"])
        for name in CODED
        for field in descriptor.tables[name].fields
        if "enum" in field.constraints
    }
    return {**lists, "quotes.part": [code for codes in parts(descriptor).values() for code in codes]}


def parts(descriptor: Descriptor) -> dict[str, list[str]]:
    """Return the codes of the parts of evidence and of the types of mentions, by table."""
    return {
        table: field.constraints.get("enum", [])
        for table, column in (("evidence", "part"), ("mentions", "form_type"))
        for field in descriptor.tables[table].fields
        if field.name == column
    }


def _absolute(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def read(path: Path, descriptor: Descriptor) -> dict[str, list[SheetRow]]:
    """Return the rows of a coding sheet by the name of their sheet; empty rows are left out.

    Raises:
        RefusedError: the sheet cannot be read, lacks a sheet, or has other columns.
    """
    grids = _folder(path) if path.is_dir() else _workbook(path)
    sheets: dict[str, list[SheetRow]] = {}
    known = {*columns(descriptor), *_UNUSED}
    if grids.keys() - known or columns(descriptor).keys() - grids.keys():
        missing = sorted(columns(descriptor).keys() - grids.keys())
        said = f"there is no sheet {missing[0]}" if missing else f"an unknown sheet {min(grids.keys() - known)}"
        msg = f"{path}: {said}; the sheets are {', '.join(columns(descriptor))}"
        raise RefusedError(msg)
    for name, wanted in columns(descriptor).items():
        rows = grids[name]
        head = rows.pop(1, {})
        header = [head.get(place, "") for place in range(1, max(head, default=0) + 1)]
        # a column that is worked out may be there, as in sheets of earlier versions, and is passed over
        known_here = {*wanted, *DERIVED.get(name, ())}
        unknown = [cell or '""' for cell in header if cell not in known_here or header.count(cell) > 1]
        missing = [column for column in wanted if column not in header and column not in WHERE]
        if unknown or missing:
            said = ", ".join(
                [*(f"no column {column}" for column in missing), *(f"an unknown column {column}" for column in unknown)]
            )
            msg = f"{path}: sheet {name}: {said}; the columns are {', '.join(wanted)}"
            raise RefusedError(msg)
        for number, cells in rows.items():
            if max(cells) > len(header):
                msg = f"{path}: {name}:{number}: a cell stands to the right of the last column; quote cells with commas"
                raise RefusedError(msg)
        places = {column: header.index(column) + 1 for column in wanted if column in header}
        sheets[name] = [
            SheetRow(f"{name}:{number}", {column: cells.get(places.get(column, 0), "") for column in wanted})
            for number, cells in rows.items()
        ]
    return {name: [_comparable(row) for row in rows] for name, rows in sheets.items()}


def _comparable(row: SheetRow) -> SheetRow:
    """Return a row whose words of the article are written as they are looked up there."""
    exact = {column: canonical(row.cells[column]) for column in _EXACT if column in row.cells}
    return SheetRow(row.place, {**row.cells, **exact})


def is_sheet(path: Path) -> bool:
    """Tell a coding sheet from a CSV file of quotes: a folder, or a workbook by its name or its first bytes."""
    if path.is_dir() or path.suffix.lower() in _WORKBOOKS:
        return True
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) in _WORKBOOK_STARTS


def _filled(path: Path, name: str, rows: Iterable[tuple[int, Iterable[tuple[int, str]]]]) -> Cells:
    """Return the cells of a sheet that hold something, each on one line."""
    filled = {}
    for number, cells in rows:
        plain = {place: _plain(f"{path}: {name}:{number}", cell) for place, cell in cells}
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
        if file.stat().st_size > _MAX_BYTES:
            msg = f"{file}: larger than {_MAX_BYTES:,} bytes; divide it into several coding sheets"
            raise RefusedError(msg)
        if file.stem in grids:
            msg = f"{path}: there are two files of the sheet {file.stem}; keep one of them"
            raise RefusedError(msg)
        rows = enumerate(read_grid(file), start=1)
        grids[file.stem] = _filled(path, file.stem, ((number, enumerate(row, start=1)) for number, row in rows))
    return grids


def _workbook(path: Path) -> dict[str, Cells]:
    from coded_article.coding import workbook_cells

    return {
        name: _filled(path, name, ((number, row.items()) for number, row in cells.items()))
        for name, cells in workbook_cells.read(path, _UNUSED).items()
    }


def _plain(place: str, value: str) -> str:
    """Return a cell as text on one line."""
    text = own_words(value)
    if text.startswith("="):
        msg = f"{place}: a cell holds a formula, {text[:40]!r}; write its value"
        raise RefusedError(msg)
    if text in _ERRORS:
        msg = f"{place}: a cell holds the error {text}; write what it should say"
        raise RefusedError(msg)
    if text.startswith("'") and shown_as_text(text[1:]) == text:
        return text[1:]  # as it was shown, and as a spreadsheet has it typed in
    return text
