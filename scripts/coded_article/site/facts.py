"""What the page says at its head: how much is coded and what the numbers count, who coded it, how reliable it is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coded_article.coding import reliability
from coded_article.console import counted
from coded_article.model.profile import OPTIONAL
from coded_article.package import Package
from coded_article.site.rows import Codes, rows
from coded_article.site.titles import made_by

_UNITS, _CODINGS = OPTIONAL


def counts(package: Package) -> Iterator[str]:
    """Yield the number of rows of each coded table, and what they are."""
    codes = Codes(package)
    yield counted(len(package.actors), "actor")
    for name, column in (("events", "status"), ("recommendations", "explicitness")):
        kinds = (codes.label(column, code).lower() for code in package.tables[name][column])
        yield _parted(len(package.tables[name]), name[:-1], kinds)
    yield _parted(len(package.statements), "statement", map(made_by, rows(package.statements)))
    yield counted(len(package.passages), "passage")


def _parted(number: int, noun: str, kinds: Iterator[str]) -> str:
    parts = ", ".join(f"{count} {kind}" for kind, count in Counter(kinds).most_common())
    return counted(number, noun) + (f" ({parts})" if parts else "")


@dataclass(frozen=True)
class Reliability:
    """How well the columns held when several coders made them: in one sentence, and column by column."""

    told: str
    figures: Sequence[reliability.Figure]


def reliable(package: Package) -> Reliability:
    """Return what the published codings say of the columns."""
    if not set(OPTIONAL) <= set(package.tables):
        return Reliability("No second coding is published, so nobody can say how reliable the columns are.", ())
    units, codings = (
        [{key: "" if value is None else str(value) for key, value in row.items()} for row in rows(package[name])]
        for name in (_UNITS, _CODINGS)
    )
    coders = len({row["coder"] for row in codings})
    figures = [figure for figure in reliability.figures(units, codings) if len(figure.coders) == coders]
    both = "reliable by alpha and AC1"
    others = [
        f"{figure.level} {figure.variable.replace('_', ' ')} ({figure.verdict})"
        for figure in figures
        if figure.verdict != both
    ]
    held = f"{len(figures) - len(others)} of {counted(len(figures), 'column')} that they filled are {both}"
    rest = f"; the others: {', '.join(others)}" if others else ""
    return Reliability(f"{counted(coders, 'coder')} coded it independently; {held}{rest}.", figures)
