"""An article as passages: cutting a text into them, and finding recorded ones in somebody's copy."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coded_article.errors import RefusedError
from coded_article.text import around, paragraphs
from coded_article.text.canonical import canonical, digest
from coded_article.text.sentences import Mark, sentences


@dataclass(frozen=True)
class Passage:
    """One sentence, heading or credit line; ``start`` and ``end`` count in the canonical text."""

    section: int
    paragraph: int
    kind: str
    start: int
    end: int
    text: str


def passages(text: str, language: str = "en", marks: Sequence[Mark] = (), author: str = "") -> list[Passage]:
    """Return the passages of ``text`` in order; ``author`` is the name of its author, or empty.

    Paragraphs are parted by blank lines; ``marks`` join and cut as a person wants it. A paragraph that is marked as
    one, or a short one of one sentence without a closing mark, is a heading and opens a section, unless it is a list
    item, or a line that surrounds an article: a credit, a link to more, at the top who wrote it and when.
    """
    article: list[Passage] = []
    section = 0
    position = 0
    in_note = False
    for number, part in enumerate(_paragraphs(text, [mark for mark in marks if not mark.cuts]), start=1):
        paragraph = canonical(part)
        is_marked = part.startswith(paragraphs.HEADING)
        pieces = [paragraph] if is_marked else sentences(paragraph, language, marks)
        is_title = len(pieces) == 1 and paragraphs.is_title(part)
        is_credit = around.is_picture_credit(paragraph) or (
            is_title and not is_marked and around.is_credit(paragraph, number, author)
        )
        is_heading = is_title and not is_credit
        if is_heading:
            section += 1
            in_note = around.is_about_author(paragraph)
        kind = "heading" if is_heading else "credit" if is_credit else "author_note" if in_note else "body"
        offset = 0
        for sentence in pieces:
            offset = paragraph.index(sentence, offset)
            start = position + offset
            article.append(Passage(section, number, kind, start, start + len(sentence), sentence))
            offset += len(sentence)
        position += len(paragraph) + 1
    return article


def _paragraphs(text: str, joins: Sequence[Mark]) -> list[str]:
    """Return the paragraphs of a text that have words, those that a person joins as one."""
    parts: list[str] = []
    for part in re.split(r"\n[^\S\n]*\n", re.sub(r"\r\n?", "\n", text)):
        before, after = canonical(parts[-1]) if parts else "", canonical(part)
        if any(len(before) + 1 in join.places(f"{before} {after}") for join in joins if before and after):
            parts[-1] += f" {part.strip()}"
        elif after:
            parts.append(part.strip())
    return parts


def recorded(copy: str, rows: Iterable[Mapping[str, str]], path: Path) -> Mapping[str, str]:
    """Return the text of each of the passages ``rows`` that stands in ``copy``, read from ``path``, by passage id.

    Raises:
        RefusedError: none of them is there.
    """
    return looked_up(
        copy, [(row["passage_id"], int(row["end"]) - int(row["start"]), row["sha256"]) for row in rows], path
    )


def looked_up(copy: str, wanted: Sequence[tuple[str, int, str]], path: Path) -> Mapping[str, str]:
    """Return what ``find_passages`` finds in ``copy``, read from ``path``.

    Raises:
        RefusedError: none of the passages is there.
    """
    texts = find_passages(copy, wanted)
    if not texts:
        msg = f"{path}: not this article: none of its {len(wanted)} passages is in that file"
        raise RefusedError(msg)
    return texts


def find_passages(copy: str, wanted: Iterable[tuple[str, int, str]]) -> Mapping[str, str]:
    """Return the text of each passage that stands in ``copy``, by passage id.

    ``wanted`` gives id, length in code points and SHA-256. Each is looked up at every word start of
    the canonical copy, so neither its segmentation nor the text around it matters.
    """
    text = canonical(copy)
    by_length: dict[int, dict[str, list[str]]] = {}
    for passage_id, length, sha256 in wanted:
        by_length.setdefault(length, {}).setdefault(sha256, []).append(passage_id)
    starts = [match.start() for match in re.finditer(r"(?<!\w)\S", text)]
    texts: dict[str, str] = {}
    for length, hashes in by_length.items():
        for start in starts:
            if not hashes or start + length > len(text):
                break
            span = text[start : start + length]
            texts.update(dict.fromkeys(hashes.pop(digest(span), ()), span))
    return texts
