"""Canonical CSV: how every table of a package is written, and how its rows are ordered."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from coded_article.errors import RefusedError

_ID = re.compile(r"(?P<prefix>.*?-)(?P<number>[0-9]+)")
_NUMBER = re.compile(r"[0-9]{1,18}$")


def sort_key(cells: Sequence[str]) -> tuple[tuple[str, int, str, str], ...]:
    """Return the ordering key of a row's key cells: ids by number, everything else by code point."""
    return tuple(_cell_key(cell) for cell in cells)


@lru_cache(maxsize=10_000)  # keys repeat: codes, and ids in tables that link
def _cell_key(cell: str) -> tuple[str, int, str, str]:
    match = _ID.fullmatch(cell)
    if not match:
        return cell, 0, "", cell
    number = match["number"].lstrip("0")  # compared by length and digits: it may be longer than any integer
    return match["prefix"], len(number), number, cell


def last_number(ids: Iterable[str]) -> int:
    """Return the highest number at the end of the ids, 0 if there is none."""
    return max((int(match[0]) for match in map(_NUMBER.search, ids) if match), default=0)


def format_rows(rows: Iterable[Sequence[str]]) -> str:
    """Return ``rows`` as canonical CSV: comma, line feed, quotes only where they are needed."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def format_table(columns: Sequence[str], key: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return a whole table as canonical CSV, sorted by its key."""
    ordered = sorted(rows, key=lambda row: sort_key([row[column] for column in key]))
    return format_rows([columns, *([row[column] for column in columns] for row in ordered)])


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table that is known to be well formed; an absent file has none."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def read_grid(path: Path) -> list[list[str]]:
    """Return the cells of a CSV file that a person wrote, row by row, the header first.

    Where a comma is the decimal mark, spreadsheets divide the cells by semicolons; tabs are taken too.

    Raises:
        RefusedError: the file is not there, no file, or not CSV in UTF-8.
    """
    if path.exists() and not path.is_file():
        msg = f"{path}: not a regular file; give the file with your rows"
        raise RefusedError(msg)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        header = text.partition("\n")[0]
        mark = next((mark for mark in ";\t" if mark in header and "," not in header), ",")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=mark))
    except FileNotFoundError:
        msg = f"{path}: no such file; give the file with your rows"
        raise RefusedError(msg) from None
    except UnicodeDecodeError:
        msg = f'{path}: not in UTF-8; save it as "CSV UTF-8"'
        raise RefusedError(msg) from None
    except csv.Error as error:
        msg = f"{path}: not a readable CSV file ({error}); save it as CSV anew"
        raise RefusedError(msg) from None
    if "\0" in text:
        msg = f'{path}: not in UTF-8, because it holds empty bytes; save it as "CSV UTF-8"'
        raise RefusedError(msg)
    return rows
