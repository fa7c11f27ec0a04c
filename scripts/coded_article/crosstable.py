"""Layer 4, sql: the rules across tables. One rule is one ``SELECT`` that returns the offending rows.

Each file in ``sql/`` returns table (or path of a file), line, column, record and what was found. It reads
the tables under their names, each with its physical ``line``, and these views:

``record_rows``   every row of the four record tables: table_name, line, key_column, record_id
``record_uses``   every cell elsewhere that names a record: table_name, line, column_name, row_id, record_id
``record_cells``  every cell, as text, of the records that an outside check names: record_id, field, value
``code_uses``     every coded cell: vocabulary, code, table_name, line, column_name, row_id
``used_codes``    every code that some cell has, once or more: vocabulary, code
``schema_codes``  every code that a schema lists: schema_path, field, vocabulary, code
``package``       one row for each namespace of ids, with its colon, "" for none: namespace, version, missing if it
                  is none, and whether it is released, which is when it has a date

The files are written in DuckDB's SQL. Whatever else runs them is an ``Engine`` that translates.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import duckdb

from coded_article.descriptor import CORPUS, PROFILE, RECORD_TABLES, SEMVER, TABLES, Descriptor
from coded_article.patterns import connection
from coded_article.preflight import Rows
from coded_article.problems import Problem, problem
from coded_article.rendering import text
from coded_article.rules import RULES

if TYPE_CHECKING:
    import pandas as pd


class Engine(Protocol):
    """What runs SQL, given in DuckDB's dialect, over the tables of a package or a corpus."""

    def define(self, name: str, select: str) -> None:
        """Keep what ``select`` returns under ``name``."""

    def view(self, name: str, select: str) -> None:
        """Have ``name`` stand for ``select``."""

    def load(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Keep these rows under ``name``: texts, and numbers in the column ``line``."""

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        """Return the rows of ``select``."""


class Fault(NamedTuple):
    """One row that a rule returned: its table, or the path of a file, and the rest as in ``Problem``."""

    code: str
    table: str
    line: int
    column: str
    record: str
    found: str


class DuckDB:
    """The tables in a connection of DuckDB."""

    def __init__(self, connected: duckdb.DuckDBPyConnection) -> None:
        """Work in ``connected``."""
        self._connection = connected

    def define(self, name: str, select: str) -> None:
        """Make a table of what ``select`` returns."""
        self._connection.execute(f'CREATE TABLE "{name}" AS {select}')

    def view(self, name: str, select: str) -> None:
        """Have ``name`` stand for ``select``."""
        self._connection.execute(f'CREATE VIEW "{name}" AS {select}')

    def load(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Make a table of these rows."""
        kinds = ["BIGINT" if column == "line" else "VARCHAR" for column in columns]
        cells = ", ".join(f'unnest(?::{kind}[]) AS "{column}"' for kind, column in zip(kinds, columns, strict=True))
        lists = [list(cells) for cells in zip(*rows, strict=True)] or [[] for _ in columns]
        self._connection.execute(f'CREATE TABLE "{name}" AS SELECT {cells}', lists)

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        """Return the rows of ``select``."""
        return self._connection.execute(select).fetchall()


def problems_of(
    descriptor: Descriptor, tables: Mapping[str, Rows], frames: Mapping[str, "pd.DataFrame"]
) -> list[Problem]:
    """Return what the rules across tables find in the typed frames of the usable tables."""
    frames = {name: frame for name, frame in frames.items() if name in PROFILE}
    with duckdb.connect(config={"threads": 1, "enable_external_access": False}) as connected:
        engine = DuckDB(connected)
        for name, frame in frames.items():
            dates = [field.name for field in tables[name].table.fields if field.type == "date"]
            casts = ", ".join(f'CAST("{date}" AS DATE) AS "{date}"' for date in dates)
            connected.register(f"{name}_frame", frame.assign(line=tables[name].lines))
            replaced = f" REPLACE ({casts})" if casts else ""
            engine.define(name, f'SELECT *{replaced} FROM "{name}_frame"')
        return [
            problem(fault.code, tables[fault.table].table.path if fault.table in tables else fault.table, *fault[2:])
            for fault in faults(engine, descriptor, frames.keys())
        ]


def faults(engine: Engine, descriptor: Descriptor, tables: AbstractSet[str]) -> Iterator[Fault]:
    """Yield what the rules across tables find in those ``tables`` of the profile that the engine has.

    A rule that reads a table which is not there is left out; that table's own fault is reported.
    """
    known = {*tables, *_define_views(engine, descriptor, tables)}
    for code, query in rules().items():
        if _tables_of(query) <= known:
            for table, line, column, record, found in engine.rows(query):
                yield Fault(code, table, line, column, record or "", found or "")


@cache
def rules() -> Mapping[str, str]:
    """Return the SQL of every rule that is stated in SQL, by code."""
    folder = files("coded_article") / "sql"
    return {
        code: (folder / f"{code}.sql").read_text(encoding="utf-8")
        for code, rule in RULES.items()
        if rule.layer in ("sql", "anchors")
    }


@cache
def _tables_of(query: str) -> frozenset[str]:
    return frozenset(connection().get_table_names(query) & {*TABLES, *_VIEWS})


@dataclass(frozen=True)
class _View:
    """A view over several tables, made of one ``SELECT`` for each; it needs all of ``needs``.

    What has ``few`` rows is kept rather than made again by each rule.
    """

    name: str
    needs: frozenset[str]
    selects: list[str]
    few: bool = False


_VIEWS = ("record_rows", "record_uses", "record_cells", "code_uses", "used_codes", "schema_codes", "package")


def _define_views(engine: Engine, descriptor: Descriptor, tables: AbstractSet[str]) -> list[str]:
    """Define the views whose tables are there, and return their names."""
    views = [view for view in _views(descriptor) if view.needs <= tables]
    for view in views:
        make = engine.define if view.few else engine.view
        make(view.name, " UNION ALL ".join(view.selects))
    return [view.name for view in views]


def _views(descriptor: Descriptor) -> Iterator[_View]:
    tables = [table for name, table in descriptor.tables.items() if name in PROFILE]
    # those of a corpus hold no codes, and no keys of records
    every = frozenset(TABLES) | {table.name for table in tables if table.name not in CORPUS}
    records = [table for table in tables if table.name in RECORD_TABLES]
    key = {table.name: f'"{table.columns[0]}"' for table in tables}
    yield _View(
        "record_rows",
        frozenset(RECORD_TABLES),
        [
            f"SELECT '{table.name}' AS table_name, line, '{table.columns[0]}' AS key_column,"
            f' {key[table.name]} AS record_id FROM "{table.name}"'
            for table in records
        ],
    )
    for table in records:
        yield _View(
            f"checked_{table.name}",
            frozenset({table.name, "external_checks"}),
            [f'SELECT * FROM "{table.name}" WHERE {key[table.name]} IN (SELECT record_id FROM external_checks)'],
            few=True,
        )
    yield _View(
        "record_cells",
        frozenset({*RECORD_TABLES, "external_checks"}),
        [
            f"SELECT {key[table.name]} AS record_id, '{column}' AS field,"
            f" coalesce(CAST(\"{column}\" AS VARCHAR), '') AS value"
            f' FROM "checked_{table.name}"'
            for table in records
            for column in table.columns
        ],
        few=True,
    )
    yield _View(
        "record_uses",
        every,
        [
            f"SELECT '{table.name}' AS table_name, line, '{link.fields[0]}' AS column_name,"
            f' {key[table.name]} AS row_id, "{link.fields[0]}" AS record_id'
            f' FROM "{table.name}" WHERE "{link.fields[0]}" IS NOT NULL'
            for table in tables
            for link in table.foreign_keys
            if link.target == "records" and table.name not in (*RECORD_TABLES, "records")
        ],
    )
    yield _View(
        "code_uses",
        every,
        [
            f"SELECT '{field.vocabulary}' AS vocabulary, \"{field.name}\" AS code, '{table.name}' AS table_name, line,"
            f" '{field.name}' AS column_name, {key[table.name]} AS row_id"
            f' FROM "{table.name}" WHERE "{field.name}" IS NOT NULL'
            for table in tables
            for field in table.fields
            if field.vocabulary
        ],
    )
    yield _View(
        "used_codes",
        every,
        [
            f"SELECT DISTINCT '{field.vocabulary}' AS vocabulary, \"{field.name}\" AS code"
            f' FROM "{table.name}" WHERE "{field.name}" IS NOT NULL'
            for table in tables
            for field in table.fields
            if field.vocabulary
        ],
        few=True,
    )
    if descriptor.tables.keys() >= set(TABLES):
        coded = [
            ", ".join(_text(cell) for cell in (table.schema_path, field.name, field.vocabulary, code))
            for table in descriptor.tables.values()
            for field in table.fields
            if field.vocabulary
            for code in field.constraints.get("enum", [None])
        ]
        values = ", ".join(f"({cells})" for cells in coded)
        yield _View(
            "schema_codes",
            frozenset(),
            [f"SELECT * FROM (VALUES {values}) AS listed (schema_path, field, vocabulary, code)"],
            few=True,
        )
    needed = {"records", "passages"} | (descriptor.tables.keys() & {"packages"})
    yield _View("package", frozenset(needed), [_package(descriptor)], few=True)


def _package(descriptor: Descriptor) -> str:
    """Return the ``SELECT`` of the view ``package``: a corpus tells of each namespace, a package of itself."""
    version = descriptor.version if SEMVER.fullmatch(descriptor.version) else None
    own = f"CAST({_text(version)} AS VARCHAR)", "TRUE" if "created" in descriptor.raw else "FALSE"
    namespaces = (
        "SELECT DISTINCT coalesce(left(record_id, strpos(record_id, ':')), '') AS namespace FROM records"
        " UNION SELECT DISTINCT coalesce(left(passage_id, strpos(passage_id, ':')), '') FROM passages"
    )
    if "packages" not in descriptor.tables:
        return f"SELECT n.namespace, {own[0]} AS version, {own[1]} AS released FROM ({namespaces}) AS n"
    return (
        f"SELECT n.namespace, coalesce(p.version, {own[0]}) AS version, p.created IS NOT NULL AS released"
        f" FROM ({namespaces}) AS n LEFT JOIN packages AS p ON concat(p.namespace, ':') = n.namespace"
    )


def _text(cell: str | None) -> str:
    return "NULL" if cell is None else text(cell)
