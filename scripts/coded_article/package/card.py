"""One row with all that the package says of it: its cells with their meanings, and what leads to it and from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coded_article.model.citation import citation
from coded_article.package.listing import as_html, as_text
from coded_article.package.meaning import Meaning

if TYPE_CHECKING:
    from coded_article.package.package import Package

Lines = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Card:
    """One row of a package; printed, or at the end of a notebook's cell, it shows itself.

    ``cells`` are column, value, the value in words (label of a code, name behind an id), and meaning. The other parts
    are lines too: ``participants`` (name, role, id), ``evidence`` (passage, part, section, start and end in the
    canonical text), ``relations`` (predicate and its direction, other id, its words), ``checks`` (field, how the page
    agrees, its title, what it has).
    """

    record_id: str
    table: str
    words: str
    cells: tuple[tuple[str, str, str, str], ...]
    participants: Lines
    evidence: Lines
    relations: Lines
    checks: Lines
    citation: str

    def __repr__(self) -> str:
        """Return the card as lines for a terminal."""
        lines = [f"{self.record_id} ({self.table}) {self.words}".rstrip(), ""]
        lines.append(as_text([(column, words or value) for column, value, words, _ in self.cells]))
        for title, part in self._parts():
            lines += ["", title, *(f"  {line}" for line in as_text(part).splitlines())]
        return "\n".join([*lines, "", self.citation])

    def _repr_html_(self) -> str:
        parts = [as_html(self.cells, f"{self.record_id} ({self.table}) {self.words}".rstrip())]
        parts += [as_html(part, title) for title, part in self._parts()]
        return "".join([*parts, as_html([[self.citation]], "Cite")])

    def _parts(self) -> Iterator[tuple[str, Lines]]:
        """Yield the parts that have lines, each with its title."""
        parts = {
            "Who takes part": self.participants,
            "Where the article says it": self.evidence,
            "Relations": self.relations,
            "What other pages say": self.checks,
        }
        yield from ((title, part) for title, part in parts.items() if part)


def card(
    package: "Package",
    table: str,
    row: str,
    meaning: Meaning,
    labels: Mapping[tuple[str, str], str],
    words: Mapping[str, str],
) -> Card:
    """Return the card of the row with the id ``row`` of ``table``."""
    own = next(cells for cells in package.rows(table).cells if cells[0] == row)
    cells = tuple(
        (field.name, cell, labels.get((field.vocabulary, cell), "") if field.vocabulary else _behind(words, cell, row),
         field.description)
        for field, cell in zip(meaning.fields, own, strict=True)
        if cell
    )  # fmt: skip
    actors = [
        (words.get(of["actor_id"], ""), labels.get(("role", of["role"]), of["role"]), of["actor_id"])
        for of in _rows(package, "involvements")
        if of["record_id"] == row
    ]
    passages = {of["passage_id"]: of for of in _rows(package, "passages")}
    spans = [
        (of["passage_id"], labels.get(("part", of["part"]), of["part"]), f"section {passage['section']}",
         f"{int(passage['start']) + int(of['start'])}-{int(passage['start']) + int(of['end'])}")
        for of in _rows(package, "evidence")
        if of["record_id"] == row
        for passage in [passages[of["passage_id"]]]
    ]  # fmt: skip
    relations = [
        (f"{labels.get(('predicate', of['predicate']), of['predicate'])} {arrow}", of[other], words.get(of[other], ""))
        for of in _rows(package, "relations")
        for end, other, arrow in (("subject_id", "object_id", "->"), ("object_id", "subject_id", "<-"))
        if of[end] == row
    ]
    checks = [
        (of["field"], labels.get(("agreement", of["agreement"]), of["agreement"]), of["source_title"],
         of["external_value"])
        for of in _rows(package, "external_checks")
        if of["record_id"] == row
    ]  # fmt: skip
    cited = citation(package.metadata, row)
    return Card(
        row, table, words.get(row, ""), cells, tuple(actors), tuple(spans), tuple(relations), tuple(checks), cited
    )


def _behind(words: Mapping[str, str], cell: str, row: str) -> str:
    return words.get(cell, "") if cell != row else ""


def _rows(package: "Package", table: str) -> Iterator[dict[str, str]]:
    rows = package.rows(table)
    yield from (dict(zip(rows.table.columns, cells, strict=True)) for cells in rows.cells)
