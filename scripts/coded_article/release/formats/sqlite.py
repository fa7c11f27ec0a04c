"""One SQLite file: typed tables with their keys, the joined frames as views, and a full-text index."""

import sqlite3
from collections.abc import Iterator

from coded_article.joins import JOINS, join_sql
from coded_article.model.citation import citation
from coded_article.model.profile import VERSIONS
from coded_article.model.schema import Table
from coded_article.release.formats import LABELS, Content

_TYPES = {"string": "TEXT", "integer": "INTEGER", "date": "TEXT"}
# what else than label and note a reader searches
_DETAILS = {"actors": "office", "events": "place", "statements": "quoted_words"}


def render(content: Content) -> bytes:
    """Return the database file. Its page of metadata names the version of SQLite that wrote it."""
    with sqlite3.connect(":memory:") as connection:
        for table in content.in_order():
            connection.execute(_create(table))
            slots = ", ".join("?" * len(table.columns))
            connection.executemany(f'INSERT INTO "{table.name}" VALUES ({slots})', content.values(table.name))
        if "label" not in content.tables["records"].table.columns:
            connection.execute("ALTER TABLE records ADD COLUMN label TEXT")
            for name, column in LABELS.items():
                key = content.tables[name].table.columns[0]
                there = f'(SELECT "{column}" FROM "{name}" WHERE "{key}" = record_id)'
                connection.execute(f'UPDATE records SET label = {there} WHERE "table" = ?', (name,))
        for name, since in JOINS.items():
            if VERSIONS.index(since) <= VERSIONS.index(content.descriptor.follows):
                connection.execute(f'CREATE VIEW "{name}" AS {join_sql(name)}')
        for statement in _search(content):
            connection.execute(statement)
        connection.execute("CREATE TABLE about (property TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID")
        connection.executemany("INSERT INTO about VALUES (?, ?)", _about(content))
        connection.execute(
            'CREATE TABLE dictionary ("table" TEXT, "column" TEXT, type TEXT, codes TEXT, description TEXT,'
            ' example TEXT, PRIMARY KEY ("table", "column")) STRICT'
        )
        connection.executemany("INSERT INTO dictionary VALUES (?, ?, ?, ?, ?, ?)", _dictionary(content))
        for table in content.in_order():
            for column in sorted({key.fields[0] for key in table.foreign_keys} - set(table.primary_key[:1])):
                connection.execute(f'CREATE INDEX "{table.name}_{column}" ON "{table.name}" ("{column}")')
    connection.execute("VACUUM")
    data = connection.serialize()
    connection.close()
    return data


def _create(table: Table) -> str:
    lines = [
        f'"{field.name}" {_TYPES[field.type]}{" NOT NULL" if field.constraints.get("required") else ""}'
        for field in table.fields
    ]
    without_rowid = ", WITHOUT ROWID" if table.primary_key else ""
    lines += [f"PRIMARY KEY ({_quoted(table.primary_key)})"] if table.primary_key else []
    lines += [
        f'FOREIGN KEY ("{key.fields[0]}") REFERENCES "{key.target}" ("{key.target_fields[0]}")'
        for key in table.foreign_keys
    ]
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)}) STRICT{without_rowid}'


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _search(content: Content) -> Iterator[str]:
    """Yield the statements that make ``search``: record_id, table, label, details and note of every record."""
    yield (
        'CREATE VIRTUAL TABLE search USING fts5 (record_id UNINDEXED, "table" UNINDEXED, label, details, note,'
        " tokenize = 'porter unicode61')"
    )
    for name, label in LABELS.items():
        key, details = content.tables[name].table.columns[0], _DETAILS.get(name, "NULL")
        yield f"INSERT INTO search SELECT {key}, '{name}', {label}, {details}, note FROM \"{name}\" ORDER BY 1"


def _dictionary(content: Content) -> Iterator[tuple[str | None, ...]]:
    for table in content.in_order():
        for field in table.fields:
            yield table.name, field.name, field.type, field.vocabulary, field.description, field.example


def _about(content: Content) -> Iterator[tuple[str, str]]:
    raw = content.metadata
    yield "name", content.descriptor.name
    yield "version", content.descriptor.version
    yield "title", str(raw.get("title", ""))
    yield "description", str(raw.get("description", ""))
    yield "license", str(raw["licenses"][0]["name"])
    yield "citation", citation(raw)
    for name in ("id", "homepage", "repository"):
        if name in raw:
            yield name, str(raw[name])
