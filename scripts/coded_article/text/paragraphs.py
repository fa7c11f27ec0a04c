"""A plain text as paragraphs: blank lines where its author meant some, and no marks of lists."""

import re

# what begins a list item in place of its mark, and a heading that the markup says is one: characters that the canonical
# text drops, so that a copy can keep what its words do not say
ITEM = "\u2060"
HEADING = "\u2060\u200b"
_UNWRAPPED = 120  # lines longer than this were not broken to a width
_HEADING_WORDS = 12
_HEADING_LENGTH = 120  # for scripts without spaces between words
_MARK = re.compile(r"(?:(?P<bullet>[-*+\u2022\u00b7\u2023\u25e6\u25aa\u2013])|(?P<number>[0-9]{1,2})[.)])\s+")
_RULE = re.compile(r"[-*_=~#\u2022\u00b7\u2013\u2014\s]*")
_ENDS = ".!?:;\"'\u2026\u3002\uff01\uff1f\uff1a\uff1b\u300d\u300f\u061f\u0964"
_CLOSING = (*_ENDS, "\u201d", "\u2019", ")")


def is_title(line: str) -> bool:
    """Return whether a line is a heading: by its mark, or because it is short, has letters, no closing mark and no mark
    of a list item.
    """
    if line.startswith(HEADING):
        return True
    short = 0 < len(line.split()) <= _HEADING_WORDS and len(line) <= _HEADING_LENGTH
    worded = any(map(str.isalpha, line))
    return short and worded and not line.endswith(tuple(_ENDS)) and not line.startswith(ITEM)


def as_block(words: str, begins: str = "") -> str:
    """Return a paragraph of known layout on one line, which ``laid_out`` leaves alone; it ``begins`` with its mark."""
    line = " ".join(words.split())
    if _RULE.fullmatch(line):
        return ""
    return f"{begins or (ITEM if _MARK.match(line) else '')}{line}"


def laid_out(text: str) -> str:
    """Return ``text`` with a blank line before and after each heading and list item; its words stay as they are.

    A heading is a short line that was ended although the next word had room on it. Where lines are not broken to a
    width at all, each that ends a sentence is a paragraph. Lines without any word are dropped, and so are the marks of
    lists: ``ITEM`` stands for them.
    """
    lines = [line.strip() for line in re.sub(r"\r\n?", "\n", text).split("\n")]
    width = max(map(len, lines))
    numbered = {int(mark["number"]) for mark in map(_MARK.match, lines) if mark and mark["number"]}
    laid: list[str] = []
    item = ""  # the mark of the list item before
    for line in lines:
        if _RULE.fullmatch(line):
            laid.append("")
            continue
        if _stands_alone(laid, line, width):
            laid[-1:] = ["", laid[-1], ""]
        before = laid[-1] if laid else ""
        mark = _MARK.match(line)
        if mark and _is_item(mark, item, before, numbered):
            item = mark["bullet"] or mark["number"]
            laid += ["", ITEM + line[mark.end() :]]
        elif width > _UNWRAPPED and before.endswith(_CLOSING) and not line[0].islower():
            laid += ["", line]
        else:
            laid.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(laid))


def _is_item(mark: re.Match[str], item: str, before: str, numbered: set[int]) -> bool:
    """Return whether a mark is that of a list, and not a dash or a number that happens to begin a line."""
    if mark["bullet"]:
        return item == mark["bullet"] or not before or before.endswith(_CLOSING)
    number = int(mark["number"])
    return item == str(number - 1) or (number == 1 and 2 in numbered and (not before or before.endswith(_CLOSING)))


def _stands_alone(laid: list[str], line: str, width: int) -> bool:
    """Return whether the last line of ``laid``, which ``line`` follows, is a heading or a short list item."""
    before = laid[-1] if laid else ""
    had_room = width > _UNWRAPPED or len(before) + 1 + len(line.split(maxsplit=1)[0]) <= width
    begins = len(laid) < 2 or not laid[-2] or laid[-2].endswith(_CLOSING)
    short = is_title(before.removeprefix(ITEM))
    return short and had_room and begins and not before[0].islower() and not line[0].islower()
