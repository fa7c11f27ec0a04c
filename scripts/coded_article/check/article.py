"""The article itself: every passage, span and cell of a package compared with a copy of the text."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coded_article.model.problems import Problem, Rule, declare, problem
from coded_article.model.rights import SHARED_WORDS, is_free
from coded_article.model.schema import Rows
from coded_article.text.canonical import canonical, digest, starts, words
from coded_article.text.passages import looked_up
from coded_article.text.quotations import is_quoted

RULES = declare(
    Rule(
        code="passage-missing",
        statement="every passage is in the copy",
        remedy="compare your copy there: it lacks the passage or has other words",
        why="no span in the passage can be verified with this copy",
        bad="the copy: Finch shut the bridge.",
        good="the copy: Finch closed the bridge.",
        layer="anchors",
        needs_copy=True,
    ),
    Rule(
        code="span-text",
        statement="every span of evidence has its hash in the copy",
        remedy="anchor the quote again with `coded-article anchor`",
        why="the words at that place are not those that the coder marked, so the record has no support",
        bad="evd-001,evt-001,psg-001,content,7,24",
        good="evd-001,evt-001,psg-001,content,6,23",
        layer="anchors",
        needs_copy=True,
    ),
    Rule(
        code="form-text",
        statement="the form of a mention is in the copy at its span",
        remedy="anchor the mention again with `coded-article anchor`",
        why="the table says that the actor is named by words that are not there",
        bad="men-001,act-002,psg-001,13,23,The bridge,name",
        good="men-001,act-002,psg-001,13,23,the bridge,name",
        layer="anchors",
        needs_copy=True,
    ),
    Rule(
        code="source-text",
        statement="sources and passages have the counts and the hash of the text",
        remedy="run `coded-article fingerprint` again",
        why="the counts and hashes are what others compare their copy with: if they are wrong, a true copy looks false",
        bad="src-001,...,1204,210,14,5f16...",
        good="src-001,...,1203,210,14,5f16...",
        layer="anchors",
        needs_copy=True,
    ),
    Rule(
        code="quoted-text",
        statement=(
            "quoted words are what stands between quotation marks in a passage of their evidence, or, of what is long, "
            "its first words, its last, or both with ` ... ` between them"
        ),
        remedy="copy the words from between the marks",
        why="words would be put into the speaker's mouth that the article does not quote",
        bad="stm-001,never pardon",
        good="stm-001,never forgive",
        layer="anchors",
        needs_copy=True,
    ),
    Rule(
        code="cue-text",
        statement="the cue of a relation is in its passage",
        remedy="copy the words from the passage, or correct the passage",
        why="the word that is said to state the relation would not be there",
        bad="rel-001,rec-001,criticises,evt-001,stated,psg-001,,ought to",
        good="rel-001,rec-001,criticises,evt-001,stated,psg-001,,should have",
        layer="anchors",
        needs_copy=True,
    ),
    Rule(
        code="article-words",
        statement="no cell shares eight or more consecutive words with an article that is protected",
        remedy="say it in your own words; of a long quotation give the first or the last words",
        why=(
            "the tables are published freely and the article is not: more than short quotations would infringe "
            "its copyright"
        ),
        bad="evt-001,Finch closed the bridge between Oldtown and Newtown",
        good="evt-001,The bridge is closed",
        layer="anchors",
        needs_copy=True,
    ),
)

_SHORTEST = 2 * SHARED_WORDS - 2  # no cell shorter than this has so many words
# cells that hold names and titles may well repeat the article's
_NAMES = {"name", "office", "title", "publisher", "source_title", "url", "source_url", "sha256"}


@dataclass(frozen=True)
class TextRow:
    """One row as text: its line and its cells by column."""

    line: int
    cells: Mapping[str, str]

    def number(self, column: str) -> int:
        """Return an integer cell, -1 if it is none; its fault is reported elsewhere."""
        cell = self.cells[column]
        return int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 19 else -1


def rows_of(tables: Mapping[str, Rows], name: str) -> list[TextRow]:
    """Return the rows of a table by column name; a table that could not be read has none."""
    rows = tables.get(name)
    if rows is None or not rows.judged:
        return []
    return [
        TextRow(line, dict(zip(rows.table.columns, cells, strict=True)))
        for line, cells in zip(rows.lines, rows.cells, strict=True)
    ]


@dataclass(frozen=True)
class Reading:
    """What a copy of the article confirms: passages found, spans confirmed, and every problem."""

    found: Mapping[str, str]
    passages: int
    evidence: tuple[int, int]
    mentions: tuple[int, int]
    problems: Sequence[Problem]

    @property
    def counts(self) -> dict[str, tuple[int, int]]:
        """What was confirmed, and how much there is of it, by what it is called."""
        passages = len(self.found), self.passages
        return {"passages": passages, "spans of evidence": self.evidence, "mentions": self.mentions}


def read_against(tables: Mapping[str, Rows], copy: str, path: Path) -> Reading:
    """Hold every passage, span and cell of the package against a copy of the article, read from ``path``.

    Evidence and mentions are counted as (confirmed, all).

    Raises:
        RefusedError: none of the passages is there.
    """
    lengths = _lengths(tables)
    recorded = rows_of(tables, "passages")
    wanted = [(row.cells["passage_id"], lengths[row.cells["passage_id"]], row.cells["sha256"]) for row in recorded]
    passage_texts = looked_up(copy, wanted, path)
    # a package may hold several articles; a copy of one says nothing about the others
    sources = {row.cells["source_id"] for row in recorded if row.cells["passage_id"] in passage_texts}
    passages = [row for row in recorded if row.cells["source_id"] in sources]
    here = {row.cells["passage_id"] for row in passages}
    problems: list[Problem] = []
    confirmed: dict[str, tuple[int, int]] = {}
    fallen: dict[str, list[str]] = {}
    for name, code, shown in (("evidence", "span-text", "sha256"), ("mentions", "form-text", "form")):
        rows = [row for row in rows_of(tables, name) if row.cells["passage_id"] in here]
        bad = [
            row
            for row in rows
            if (text := _span(passage_texts, row)) is None
            or (digest(text) != row.cells["sha256"] if name == "evidence" else text != row.cells["form"])
        ]
        confirmed[name] = len(rows) - len(bad), len(rows)
        for row in bad:
            if row.cells["passage_id"] in passage_texts:
                problems.append(_fault(tables, code, name, row, shown, row.cells[shown]))
            else:  # told with its passage
                fallen.setdefault(row.cells["passage_id"], []).extend(
                    row.cells[column] for column in ("evidence_id", "mention_id", "record_id") if column in row.cells
                )
    for row in passages:
        passage_id = row.cells["passage_id"]
        if passage_id not in passage_texts:
            place = f"section {row.cells['section']}, paragraph {row.cells['paragraph']}"
            resting = ", ".join(sorted(set(fallen.get(passage_id, [])))) or "no row"
            detail = f"not confirmed with it: {resting}"
            problems.append(_fault(tables, "passage-missing", "passages", row, "sha256", place, detail))
    problems += _unquoted(tables, passage_texts)
    problems += _uncued(tables, passage_texts)
    problems += _miscounted(tables, passage_texts)
    free = {row.cells["source_id"] for row in rows_of(tables, "sources") if is_free(row.cells["rights"])}
    protected = [row.cells["passage_id"] for row in passages if row.cells["source_id"] not in free]
    problems += _shared(tables, [passage_texts[passage_id] for passage_id in protected if passage_id in passage_texts])
    return Reading(passage_texts, len(passages), confirmed["evidence"], confirmed["mentions"], problems)


def _miscounted(tables: Mapping[str, Rows], passage_texts: Mapping[str, str]) -> Iterator[Problem]:
    """Yield where the counts and hashes of a source, all of whose passages were found, are not the text's."""
    texts: dict[str, str] = {}
    counted: Counter[str] = Counter()
    lacking = set()
    for row in sorted(rows_of(tables, "passages"), key=lambda row: row.number("ordinal")):
        text = passage_texts.get(row.cells["passage_id"])
        if text is None:
            lacking.add(row.cells["source_id"])
            continue
        source_id = row.cells["source_id"]
        before = texts.get(source_id, "")
        texts[source_id] = before + " " * (len(before) < row.number("start")) + text
        counted[source_id] += len(text.split())
        if row.number("words") != len(text.split()):
            yield _fault(tables, "source-text", "passages", row, "words", row.cells["words"])
    for row in rows_of(tables, "sources"):
        source_id = row.cells["source_id"]
        if source_id in texts and source_id not in lacking:
            whole = texts[source_id]
            computed = {"characters": str(len(whole)), "words": str(counted[source_id]), "sha256": digest(whole)}
            for column, value in computed.items():
                if row.cells[column] != value:
                    yield _fault(tables, "source-text", "sources", row, column, row.cells[column], f"it is {value}")


def _unquoted(tables: Mapping[str, Rows], passage_texts: Mapping[str, str]) -> Iterator[Problem]:
    rests_on: dict[str, list[str]] = {}
    for row in rows_of(tables, "evidence"):
        rests_on.setdefault(row.cells["record_id"], []).append(row.cells["passage_id"])
    paragraphs = _paragraphs(tables, passage_texts)
    for row in rows_of(tables, "statements"):
        quoted, passages = row.cells["quoted_words"], rests_on.get(row.cells["statement_id"], [])
        if quoted and all(passage in passage_texts for passage in passages):
            places = [paragraphs[passage] for passage in dict.fromkeys(passages)]
            if not any(is_quoted(quoted, "".join(text), [place]) for text, place in places):
                yield _fault(tables, "quoted-text", "statements", row, "quoted_words", quoted)


def _paragraphs(
    tables: Mapping[str, Rows], passage_texts: Mapping[str, str]
) -> dict[str, tuple[list[str], tuple[int, int]]]:
    """Return for each passage that was found the parts of its paragraph, and from where to where it is in there."""
    parts: dict[tuple[str, str], list[str]] = {}
    places = {}
    ends: dict[tuple[str, str], int] = {}
    for row in sorted(rows_of(tables, "passages"), key=lambda row: row.number("ordinal")):
        key, text = (row.cells["source_id"], row.cells["paragraph"]), passage_texts.get(row.cells["passage_id"])
        if text is not None:
            here = parts.setdefault(key, [])
            here.append(" " * (key in ends and ends[key] < row.number("start")))
            begins = sum(map(len, here))
            here.append(text)
            places[row.cells["passage_id"]] = here, (begins, begins + len(text))
        ends[key] = row.number("end")
    return places


def _uncued(tables: Mapping[str, Rows], passage_texts: Mapping[str, str]) -> Iterator[Problem]:
    for row in rows_of(tables, "relations"):
        cue, text = row.cells.get("cue", ""), passage_texts.get(row.cells["passage_id"])
        if cue and text is not None and next(starts(text, cue), None) is None:
            yield _fault(tables, "cue-text", "relations", row, "cue", cue)


def _shared(tables: Mapping[str, Rows], passages: Sequence[str]) -> Iterator[Problem]:
    text = words(" ".join(passages))
    grams = {tuple(text[i : i + SHARED_WORDS]) for i in range(len(text) - SHARED_WORDS + 1)}
    for name in tables:
        for row in rows_of(tables, name):
            for column, cell in row.cells.items():
                own = words(cell.replace("_", " ")) if column not in _NAMES and len(cell) > _SHORTEST else []
                for start in range(len(own) - SHARED_WORDS + 1):
                    if tuple(own[start : start + SHARED_WORDS]) in grams:
                        shared = " ".join(own[start : start + SHARED_WORDS])
                        yield _fault(tables, "article-words", name, row, column, shared)
                        break


def _span(passage_texts: Mapping[str, str], row: TextRow) -> str | None:
    text = passage_texts.get(row.cells["passage_id"])
    start, end = row.number("start"), row.number("end")
    return text[start:end] if text is not None and 0 <= start < end <= len(text) else None


def _lengths(tables: Mapping[str, Rows]) -> dict[str, int]:
    return {row.cells["passage_id"]: row.number("end") - row.number("start") for row in rows_of(tables, "passages")}


def _fault(
    tables: Mapping[str, Rows], code: str, name: str, row: TextRow, column: str, found: str, detail: str = ""
) -> Problem:
    table = tables[name].table
    return problem(code, table.path, row.line, column, row.cells[table.columns[0]], canonical(found), detail)
