"""The options of `validate`; what a problem looks like, and the list of rules, is tested in test_cli.py."""

import json
from pathlib import Path
from typing import Any

import pytest

from coded_article.check.catalogue import RULES
from coded_article.cli.run import start
from tests.editor import Editor

Capture = pytest.CaptureFixture[str]
LEFT_OUT = "frictionless was left out (--fast)"
TOO_LONG = "frictionless was left out, because it would take more than a minute; --standard runs it too"


def report(capsys: Capture, *arguments: str | Path) -> dict[str, Any]:
    """Return what `validate` reports in JSON."""
    capsys.readouterr()
    assert start("validate", [*map(str, arguments), "--format", "json"]) in (0, 1)
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def refusal(capsys: Capture, *arguments: str | Path) -> str:
    """Return the line by which `validate` refuses its arguments, with status 2 and nothing else but its usage."""
    capsys.readouterr()
    try:
        status: object = start("validate", [*map(str, arguments)])
    except SystemExit as stopped:
        status = stopped.code
    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    lines = [line for line in err.splitlines() if not line.startswith(("usage: ", " "))]
    assert len(lines) == 1
    return lines[0]


@pytest.fixture(scope="module")
def corpora(_specimen: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus of one package in each form."""
    folder = tmp_path_factory.mktemp("corpora")
    for form in ("csv", "parquet"):
        assert start("combine", [str(_specimen / "specimen"), "-o", str(folder / form), "--format", form]) == 0
    return folder


@pytest.fixture
def faulty(specimen: Editor) -> Editor:
    """The specimen with three faults of one kind, and one of another."""
    for key in ("evt-001", "evt-002", "evt-003"):
        specimen.set("events", key, "status", "bogus")
    specimen.set("events", "evt-004", "polarity", "positive")
    specimen.rehash()
    return specimen


def test_fast_leaves_frictionless_out_and_says_so(specimen: Editor, capsys: Capture) -> None:
    capsys.readouterr()
    assert start("validate", [str(specimen.root), "--fast"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "  VALID: errors 0, warnings 0"
    assert [line for line in lines if line.endswith(f"; {LEFT_OUT}")]
    assert report(capsys, specimen.root, "--fast")["skipped"]["standard"] == LEFT_OUT


def test_standard_runs_frictionless_where_it_would_be_left_out(
    specimen: Editor, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coded_article.check.validate.MINUTE", 0)
    without = report(capsys, specimen.root)
    assert without["skipped"]["standard"] == TOO_LONG
    whole = report(capsys, specimen.root, "--standard")
    assert "standard" not in whole["skipped"]
    assert whole["rules_run"] == without["rules_run"] + 1


def test_fast_and_standard_exclude_each_other(specimen: Editor, capsys: Capture) -> None:
    assert "not allowed with argument" in refusal(capsys, specimen.root, "--fast", "--standard")


def test_explanation_has_sentence_reason_remedy_and_examples(capsys: Capture) -> None:
    assert start("validate", ["--explain", "step-order"]) == 0
    out, err = capsys.readouterr()
    rule = RULES["step-order"]
    assert err == ""
    assert out.startswith(
        "step-order (error, layer across)\n\n"
        "What must hold: the steps of siblings run from 1 without gap or repetition.\n"
        f"Why: {rule.why}.\n"
        "What to do: renumber the steps.\n\n"
        "Wrong:\n"
        "  recommendations\n"
    )
    wrong, right = out.split("Wrong:\n")[1].split("\nRight:\n")
    assert "  found: rec-003 step" in wrong.splitlines()
    assert "rec-001   | 3" in wrong
    assert "rec-001   | 2" in right


def test_every_rule_is_explained_in_full(capsys: Capture) -> None:
    for code, rule in RULES.items():
        assert start("validate", ["--explain", code]) == 0
        out = capsys.readouterr().out
        assert out.startswith(f"{code} ({rule.severity}, layer {rule.layer})\n")
        parts = [rule.statement, rule.why, rule.remedy, *rule.bad.split("\n"), *rule.good.split("\n")]
        assert [part for part in parts if part not in out] == []
        assert all(parts[:3])
        assert rule.bad
        assert rule.good


def test_code_that_is_near_is_suggested(capsys: Capture) -> None:
    assert refusal(capsys, "--explain", "step-ordr") == "validate: step-ordr: no such rule; did you mean step-order?"
    assert refusal(capsys, "--explain", "zzzz") == "validate: zzzz: no such rule; --rules lists them all"
    assert refusal(capsys, "--explain", "\x1b[2J") == r"validate: \x1b[2J: no such rule; --rules lists them all"


def test_rules_and_explanation_exclude_each_other(capsys: Capture) -> None:
    assert "not allowed with argument" in refusal(capsys, "--rules", "--explain", "step-order")


@pytest.mark.parametrize("shown", [0, 1, 2, 9])
def test_so_many_problems_of_each_kind_are_shown_and_all_are_counted(
    shown: int, faulty: Editor, capsys: Capture
) -> None:
    capsys.readouterr()
    assert start("validate", [str(faulty.root), "--fast", "--max-problems", str(shown)]) == 1
    lines = capsys.readouterr().out.splitlines()
    counted = {"enum": 3, "omission": 1}
    for code, count in counted.items():
        assert len([line for line in lines if line.endswith(f" [{code}]")]) == min(shown, count)
        more = f"... and {count - shown} more {code} in {faulty.root}/data/events.csv"
        assert (more in lines) == (count > shown)
    assert lines[-1] == "  INVALID: errors 4, warnings 0"
    found = report(capsys, faulty.root, "--fast", "--max-problems", str(shown))
    assert {item["code"]: item["count"] for item in found["counts"]} == counted
    assert len(found["problems"]) == sum(min(shown, count) for count in counted.values())


@pytest.mark.parametrize("engine", ["single", "bulk"])
def test_engines_of_old_are_chosen_by_size(engine: str, faulty: Editor, capsys: Capture) -> None:
    by_size = report(capsys, faulty.root, "--fast")
    assert report(capsys, faulty.root, "--fast", "--engine", engine) == by_size
    assert by_size["engine"] == "SQLite"


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--engine", "foo", "'foo' is not an engine to choose; give spark, or leave the option out"),
        ("--memory", "99999999999999999999", "'99999999999999999999' is not a count such as 20"),
        ("--memory", "much", "'much' is not a count such as 20"),
        ("--max-problems", "1.5", "'1.5' is not a count such as 20"),
        ("--max-seconds", "soon", "'soon' is not a number such as 60"),
        ("--format", "xml", "invalid choice: 'xml' (choose from 'text', 'json', 'sarif', 'junit', 'html', 'github')"),
    ],
)
def test_value_that_is_none_is_refused_in_one_line(option: str, value: str, said: str, capsys: Capture) -> None:
    assert refusal(capsys, option, value).endswith(f": error: argument {option}: {said}")


def test_copy_of_one_article_goes_with_one_package(specimen: Editor, corpora: Path, capsys: Capture) -> None:
    said = (
        "validate: --source goes with one package in CSV, and without --engine; give the package that the article is of"
    )
    copy = ["--source", str(specimen.root.parent / "article.txt"), "--fast"]
    assert refusal(capsys, specimen.root, *copy, "--engine", "spark") == said
    assert refusal(capsys, corpora / "csv", *copy) == said
    assert refusal(capsys, corpora / "parquet", *copy) == said


def test_copy_of_the_article_is_compared_with_every_span(specimen: Editor, capsys: Capture) -> None:
    copy = specimen.root.parent / "article.txt"
    without = report(capsys, specimen.root, "--fast")
    assert without["skipped"]["anchors"] == "7 more with your copy of the article (--source)"
    deep = report(capsys, specimen.root, "--fast", "--source", copy)
    assert (deep["valid"], "anchors" in deep["skipped"]) == (True, False)
    assert deep["rules_run"] == without["rules_run"] + 7
    copy.write_text(copy.read_text(encoding="utf-8").replace("asked its", "asked the"), encoding="utf-8")
    assert [item["record"] for item in report(capsys, specimen.root, "--fast", "--source", copy)["problems"]] == [
        "psg-004"
    ]


def test_refusal_on_github_is_a_workflow_command(tmp_path: Path, capsys: Capture) -> None:
    assert start("validate", [str(tmp_path), "--format", "github"]) == 2
    out, err = capsys.readouterr()
    assert (out.count("\n"), err) == (1, "")
    assert out.startswith(f"::error title=refused::{tmp_path}: no datapackage.json there")


def test_warnings_leave_a_package_valid_in_every_format(fresh: Editor, capsys: Capture) -> None:
    found = report(capsys, fresh.root, "--fast")
    assert found["valid"]
    assert {item["severity"] for item in found["counts"]} == {"warning"}
    for form in ("text", "github"):
        assert start("validate", [str(fresh.root), "--fast", "--format", form]) == 0
        assert capsys.readouterr().out.splitlines()[-1].startswith("  VALID: errors 0, warnings ")
