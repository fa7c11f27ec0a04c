"""From quotes to anchors: the words that a row rests on become passage, start, end and hash."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from coded_article.canonical import canonical, digest
from coded_article.csvfile import last_number
from coded_article.errors import RefusedError

COLUMNS = ("id", "part", "quote", "passage_id", "within")


@dataclass(frozen=True)
class Quote:
    """One row of a working file: ``id`` is a record's for evidence, an actor's for a mention."""

    place: str
    id: str
    part: str
    quote: str
    passage_id: str
    within: str


@dataclass(frozen=True)
class Span:
    """Where a quote stands: in which passage, and from where to where in it."""

    passage_id: str
    start: int
    end: int
    text: str


def read_quotes(path: Path) -> list[Quote]:
    """Return the rows of a working file.

    Raises:
        RefusedError: the file is absent, not CSV in UTF-8, or has other columns.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            header = set(reader.fieldnames or ())
            if not set(COLUMNS[:3]) <= header <= set(COLUMNS):
                found = ",".join(reader.fieldnames or ())
                msg = f"{path}: the columns must be {', '.join(COLUMNS)}, of which the last two may be left out"
                raise RefusedError(f"{msg}; found {found!r}")
            rows = [(reader.line_num, row) for row in reader]
    except FileNotFoundError:
        msg = f"{path}: no such file; give the working file with your quotes"
        raise RefusedError(msg) from None
    except (csv.Error, UnicodeDecodeError) as error:
        msg = f"{path}: not a readable CSV file in UTF-8 ({error})"
        raise RefusedError(msg) from None
    quotes = []
    for line, row in rows:
        if None in row or any(cell is None for cell in row.values()):
            msg = f"{path}:{line}: the row has not as many cells as the header; quote cells that hold commas"
            raise RefusedError(msg)
        quotes.append(Quote(str(line), *(canonical(row.get(column, "")) for column in COLUMNS)))
    return quotes


@dataclass(frozen=True)
class Anchored:
    """What became of quotes: the rows of ``evidence`` and ``mentions`` after them, and what was refused."""

    evidence: list[dict[str, str]]
    mentions: list[dict[str, str]]
    refused: list[str]


def anchor(
    quotes: Sequence[Quote],
    passages: Mapping[str, str],
    records: AbstractSet[str],
    parts: Mapping[str, Sequence[str]],
    tables: Mapping[str, Sequence[Mapping[str, str]]],
) -> Anchored:
    """Anchor quotes in the passages (text by id).

    ``records`` are the registered ids, ``parts`` the codes of the parts of evidence and the types of
    mentions by table, ``tables`` the rows of evidence and mentions that are there already.
    """
    found: dict[str, list[tuple[Quote, Span]]] = {"evidence": [], "mentions": []}
    refused = []
    types = {
        (row["actor_id"], row["passage_id"], row["start"], row["end"]): row["form_type"] for row in tables["mentions"]
    }
    for quote in quotes:
        span = locate(quote, passages)
        name = "mentions" if quote.id.rpartition(":")[2].startswith("act-") else "evidence"
        if quote.id not in records:
            span = f"no record {quote.id!r} is registered in data/records.csv; add it there first"
        elif quote.part not in parts[name]:
            span = f"part {quote.part!r} is none of {', '.join(parts[name])}"
        elif name == "mentions" and isinstance(span, Span):
            known = types.setdefault((quote.id, span.passage_id, str(span.start), str(span.end)), quote.part)
            if known != quote.part:
                span = f"the mention is recorded as {known}, not {quote.part}; make the two agree"
        if isinstance(span, Span):
            found[name].append((quote, span))
        else:
            refused.append(f'{quote.place} {quote.id}: "{quote.quote}": {span}')
    return Anchored(
        _evidence(found["evidence"], tables["evidence"]), _mentions(found["mentions"], tables["mentions"]), refused
    )


def locate(quote: Quote, passages: Mapping[str, str]) -> Span | str:
    """Return where ``quote`` stands in the passages (text by id), or what is wrong and what to add.

    An empty quote stands for the whole passage.
    """
    if quote.passage_id and quote.passage_id not in passages:
        return f"there is no passage {quote.passage_id}; correct `passage_id`"
    if not quote.quote:
        if not quote.passage_id:
            return "neither quote nor passage; fill `quote`, or `passage_id` for the whole passage"
        text = passages[quote.passage_id]
        return Span(quote.passage_id, 0, len(text), text)
    searched = {quote.passage_id: passages[quote.passage_id]} if quote.passage_id else passages
    found = [
        Span(passage_id, start, start + len(quote.quote), quote.quote)
        for passage_id, text in searched.items()
        for outer, end in _frames(text, quote.within)
        for start in _starts(text[outer:end], quote.quote, outer)
    ]
    where = quote.passage_id or "the article"
    if not found:
        inside = f" inside `within`, or `within` itself does not stand in {where}" if quote.within else ""
        return f"these words do not stand in {where}{inside}; copy them from the text exactly"
    return found[0] if len(found) == 1 else _ambiguous(found)


def _ambiguous(found: Sequence[Span]) -> str:
    places = sorted({span.passage_id for span in found})
    if len(places) > 1:
        return f"these words stand in {', '.join(places)}; fill `passage_id`"
    remedy = "fill `within` with longer words that hold them and stand there once"
    return f"these words stand {len(found)} times in {places[0]}; {remedy}"


def _frames(text: str, within: str) -> Iterator[tuple[int, int]]:
    if not within:
        yield 0, len(text)
    for start in _starts(text, within, 0) if within else ():
        yield start, start + len(within)


def _starts(text: str, words: str, offset: int) -> Iterator[int]:
    """Yield where ``words`` begin in ``text`` as whole words."""
    before = r"(?<!\w)" if re.match(r"\w", words) else ""
    after = r"(?!\w)" if re.search(r"\w$", words) else ""
    for match in re.finditer(f"{before}(?={re.escape(words)}{after})", text):
        yield match.start() + offset


def _evidence(anchored: Sequence[tuple[Quote, Span]], old: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return the evidence with the new spans added; spans that are there already keep their id."""
    rows = [
        {
            "record_id": quote.id,
            "passage_id": span.passage_id,
            "part": quote.part,
            "start": str(span.start),
            "end": str(span.end),
            "sha256": digest(span.text),
        }
        for quote, span in anchored
    ]
    return _merged("evidence_id", "evd", ("record_id", "passage_id", "part", "start", "end"), rows, old)


def _mentions(anchored: Sequence[tuple[Quote, Span]], old: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return the mentions with the new spans added; spans that are there already keep their id."""
    rows = [
        {
            "actor_id": quote.id,
            "passage_id": span.passage_id,
            "start": str(span.start),
            "end": str(span.end),
            "form": span.text,
            "form_type": quote.part,
        }
        for quote, span in anchored
    ]
    return _merged("mention_id", "men", ("actor_id", "passage_id", "start", "end"), rows, old)


def _merged(
    id_column: str,
    prefix: str,
    identity: Sequence[str],
    rows: Sequence[dict[str, str]],
    old: Sequence[Mapping[str, str]],
) -> list[dict[str, str]]:
    merged = {tuple(row[column] for column in identity): dict(row) for row in old}
    last = last_number(row[id_column] for row in old)
    for row in rows:
        key = tuple(row[column] for column in identity)
        if key not in merged:
            last += 1
        merged[key] = {id_column: merged[key][id_column] if key in merged else f"{prefix}-{last:03d}", **row}
    return list(merged.values())
