"""Characters and forms that no cell may have, whichever engine looks."""

import re
import unicodedata
from collections.abc import Iterator

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
_QUIRKS = re.compile(r"[^\x20-\x7e]|^[ =+@-]| $")  # a cell without any of these needs no closer look


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
