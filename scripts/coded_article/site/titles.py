"""How a record is called wherever it is shown: its words with its status in words, and what the record elsewhere adds.

A title never depends on a sign or a colour: whoever reads it, or hears it, learns whether the thing took place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coded_article.package import Package
from coded_article.site.rows import NOT_DONE, Codes, Row, grouped, rows

# how a mark names the cell that it speaks of; of any other cell the value says enough
_CELLS = {"date_edtf": "the date", "place": "the place"}
_VERBS = {"refines": (" refines", " refines "), "differs": (" differs", " differs on "), "agrees": ("", " on ")}


@dataclass(frozen=True)
class Title:
    """The words of a record, and its status as code and in words; ``negative`` where the words name what is no act."""

    record_id: str
    words: str
    negative: bool = False
    code: str = ""
    status: str = ""

    def __str__(self) -> str:
        """Return the whole title as one text, such as ``not: Talks with the neighbour (not done)``."""
        return f"{'not: ' if self.negative else ''}{self.words}{f' ({self.status})' if self.status else ''}"


@dataclass(frozen=True)
class Mark:
    """What a public page says of a cell beyond the article, or against it."""

    check_id: str
    kind: str
    value: str

    def __str__(self) -> str:
        """Return the mark in words, with what the page says."""
        return f"record elsewhere{self.kind}: {self.value}"


def brief(marks: tuple[Mark, ...]) -> str:
    """Return in a few words that the record elsewhere adds something; empty for no marks."""
    kinds = dict.fromkeys(mark.kind for mark in marks if mark.kind)
    return f"record elsewhere{','.join(kinds)}" if marks else ""


class Titles(Mapping[str, Title]):
    """The titles of all actors, events, statements and recommendations, by id."""

    def __init__(self, package: Package) -> None:
        """Read the titles and the outside checks of ``package``."""
        codes = Codes(package)
        names = dict(zip(package.actors["actor_id"], package.actors["name"], strict=True))
        self._titles = {key: Title(key, name) for key, name in names.items()}
        for row in rows(package.events):
            key, status = row["event_id"], row["status"]
            negative = row["polarity"] == "negative"
            self._titles[key] = Title(key, row["label"], negative, status, codes.label("status", status).lower())
        for row in rows(package.recommendations):
            key, followed = row["recommendation_id"], row["followed"]
            kind = codes.label("explicitness", row["explicitness"]).lower()
            self._titles[key] = Title(key, row["action"], False, followed, f"{kind} advice, {codes.followed(followed)}")
        for row in rows(package.statements):
            key = row["statement_id"]
            self._titles[key] = Title(key, row["proposition"], False, row["voice"], made_by(row, names))
        # of what did not take place, by the article, a reader wants to know what did, even where that agrees
        self._marks = {
            key: tuple(
                _mark(check) for check in checks if check["agreement"] != "agrees" or self._titles[key].code in NOT_DONE
            )
            for key, checks in grouped(rows(package.external_checks), "record_id").items()
            if key in self._titles
        }

    def __getitem__(self, key: str) -> Title:
        return self._titles[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._titles)

    def __len__(self) -> int:
        return len(self._titles)

    def marks(self, record_id: str) -> tuple[Mark, ...]:
        """Return what public pages say of a record beyond the article."""
        return self._marks.get(record_id, ())


def made_by(statement: Row, names: Mapping[str, str] | None = None) -> str:
    """Return in words whose a statement is, by name if ``names`` has them; what is ascribed was said by nobody."""
    if statement["voice"] == "author":
        return "the author's claim" if names else "the author's own"
    verb = "ascribed to" if statement["quotation_type"] == "ascribed" else "said by"
    return f"{verb} {names[statement['speaker_id']] if names else 'others'}"


def _mark(check: Row) -> Mark:
    alone, of = _VERBS[check["agreement"]]
    cell = _CELLS.get(check["field"])
    return Mark(check["check_id"], of + cell if cell else alone, check["external_value"])
