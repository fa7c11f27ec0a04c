"""Rules and the problems that they find, in the one form in which every layer states and reports them."""

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Literal

from coded_article.console import visible
from coded_article.model.profile import VERSIONS

Layer = Literal["preflight", "standard", "table", "across", "anchors"]
Severity = Literal["error", "warning"]

LAYERS: dict[Layer, str] = {
    "preflight": "safe to open, and every byte canonical",
    "standard": "conformance with the Data Package standard (frictionless)",
    "table": "types, constraints and rules inside one row",
    "across": "rules across tables (SQL)",
    "anchors": "spans and hashes, and with your copy of the article (`--source`) the text itself",
}
_DETAIL = 60  # words of a detail that are shown
_SAYS = 600  # characters of what is said of a cell


@dataclass(frozen=True)
class Rule:
    """One rule: what must hold, why, what to do where it does not, and a short example of a breach and its cure.

    A code never changes its meaning. What ``needs_copy`` runs only with a copy of the article. It is not asked of a
    package that follows a version of the profile before ``since``.
    """

    code: str
    statement: str
    remedy: str
    why: str
    bad: str
    good: str
    layer: Layer = "preflight"
    severity: Severity = "error"
    needs_copy: bool = False
    since: str = VERSIONS[0]


def is_asked(rule: Rule, follows: str) -> bool:
    """Whether a rule is asked of a package that follows this version of the profile."""
    return VERSIONS.index(rule.since) <= VERSIONS.index(follows)


_declared: dict[str, Rule] = {}


def declare(*rules: Rule) -> tuple[Rule, ...]:
    """Make rules known to the problems that name them, and return them: each module declares those that it finds."""
    _declared.update({rule.code: rule for rule in rules})
    return rules


@dataclass(frozen=True, order=True)
class Problem:
    """One fault at one place.

    ``path`` is relative to the package; ``line`` is the physical line, 0 for the whole file; ``found``
    is what stands there, ``detail`` what this case adds to the rule's remedy. ``says`` is all of it in the words of
    the cell, where there are such words.
    """

    path: str
    line: int
    column: str
    code: str
    record: str
    found: str
    detail: str = ""
    says: str = field(default="", compare=False)

    @property
    def rule(self) -> Rule:
        """The rule that was broken."""
        return _declared[self.code]

    @property
    def is_error(self) -> bool:
        """Whether it makes a package invalid."""
        return self.rule.severity == "error"

    @property
    def explanation(self) -> str:
        """What is wrong, what must hold and what to do, safe to print."""
        if self.says:
            return visible(self.says, _SAYS)
        quote = f'"{visible(self.found)}", but ' if self.found else ""
        detail = " ".join(visible(part) for part in self.detail.split()[:_DETAIL])
        more = f" ({detail})" if detail else ""
        return f"{quote}{self.rule.statement}; {self.rule.remedy}{more}"

    def place(self, folder: PurePath | None = None) -> str:
        """Where the fault is, safe to print: ``path:line record column``, the path as seen from ``folder``."""
        path = (folder / self.path).as_posix() if folder else self.path
        line = f":{self.line}" if self.line else ""
        where = (visible(path, _SAYS) + line, visible(self.record), visible(self.column))
        return " ".join(filter(None, where))

    def __str__(self) -> str:
        """Return the problem as one line: ``path:line record column: explanation [code]``."""
        return f"{self.place()}: {self.explanation} [{self.code}]"


def problem(
    code: str,
    path: str,
    line: int = 0,
    column: str = "",
    record: str = "",
    found: str = "",
    detail: str = "",
) -> Problem:
    """Return a problem, its code first, as a check thinks of it."""
    return Problem(path, line, column, code, record, found, detail)
