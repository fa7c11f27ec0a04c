"""The report as SARIF 2.1.0, which code scanning and editors show, with the texts of the rules."""

from typing import Any
from urllib.parse import quote

from coded_article.check.catalogue import RULES
from coded_article.check.messages import Message, messages
from coded_article.check.places import span
from coded_article.check.report import Report
from coded_article.console import to_json
from coded_article.model.problems import Problem, Rule
from coded_article.model.versions import __version__

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_RELATED = 100  # further places of one cause


def render(report: Report) -> str:
    """Return the report as a SARIF log of one run."""
    rules = list(RULES)
    results = [_result(message, report, rules) for message in messages(report)]
    return _log(
        {
            "tool": _tool([_rule(rule) for rule in RULES.values()]),
            "invocations": [{"executionSuccessful": True, "exitCode": 0 if report.valid else 1}],
            "columnKind": "unicodeCodePoints",
            "properties": {
                "package": report.name,
                "version": report.version,
                "counts": {f"{path} {code}": count for (code, path), count in report.counts.most_common()},
            },
            "results": results,
        }
    )


def refused(why: str) -> str:
    """Return the log of a check that came to no verdict."""
    failed = {
        "executionSuccessful": False,
        "exitCode": 2,
        "toolExecutionNotifications": [{"level": "error", "message": {"text": why}}],
    }
    return _log({"tool": _tool([]), "invocations": [failed], "results": []})


def _log(run: dict[str, Any]) -> str:
    return to_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _tool(rules: list[dict[str, Any]]) -> dict[str, Any]:
    return {"driver": {"name": "coded-article", "semanticVersion": __version__, "rules": rules}}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": _sentence(rule.statement)},
        "fullDescription": {"text": f"{_sentence(rule.statement)} {_sentence(rule.why)}"},
        "help": {"text": f"{_sentence(rule.remedy)}\n\nWrong:\n{rule.bad}\n\nRight:\n{rule.good}"},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"layer": rule.layer},
    }


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _result(message: Message, report: Report, rules: list[str]) -> dict[str, Any]:
    first, *others = message.problems
    result: dict[str, Any] = {
        "ruleId": first.code,
        "ruleIndex": rules.index(first.code),
        "level": first.rule.severity,
        "message": {"text": message.said},
        "locations": [_location(first, report)],
        "partialFingerprints": {
            "cell/v1": "|".join((first.code, first.path, first.record or str(first.line), first.column))
        },
    }
    if others:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": item.explanation}, **_location(item, report)}
            for number, item in enumerate(others[:_RELATED], start=1)
        ]
    return result


def _location(item: Problem, report: Report) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote((report.folder / item.path).as_posix())}}
    if item.line:
        start, end = span(report, item)
        place["region"] = {"startLine": item.line, **({"startColumn": start, "endColumn": end} if start else {})}
    names = [{"name": name, "kind": kind} for name, kind in ((item.record, "row"), (item.column, "column")) if name]
    return {"physicalLocation": place, **({"logicalLocations": names} if names else {})}
