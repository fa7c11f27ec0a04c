"""The rules inside one row of one table: which columns they read, and what must hold of the cells, as SQL.

Every engine applies the same expressions. Beside the columns of its table an expression may read, for each
column of EDTF dates, what ``edtf_columns`` names: the days and the unit that the date stands for, which no SQL
can tell.
"""

from dataclasses import dataclass
from typing import Any

from coded_article.model.edtf import bounds, precision


@dataclass(frozen=True)
class RowRule:
    """A rule of the tables that have all its columns; it holds where ``holds`` is true, missing cells being NULL.

    The fault is reported at ``column``.
    """

    code: str
    column: str
    columns: tuple[str, ...]
    holds: str

    @property
    def name(self) -> str:
        """A name that tells the rule from others with its code in the same table."""
        return f"{self.code} {self.column}"


EDTF = ("date_edtf", "published_edtf")
_READINGS = ("first", "last", "unit")


def edtf_columns(column: str) -> tuple[str, ...]:
    """Return the names of what an EDTF date in ``column`` stands for: first day, last day, unit."""
    return tuple(f"{column}_{reading}" for reading in _READINGS)


def edtf_reading(text: str) -> tuple[Any, Any, str | None]:
    """Return first day, last day and unit of an EDTF date, missing where it is none."""
    first, last = bounds(text) or (None, None)
    return first, last, precision(text)


def rules_of(columns: tuple[str, ...]) -> list[RowRule]:
    """Return the rules of a table with these columns."""
    return [rule for rule in ROW_RULES if set(rule.columns) <= set(columns)]


def _date_rules(edtf: str, earliest: str, latest: str) -> list[RowRule]:
    """Return the rules of one triple of date columns."""
    first, last, _ = edtf_columns(edtf)
    return [
        RowRule("edtf", edtf, (edtf,), f"{edtf} IS NULL OR {first} IS NOT NULL"),
        RowRule(
            "date-bounds",
            edtf,
            (edtf, earliest, latest),
            # a date that `edtf` faults has no days to compare with; days in the wrong order are told by `date-order`
            f"CASE WHEN {first} IS NULL THEN {edtf} IS NOT NULL OR ({earliest} IS NULL AND {latest} IS NULL)"
            f" WHEN {earliest} IS NULL OR {latest} IS NULL THEN FALSE"
            f" ELSE {earliest} > {latest} OR ({earliest} = {first} AND {latest} = {last}) END",
        ),
        RowRule(
            "date-order",
            latest,
            (earliest, latest),
            f"{earliest} IS NULL OR {latest} IS NULL OR {earliest} <= {latest}",
        ),
    ]


def _where_and_only_where(column: str, value: str, other: str) -> str:
    """Return the SQL that ``other`` is true exactly where ``column`` holds ``value``."""
    return f"coalesce({column} = '{value}', FALSE) = ({other})"


ROW_RULES: tuple[RowRule, ...] = (
    *_date_rules("date_edtf", "date_earliest", "date_latest"),
    *_date_rules("published_edtf", "published_earliest", "published_latest"),
    RowRule(
        "date-precision",
        "date_precision",
        ("date_edtf", "date_precision"),
        "CASE WHEN date_edtf_unit IS NULL THEN date_edtf IS NOT NULL OR date_precision IS NULL"
        " ELSE coalesce(date_precision = date_edtf_unit, FALSE) END",
    ),
    RowRule(
        "date-basis",
        "date_basis",
        ("date_basis", "date_edtf", "date_text"),
        "date_basis IS NULL OR ((date_basis = 'none') = (date_edtf IS NULL)"
        " AND (date_edtf IS NULL) = (date_text IS NULL))",
    ),
    RowRule(
        "quotation",
        "quoted_words",
        ("quotation_type", "quoted_words"),
        "coalesce(quotation_type IN ('direct', 'mixed'), FALSE) = (quoted_words IS NOT NULL)",
    ),
    RowRule(
        "own-voice",
        "voice",
        ("voice", "quotation_type"),
        _where_and_only_where("voice", "author", "coalesce(quotation_type = 'own_voice', FALSE)"),
    ),
    RowRule("cue", "cue", ("voice", "cue"), _where_and_only_where("voice", "attributed", "cue IS NOT NULL")),
    RowRule(
        "own-claim-type",
        "claim_type",
        ("voice", "claim_type"),
        "NOT (coalesce(voice = 'author', FALSE) AND coalesce(claim_type IN ('directive', 'commissive'), FALSE))",
    ),
    RowRule("valence", "valence", ("target_id", "valence"), "(target_id IS NULL) = (valence IS NULL)"),
    RowRule(
        "omission",
        "polarity",
        ("status", "polarity"),
        "NOT coalesce(status = 'not_done', FALSE) OR coalesce(polarity = 'negative', FALSE)",
    ),
    RowRule(
        "followed",
        "followed_basis",
        ("followed", "followed_basis"),
        _where_and_only_where("followed", "not_addressed", "followed_basis IS NULL"),
    ),
    RowRule(
        "office",
        "office",
        ("actor_type", "office"),
        "office IS NULL OR coalesce(actor_type = 'person', FALSE)",
    ),
    *(
        RowRule(
            "metadata-basis",
            f"{what}_basis",
            (cell, f"{what}_basis"),
            _where_and_only_where(f"{what}_basis", "unknown", f"{cell} IS NULL"),
        )
        for what, cell in (("title", "title"), ("publisher", "publisher"), ("published", "published_edtf"))
    ),
    RowRule("span", "end", ("start", "end"), '"start" IS NULL OR "end" IS NULL OR "start" < "end"'),
    RowRule(
        "self-relation",
        "object_id",
        ("subject_id", "object_id"),
        "coalesce(subject_id <> object_id, (subject_id IS NULL) <> (object_id IS NULL))",
    ),
    RowRule(
        "replacement",
        "replaced_by",
        ("retired_in", "replaced_by"),
        "replaced_by IS NULL OR retired_in IS NOT NULL",
    ),
)
