"""The report of a check, of one package or of a corpus: every problem counted, kept and told apart by kind.

``check/formats/`` renders it, one format a file.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import PurePath
from typing import TYPE_CHECKING

from coded_article.check.article import Reading
from coded_article.check.catalogue import RULES
from coded_article.check.layers import Coverage
from coded_article.model.problems import Layer, Problem, Rule, is_asked
from coded_article.model.profile import VERSIONS
from coded_article.model.schema import Table

if TYPE_CHECKING:
    import pandas as pd

_Kind = tuple[str, str]


@dataclass
class Report:
    """What a check found: ``shown`` problems of each kind, a code in a file, are kept; all, if that is None.

    ``engine`` did the checking, of a package that ``follows`` a version of the profile. ``skipped`` says of a layer why
    it, or a part of it, did not run. ``folder`` is where its user sees the files; ``lines`` are those of the files that
    are at fault, with the header of each, and ``tables`` the tables by path.
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
    folder: PurePath = field(default_factory=PurePath)
    lines: dict[tuple[str, int], str] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)

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
