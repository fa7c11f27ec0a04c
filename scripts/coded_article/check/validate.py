"""The five layers in order: read, check, and one sorted list of problems, each fault once."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from coded_article.check import article
from coded_article.check.standard import Conformance
from coded_article.model.problems import Problem
from coded_article.model.schema import Descriptor, Rows
from coded_article.read.descriptor import read_descriptor
from coded_article.read.tables import read_tables
from coded_article.rules.catalogue import RULES
from coded_article.text.copies import read_copy

SENTENCES = ("body", "author_note")


@dataclass(frozen=True)
class Coverage:
    """How many sentences of each kind carry a record, as (covered, all) by kind of passage."""

    kinds: Mapping[str, tuple[int, int]]

    @property
    def total(self) -> tuple[int, int]:
        """Covered and all sentences."""
        return sum(n for n, _ in self.kinds.values()), sum(n for _, n in self.kinds.values())


@dataclass(frozen=True)
class Report:
    """What a validation found; ``valid`` is true if there are no errors, warnings aside."""

    descriptor: Descriptor
    tables: Mapping[str, Rows]
    coverage: Coverage
    problems: list[Problem]
    rules_run: int
    reading: article.Reading | None

    @property
    def errors(self) -> list[Problem]:
        """The problems whose rule is an error."""
        return [item for item in self.problems if RULES[item.code].severity == "error"]

    @property
    def valid(self) -> bool:
        """Whether there are no errors."""
        return not self.errors


def validate(package: Path, source: Path | None = None) -> Report:
    """Check the package in the folder ``package``, with a copy of the article against its text too.

    Raises:
        RefusedError: there is no package, it is not safe to open, or ``source`` is not its article.
    """
    copy = read_copy(source) if source else ""
    descriptor, problems = read_descriptor(package)
    tables, faults = read_tables(descriptor)
    problems += faults
    known = article.rows_of(tables, "passages")  # none where the table cannot be read, which is told
    reading = article.read_against(tables, copy, source) if source and known else None
    with Conformance(descriptor, tables) as conformance:
        # the libraries take most of the time to import; they are loaded while frictionless runs
        from coded_article.check import table
        from coded_article.rules.run import problems_of

        faulty = {(item.path, item.line, item.column) for item in problems}
        typed = {}
        in_tables: list[Problem] = []
        for name, rows in tables.items():
            if rows.usable:
                cells = {(line, column) for path, line, column in faulty if path == rows.table.path}
                typed[name], faults = table.check(rows, cells)
                in_tables += faults
        across = problems_of(descriptor, tables, typed)
        standard = conformance.problems()
    spans = [item for item in across if RULES[item.code].layer == "anchors"]
    rules = [item for item in across if RULES[item.code].layer == "sql"]
    layers = (problems, in_tables, standard, rules, spans, reading.problems if reading else [])
    run = sum(rule.layer != "article" or source is not None for rule in RULES.values())
    guessed = {(rows.table.path, line) for rows in tables.values() for line in rows.faulty_lines}
    return Report(descriptor, tables, coverage(tables), merge(guessed, layers), run, reading)


def merge(guessed: AbstractSet[tuple[str, int]], layers: Iterable[Iterable[Problem]]) -> list[Problem]:
    """Return the problems of all layers, sorted, each fault once.

    What a later layer says of a cell in which an earlier one found a fault, of a row whose cells had to
    be ``guessed`` (path and line), or of a row that repeats another, is a consequence and left out.
    """
    layers = [list(layer) for layer in layers]
    repeated = {(item.path, item.line) for layer in layers for item in layer if item.code == "primary-key"}
    merged: set[Problem] = set()
    faulty: set[tuple[str, int, str]] = set()
    for number, layer in enumerate(layers):
        new = [
            item
            for item in layer
            if (item.path, item.line, item.column) not in faulty
            and (number == 0 or (item.path, item.line) not in guessed)
            and (number == 0 or item.code == "primary-key" or (item.path, item.line) not in repeated)
        ]
        merged.update(new)
        faulty |= {(item.path, item.line, item.column) for item in new if item.line}
    if any(RULES[item.code].severity == "error" for item in merged):
        # an example is wrong wherever the row that it names is: told when the errors are mended
        merged = {item for item in merged if item.code != "code-example"}
    return sorted(merged)


def coverage(tables: Mapping[str, Rows]) -> Coverage:
    """Return how many sentences carry evidence of a record."""
    carrying = {row.cells["passage_id"] for row in article.rows_of(tables, "evidence")}
    kinds: dict[str, tuple[int, int]] = {}
    for row in article.rows_of(tables, "passages"):
        kind = row.cells["kind"]
        if kind in SENTENCES:
            covered, total = kinds.get(kind, (0, 0))
            kinds[kind] = covered + (row.cells["passage_id"] in carrying), total + 1
    return Coverage(kinds)
