"""The article in the coder's words: passage by passage, each record that rests on it, with its grounds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coded_article.package import Package
from coded_article.site.coverage import Covered, coverage
from coded_article.site.rows import Codes, grouped, rows
from coded_article.site.titles import Title, Titles


@dataclass(frozen=True)
class Line:
    """A record in its words, and its grounds, given where the record first appears."""

    title: Title
    track: str
    grounds: tuple[Title, ...]


@dataclass(frozen=True)
class Retold:
    """A passage and its records, in the order of the words that they rest on."""

    passage: Covered
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Part:
    """The passages of one section of one article, and the principle that most of its advice falls under, or none."""

    source_id: str
    number: int
    principle: str
    passages: tuple[Retold, ...]


def paraphrase(package: Package) -> Sequence[Part]:
    """Return the article retold, section by section."""
    codes, titles = Codes(package), Titles(package)
    grounds = {
        key: tuple(titles[key] for key in dict.fromkeys(row["ground_id"] for row in found))
        for key, found in grouped(rows(package.grounds()), "conclusion_id").items()
    }
    starts: dict[tuple[str, str], int] = {}
    for row in rows(package.evidence):
        place = row["passage_id"], row["record_id"]
        starts[place] = min(starts.get(place, row["start"]), row["start"])
    principles = dict(
        zip(package.recommendations["recommendation_id"], package.recommendations["principle"], strict=True)
    )
    told: set[str] = set()
    parts = []
    for section in coverage(package):
        advised: Counter[str] = Counter()
        retold = []
        for passage in section.passages:
            tracks = {key: track for track, keys in passage.records.items() for key in keys}
            lines = []
            for _, key in sorted((starts[passage.passage_id, key], key) for key in tracks):
                lines.append(Line(titles[key], tracks[key], () if key in told else grounds.get(key, ())))
                told.add(key)
            advised.update(principles[key] for key in passage.records.get("advice", ()))
            retold.append(Retold(passage, tuple(lines)))
        most = codes.label("principle", advised.most_common(1)[0][0]) if advised else ""
        parts.append(Part(section.source_id, section.number, most, tuple(retold)))
    return tuple(parts)
