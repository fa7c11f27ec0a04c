"""Canonical text ``ca-1``: the form of an article in which positions are counted and hashes taken.

Two copies of an article differ in line ends, no-break spaces, curly quotes and invisible characters.
``ca-1`` removes these differences and nothing else, so that a position means the same in every copy.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator

NAME = "ca-1"

# dict.fromkeys(range) would read shorter, but these are few and each has a reason to be named
_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_QUOTES = {ord(curly): "'" for curly in "\u2018\u2019\u201a\u201b"} | {
    ord(curly): '"' for curly in "\u201c\u201d\u201e\u201f"
}


def canonical(text: str) -> str:
    """Return ``text`` in the form ``ca-1``; applying it twice changes nothing.

    Zero-width characters are dropped before NFC, because they can keep a letter and its accent apart.
    """
    plain = unicodedata.normalize("NFC", text.translate(_ZERO_WIDTH)).translate(_QUOTES)
    return " ".join(plain.split())


def digest(text: str) -> str:
    """Return the SHA-256 of ``text`` in UTF-8, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def words(text: str) -> list[str]:
    """Return the lower-cased words of ``text``: runs of letters, digits and apostrophes."""
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", canonical(text).lower())


def starts(text: str, words: str, offset: int = 0) -> Iterator[int]:
    """Yield where ``words`` begin in ``text`` as whole words, counted from ``offset``."""
    before = r"(?<!\w)" if re.match(r"\w", words) else ""
    after = r"(?!\w)" if re.search(r"\w$", words) else ""
    for match in re.finditer(f"{before}(?={re.escape(words)}{after})", text):
        yield match.start() + offset
