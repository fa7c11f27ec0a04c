"""From an article to its stand-off record: the rows of ``seeds/sources`` and ``seeds/passages``."""

from collections import Counter
from collections.abc import Mapping, Sequence

from coded_article.files.canonical_csv import last_number
from coded_article.model.profile import PREFIXES
from coded_article.text import canonical
from coded_article.text.canonical import digest
from coded_article.text.passages import Passage

# the columns of `sources` that are computed; the others are filled by hand and kept
COMPUTED = ("source_id", "canonicalisation", "characters", "words", "passages", "sha256")


def source_row(
    source_id: str, text: str, passages: Sequence[Passage], columns: Sequence[str], kept: Mapping[str, str]
) -> dict[str, str]:
    """Return the row of a source whose canonical text is ``text``, its hand-filled cells taken from ``kept``."""
    computed = {
        "source_id": source_id,
        "canonicalisation": canonical.NAME,
        "characters": str(len(text)),
        "words": str(sum(len(passage.text.split()) for passage in passages)),
        "passages": str(len(passages)),
        "sha256": digest(text),
    }
    return {column: computed.get(column, kept.get(column, "")) for column in columns}


def passage_rows(
    source_id: str, passages: Sequence[Passage], kept: Sequence[Mapping[str, str]], issued: int = 0
) -> list[dict[str, str]]:
    """Return the rows of a source's passages.

    A passage that is already recorded, by its hash, keeps its id and the kind that a person may have
    corrected; a new one takes the next id that was never used, after the number ``issued``.
    """
    known: dict[str, list[Mapping[str, str]]] = {}
    for row in kept:
        if row["source_id"] == source_id:
            known.setdefault(row["sha256"], []).append(row)
    last = max(issued, last_number(row["passage_id"] for row in kept))
    rows = []
    for ordinal, passage in enumerate(passages, start=1):
        sha256 = digest(passage.text)
        old = known[sha256].pop(0) if known.get(sha256) else None
        if old is None:
            last += 1
        rows.append(
            {
                "passage_id": old["passage_id"] if old else f"{PREFIXES['passages']}-{last:03d}",
                "source_id": source_id,
                "ordinal": str(ordinal),
                "section": "",
                "paragraph": str(passage.paragraph),
                "kind": old["kind"] if old else passage.kind,
                "start": str(passage.start),
                "end": str(passage.end),
                "words": str(len(passage.text.split())),
                "sha256": sha256,
            }
        )
    return in_sections(rows)


def in_sections(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return passages with the sections that their headings open, whose kinds a person may have corrected."""
    sections: Counter[str] = Counter()
    numbered = {}
    for row in sorted(rows, key=lambda row: int(row["ordinal"])):
        sections[row["source_id"]] += row["kind"] == "heading"
        numbered[row["passage_id"]] = str(sections[row["source_id"]])
    return [{**row, "section": numbered[row["passage_id"]]} for row in rows]
