"""The files of what is large, as its engines find them: headers, files of Parquet, and what is no plain CSV."""

import csv
from collections.abc import Iterable
from pathlib import Path

import duckdb

from coded_article.errors import RefusedError
from coded_article.files.canonical_csv import format_rows
from coded_article.files.paths import table_path
from coded_article.model.plan import SQL_TYPES
from coded_article.model.problems import Problem, problem
from coded_article.model.profile import DESCRIPTOR
from coded_article.model.schema import Descriptor, Rows, Table
from coded_article.read import tables
from coded_article.rules.engine import literal


def headers(descriptor: Descriptor) -> tuple[dict[str, list[str]], list[Problem]]:
    """Return the columns in which each readable table comes, and the faults of the others."""
    columns: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for table in descriptor.tables.values():
        if not table.is_usable:
            continue  # the schema's own fault
        path = table_path(descriptor, table)
        if not path.exists():
            problems.append(problem("missing-file", DESCRIPTOR, column=f"resources/{table.name}", found=table.path))
        elif table.format == "parquet":
            columns[table.name] = list(table.columns)
        else:
            with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
                head = file.readline(1_000_000)
            try:
                names = next(csv.reader([head]), [])
            except csv.Error:
                names = []
            places, fault = tables.places(table, names)
            if places is None:
                problems += rows_exactly(table, path)[1]
                continue
            if fault:
                problems.append(fault)
            elif (line := head.rstrip("\r\n")) != (wanted := format_rows([names]).rstrip("\n")):
                problems.append(problem("quoting", table.path, 1, record=names[0], found=line, detail=f"as {wanted}"))
            columns[table.name] = names
    return columns, problems


def parquet_paths(descriptor: Descriptor, table: Table) -> list[Path]:
    """Return the files of a table in Parquet, sorted.

    Raises:
        RefusedError: a file lies elsewhere in the folder, where other readers would read it too.
    """
    folder = table_path(descriptor, table)
    paths = {path for path in folder.glob("source=*/*.parquet") if path.is_file()}
    for path in sorted(folder.rglob("*")):
        hidden = path.name.startswith((".", "_")) and path.suffix.lower() != ".parquet"  # marks of other programs
        if path.is_file() and path not in paths and not hidden:
            msg = f"{path}: does not lie as source=NAME/FILE.parquet in {table.path}; take it away"
            raise RefusedError(msg)
    return sorted(paths)


def parquet_reader(paths: list[Path]) -> str:
    """Return the SQL with which DuckDB reads files of Parquet."""
    return f"read_parquet([{', '.join(literal(str(path)) for path in paths)}], hive_partitioning = false)"


def parquet_rows(connected: duckdb.DuckDBPyConnection, table: Table, paths: list[Path]) -> list[tuple[Path, int]]:
    """Return the files of a table in Parquet, each with its number of rows.

    Raises:
        RefusedError: a file cannot be read, or has other columns.
    """
    file_list = f"[{', '.join(literal(str(path)) for path in paths)}]"
    try:
        counted = connected.execute(f"SELECT file_name, num_rows FROM parquet_file_metadata({file_list})").fetchall()
        # files of one form are described once
        forms = connected.execute(
            "SELECT min(file_name) FROM (SELECT file_name, list((name, type, converted_type, logical_type)) AS form"
            f" FROM parquet_schema({file_list}) GROUP BY file_name) GROUP BY form"
        ).fetchall()
        for (path,) in sorted(forms):
            _hold_form(connected, table, Path(path))
    except duckdb.OutOfMemoryException:
        raise  # which says nothing about the files
    except duckdb.Error as error:
        for path in paths:
            _hold_form(connected, table, path)
        raise _unreadable(paths[0].parent.parent, error) from None
    counts = dict(counted)
    return [(path, counts[str(path)]) for path in paths]


def _hold_form(connected: duckdb.DuckDBPyConnection, table: Table, path: Path) -> None:
    """See that a file of Parquet can be read and has the columns of its table.

    Raises:
        RefusedError: it cannot, or has others.
    """
    try:
        columns = connected.execute(f"DESCRIBE SELECT * FROM {parquet_reader([path])}").fetchall()
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        raise _unreadable(path, error) from None
    wanted = [(field.name, SQL_TYPES.get(field.type, "VARCHAR")) for field in table.fields]
    kinds = [(name, kind) for name, kind, *_ in columns]
    if kinds != wanted:
        other = next((pair for pair in kinds if pair not in wanted), ("fewer columns", ""))
        msg = f"{path}: {' '.join(other).strip()} is not of {table.schema_path}; combine the corpus again"
        raise RefusedError(msg)


def rows_there(descriptor: Descriptor, table: Table) -> int:
    """Return how many rows a table in Parquet has, as its files say."""
    paths = parquet_paths(descriptor, table)
    if not paths:
        return 0
    file_list = f"[{', '.join(literal(str(path)) for path in paths)}]"
    with duckdb.connect(config={"threads": 1}) as connected:
        query = f"SELECT CAST(sum(num_rows) AS BIGINT) FROM parquet_file_metadata({file_list})"
        (rows,) = connected.execute(query).fetchall()[0]
        return int(rows)


def hold_readable(paths: Iterable[Path]) -> None:
    """See that every value of files of Parquet can be read.

    Raises:
        MemoryError: the memory does not do.
        RefusedError: one cannot, such as one in a damaged page, or a text that is not UTF-8.
    """
    with duckdb.connect(config={"threads": 1}) as connected:
        for path in paths:
            try:
                connected.execute(f"SELECT max(hash(COLUMNS(*))) FROM {parquet_reader([path])}").fetchall()
            except duckdb.OutOfMemoryException:
                raise MemoryError from None  # which says nothing about the file
            except duckdb.Error as error:
                raise _unreadable(path, error) from None


def _unreadable(path: Path, error: duckdb.Error) -> RefusedError:
    reason = " ".join(str(error).split())[:120]
    return RefusedError(f"{path}: cannot be read ({reason}); combine the corpus again")


def rows_exactly(table: Table, path: Path) -> tuple[Rows, list[Problem]]:
    """Return the rows of a CSV that an engine reads otherwise than the profile does, and every fault of form."""
    if path.stat().st_size > tables.MAX_BYTES:
        size = f"{path.stat().st_size:,} bytes"
        more = "its form is faulty too, and it is too large to say where; write it again, or combine it again"
        return Rows(table), [problem("file-size", table.path, found=size, detail=more)]
    return tables.read(table, path.read_bytes())


def row_of(line: int, files: Iterable[tuple[str, int]]) -> tuple[str, int] | None:
    """Return the file, and the row in it, that a line of a view stands for; None if it is of no such file.

    ``files`` are those of a table in Parquet, in the order of the view, each with its rows; a view begins at line 2.
    """
    row = line - 1
    for path, count in files:
        if row <= count:
            return path, row
        row -= count
    return None
