"""Text rows as typed pandas frames: dtypes ``string``, ``Int64`` and ``datetime64[s]``."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from coded_article.model.plan import DATE, INTEGER
from coded_article.model.schema import Rows

DTYPES: dict[str, Any] = {
    "string": pd.StringDtype(),
    "integer": pd.Int64Dtype(),
    "date": np.dtype("datetime64[s]"),
}


def frame_of(rows: Rows) -> pd.DataFrame:
    """Return the rows as a frame with typed columns; its index counts them from 0.

    An empty cell, and a cell of another type, is missing.
    """
    columns: dict[str, Any] = {}
    for place, field in enumerate(rows.table.fields):
        texts = [cells[place] for cells in rows.cells]
        if field.type == "integer":
            numbers = [int(text) if INTEGER.fullmatch(text) else pd.NA for text in texts]
            columns[field.name] = pd.array(numbers, dtype="Int64")
        elif field.type == "date":
            columns[field.name] = np.array([_day(text) for text in texts], dtype="datetime64[s]")
        else:
            columns[field.name] = pd.array([text or pd.NA for text in texts], dtype="string")
    return pd.DataFrame(columns)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if DATE.fullmatch(text) else None
    except ValueError:
        return None
