"""The figures: reproduced from the shipped codings, and right where the right answer is known."""

import json
import sys
from pathlib import Path

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coded_article.cli.run import start
from coded_article.coding import reliability
from coded_article.coding.reliability import Found, figures, found, markdown
from coded_article.files.canonical_csv import read_rows
from coded_article.model.profile import DESCRIPTOR
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


def test_codebook_has_what_the_shipped_codings_give() -> None:
    text = (ROOT / "schemas" / "README.md").read_text(encoding="utf-8")
    assert "\n".join(markdown(UNITS, CODINGS)) in text


def test_every_variable_has_its_figure_and_none_rests_on_few_units() -> None:
    told = figures(UNITS, CODINGS)
    assert {figure.variable for figure in told} == {row["variable"] for row in CODINGS} - {"found"}
    assert all(figure.units >= reliability.FEWEST for figure in told if figure.alpha is not None)


def test_alphas_are_those_of_the_library_from_the_whole_matrix() -> None:
    coders = sorted({row["coder"] for row in CODINGS})
    levels = {row["unit_id"]: row["level"] for row in UNITS}
    for figure in figures(UNITS, CODINGS):
        rows = [row for row in CODINGS if row["variable"] == figure.variable and levels[row["unit_id"]] == figure.level]
        values = sorted({row["value"] for row in rows})
        units = sorted({row["unit_id"] for row in rows})
        matrix = np.full((len(coders), len(units)), np.nan)
        for row in rows:
            matrix[coders.index(row["coder"]), units.index(row["unit_id"])] = values.index(row["value"])
        whole = krippendorff.alpha(reliability_data=matrix, level_of_measurement="nominal")
        assert figure.alpha == pytest.approx(whole)
        assert figure.low is not None
        assert figure.high is not None
        assert figure.low <= whole + 1e-9
        assert whole <= figure.high + 1e-9


def test_weak_columns_are_marked_in_their_schemas() -> None:
    tables = {
        "recommendation": "recommendations",
        "relation": "relations",
        "event": "events",
        "statement": "statements",
    }
    weak = {(tables[one.level], one.variable) for one in figures(UNITS, CODINGS) if one.verdict == "weak"}
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
    coders = ["*****34121133*3", "1*2133*43******", "**2134*4211334*"]
    rows = [[coder[n].replace("*", "") for coder in coders] for n in range(15)]
    (figure,) = figures(*_table(rows))
    assert figure.alpha is not None
    assert -1 <= figure.alpha <= 1
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


def test_found_is_told_by_number_of_coders() -> None:
    units = [{"unit_id": f"unt-{n}", "level": "event"} for n in range(3)]
    codings = [
        {"unit_id": f"unt-{n}", "variable": "found", "coder": coder, "value": "yes"}
        for n, coders in enumerate(("ab", "a", "b"))
        for coder in coders
    ]
    assert found(units, codings) == [Found("event", (2, 1))]


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=2, max_size=3), min_size=20, max_size=30))
def test_figures_keep_their_bounds(rows: list[list[str]]) -> None:
    for figure in figures(*_table(rows)):
        assert 0 <= figure.agreement <= 1
        assert figure.alpha is None or figure.alpha <= 1
        assert (figure.alpha == 1) == (figure.agreement == 1 and figure.alpha is not None)


def test_verb_prints_text_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert start("reliability", [str(ROOT)]) == 0
    text = capsys.readouterr().out
    assert start("reliability", [str(ROOT), "--format", "json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert len(value["variables"]) == len(figures(UNITS, CODINGS))
    assert all(one["variable"] in text and one["verdict"] in text for one in value["variables"])


def test_package_without_codings_is_told_so(package: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    def without(raw: dict[str, list[dict[str, str]]]) -> None:
        raw["resources"] = [one for one in raw["resources"] if one["name"] not in ("units", "codings")]

    package.json(DESCRIPTOR, without)
    assert start("reliability", [str(package.root)]) == 2
    assert "publishes no further coding" in capsys.readouterr().err


def test_missing_library_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "krippendorff", None)
    reliability._interval.cache_clear()
    assert start("reliability", [str(ROOT)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
