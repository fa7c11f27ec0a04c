"""Canonical text ``ca-1``: the form of an article in which positions are counted and hashes taken.

Two copies of an article differ in line ends, no-break spaces, curly quotes and invisible characters, among them the
marks by which a web page keeps the direction of a name. ``ca-1`` removes these differences and nothing else, so that
a position means the same in every copy.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator

import regex

from coded_article.model.characters import NEEDED

NAME = "ca-1"

# without joiners some languages are misspelt: a text is compared without them, but they stay in a coder's own words
_JOINERS = dict.fromkeys(map(ord, "\u200c\u200d"))
_DIRECTIONS = dict.fromkeys((0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u2060\ufeff")) | _DIRECTIONS
_NEEDLESS = re.compile(f"({NEEDED.pattern})|[\u200c\u200d]")
# where words begin and end: not beside a letter or digit, or else, if they stand nowhere so, where scripts part no
# words by spaces, at the digit of a note, after the prefixes of Arabic and Hebrew, before the particles of Korean
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}]"
_PREFIXES = "[\u0648\u0641\u0628\u0643\u0644\u0627\u0633]{1,3}|[\u05d5\u05d4\u05d1\u05db\u05dc\u05de\u05e9]{1,3}"
_DIGIT = "[\\d\u00b2\u00b3\u00b9\u2070-\u2079]"
_AT_NOTE = rf"(?<={_DIGIT})(?!{_DIGIT})|(?<!{_DIGIT})(?={_DIGIT})"
_EDGES = (
    (r"(?<!\w)", r"(?!\w)"),
    (
        rf"(?:(?<!\w)|(?<={_UNSPACED})|(?={_UNSPACED})|{_AT_NOTE}|(?<=(?<!\w)(?:{_PREFIXES})))",
        rf"(?!\p{{M}})(?:(?!\w)|(?<={_UNSPACED})|(?={_UNSPACED})|{_AT_NOTE}|(?<=\p{{Hangul}})(?=\p{{Hangul}}))",
    ),
)
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
    """Yield where ``words`` begin in ``text`` as whole words, counted from ``offset``.

    If they stand nowhere like this, they may be part of a longer word whose script or language writes words together.
    """
    for before, after in _EDGES:
        left = before if re.match(r"\w", words) else ""
        right = after if re.search(r"\w$", words) else ""
        found = [match.start() for match in regex.finditer(f"{left}(?={regex.escape(words)}{right})", text)]
        if found:
            yield from (place + offset for place in found)
            return
