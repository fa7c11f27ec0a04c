"""The report for programs: one JSON object, whose JSON Schema is ``report.schema.json`` beside this file."""

from typing import Any

from coded_article.check.catalogue import RULES
from coded_article.check.report import Report, covered
from coded_article.console import to_json
from coded_article.model.problems import Problem
from coded_article.model.versions import __version__

# the version of the form: a property more is a minor step, one less or another meaning a major one
REPORT = "coded-article-report/1.0"


def render(report: Report) -> str:
    """Return the report as one JSON object; no string in it is shortened, except in ``message``."""
    some, total = covered(report.coverage)
    return to_json(
        {
            **_head("valid" if report.valid else "invalid"),
            "package": report.name,
            "version": report.version,
            "valid": report.valid,
            "engine": report.engine,
            "tables": dict(report.rows),
            "coverage": {"covered": some, "sentences": total},
            "rules_run": report.rules_run,
            "skipped": report.skipped,
            "counts": [
                {"code": code, "path": path, "count": count, "severity": RULES[code].severity}
                for (code, path), count in report.counts.most_common()
            ],
            "problems": [_as_dict(item) for item in report.problems],
        }
    )


def refused(why: str) -> str:
    """Return the report of a check that came to no verdict."""
    return to_json({**_head("refused"), "valid": None, "refusal": why})


def _head(verdict: str) -> dict[str, Any]:
    return {"report": REPORT, "tool": f"coded-article {__version__}", "verdict": verdict}


def _as_dict(item: Problem) -> dict[str, str | int | None]:
    """Return a problem, and what its rule says, as JSON has it."""
    return {
        "code": item.code,
        "severity": item.rule.severity,
        "layer": item.rule.layer,
        "path": item.path,
        "line": item.line or None,
        "column": item.column or None,
        "record": item.record or None,
        "message": item.explanation,
        "rule": item.rule.statement,
        "found": item.found,
        "remedy": item.rule.remedy,
        "detail": item.detail or None,
    }
