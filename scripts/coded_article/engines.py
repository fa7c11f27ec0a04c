"""The engines for corpora: by name, with what each needs, and the progress that they tell."""

import sys
import time
from typing import TYPE_CHECKING

from coded_article.descriptor import Descriptor
from coded_article.problems import Problem
from coded_article.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable

_EVERY = 2.0  # seconds


def validate(descriptor: Descriptor, problems: list[Problem], engine: str, shown: int, memory: int) -> Tally:
    """Check a corpus with an engine, "bulk" or "spark"; ``problems`` are those of its descriptor.

    ``shown`` problems of each kind are kept; ``memory``, in megabytes, is that of the engine bulk.

    Raises:
        RefusedError: a file cannot be read, or the memory does not do.
    """
    tally = Tally(shown)
    for item in problems:
        tally.add(item.path, item)
    if engine == "bulk":
        from coded_article import bulk

        bulk.validate(descriptor, tally, memory, _progress())
    else:
        from coded_article import spark

        spark.validate(descriptor, tally)
    tally.settle()
    return tally


def _progress() -> "Callable[[int, int, int], None]":
    """Return what tells, on standard error, how far a long check is: parts done, all parts, and rows."""
    begun = told = time.monotonic()

    def tell(done: int, parts: int, rows: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= _EVERY and done < parts:
            told = now
            left = (now - begun) / done * (parts - done)
            print(f"{done:,} of {parts:,} parts, {rows:,} rows, about {left:,.0f} s to go", file=sys.stderr)

    return tell
