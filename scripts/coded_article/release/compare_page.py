"""A comparison as a page of its own: each row that differs, cell by cell, readable without colours and on paper."""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from coded_article.console import counted, visible
from coded_article.release.compare import Comparison, TableChange
from coded_article.release.compare_report import counts, retirement, step_lines, title


class _Cell(NamedTuple):
    """One cell in both versions; None in that which has no such row or column."""

    column: str
    old: str | None
    new: str | None


class _DifferingRow(NamedTuple):
    """One row that differs, and in ``rest`` its filled cells that do not."""

    key: str
    differing: list[_Cell]
    rest: Mapping[str, str] = {}
    note: str = ""


def page(comparison: Comparison) -> str:
    """Return the page, which needs no other file and runs no script."""
    environment = Environment(
        loader=PackageLoader("coded_article.release", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value, len(value)) if type(value) is str else value,
    )
    environment.filters["source"] = _source
    environment.globals["anchor"] = _anchor
    environment.globals["parted"] = _parted
    verdict, *reasons = step_lines(comparison)
    return environment.get_template("comparison.html").render(
        title=title(comparison),
        comparison=comparison,
        verdict=verdict,
        reasons=[reason.strip() for reason in reasons],
        sizes={name: counted(len(comparison.new.cells[name]), "row") for name in comparison.tables_added},
        tables=[(table, counts(table), _groups(comparison, table)) for table in comparison.tables],
    )


def _source(styles: str) -> str:
    """Return what a content policy calls a style sheet."""
    return f"sha256-{base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()}"


def _anchor(table: str, key: str) -> str:
    """Return the id of a row on the page, the same in links; with its table, because the register has the same keys."""
    return f"{table}/{quote(key, safe=',')}"


def _parted(old: str, new: str) -> list[str]:
    """Return the words with which both begin, those of each alone, and those with which both end."""
    before, after = (re.split(r"(\s+)", value) for value in (old, new))
    begin = _alike(before, after)
    end = _alike(before[begin:][::-1], after[begin:][::-1])
    alone = ("".join(words[begin : len(words) - end]) for words in (before, after))
    return ["".join(before[:begin]), *alone, "".join(before[len(before) - end :])]


def _alike(first: Sequence[str], second: Sequence[str]) -> int:
    """Return how many words at the beginning of both are the same."""
    pairs = zip(first, second, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def _groups(comparison: Comparison, table: TableChange) -> dict[str, list[_DifferingRow]]:
    """Return the rows that differ by what became of them."""
    before, after = (side.cells[table.name] for side in (comparison.old, comparison.new))
    changed: dict[str, list[_Cell]] = {}
    for item in table.changed:
        changed.setdefault(item.key, []).append(_Cell(item.column, item.old, item.new))
    others = {key: _in_other_columns(table, before[key], row) for key, row in after.items() if key in before}
    known = comparison.new.descriptor.tables[table.name].primary_key

    def added(key: str) -> _DifferingRow:
        return _DifferingRow(key, [_Cell(name, None, cell) for name, cell in _filled(after[key])])

    def removed(key: str) -> _DifferingRow:
        cells = [_Cell(name, cell, None) for name, cell in _filled(before[key])]
        return _DifferingRow(key, cells, note=retirement(comparison, key))

    def in_both(key: str) -> _DifferingRow:
        cells = changed.get(key, []) + others[key]
        shown = {*known, *(cell.column for cell in cells)}
        return _DifferingRow(key, cells, {name: cell for name, cell in _filled(after[key]) if name not in shown})

    return {
        "added": [added(key) for key in table.added],
        "removed": [removed(key) for key in table.removed],
        "changed": [in_both(key) for key in changed],
        "otherwise the same": [in_both(key) for key, cells in others.items() if cells and key not in changed],
    }


def _in_other_columns(table: TableChange, old: Mapping[str, str], new: Mapping[str, str]) -> list[_Cell]:
    added = [_Cell(name, None, new[name]) for name in table.columns_added if new[name]]
    return added + [_Cell(name, old[name], None) for name in table.columns_removed if old[name]]


def _filled(row: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, cell) for name, cell in row.items() if cell]
