"""A coded article as one text with spans and relations on it, which every annotation tool knows in a form of its own.

The text is the canonical one, with each passage on a line of its own: the space between two passages is the end of a
line, so positions are those of the canonical text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from coded_article.errors import RefusedError
from coded_article.model.profile import KEYS
from coded_article.model.schema import Descriptor
from coded_article.read.opening import Opened
from coded_article.text.passages import recorded

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]
# the tables of spans, with the columns that say of what, and as what
MARKED = {"evidence": ("record_id", "part"), "mentions": ("actor_id", "form_type")}
TABLES = ("sources", "passages", "evidence", "mentions", "relations", "records", "codes")


@dataclass(frozen=True)
class Span:
    """Words of the text: what they are evidence of, or whom they mention, and as which part or type of form.

    ``id`` is that of its row, or empty; ``place`` says where a tool has it.
    """

    id: str
    record: str
    part: str
    start: int
    end: int
    place: str = ""


@dataclass(frozen=True)
class Relation:
    """A relation between the records of two spans; ``id`` is that of its row, or empty."""

    id: str
    predicate: str
    subject: Span
    object: Span
    place: str = ""


@dataclass(frozen=True)
class Annotated:
    """A text, and what is marked in it."""

    text: str
    spans: Sequence[Span]
    relations: Sequence[Relation]


def tables_of(package: Opened) -> Tables:
    """Return the rows that annotations, and sheets of them, are made of, by table.

    Raises:
        RefusedError: a table cannot be read, spans lead nowhere, or the package is of several articles.
    """
    tables = dict(zip(TABLES, package.rows(*TABLES), strict=True))
    if len(tables["sources"]) != 1:
        msg = f"{package.root}: has {len(tables['sources'])} sources; annotation tools take one text at a time"
        raise RefusedError(msg)
    if not _is_sound(tables):
        msg = f"{package.root}: has spans that lead nowhere; `coded-article validate` lists them, so correct them first"
        raise RefusedError(msg)
    return tables


def _is_sound(tables: Tables) -> bool:
    """Whether the passages follow one another, and every span is of one, and of a record that is not retired."""
    places = sorted((int(row["start"]), int(row["end"])) for row in tables["passages"])
    passages = {row["passage_id"] for row in tables["passages"]}
    records = {row["record_id"] for row in tables["records"] if not row["retired_in"]}
    return all(end <= start for (_, end), (start, _) in pairwise(places)) and all(
        row["passage_id"] in passages and row[key] in records
        for name, (key, _) in MARKED.items()
        for row in tables[name]
    )


def text_of(copy: str, passages: Sequence[Row], path: Path) -> str:
    """Return the article as it stands in ``copy``, read from ``path``, with each passage on a line of its own.

    Raises:
        RefusedError: a passage is not there.
    """
    texts = recorded(copy, passages, path)
    lost = [row["passage_id"] for row in passages if row["passage_id"] not in texts]
    if lost:
        msg = f"{path}: lacks {', '.join(lost[:3])}{' ...' if lost[3:] else ''}; `coded-article verify` says more"
        raise RefusedError(msg)
    text = ""
    for row in sorted(passages, key=lambda row: int(row["start"])):
        text += "\n" * (int(row["start"]) - len(text)) + texts[row["passage_id"]]
    return text


def annotated(tables: Tables, text: str) -> Annotated:
    """Return the spans and relations of a package, on the text of its article.

    A relation leads between the first spans of content of its ends, in its own passage if they have one there; one of a
    record without such a span is left out.
    """
    offsets = {row["passage_id"]: int(row["start"]) for row in tables["passages"]}
    spans: list[Span] = []
    ends: dict[str, list[tuple[str, Span]]] = {}
    for name, (key, column) in MARKED.items():
        for row in tables[name]:
            offset = offsets[row["passage_id"]]
            where = offset + int(row["start"]), offset + int(row["end"])
            span = Span(row[KEYS[name][0]], row[key], row[column], *where)
            spans.append(span)
            if row[column] in ("content", "whole"):
                ends.setdefault(row[key], []).append((row["passage_id"], span))
    relations = [
        Relation(
            row["relation_id"], row["predicate"], _end(ends[row["subject_id"]], row), _end(ends[row["object_id"]], row)
        )
        for row in tables["relations"]
        if {row["subject_id"], row["object_id"]} <= ends.keys()
    ]
    return Annotated(text, spans, relations)


def _end(spans: Sequence[tuple[str, Span]], relation: Row) -> Span:
    return next((span for passage_id, span in spans if passage_id == relation["passage_id"]), spans[0][1])


def predicates(descriptor: Descriptor) -> list[str]:
    """Return the codes of the predicates of relations."""
    (field,) = (field for field in descriptor.tables["relations"].fields if field.name == "predicate")
    return list(field.constraints.get("enum", []))
