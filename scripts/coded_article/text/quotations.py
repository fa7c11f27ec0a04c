"""What a text has between quotation marks, whichever marks its language uses; ``site.js`` has the same."""

from collections.abc import Iterator, Sequence

from coded_article.model.rights import LONGEST, SHARED_WORDS
from coded_article.text.canonical import words

# the marks that the canonical text has; those of some languages stand in either order
_PAIRS = ('""', "''", "\u00ab\u00bb", "\u00bb\u00ab", "\u2039\u203a", "\u203a\u2039", "\u300c\u300d", "\u300e\u300f")
_SPACED = "\u00ab\u00bb\u2039\u203a"  # French has a space inside these
_STOPS = ",.;:!?\u2026\u3002\uff0c\uff01\uff1f\uff1b\uff1a\u3001"
_CLOSERS = 5  # an apostrophe may look like a closing mark

Place = tuple[int, int]


def quotations(paragraph: str) -> Iterator[Place]:
    """Yield from where to where a paragraph of canonical text quotes, without the marks.

    A quotation that is not closed, because it goes on in the next paragraph, ends with this one.
    """
    for pair in _PAIRS:
        opening, closing = pair[0], pair[1]
        for at, mark in enumerate(paragraph):
            if mark != opening or (mark == "'" and paragraph[at - 1 : at].isalnum()):
                continue
            first = at + 1 + (mark in _SPACED and paragraph[at + 1 : at + 2] == " ")
            if not paragraph[first : first + 1].strip(f" {_STOPS}"):
                continue
            ends = list(_ends(paragraph, first, closing))
            goes_on = opening == '"' or (opening in "\u00ab\u300c\u300e" and closing not in paragraph)
            yield from ((first, end) for end in ends or ([len(paragraph)] if goes_on else []))


def _ends(paragraph: str, first: int, closing: str) -> Iterator[int]:
    found = 0
    for at in range(first, len(paragraph)):
        if paragraph[at] != closing:
            continue
        if closing == "'" and (paragraph[at + 1 : at + 2].isalnum() or paragraph[at - 1] == " "):
            continue
        yield at - (closing in _SPACED and paragraph[at - 1] == " ")
        found += 1
        if closing != "'" or found == _CLOSERS:
            return


def is_quoted(quoted: str, paragraph: str, passages: Sequence[Place]) -> bool:
    """Return whether ``quoted`` are words between quotation marks that lie in one of the ``passages`` of a paragraph.

    They are all that stands between the marks, or that of it which is in a passage. Of what is long, the first or the
    last words are enough, or both with three dots between them.
    """
    for first, last in quotations(paragraph):
        over = [(max(first, start), min(last, end)) for start, end in passages if start < last and first < end]
        for start, end in [*([(first, last)] if over else []), *over]:
            if _is_given(quoted, paragraph[start:end].strip()):
                return True
    return False


def _is_given(quoted: str, text: str) -> bool:
    if quoted in (text, text[:-1] if text.endswith(tuple(_STOPS)) else text):
        return True
    if len(text) <= LONGEST and len(words(text)) < SHARED_WORDS:
        return False
    begin, dots, end = quoted.partition(" ... ")
    if dots:
        return _begins(begin, text) and _begins(end[::-1], text[::-1].lstrip(_STOPS))
    return _begins(quoted, text) or _begins(quoted[::-1], text[::-1].lstrip(_STOPS))


def _begins(start: str, text: str) -> bool:
    """Return whether whole words begin a text, or end it where both are turned round."""
    return bool(start) and text.startswith(start) and not (start[-1] + text[len(start) : len(start) + 1]).isalnum()
