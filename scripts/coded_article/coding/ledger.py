"""What a coding sheet has given to the tables so far, row by row, so that no row is merged a second time.

The ledger lies beside the sheet. Like the sheet it quotes the article, so it never becomes part of the package.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coded_article.errors import RefusedError
from coded_article.files.canonical_csv import format_rows, read_grid
from coded_article.model.profile import RECORD_PREFIXES

_COLUMNS = ("sheet", "name", "id", "row")
_RECORD = re.compile(rf"({RECORD_PREFIXES})-[0-9]{{3,}}")


@dataclass(frozen=True, order=True)
class Entry:
    """One row that was merged: its sheet, the name that it gave its record, its key in the tables, and its cells."""

    sheet: str
    name: str
    id: str
    row: str


def packed(cells: Mapping[str, str]) -> str:
    """Return the filled cells of a row as text that is the same for the same cells."""
    return json.dumps({column: cell for column, cell in cells.items() if cell}, ensure_ascii=False, sort_keys=True)


def beside(sheet: Path) -> Path:
    """Return where the ledger of a sheet lies."""
    return sheet.with_name(f"{sheet.stem}.ids.csv")


def read(path: Path) -> list[Entry]:
    """Return the entries of a ledger; an absent one has none.

    Raises:
        RefusedError: the file is no ledger.
    """
    if not path.exists():
        return []
    entries: list[Entry] = []
    names: dict[str, str] = {}
    for number, cells in enumerate(read_grid(path) or [[]], start=1):
        entry = Entry(*cells) if len(cells) == len(_COLUMNS) else None
        if number == 1 and tuple(cells) == _COLUMNS:
            continue
        if number == 1 or entry is None or not _is_sound(entry, names):
            msg = f"{path}:{number}: no record of what was merged; found {','.join(cells)[:80]!r}; restore the file"
            raise RefusedError(f"{msg}, or delete it: rows that are coded alike then keep their ids")
        entries.append(entry)
    return entries


def as_csv(entries: Iterable[Entry]) -> str:
    """Return a ledger as CSV."""
    return format_rows([_COLUMNS, *((entry.sheet, entry.name, entry.id, entry.row) for entry in entries)])


def _is_sound(entry: Entry, names: dict[str, str]) -> bool:
    """Tell whether an entry can have been written here; ``names`` remembers the id of each name."""
    try:
        cells = json.loads(entry.row)
    except (ValueError, RecursionError):
        return False
    named = not entry.name or (_RECORD.fullmatch(entry.id) and names.setdefault(entry.name, entry.id) == entry.id)
    return bool(entry.sheet and named) and isinstance(cells, dict) and all(isinstance(c, str) for c in cells.values())
