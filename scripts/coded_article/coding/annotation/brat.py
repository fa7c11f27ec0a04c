"""Annotations for brat (https://brat.nlplab.org): a text, a file of stand-off lines, and the types of both.

A note of brat holds the id of the row and of its record, since brat numbers spans in its own way; of new words a note
with the record alone is enough.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from coded_article.coding.annotation.article import Annotated, Relation, Span
from coded_article.errors import RefusedError

_SPAN = re.compile(r"(T[0-9]+)\t(\S+) ([0-9]+ [0-9]+(?:;[0-9]+ [0-9]+)*)(?:\t.*)?")
_RELATION = re.compile(r"(R[0-9]+)\t(\S+) Arg1:(\S+) Arg2:(\S+)\s*")
_NOTE = re.compile(r"#[0-9]+\tAnnotatorNotes ([TR][0-9]+)\t(.*)")
_ROW = re.compile(r"([a-z0-9][a-z0-9-]*:)?(evd|men|rel)-[0-9]{3,}")


def files(article: Annotated, stem: str, parts: Sequence[str], predicates: Sequence[str]) -> dict[str, str]:
    """Return the files of a collection by name; ``parts`` are its types of spans."""
    names = {span: f"T{number}" for number, span in enumerate(article.spans, start=1)}
    lines, notes = [], []
    for span, name in names.items():
        words = article.text[span.start : span.end]
        lines.append(f"{name}\t{span.part} {span.start} {span.end}\t{words}")
        notes.append(f"AnnotatorNotes {name}\t{span.id} {span.record}")
    for number, item in enumerate(article.relations, start=1):
        lines.append(f"R{number}\t{item.predicate} Arg1:{names[item.subject]} Arg2:{names[item.object]}\t")
        notes.append(f"AnnotatorNotes R{number}\t{item.id}")
    lines += (f"#{number}\t{note}" for number, note in enumerate(notes, start=1))
    ends = "Arg1:<ENTITY>, Arg2:<ENTITY>"
    types = ["[entities]", *parts, "[relations]", f"<OVERLAP> {ends}, <OVL-TYPE>:<ANY>"]
    types += [*(f"{predicate} {ends}" for predicate in predicates), "[events]", "[attributes]"]
    return {
        f"{stem}.txt": f"{article.text}\n",
        f"{stem}.ann": "".join(f"{line}\n" for line in lines),
        "annotation.conf": "".join(f"{line}\n" for line in types),
    }


def read(path: Path, text: str, lines: str) -> Annotated:
    """Return what is in a file of brat: its text, and its stand-off lines, read from ``path``.

    Each part of discontinuous words is a span of its own. Lines of other kinds, such as events, are passed over.

    Raises:
        RefusedError: a line is no such line, or leads to words that are not there.
    """
    notes: dict[str, str] = {}
    found: dict[str, list[Span]] = {}
    drawn: list[tuple[int, str, str, str, str]] = []
    for number, line in enumerate(lines.replace("\r\n", "\n").split("\n"), start=1):
        if match := _SPAN.fullmatch(line):
            pieces = [piece.partition(" ") for piece in match[3].split(";")]
            found[match[1]] = [Span("", "", match[2], int(start), int(end), match[1]) for start, _, end in pieces]
            if not all(span.start < span.end <= len(text) for span in found[match[1]]):
                raise _refusal(path, number, f"{match[1]} is outside of the text")
        elif match := _RELATION.fullmatch(line):
            drawn.append((number, match[1], match[2], match[3], match[4]))
        elif match := _NOTE.fullmatch(line):
            notes[match[1]] = match[2]
        elif line.strip() and not re.match(r"[EANM*#]", line):
            raise _refusal(path, number, f"{line[:40]!r} is no line of brat")
    for name, spans in found.items():
        ids = notes.get(name, "").split()
        row = next((word for word in ids if _ROW.fullmatch(word)), "")
        record = next((word for word in ids if word != row), "")
        found[name] = [replace(span, id=row, record=record) for span in spans]
    relations = []
    for number, name, predicate, subject, object_ in drawn:
        for end in (subject, object_):
            if end not in found:
                raise _refusal(path, number, f"{name} leads to {end}, which is not there")
        row = next((word for word in notes.get(name, "").split() if _ROW.fullmatch(word)), "")
        relations.append(Relation(row, predicate, found[subject][0], found[object_][0], name))
    return Annotated(text, [span for spans in found.values() for span in spans], relations)


def _refusal(path: Path, number: int, reason: str) -> RefusedError:
    return RefusedError(f"{path}:{number}: {reason}; save the document in brat again")
