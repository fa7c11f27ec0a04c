"""The coding sheet: where a coder writes rows and quotes, as a workbook or as a folder of CSV files.

It holds one sheet for each table that is coded by hand, one for further quotes, and one that shows the
passages with their text. It quotes the article, so it never becomes part of the package.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from coded_article.coding.quotes import COLUMNS, WHERE
from coded_article.errors import RefusedError
from coded_article.files.canonical_csv import format_rows, read_grid
from coded_article.model.schema import Descriptor
from coded_article.text.canonical import canonical

# what anchoring works out from the other cells of a row
DERIVED = ("date_earliest", "date_latest", "date_precision", "relation_id")
CODED = ("actors", "events", "statements", "recommendations", "involvements", "relations", "codes")
_SHOWN = ("passage_id", "section", "kind", "text")
_ROWS = 500  # rows of a sheet that have drop-down lists


@dataclass(frozen=True)
class SheetRow:
    """One row that a coder wrote: where it stands, such as ``events:3``, and its cells by column."""

    place: str
    cells: Mapping[str, str]


def columns(descriptor: Descriptor) -> dict[str, tuple[str, ...]]:
    """Return the columns of each sheet that is filled by hand, by its name."""
    sheets: dict[str, tuple[str, ...]] = {}
    for name in CODED:
        own = tuple(column for column in descriptor.tables[name].columns if column not in DERIVED)
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
    shown = format_rows([_SHOWN, *([passage[name] for name in _SHOWN] for passage in passages)])
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
    known = {*columns(descriptor), "passages", "lists"}
    if grids.keys() - known or columns(descriptor).keys() - grids.keys():
        missing = sorted(columns(descriptor).keys() - grids.keys())
        said = f"there is no sheet {missing[0]}" if missing else f"an unknown sheet {min(grids.keys() - known)}"
        msg = f"{path}: {said}; the sheets are {', '.join(columns(descriptor))}"
        raise RefusedError(msg)
    for name, wanted in columns(descriptor).items():
        grid = grids[name]
        header = list(grid[0]) if grid else []
        while header and not header[-1]:
            header.pop()
        unknown = [cell for cell in header if cell not in wanted or header.count(cell) > 1]
        missing = [column for column in wanted if column not in header and column not in WHERE]
        if unknown or missing:
            said = ", ".join(
                [*(f"no column {column}" for column in missing), *(f"an unknown column {column}" for column in unknown)]
            )
            msg = f"{path}: sheet {name}: {said}; the columns are {', '.join(wanted)}"
            raise RefusedError(msg)
        for number, cells in enumerate(grid[1:], start=2):
            if any(cells[len(header) :]):
                msg = f"{path}: {name}:{number}: a cell stands to the right of the last column; quote cells with commas"
                raise RefusedError(msg)
        rows = [dict(zip(header, cells, strict=False)) for cells in grid[1:]]
        sheets[name] = [
            SheetRow(f"{name}:{number}", {column: row.get(column, "") for column in wanted})
            for number, row in enumerate(rows, start=2)
            if any(row.values())
        ]
    return sheets


def _folder(path: Path) -> dict[str, list[list[str]]]:
    return {
        file.stem: [
            [_plain(f"{path}: {file.stem}:{number}", cell) for cell in row]
            for number, row in enumerate(read_grid(file), start=1)
        ]
        for file in sorted(path.glob("*.csv"))
    }


def _workbook(path: Path) -> dict[str, list[list[str]]]:
    from zipfile import BadZipFile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, read_only=True)
        return {sheet.title: list(_cells(path, sheet)) for sheet in book.worksheets}
    except FileNotFoundError:
        msg = f"{path}: no such file; `coded-article sheet` makes an empty coding sheet"
        raise RefusedError(msg) from None
    except (BadZipFile, InvalidFileException, KeyError, SyntaxError, ValueError, OSError) as error:
        msg = f"{path}: not a readable workbook ({' '.join(str(error).split())}); save it as .xlsx"
        raise RefusedError(msg) from None


def _cells(path: Path, sheet: Any) -> Iterator[list[str]]:
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        yield [_plain(f"{path}: {sheet.title}:{number}", cell) for cell in row]


def _plain(place: str, value: object) -> str:
    """Return a cell as text, on one line; a spreadsheet may have made a number or a date of it."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = canonical(str(value))
    if text.startswith("="):
        msg = f"{place}: a cell holds a formula, {text[:40]!r}; write its value"
        raise RefusedError(msg)
    return text
