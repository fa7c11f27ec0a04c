"""A cell as it was meant, where a spreadsheet, pandas or a keyboard wrote it in another way.

Nothing is guessed: what can be read in two ways, and of which nothing shows which is meant, stays as it is.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping

from coded_article.model.characters import ERRORS, LOOKALIKES
from coded_article.model.edtf import bounds
from coded_article.model.patterns import matching
from coded_article.model.plan import INTEGER
from coded_article.model.schema import Field
from coded_article.rules.in_row import EDTF

_WORDS = LOOKALIKES - ERRORS
_LINE_BREAK = re.compile(r"\s*[\n\r\v\f\x85\u2028\u2029]\s*")
_BLANK = re.compile(r"[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NUMBER = re.compile(r"([0-9]+)(?:\.0+)?")
_LONGEST = 9  # digits with noughts before them that are tried
_WHOLE = re.compile(r"(-?[0-9]+)\.0+")
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?Z?$")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = re.compile(rf"({'|'.join(_MONTHS)})[- ]([0-9]{{2}})")
_PAIRS = {
    f"{name}_{end}": (edtf, place) for edtf in EDTF for name in [edtf.removesuffix("_edtf")]
    for place, end in enumerate(("earliest", "latest"))
}  # fmt: skip


def is_dated(field: Field) -> bool:
    """Whether a column holds dates."""
    return field.type == "date" or field.name in EDTF


def without_quirks(field: Field, cell: str) -> str:
    """Return a cell in the one form that its characters, a number or a missing value may have.

    That is Unicode's form C, plain spaces and none at the ends, no line break, ``1`` for ``1.0`` in a column of
    integers, and nothing for a word such as ``NA``, unless a code of the column is written like it.
    """
    plain = _BLANK.sub(" ", _LINE_BREAK.sub(" ", unicodedata.normalize("NFC", cell))).strip()
    if plain in _WORDS:
        codes = field.constraints.get("enum", ())
        may_be_empty = not field.constraints.get("required") and plain.lower() not in codes
        return "" if may_be_empty else plain
    whole = _WHOLE.fullmatch(plain)
    return whole[1] if whole and field.type == "integer" and INTEGER.fullmatch(whole[1]) else plain


def as_meant(field: Field, row: Mapping[str, str], committed: Callable[[], Mapping[str, str]]) -> str:
    """Return the cell of a row in the form of its column, if it is certain: a date, or a number with its noughts.

    ``committed`` gives the row of the committed version, empty if there is none.
    """
    cell = row[field.name]
    if is_dated(field):
        return cell if not cell or bounds(cell) else _date(field, row, committed)
    pattern = field.constraints.get("pattern")
    digits = _NUMBER.fullmatch(cell)
    if pattern is None or not digits:
        return cell
    widths = range(len(digits[1]), _LONGEST + 1)
    written = matching(pattern, [cell, *(digits[1].zfill(width) for width in widths)])
    if not written or cell in written:
        return cell
    return (
        written[0]
        if len(written) == 1
        else next((text for text in written if text == committed().get(field.name)), cell)
    )


def readings(cell: str) -> Collection[str]:
    """Return the dates that a cell may mean which a spreadsheet has rewritten, in EDTF; none if it is no such date."""
    return {text for text in _readings(_MIDNIGHT.sub("", cell)) if bounds(text)}


def _readings(cell: str) -> Iterator[str]:
    if match := _YEAR_FIRST.fullmatch(cell):
        yield _day(*match.groups())
    elif match := _YEAR_LAST.fullmatch(cell):
        one, two, year = match.groups()
        for full in [year] if len(year) == 4 else [f"19{year}", f"20{year}"]:
            yield _day(full, two, one)
            yield _day(full, one, two)
    elif match := _MONTH.fullmatch(cell):
        month = _MONTHS.index(match[1]) + 1
        yield from (f"{century}{match[2]}-{month:02}" for century in (19, 20))


def _day(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


def _date(field: Field, row: Mapping[str, str], committed: Callable[[], Mapping[str, str]]) -> str:
    cell = row[field.name]
    possible = readings(cell)
    if len(possible) < 2:
        return next(iter(possible), cell)
    named = {committed().get(field.name), _bound(field.name, row)} & {*possible}
    return next(text for text in named if text) if len(named) == 1 else cell


def _bound(column: str, row: Mapping[str, str]) -> str | None:
    """Return the first or last day of the EDTF date beside a date, as the column wants it."""
    edtf, place = _PAIRS.get(column, ("", 0))
    days = bounds(row.get(edtf, ""))
    return days[place].isoformat() if days else None
