"""The report for people who read it on a terminal or in a log."""

import os
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator

from coded_article.check.catalogue import RULES
from coded_article.check.messages import Message, messages
from coded_article.check.report import Report, covered
from coded_article.console import counted, visible
from coded_article.model.problems import LAYERS, Layer

_ACROSS = 4
_LINE = 600  # characters of a path
_FOLDED = 3  # messages of one kind in one column that are shown
_RED, _YELLOW, _BOLD, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[0m"


def render(report: Report, *, every: bool = False) -> Iterator[str]:
    """Yield what was found, and then a summary, line by line; ``every`` shows repetitions too.

    On a terminal it has its width and colours, elsewhere one line a fault.
    """
    shown: Counter[tuple[str, str, str]] = Counter()
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    found = messages(report)
    repeated = Counter(message.kind for message in found)
    for message in found:
        shown[message.kind] += 1
        if every or report.shown is not None or shown[message.kind] <= _FOLDED:
            yield from _laid_out(message.place(report.folder), message, width)
        elif shown[message.kind] == _FOLDED + 1:
            more = repeated[message.kind] - _FOLDED
            where = f" in {visible(message.first.column)}" if message.first.column else ""
            path = _path(report, message.first.path)
            yield f"{path}: and {more:,} more{where}; --all shows them [{message.first.code}]"
    for (code, path), kept in sorted(report.kept.items(), key=lambda kind: kind[0][::-1]):
        left = report.counts[code, path] - len(kept)
        if left:
            yield f"... and {left:,} more {code} in {_path(report, path)}"
    if report.counts:
        yield ""
    yield from summary(report)


def _path(report: Report, path: str) -> str:
    return visible((report.folder / path).as_posix(), _LINE)


def _laid_out(place: str, message: Message, width: int) -> Iterator[str]:
    """Yield a message in one line, or on a terminal in lines of its width."""
    code = f"[{message.first.code}]"
    if not width:
        yield f"{place}: {message.text} {code}"
        return
    lines = textwrap.wrap(
        f"{place}: {message.text} {code}",
        width,
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    if "NO_COLOR" not in os.environ and lines[0].startswith(place):
        colour = _RED if message.first.is_error else _YELLOW
        lines[0] = f"{_BOLD}{place}{_PLAIN}{lines[0][len(place) :]}"
        lines[-1] = lines[-1].replace(code, f"{colour}{code}{_PLAIN}")
    yield from lines


def summary(report: Report) -> Iterator[str]:
    """Yield what was checked and what came of it, line by line."""
    yield visible(f"{report.name} {report.version}")
    yield ""
    yield f"  tables    {len(report.rows)} with {counted(sum(report.rows.values()), 'row')}"
    listed = [f"{name} {count:,}" for name, count in report.rows.items()]
    width = max(map(len, listed), default=0) + 3
    for start in range(0, len(listed), _ACROSS):
        yield ("            " + "".join(entry.ljust(width) for entry in listed[start : start + _ACROSS])).rstrip()
    some, total = covered(report.coverage)
    kinds = ", ".join(f"{n:,} of {of:,} in {kind}" for kind, (n, of) in report.coverage.items())
    if report.coverage:
        yield f"  coverage  {some:,} of {total:,} sentences carry a record ({kinds})"
    yield f"  rules     {report.rules_run} run, by {report.engine}"
    by_layer = _by_layer(report)
    for number, layer in enumerate(LAYERS, start=1):
        rules = [rule for rule in RULES.values() if rule.layer == layer]
        run = sum(map(report.has_run, rules))
        verdict = f"{by_layer[layer]:,} found" if by_layer[layer] else "ok"
        more = f"; {report.skipped[layer]}" if layer in report.skipped else ""
        yield f"            {number} {layer:<9} {run:>3} rules  {verdict}{more}"
    if report.reading:
        confirmed = ", ".join(f"{n} of {of} {what}" for what, (n, of) in report.reading.counts.items())
        yield f"  article   confirmed in the copy: {confirmed}"
    for number, ((code, path), count) in enumerate(report.counts.most_common()):
        label = "problems" if number == 0 else ""
        yield f"  {label:<8}  {count:>5,} {RULES[code].severity} {code} in {visible(path)}"
    yield ""
    errors, warnings = report.count("error"), report.count("warning")
    yield f"  {'VALID' if report.valid else 'INVALID'}: errors {errors:,}, warnings {warnings:,}"


def _by_layer(report: Report) -> Counter[Layer]:
    counts: Counter[Layer] = Counter()
    for (code, _), count in report.counts.items():
        counts[RULES[code].layer] += count
    return counts
