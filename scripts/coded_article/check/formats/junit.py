"""The report as JUnit XML, which most services of CI show: a suite for each layer, a case for each rule."""

from xml.etree import ElementTree as ET

from coded_article.check.catalogue import RULES
from coded_article.check.messages import messages
from coded_article.check.report import Report
from coded_article.console import visible
from coded_article.model.problems import LAYERS, Rule

_LINE = 1_000


def render(report: Report) -> str:
    """Return the report: a rule whose faults are errors fails, one that found warnings says so and passes."""
    said: dict[str, list[str]] = {}
    for message in messages(report):
        line = f"{message.place(report.folder)}: {message.said}"
        for code in dict.fromkeys(item.code for item in message.problems):
            said.setdefault(code, []).append(line)
    suites = []
    for layer in LAYERS:
        cases = [_case(report, rule, said.get(rule.code, [])) for rule in RULES.values() if rule.layer == layer]
        suites.append(_suite(f"{report.name} {layer}", cases))
    return _document(suites)


def refused(why: str) -> str:
    """Return the report of a check that came to no verdict: one case with an error."""
    case = ET.Element("testcase", classname="coded-article", name="refused", time="0")
    ET.SubElement(case, "error", message=_shown(why), type="refused").text = _shown(why)
    return _document([_suite("coded-article", [case])])


def _case(report: Report, rule: Rule, lines: list[str]) -> ET.Element:
    case = ET.Element("testcase", classname=f"coded-article.{rule.layer}", name=rule.code, time="0")
    text = "\n".join(map(_shown, lines))
    if lines and rule.severity == "error":
        first = _shown(rule.statement)
        ET.SubElement(case, "failure", message=f"{first}; {_shown(rule.remedy)}", type=rule.code).text = text
    elif lines:
        ET.SubElement(case, "system-out").text = text
    elif not report.has_run(rule):
        ET.SubElement(case, "skipped")
    return case


def _suite(name: str, cases: list[ET.Element]) -> ET.Element:
    suite = ET.Element("testsuite", name=_shown(name), tests=str(len(cases)), time="0")
    for kind, part in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(kind, str(sum(case.find(part) is not None for case in cases)))
    suite.extend(cases)
    return suite


def _document(suites: list[ET.Element]) -> str:
    root = ET.Element("testsuites", name="coded-article")
    root.extend(suites)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")


def _shown(text: str) -> str:
    """Return a text without characters that XML forbids, and without commands of CI."""
    return visible(text, _LINE)
