"""What somebody marked in an annotation tool as a coding sheet, which ``anchor`` merges: only what is new in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coded_article.coding import blank, sheets
from coded_article.coding.annotation.article import MARKED, Annotated, Span, Tables, annotated, text_of
from coded_article.coding.quotes import within
from coded_article.errors import RefusedError
from coded_article.files.canonical_csv import format_rows
from coded_article.model.characters import shown_as_text
from coded_article.model.profile import KEYS, PREFIXES, RECORD_TABLES
from coded_article.model.schema import Descriptor
from coded_article.text.canonical import canonical

_LISTED = 5


@dataclass
class Imported:
    """The rows of a sheet by its name, what was refused, and the ids of rows that the tool does not have any more.

    ``texts`` has the text of each passage by id.
    """

    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Place:
    """A passage in the text of a tool."""

    passage_id: str
    start: int
    end: int
    text: str


def imported(article: Annotated, tables: Tables, path: Path) -> Imported:
    """Return the sheet of what is marked in ``article``, read from ``path``, and is not in the tables of the package.

    Words that go over the end of a passage are one row in each. New records get a row of their own to be filled.

    Raises:
        RefusedError: the text of the tool is another than the article's.
    """
    text = text_of(article.text, tables["passages"], path)
    if canonical(article.text) != canonical(text):
        msg = f"{path}: its text is more than the article, or has other words; annotate what `export` wrote"
        raise RefusedError(msg)
    is_exported = article.text.startswith(text)
    done = Imported({"quotes": [], "relations": []})
    places = [_place(row, text) for row in tables["passages"]]
    done.texts = {place.passage_id: place.text for place in places}
    spans = {
        (row[key], row["passage_id"], row[column], int(row["start"]), int(row["end"])): row[KEYS[name][0]]
        for name, (key, column) in MARKED.items()
        for row in tables[name]
    }
    triple = ("subject_id", "predicate", "object_id")
    relations = {tuple(row[column] for column in triple): row["relation_id"] for row in tables["relations"]}
    seen: set[str] = set()
    passage_of: dict[Span, str] = {}
    for span in article.spans:
        words = article.text[span.start : span.end]
        if not span.record:
            done.refused.append(
                f'{span.place}: "{_short(words)}" names no record; write its id, such as evt-001, to it'
            )
            continue
        for place, start, end in _pieces(span, article.text, places, is_exported=is_exported):
            passage_of.setdefault(span, place.passage_id)
            known = spans.get((span.record, place.passage_id, span.part, start, end))
            if known:
                seen.add(known)
                continue
            whole = (start, end) == (0, len(place.text)) and span.part == "whole"
            cells = {"id": span.record, "part": span.part, "passage_id": place.passage_id}
            more = {} if whole else {"quote": place.text[start:end], "within": within(place.text, start, end)}
            done.rows["quotes"].append({**cells, **more})
    for item in article.relations:
        key = item.subject.record, item.predicate, item.object.record
        if not all(key):
            done.refused.append(f"{item.place}: a relation lacks its predicate, or an end of it names no record")
        elif key in relations:
            seen.add(relations[key])
        else:
            cells = dict(zip(triple, key, strict=True))
            at = passage_of.get(item.subject, "")
            done.rows["relations"].append({**cells, "basis": "implied", "passage_id": at})
    had = annotated(tables, text)
    ids = [*(span.id for span in had.spans), *(item.id for item in had.relations)]
    done.gone = [known for known in ids if known not in seen]
    _add_records(done, {row["record_id"] for row in tables["records"]})
    return done


def _place(row: Mapping[str, str], text: str) -> _Place:
    start, end = int(row["start"]), int(row["end"])
    return _Place(row["passage_id"], start, end, text[start:end])


def _pieces(span: Span, text: str, places: Sequence[_Place], *, is_exported: bool) -> Iterator[tuple[_Place, int, int]]:
    """Yield the passages that a span of a tool's text covers, each with the positions in it.

    Where the text ``is_exported``, its positions are those of the canonical text.
    """
    words = text[span.start : span.end]
    first, last = span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip())
    if not is_exported:  # then white space and quotation marks may be others than in the canonical text
        first, last = len(canonical(f"{text[:first]}.")) - 1, len(canonical(text[:last]))
    for place in places:
        begin, end = max(first, place.start), min(last, place.end)
        if begin < end:
            yield place, begin - place.start, end - place.start


def _add_records(done: Imported, registered: set[str]) -> None:
    """Give a row of its own to each record that the package does not have."""
    named = [row["id"] for row in done.rows["quotes"]]
    named += [row[end] for row in done.rows["relations"] for end in ("subject_id", "object_id")]
    tables = {PREFIXES[table]: table for table in RECORD_TABLES}
    for name in dict.fromkeys(named):
        table = tables.get(name.partition("-")[0])
        if table and name not in registered and re.fullmatch(r"[a-z]{3}-[a-z0-9_-]+", name):
            done.rows.setdefault(table, []).append({KEYS[table][0]: name})


def texts(done: Imported, descriptor: Descriptor, tables: Tables) -> dict[str, str]:
    """Return a coding sheet as CSV files by name."""
    in_order = sorted(tables["passages"], key=lambda row: int(row["ordinal"]))
    passages = [{**row, "text": done.texts[row["passage_id"]]} for row in in_order]
    empty = blank.csv_texts(descriptor, passages, tables["codes"])
    filled = {}
    for name, rows in done.rows.items():
        columns = sheets.columns(descriptor)[name]
        cells = ([shown_as_text(row.get(column, "")) for column in columns] for row in rows)
        filled[f"{name}.csv"] = format_rows([columns, *cells])
    return {**empty, **filled}


def _short(words: str) -> str:
    return " ".join(words.split()[:_LISTED])
