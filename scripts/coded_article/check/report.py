"""The report of a check, of one package or of a corpus: every problem counted, kept and told apart by kind.

``as_text``, ``as_json`` and ``github`` render it for people, programs and GitHub.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from html import escape
from pathlib import PurePath
from typing import TYPE_CHECKING

from coded_article.check.article import Reading
from coded_article.check.catalogue import RULES
from coded_article.check.layers import Coverage
from coded_article.console import escaped, to_json, visible
from coded_article.errors import RefusedError
from coded_article.model.problems import LAYERS, Layer, Problem, Rule, is_asked
from coded_article.model.profile import VERSIONS

if TYPE_CHECKING:
    import pandas as pd

_ACROSS = 4
_Kind = tuple[str, str]


@dataclass
class Report:
    """What a check found: ``shown`` problems of each kind, a code in a file, are kept; all, if that is None.

    ``engine`` did the checking, of a package that ``follows`` a version of the profile. ``skipped`` says of a layer why
    it, or a part of it, did not run.
    """

    name: str
    version: str
    engine: str
    shown: int | None = None
    follows: str = VERSIONS[-1]
    rows: Counter[str] = field(default_factory=Counter)
    counts: Counter[_Kind] = field(default_factory=Counter)
    kept: dict[_Kind, list[Problem]] = field(default_factory=dict)
    coverage: dict[str, tuple[int, int]] = field(default_factory=dict)
    skipped: dict[Layer, str] = field(default_factory=dict)
    reading: Reading | None = None

    def add(self, problems: Iterable[Problem]) -> None:
        """Count problems, and keep those that are among the first of their kind."""
        for item in problems:
            kind = item.code, item.path
            self.counts[kind] += 1
            kept = self.kept.setdefault(kind, [])
            if self.shown is None or len(kept) < self.shown:
                kept.append(item)

    def add_coverage(self, coverage: Coverage) -> None:
        """Add the sentences of a part: by kind, those with evidence and all."""
        for kind, (covered, total) in coverage.items():
            before = self.coverage.get(kind, (0, 0))
            self.coverage[kind] = before[0] + covered, before[1] + total

    def settle(self) -> None:
        """Leave out what is reported only when there are no errors."""
        if not self.valid:
            for kind in [kind for kind in self.counts if kind[0] == "code-example"]:
                del self.counts[kind], self.kept[kind]

    @property
    def problems(self) -> list[Problem]:
        """The problems that were kept, in order."""
        return sorted(item for items in self.kept.values() for item in items)

    @property
    def errors(self) -> list[Problem]:
        """The problems that were kept whose rule is an error."""
        return [item for item in self.problems if item.is_error]

    @property
    def valid(self) -> bool:
        """Whether there are no errors, warnings aside."""
        return not self.count("error")

    def count(self, severity: str) -> int:
        """Return how many problems are errors, or warnings."""
        return sum(count for (code, _), count in self.counts.items() if RULES[code].severity == severity)

    @property
    def rules_run(self) -> int:
        """How many rules were checked."""
        return sum(map(self.has_run, RULES.values()))

    def has_run(self, rule: Rule) -> bool:
        """Whether a rule was checked."""
        if not is_asked(rule, self.follows):
            return False
        if rule.needs_copy:
            return self.reading is not None
        return rule.code != "standard" or "standard" not in self.skipped

    def to_frame(self) -> "pd.DataFrame":
        """Return the problems that were kept as a pandas frame, a row for each, with the words of its rule."""
        import pandas as pd

        columns = ["code", "severity", "layer", "path", "line", "column", "record", "found", "explanation"]
        rows = [
            (item.code, item.rule.severity, item.rule.layer, item.path, item.line or None, item.column or None,
             item.record or None, item.found or None, item.explanation)
            for item in self.problems
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=columns).astype({**dict.fromkeys(columns, "string"), "line": "Int64"})

    def _repr_html_(self) -> str:
        errors, warnings = self.count("error"), self.count("warning")
        verdict = f"{'valid' if self.valid else 'invalid'}, errors {errors:,}, warnings {warnings:,}"
        found = self.to_frame()[["code", "path", "line", "record", "explanation"]].to_html(index=False, na_rep="")
        return f"<p>{escape(self.name)} {escape(self.version)}: {verdict}</p>" + (found if self.counts else "")


def covered(coverage: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    """Return how many sentences of all kinds have evidence, and how many there are."""
    return sum(n for n, _ in coverage.values()), sum(n for _, n in coverage.values())


def as_text(report: Report) -> Iterator[str]:
    """Yield the problems that were kept, and then a summary, line by line."""
    yield from map(str, report.problems)
    for (code, path), kept in sorted(report.kept.items(), key=lambda kind: kind[0][::-1]):
        more = report.counts[code, path] - len(kept)
        if more:
            yield f"... and {more:,} more {code} in {visible(path)}"
    if report.counts:
        yield ""
    yield from summary(report)


def summary(report: Report) -> Iterator[str]:
    """Yield what was checked and what came of it, line by line."""
    yield visible(f"{report.name} {report.version}")
    yield ""
    yield f"  tables    {len(report.rows)} with {sum(report.rows.values()):,} rows"
    counted = [f"{name} {count:,}" for name, count in report.rows.items()]
    width = max(map(len, counted), default=0) + 3
    for start in range(0, len(counted), _ACROSS):
        yield ("            " + "".join(entry.ljust(width) for entry in counted[start : start + _ACROSS])).rstrip()
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


def as_json(report: Report) -> str:
    """Return the report as one JSON object; no string in it is shortened."""
    some, total = covered(report.coverage)
    value = {
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
    return to_json(value)


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
        "rule": item.rule.statement,
        "found": item.found,
        "remedy": item.rule.remedy,
        "detail": item.detail or None,
    }


def github(report: Report, folder: PurePath) -> Iterator[str]:
    """Yield the problems as workflow commands that GitHub shows beside the lines, and the summary.

    Paths are given from where ``folder``, that of the package, is: in a workflow, the repository's root.
    """
    for item in report.problems:
        path = (folder / item.path).as_posix()
        where = f"file={_escaped_property(path)}" + (f",line={item.line}" if item.line else "")
        record = f"{visible(item.record)}: " if item.record else ""
        yield f"::{item.rule.severity} {where},title={item.code}::{escaped(record + item.explanation)}"
    # its runner obeys "::" at the start of a line, and "##[" anywhere
    yield from (line.replace("::", ": :").replace("##[", "## [") for line in summary(report))


def rules_text() -> Iterator[str]:
    """Yield the catalogue of rules, layer by layer."""
    for number, (layer, what) in enumerate(LAYERS.items(), start=1):
        yield f"{number}. {layer}: {what}"
        for rule in RULES.values():
            if rule.layer == layer:
                yield f"   {rule.code:<20} {rule.severity:<8} {rule.statement}; {rule.remedy}"


def explanation(code: str) -> Iterator[str]:
    """Yield all that there is to say of one rule.

    Raises:
        RefusedError: no rule has that code.
    """
    rule = RULES.get(code)
    if rule is None:
        near = get_close_matches(code, RULES, 1)
        msg = f"{visible(code)}: no such rule; " + (f"did you mean {near[0]}?" if near else "--rules lists them all")
        raise RefusedError(msg)
    yield f"{rule.code} ({rule.severity}, layer {rule.layer})"
    yield ""
    yield f"What must hold: {rule.statement}."
    yield f"Why: {rule.why}."
    yield f"What to do: {rule.remedy}."
    for name, example in (("Wrong", rule.bad), ("Right", rule.good)):
        yield ""
        yield f"{name}:"
        yield from (f"  {line}" for line in example.split("\n"))


def rules_json() -> str:
    """Return the catalogue of rules as a JSON array."""
    return to_json([vars(rule) for rule in RULES.values()])


def _escaped_property(text: str) -> str:
    return escaped(text).replace(":", "%3A").replace(",", "%2C")
