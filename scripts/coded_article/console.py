"""What is printed: text made safe to show, and how far long work has come."""

import json
import re
import shutil
import sys
import time
from pathlib import Path
from typing import Any

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
# what a runner of CI takes for a command: "::" of GitHub, and anywhere in a line "##[", "##vso[", "##teamcity["
_COMMAND = re.compile(r"(?<=:):|#(?=#[A-Za-z]*\[)")


def visible(text: str, length: int = _SHOWN) -> str:
    """Return ``text`` safe to print and short: control and invisible characters and commands of CI escaped."""
    shown = text if len(text) <= length else text[: length - 1] + "\u2026"
    printable = "".join(
        char if char.isprintable() or char == "\u2026" else char.encode("unicode_escape").decode("ascii")
        for char in shown
    )
    return _COMMAND.sub(lambda match: f"\\x{ord(match[0]):02x}", printable)


def command(verb: str) -> str:
    """Return how to run a verb, as the user has run this one."""
    program = Path(sys.argv[0])
    if program.parent.name == "scripts" and program.suffix == ".py":
        return f"python {program.with_name(f'{verb}.py')}"
    if program.name == "__main__.py":
        return f"python -m coded_article {verb}"
    is_unknown = program.stem == "coded-article" and shutil.which("coded-article") is None
    return f"{program if is_unknown else 'coded-article'} {verb}"


def counted(number: int, noun: str) -> str:
    """Return a number of things, as ``1 row`` or ``2 rows``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def without_comments(text: str) -> str:
    """Return ``text`` for Markdown, in which no cell begins or ends a comment, as marks of sections are."""
    return text.replace("<!--", "&lt;!--").replace("-->", "--&gt;")


def to_json(value: Any) -> str:
    """Return ``value`` as JSON in which no string is a command of CI: the same once it is parsed."""
    text = json.dumps(value, indent=2)  # "::" and "##" stand only inside of strings
    return _COMMAND.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def escaped(text: str) -> str:
    """Return ``text`` as a workflow command of GitHub takes it."""
    whole = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return re.sub(r"##(?=[A-Za-z]*\[)", "# #", whole)
