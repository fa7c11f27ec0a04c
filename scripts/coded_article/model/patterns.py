"""Patterns of Table Schemas: the subset that means the same in every engine, matched in linear time.

A pattern comes with a package, from anybody; Python's own engine may need for ever for a short one. DuckDB
matches with RE2, whose time grows with the length of the cell alone.
"""

import re
import warnings
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_LONGEST = 500
_ESCAPE = r"\\[][\\^$.|?*+(){}/-]"
_PLAIN = r"[^][\\^$.|?*+(){}]"
# no nested sets, no ranges that end in a set, none of the doubled operators that engines may come to know
_IN_SET = rf"(?:{_ESCAPE}|(?!&&|--|~~|\|\|)[^][\\])"
_SET = rf"\[\^?{_IN_SET}+\]"
_TIMES = r"(?:[?*+]|\{[0-9]{1,3}(?:,(?:[0-9]{1,3})?)?\})"
_PORTABLE = re.compile(rf"(?:(?:{_ESCAPE}|{_PLAIN}|{_SET}|[.)]){_TIMES}?|\((?:\?:)?|[|^$])*")


def is_portable(pattern: str) -> bool:
    """Whether ``pattern`` keeps to what all engines read alike.

    Characters, sets, groups, alternatives and counts; no classes by a letter, whose extent differs, no
    lookarounds, back references, flags, lazy or possessive counts.
    """
    if len(pattern) > _LONGEST or not _PORTABLE.fullmatch(pattern):
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, RecursionError, OverflowError, Warning):
        return False
    return True


def is_small(pattern: str) -> bool:
    """Whether RE2 takes ``pattern``; it refuses one whose counts multiply to more than a thousand."""
    import duckdb

    try:
        connection().cursor().execute("SELECT regexp_full_match('', ?)", [pattern]).fetchall()
    except duckdb.InvalidInputException:
        return False
    return True


def matching(pattern: str, cells: Iterable[str]) -> list[str]:
    """Return those of ``cells`` that match ``pattern`` as a whole; none if RE2 finds it too large."""
    if not is_small(pattern):
        return []
    query = "SELECT cell FROM (SELECT unnest(?::VARCHAR[]) AS cell) WHERE regexp_full_match(cell, ?)"
    return [cell for (cell,) in connection().cursor().execute(query, [list(cells), pattern]).fetchall()]


@cache
def connection() -> "duckdb.DuckDBPyConnection":
    """Return the connection of this process for what needs no tables."""
    import duckdb

    return duckdb.connect(config={"threads": 1, "enable_external_access": False})
