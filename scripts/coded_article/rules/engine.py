"""What runs the SQL of the rules: SQLite for a package, DuckDB for a large one; and how SQL writes names and texts."""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import duckdb


def quoted(name: str) -> str:
    """Return a column's or a table's name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


class Engine(Protocol):
    """What runs SQL over the tables of a package or a corpus.

    ``casts`` are the expressions that make a number or a date of a text, by type of column; what they make of any
    other text is either missing or not written like that text.
    """

    casts: Mapping[str, str]

    def define(self, name: str, select: str) -> None:
        """Keep what ``select`` returns under ``name``."""

    def view(self, name: str, select: str) -> None:
        """Have ``name`` stand for ``select``."""

    def load(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Keep these rows under ``name``: texts, and numbers in the column ``line``."""

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        """Return the rows of ``select``."""


class SQLite:
    """The tables in a database of SQLite in memory, with the functions that its SQL lacks."""

    # of the 30th of February `date` alone makes that very day
    casts: Mapping[str, str] = {"integer": "CAST({} AS INTEGER)", "date": "date({}, '+0 days')"}

    def __init__(self) -> None:
        """Open an empty database."""
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        for name, arguments, function in _FUNCTIONS:
            self._connection.create_function(name, arguments, function, deterministic=True)

    def __del__(self) -> None:
        """Close the database, which Python warns of from 3.13 on."""
        self._connection.close()

    def define(self, name: str, select: str) -> None:
        """Make a table of what ``select`` returns."""
        self._connection.execute(f"CREATE TABLE {quoted(name)} AS {select}")

    def view(self, name: str, select: str) -> None:
        """Have ``name`` stand for ``select``."""
        self._connection.execute(f"CREATE VIEW {quoted(name)} AS {select}")

    def load(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Make a table of these rows."""
        kinds = ", ".join(f"{quoted(column)} {'INTEGER' if column == 'line' else 'TEXT'}" for column in columns)
        self._connection.execute(f"CREATE TABLE {quoted(name)} ({kinds})")
        places = ", ".join("?" for _ in columns)
        self._connection.execute("BEGIN")
        self._connection.executemany(f"INSERT INTO {quoted(name)} VALUES ({places})", rows)
        self._connection.execute("COMMIT")

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        """Return the rows of ``select``."""
        return self._connection.execute(select).fetchall()

    def answer(self, select: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the names of the columns of ``select``, and its rows."""
        cursor = self._connection.execute(select)
        return [column for column, *_ in cursor.description], cursor.fetchall()


def _concat(*parts: object) -> str:
    return "".join(str(part) for part in parts if part is not None)


def _joined(separator: str, *parts: object) -> str:
    return separator.join(str(part) for part in parts if part is not None)


def _digest(value: str | None) -> str | None:
    return None if value is None else sha256(value.encode("utf-8")).hexdigest()


def _matches(value: str | None, pattern: str) -> bool | None:
    return None if value is None else _compiled(pattern).search(value) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern)


def _part(value: str | None, separator: str, number: int) -> str | None:
    parts = [] if value is None else value.split(separator)
    return None if value is None else parts[number - 1] if number <= len(parts) else ""


def _padded(value: str | None, length: int, fill: str) -> str | None:
    return None if value is None else value.rjust(length, fill)[:length]


_FUNCTIONS = (
    ("concat", -1, _concat),
    ("concat_ws", -1, _joined),
    ("lpad", 3, _padded),
    ("split_part", 3, _part),
    ("sha256", 1, _digest),
    ("regexp_matches", 2, _matches),
)


class DuckDB:
    """The tables in a connection of DuckDB."""

    casts: Mapping[str, str] = {"integer": "TRY_CAST({} AS BIGINT)", "date": "TRY_CAST({} AS DATE)"}

    def __init__(self, connected: "duckdb.DuckDBPyConnection") -> None:
        """Work in ``connected``."""
        self._connection = connected

    def define(self, name: str, select: str) -> None:
        """Make a table of what ``select`` returns."""
        self._connection.execute(f"CREATE TABLE {quoted(name)} AS {select}")

    def view(self, name: str, select: str) -> None:
        """Have ``name`` stand for ``select``."""
        self._connection.execute(f"CREATE VIEW {quoted(name)} AS {select}")

    def load(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Make a table of these rows."""
        kinds = ["BIGINT" if column == "line" else "VARCHAR" for column in columns]
        cells = ", ".join(f"unnest(?::{kind}[]) AS {quoted(name)}" for kind, name in zip(kinds, columns, strict=True))
        lists = [list(cells) for cells in zip(*rows, strict=True)] or [[] for _ in columns]
        self._connection.execute(f"CREATE TABLE {quoted(name)} AS SELECT {cells}", lists)

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        """Return the rows of ``select``."""
        return self._connection.execute(select).fetchall()
