"""The report for GitHub: annotations beside the lines, all messages in the log, a table on the page of the run."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from coded_article.check.formats import markdown, text
from coded_article.check.messages import Message, messages
from coded_article.check.places import span
from coded_article.check.report import Report
from coded_article.console import escaped, visible
from coded_article.model.problems import LAYERS

_MOST = 10  # annotations of one level that GitHub shows of a step
_LAYERS = list(LAYERS)


def render(report: Report) -> str:
    """Return the ten most telling annotations of each level, then all messages and the summary.

    A table is added to the file that ``GITHUB_STEP_SUMMARY`` names. Paths are given from the current folder: in a
    workflow, the repository's root.
    """
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if page:
        with Path(page).open("a", encoding="utf-8") as file:
            file.write(markdown.render(report) + "\n")
    return "\n".join(_lines(report))


def refused(why: str) -> str:
    """Return the annotation of a check that came to no verdict."""
    return f"::error title=refused::{escaped(why)}"


def _lines(report: Report) -> Iterator[str]:
    for severity in ("error", "warning"):
        some = [message for message in messages(report) if message.first.rule.severity == severity]
        for message in _most_telling(some):
            yield _annotation(report, message)
    # its runner obeys "::" at the start of a line, and "##[" anywhere
    yield from (line.replace("::", ": :").replace("##[", "## [") for line in text.render(report, every=True))


def _most_telling(some: list[Message]) -> list[Message]:
    """Return the first ten: what spoils most of a file before one cell, one of each kind before a second."""
    earlier: Counter[tuple[str, str, str]] = Counter()
    weighed = []
    for number, message in enumerate(some):
        repeats = earlier[message.kind]
        earlier[message.kind] += 1
        weighed.append((repeats, _LAYERS.index(message.first.rule.layer), -len(message.problems), number))
    return [some[number] for *_, number in sorted(weighed)[:_MOST]]


def _annotation(report: Report, message: Message) -> str:
    item = message.first
    where = f"file={_escaped_property((report.folder / item.path).as_posix())}"
    if item.line:
        start, end = span(report, item)
        where += f",line={item.line}" + (f",col={start},endColumn={end}" if start else "")
    names = " ".join(visible(name) for name in (item.record, item.column) if name)
    said = f"{names}: {message.text}" if names else message.text
    return f"::{item.rule.severity} {where},title={item.code}::{escaped(said)}"


def _escaped_property(text: str) -> str:
    return escaped(text).replace(":", "%3A").replace(",", "%2C")
