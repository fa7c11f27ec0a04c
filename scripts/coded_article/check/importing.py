"""Imports that need care."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(module: str) -> Iterator[None]:
    """Import other modules as if ``module`` were not installed, unless it is imported already."""
    hidden = module not in sys.modules
    if hidden:
        sys.modules[module] = None  # type: ignore[assignment] # what the import system takes for absent
    try:
        yield
    finally:
        if hidden:
            del sys.modules[module]
