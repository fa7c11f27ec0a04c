"""One part of what is large, read and checked by a DuckDB of its own.

A CSV that DuckDB reads otherwise than the profile does, or not at all, is read by the code of a small package.
"""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import duckdb

from coded_article.check import sieve
from coded_article.check.large import files
from coded_article.check.large.cut import SHARED, Part, endless, namespace
from coded_article.check.layers import Coverage, Looks, find
from coded_article.errors import RefusedError
from coded_article.files.canonical_csv import sort_key
from coded_article.files.paths import table_path
from coded_article.model.problems import Problem, problem
from coded_article.model.schema import Descriptor, Table
from coded_article.read.tables import MAX_BYTES
from coded_article.rules.engine import DuckDB, literal, quoted

_BLOCK = 2_000_000  # bytes that stay in a cache
_UNREADABLE = (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.NotImplementedException)
_IN_QUOTES = re.compile(rb'"[^"]*"')
# what DuckDB reads in silence and the profile forbids
_UNREAD = "\ufeff\r\x00"
_PRINTABLE = bytes([0x0A, *range(0x20, 0x7F)])


class UncutError(Exception):
    """A part is not enough to judge its rows."""


class _MiscountedError(Exception):
    """Tables of which DuckDB saw other rows than lines."""

    def __init__(self, tables: set[str]) -> None:
        super().__init__()
        self.tables = tables


@dataclass(frozen=True)
class Room:
    """What a part may use: a folder on disk, megabytes of memory, threads."""

    folder: Path
    memory: int
    threads: int


@dataclass(frozen=True)
class Found:
    """What a part had: the problems with the table of each, rows by table, line feeds by cut CSV, files
    of Parquet with their rows, stray keys (table, column and cell), files of the keys that it left by table, and
    how many sentences have evidence.
    """

    problems: list[tuple[str, Problem]]
    rows: Mapping[str, int]
    lines: Mapping[str, int]
    files: Mapping[str, list[tuple[str, int]]]
    stray: set[tuple[str, str, str]]
    left: Mapping[str, Path]
    coverage: Coverage

    def place(self, table: str, line: int, before: int) -> tuple[str, int]:
        """Return the file, "" for that of the table, and the line in it of a line of the part.

        ``before`` lines of the table's CSV are those of earlier parts; a file of Parquet has rows for lines.
        """
        return files.row_of(line, self.files.get(table, [])) or ("", line + before if line else 0)


def check(
    descriptor: Descriptor,
    headers: Mapping[str, list[str]],
    part: Part,
    *,
    room: Room,
    leaving: Iterable[str] = (),
    joined: Mapping[str, list[Path]] | None = None,
) -> Found:
    """Check the tables in ``headers`` of a part; a table that DuckDB cannot read is read by the code that tells why.

    The keys of the tables ``leaving`` are left in files, which another check may have ``joined`` to its tables.

    Raises:
        RefusedError: a table cannot be read, or the memory does not do.
        UncutError: rows stand outside of the part's range.
    """
    tables = _Reading(descriptor, headers, part, room, list(leaving), joined or {})
    unreadable: set[str] = set()
    try:
        while True:
            try:
                return tables.check(unreadable)
            except _UNREADABLE:
                more = {name for name in headers if not tables.reads(name)}
                if more <= unreadable:
                    raise
            except _MiscountedError as error:
                more = error.tables
            unreadable |= more
    except duckdb.OutOfMemoryException:
        remedy = "give more with --memory, and with --max-memory if that is given"
        msg = f"{descriptor.root}: {room.memory} MB a core do not do; {remedy}"
        raise RefusedError(msg) from None
    except duckdb.Error as error:
        for name in headers:
            if descriptor.tables[name].format == "parquet":
                files.hold_readable(_paths(descriptor, descriptor.tables[name], part))
        if not isinstance(error, duckdb.IOException):
            raise  # a fault of ours
        msg = f"{descriptor.root}: {' '.join(str(error).split())[:120]}; is there room in {room.folder.parent}?"
        raise RefusedError(msg) from None


def reader(descriptor: Descriptor, table: Table, header: list[str]) -> str:
    """Return the SQL that reads all of a table."""
    return _reader(table, header, _paths(descriptor, table, Part()))


def _paths(descriptor: Descriptor, table: Table, part: Part) -> list[Path]:
    path = table_path(descriptor, table)
    if table.format == "csv":
        return [path]
    return part.files[table.name] if table.name in part.files else files.parquet_paths(descriptor, table)


def _reader(table: Table, header: list[str], paths: list[Path]) -> str:
    """Return the SQL that reads the columns of a table from its files, every cell of a CSV as text."""
    if table.format == "parquet":
        return files.parquet_reader(paths)
    file_list = "[" + ", ".join(literal(str(path)) for path in paths) + "]"
    # by place: further columns may have any name, or none
    places = ", ".join(f"'c{place}': 'VARCHAR'" for place, _ in enumerate(header))
    columns = ", ".join(f"c{header.index(name)} AS {quoted(name)}" for name in table.columns)
    return (
        f"(SELECT {columns} FROM read_csv({file_list}, header = true, auto_detect = false, delim = ',', quote = '\"',"
        f" escape = '\"', nullstr = '', strict_mode = true, null_padding = false, columns = {{{places}}}))"
    )


class _Reading:
    """The tables of a part in a DuckDB."""

    def __init__(
        self,
        descriptor: Descriptor,
        headers: Mapping[str, list[str]],
        part: Part,
        room: Room,
        leaving: list[str],
        joined: Mapping[str, list[Path]],
    ) -> None:
        self._descriptor = descriptor
        self._headers = headers
        self._part = part
        self._folder = room.folder
        self._leaving = leaving
        self._joined = joined
        self._config: dict[str, str | bool | int | float | list[str]] = {
            "threads": room.threads,
            "memory_limit": f"{room.memory}MB",
            "temp_directory": str(room.folder / "spilled"),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        self._plain: set[str] = set()
        self._looks: Looks = {}
        self._marks: dict[str, int] = {}
        self._lines: dict[str, int] = {}
        self._files: dict[str, list[tuple[Path, int]]] = {}

    def check(self, unreadable: set[str]) -> Found:
        """Check the tables, those that are ``unreadable`` for DuckDB as the code of one package reads them."""
        tables = {name: self._descriptor.tables[name] for name in self._headers}
        with tempfile.TemporaryDirectory(dir=self._folder) as folder, duckdb.connect(config=self._config) as connected:
            earlier: list[Problem] = []
            self._plain.clear()
            self._looks.clear()
            for name, table in list(tables.items()):
                usable, faults = self._define(connected, table, Path(folder), exactly=name in unreadable)
                earlier += faults
                if not usable:
                    del tables[name]
            for name, paths in self._joined.items():
                connected.execute(f"CREATE VIEW {quoted(name)} AS SELECT * FROM {files.parquet_reader(paths)}")
            engine = DuckDB(connected)
            finding = find(engine, self._descriptor, tables, earlier, joined=self._joined.keys(), looks=self._looks)
            # empty lines, and lines within a cell, are none to DuckDB
            miscounted = {name for name in self._plain if finding.rows[name] != self._lines[name]}
            if miscounted:
                raise _MiscountedError(miscounted)
            form = [fault for name in self._plain for fault in self._quoting(connected, tables[name])]
            form += [fault for name in self._plain for fault in _order(engine, tables[name])]
            if self._part.upper is not None or self._part.lower:
                self._hold_range(connected, tables)
            left = {name: self._leave(connected, tables[name]) for name in self._leaving if name in tables}
            named = {self._descriptor.tables[name].path: name for name in self._headers}
            stray = {
                (key.target, key.target_fields[0], cell)
                for table, key, cell in finding.foreign
                if table.name not in SHARED and key.target not in SHARED and not self._in_range(namespace(cell))
            }
            problems = [(named.get(item.path, ""), item) for item in [*form, *finding.problems()]]
            root = self._descriptor.root
            parquet = {
                name: [(path.relative_to(root).as_posix(), count) for path, count in counts]
                for name, counts in self._files.items()
            }
            return Found(problems, finding.rows, dict(self._lines), parquet, stray, left, finding.coverage)

    def _leave(self, connected: duckdb.DuckDBPyConnection, table: Table) -> Path:
        """Write the keys of a table to a file, and return it."""
        number, path = tempfile.mkstemp(".parquet", f"{table.name}-", self._folder)
        os.close(number)
        keys = ", ".join(map(quoted, table.primary_key))
        connected.execute(f"COPY (SELECT {keys} FROM {quoted(table.name)}) TO {literal(path)} (FORMAT parquet)")
        return Path(path)

    def _in_range(self, prefix: str) -> bool:
        return self._part.lower <= prefix and (self._part.upper is None or prefix < self._part.upper)

    def _hold_range(self, connected: duckdb.DuckDBPyConnection, tables: Mapping[str, Table]) -> None:
        """See that every row of the part has a namespace of its range.

        Raises:
            UncutError: one has not; the tables are not sorted.
        """
        for name, table in tables.items():
            if name not in SHARED:
                key = quoted(table.columns[0])
                least, most = connected.execute(f"SELECT min({key}), max({key}) FROM {quoted(name)}").fetchall()[0]
                if not all(cell is None or self._in_range(namespace(cell)) for cell in (least, most)):
                    raise UncutError

    def _define(
        self, connected: duckdb.DuckDBPyConnection, table: Table, folder: Path, *, exactly: bool
    ) -> tuple[bool, list[Problem]]:
        """Define the view of a table's text; return whether there are rows to check, and the faults of their form."""
        paths = _paths(self._descriptor, table, self._part)
        if table.format == "parquet":
            return self._define_parquet(connected, table, paths), []
        path = paths[0]
        with ExitStack() as stack:
            file = stack.enter_context(path.open("rb"))
            head = file.readline()
            blocks = _blocks(file, path.stat().st_size)
            if table.name in self._part.spans:
                start, end = self._part.spans[table.name]
                file.seek(start)
                path = folder / f"{table.name}.csv"
                blocks = _copied(_blocks(file, end), head, stack.enter_context(path.open("wb")))
            width = len(head.split(b","))
            looks = [_look(block, width) for block in blocks]
        self._lines[table.name] = sum(look.lines for look in looks)
        self._marks[table.name] = sum(look.marks for look in looks)
        looks.append(_look(head, width))
        if exactly or any(look.unusual for look in looks):
            self._looks[table.name] = "nothing"
            return self._define_exactly(connected, table, path)
        self._plain.add(table.name)
        if not any(map(sieve.may_be_misplaced, set().union(*(look.characters for look in looks)))):
            self._looks[table.name] = "ends"
        self._view(connected, table, f"SELECT * FROM {_reader(table, self._headers[table.name], [path])}")
        return True, []

    def _view(self, connected: duckdb.DuckDBPyConnection, table: Table, select: str) -> None:
        columns = ", ".join(map(quoted, table.columns))
        connected.execute(
            f"CREATE VIEW {quoted(f'{table.name}_text')} AS"
            f" SELECT row_number() OVER () + 1 AS line, {columns} FROM ({select})"
        )

    def _quoting(self, connected: duckdb.DuckDBPyConnection, table: Table) -> Iterator[Problem]:
        """Yield the fault of a table that has other quotation marks than its cells need.

        Raises:
            _MiscountedError: it is small enough to say which.
        """
        marks = self._marks[table.name]
        if not marks:
            return  # then no cell needs any
        texts = [field.name for field in table.fields if field.type == "string" and not sieve.harmless(field)]
        # the file is read again only where a number, a date, a code or an id may have some, as it has if faulty
        for view, columns in ((table.name, texts), (f"{table.name}_text", table.columns)):
            needed = " + ".join(map(_marks_of, columns))
            (wanted,) = connected.execute(f"SELECT coalesce(sum({needed}), 0) FROM {quoted(view)}").fetchall()[0]
            if wanted == marks:
                return
        if table_path(self._descriptor, table).stat().st_size <= MAX_BYTES:
            raise _MiscountedError({table.name})
        yield problem("quoting", table.path, found=f"{marks:,} quotation marks", detail=f"{wanted:,} are needed")

    def _define_exactly(
        self, connected: duckdb.DuckDBPyConnection, table: Table, path: Path
    ) -> tuple[bool, list[Problem]]:
        """Define the view of a CSV that DuckDB reads otherwise than the profile does, or not at all."""
        rows, faults = files.rows_exactly(table, path)
        if rows.usable:
            DuckDB(connected).load(f"{table.name}_text", ("line", *table.columns), rows.with_lines())
        return rows.usable, faults

    def _define_parquet(self, connected: duckdb.DuckDBPyConnection, table: Table, paths: list[Path]) -> bool:
        """Define the view of a table in Parquet, its values as text.

        Raises:
            RefusedError: a file cannot be read, or has other columns.
        """
        if not paths:
            nothing = ", ".join(f"NULL::VARCHAR AS {quoted(name)}" for name in table.columns)
            self._view(connected, table, f"SELECT {nothing} WHERE FALSE")
            return True
        self._files[table.name] = files.parquet_rows(connected, table, paths)
        cells = ", ".join(f"nullif(CAST({quoted(name)} AS VARCHAR), '') AS {quoted(name)}" for name in table.columns)
        self._view(connected, table, f"SELECT {cells} FROM {_reader(table, list(table.columns), paths)}")
        return True

    def reads(self, name: str) -> bool:
        """Whether DuckDB reads a table as the profile does."""
        table = self._descriptor.tables[name]
        with tempfile.TemporaryDirectory(dir=self._folder) as folder, duckdb.connect(config=self._config) as connected:
            if not self._define(connected, table, Path(folder), exactly=False)[0]:
                return True  # it is not DuckDB that cannot
            try:
                connected.execute(f"SELECT count(COLUMNS(*)) FROM {quoted(f'{name}_text')}").fetchall()
            except _UNREADABLE:
                return False
        return True


def _marks_of(column: str) -> str:
    """Return the SQL of how many quotation marks a cell needs in canonical CSV."""
    cell = quoted(column)
    inner = f"2 * (length({cell}) - length(replace({cell}, '\"', '')))"
    return f"CASE WHEN contains({cell}, ',') OR contains({cell}, '\"') THEN 2 + {inner} ELSE 0 END"


def _order(engine: DuckDB, table: Table) -> Iterator[Problem]:
    """Yield the rows of a table that stand before their place.

    Of ids that are sorted as texts and do not get shorter the numbers are sorted too; others are looked at.
    """
    keys = [quoted(name) for name in table.primary_key]
    befores = [quoted(f"before {number}") for number, _ in enumerate(keys)]  # no column has a name with a space
    lags = ", ".join(f"lag({key}) OVER () AS {before}" for key, before in zip(keys, befores, strict=True))
    filled = " AND ".join(f"{key} IS NOT NULL" for key in keys)
    columns, before = ", ".join(keys), ", ".join(befores)
    doubts = [f"({columns}) < ({before})"]
    for number, (key, other) in enumerate(zip(keys, befores, strict=True)):
        same = [f"{earlier} = {its}" for earlier, its in zip(keys[:number], befores[:number], strict=True)]
        doubts.append(" AND ".join([*same, f"length({key}) < length({other})"]))
    first = quoted(table.columns[0])
    for line, record, *cells in engine.rows(
        f"SELECT line, {first}, {columns}, {before} FROM (SELECT line, {first}, {columns}, {lags}"
        f" FROM (SELECT * FROM {quoted(table.name)} WHERE {filled}))"
        f" WHERE {befores[0]} IS NOT NULL AND ({' OR '.join(f'({doubt})' for doubt in doubts)})"
    ):
        current, previous = cells[: len(keys)], cells[len(keys) :]
        if sort_key(current) < sort_key(previous):
            yield problem("unsorted", table.path, line, record=record, found=",".join(current))


@dataclass(frozen=True)
class _Look:
    """Lines of a CSV: how many, their quotation marks, whether DuckDB may read in silence what the profile forbids,
    and which characters they have beyond printable ASCII.
    """

    lines: int
    marks: int
    unusual: bool
    characters: AbstractSet[str] = frozenset()


def _look(data: bytes, width: int) -> _Look:
    """Look at lines of a CSV of ``width`` columns."""
    lines = data.count(b"\n")
    try:
        characters = set(data.translate(None, _PRINTABLE).decode())
    except UnicodeDecodeError:
        return _Look(lines, 0, unusual=True)
    bare = _IN_QUOTES.sub(b'"', data) if b'"' in data else data
    unusual = (
        not characters.isdisjoint(_UNREAD)
        or not data.endswith(b"\n")
        or bare.count(b",") != lines * (width - 1)
        or (bare is not data and (b' "' in bare or b'" ' in bare))
    )
    return _Look(lines, data.count(b'"'), unusual, characters)


def _blocks(file: BinaryIO, end: int) -> Iterator[bytes]:
    """Yield a file from where it is up to a line's ``end`` in blocks of whole lines, as far as it has line feeds.

    Raises:
        RefusedError: a line has no end.
    """
    while (left := end - file.tell()) > 0:
        block = file.read(min(left, _BLOCK))
        rest = file.readline(MAX_BYTES) if left > _BLOCK else b""
        if len(rest) == MAX_BYTES and not rest.endswith(b"\n"):
            raise endless(file.name)
        yield block + rest


def _copied(blocks: Iterator[bytes], head: bytes, target: BinaryIO) -> Iterator[bytes]:
    """Yield blocks that were written to a file, after its ``head``."""
    target.write(head)
    for block in blocks:
        target.write(block)
        yield block
