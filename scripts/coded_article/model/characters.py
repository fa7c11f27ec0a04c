"""Characters and forms that no cell may have, whichever engine looks."""

import re
import unicodedata
from collections.abc import Iterator

from coded_article.model.problems import Rule, declare

RULES = declare(
    Rule(
        code="line-break",
        statement="cells hold no line breaks",
        remedy="put a space in place of the line break, or run `coded-article tidy`",
        why="tools that read line by line would take one row for two",
        bad=r'evt-001,"The bridge\nis closed"',
        good="evt-001,The bridge is closed",
    ),
    Rule(
        code="control-character",
        statement="cells hold no control characters",
        remedy="delete the character",
        why="such characters can move the cursor, colour the screen or end a text early, and cannot be seen",
        bad=r"evt-001,The bridge\x07 is closed",
        good="evt-001,The bridge is closed",
    ),
    Rule(
        code="invisible-character",
        statement=(
            "cells hold no bidirectional, zero-width or other invisible characters, except joiners and emoji selectors "
            "where the letters or emoji beside them need them, and no white space but plain spaces"
        ),
        remedy="delete or replace the character, or run `coded-article tidy`",
        why="two cells could look alike and be different, or a cell could show other words than it holds",
        bad=r"evt-001,The\u200b bridge",
        good="evt-001,The bridge",
    ),
    Rule(
        code="edge-space",
        statement="cells neither begin nor end with white space",
        remedy="delete the space, or run `coded-article tidy`",
        why="the cell would not match the same text without the space, as a key or in a search",
        bad="evt-001,The bridge is closed ",
        good="evt-001,The bridge is closed",
    ),
    Rule(
        code="not-nfc",
        statement="cells are in Unicode normalisation form C",
        remedy="retype the cell, or run `coded-article tidy`",
        why="the same letters would be written in two ways, which look alike but do not match",
        bad=r"act-001,Zoe\u0308 Finch",
        good=r"act-001,Zo\u00eb Finch",
    ),
    Rule(
        code="missing-lookalike",
        statement=(
            "a missing value is an empty cell and nothing else; names and words of the article may well be letters "
            "such as NA"
        ),
        remedy="empty the cell, or run `coded-article tidy`",
        why="some readers would take the word for a missing value and others for a text",
        bad="evt-001,The bridge is closed,N/A",
        good="evt-001,The bridge is closed,",
    ),
    Rule(
        code="formula-cell",
        statement=(
            "no cell begins like a spreadsheet formula (=, +, @, or - before anything but a number, or their "
            "full-width forms), and none has one after a semicolon; names and words of the article may begin with +, @ "
            "or - where words or numbers alone follow"
        ),
        remedy="reword the cell",
        why="a spreadsheet would calculate the cell instead of showing it, which can even run commands",
        bad="evt-001,=1+1",
        good="evt-001,One and one",
    ),
)

# what readers take for a missing value, or people write for one; the code `none` is none of these
LOOKALIKES = {
    "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA",
    "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "(none)", "\\N", "N.A.", "NIL", "NaT", "Nil",
    "NULL", "NaN", "None", "n/a", "n.a.", "na", "nan", "nil", "null", "Null", "NONE", "-", "--", "\u2013", "\u2014",
    ".", "?",
}  # fmt: skip
# of these, what a spreadsheet shows where it could not calculate: something is lost, and nobody knows what
ERRORS = {"#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
# Default_Ignorable_Code_Point of Unicode 17.0 (DerivedCoreProperties.txt; the same since 14.0), which Python's
# unicodedata lacks: what programs do not show, whether it is assigned or not
IGNORABLE = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
# white space other than a plain space, the blank of Braille, and what stands for a character that could not be read
BLANK = (
    (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x202F, 0x202F), (0x205F, 0x205F), (0x2800, 0x2800),
    (0x3000, 0x3000), (0xFFFD, 0xFFFD),
)  # fmt: skip
UNSEEN = (*IGNORABLE, *BLANK)
_UNSEEN = re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in UNSEEN)}]")
_UNSEEN_CATEGORIES = {"Cf", "Zl", "Zp", "Co", "Cn"}
_NON_JOINER, _JOINER, _AS_TEXT, _AS_EMOJI = "\u200c", "\u200d", "\ufe0e", "\ufe0f"


def _class(ranges: str) -> str:
    """Return the set, in a pattern, of the characters of which ``ranges`` has the numbers: ``A9 2194-2199``."""
    return f"[{''.join('-'.join(chr(int(end, 16)) for end in one.split('-')) for one in ranges.split())}]"


# Extended_Pictographic of Unicode 17.0 (emoji-data.txt)
_PICTURE = _class("""
    A9 AE 203C 2049 2122 2139 2194-2199 21A9-21AA 231A-231B 2328 23CF 23E9-23F3 23F8-23FA 24C2 25AA-25AB 25B6 25C0
    25FB-25FE 2600-2604 260E 2611 2614-2615 2618 261D 2620 2622-2623 2626 262A 262E-262F 2638-263A 2640 2642
    2648-2653 265F-2660 2663 2665-2666 2668 267B 267E-267F 2692-2697 2699 269B-269C 26A0-26A1 26A7 26AA-26AB
    26B0-26B1 26BD-26BE 26C4-26C5 26C8 26CE-26CF 26D1 26D3-26D4 26E9-26EA 26F0-26F5 26F7-26FA 26FD 2702 2705
    2708-270D 270F 2712 2714 2716 271D 2721 2728 2733-2734 2744 2747 274C 274E 2753-2755 2757 2763-2764 2795-2797
    27A1 27B0 27BF 2934-2935 2B05-2B07 2B1B-2B1C 2B50 2B55 3030 303D 3297 3299 1F004 1F02C-1F02F 1F094-1F09F
    1F0AF-1F0B0 1F0C0 1F0CF-1F0D0 1F0F6-1F0FF 1F170-1F171 1F17E-1F17F 1F18E 1F191-1F19A 1F1AF-1F1E5 1F201-1F20F
    1F21A 1F22F 1F232-1F23A 1F23C-1F23F 1F249-1F25F 1F266-1F321 1F324-1F393 1F396-1F397 1F399-1F39B 1F39E-1F3F0
    1F3F3-1F3F5 1F3F7-1F3FA 1F400-1F4FD 1F4FF-1F53D 1F549-1F54E 1F550-1F567 1F56F-1F570 1F573-1F57A 1F587
    1F58A-1F58D 1F590 1F595-1F596 1F5A4-1F5A5 1F5A8 1F5B1-1F5B2 1F5BC 1F5C2-1F5C4 1F5D1-1F5D3 1F5DC-1F5DE 1F5E1
    1F5E3 1F5E8 1F5EF 1F5F3 1F5FA-1F64F 1F680-1F6C5 1F6CB-1F6D2 1F6D5-1F6E5 1F6E9 1F6EB-1F6F0 1F6F3-1F6FF
    1F7DC-1F7F0 1F80C-1F80F 1F848-1F84F 1F85A-1F85F 1F888-1F88F 1F8AE-1F8AF 1F8BC-1F8BF 1F8C2-1F8CF 1F8D9-1F8FF
    1F90C-1F93A 1F93C-1F945 1F947-1F9FF 1FA58-1FA5F 1FA6E-1FAFF 1FC00-1FFFD
""")
# letters of the Arabic script that join to the next one, and that join to the one before only (Joining_Type D and R of
# Unicode 17.0, ArabicShaping.txt)
_JOINS_NEXT = """
    620 626 628 62A-62E 633-63F 641-647 649-64A 66E-66F 678-687 69A-6BF 6C1-6C2 6CC 6CE 6D0-6D1 6FA-6FC 6FF
    750-758 75C-76A 76D-770 772 775-777 77A-77F 886 889-88D 88F 8A0-8A9 8AF-8B0 8B3-8B8 8BA-8C8
"""
_JOINS_LAST = """
    622-625 627 629 62F-632 648 671-673 675-677 688-699 6C0 6C3-6CB 6CD 6CF 6D2-6D3 6D5 6EE-6EF 759-75B 76B-76C
    771 773-774 778-779 870-882 88E 8AA-8AC 8AE 8B1-8B2 8B9
"""
_VOWELLED = "[\u064b-\u065f\u0670]*"
_SKIN = "[\U0001f3fb-\U0001f3ff]"
_TAGGED = "|".join("".join(chr(0xE0000 + ord(char)) for char in region) for region in ("gbeng", "gbsct", "gbwls"))


def _needed() -> Iterator[str]:
    """Yield the patterns of sequences that no language or emoji can do without; what follows is only looked at.

    Arabic letters are kept from joining (RFC 5892, appendix A.1), or shown as if one followed, as in the Persian
    abbreviation of a year. Letters of India and Sri Lanka have a joiner or non-joiner after a virama (appendix A.2),
    ra also a joiner before one (The Unicode Standard, chapter 12), and Malayalam letters without a vowel at their end.
    Emoji are as in UTS #51: of the flags made of tags, the three that are recommended for general interchange.
    """
    yield f"{_class(_JOINS_NEXT)}{_VOWELLED}{_NON_JOINER}(?={_class(_JOINS_NEXT + _JOINS_LAST)})"
    yield f"{_class(_JOINS_NEXT)}{_VOWELLED}{_JOINER}(?=\\.)"
    for block in range(0x900, 0xE00, 0x80):  # one script each; all but Sinhala, the last, have one order
        letter = f"[{''.join(filter(str.isalpha, map(chr, range(block, block + 0x80))))}]"
        nukta, virama, ra = (chr(block + place) for place in (0x3C, 0x4D, 0x30))
        if block == 0xD80:
            virama, ra = "\u0dca", "\u0dbb"
        yield f"{letter}{nukta}?{virama}[{_NON_JOINER}{_JOINER}](?={letter})"
        yield f"{ra}{_JOINER}(?={virama}{letter})"
    yield f"[\u0d15\u0d23\u0d28\u0d30\u0d32\u0d33]\u0d4d{_JOINER}"
    yield f"{_PICTURE}(?:{_AS_EMOJI}|{_SKIN})?{_JOINER}(?={_PICTURE})"
    yield f"{_PICTURE}[{_AS_TEXT}{_AS_EMOJI}]"
    yield f"[0-9#*]{_AS_EMOJI}(?=\u20e3)"
    yield f"\U0001f3f4(?:{_TAGGED})\U000e007f"


NEEDED = re.compile("|".join(_needed()))
# the signs of a formula, with the full-width ones and small ones that a spreadsheet in East Asia takes for the same
WIDE_SIGNS = "\uff1d\uff0b\uff20\uff0d\ufe66\ufe62\ufe6b\ufe63"
_FORMULA = re.compile(rf"[=+@{WIDE_SIGNS}]|-(?![0-9]+(\.[0-9]+)?$)")
# where the semicolon is the separator, a new cell begins after it, quoted or not (OWASP, CSV Injection); a minus only
# before something to calculate, since there are smileys
_NEW_CELL = re.compile(f';"*(?:[=+@{WIDE_SIGNS}]|-[0-9A-Za-z_.]*[-+*/^&<>=(|])')
# the columns that hold names, or words as an article has them
ARTICLES = frozenset({"form", "cue", "date_text", "quoted_words", "name", "title", "publisher"})
# a handle, a telephone number, a word after a dash: nothing that calculates
_HANDLE = re.compile(r"[+@-][^\W_][\w .,:'-]*")
_SELECTED = re.compile("(?<=.)[\ufe00-\ufe0f]")
# a cell without any of these needs no closer look
QUIRKS = re.compile(r"[^\x20-\x7e]|^[ =+@-]| $|;\"*[=+@-]")


def _is_unseen(text: str, *, is_exact: bool = False) -> bool:
    # a character that is newer than this Python may well be in an article
    categories = _UNSEEN_CATEGORIES - {"Cn"} if is_exact else _UNSEEN_CATEGORIES
    return bool(_UNSEEN.search(text)) or not categories.isdisjoint(map(unicodedata.category, text))


def _is_formula(cell: str) -> bool:
    return _begins_as_formula(cell) or bool(_NEW_CELL.search(cell))


def _begins_as_formula(cell: str) -> bool:
    """Whether a spreadsheet may calculate a cell: some skip what is not seen before the sign."""
    return bool(_FORMULA.match(re.sub(r"^[\s\x00-\x1f\x7f-\x9f]+", "", _UNSEEN.sub("", cell))))


def shown_as_text(cell: str) -> str:
    """Return a cell, of words that are not ours to reword, with an apostrophe before all that would be calculated."""
    parted = _NEW_CELL.sub(lambda begun: re.sub('^;"*', r"\g<0>'", begun[0]), cell)
    return f"'{parted}" if _begins_as_formula(parted) else parted


def cell_faults(cell: str, column: str = "") -> Iterator[str]:
    """Yield the codes of the faults of form of a cell.

    What the article says cannot be reworded: in a ``column`` of its names and words more passes, as long as it is seen
    and no spreadsheet can calculate anything from it.
    """
    is_exact = column in ARTICLES
    if "\n" in cell:
        yield "line-break"
    if any(unicodedata.category(char) == "Cc" and char != "\n" for char in cell):
        yield "control-character"
    if _is_unseen(cell) and _is_unseen(
        NEEDED.sub("", _SELECTED.sub("", cell) if is_exact else cell), is_exact=is_exact
    ):
        yield "invisible-character"
    if cell != cell.strip():
        yield "edge-space"
    if not unicodedata.is_normalized("NFC", cell):
        yield "not-nfc"
    if cell.strip() in LOOKALIKES and not (is_exact and cell.isalpha()):
        yield "missing-lookalike"
    elif _is_formula(cell) and not (is_exact and _HANDLE.fullmatch(cell)):
        yield "formula-cell"
