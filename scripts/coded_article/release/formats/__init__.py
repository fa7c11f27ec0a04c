"""The package in other formats, for tools that would rather not read CSV.

Each format is one module with one function that takes a ``Content`` and returns bytes; ``FORMATS`` lists
them. No format reads the clock, so that the same package gives the same bytes.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from coded_article.errors import RefusedError
from coded_article.joins import JOINS
from coded_article.model.schema import Descriptor, Field, Rows, Table

Value = str | int | None


@dataclass(frozen=True)
class Content:
    """A valid package as read: its descriptor, and the rows of its tables as text."""

    descriptor: Descriptor
    tables: Mapping[str, Rows]

    @property
    def stem(self) -> str:
        """How the name of every file of this version begins."""
        return f"{self.descriptor.name}-{self.descriptor.version}"

    @property
    def metadata(self) -> Mapping[str, Any]:
        """The descriptor as read."""
        return self.descriptor.raw

    def values(self, table: str) -> Iterator[list[Value]]:
        """Yield the rows of a table as values: integers as such, dates and texts as text, empty cells None."""
        rows = self.tables[table]
        for cells in rows.cells:
            yield [value(field, cell) for field, cell in zip(rows.table.fields, cells, strict=True)]

    def records(self, table: str) -> list[dict[str, str]]:
        """Return the rows of a table as text cells by column."""
        rows = self.tables[table]
        return [dict(zip(rows.table.columns, cells, strict=True)) for cells in rows.cells]

    def in_order(self) -> Iterator[Table]:
        """Yield the tables, in the descriptor's order."""
        for rows in self.tables.values():
            yield rows.table


@dataclass(frozen=True)
class Artefact:
    """One file of a release: how its name goes on after name and version, its media type, and what it is for.

    ``portable`` says that its bytes are the same everywhere; else they are so with the same versions of
    Python and the libraries.
    """

    suffix: str
    media_type: str
    purpose: str
    portable: bool


@dataclass(frozen=True)
class Format(Artefact):
    """A file that is the package in another form, made by the module of that name."""

    module: str

    def make(self, content: Content) -> bytes:
        """Return the package in this format.

        Raises:
            RefusedError: a table's name cannot be used in it.
        """
        for table in content.in_order():
            if table.name in _TAKEN or table.name.startswith("sqlite_") or len(table.name) > _LONGEST:
                msg = f"{table.schema_path}: the name {table.name} is taken or too long in other formats; rename it"
                raise RefusedError(msg)
        render: Callable[[Content], bytes] = import_module(f"coded_article.release.formats.{self.module}").render
        return render(content)


PARQUET = "-parquet.zip"
FORMATS = (
    Format(".sqlite", "application/vnd.sqlite3", "queries, Datasette: keys, views, full-text search", False, "sqlite"),
    Format(
        "-datasette.json",
        "application/json",
        "Datasette: descriptions, labels and facets for the SQLite file",
        True,
        "datasette",
    ),
    Format(
        PARQUET,
        "application/zip",
        "pandas, polars, DuckDB, browsers, Hugging Face: typed columns, one file a table",
        False,
        "parquet",
    ),
    Format(
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "reading in a spreadsheet: a sheet a table, a dictionary, links along the keys, codes explained",
        False,
        "workbook",
    ),
    Format(
        "-spreadsheet-csv.zip",
        "application/zip",
        "the CSVs, as spreadsheets and Kaggle want them",
        True,
        "spreadsheet_csv",
    ),
    Format("-jsonl.zip", "application/zip", "programs and document stores: one JSON object a row", True, "jsonlines"),
    Format(
        "-annotations.jsonld",
        "application/ld+json",
        "annotation tools: the evidence as W3C Web Annotations",
        True,
        "web_annotations",
    ),
    Format(
        "-codes.qdc",
        "application/xml",
        "NVivo, QualCoder and others: the codes as a REFI-QDA codebook",
        True,
        "refi_qda",
    ),
    Format(
        "-codes.jsonld",
        "application/ld+json",
        "vocabulary servers: the codes as SKOS, each with an address",
        True,
        "skos",
    ),
    Format(
        "-profile.schema.json",
        "application/schema+json",
        "generic validators: a JSON Schema of descriptor and codes",
        True,
        "json_schema",
    ),
)
# what a reader knows a record by: a column of its table
LABELS = {"actors": "name", "events": "label", "statements": "proposition", "recommendations": "action"}
# names that the formats use themselves, and how long the name of a sheet may be
_TAKEN = {"about", "dictionary", "search", *JOINS}
_LONGEST = 31


def value(field: Field, cell: str) -> Value:
    """Return a cell as its value."""
    if not cell:
        return None
    return int(cell) if field.type == "integer" else cell
