"""Characters and forms that no cell may have, whichever engine looks."""

import re
import unicodedata
from collections.abc import Iterator

from coded_article.model.problems import Rule, declare

RULES = declare(
    Rule(
        code="line-break",
        statement="cells hold no line breaks",
        remedy="put a space in place of the line break",
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
            "cells hold no bidirectional, zero-width or other invisible characters, and no white space but plain spaces"
        ),
        remedy="delete or replace the character",
        why="two cells could look alike and be different, or a cell could show other words than it holds",
        bad=r"evt-001,The\u200b bridge",
        good="evt-001,The bridge",
    ),
    Rule(
        code="edge-space",
        statement="cells neither begin nor end with white space",
        remedy="delete the space",
        why="the cell would not match the same text without the space, as a key or in a search",
        bad="evt-001,The bridge is closed ",
        good="evt-001,The bridge is closed",
    ),
    Rule(
        code="not-nfc",
        statement="cells are in Unicode normalisation form C",
        remedy="retype the cell, or normalise it to NFC",
        why="the same letters would be written in two ways, which look alike but do not match",
        bad=r"act-001,Zoe\u0308 Finch",
        good=r"act-001,Zo\u00eb Finch",
    ),
    Rule(
        code="missing-lookalike",
        statement="a missing value is an empty cell and nothing else",
        remedy="empty the cell",
        why="some readers would take the word for a missing value and others for a text",
        bad="evt-001,The bridge is closed,N/A",
        good="evt-001,The bridge is closed,",
    ),
    Rule(
        code="formula-cell",
        statement="no cell begins like a spreadsheet formula (=, +, @, or - before anything but a number)",
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
# white space other than a plain space, joiners, variation selectors, blank and replacement characters, as ranges
UNSEEN = (
    (0xA0, 0xA0), (0x34F, 0x34F), (0x115F, 0x1160), (0x1680, 0x1680), (0x2000, 0x200A), (0x202F, 0x202F),
    (0x205F, 0x205F), (0x2800, 0x2800), (0x3000, 0x3000), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0),
    (0xFFFD, 0xFFFD),
)  # fmt: skip
_UNSEEN = re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in UNSEEN)}]")
_FORMULA = re.compile(r"[=+@]|-(?![0-9]+(\.[0-9]+)?$)")
QUIRKS = re.compile(r"[^\x20-\x7e]|^[ =+@-]| $")  # a cell without any of these needs no closer look


def cell_faults(cell: str) -> Iterator[str]:
    """Yield the codes of the faults of form of a cell."""
    categories = set(map(unicodedata.category, cell))
    if "\n" in cell:
        yield "line-break"
    if any(unicodedata.category(char) == "Cc" and char != "\n" for char in cell):
        yield "control-character"
    if categories & {"Cf", "Zl", "Zp", "Co", "Cn"} or _UNSEEN.search(cell):
        yield "invisible-character"
    if cell != cell.strip():
        yield "edge-space"
    if not unicodedata.is_normalized("NFC", cell):
        yield "not-nfc"
    if cell.strip() in LOOKALIKES:
        yield "missing-lookalike"
    elif _FORMULA.match(cell):
        yield "formula-cell"
