"""EDTF level 1 as far as the package uses it: days, months, seasons, years, their intervals, digits that are not known
(``202X``, ``2024-XX``), and marks of doubt. Open intervals are left out: both ends of a date are days.

The library `edtf` reads all of level 1, and takes 4 ms for a month or an interval; of this much of it a corpus
has too many. The tests hold the two against each other.
"""

import re
from calendar import monthrange
from datetime import date
from functools import cache

_ONE = r"(?:[0-9]{4}(?:-(?:(?:0[1-9]|1[0-2])(?:-(?:[0-9]{2}|XX))?|2[1-4]|XX(?:-XX)?))?|[0-9]{3}X|[0-9]{2}XX)"
_QUALIFIED = re.compile(rf"(?P<first>{_ONE})[?~%]?(?:/(?P<last>{_ONE})[?~%]?)?")
_PRECISIONS = {4: "year", 7: "month", 10: "day"}
_SEASONS = range(21, 25)  # from spring on, each of three months as the north counts them


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
    known = match["first"].removesuffix("-XX").removesuffix("-XX")
    in_span = match["last"] or "X" in known or _is_season(known)
    return "interval" if in_span else _PRECISIONS[len(known)]


def _is_season(text: str) -> bool:
    return len(text) == 7 and int(text[5:]) in _SEASONS


def _days(text: str) -> tuple[date, date]:
    """Return the first and the last day of a span of years, a year, a season, a month or a day."""
    known = text.removesuffix("-XX").removesuffix("-XX")
    if "X" in known:
        return date(int(known.replace("X", "0")), 1, 1), date(int(known.replace("X", "9")), 12, 31)
    year, *rest = map(int, known.split("-"))
    if _is_season(known):
        least = 3 * (rest[0] - 20)
        later, most = divmod(least + 1, 12)
        return date(year, least, 1), date(year + later, most + 1, monthrange(year + later, most + 1)[1])
    if len(rest) == 2:
        return date(year, *rest), date(year, *rest)
    least, most = rest * 2 or (1, 12)
    return date(year, least, 1), date(year, most, monthrange(year, most)[1])
