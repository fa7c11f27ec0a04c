"""What a validation found, as text for people, JSON for programs, and annotations for GitHub."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from coded_article.check.validate import Report
from coded_article.console import escaped, visible
from coded_article.model.problems import Problem
from coded_article.rules.catalogue import LAYERS, RULES

_ACROSS = 4


def line(item: Problem) -> str:
    """Return a problem as one line: ``CODE place record: rule; found "x"; remedy (detail)``."""
    rule = RULES[item.code]
    record = f" {visible(item.record)}" if item.record else ""
    return f"{item.code} {visible(item.place)}{record}: {_explained(item, rule.statement, rule.remedy)}"


def _explained(item: Problem, statement: str, remedy: str) -> str:
    found = f'; found "{visible(item.found)}"' if item.found else ""
    detail = f" ({visible_detail(item.detail)})" if item.detail else ""
    return f"expected: {statement}{found}; {remedy}{detail}"


def visible_detail(detail: str) -> str:
    """Return a detail safe to print, on one line, whole unless it is very long."""
    return " ".join(visible(part) for part in detail.split()[:60])


def text(report: Report, shown: int | None = None) -> Iterator[str]:
    """Yield the problems, the first ``shown`` of them, and then a summary, line by line."""
    yield from map(line, report.problems[:shown])
    hidden = len(report.problems[shown:]) if shown is not None else 0
    if hidden:
        yield f"... and {hidden} more"
    if report.problems:
        yield ""
    yield from summary(report)


def summary(report: Report) -> Iterator[str]:
    """Yield what was checked and what came of it, line by line."""
    rows = {name: len(table.cells) for name, table in report.tables.items()}
    yield visible(f"{report.descriptor.name} {report.descriptor.version}")
    yield ""
    yield f"  tables    {len(rows)} with {sum(rows.values()):,} rows"
    told = [f"{name} {count:,}" for name, count in rows.items()]
    width = max(map(len, told), default=0) + 3
    for start in range(0, len(told), _ACROSS):
        yield ("            " + "".join(one.ljust(width) for one in told[start : start + _ACROSS])).rstrip()
    covered, total = report.coverage.total
    kinds = ", ".join(f"{n} of {of} in {kind}" for kind, (n, of) in report.coverage.kinds.items())
    yield f"  coverage  {covered} of {total} sentences carry a record ({kinds})"
    yield f"  rules     {report.rules_run} run"
    found = Counter(RULES[item.code].layer for item in report.problems)
    for number, layer in enumerate(LAYERS, start=1):
        run = sum(rule.layer == layer for rule in RULES.values())
        if layer == "article" and report.reading is None:
            yield f"            {number} {layer:<9} not run; give your copy of the article with --source"
        else:
            yield f"            {number} {layer:<9} {run:>3} rules  {f'{found[layer]} found' if found[layer] else 'ok'}"
    if report.reading:
        reading = report.reading
        counts = {
            "passages": (len(reading.found), reading.passages),
            "spans of evidence": reading.evidence,
            "mentions": reading.mentions,
        }
        confirmed = ", ".join(f"{n} of {of} {what}" for what, (n, of) in counts.items())
        yield f"  article   confirmed in the copy: {confirmed}"
    by_code = Counter(item.code for item in report.problems).most_common()
    for number, (code, count) in enumerate(by_code):
        yield f"  {'problems' if number == 0 else '':<8}  {count:>5} {RULES[code].severity} {code}"
    warnings = len(report.problems) - len(report.errors)
    yield ""
    yield f"  {'VALID' if report.valid else 'INVALID'}: errors {len(report.errors)}, warnings {warnings}"


def as_json(report: Report, shown: int | None = None) -> str:
    """Return the report as one JSON object; no string in it is shortened."""
    covered, total = report.coverage.total
    value = {
        "package": report.descriptor.name,
        "version": report.descriptor.version,
        "valid": report.valid,
        "tables": {name: len(table.cells) for name, table in report.tables.items()},
        "coverage": {"covered": covered, "sentences": total},
        "rules_run": report.rules_run,
        "counts": dict(sorted(Counter(item.code for item in report.problems).items())),
        "problems": [as_dict(item) for item in report.problems[:shown]],
    }
    return json.dumps(value, indent=2)


def as_dict(item: Problem) -> dict[str, str | int | None]:
    """Return a problem, and what its rule says, as JSON has it."""
    rule = RULES[item.code]
    return {
        "code": item.code,
        "severity": rule.severity,
        "layer": rule.layer,
        "path": item.path,
        "line": item.line or None,
        "column": item.column or None,
        "record": item.record or None,
        "rule": rule.statement,
        "found": item.found,
        "remedy": rule.remedy,
        "detail": item.detail or None,
    }


def github(report: Report, folder: PurePath, shown: int | None = None) -> Iterator[str]:
    """Yield the problems as workflow commands that GitHub shows beside the lines, and the summary.

    Paths are given from where ``folder``, that of the package, is: in a workflow, the repository's root.
    """
    yield from annotations(report.problems[:shown], folder)
    yield from harmless(summary(report))


def annotations(problems: Iterable[Problem], folder: PurePath) -> Iterator[str]:
    """Yield problems as workflow commands; paths are given from where ``folder`` is."""
    for item in problems:
        rule = RULES[item.code]
        path = (folder / item.path).as_posix()
        where = f"file={_escaped_property(path)}" + (f",line={item.line}" if item.line else "")
        record = f"{visible(item.record)}: " if item.record else ""
        message = record + _explained(item, rule.statement, rule.remedy)
        yield f"::{rule.severity} {where},title={item.code}::{escaped(message)}"


def harmless(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines that do not speak to GitHub's runner: it obeys "::" at the start of one, "##[" anywhere."""
    yield from (told.replace("::", ": :").replace("##[", "## [") for told in lines)


def rules_text() -> Iterator[str]:
    """Yield the catalogue of rules, layer by layer."""
    for number, (layer, what) in enumerate(LAYERS.items(), start=1):
        yield f"{number}. {layer}: {what}"
        for rule in RULES.values():
            if rule.layer == layer:
                yield f"   {rule.code:<20} {rule.severity:<8} {rule.statement}; {rule.remedy}"


def rules_json() -> str:
    """Return the catalogue of rules as a JSON array."""
    return json.dumps([vars(rule) for rule in RULES.values()], indent=2)


def _escaped_property(text: str) -> str:
    return escaped(text).replace(":", "%3A").replace(",", "%2C")
