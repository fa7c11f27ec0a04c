"""What words that date something name: years, months, days of a month.

Months are found by the names that CLDR, the Unicode Consortium's collection of locale data, has for them in some forty
languages, as the library Babel gives them; a name that stands for two months of its language is left out.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

_HOME = files("coded_article") / "profile"
_UNSPACED = ("ja", "ko", "th", "zh")
_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d{2})(?!\d)")
_DAY = r"(?P<{name}>0?[1-9]|[12]\d|3[01])(?!\d)"
_BEFORE = re.compile(rf"(?<!\d){_DAY.format(name='day')}(?:st|nd|rd|th|er|\.|º|ª)?\s*(?:of|de|d['\u2019]|di|do)?\s*\Z")
_AFTER = re.compile(rf"\.?\s*{_DAY.format(name='day')}")


def named(text: str, language: str) -> Iterator[tuple[str, int]]:
    """Yield each ``year`` and ``month`` that the words name, and as ``day`` a hundred times the month plus the day.

    ``language`` is a tag of BCP 47; in a language whose names of months are not known, years alone are found.
    """
    for match in _YEAR.finditer(text):
        yield "year", int(match[0])
    months = _months().get(language.partition("-")[0].lower())
    if months is None:
        return
    pattern, numbers = months
    lowered = text.lower()
    for match in pattern.finditer(lowered):
        month = numbers[match[0]]
        yield "month", month
        day = _BEFORE.search(lowered, 0, match.start()) or _AFTER.match(lowered, match.end())
        if day:
            yield "day", 100 * month + int(day["day"])


@cache
def _months() -> dict[str, tuple[re.Pattern[str], dict[str, int]]]:
    """Return by language a pattern of the names of its months, and the number of each."""
    numbers: dict[str, dict[str, int]] = {}
    text = (_HOME / "months.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(io.StringIO(text, newline=""), strict=True):
        numbers.setdefault(row["language"], {})[row["word"]] = int(row["month"])
    return {language: (_pattern(words, language), words) for language, words in numbers.items()}


def _pattern(words: Iterable[str], language: str) -> re.Pattern[str]:
    longest = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    # where words are written with spaces a name is no part of a longer one; elsewhere, no part of a longer number
    return re.compile(rf"(?<!\d)(?:{longest})" if language in _UNSPACED else rf"\b(?:{longest})\b")
