"""The rules inside one row of one table: which columns they read, and what must hold of the cells."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from coded_article.edtf_dates import bounds, precision


@dataclass(frozen=True)
class RowRule:
    """A rule of the tables that have all its columns; missing cells come to ``holds`` as None.

    The fault is reported at ``column``.
    """

    code: str
    column: str
    columns: tuple[str, ...]
    holds: Callable[..., bool]

    @property
    def name(self) -> str:
        """A name that tells the rule from others with its code in the same table."""
        return f"{self.code} {self.column}"


def _date_rules(edtf: str, earliest: str, latest: str) -> list[RowRule]:
    """Return the rules of one triple of date columns."""

    def in_bounds(text: str | None, first: Any, last: Any) -> bool:
        days = bounds(text) if text else None
        if days is None:  # no date, or one that `edtf` faults: then there is nothing to compare with
            return text is not None or (first is None and last is None)
        if first is None or last is None or first > last:
            return first is not None and last is not None
        return (first.date(), last.date()) == days

    return [
        RowRule("edtf", edtf, (edtf,), lambda text: text is None or bounds(text) is not None),
        RowRule("date-bounds", edtf, (edtf, earliest, latest), in_bounds),
        RowRule(
            "date-order",
            latest,
            (earliest, latest),
            lambda first, last: first is None or last is None or first <= last,
        ),
    ]


def _both_or_neither(*cells: Any) -> bool:
    return len({cell is None for cell in cells}) == 1


ROW_RULES: tuple[RowRule, ...] = (
    *_date_rules("date_edtf", "date_earliest", "date_latest"),
    *_date_rules("published_edtf", "published_earliest", "published_latest"),
    RowRule(
        "date-precision",
        "date_precision",
        ("date_edtf", "date_precision"),
        lambda text, unit: unit == precision(text) if text and precision(text) else text is not None or unit is None,
    ),
    RowRule(
        "date-basis",
        "date_basis",
        ("date_basis", "date_edtf", "date_text"),
        lambda basis, edtf, text: basis is None or ((basis == "none") == (edtf is None) == (text is None)),
    ),
    RowRule(
        "quotation",
        "quoted_words",
        ("quotation_type", "quoted_words"),
        lambda kind, quoted: (kind in ("direct", "mixed")) == (quoted is not None),
    ),
    RowRule(
        "own-voice",
        "voice",
        ("voice", "quotation_type"),
        lambda voice, kind: (voice == "author") == (kind == "own_voice"),
    ),
    RowRule("cue", "cue", ("voice", "cue"), lambda voice, cue: (voice == "attributed") == (cue is not None)),
    RowRule(
        "own-claim-type",
        "claim_type",
        ("voice", "claim_type"),
        lambda voice, kind: voice != "author" or kind not in ("directive", "commissive"),
    ),
    RowRule("valence", "valence", ("target_id", "valence"), _both_or_neither),
    RowRule(
        "omission",
        "polarity",
        ("status", "polarity"),
        lambda status, polarity: status != "not_done" or polarity == "negative",
    ),
    RowRule(
        "followed",
        "followed_basis",
        ("followed", "followed_basis"),
        lambda followed, basis: (followed == "not_addressed") == (basis is None),
    ),
    RowRule(
        "office",
        "office",
        ("actor_type", "office"),
        lambda kind, office: office is None or kind == "person",
    ),
    *(
        RowRule(
            "metadata-basis",
            f"{what}_basis",
            (cell, f"{what}_basis"),
            lambda value, basis: (basis == "unknown") == (value is None),
        )
        for what, cell in (("title", "title"), ("publisher", "publisher"), ("published", "published_edtf"))
    ),
    RowRule("span", "end", ("start", "end"), lambda start, end: start is None or end is None or start < end),
    RowRule("self-relation", "object_id", ("subject_id", "object_id"), lambda one, other: one != other),
    RowRule(
        "replacement",
        "replaced_by",
        ("retired_in", "replaced_by"),
        lambda retired, replaced: replaced is None or retired is not None,
    ),
)
