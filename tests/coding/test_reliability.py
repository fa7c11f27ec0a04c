"""The figures: reproduced from the shipped codings, and right where the right answer is known."""

import json
import math
import random
from collections import Counter
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coded_article.cli.run import start
from coded_article.coding import reliability
from coded_article.coding.reliability import Found, count_found, figures, markdown, tables, untested
from coded_article.files.canonical_csv import read_rows
from coded_article.model.profile import DESCRIPTOR
from coded_article.read.opening import opened
from tests.editor import ROOT, Editor

UNITS = read_rows(ROOT / "data" / "units.csv")
CODINGS = read_rows(ROOT / "data" / "codings.csv")
Rows = list[dict[str, str]]


def _table(values: list[list[str]]) -> tuple[Rows, Rows]:
    """Return units and codings of one variable: a row for each unit, a cell for each coder, empty if missing."""
    units = [{"unit_id": f"unt-{n}", "level": "event"} for n in range(len(values))]
    codings = [
        {"unit_id": f"unt-{n}", "variable": "status", "coder": f"c{coder}", "value": value}
        for n, row in enumerate(values)
        for coder, value in enumerate(row)
        if value
    ]
    return units, codings


@pytest.fixture
def twice_coded(specimen: Editor) -> Editor:
    """The specimen with codings of two coders, who mostly agree."""
    units, codings = _table([["occurred", "occurred"], ["planned", "planned"], ["occurred", "planned"]] * 10)
    for table, rows in (("units", units), ("codings", codings)):
        header = specimen.rows(table)[0]
        specimen.write(table, [header, *([row.get(column, "") for column in header] for row in rows)])
    return specimen


def _all(units: Rows, codings: Rows) -> list[reliability.Figure]:
    """Return the figures of all coders together, without those of pairs."""
    coders = len({row["coder"] for row in codings})
    return [figure for figure in figures(units, codings) if len(figure.coders) == coders]


def test_codebook_has_what_the_shipped_codings_give() -> None:
    text = (ROOT / "schemas" / "README.md").read_text(encoding="utf-8")
    with opened(ROOT) as package:
        assert "\n".join(markdown(package)) in text


def test_every_shipped_variable_has_its_figure_and_none_rests_on_few_units() -> None:
    shipped = figures(UNITS, CODINGS)
    assert {figure.variable for figure in shipped} == {row["variable"] for row in CODINGS} - {"found"}
    assert all(figure.units >= reliability.FEWEST for figure in shipped if figure.alpha is not None)


@pytest.mark.parametrize(
    ("coders", "alpha"),
    [
        # Krippendorff 2011, sections B (binary), C (two observers) and D (four observers, missing judgements)
        (["0100000010", "1110010000"], 0.095),
        (["aabbdcccedda", "babbbccceddd"], 0.692),
        (["123321412***", "1233224125**", "*33323422513", "12332441251*"], 0.743),
        # his example of three observers and 15 units
        (["*****34121133*3", "1*213343*******", "**21344*21133*4"], 0.691),
    ],
)
def test_alpha_of_the_literature(coders: list[str], alpha: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reliability, "FEWEST", 10)
    rows = [[value.replace("*", "") for value in unit] for unit in zip(*coders, strict=True)]
    (figure,) = _all(*_table(rows))
    assert figure.alpha == pytest.approx(alpha, abs=0.0005)


def test_ac1_of_the_literature(monkeypatch: pytest.MonkeyPatch) -> None:
    # Gwet's handbook, with the figures that its libraries in R and Python give: two abstractors of 100 records ...
    together = {"aa": 13, "bb": 20, "bc": 7, "cb": 4, "cc": 56}
    (figure,) = _all(*_table([list(pair) for pair, times in together.items() for _ in range(times)]))
    assert figure.ac1 == pytest.approx(0.84933, abs=0.00001)
    # ... and four raters of 15 persons
    monkeypatch.setattr(reliability, "FEWEST", 15)
    raters = ["aaaaabbbcaaaaab", "aaaababccaaaaba", "abbcaabbcabbcaa", "ccccaabbcccccaa"]
    (figure,) = _all(*_table([list(unit) for unit in zip(*raters, strict=True)]))
    assert figure.alpha == pytest.approx(0.143, abs=0.0005)
    assert figure.ac1 == pytest.approx(0.208, abs=0.0005)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(st.sampled_from(["a", "b", "c", ""]), min_size=3, max_size=3), min_size=30, max_size=40))
def test_coefficients_are_those_of_their_definitions(rows: list[list[str]]) -> None:
    units = [values for row in rows if len(values := [value for value in row if value]) > 1]
    for figure in _all(*_table(rows)):
        if figure.alpha is None or figure.ac1 is None:
            continue
        # alpha from the coincidences of all pairs of judgements of a unit, in both orders
        given = Counter(value for unit in units for value in unit)
        total = sum(given.values())
        observed = sum(Fraction(a != b, len(unit) - 1) for unit in units for a, b in permutations(unit, 2)) / total
        expected = sum(Fraction(given[a] * given[b], total * (total - 1)) for a, b in permutations(given, 2))
        assert math.isclose(figure.alpha, 1 - observed / expected, abs_tol=1e-9)
        # AC1 from the share of pairs that agree in a unit, and the mean share of each value
        agreeing = [Fraction(sum(a == b for a, b in permutations(unit, 2)), math.perm(len(unit), 2)) for unit in units]
        shares = [sum(Fraction(unit.count(value), len(unit)) for unit in units) / len(units) for value in given]
        chance = sum(share * (1 - share) for share in shares) / (len(given) - 1)
        assert math.isclose(figure.ac1, (sum(agreeing) / len(units) - chance) / (1 - chance), abs_tol=1e-9)


def test_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    chance = random.Random(1)
    rows = [[chance.choices(("a", truth, ""), (2, 6, 1))[0] for _ in range(3)] for truth in "abc" * 12]
    (figure,) = _all(*_table(rows))
    for value, low, high in (
        (figure.alpha, figure.low, figure.high),
        (figure.ac1, figure.ac1_low, figure.ac1_high),
    ):
        assert value is not None
        assert low is not None
        assert high is not None
        assert low < value < high
        assert 0.1 < high - low < 0.6
    assert _all(*_table(rows)) == [figure]


def test_columns_of_low_alpha_are_marked_in_their_schemas() -> None:
    weak = {
        (f"{figure.level}s", figure.variable)
        for figure in _all(UNITS, CODINGS)
        if figure.alpha is not None and figure.alpha < reliability.FLOOR
    }
    marked = {
        (path.stem, field["name"])
        for path in (ROOT / "schemas").glob("*.json")
        for field in json.loads(path.read_text(encoding="utf-8"))["fields"]
        if "Tentative" in field["description"]
    }
    assert weak == marked


def test_few_units_and_no_variation_give_no_coefficient() -> None:
    (few,) = figures(*_table([["a", "b"]] * 19))
    assert (few.alpha, few.ac1, few.verdict, few.agreement) == (None, None, "too few units", 0.0)
    (flat,) = figures(*_table([["a", "a"]] * 30))
    assert (flat.alpha, flat.ac1, flat.verdict, flat.agreement) == (None, None, "no variation", 1.0)


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ([["a", "a"], ["b", "b"]] * 15, "reliable by alpha and AC1"),
        ([["a", "a"]] * 58 + [["a", "b"], ["b", "b"]], "reliable by AC1"),  # nearly all units have one value
        ([["a", "a"], ["b", "b"]] * 13 + [["a", "b"]] * 4, "tentative by alpha and AC1"),
        ([["a", "a"], ["b", "b"], ["a", "b"]] * 10, "weak"),
    ],
)
def test_verdict_says_by_which_coefficient(rows: list[list[str]], verdict: str) -> None:
    (figure,) = figures(*_table(rows))
    assert figure.verdict == verdict


def test_no_disagreement_has_no_interval() -> None:
    units, codings = _table([["a", "a"], ["b", "b"]] * 15)
    (figure,) = figures(units, codings)
    assert (figure.alpha, figure.low, figure.high, figure.ac1_low, figure.ac1_high) == (1, None, None, None, None)
    assert list(tables(units, codings))[1].rows[0].count("no disagreement in 30") == 2


def test_pairs_of_coders_are_told_apart() -> None:
    rows = [["a", "a", "b"], ["b", "b", "a"], ["a", "a", ""]] * 10
    units, codings = _table(rows)
    measured = {figure.coders: figure for figure in figures(units, codings)}
    assert list(measured) == [("c0", "c1", "c2"), ("c0", "c1"), ("c0", "c2"), ("c1", "c2")]
    assert [figure.units for figure in measured.values()] == [30, 30, 20, 20]
    assert measured["c0", "c1"].alpha == measured["c0", "c1"].ac1 == 1
    assert (measured["c0", "c2"].agreement, measured["c0", "c2"].missed) == (0.0, 10)
    found, whole, pairs = tables(units, codings)
    assert not found.rows
    assert len(whole.rows) == 1
    assert pairs.rows[0][:3] == ["event", "`status`", "1.000 1.000 (30)"]


def test_units_that_one_coder_judged_do_not_count() -> None:
    (figure,) = figures(*_table([["a", "a"], ["b", ""], ["a", "b"]]))
    assert (figure.units, figure.missed, figure.agreement) == (2, 1, 0.5)


def test_found_is_counted_by_number_of_coders() -> None:
    units = [{"unit_id": f"unt-{n}", "level": "event"} for n in range(3)]
    codings = [
        {"unit_id": f"unt-{n}", "variable": "found", "coder": coder, "value": "yes"}
        for n, coders in enumerate(("ab", "a", "b"))
        for coder in coders
    ]
    assert count_found(units, codings) == [Found("event", (2, 1))]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(st.sampled_from("abc"), min_size=2, max_size=3), min_size=20, max_size=30))
def test_figures_keep_their_bounds(rows: list[list[str]]) -> None:
    for figure in figures(*_table(rows)):
        assert 0 <= figure.agreement <= 1
        assert figure.alpha is None or figure.alpha <= 1
        assert (figure.alpha == 1) == (figure.agreement == 1 and figure.alpha is not None)
        assert figure.ac1 is None or figure.ac1 <= 1


def test_verb_prints_text_and_json(twice_coded: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert start("reliability", [str(twice_coded.root)]) == 0
    text = capsys.readouterr().out
    assert start("reliability", [str(twice_coded.root), "--format", "json"]) == 0
    value = json.loads(capsys.readouterr().out)
    (figure,) = value["variables"]
    assert (figure["level"], figure["variable"], figure["units"]) == ("event", "status", 30)
    assert figure["agreement"] == pytest.approx(2 / 3)
    assert figure["verdict"] == "weak"
    (line,) = (line for line in text.splitlines() if line.startswith("event "))
    assert all(said in line for said in ("status", "30", "67%", "weak"))
    assert "events: label, event_type, polarity" in text
    assert "; ".join(value["untested"]).replace("`", "") in text


def test_package_without_codings_is_refused(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    def without(raw: dict[str, list[dict[str, str]]]) -> None:
        raw["resources"] = [item for item in raw["resources"] if item["name"] not in ("units", "codings")]

    capsys.readouterr()
    assert start("reliability", [str(specimen.root)]) == 2
    assert "no rows in `codings`; the package publishes no further coding" in capsys.readouterr().err
    specimen.json(DESCRIPTOR, without)
    assert start("reliability", [str(specimen.root)]) == 2
    assert "no tables `units` and `codings`; the package publishes no further coding" in capsys.readouterr().err


def test_columns_and_links_that_nobody_compared_are_listed() -> None:
    with opened(ROOT) as package:
        left = dict(line.split(": ") for line in untested(package))  # no line is of a link's records
    assert "`predicate`" in left["relations"]
    assert "`basis`" not in left["relations"]
    assert "`target_id`" not in left["statements"]
    assert "`start`" in left["evidence"]
    assert "`followed`" not in left["recommendations"]
    assert "involvements" not in left
