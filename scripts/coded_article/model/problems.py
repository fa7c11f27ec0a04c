"""Problems that a check found, in the one form in which every layer reports them."""

from dataclasses import dataclass


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
