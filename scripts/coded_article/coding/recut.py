"""What is coded, moved along when the sentences of a text are cut otherwise: each span keeps its words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coded_article.coding.quotes import span_key
from coded_article.files.canonical_csv import format_table, last_number
from coded_article.files.json_text import json_text
from coded_article.model.profile import DESCRIPTOR, PREFIXES
from coded_article.read.opening import Opened
from coded_article.text.canonical import canonical, digest, starts
from coded_article.text.fingerprint import passage_rows, source_row
from coded_article.text.passages import find_passages
from coded_article.text.passages import passages as cut_passages
from coded_article.text.sentences import Mark

Row = dict[str, str]
# the tables whose rows lie in passages
_MOVED = ("evidence", "mentions", "relations", "units")


@dataclass
class Moved:
    """The tables whose rows were moved, what was moved, and what cannot be: words that a cut would part.

    ``kinds`` are those of the new passages, in order.
    """

    kinds: list[str] = field(default_factory=list)
    tables: dict[str, list[Row]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def fingerprinted(
    package: Opened, source_id: str, text: str, marks: Sequence[Mark], language: str | None
) -> tuple[dict[str, str], Row, Moved]:
    """Return the files that change when a source of a package is fingerprinted, by path, its row, and what was moved.

    ``language`` is that of the text, if it is not the one that the source has.

    Raises:
        RefusedError: a table cannot be read.
    """
    descriptor, whole = package.descriptor, canonical(text)
    sources, passages = package.rows("sources", "passages")
    kept = next((row for row in sources if row["source_id"] == source_id), {"language": "en"})
    kept = {**kept, "language": language or kept["language"]}
    cut = cut_passages(text, kept["language"] or "en", marks)
    source = source_row(source_id, whole, cut, descriptor.tables["sources"].columns, kept)
    here = passage_rows(source_id, cut, passages, descriptor.issued("passages"))
    coded = {name: package.rows(name)[0] for name in _MOVED if name in descriptor.tables}
    before = [row for row in passages if row["source_id"] == source_id]
    done = _moved(before, here, whole, coded, descriptor.issued("evidence"))
    done.kinds = [row["kind"] for row in here]
    rows = {
        "sources": [*(row for row in sources if row["source_id"] != source_id), source],
        "passages": [*(row for row in passages if row["source_id"] != source_id), *here],
        **done.tables,
    }
    tables = ((descriptor.tables[name], table_rows) for name, table_rows in rows.items())
    texts = {table.path: format_table(table.columns, table.primary_key, table_rows) for table, table_rows in tables}
    issued = last_number(row["passage_id"] for row in (*passages, *here))
    if issued > last_number(row["passage_id"] for row in rows["passages"]):
        texts[DESCRIPTOR] = json_text(descriptor.with_issued({"passages": issued}))
    return texts, source, done


def _moved(
    old: Sequence[Mapping[str, str]],
    new: Sequence[Mapping[str, str]],
    text: str,
    tables: Mapping[str, Sequence[Mapping[str, str]]],
    last_evidence: int,
) -> Moved:
    """Move the rows of ``tables`` from ``old`` passages of a source that are gone to the ``new`` ones with their words.

    ``text`` is the canonical text in which the new ones have their positions; new evidence is numbered from
    ``last_evidence``. Rows of passages whose words are gone stay as they are.
    """
    done = Moved()
    gone = _places(old, new, text)
    if not gone:
        return done
    here = [(int(row["start"]), int(row["end"]), row["passage_id"]) for row in new]
    last = max(last_evidence, last_number(row["evidence_id"] for row in tables["evidence"]))
    for name, rows in tables.items():
        kept: list[Row] = []
        for row in rows:
            if row["passage_id"] not in gone:
                kept.append(dict(row))
                continue
            begins, ends = gone[row["passage_id"]]
            row_id = next(iter(row.values()))
            if "start" in row:
                begins, ends = begins + int(row["start"]), begins + int(row["end"])
            over = [one for one in here if one[0] < ends and begins < one[1]]
            if "start" not in row:
                over = [max(over, key=lambda one: _holds(row, one, text, done.tables["evidence"]))]
                kept.append({**row, "passage_id": over[0][2]})
            elif len(over) > 1 and row.get("part") not in ("whole", "content"):
                words = text[begins:ends]
                done.refused.append(f'{row_id}: "{words}" would be parted; cut elsewhere, or correct the row first')
                continue
            else:
                for number, at in enumerate(over):
                    last += number > 0
                    piece = {} if number == 0 else {"evidence_id": f"{PREFIXES['evidence']}-{last:03d}"}
                    kept.append({**row, **piece, **_span(row, at, max(begins, at[0]), min(ends, at[1]), text)})
            done.notes.append(f"{row_id} {row['passage_id']} -> {', '.join(at[2] for at in over)}")
        done.tables[name] = _once(kept) if name == "evidence" else kept
    return done


def _holds(row: Mapping[str, str], at: tuple[int, int, str], text: str, evidence: Iterable[Row]) -> tuple[bool, int]:
    """Return whether a new passage has the cue of a row, and how many of the records that it names have evidence there.

    A relation and a unit are of the passage that has most of these.
    """
    there = {known["record_id"] for known in evidence if known["passage_id"] == at[2]}
    cue = row.get("cue", "")
    return bool(cue and [*starts(text[at[0] : at[1]], cue)]), len(there.intersection(row.values()))


def _places(
    old: Sequence[Mapping[str, str]], new: Sequence[Mapping[str, str]], text: str
) -> dict[str, tuple[int, int]]:
    """Return where in the text the words of each old passage stand that is no more; only of those that are there."""
    there = {row["passage_id"] for row in new}
    lost = [row for row in old if row["passage_id"] not in there]
    found = find_passages(
        text, [(row["passage_id"], int(row["end"]) - int(row["start"]), row["sha256"]) for row in lost]
    )
    places = {}
    for row in lost:
        words = found.get(row["passage_id"])
        if words is not None:
            at = int(row["start"])
            at = at if text.startswith(words, at) else text.index(words)
            places[row["passage_id"]] = (at, at + len(words))
    return places


def _span(row: Mapping[str, str], at: tuple[int, int, str], begins: int, ends: int, text: str) -> Row:
    span = {"passage_id": at[2], "start": str(begins - at[0]), "end": str(ends - at[0])}
    if "part" not in row:
        return span
    is_whole = (begins, ends) == at[:2]
    part = "whole" if is_whole and row["part"] == "whole" else "content" if row["part"] == "whole" else row["part"]
    return {**span, "part": part, "sha256": digest(text[begins:ends])}


def _once(evidence: Sequence[Row]) -> list[Row]:
    """Return evidence with one row for the same words of a record, which pieces may have come to share."""
    kept: dict[tuple[str, ...], Row] = {}
    for row in evidence:
        kept.setdefault(span_key("evidence", row), row)
    return list(kept.values())
