"""The joins that an analyst would otherwise write by hand, as SQL that DuckDB and SQLite both read.

A join is one file: the question that it answers, what a row of it is, its columns in their order, each with its meaning
or the column of a table that it is taken from, and its ``SELECT``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import takewhile
from typing import Literal

# the joins, by the version of the profile since which a package has the columns that they read
JOINS = {
    "timeline": "1.0",
    "named_statements": "1.0",
    "named_involvements": "1.1",
    "named_relations": "1.1",
    "playbook": "1.0",
    "contacts": "1.0",
    "grounds": "1.1",
    "network": "1.0",
    "located": "1.0",
}
_COLUMN = re.compile(r"(?P<name>[a-z_]+)(?P<integer> \(integer\))?: (?P<meaning>.+)")
_TAKEN = re.compile(r"[a-z_]+\.[a-z_]+")


@dataclass(frozen=True)
class JoinColumn:
    """A column of a join: what it holds, or ``table.column`` where it is taken from there."""

    name: str
    type: Literal["string", "integer"]
    meaning: str

    @property
    def source(self) -> tuple[str, str] | None:
        """The table and the column that it is taken from."""
        table, _, column = self.meaning.partition(".")
        return (table, column) if _TAKEN.fullmatch(self.meaning) else None


@dataclass(frozen=True)
class Join:
    """One join: the question that it answers, what its rows are, its columns, and its ``SELECT``."""

    name: str
    question: str
    description: str
    columns: tuple[JoinColumn, ...]


@cache
def join(name: str) -> Join:
    """Return what the file of one of the JOINS says of it."""
    head = takewhile(lambda line: line.startswith("-- "), join_sql(name).splitlines())
    question, *lines = (line.removeprefix("-- ") for line in head)
    columns: dict[str, JoinColumn] = {}
    prose: list[str] = []
    for line in lines:
        column = _COLUMN.fullmatch(line)
        if column is None:
            prose.append(line)
        elif column["name"] in columns:  # a meaning that goes on
            meaning = f"{columns[column['name']].meaning} {column['meaning']}"
            columns[column["name"]] = JoinColumn(column["name"], "string", meaning)
        else:
            kind: Literal["string", "integer"] = "integer" if column["integer"] else "string"
            columns[column["name"]] = JoinColumn(column["name"], kind, column["meaning"])
    return Join(name, question, " ".join(prose), tuple(columns.values()))


def join_sql(name: str) -> str:
    """Return the ``SELECT`` of one of the JOINS, over the tables of a package."""
    return (files(__name__) / f"{name}.sql").read_text(encoding="utf-8")


def questions(of: Literal["questions", "corpus_questions"] = "questions") -> Iterator[tuple[str, str]]:
    """Yield questions that an analyst may ask, each with the ``SELECT`` over tables and joins that answers it.

    Those to a corpus compare its articles by their authors; of one package they give the rows of that package.
    """
    folder = {file.name: file for file in (files(__name__) / of).iterdir()}
    for name in sorted(folder):
        question, _, sql = folder[name].read_text(encoding="utf-8").partition("\n")
        yield question.removeprefix("-- "), sql.strip()
