"""Problems that a check found, in the one form in which every layer reports them."""

import argparse
import sys
from dataclasses import dataclass

_SHOWN = 80


@dataclass(frozen=True, order=True)
class Problem:
    """One fault at one place.

    ``path`` is relative to the package; ``line`` is the physical line, 0 for the whole file; ``found``
    is what stands there, ``detail`` what this case adds to the rule's remedy.
    """

    path: str
    line: int
    column: str
    code: str
    record: str
    found: str
    detail: str = ""

    @property
    def place(self) -> str:
        """Where the fault is: ``path:line:column``, as far as these are known."""
        parts = [self.path, *([str(self.line)] if self.line else []), *([self.column] if self.column else [])]
        return ":".join(parts)


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


def visible(text: str, length: int = _SHOWN) -> str:
    """Return ``text`` safe to print and short: control and invisible characters escaped."""
    shown = text if len(text) <= length else text[: length - 1] + "\u2026"
    return "".join(
        char if char.isprintable() or char == "\u2026" else char.encode("unicode_escape").decode("ascii")
        for char in shown
    )


def escaped(text: str) -> str:
    """Return ``text`` as a workflow command of GitHub takes it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def tell(verb: str, why: str, options: argparse.Namespace) -> None:
    """Print why ``verb`` has no result: on standard error, or as the workflow command that GitHub shows."""
    if getattr(options, "format", "") == "github":
        print(f"::error title=refused::{escaped(why)}", flush=True)
    else:
        print(f"{verb}: {why}", file=sys.stderr, flush=True)
