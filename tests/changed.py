"""A loaded package with other rows or another descriptor."""

from dataclasses import replace as with_fields
from typing import Any

import pandas as pd

from coded_article.package import Package


def replace(package: Package, metadata: Any = None, **frames: pd.DataFrame) -> Package:
    """Return ``package`` with these tables; a column that a frame lacks is empty."""
    descriptor = with_fields(package._descriptor, raw=metadata or package.metadata)
    rows = {name: package.rows(name) for name in package.tables}
    for name, frame in frames.items():
        cells = frame.reindex(columns=list(rows[name].table.columns))
        for column in cells.select_dtypes("datetime").columns:
            cells[column] = cells[column].dt.strftime("%Y-%m-%d")
        texts = [["" if pd.isna(cell) else str(cell) for cell in row] for row in cells.itertuples(index=False)]
        rows[name] = with_fields(rows[name], cells=texts, lines=list(range(2, len(texts) + 2)))
    return Package(descriptor, rows)
