"""The article as a strip of passages with what rests on each: lengths only, no text."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from coded_article.console import counted
from coded_article.package import Package
from coded_article.site.rows import Row, grouped, once, rows

_MOST = 300

# what a passage may carry, in the order of drawing
TRACKS = {
    "event": "events",
    "attributed": "what others say, or are said to want",
    "claim": "the author's claims",
    "advice": "advice",
}


@dataclass(frozen=True)
class Covered:
    """A passage and the records that rest on it; ``x`` and ``width`` are per cent of the longest section."""

    passage_id: str
    kind: str
    section: int
    paragraph: int
    words: int
    characters: int
    x: float
    width: float
    records: Mapping[str, tuple[str, ...]]
    actors: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """The passages of one section of one article."""

    source_id: str
    number: int
    characters: int
    passages: tuple[Covered, ...]


def drawn(sections: tuple[Section, ...]) -> tuple[tuple[Section, ...], str]:
    """Return the sections that are drawn, the first of an article or corpus, and in words what is not."""
    ends = list(accumulate(len(section.passages) for section in sections))
    first = [section for section, end in zip(sections, ends, strict=True) if end <= _MOST] or list(sections[:1])
    rest = (ends or [0])[-1] - sum(len(section.passages) for section in first)
    note = f"{counted(rest, 'passage')} more: no more than {_MOST} are drawn." if rest else ""
    return tuple(first), note


@once
def coverage(package: Package) -> tuple[Section, ...]:
    """Return the article as sections of passages, each with what rests on it: lengths only, no text."""
    voices = dict(zip(package.statements["statement_id"], package.statements["voice"], strict=True))
    tracks = dict.fromkeys(package.events["event_id"], "event")
    tracks |= {key: "attributed" if voice == "attributed" else "claim" for key, voice in voices.items()}
    tracks |= dict.fromkeys(package.recommendations["recommendation_id"], "advice")
    resting: dict[str, dict[str, list[str]]] = {}
    for row in rows(package.evidence):
        if row["record_id"] in tracks:
            records = resting.setdefault(row["passage_id"], {}).setdefault(tracks[row["record_id"]], [])
            if row["record_id"] not in records:
                records.append(row["record_id"])
    named = {
        key: tuple(dict.fromkeys(row["actor_id"] for row in mentions))
        for key, mentions in grouped(rows(package.mentions), "passage_id").items()
    }
    ordered = package.passages.sort_values(["source_id", "ordinal"])
    groups: dict[tuple[str, int], list[Row]] = {}
    for row in rows(ordered):
        groups.setdefault((row["source_id"], row["section"]), []).append(row)
    longest = max((group[-1]["end"] - group[0]["start"] for group in groups.values()), default=1)
    return tuple(
        Section(
            source,
            number,
            group[-1]["end"] - group[0]["start"],
            tuple(
                Covered(
                    row["passage_id"],
                    row["kind"],
                    number,
                    row["paragraph"],
                    row["words"],
                    row["end"] - row["start"],
                    round(100 * (row["start"] - group[0]["start"]) / longest, 3),
                    round(100 * (row["end"] - row["start"]) / longest, 3),
                    {
                        track: tuple(resting[row["passage_id"]][track])
                        for track in TRACKS
                        if track in resting.get(row["passage_id"], {})
                    },
                    named.get(row["passage_id"], ()),
                )
                for row in group
            ),
        )
        for (source, number), group in groups.items()
    )
