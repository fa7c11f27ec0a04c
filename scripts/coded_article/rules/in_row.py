"""The rules inside one row of one table: which columns they read, and what must hold of the cells, as SQL.

Every engine applies the same expressions, from the files in ``table/``. Beside the columns of its table an expression
may read, for each column of EDTF dates, what ``edtf_columns`` names: the days and the unit that the date stands for,
which SQL cannot compute.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from coded_article.model.edtf import bounds, precision
from coded_article.model.problems import Rule
from coded_article.rules.files import rule_files


@dataclass(frozen=True)
class RowRule:
    """A rule of the tables that have all its columns; it holds where ``holds`` is true, missing cells being NULL.

    The fault is reported at ``column``.
    """

    rule: Rule
    column: str
    columns: tuple[str, ...]
    holds: str

    @property
    def name(self) -> str:
        """A name that no other rule of the same table has."""
        return f"{self.rule.code} {self.column}"


EDTF = ("date_edtf", "published_edtf")
_READINGS = ("first", "last", "unit")


def edtf_columns(column: str) -> tuple[str, ...]:
    """Return the names of what an EDTF date in ``column`` stands for: first day, last day, unit."""
    return tuple(f"{column}_{reading}" for reading in _READINGS)


def edtf_reading(text: str) -> tuple[Any, Any, str | None]:
    """Return first day, last day and unit of an EDTF date, missing where it is none."""
    first, last = bounds(text) or (None, None)
    return first, last, precision(text)


@cache
def row_rules() -> tuple[RowRule, ...]:
    """Return the rules of all tables."""
    return tuple(
        RowRule(
            rule_file.rule,
            rule_file.points_at.format_map(setting),
            tuple(column.format_map(setting) for column in rule_file.reads),
            rule_file.sql.format_map(setting),
        )
        for rule_file in rule_files("table")
        for setting in rule_file.settings
    )


def rules_of(columns: tuple[str, ...]) -> list[RowRule]:
    """Return the rules of a table with these columns."""
    return [rule for rule in row_rules() if set(rule.columns) <= set(columns)]
