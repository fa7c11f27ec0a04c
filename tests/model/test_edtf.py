import re
import warnings
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coded_article.model.edtf import bounds, precision
from coded_article.model.profile import SCHEMAS


@pytest.mark.parametrize(
    ("text", "first", "last", "unit"),
    [
        ("2025-02-12", (2025, 2, 12), (2025, 2, 12), "day"),
        ("2024-02", (2024, 2, 1), (2024, 2, 29), "month"),
        ("2014", (2014, 1, 1), (2014, 12, 31), "year"),
        ("2025-02~", (2025, 2, 1), (2025, 2, 28), "month"),
        ("2025-02-15/2025-02-16", (2025, 2, 15), (2025, 2, 16), "interval"),
        ("2014/2015-03", (2014, 1, 1), (2015, 3, 31), "interval"),
        ("2024-21", (2024, 3, 1), (2024, 5, 31), "interval"),
        ("2024-24~", (2024, 12, 1), (2025, 2, 28), "interval"),
        ("2024-22/2025", (2024, 6, 1), (2025, 12, 31), "interval"),
        ("202X", (2020, 1, 1), (2029, 12, 31), "interval"),
        ("2024-XX", (2024, 1, 1), (2024, 12, 31), "year"),
        ("2024-XX-XX", (2024, 1, 1), (2024, 12, 31), "year"),
        ("2024-02-XX", (2024, 2, 1), (2024, 2, 29), "month"),
    ],
)
def test_bounds(text: str, first: tuple[int, int, int], last: tuple[int, int, int], unit: str) -> None:
    assert bounds(text) == (date(*first), date(*last))
    patterns = [field["constraints"]["pattern"] for schema in SCHEMAS.values() for field in schema["fields"]
                if field["name"].endswith("_edtf")]  # fmt: skip
    assert len(patterns) == 3
    assert all(re.fullmatch(pattern, text) for pattern in patterns)
    assert precision(text) == unit


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-30",
        "2025-13",
        "25-02-12",
        "2025-2-1",
        "2025-02-16/2025-02-15",
        "2014/..",
        "2024-25",
        "000X",
        "9999-24",
        "",
        "soon",
        "2025-02-12T00",
    ],
)
def test_what_is_no_date_has_no_bounds(text: str) -> None:
    assert bounds(text) is None


@given(st.text(alphabet="0123456789-/~?%X.", max_size=24) | st.text(max_size=12))
def test_any_text_has_bounds_in_order_or_none(text: str) -> None:
    found = bounds(text)
    assert found is None or found[0] <= found[1]


@given(st.dates())
def test_a_day_is_its_own_bounds(day: date) -> None:
    assert bounds(day.isoformat()) == (day, day)


_PLAIN = st.dates(date(1, 1, 1)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
) | st.from_regex(r"(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]", fullmatch=True)


@settings(max_examples=60, deadline=None)  # the library takes milliseconds for each
@given(_PLAIN, st.sampled_from(["", "?", "~", "%"]), st.none() | _PLAIN)
def test_bounds_are_those_that_the_library_gives(first: str, mark: str, last: str | None) -> None:
    text = f"{first}{mark}" + (f"/{last}" if last else "")
    assert bounds(text) == _by_the_library(text)


def _by_the_library(text: str) -> tuple[date, date] | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from edtf import parse_edtf
        from edtf.parser.edtf_exceptions import EDTFParseException
    try:
        parsed = parse_edtf(text)
        first, last = date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])
    except (EDTFParseException, ValueError):
        return None
    return (first, last) if first <= last else None
