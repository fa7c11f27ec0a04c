"""EDTF level 1 as far as the package uses it: days, months, years, their intervals, and marks of doubt.

The library `edtf` reads all of level 1, and takes 4 ms for a month or an interval; of this much of it a corpus
has too many. The tests hold the two against each other.
"""

import re
from calendar import monthrange
from datetime import date
from functools import cache

_ONE = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?"  # months alone: no seasons
_QUALIFIED = re.compile(rf"(?P<first>{_ONE})[?~%]?(?:/(?P<last>{_ONE})[?~%]?)?")
_PRECISIONS = {4: "year", 7: "month", 10: "day"}


@cache
def bounds(text: str) -> tuple[date, date] | None:
    """Return the first and the last day that an EDTF date or interval allows, None if it is not one.

    Marks of doubt (``?``, ``~``, ``%``) widen nothing.
    """
    match = _QUALIFIED.fullmatch(text)
    if not match:
        return None
    try:
        first, _ = _days(match["first"])
        _, last = _days(match["last"] or match["first"])
    except ValueError:  # the 30th of February
        return None
    return (first, last) if first <= last else None


def precision(text: str) -> str | None:
    """Return day, month, year or interval, None if ``text`` is no EDTF date."""
    match = _QUALIFIED.fullmatch(text)
    if not match:
        return None
    return "interval" if match["last"] else _PRECISIONS[len(match["first"])]


def _days(text: str) -> tuple[date, date]:
    """Return the first and the last day of a year, month or day."""
    year, *rest = map(int, text.split("-"))
    if len(rest) == 2:
        return date(year, *rest), date(year, *rest)
    least, most = rest * 2 or (1, 12)
    return date(year, least, 1), date(year, most, monthrange(year, most)[1])
