"""A package as a DuckDB database, and the joins that run in it."""

from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb

from coded_article.errors import RefusedError
from coded_article.joins import JOINS, join_sql
from coded_article.model.profile import PROFILE
from coded_article.rules.engine import DuckDB, literal, quoted

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from coded_article.package.package import Package


_MADE: dict[str, Any] = {"string": str, "integer": int, "date": date.fromisoformat}


def connected(package: "Package") -> duckdb.DuckDBPyConnection:
    """Return a connection with the tables, typed, and the joins as views.

    A table of an earlier profile has nothing in the columns of a later one.
    """
    connection = duckdb.connect()
    engine = DuckDB(connection)
    for name in package.tables:
        rows = package.rows(name)
        types = {field.name: field.type for field in rows.table.fields}
        engine.load("as_text", rows.table.columns, [cells[1:] for cells in rows.with_lines()])
        typed = [
            f"{engine.casts.get(types[column], '{}').format(quoted(column)) if column in types else 'NULL::VARCHAR'}"
            f" AS {quoted(column)}"
            for column in {**types, **PROFILE.get(name, {})}
        ]
        engine.define(name, f"SELECT {', '.join(typed)} FROM as_text")
        connection.execute("DROP TABLE as_text")
    for name in JOINS:
        engine.view(name, join_sql(name))
    return connection


def commented(package: "Package", connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Return the connection with what tables, joins and their columns hold as comments."""
    for name in (*package.tables, *JOINS):
        kind, meaning = "VIEW" if name in JOINS else "TABLE", package.meaning(name)
        connection.execute(f"COMMENT ON {kind} {quoted(name)} IS {literal(meaning.description)}")
        for field in meaning.fields:
            place = f"{quoted(name)}.{quoted(field.name)}"
            connection.execute(f"COMMENT ON COLUMN {place} IS {literal(field.description)}")
    return connection


def joined(package: "Package", name: str) -> "pd.DataFrame":
    """Return a join as a frame, with the dtypes of the tables."""
    from coded_article.check.frames import DTYPES

    with connected(package) as connection:
        frame = connection.execute(f"SELECT * FROM {quoted(name)}").df()
    return frame.astype({field.name: DTYPES[field.type] for field in package.meaning(name).fields})


def as_polars(package: "Package", name: str) -> "pl.DataFrame":
    """Return a table or a join as a polars frame.

    Raises:
        RefusedError: polars is not installed.
    """
    try:
        import polars as pl
    except ModuleNotFoundError:
        msg = "polars is not installed; run `python -m pip install polars`"
        raise RefusedError(msg) from None

    types = {"string": pl.String, "integer": pl.Int64, "date": pl.Date}
    fields = package.meaning(name).fields
    if name in JOINS:
        with connected(package) as connection:
            cells: list[Any] = connection.execute(f"SELECT * FROM {quoted(name)}").fetchall()
    else:
        kinds = [_MADE[field.type] for field in fields]
        cells = [
            [kind(cell) if cell else None for kind, cell in zip(kinds, row, strict=True)]
            for row in package.rows(name).cells
        ]
    return pl.DataFrame(cells, {field.name: types[field.type] for field in fields}, orient="row")
