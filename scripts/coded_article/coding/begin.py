"""A package for another article, begun: the profile's schemas and codes, empty tables, the article's seeds."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from coded_article.coding.documents import documents
from coded_article.console import counted, visible
from coded_article.errors import RefusedError
from coded_article.files.canonical_csv import format_rows, format_table
from coded_article.files.json_text import json_text
from coded_article.model.citation import ORCID, parted
from coded_article.model.edtf import bounds
from coded_article.model.problems import Problem
from coded_article.model.profile import (
    CONFORMS_TO,
    COPY,
    CSV,
    KEYS,
    PACKAGE_NAME,
    PACKAGE_PROFILE,
    PROFILE,
    SCHEMAS,
    SENTENCES,
    TABLES,
    VERSIONS,
    by_vocabulary,
    profile_codes,
    with_codes,
)
from coded_article.text.around import AROUND
from coded_article.text.canonical import canonical, words
from coded_article.text.fingerprint import passage_rows, source_row
from coded_article.text.passages import Passage, passages
from coded_article.text.sentences import Mark, as_text, beside, is_doubtful

MARKS = beside(PurePosixPath(COPY)).as_posix()
_FIRST = "0.1.0"
_RIGHTS = "All rights with the author and the publisher."
_LONG = 100  # words of a sentence that are hardly one
_HEADING = 12  # words of a heading at most
_PULLED = 20  # characters of a sentence that is hardly repeated by chance
_HEADED = 300  # words of an article that hardly has no heading
_ENGLISH = frozenset(
    (
        "the",
        "of",
        "and",
        "to",
        "a",
        "in",
        "is",
        "it",
        "that",
        "was",
        "for",
        "on",
        "as",
        "with",
        "be",
        "by",
        "not",
        "he",
        "his",
        "her",
        "they",
        "at",
        "this",
        "are",
        "or",
    )
)
_COMMON = 0.15  # of the words of an English text, the least share of these
# the option that fills a cell of the new package, by where a fault in it is told
_OPTIONS = {
    ("data/actors.csv", "name"): "--author",
    **{("seeds/sources.csv", name): f"--{name}" for name in ("title", "publisher", "language", "url", "rights")},
}


@dataclass(frozen=True)
class Begun:
    """What is known of an article before it is coded; an empty string is unknown."""

    name: str
    title: str
    author: str
    publisher: str
    date: str
    licence: str
    rights: str
    language: str
    kind: str
    creator: str
    orcid: str
    url: str = ""


def name_of(author: str, date: str, title: str) -> str:
    """Return a package name such as ``pifer-2025-ukraine-negotiations`` from author, EDTF date and title."""
    parts = [author.rpartition(" ")[2], date[:4], *[word for word in title.split() if len(word) > 3][:3]]
    plain = unicodedata.normalize("NFKD", " ".join(parts)).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "article"


def contents(begun: Begun, text: str, marks: Sequence[Mark] = ()) -> dict[str, str]:
    """Return the files of the new package by path, the copy of the article and the ``marks`` beside it among them.

    Raises:
        RefusedError: name, date or kind cannot be such, or the text has no sentence.
    """
    if not PACKAGE_NAME.fullmatch(begun.name):
        msg = f'--name: "{begun.name}" is no name of a package; write one such as author-2025-topic'
        raise RefusedError(msg)
    span = bounds(begun.date) if begun.date else None
    if begun.date and span is None:
        msg = f'--date: "{begun.date}" is no EDTF date; write one such as 2025-02-17, 2025-02 or 2025-02-17/2025-02-28'
        raise RefusedError(msg)
    article_passages = passages(text, begun.language, marks, begun.author)
    if not any(passage.kind in SENTENCES for passage in article_passages):
        msg = "--article: has no sentence, only headings or credits; end each sentence with a closing mark"
        raise RefusedError(msg)
    if begun.orcid and not (begun.creator and ORCID.fullmatch(begun.orcid)):
        msg = (
            f'--orcid: "{begun.orcid}" is no ORCID of a --creator; write one such as 0000-0002-1825-0097, and the name'
        )
        raise RefusedError(msg)
    known_codes = profile_codes()
    kinds = [row["code"] for row in known_codes if row["vocabulary"] == "source_kind"]
    if begun.kind not in kinds:
        msg = f'--kind: "{begun.kind}" is no kind of source; choose of {", ".join(kinds)}'
        raise RefusedError(msg)
    known = {
        "kind": begun.kind,
        "title": begun.title,
        "title_basis": _basis(begun.title),
        "author_id": "act-001",
        "publisher": begun.publisher,
        "publisher_basis": _basis(begun.publisher),
        "published_edtf": begun.date,
        "published_earliest": span[0].isoformat() if span else "",
        "published_latest": span[1].isoformat() if span else "",
        "published_basis": _basis(begun.date),
        "language": begun.language,
        "url": begun.url,
        "rights": begun.rights or _RIGHTS,
    }
    used = {field.get("vocabulary") for name in TABLES for field in SCHEMAS[name]["fields"]}
    codes = [row for row in known_codes if row["vocabulary"] in used]
    schemas = {name: with_codes(SCHEMAS[name], by_vocabulary(codes)) for name in TABLES}
    rows: dict[str, list[dict[str, str]]] = {
        "sources": [source_row("src-001", canonical(text), article_passages, tuple(PROFILE["sources"]), known)],
        "passages": passage_rows("src-001", article_passages, []),
        "actors": [{"actor_id": "act-001", "name": begun.author, "actor_type": "person"}],
        "records": [{"record_id": "act-001", "table": "actors", "added_in": _FIRST}],
        "codes": codes,
    }
    texts = {f"schemas/{name}.json": json_text(schema) for name, schema in schemas.items()}
    for name in TABLES:
        columns = list(PROFILE[name])
        full = [{column: row.get(column, "") for column in columns} for row in rows.get(name, [])]
        texts[_path(name)] = format_table(columns, KEYS[name], full) if full else format_rows([columns])
    texts["datapackage.json"] = json_text(_descriptor(begun, schemas))
    prose = documents(begun.title or begun.name, begun.rights or _RIGHTS, begun.licence)
    return {**texts, **prose, COPY: text, **({MARKS: as_text(marks)} if marks else {})}


def outline(article_passages: Sequence[Passage]) -> Iterator[str]:
    """Yield how an article was cut: each heading with the sentences under it, then what looks like a wrong cut."""
    kinds = Counter(passage.kind for passage in article_passages)
    sentences = [passage for passage in article_passages if passage.kind in SENTENCES]
    yield ", ".join(f"{kind} {count}" for kind, count in kinds.items())
    under = Counter(passage.section for passage in sentences)
    if 0 in under:
        yield f"  (no heading): {counted(under[0], 'sentence')}"
    for passage in article_passages:
        if passage.kind == "heading":
            yield f"  {visible(passage.text)}: {counted(under[passage.section], 'sentence')}"
        elif passage.kind == "credit":
            yield f"  (credit) {visible(passage.text)}"
    alone = Counter(passage.paragraph for passage in article_passages)
    for number, passage in enumerate(article_passages, start=1):
        size = len(passage.text.split())
        if passage in sentences and size == 1 and passage.text.isascii():
            yield f'check psg-{number:03d}: a sentence of one word, "{visible(passage.text)}"'
        elif size > _LONG or len(passage.text) > 10 * _LONG:
            yield f'check psg-{number:03d}: {size} words without an end, beginning "{visible(passage.text, 40)}"'
        elif (
            passage in sentences
            and passage.text.endswith((":", "?"))
            and size <= _HEADING
            and (alone[passage.paragraph] == 1)
        ):
            yield f'check psg-{number:03d}: a heading? "{visible(passage.text)}"'
    said: set[str] = set()
    for number, passage in enumerate(article_passages, start=1):
        text = visible(passage.text)
        if passage.kind != "credit" and AROUND.match(passage.text):
            yield f'check psg-{number:03d}: perhaps no part of the article, "{text}"; if so, delete it from your copy'
        elif passage.text in said and len(passage.text) > _PULLED:
            yield f'check psg-{number:03d}: says again what stands above, "{text}"; a pull quote is no sentence'
        said.add(passage.text)
    numbered = [(f"psg-{n:03d}", one.paragraph, one.text) for n, one in enumerate(article_passages, start=1)]
    yield from (line for line, _ in doubts(numbered))
    if not kinds["heading"] and sum(len(passage.text.split()) for passage in article_passages) > _HEADED:
        yield "check: no heading was found; one stands on a line of its own, without a closing mark"


def is_english(text: str) -> bool:
    """Return whether a text looks like English, by how many of its words are among the most common ones."""
    all_words = words(text)
    return sum(word in _ENGLISH for word in all_words) >= _COMMON * len(all_words)


def doubts(passages: Sequence[tuple[str, object, str]]) -> Iterator[tuple[str, str]]:
    """Yield where a cut between two passages may be wrong, and the words around it, as a mark has them.

    Each passage is given by id, paragraph and text.
    """
    for (one, paragraph, before), (other, same, after) in pairwise(passages):
        if paragraph == same and is_doubtful(before, after):
            place = f"{' '.join(before.split()[-2:])} | {' '.join(after.split()[:2])}"
            yield f"check {one} and {other}: one sentence? {visible(place, 60)}", place


def licence_of(text: str) -> str:
    """Return an SPDX id as SPDX writes it.

    Raises:
        RefusedError: it is none.
    """
    try:
        spdx_id = str(canonicalize_license_expression(text))
    except InvalidLicenseExpression:
        spdx_id = ""
    if not spdx_id or " " in spdx_id:
        msg = f'--licence: "{text}" is no SPDX id of a licence; write one such as CC-BY-4.0, CC0-1.0 or ODbL-1.0'
        raise RefusedError(msg)
    return spdx_id


def option_of(fault: Problem) -> str:
    """Return the option of ``init`` that a fault in the new package comes from; empty if from none."""
    return _OPTIONS.get((fault.path, fault.column), "")


def _basis(cell: str) -> str:
    return "unverified" if cell else "unknown"


def _path(table: str) -> str:
    return f"{'seeds' if table in ('sources', 'passages') else 'data'}/{table}.csv"


def _descriptor(begun: Begun, schemas: dict[str, dict[str, Any]]) -> dict[str, Any]:
    titled = begun.title or "an untitled article"
    return {
        "$schema": PACKAGE_PROFILE,
        "conformsTo": CONFORMS_TO[VERSIONS[-1]],
        "name": begun.name,
        "title": f"Coded Article: {titled}",
        "description": f"The actors, events, statements and recommendations of {titled}, by {begun.author}.",
        "version": _FIRST,
        "licenses": [{"name": begun.licence}],
        "contributors": [_contributor(begun)],
        "sources": [{"title": ", ".join(filter(None, (begun.author, begun.title, begun.publisher, begun.date)))}],
        "resources": [_resource(name, schema) for name, schema in schemas.items()],
    }


def _contributor(begun: Begun) -> dict[str, Any]:
    person: dict[str, str] = {}
    if begun.orcid:
        given, family = parted(begun.creator)
        person = {"givenName": given, "familyName": family, "path": f"https://orcid.org/{begun.orcid}"}
    named = {key: value for key, value in person.items() if value}
    return {"title": begun.creator or "The package's maintainers", **named, "roles": ["creator", "maintainer"]}


def _resource(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "path": _path(name),
        "title": schema["title"],
        "description": schema["description"],
        **CSV,
        "schema": f"schemas/{name}.json",
    }
