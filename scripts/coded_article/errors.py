"""The exceptions that a user is meant to read."""

from collections.abc import Sequence
from typing import Any


class CodedArticleError(Exception):
    """Whatever this library raises on purpose; ``problems`` are the faults that it is about, if it is about any."""

    problems: Sequence[Any] = ()


class RefusedError(CodedArticleError):
    """Input that cannot be used at all: one line that says what, and what to do; exit status 2."""


class UnknownNameError(CodedArticleError, KeyError):
    """The package has no row, table or column of that name."""

    def __str__(self) -> str:
        """Return the message as it is: a ``KeyError`` would quote it."""
        return str(self.args[0])
