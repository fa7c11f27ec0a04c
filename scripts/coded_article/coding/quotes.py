"""From quotes to anchors: the words that a row rests on become passage, start, end and hash."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from coded_article.errors import RefusedError
from coded_article.files.canonical_csv import last_number, read_grid
from coded_article.model.profile import KEYS, PREFIXES
from coded_article.text.canonical import canonical, digest, starts

# where the words stand that a record rests on; the whole passage if there is no quote
_MARKS = "\"'.,;:!?()"
_MOST_RUNS = 5_000  # among which words that are written otherwise are looked for
WHERE = ("quote", "passage_id", "within")
COLUMNS = ("id", "part", *WHERE)
# what tells a span from others of its table, and the column and the prefix of its id
_IDENTITY = {
    "evidence": ("record_id", "passage_id", "part", "start", "end"),
    "mentions": ("actor_id", "passage_id", "start", "end"),
}
# the columns whose words are anchored as this part
_COLUMNS = {"cue": "cue", "date": "date_text"}
_IDS = {table: (*KEYS[table], PREFIXES[table]) for table in ("evidence", "mentions")}


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
    grid = read_grid(path)
    header = grid[0] if grid else []
    if not set(COLUMNS[:3]) <= set(header) <= set(COLUMNS) or len(set(header)) < len(header):
        msg = f"{path}: the columns must be {', '.join(COLUMNS)}, of which the last two may be left out"
        raise RefusedError(f"{msg}; found {','.join(header)!r}")
    quotes = []
    for number, cells in enumerate(grid[1:], start=2):
        if cells and len(cells) != len(header):
            msg = f"{path}:{number}: the row has not as many cells as the header; quote cells that hold commas"
            raise RefusedError(msg)
        if cells:
            row = dict(zip(header, cells, strict=True))
            quotes.append(Quote(str(number), *(canonical(row.get(column, "")) for column in COLUMNS)))
    return quotes


@dataclass(frozen=True)
class Anchored:
    """What became of quotes: the rows of ``evidence`` and ``mentions`` after them, and what was refused.

    ``spans`` gives for each quote its place, its table, and the row that holds it.
    """

    evidence: list[dict[str, str]]
    mentions: list[dict[str, str]]
    refused: list[str]
    spans: list[tuple[str, str, dict[str, str]]]


def span_key(table: str, row: Mapping[str, str]) -> tuple[str, ...]:
    """Return the cells that tell a row of ``evidence`` or ``mentions`` from others."""
    return tuple(row[column] for column in _IDENTITY[table])


def anchor(
    quotes: Sequence[Quote],
    passages: Mapping[str, str],
    records: AbstractSet[str],
    parts: Mapping[str, Sequence[str]],
    tables: Mapping[str, Sequence[Mapping[str, str]]],
    issued: Mapping[str, int],
) -> Anchored:
    """Anchor quotes in the passages (text by id).

    ``records`` are the registered ids, ``parts`` the codes of the parts of evidence and the types of
    mentions by table, ``tables`` the rows of evidence and mentions that are there already, ``issued`` the numbers of
    the last ids that these tables ever had.
    """
    rows = {name: {span_key(name, row): dict(row) for row in tables[name]} for name in _IDENTITY}
    last = {
        name: max(issued[name], last_number(row[column] for row in tables[name])) for name, (column, _) in _IDS.items()
    }
    refused = []
    spans = []
    for quote in quotes:
        name = table_of(quote)
        span = locate(quote, passages)
        row = {} if isinstance(span, str) else row_of(quote, span)
        known = rows[name].get(span_key(name, row)) if row else None
        if quote.id not in records:
            span = f"no record {quote.id!r} is registered in data/records.csv; add it there first"
        elif quote.part not in parts[name]:
            span = f"part {quote.part!r} is none of {', '.join(parts[name])}"
        elif known and name == "mentions" and known["form_type"] != quote.part:
            span = f"the mention is recorded as {known['form_type']}, not {quote.part}; make the two agree"
        if isinstance(span, str):
            where = f"{quote.id} {_COLUMNS[quote.part]}" if quote.part in _COLUMNS else quote.id
            refused.append(f'{quote.place} {where}: "{quote.quote}": {span}')
            continue
        if known is None:
            last[name] += 1
            column, prefix = _IDS[name]
            known = rows[name][span_key(name, row)] = {column: f"{prefix}-{last[name]:03d}"}
        known |= row
        spans.append((quote.place, name, known))
    return Anchored(list(rows["evidence"].values()), list(rows["mentions"].values()), refused, spans)


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
    matches = [
        Span(passage_id, start, start + len(quote.quote), quote.quote)
        for passage_id, text in searched.items()
        for outer, end in _frames(text, quote.within)
        for start in starts(text[outer:end], quote.quote, outer)
    ]
    if not matches:
        return _missing(quote, searched)
    return matches[0] if len(matches) == 1 else _ambiguous(matches)


def _missing(quote: Quote, passages: Mapping[str, str]) -> str:
    """Return why the words of a quote stand in none of the passages, and what to do."""
    where = quote.passage_id or "the article"
    if quote.within:
        if any(True for text in passages.values() for _ in starts(text, quote.within)):
            return "these words do not occur inside `within` as whole words; widen it"
        return f"`within` does not occur in {where} as whole words; copy it from the text, up to the end of a word"
    longer = (re.search(rf"\w*{re.escape(quote.quote)}\w*", text) for text in passages.values())
    if word := next(filter(None, longer), None):
        return f"these words occur in {where} only inside longer ones, {word[0]}; quote whole words"
    near = _near(quote.quote, passages)
    copy = f'did you mean "{near}"?' if near else "copy them from the text exactly"
    return f"these words do not occur in {where}; {copy}"


def _near(words: str, passages: Mapping[str, str]) -> str:
    """Return the words of a passage that are most like some that stand in none, empty if none are much like them."""
    count = len(words.split())
    runs: set[str] = set()
    for text in passages.values():
        pieces = text.split()
        runs |= {" ".join(pieces[at : at + count]).strip(_MARKS) for at in range(len(pieces) - count + 1)}
    near = get_close_matches(words, sorted(runs), 1, 0.8) if len(runs) <= _MOST_RUNS else []
    return near[0] if near else ""


def _ambiguous(matches: Sequence[Span]) -> str:
    places = sorted({span.passage_id for span in matches})
    if len(places) > 1:
        return f"these words occur in {', '.join(places)}; fill `passage_id`"
    remedy = "fill `within` with longer words that hold them and stand there once"
    return f"these words stand {len(matches)} times in {places[0]}; {remedy}"


def _frames(text: str, within: str) -> Iterator[tuple[int, int]]:
    if not within:
        yield 0, len(text)
    for start in starts(text, within) if within else ():
        yield start, start + len(within)


def within(text: str, start: int, end: int) -> str:
    """Return the fewest words around a span of a passage that tell it from the same words elsewhere in it.

    They are empty where the words stand there once, and the whole passage where nothing less will do.
    """
    quote = text[start:end]
    if list(starts(text, quote)) == [start]:
        return ""
    for more in range(1, len(text)):
        for left in range(max(0, more - (len(text) - end)), min(more, start) + 1):
            first, last = start - left, end + more - left
            frame = text[first:last]
            if frame == frame.strip() and list(starts(text, frame)) == [first]:
                if list(starts(frame, quote)) == [left]:
                    return frame
    return text


def table_of(quote: Quote) -> str:
    """Return the table that holds a quote: ``mentions`` of actors, ``evidence`` of everything else."""
    return "mentions" if quote.id.rpartition(":")[2].startswith(f"{PREFIXES['actors']}-") else "evidence"


def row_of(quote: Quote, span: Span) -> dict[str, str]:
    """Return the row of a quote but for its id."""
    where = {"passage_id": span.passage_id, "start": str(span.start), "end": str(span.end)}
    if table_of(quote) == "mentions":
        return {"actor_id": quote.id, **where, "form": span.text, "form_type": quote.part}
    return {"record_id": quote.id, **where, "part": quote.part, "sha256": digest(span.text)}
