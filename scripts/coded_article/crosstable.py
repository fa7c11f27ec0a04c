"""Layer 4, sql: the rules across tables. One rule is one ``SELECT`` that returns the offending rows.

Each file in ``sql/`` returns table (or path of a file), line, column, record and what was found. It reads
the tables under their names, each with its physical ``line``, and these views:

``record_rows``   every row of the four record tables: table_name, line, key_column, record_id
``record_uses``   every cell elsewhere that names a record: table_name, line, column_name, row_id, record_id
``record_cells``  every cell of the four record tables as text: record_id, field, value
``code_uses``     every coded cell: vocabulary, code, table_name, line, column_name, row_id
``schema_codes``  every code that a schema lists: schema_path, field, vocabulary, code
``package``       one row: version, missing if it is none, and whether it is released, which is when it has a date
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

import duckdb
import pandas as pd

from coded_article.descriptor import PROFILE, RECORD_TABLES, SEMVER, TABLES, Descriptor
from coded_article.preflight import Rows
from coded_article.problems import Problem, problem
from coded_article.rules import RULES


def problems_of(
    descriptor: Descriptor, tables: Mapping[str, Rows], frames: Mapping[str, pd.DataFrame]
) -> list[Problem]:
    """Return what the rules across tables find in the typed frames of the usable tables.

    A rule that reads a table which could not be read is left out; that table's own fault is reported.
    """
    frames = {name: frame for name, frame in frames.items() if name in PROFILE}
    with duckdb.connect(config={"threads": 1, "enable_external_access": False}) as connection:
        for name, frame in frames.items():
            dates = [field.name for field in tables[name].table.fields if field.type == "date"]
            casts = ", ".join(f'CAST("{date}" AS DATE) AS "{date}"' for date in dates)
            connection.register(f"{name}_frame", frame.assign(line=tables[name].lines))
            replaced = f" REPLACE ({casts})" if casts else ""
            connection.execute(f'CREATE TABLE "{name}" AS SELECT *{replaced} FROM "{name}_frame"')
        _create_views(connection, descriptor, frames)
        known = {row[0] for row in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()}
        return [fault for code, query in rules().items() for fault in _faults(connection, tables, known, code, query)]


def rules() -> dict[str, str]:
    """Return the SQL of every rule of this layer, by code."""
    folder = files("coded_article") / "sql"
    return {
        code: (folder / f"{code}.sql").read_text(encoding="utf-8")
        for code, rule in RULES.items()
        if rule.layer == "sql"
    }


def _faults(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Rows], known: set[str], code: str, query: str
) -> Iterator[Problem]:
    if not connection.get_table_names(query) & {*TABLES, *_VIEWS} <= known:
        return
    for table, line, column, record, found in connection.execute(query).fetchall():
        path = tables[table].table.path if table in tables else table
        yield problem(code, path, line, column, record or "", found or "")


@dataclass(frozen=True)
class _View:
    """A view over several tables, made of one ``SELECT`` for each; it needs all of ``needs``."""

    name: str
    columns: str
    needs: frozenset[str]
    selects: list[str]


_VIEWS = ("record_rows", "record_uses", "record_cells", "code_uses", "schema_codes", "package")


def _create_views(
    connection: duckdb.DuckDBPyConnection, descriptor: Descriptor, frames: Mapping[str, pd.DataFrame]
) -> None:
    for view in _views(descriptor):
        if view.needs <= frames.keys():
            types = [f"{column} {'BIGINT' if column == 'line' else 'VARCHAR'}" for column in view.columns.split(", ")]
            connection.execute(f"CREATE TABLE {view.name} ({', '.join(types)})")
            connection.execute(f"INSERT INTO {view.name} {' UNION ALL '.join(view.selects)}")
    coded = [
        (table.schema_path, field.name, field.vocabulary, code)
        for table in descriptor.tables.values()
        for field in table.fields
        if field.vocabulary
        for code in field.constraints.get("enum", [None])
    ]
    if descriptor.tables.keys() >= set(TABLES):
        connection.execute(
            "CREATE TABLE schema_codes (schema_path VARCHAR, field VARCHAR, vocabulary VARCHAR, code VARCHAR)"
        )
        connection.executemany("INSERT INTO schema_codes VALUES (?, ?, ?, ?)", coded)
    version = descriptor.version if SEMVER.fullmatch(descriptor.version) else None
    connection.execute(
        "CREATE TABLE package AS SELECT ?::VARCHAR AS version, ?::BOOLEAN AS released",
        [version, "created" in descriptor.raw],
    )


def _views(descriptor: Descriptor) -> Iterator[_View]:
    tables = [table for name, table in descriptor.tables.items() if name in PROFILE]
    every = frozenset(TABLES) | {table.name for table in tables}
    records = [table for table in tables if table.name in RECORD_TABLES]
    key = {table.name: f'"{table.columns[0]}"' for table in tables}
    yield _View(
        "record_rows",
        "table_name, line, key_column, record_id",
        frozenset(RECORD_TABLES),
        [
            f"SELECT '{table.name}', line, '{table.columns[0]}', {key[table.name]} FROM \"{table.name}\""
            for table in records
        ],
    )
    yield _View(
        "record_cells",
        "record_id, field, value",
        frozenset(RECORD_TABLES),
        [
            f"SELECT {key[table.name]}, '{column}', coalesce(CAST(\"{column}\" AS VARCHAR), '') FROM \"{table.name}\""
            for table in records
            for column in table.columns
        ],
    )
    yield _View(
        "record_uses",
        "table_name, line, column_name, row_id, record_id",
        every,
        [
            f"SELECT '{table.name}', line, '{link.fields[0]}', {key[table.name]}, \"{link.fields[0]}\""
            f' FROM "{table.name}" WHERE "{link.fields[0]}" IS NOT NULL'
            for table in tables
            for link in table.foreign_keys
            if link.target == "records" and table.name not in (*RECORD_TABLES, "records")
        ],
    )
    yield _View(
        "code_uses",
        "vocabulary, code, table_name, line, column_name, row_id",
        every,
        [
            f"SELECT '{field.vocabulary}', \"{field.name}\", '{table.name}', line, '{field.name}', {key[table.name]}"
            f' FROM "{table.name}" WHERE "{field.name}" IS NOT NULL'
            for table in tables
            for field in table.fields
            if field.vocabulary
        ],
    )
