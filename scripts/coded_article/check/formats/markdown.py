"""The report as a short page of Markdown: a verdict, and a table of what was found."""

import re

from coded_article.check.messages import messages
from coded_article.check.report import Report
from coded_article.console import counted, visible

_ROWS = 50


def render(report: Report) -> str:
    """Return the verdict and the first messages."""
    numbers = f"{counted(report.count('error'), 'error')}, {counted(report.count('warning'), 'warning')}"
    verdict = "valid" if report.valid else "not valid"
    lines = [
        f"## {_cell(report.name)} {_cell(report.version)} is {verdict}",
        "",
        f"{numbers} in {counted(sum(report.rows.values()), 'row')}.",
    ]
    found = messages(report)
    if found:
        lines += ["", "| | where | what is wrong, and what to do | rule |", "|---|---|---|---|"]
    for message in found[:_ROWS]:
        place = _cell(message.place(report.folder))
        lines.append(f"| {message.first.rule.severity} | {place} | {_cell(message.text)} | `{message.first.code}` |")
    if len(found) > _ROWS:
        lines += ["", f"{len(found) - _ROWS:,} more are in the log."]
    return "\n".join(lines) + "\n"


def refused(why: str) -> str:
    """Return the page of a check that came to no verdict."""
    return f"## The package could not be checked\n\n{_cell(why)}\n"


def _cell(text: str) -> str:
    """Return a text that Markdown shows as it is, in one cell."""
    return re.sub(r"([\\`*_{}\[\]<>#|~&!@$:])", lambda mark: f"&#{ord(mark[0])};", visible(text, 1_000))
