"""Canonical text ``ca-1``: the form of an article in which positions are counted and hashes taken.

Two copies of an article differ in line ends, no-break spaces, curly quotes and invisible characters, among them the
marks by which a web page keeps the direction of a name. ``ca-1`` removes these differences and nothing else, so that
a position means the same in every copy.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator

from coded_article.model.characters import NEEDED

NAME = "ca-1"

# without joiners some languages are misspelt: a text is compared without them, but they stay in a coder's own words
_JOINERS = dict.fromkeys(map(ord, "\u200c\u200d"))
_DIRECTIONS = dict.fromkeys((0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u2060\ufeff")) | _DIRECTIONS
_NEEDLESS = re.compile(f"({NEEDED.pattern})|[\u200c\u200d]")
_QUOTES = {ord(curly): "'" for curly in "\u2018\u2019\u201a\u201b"} | {
    ord(curly): '"' for curly in "\u201c\u201d\u201e\u201f"
}


def canonical(text: str) -> str:
    """Return ``text`` in the form ``ca-1``; applying it twice changes nothing.

    Zero-width characters are dropped before NFC, because they can keep a letter and its accent apart.
    """
    return _even(text.translate(_JOINERS))


def own_words(text: str) -> str:
    """Return words that nobody else has to find as ``canonical`` does, with the joiners that their letters need."""
    return _even(_NEEDLESS.sub(lambda match: match[1] or "", text))


def _even(text: str) -> str:
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
