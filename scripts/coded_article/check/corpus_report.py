"""What the engines for corpora found, as text for people, JSON for programs, and annotations for GitHub.

However many problems there are, each kind is counted, and its first few are shown.
"""

import json
from collections.abc import Iterator
from pathlib import PurePath

from coded_article.check import report
from coded_article.check.tally import Tally
from coded_article.console import visible
from coded_article.model.schema import Descriptor
from coded_article.rules.catalogue import RULES


def text(descriptor: Descriptor, tally: Tally) -> Iterator[str]:
    """Yield the problems that are shown, and then a summary, line by line."""
    for (code, where), kept in sorted(tally.kept.items(), key=lambda kind: kind[0][::-1]):
        yield from map(report.line, sorted(kept))
        more = tally.counts[code, where] - len(kept)
        if more:
            yield f"... and {more:,} more {code} in {visible(where)}"
    if tally.counts:
        yield ""
    yield from summary(descriptor, tally)


def summary(descriptor: Descriptor, tally: Tally) -> Iterator[str]:
    """Yield what was checked and what came of it, line by line."""
    yield visible(f"{descriptor.name} {descriptor.version}")
    yield ""
    yield f"  tables    {len(tally.rows)} with {sum(tally.rows.values()):,} rows"
    yield from (f"            {name:<18}{count:>14,}" for name, count in tally.rows.items())
    for number, ((code, where), count) in enumerate(tally.counts.most_common()):
        label = "problems" if number == 0 else ""
        yield f"  {label:<8}  {count:>9,} {RULES[code].severity} {code} in {visible(where)}"
    yield ""
    verdict = "INVALID" if tally.errors else "VALID"
    yield f"  {verdict}: errors {tally.errors:,}, warnings {tally.warnings:,}"


def as_json(descriptor: Descriptor, tally: Tally) -> str:
    """Return the report as one JSON object; no string in it is shortened."""
    value = {
        "package": descriptor.name,
        "version": descriptor.version,
        "valid": not tally.errors,
        "tables": dict(tally.rows),
        "counts": [
            {"code": code, "path": where, "count": count, "severity": RULES[code].severity}
            for (code, where), count in tally.counts.most_common()
        ],
        "problems": [report.as_dict(item) for item in tally.problems],
    }
    return json.dumps(value, indent=2)


def github(descriptor: Descriptor, tally: Tally, folder: PurePath) -> Iterator[str]:
    """Yield the problems that are shown as workflow commands, and the summary."""
    yield from report.annotations(tally.problems, folder)
    yield from report.harmless(summary(descriptor, tally))
