"""Checking a package or a corpus: files in, one report out; start reading at ``validate.py``.

The room itself can be called, as ``coded_article.check(path)``: it validates, and returns the report.
"""

import sys
from types import ModuleType
from typing import Any


class _Room(ModuleType):
    """A module that can be called."""

    def __call__(self, *arguments: Any, **wanted: Any) -> Any:
        """Validate a package, as ``validate`` does, and return the report."""
        from coded_article.check.validate import validate

        return validate(*arguments, **wanted)


sys.modules[__name__].__class__ = _Room
