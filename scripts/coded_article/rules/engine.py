"""What runs the SQL of the rules, and how SQL writes names and texts."""

from collections.abc import Sequence
from typing import Any, Protocol

import duckdb


def quoted(name: str) -> str:
    """Return a column's or a table's name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


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
