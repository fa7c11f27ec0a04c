"""How well the coding holds when somebody else does it: agreement between independent codings.

Krippendorff's alpha for nominal data comes from the library ``krippendorff``; its interval from a bootstrap
over units (Zapf, Castell, Morawietz and Karch 2016), seeded, so that the same codings give the same figures.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np

from coded_article.errors import RefusedError

FEWEST = 20  # units below which an alpha says too little to be shown
CUSTOMARY, FLOOR = 0.800, 0.667  # Krippendorff's thresholds
FOUND = "found"
_DRAWS = 1000
_SEED = 20250217

Row = Mapping[str, str]


@dataclass(frozen=True)
class Figure:
    """The reliability of one variable over ``units`` that two coders or more have judged.

    ``agreement`` is the share of pairs of coders that agree. ``alpha`` with its 95 % interval is None where
    there are too few units, or where nothing varies.
    """

    level: str
    variable: str
    units: int
    agreement: float
    alpha: float | None
    low: float | None
    high: float | None

    @property
    def verdict(self) -> str:
        """What the figure allows: reliable, tentative, unreliable, or nothing."""
        if self.alpha is None:
            return "too few units" if self.units < FEWEST else "no variation"
        if self.alpha >= CUSTOMARY:
            return "reliable"
        return "tentative" if self.alpha >= FLOOR else "weak"


@dataclass(frozen=True)
class Found:
    """How many records of one level were found by how many coders; ``by`` has one number for each count."""

    level: str
    by: tuple[int, ...]

    @property
    def units(self) -> int:
        """All records that anybody found."""
        return sum(self.by)


def figures(units: Sequence[Row], codings: Sequence[Row]) -> list[Figure]:
    """Return the reliability of every variable, in the order in which the codings name them first.

    Raises:
        RefusedError: the library ``krippendorff`` is not installed.
    """
    levels = {row["unit_id"]: row["level"] for row in units}
    values: dict[tuple[str, str], dict[str, list[str]]] = {}
    for row in codings:
        if row["variable"] != FOUND and row["unit_id"] in levels:
            of_unit = values.setdefault((levels[row["unit_id"]], row["variable"]), {})
            of_unit.setdefault(row["unit_id"], []).append(row["value"])
    return [
        _figure(level, variable, [judged for judged in of_unit.values() if len(judged) > 1])
        for (level, variable), of_unit in values.items()
    ]


def count_found(units: Sequence[Row], codings: Sequence[Row]) -> list[Found]:
    """Return how many records of each level were found by one coder, by two, and so on."""
    coders = len({row["coder"] for row in codings})
    times: dict[str, int] = {}
    for row in codings:
        if row["variable"] == FOUND:
            times[row["unit_id"]] = times.get(row["unit_id"], 0) + (row["value"] == "yes")
    counted: dict[str, list[int]] = {}
    for row in units:
        if row["unit_id"] in times:
            counted.setdefault(row["level"], [0] * coders)[times[row["unit_id"]] - 1] += 1
    return [Found(level, tuple(by)) for level, by in counted.items()]


def _figure(level: str, variable: str, judged: Sequence[Sequence[str]]) -> Figure:
    pairs = [pair for values in judged for pair in combinations(values, 2)]
    agreement = sum(first == second for first, second in pairs) / len(pairs) if pairs else float("nan")
    alpha, low, high = _interval(tuple(map(tuple, judged))) if len(judged) >= FEWEST else (None, None, None)
    return Figure(level, variable, len(judged), agreement, alpha, low, high)


@cache
def _interval(judged: tuple[tuple[str, ...], ...]) -> tuple[float | None, float | None, float | None]:
    """Return alpha with its interval, all None where nothing varies; the same codings are computed once."""
    counts = _counts(judged)
    if np.count_nonzero(counts.sum(axis=0)) < 2:
        return None, None, None
    generator = np.random.default_rng(_SEED)
    draws = [_alpha(counts[generator.integers(len(counts), size=len(counts))]) for _ in range(_DRAWS)]
    low, high = (float(bound) for bound in np.quantile(draws, [0.025, 0.975]))
    return _alpha(counts), low, high


def _counts(judged: Sequence[Sequence[str]]) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
    """Return how many coders gave each value to each unit, of shape (units, values)."""
    codes = sorted({value for values in judged for value in values})
    return np.array([[values.count(code) for code in codes] for values in judged], dtype=np.int64).reshape(
        len(judged), len(codes)
    )


def _alpha(counts: "np.ndarray[tuple[int, int], np.dtype[np.int64]]") -> float:
    try:
        import krippendorff
    except ImportError:
        msg = "the figures of reliability need one more library; run `pip install 'coded-article[reliability]'`"
        raise RefusedError(msg) from None
    if np.count_nonzero(counts.sum(axis=0)) < 2:  # a draw in which nothing varies agrees entirely
        return 1.0
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


def markdown(units: Sequence[Row], codings: Sequence[Row]) -> Iterator[str]:
    """Yield both tables as Markdown, line by line."""
    coders = len({row["coder"] for row in codings})
    head = [f"by {count}" if count > 1 else "by one" for count in range(1, coders + 1)]
    yield f"| records | all | {' | '.join(reversed(head))} |"
    yield "|---|--:|" + "--:|" * coders
    for row in count_found(units, codings):
        yield f"| {row.level} | {row.units} | {' | '.join(map(str, reversed(row.by)))} |"
    yield ""
    yield "| level | variable | units | agreement | alpha | 95 % interval | verdict |"
    yield "|---|---|--:|--:|--:|---|---|"
    for figure in figures(units, codings):
        yield "| " + " | ".join(cells(figure)) + " |"


def cells(figure: Figure) -> list[str]:
    """Return a figure as the cells of a table."""
    alpha = "" if figure.alpha is None else f"{figure.alpha:.3f}"
    interval = "" if figure.low is None or figure.high is None else f"{figure.low:.3f} to {figure.high:.3f}"
    return [
        figure.level,
        f"`{figure.variable}`",
        str(figure.units),
        f"{figure.agreement:.0%}",
        alpha,
        interval,
        figure.verdict,
    ]
