from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coded_article.edtf_dates import bounds, precision


@pytest.mark.parametrize(
    ("text", "first", "last", "unit"),
    [
        ("2025-02-12", (2025, 2, 12), (2025, 2, 12), "day"),
        ("2024-02", (2024, 2, 1), (2024, 2, 29), "month"),
        ("2014", (2014, 1, 1), (2014, 12, 31), "year"),
        ("2025-02~", (2025, 2, 1), (2025, 2, 28), "month"),
        ("2025-02-15/2025-02-16", (2025, 2, 15), (2025, 2, 16), "interval"),
        ("2014/2015-03", (2014, 1, 1), (2015, 3, 31), "interval"),
    ],
)
def test_bounds(text: str, first: tuple[int, int, int], last: tuple[int, int, int], unit: str) -> None:
    assert bounds(text) == (date(*first), date(*last))
    assert precision(text) == unit


@pytest.mark.parametrize(
    "text",
    ["2025-02-30", "2025-13", "25-02-12", "2025-2-1", "2025-02-16/2025-02-15", "2014/..", "", "soon", "2025-02-12T00"],
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
