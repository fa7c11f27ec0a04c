"""What is printed: text made safe to show, refusals, and how far long work has come."""

import argparse
import sys
import time

_LINE_EACH = 0.05  # of the whole


class Progress:
    """Tells on stderr how far long work has come: at most once a second, and for every twentieth of it."""

    def __init__(self, what: str, total: int) -> None:
        """Begin to count up to ``total``."""
        self._what, self._total, self._share = what, total, 0.0
        self._began = self._last = time.monotonic()

    def tell(self, done: int) -> None:
        """Print a line if one is due."""
        share, now = done / self._total, time.monotonic()
        if now - self._last >= 1 and self._share + _LINE_EACH <= share < 1:
            left = (now - self._began) / share * (1 - share)
            line = f"{self._what}: {done:,} of {self._total:,}, about {left:,.0f} s to go"
            print(line, file=sys.stderr, flush=True)
            self._last, self._share = now, share


_SHOWN = 80


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
