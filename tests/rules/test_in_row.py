"""The rules inside one row, cell by cell: what they say of missing cells, and of each value that they name."""

from datetime import datetime
from typing import Any

import pandas as pd
import pytest

from coded_article.check.table import row_rule
from coded_article.rules.in_row import row_rules

EARLY, LATE = datetime(2025, 2, 12), datetime(2025, 2, 13)


def faults(**cells: Any) -> set[tuple[str, str]]:
    """Return code and column of each rule that reads these columns alone and does not hold."""
    rules = [rule for rule in row_rules() if set(rule.columns) <= cells.keys()]
    assert rules
    kinds = dict.fromkeys(("start", "end"), "Int64")
    kinds |= {name: "datetime64[s]" for name in cells if name.endswith(("earliest", "latest"))}
    frame = pd.DataFrame({name: pd.Series([cell], dtype=kinds.get(name, "string")) for name, cell in cells.items()})
    return {(rule.rule.code, rule.column) for rule in rules if not row_rule(rule, frame)[0]}


@pytest.mark.parametrize("what", ["date", "published"])
@pytest.mark.parametrize(
    ("edtf", "first", "last", "codes"),
    [
        (None, None, None, []),
        (None, EARLY, None, ["date-bounds"]),
        (None, None, EARLY, ["date-bounds"]),
        ("2025-02-12", EARLY, EARLY, []),
        ("2025-02-12", None, EARLY, ["date-bounds"]),
        ("2025-02-12", EARLY, None, ["date-bounds"]),
        ("2025-02-12", None, None, ["date-bounds"]),
        ("2025-02-12", EARLY, LATE, ["date-bounds"]),
        ("2025-02-12", LATE, EARLY, ["date-order"]),
        ("2025-02-30", EARLY, EARLY, ["edtf"]),
    ],
)
def test_date_and_its_days(what: str, edtf: str | None, first: Any, last: Any, codes: list[str]) -> None:
    columns = {"date-bounds": f"{what}_edtf", "date-order": f"{what}_latest", "edtf": f"{what}_edtf"}
    found = faults(**{f"{what}_edtf": edtf, f"{what}_earliest": first, f"{what}_latest": last})
    assert found == {(code, columns[code]) for code in codes}


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"date_basis": None, "date_edtf": None, "date_text": "today"}, ""),  # a missing basis is reported as required
        ({"date_basis": "none", "date_edtf": None, "date_text": None}, ""),
        ({"date_basis": "stated", "date_edtf": "2025", "date_text": None}, "date-basis"),
        ({"quotation_type": "direct", "quoted_words": None}, "quotation"),
        ({"quotation_type": "direct", "quoted_words": "so"}, ""),
        ({"voice": "author", "claim_type": "commissive"}, "own-claim-type"),
        ({"voice": "author", "claim_type": "directive"}, "own-claim-type"),
        ({"voice": "attributed", "claim_type": "commissive"}, ""),
        ({"title": None, "title_basis": "stated"}, "metadata-basis"),
        ({"publisher": None, "publisher_basis": "stated"}, "metadata-basis"),
        ({"publisher": "A press", "publisher_basis": "unknown"}, "metadata-basis"),
        ({"published_edtf": "2025", "published_basis": "unknown"}, "metadata-basis"),
        ({"published_edtf": None, "published_basis": "unknown"}, ""),
        ({"start": None, "end": 3}, ""),
        ({"start": 3, "end": None}, ""),
        ({"start": 3, "end": 3}, "span"),
        ({"retired_in": None, "replaced_by": None}, ""),
        ({"retired_in": "1.0.0", "replaced_by": None}, ""),
        ({"retired_in": "1.0.0", "replaced_by": "evt-002"}, ""),
        ({"retired_in": None, "replaced_by": "evt-002"}, "replacement"),
    ],
)
def test_cells_that_a_rule_names(cells: dict[str, Any], code: str) -> None:
    assert {found for found, _ in faults(**cells)} - {"edtf"} == ({code} if code else set())
