"""A paragraph as sentences: cut by Wikimedia's ``sentencex``, mended where that is known to fail, and then by hand.

What a person corrects stands beside the copy in a file of marks, one a line: ``join: M. | Nord`` or
``cut: he said. | She left.``; the bar stands where the words before it meet those after it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePath
from typing import TypeVar

from coded_article.errors import RefusedError
from coded_article.text.canonical import canonical

Copy = TypeVar("Copy", bound=PurePath)
_WRITE = 'write "join: M. | Nord" or "cut: he said. | She left."'
_MONTHS = (  # how months begin where a full stop makes a number the day of a month; English has none
    "J[a\u00e4]n|Feb|M\u00e4r|Mar[st]|Apr|Ma[ij]\\b|Jun|Jul|Aug|Sep|Okt|Nov|De[sz]|jan|feb|mar[st]|m\u00e4r|apr|ma[ij]\\b|jun"
    "|jul|aug|sep|okt|nov|de[sz]|led|\u00fano|b\u0159e|dub|kv\u011b|\u010der|srp|z\u00e1\u0159|\u0159\u00edj|lis|pro"
)
_DAYS = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
_TITLES = (
    "M|MM|Mme|Mmes|Mlle|Mlles|Mr|Mrs|Ms|Dr|Drs|Prof|Hr|Ste|Sr|Sra|Srta|Sres|Dra|Sig|Atty|Gen|Gov|Sen|Rep|Lt|Capt|Ft"
)
_REFERENCES = "[Vv]ols?|[Nn]os?|[Nn]r|[Bb]d|[Ff]igs?|[Aa]rt|[Aa]bs|pp?|p\u00e1gs?|[Cc]ap|[Kk]ap|ca|[Aa]pprox|n"
_SAID = "said|says|asked|asks|replied|wrote|writes|told|added|warned|answered|cried|demanded|wondered"
# where the text before and after a cut shows that it is none
_JOINS = [
    (re.compile(before + r"\Z"), re.compile(after))
    for before, after in (
        (r"\b[0-9]{1,2}\.", rf"({_MONTHS})\w*"),
        (r"\b[ap]\. ?m\.", rf"(({_DAYS})day|({_MONTHS})\w*|[A-Z]{{2,4}}\b)"),
        (rf"(?<!\w)({_TITLES})\.", r"[^\W\d_a-z]"),
        (r"(?<!\w)[^\W\d_a-z]\.", r"-[^\W\d_a-z]"),
        (r"(?<!\w)[^\W\d_a-z]\.-[^\W\d_a-z]\.", r"[^\W\d_a-z]"),
        (rf"(?<!\w)({_REFERENCES})\.", r"[0-9IVXLC\u00ba\u00aa]"),
        (r"[?!\u2026][\"'\u00bb\u203a\u300d\u300f]", r"[\u2014\u2013-] ?\w"),
        (r"[?!\u2026][\"'\u00bb\u203a\u300d\u300f]", rf"([A-Z][\w'-]+ ){{1,4}}({_SAID})\b"),
    )
]
_SHORT = re.compile(r"(?<!\w)\w{1,4}\.\Z")
_OPENING = re.compile(r"(?<=\s)[\"'(\[\u00ab\u2039\u201e\u300c\u300e\u00bf\u00a1]+\s*\Z")
# what may be no end: the number of a list or a day, an initial, an abbreviation
_DOUBTFUL = re.compile(
    rf"(?<!\w)([0-9]{{1,2}}|[^\W\d_]|[^\W\d_aeiouyAEIOUY]{{2,4}}|[A-Z][a-z]{{1,2}}|{_TITLES}|{_REFERENCES})\.\Z"
)


@dataclass(frozen=True)
class Mark:
    """A place where a person joins what was cut, or cuts: it ``cuts`` between the words ``before`` and ``after``."""

    cuts: bool
    before: str
    after: str

    def __str__(self) -> str:
        return f"{'cut' if self.cuts else 'join'}: {self.before} | {self.after}"

    def places(self, text: str) -> Iterator[int]:
        """Yield where the words after the bar begin in a canonical text."""
        for match in re.finditer(f"{re.escape(self.before)} ?(?={re.escape(self.after)})", text):
            yield match.end()


def mark_of(text: str, where: str, *, cuts: bool) -> Mark:
    """Return the mark that ``text`` gives, such as ``M. | Nord``.

    Raises:
        RefusedError: it has no words before or after its bar; ``where`` says what is refused.
    """
    before, bar, after = (canonical(part) for part in text.partition("|"))
    if not (before and bar and after):
        msg = f'{where}: "{text.strip()}" has no words on both sides of one bar; {_WRITE}'
        raise RefusedError(msg)
    return Mark(cuts, before, after)


def beside(copy: Copy) -> Copy:
    """Return where the marks of a copy lie."""
    return copy.with_suffix(".cuts.txt")


def read_marks(copy: Path) -> list[Mark]:
    """Return the marks that lie beside a copy of an article; there may be none.

    Raises:
        RefusedError: a line is no mark, or the file no text.
    """
    path = beside(copy)
    if not path.is_file():
        return []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        msg = f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8 plain text"
        raise RefusedError(msg) from None
    marks = []
    for number, line in enumerate(lines, start=1):
        kind, _, text = line.partition(":")
        if not line.strip():
            continue
        if kind.strip() not in ("join", "cut"):
            msg = f"{path}:{number}: no mark; {_WRITE}"
            raise RefusedError(msg)
        marks.append(mark_of(text, f"{path}:{number}", cuts=kind.strip() == "cut"))
    return marks


def as_text(marks: Iterable[Mark]) -> str:
    """Return the marks as their file has them."""
    return "".join(f"{mark}\n" for mark in dict.fromkeys(marks))


def see_placed(text: str, marks: Iterable[Mark], path: Path) -> None:
    """See that the words of every mark, which are kept at ``path``, stand in a canonical text.

    Raises:
        RefusedError: those of one do not.
    """
    for mark in marks:
        if next(mark.places(text), None) is None:
            kept = f", or take this line out of {path}" if path.is_file() else ""
            msg = f"{mark}: these words do not occur in the text like this; copy them from it{kept}"
            raise RefusedError(msg)


def sentences(paragraph: str, language: str, marks: Sequence[Mark] = ()) -> list[str]:
    """Return the sentences of a paragraph of canonical text in order."""
    import sentencex

    starts: list[int] = []
    position = 0
    for piece in sentencex.segment(language, paragraph):
        begins = paragraph.index(piece, position)
        position = begins + len(piece)
        before = paragraph[:begins]
        if opening := _OPENING.search(before):
            begins = opening.start()
        if piece.strip() and not _is_joined(before.rstrip(), piece.strip()):
            starts.append(begins)
    chosen = {0, *starts}
    for mark in marks:
        chosen = chosen.union(mark.places(paragraph)) if mark.cuts else chosen.difference(mark.places(paragraph))
    ends = [*sorted(chosen | {0}), len(paragraph)]
    pieces = (paragraph[start:end].strip() for start, end in pairwise(ends))
    return [piece for piece in pieces if piece]


def _is_joined(before: str, after: str) -> bool:
    if _SHORT.search(before) and after[:1].islower() and not after[1:2].isupper():
        return True  # an abbreviation, for no sentence begins like this
    return any(end.search(before) and begin.match(after) for end, begin in _JOINS)


def is_doubtful(before: str, after: str) -> bool:
    """Return whether two sentences of one paragraph may be one, or be parted in the wrong place."""
    odd = before.count('"') % 2 == 1 == after.count('"') % 2
    return bool(_DOUBTFUL.search(before) or _OPENING.search(f" {before}") or after[:1].islower() or odd)
