"""How well the coding holds when somebody else does it: agreement between independent codings.

Two coefficients for nominal data, each from its published formula: Krippendorff's alpha (Krippendorff 2011,
"Computing Krippendorff's Alpha-Reliability") and Gwet's AC1 (Gwet 2008), which does not fall where nearly all
units have one value. Their intervals are of a bootstrap over units (Zapf, Castell, Morawietz and Karch 2016),
seeded, so that the same codings give the same figures.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from coded_article.model.profile import LINKS, OPTIONAL, RECORD_TABLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from coded_article.read.opening import Opened

FEWEST = 20  # units below which a coefficient says too little to be shown
CUSTOMARY, FLOOR = 0.800, 0.667  # Krippendorff's thresholds
FOUND = "found"
_DRAWS = 1000
_SEED = 20250217
_CODED = (*RECORD_TABLES, "involvements", "relations", "evidence", "mentions")
_NEVER_CODED = ("note", "sha256", "followed", "followed_basis")  # `build` works these two out of the links

Row = Mapping[str, str]


@dataclass(frozen=True)
class Figure:
    """The reliability of one variable, over the ``units`` that two of the ``coders`` or more have judged.

    ``missed`` counts the units that are left out because fewer of them found the record. ``agreement`` is the
    share of pairs of judgements that agree. The coefficients are None where there are too few units, or where
    nothing varies, and the bounds of their 95 % intervals also where nobody disagrees.
    """

    level: str
    variable: str
    coders: tuple[str, ...]
    units: int
    missed: int
    agreement: float
    alpha: float | None = None
    low: float | None = None
    high: float | None = None
    ac1: float | None = None
    ac1_low: float | None = None
    ac1_high: float | None = None

    @property
    def verdict(self) -> str:
        """What the figure allows: reliable or tentative, and by which coefficient; weak; or nothing."""
        if self.alpha is None or self.ac1 is None:
            return "too few units" if self.units < FEWEST else "no variation"
        for word, bound in (("reliable", CUSTOMARY), ("tentative", FLOOR)):
            passed = [name for name, value in (("alpha", self.alpha), ("AC1", self.ac1)) if value >= bound]
            if passed:
                return f"{word} by {' and '.join(passed)}"
        return "weak"


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

    Each variable has a figure of all coders; where there are more than two, one of each pair follows.
    """
    levels = {row["unit_id"]: row["level"] for row in units}
    coders = tuple(dict.fromkeys(row["coder"] for row in codings))
    teams = [coders, *combinations(coders, 2)] if len(coders) > 2 else [coders]
    values: dict[tuple[str, str], dict[str, dict[str, str]]] = {}
    for row in codings:
        if row["variable"] != FOUND and row["unit_id"] in levels:
            of_unit = values.setdefault((levels[row["unit_id"]], row["variable"]), {})
            of_unit.setdefault(row["unit_id"], {})[row["coder"]] = row["value"]
    return [
        _figure(level, variable, team, list(of_unit.values()))
        for (level, variable), of_unit in values.items()
        for team in teams
    ]


def _figure(level: str, variable: str, team: tuple[str, ...], codings: Sequence[Mapping[str, str]]) -> Figure:
    judged = [values for row in codings if len(values := [row[coder] for coder in team if coder in row]) > 1]
    pairs = [pair for values in judged for pair in combinations(values, 2)]
    agreement = sum(first == second for first, second in pairs) / len(pairs) if pairs else float("nan")
    coefficients = _coefficients(_counts(judged), interval=agreement < 1) if len(judged) >= FEWEST else ()
    return Figure(level, variable, team, len(judged), len(codings) - len(judged), agreement, *coefficients)


def _counts(judged: Sequence[Sequence[str]]) -> "NDArray[np.int64]":
    """Return how many coders gave each value to each unit, of shape (units, values)."""
    codes = sorted({value for values in judged for value in values})
    return np.array([[values.count(code) for code in codes] for values in judged], dtype=np.int64)


def _coefficients(counts: "NDArray[np.int64]", *, interval: bool) -> tuple[float | None, ...]:
    """Return alpha and AC1, each followed by the bounds of its interval; nothing where nothing varies."""
    units, codes = counts.shape
    if codes < 2:
        return ()
    whole = [float(of(counts, np.ones((1, units)))[0]) for of in (alphas, ac1s)]
    if not interval:
        return whole[0], None, None, whole[1]
    picked = np.random.default_rng(_SEED).integers(units, size=(_DRAWS, units))
    draws = np.array([np.bincount(row, minlength=units) for row in picked], dtype=float)
    bounds = [np.quantile(of(counts, draws), [0.025, 0.975]) for of in (alphas, ac1s)]
    return whole[0], float(bounds[0][0]), float(bounds[0][1]), whole[1], float(bounds[1][0]), float(bounds[1][1])


def alphas(counts: "NDArray[np.int64]", draws: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return Krippendorff's nominal alpha of each draw, a row of which says how often it has each unit.

    Each unit has two judgements or more. A draw in which nothing varies agrees entirely.
    """
    judgements = draws @ counts.sum(axis=1)
    observed = draws @ _disagreement(counts)
    expected = judgements**2 - ((draws @ counts) ** 2).sum(axis=1)
    ratio = np.zeros(len(draws))
    np.divide((judgements - 1) * observed, expected, out=ratio, where=expected > 0)
    return 1 - ratio


def ac1s(counts: "NDArray[np.int64]", draws: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return Gwet's AC1 of each draw, a row of which says how often it has each unit.

    Each unit has two judgements or more, and two values or more are given.
    """
    judgements = counts.sum(axis=1)
    units = draws.sum(axis=1)
    observed = 1 - draws @ (_disagreement(counts) / judgements) / units
    share = draws @ (counts / judgements[:, None]) / units[:, None]
    expected = (share * (1 - share)).sum(axis=1) / (counts.shape[1] - 1)
    coefficients: NDArray[np.float64] = (observed - expected) / (1 - expected)
    return coefficients


def _disagreement(counts: "NDArray[np.int64]") -> "NDArray[np.float64]":
    """Return for each unit the judgements that a judgement of another coder contradicts, in expectation."""
    judgements = counts.sum(axis=1)
    contradicted: NDArray[np.float64] = (judgements**2 - (counts**2).sum(axis=1)) / (judgements - 1)
    return contradicted


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


def untested(package: "Opened") -> list[str]:
    """Return the coded tables with the columns that no coder was compared in, and the records left out of a link.

    A column that every coder fills has codings of its name, or of its name without ``_id``.

    Raises:
        RefusedError: a table is not there, or its rows cannot be read.
    """
    units, codings, records = package.rows(*OPTIONAL, "records")
    tables = {row["unit_id"]: f"{row['level']}s" for row in units}
    judged = {(tables.get(row["unit_id"]), row["variable"]) for row in codings}
    registered = {row["record_id"]: row["table"] for row in records}
    left: list[str] = []
    for name in _CODED:
        (rows,) = package.rows(name)
        table = package.descriptor.tables[name]
        columns = [
            f"`{column}`"
            for column in table.columns
            if column not in (*table.primary_key, *_NEVER_CODED)
            and not judged & {(name, column), (name, column.removesuffix("_id"))}
        ]
        if columns:
            left.append(f"{name}: {', '.join(columns)}")
        link = next(iter(LINKS[name]))
        begun = {registered.get(row["record_id"]) for row in units if tables[row["unit_id"]] == name} - {None}
        if begun and (others := {registered.get(row[link]) for row in rows} - {None} - begun):
            left.append(f"{name} of {', '.join(sorted(filter(None, others)))}")
    return left


@dataclass(frozen=True)
class Printed:
    """A table for people: its head, the alignment of each column (``l`` or ``r``), and its rows."""

    head: Sequence[str]
    align: str
    rows: Sequence[Sequence[str]]


def tables(units: Sequence[Row], codings: Sequence[Row]) -> Iterator[Printed]:
    """Yield what was found, the figures of all coders and, of more than two, those of each pair."""
    found, measured = count_found(units, codings), figures(units, codings)
    by = [f"by {count}" if count > 1 else "by one" for count in range(len({row["coder"] for row in codings}), 0, -1)]
    rows = [[row.level, str(row.units), *map(str, reversed(row.by))] for row in found]
    yield Printed(["records", "all", *by], "lr" + "r" * len(by), rows)
    whole = measured[0].coders if measured else ()
    head = ["level", "variable", "units", "not found", "agreement", "alpha", "95 % interval", "AC1", "95 % interval"]
    yield Printed([*head, "verdict"], "llrrrrlrll", [_cells(figure) for figure in measured if figure.coders == whole])
    pairs = list(dict.fromkeys(figure.coders for figure in measured if figure.coders != whole))
    if pairs:
        by_pair: dict[tuple[str, str], list[str]] = {}
        for figure in measured:
            if figure.coders != whole:
                by_pair.setdefault((figure.level, f"`{figure.variable}`"), []).append(_pair_cell(figure))
        head = ["level", "variable", *(" and ".join(pair) for pair in pairs)]
        yield Printed(head, "ll" + "r" * len(pairs), [[*names, *cells] for names, cells in by_pair.items()])


def _cells(figure: Figure) -> list[str]:
    return [
        figure.level,
        f"`{figure.variable}`",
        str(figure.units),
        str(figure.missed),
        f"{figure.agreement:.0%}",
        _number(figure.alpha),
        _interval(figure, figure.low, figure.high),
        _number(figure.ac1),
        _interval(figure, figure.ac1_low, figure.ac1_high),
        figure.verdict,
    ]


def _pair_cell(figure: Figure) -> str:
    if figure.alpha is None:
        return f"{figure.verdict} ({figure.units})"
    return f"{_number(figure.alpha)} {_number(figure.ac1)} ({figure.units})"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _interval(figure: Figure, low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"{low:.3f} to {high:.3f}"
    return "" if figure.alpha is None else f"no disagreement in {figure.units}"


def notes(package: "Opened") -> Iterator[str]:
    """Yield what the tables mean and leave out: how records were matched, and what was not tested."""
    yield (
        f"A variable passes by either coefficient, from {CUSTOMARY:.2f} as reliable and from {FLOOR} as tentative."
        " *Not found* counts units that are left out because fewer than two of the coders found the record."
        " Of a pair of coders, alpha and AC1 are shown, with the number of units."
    )
    yield f"How the records of the coders were matched: {package.descriptor.tables[OPTIONAL[0]].description}"
    if left := untested(package):
        yield f"Not tested: {'; '.join(left)}."


def markdown(package: "Opened") -> Iterator[str]:
    """Yield the tables and their notes as Markdown, line by line.

    Raises:
        RefusedError: a table is not there, or its rows cannot be read.
    """
    for table in tables(*package.rows(*OPTIONAL)):
        yield f"| {' | '.join(table.head)} |"
        yield f"|{'|'.join('--:' if side == 'r' else '---' for side in table.align)}|"
        for row in table.rows:
            yield f"| {' | '.join(row)} |"
        yield ""
    yield "\n\n".join(notes(package))
