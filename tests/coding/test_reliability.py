"""The figures: reproduced from the shipped codings, and right where the right answer is known."""

import json
import random
import sys
from collections.abc import Iterator

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coded_article.cli.run import start
from coded_article.coding import reliability
from coded_article.coding.reliability import Found, count_found, figures, markdown
from coded_article.files.canonical_csv import read_rows
from coded_article.model.profile import DESCRIPTOR
from tests.editor import ROOT, Editor

DRAWS = reliability._DRAWS
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


@pytest.fixture(scope="module", autouse=True)
def _few_draws() -> Iterator[None]:
    """Few draws for each interval: all but the intervals are the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reliability, "_DRAWS", 5)
        yield
    reliability._interval.cache_clear()


@pytest.fixture
def many_draws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As many draws as the verb takes."""
    reliability._interval.cache_clear()
    monkeypatch.setattr(reliability, "_DRAWS", DRAWS)
    yield
    reliability._interval.cache_clear()


@pytest.fixture
def twice_coded(specimen: Editor) -> Editor:
    """The specimen with codings of two coders, who mostly agree."""
    units, codings = _table([["occurred", "occurred"], ["planned", "planned"], ["occurred", "planned"]] * 10)
    for table, rows in (("units", units), ("codings", codings)):
        header = specimen.rows(table)[0]
        specimen.write(table, [header, *([row.get(column, "") for column in header] for row in rows)])
    return specimen


@pytest.mark.long
@pytest.mark.usefixtures("many_draws")
def test_codebook_has_what_the_shipped_codings_give() -> None:
    text = (ROOT / "schemas" / "README.md").read_text(encoding="utf-8")
    assert "\n".join(markdown(UNITS, CODINGS)) in text


def test_every_shipped_variable_has_its_figure_and_none_rests_on_few_units() -> None:
    shipped = figures(UNITS, CODINGS)
    assert {figure.variable for figure in shipped} == {row["variable"] for row in CODINGS} - {"found"}
    assert all(figure.units >= reliability.FEWEST for figure in shipped if figure.alpha is not None)


@pytest.mark.usefixtures("many_draws")
def test_alpha_is_that_of_the_library_from_the_whole_matrix() -> None:
    chance = random.Random(1)
    rows = [[chance.choices(("a", truth, ""), (2, 6, 1))[0] for _ in range(3)] for truth in "abc" * 12]
    (figure,) = figures(*_table(rows))
    matrix = [["abc".index(row[coder]) if row[coder] else np.nan for row in rows] for coder in range(3)]
    whole = krippendorff.alpha(reliability_data=matrix, level_of_measurement="nominal")
    assert figure.alpha == pytest.approx(whole)
    assert figure.low is not None
    assert figure.high is not None
    assert figure.low < whole < figure.high
    assert 0.1 < figure.high - figure.low < 0.6


def test_weak_columns_are_marked_in_their_schemas() -> None:
    tables = {
        "recommendation": "recommendations",
        "relation": "relations",
        "event": "events",
        "statement": "statements",
    }
    weak = {(tables[figure.level], figure.variable) for figure in figures(UNITS, CODINGS) if figure.verdict == "weak"}
    marked = {
        (path.stem, field["name"])
        for path in (ROOT / "schemas").glob("*.json")
        for field in json.loads(path.read_text(encoding="utf-8"))["fields"]
        if "Tentative" in field["description"]
    }
    assert weak == marked


def test_example_of_the_literature(monkeypatch: pytest.MonkeyPatch) -> None:
    # Krippendorff's example with three coders, 15 units and gaps: nominal alpha 0.691
    monkeypatch.setattr(reliability, "FEWEST", 10)
    coders = ["*****34121133*3", "1*213343*******", "**21344*21133*4"]
    rows = [[coder[n].replace("*", "") for coder in coders] for n in range(15)]
    (figure,) = figures(*_table(rows))
    assert figure.alpha is not None
    assert round(figure.alpha, 3) == 0.691
    again = krippendorff.alpha(
        reliability_data=[[float(c) if c != "*" else np.nan for c in coder] for coder in coders],
        level_of_measurement="nominal",
    )
    assert figure.alpha == pytest.approx(again)


def test_few_units_and_no_variation_give_no_alpha() -> None:
    (few,) = figures(*_table([["a", "b"]] * 19))
    assert (few.alpha, few.verdict, few.agreement) == (None, "too few units", 0.0)
    (flat,) = figures(*_table([["a", "a"]] * 30))
    assert (flat.alpha, flat.verdict, flat.agreement) == (None, "no variation", 1.0)


def test_units_that_one_coder_judged_do_not_count() -> None:
    (figure,) = figures(*_table([["a", "a"], ["b", ""], ["a", "b"]]))
    assert (figure.units, figure.agreement) == (2, 0.5)


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
    assert all(said in text.splitlines()[-1] for said in ("event", "status", "30", "67%", "weak"))


def test_package_without_codings_is_refused(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    def without(raw: dict[str, list[dict[str, str]]]) -> None:
        raw["resources"] = [item for item in raw["resources"] if item["name"] not in ("units", "codings")]

    capsys.readouterr()
    assert start("reliability", [str(specimen.root)]) == 2
    assert "no rows in `codings`; the package publishes no further coding" in capsys.readouterr().err
    specimen.json(DESCRIPTOR, without)
    assert start("reliability", [str(specimen.root)]) == 2
    assert "no tables `units` and `codings`; the package publishes no further coding" in capsys.readouterr().err


def test_missing_library_is_one_line(
    twice_coded: Editor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "krippendorff", None)
    reliability._interval.cache_clear()
    capsys.readouterr()
    assert start("reliability", [str(twice_coded.root)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
