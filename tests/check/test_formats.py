"""The report in each format, read by the schemas and programs that are made for it."""

import json
from collections.abc import Callable
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import junitparser
import pytest
from jsonschema import Draft202012Validator
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from coded_article.check.catalogue import RULES
from coded_article.check.formats import refusal, rendered
from coded_article.check.messages import messages
from coded_article.check.report import Report
from coded_article.check.validate import validate
from coded_article.cli.run import start
from tests.editor import Editor

Capture = pytest.CaptureFixture[str]
SCHEMA = json.loads((files("coded_article.check.formats") / "report.schema.json").read_text(encoding="utf-8"))
HOSTILE = "</td><script>alert(1)</script> ]]> | `x` ::error::x \x1b[2J \u202e #issue @all"


@pytest.fixture
def faulty(specimen: Editor) -> Editor:
    """The specimen with faults of several layers: in cells, of a file, of a row, a warning, and hostile words."""
    specimen.set("events", "evt-002", "note", HOSTILE)
    for number in (1, 3, 4, 5, 6):
        specimen.set("events", f"evt-00{number}", "status", f"bogus{number}")
    specimen.delete("involvements", "rec-003")
    specimen.edit("actors", lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"), 1)
    return specimen


@pytest.fixture
def report(faulty: Editor) -> Report:
    return validate(faulty.root, standard=False)


def _as_json(text: str) -> Any:
    value = json.loads(text)
    Draft202012Validator(SCHEMA).validate(value)
    return value


def _as_sarif(text: str) -> Any:
    Sarif.model_validate_json(text)
    return json.loads(text)


def test_schema_of_the_json_report_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_json_is_of_its_schema_and_the_same_for_all_engines(engine: Any, faulty: Editor, report: Report) -> None:
    value = _as_json(rendered(validate(faulty.root, standard=False, engine=engine), "json"))
    assert value["verdict"] == "invalid"
    assert value["problems"] == _as_json(rendered(report, "json"))["problems"]
    assert value["problems"][0]["message"].startswith("the file begins with a byte order mark")


def test_sarif_has_each_place_and_the_texts_of_the_rules(report: Report) -> None:
    (run,) = _as_sarif(rendered(report, "sarif"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    assert RULES["omission"].why[1:] in rules[list(RULES).index("omission")]["fullDescription"]["text"]
    assert len(run["results"]) == len(messages(report))
    first = next(result for result in run["results"] if result["ruleId"] == "enum")
    assert rules[first["ruleIndex"]]["id"] == "enum"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("specimen/data/events.csv")
    line = report.lines["data/events.csv", place["region"]["startLine"]]
    assert line[place["region"]["startColumn"] - 1 : place["region"]["endColumn"] - 1] == "bogus1"


def test_junit_has_a_case_for_each_rule(report: Report) -> None:
    suites = junitparser.JUnitXml.fromstring(rendered(report, "junit").encode())
    cases = {case.name: case for suite in suites for case in suite}
    assert cases.keys() == RULES.keys()
    failed = {name for name, case in cases.items() if any(isinstance(one, junitparser.Failure) for one in case.result)}
    assert failed == {code for code, _ in report.counts if RULES[code].severity == "error"}
    assert sum(suite.failures for suite in suites) == len(failed)
    (failure,) = cases["enum"].result
    assert failure.text.count("data/events.csv:") == 5
    assert isinstance(cases["source-text"].result[0], junitparser.Skipped)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.marked: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "mark":
            self.marked.append(data)
            self.tags.append("")


def test_page_shows_the_row_and_marks_the_cell(report: Report) -> None:
    text = rendered(report, "html")
    page = _Page()
    page.feed(text)
    assert [word for word in page.marked if word.startswith("bogus")] == [
        f"bogus{number}" for number in (1, 3, 4, 5, 6)
    ]
    assert "script" not in page.tags
    assert page.tags.count("html") == page.tags.count("main") == page.tags.count("h1") == 1
    assert '<h2 id="enum"><code>enum</code> (error)</h2>' in text


def test_markdown_is_a_table_in_which_no_cell_is_more_than_text(report: Report) -> None:
    lines = rendered(report, "markdown").splitlines()
    assert lines[0].endswith(" is not valid")
    rows = [line for line in lines if line.startswith("| ")][1:]
    assert len(rows) == len(messages(report))
    assert {line.count("|") for line in rows} == {5}
    assert not any(mark in line for line in rows for mark in ("<script", "@all", "#issue", "\x1b", "\u202e"))


def test_github_shows_ten_of_each_level_one_of_each_kind_first(
    faulty: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "summary.md"
    page.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    for number in range(1, 4):
        for key in range(1, 7):
            faulty.set("events", f"evt-00{key}", ("polarity", "date_basis", "date_precision")[number - 1], "x")
    report = validate(faulty.root, standard=False)
    lines = rendered(report, "github").splitlines()
    shown = [line for line in lines if line.startswith("::error ")]
    assert len(shown) == 10 < report.count("error")
    assert "title=byte-order-mark::" in shown[0]
    columns = [line.split("::")[2].split()[1] for line in shown[1:] if "title=enum::" in line]
    assert set(columns[:4]) == {"status:", "polarity:", "date_basis:", "date_precision:"}
    assert sum("[enum]" in line for line in lines) == report.counts["enum", "data/events.csv"]
    assert page.read_text().startswith("before\n## ")
    assert not [line for line in lines if line.startswith("::") and line not in shown and "warning" not in line]


READ: dict[str, Callable[[str], Any]] = {
    "json": lambda text: _as_json(text)["refusal"],
    "sarif": lambda text: _as_sarif(text)["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"][
        "text"
    ],
    "junit": lambda text: next(iter(next(iter(junitparser.JUnitXml.fromstring(text.encode()))))).result[0].message,
    "html": lambda text: text,
    "github": lambda text: text,
}


@pytest.mark.parametrize("form", READ)
def test_refusal_is_a_report_too(form: str, tmp_path: Path, capsys: Capture) -> None:
    capsys.readouterr()
    assert start("validate", [str(tmp_path), "--format", form]) == 2
    out, err = capsys.readouterr()
    assert "no datapackage.json there" in READ[form](out)
    assert err.count("\n") == (0 if form == "github" else 1)
    assert out == refusal(err.removeprefix("validate: ").rstrip("\n"), form) + "\n" or form == "github"


def test_reports_are_written_beside_the_one_that_is_printed(faulty: Editor, tmp_path: Path, capsys: Capture) -> None:
    names = ["a.json", "a.sarif", "a.xml", "a.html", "a.md", "a.txt"]
    files = [part for name in names for part in ("--report", str(tmp_path / name))]
    assert start("validate", [str(faulty.root), "--fast", *files]) == 1
    assert (tmp_path / "a.txt").read_text() == capsys.readouterr().out.rstrip("\n")
    _as_json((tmp_path / "a.json").read_text())
    _as_sarif((tmp_path / "a.sarif").read_text())
    assert start("validate", [str(tmp_path), *files]) == 2
    assert _as_json((tmp_path / "a.json").read_text())["verdict"] == "refused"
    with pytest.raises(SystemExit):
        start("validate", ["--report", "report.pdf"])
    assert "does not end in one of" in capsys.readouterr().err
