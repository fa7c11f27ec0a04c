"""What is told of a corpus: every problem counted, the first few of each kind kept."""

from collections import Counter
from dataclasses import dataclass, field

from coded_article.model.problems import Problem
from coded_article.rules.catalogue import RULES


@dataclass
class Tally:
    """The rows of each table, and the problems by kind: a code in a file or table; ``shown`` of each are kept."""

    shown: int
    rows: Counter[str] = field(default_factory=Counter)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    kept: dict[tuple[str, str], list[Problem]] = field(default_factory=dict)

    def add(self, where: str, item: Problem) -> None:
        """Count a problem of the file or table ``where``, and keep it if it is among the first of its kind."""
        kind = item.code, where
        self.counts[kind] += 1
        kept = self.kept.setdefault(kind, [])
        if len(kept) < self.shown:
            kept.append(item)

    def settle(self) -> None:
        """Leave out what, as with one package, is told only when there are no errors."""
        if self.errors:
            for kind in [kind for kind in self.counts if kind[0] == "code-example"]:
                del self.counts[kind], self.kept[kind]

    @property
    def problems(self) -> list[Problem]:
        """The problems that were kept, in order."""
        return sorted(item for items in self.kept.values() for item in items)

    @property
    def errors(self) -> int:
        """How many problems are errors."""
        return self._count("error")

    @property
    def warnings(self) -> int:
        """How many problems are warnings."""
        return self._count("warning")

    def _count(self, severity: str) -> int:
        return sum(count for (code, _), count in self.counts.items() if RULES[code].severity == severity)
