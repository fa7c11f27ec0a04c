"""The filled cells of a workbook (.xlsx), as they stand in it, whoever wrote it and whatever has become of it.

What a sheet says of its own extent is not believed, because several programs leave it as it was when rows are
added. Only filled cells are kept, so that empty rows between them or after them cost nothing.
"""

import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.worksheet._reader import WorkSheetParser

from coded_article.coding.sheets import Unreadable
from coded_article.errors import RefusedError

# the filled cells of a sheet, by the numbers of row and column, which begin with 1
Cells = dict[int, dict[int, str]]

_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384  # of any sheet, in any program
_MAX_BYTES = 50_000_000  # of all that is packed in a workbook
_MAX_CELLS = 500_000  # of a workbook, empty ones with a format among them
_MAX_CHARACTERS = 20_000_000  # of all cells: a long text may be written once and shown in many of them
_OLE = b"\xd0\xcf\x11\xe0"  # how Office wraps what a password protects, and how it wrote everything before 2007
_UNSHOWN = re.compile(r'"[^"]*"|\[[^]]*\]|\\.')  # of a number format, what is no part of a date
_REWRITE = "format the cell as text and write it anew"


def read(path: Path, used: Collection[str]) -> dict[str, Cells]:
    """Return the filled cells of each sheet by its name; those of sheets that are not ``used`` are not looked at.

    Raises:
        RefusedError: it is no workbook, or damaged, or too large.
    """
    if not path.exists():
        msg = f"{path}: no such file; `coded-article sheet` makes an empty coding sheet"
        raise RefusedError(msg)
    if not path.is_file():
        msg = f"{path}: not a regular file; give the workbook itself"
        raise RefusedError(msg)
    try:
        # what the library warns of, such as a format that it leaves out, is no matter of the cells
        with warnings.catch_warnings(action="ignore"), path.open("rb") as file:
            _look(path, file)
            return _Workbook(path, file).read(used)
    except (RefusedError, MemoryError):
        raise
    except Exception as error:  # the library raises anything on what is damaged
        msg = f"{path}: not a readable workbook ({_reason(error)}); save it anew as .xlsx"
        raise RefusedError(msg) from None


def _reason(error: BaseException) -> str:
    """Return what the library says, or the cause that it gives for it, on one line."""
    cause = error.__cause__ or error
    named = str(cause) if isinstance(cause, ValueError) else f"{type(cause).__name__}: {cause}"
    return " ".join(named.split())[:200]


def _look(path: Path, file: BinaryIO) -> None:
    """Refuse what can be told by its look: other kinds of files, and what unpacks to too much."""
    start = file.read(4)
    if start == _OLE:
        msg = f"{path}: protected by a password, or in the old format .xls; save it as .xlsx, without a password"
        raise RefusedError(msg)
    if start[:2] != b"PK":
        msg = f"{path}: not a readable workbook (it begins otherwise); save it as .xlsx"
        raise RefusedError(msg)
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        size = sum(member.file_size for member in members)
        if size > _MAX_BYTES:
            msg = f"{path}: unpacks to {size:,} bytes, more than {_MAX_BYTES:,}; copy your rows into a new coding sheet"
            raise RefusedError(msg)
        names = Counter(member.filename.casefold() for member in members)
        twice = [name for name, count in names.items() if count > 1]
        if twice:
            msg = f"{path}: not a readable workbook (it holds {twice[0]} twice); save it anew as .xlsx"
            raise RefusedError(msg)
        if "mimetype" in names and b"opendocument" in archive.read("mimetype"):
            msg = f"{path}: in the format OpenDocument (.ods); save it as .xlsx"
            raise RefusedError(msg)


class _Parser(WorkSheetParser):  # type: ignore[misc] # the library has no types
    """Reads the rows of one sheet, and takes nothing for empty or for another cell that is not."""

    def parse_row(self, row: Any) -> tuple[int, list[dict[str, Any]]]:
        if len(row) > _MAX_COLUMN:
            msg = f"a row of {len(row):,} cells; a sheet has {_MAX_COLUMN:,} columns at most"
            raise ValueError(msg)
        number, cells = super().parse_row(row)
        if not 1 <= number <= _MAX_ROW:
            msg = f"row {number:,}; a sheet has {_MAX_ROW:,} rows at most"
            raise ValueError(msg)
        columns = [cell["column"] for cell in cells]
        if len(set(columns)) < len(columns):
            msg = f"row {number}: a cell stands there twice"
            raise ValueError(msg)
        if any(cell["row"] != number or not 1 <= cell["column"] <= _MAX_COLUMN for cell in cells):
            msg = f"row {number}: a cell of another row or beyond the last column"
            raise ValueError(msg)
        return number, cells

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        content = "".join(element.itertext()).strip()
        # a negative number would count the shared texts from the end
        if (content and cell["value"] is None) or (element.get("t") == "s" and content.startswith("-")):
            msg = f"cell {element.get('r', '')} of type {element.get('t')} without a text that can be read"
            raise ValueError(msg)
        return cell


class _Workbook:
    """A workbook as it is read, with what it has used of the limits."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
        self.cells = self.characters = 0

    def read(self, used: Collection[str]) -> dict[str, Cells]:
        read: dict[str, Cells] = {}
        for sheet in self.book.worksheets:
            if sheet.title in read:
                msg = f"{self.path}: there are two sheets {sheet.title}; keep one of them"
                raise RefusedError(msg)
            try:
                read[sheet.title] = self._sheet(sheet, is_used=sheet.title in used)
            except (RefusedError, MemoryError):
                raise
            except Exception as error:  # as in `read`, but here it is known where
                msg = f"{self.path}: sheet {sheet.title}: not readable ({_reason(error)}); save the workbook anew"
                raise RefusedError(msg) from None
        return read

    def _sheet(self, sheet: Any, *, is_used: bool) -> Cells:
        rows: Cells = {}
        seen: set[int] = set()
        with sheet._get_source() as source:  # its public way fills gaps with cells, and loses the first of two
            parser = _Parser(
                source,
                sheet._shared_strings,
                epoch=self.book.epoch,
                date_formats=self.book._date_formats,
                timedelta_formats=self.book._timedelta_formats,
            )
            for number, cells in parser.parse():
                if number in seen:
                    msg = f"row {number} stands there twice"
                    raise ValueError(msg)
                seen.add(number)
                self._count(cells)
                filled = dict(self._filled(sheet, cells)) if is_used else {}
                if filled:
                    rows[number] = filled
        merged = [area.ref for area in parser.merged_cells.mergeCell] if parser.merged_cells and is_used else []
        if merged:
            msg = f"{self.path}: sheet {sheet.title}: the cells {merged[0]} are merged; part them and fill in each"
            raise RefusedError(msg)
        return dict(sorted(rows.items()))

    def _count(self, cells: Collection[dict[str, Any]]) -> None:
        self.cells += len(cells)
        self.characters += sum(len(cell["value"]) for cell in cells if isinstance(cell["value"], str))
        if self.cells > _MAX_CELLS:
            msg = f"{self.path}: more than {_MAX_CELLS:,} cells, of which empty ones may have a format"
            raise RefusedError(f"{msg}; copy your rows into a new coding sheet")
        if self.characters > _MAX_CHARACTERS:
            msg = f"{self.path}: more than {_MAX_CHARACTERS:,} characters; divide it into several coding sheets"
            raise RefusedError(msg)

    def _filled(self, sheet: Any, cells: Collection[dict[str, Any]]) -> Iterator[tuple[int, str]]:
        for given in cells:
            if given["value"] is not None:
                cell = ReadOnlyCell(sheet, **given)
                try:
                    text = _text(cell)
                except ValueError as error:
                    text = Unreadable(f"a cell holds {error}")
                yield cell.column, text


def _text(cell: ReadOnlyCell) -> str:
    """Return what a cell holds as text; a spreadsheet may have made a number or a date of it.

    Raises:
        ValueError: it cannot be known what the coder wrote.
    """
    value = cell.value
    if cell.data_type == "f":
        msg = f"a formula, {str(getattr(value, 'text', value))[:40]!r}; write its value"
        raise ValueError(msg)
    if cell.data_type == "e":
        msg = f"the error {value}; {_REWRITE}"
        raise ValueError(msg)
    if isinstance(value, bool):
        msg = f"{str(value).upper()} as a truth value; {_REWRITE}"
        raise ValueError(msg)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        return _day(value, str(cell.number_format))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if not isinstance(value, str | int | float):
        msg = f"a time of day, {value}; {_REWRITE}"
        raise ValueError(msg)
    return str(value)


def _day(value: date, number_format: str) -> str:
    """Return a date as far as its format shows it; a spreadsheet makes the first day of a month or a year of these."""
    shown = set(_UNSHOWN.sub("", number_format.split(";", maxsplit=1)[0]).lower())
    if number_format == "General" or ("d" in shown and shown & {"y", "e"}):
        return value.isoformat()
    if "d" not in shown and shown & {"y", "e"} and value.day == 1 and ("m" in shown or value.month == 1):
        return value.isoformat()[: 7 if "m" in shown else 4]
    msg = f"the date {value.isoformat()} but shows a part of it ({number_format}); {_REWRITE}"
    raise ValueError(msg)
