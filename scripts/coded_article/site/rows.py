"""The rows of a package as plain values, and its codes in words."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, TypeVar

import pandas as pd

from coded_article.package import Package

Row = Mapping[str, Any]
Shape = TypeVar("Shape")
TOOK_PLACE = ("occurred", "ongoing", "reported")  # of the statuses of events, those of what took place
NOT_DONE = ("not_done", "counterfactual")  # and those of what did not
_FOLLOWED = {"yes": "followed", "partly": "partly followed", "no": "not followed", "not_addressed": "not addressed"}


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame with None for what is missing, and dates and integers as Python's own."""
    columns = []
    for name in frame.columns:
        values = frame[name]
        if pd.api.types.is_datetime64_any_dtype(values):
            columns.append([None if pd.isna(value) else value.date() for value in values])
        else:
            columns.append([None if pd.isna(value) else value for value in values.tolist()])
    return [dict(zip(frame.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]


def grouped(items: Iterable[Row], column: str) -> dict[Any, list[Row]]:
    """Return the rows by their value in ``column``, in the order in which the values first stand."""
    groups: dict[Any, list[Row]] = {}
    for item in items:
        groups.setdefault(item[column], []).append(item)
    return groups


def once(shape: Callable[[Package], Shape]) -> Callable[[Package], Shape]:
    """Keep the last result of ``shape``: figures and pages ask for the same shapes of one package."""
    kept: list[tuple[Package, Shape]] = []

    @wraps(shape)
    def shaped(package: Package) -> Shape:
        if not kept or kept[0][0] is not package:
            kept[:] = [(package, shape(package))]
        return kept[0][1]

    return shaped


class Codes:
    """The labels and definitions of a package's codes; a code that has none speaks for itself."""

    def __init__(self, package: Package) -> None:
        """Read the codes of ``package``."""
        self._codes = {(row["vocabulary"], row["code"]): row for row in rows(package.codes)}

    def __contains__(self, key: tuple[str, str]) -> bool:
        return key in self._codes

    def label(self, vocabulary: str, code: str | None) -> str:
        """Return the label of a code, empty for none."""
        if code is None:
            return ""
        known = self._codes.get((vocabulary, code))
        return str(known["label"]) if known else code.replace("_", " ")

    def followed(self, code: str) -> str:
        """Return in words whether advice was followed."""
        return _FOLLOWED.get(code) or self.label("followed", code).lower()
