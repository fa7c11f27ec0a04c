"""EDTF level 1 as far as the package uses it, parsed by the ``edtf`` library."""

import re
import warnings
from datetime import date
from functools import cache

_ONE = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?"  # months alone: no seasons
_QUALIFIED = re.compile(rf"(?P<first>{_ONE})[?~%]?(?:/(?P<last>{_ONE})[?~%]?)?")
_PRECISIONS = {4: "year", 7: "month", 10: "day"}


@cache
def bounds(text: str) -> tuple[date, date] | None:
    """Return the first and the last day that an EDTF date or interval allows, None if it is not one."""
    with warnings.catch_warnings():  # pyparsing warns of edtf's grammar wherever warnings are asked for
        warnings.simplefilter("ignore")
        from edtf import parse_edtf
        from edtf.parser.edtf_exceptions import EDTFParseException

    if not _QUALIFIED.fullmatch(text):
        return None
    try:
        parsed = parse_edtf(text)
        first, last = date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])
    except (EDTFParseException, ValueError):
        return None
    return (first, last) if first <= last else None


def precision(text: str) -> str | None:
    """Return day, month, year or interval, None if ``text`` is no EDTF date."""
    match = _QUALIFIED.fullmatch(text)
    if not match:
        return None
    return "interval" if match["last"] else _PRECISIONS[len(match["first"])]
