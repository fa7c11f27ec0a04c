"""A package as its descriptor and schemas describe it, and the rows of its tables."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coded_article.model.profile import LINKS, PREFIXES, PROFILE, VERSIONS, columns_of

# the property of a resource that remembers the last id of its table, of which the row may be gone
LAST_ISSUED = "lastIssued"
ISSUED = "[a-z]{3}-([0-9]{3,18})"


@dataclass(frozen=True)
class Field:
    """One column: its type and constraints, and the vocabulary in ``codes`` that its codes come from."""

    name: str
    title: str
    description: str
    type: str
    example: str
    constraints: Mapping[str, Any]
    vocabulary: str | None


@dataclass(frozen=True)
class ForeignKey:
    """Columns of a table whose cells must stand in ``target_fields`` of the table ``target``."""

    fields: tuple[str, ...]
    target: str
    target_fields: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One resource with its schema; of the format ``parquet``, it is a folder with a file for each package.

    ``follows`` is the version of the profile that its package names.
    """

    name: str
    path: str
    schema_path: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    size: int | None
    sha256: str | None
    format: str = "csv"
    follows: str = VERSIONS[-1]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(field.name for field in self.fields)

    @property
    def lacking(self) -> list[str]:
        """The columns of the profile that the schema lacks or gives another type, with their types."""
        types = {field.name: field.type for field in self.fields}
        return [
            f"{name}: {kind}" for name, kind in columns_of(self.name, self.follows).items() if types.get(name) != kind
        ]

    @property
    def is_usable(self) -> bool:
        """Whether its schema has the columns of the profile, and each column once."""
        return not self.lacking and len({*self.columns}) == len(self.columns)

    @property
    def unlinked(self) -> list[str]:
        """The foreign keys of the profile that the schema lacks, each as column and what it refers to."""
        links = {(key.fields, key.target, key.target_fields) for key in self.foreign_keys}
        wanted = ((name, target, next(iter(PROFILE[target]))) for name, target in LINKS.get(self.name, {}).items())
        return [
            f"{name}: {target}.{column}"
            for name, target, column in wanted
            if name in self.columns and ((name,), target, (column,)) not in links
        ]


@dataclass(frozen=True)
class Descriptor:
    """A package's descriptor; ``raw`` is ``datapackage.json`` as read."""

    root: Path
    name: str
    version: str
    tables: Mapping[str, Table]
    raw: Mapping[str, Any]

    @property
    def follows(self) -> str:
        """The version of the profile that the package names."""
        return next((table.follows for table in self.tables.values()), VERSIONS[-1])

    def issued(self, table: str) -> int:
        """Return the number of the last id that was issued for a table, 0 if the descriptor does not say."""
        said = next((item.get(LAST_ISSUED) for item in self.raw["resources"] if item.get("name") == table), None)
        number = re.fullmatch(ISSUED, said) if isinstance(said, str) else None
        return int(number[1]) if number else 0

    def with_issued(self, numbers: Mapping[str, int]) -> dict[str, Any]:
        """Return ``raw`` as it says that the ids up to these numbers, by table, were issued and are not free."""
        last = {
            name: f"{PREFIXES[name]}-{number:03d}" for name, number in numbers.items() if number > self.issued(name)
        }
        resources = [
            {**item, LAST_ISSUED: last[item["name"]]} if item["name"] in last else item
            for item in self.raw["resources"]
        ]
        return {**self.raw, "resources": resources}


@dataclass(frozen=True)
class Rows:
    """The rows of one table as text, in the schema's columns, with their physical line numbers.

    ``usable`` is false where the cells cannot be told apart; ``faulty_lines`` are rows whose cells had to
    be guessed, and ``clean`` says that other readers see the file as it is seen here.
    """

    table: Table
    cells: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    usable: bool = False
    faulty_lines: frozenset[int] = frozenset()
    clean: bool = False

    @property
    def judged(self) -> bool:
        """Whether its cells can be checked: they can be told apart, and its schema has the columns of the profile."""
        return self.usable and self.table.is_usable

    def with_lines(self) -> list[tuple[int | str | None, ...]]:
        """Return each row's line and cells, those that are empty missing."""
        return [(line, *(cell or None for cell in cells)) for line, cells in zip(self.lines, self.cells, strict=True)]
