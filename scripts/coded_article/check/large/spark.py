"""The engine for clusters: a corpus checked by Spark, wherever that runs, by the same SQL as any other.

The queries are written once, in DuckDB's SQL; sqlglot turns them into Spark's. The files must lie where the workers
too find them, under the same path.
"""

import os
import re
import shutil
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import duckdb
import sqlglot
from sqlglot import exp

from coded_article.check.large import files  # before pyspark, all of which pandera would import
from coded_article.check.layers import find
from coded_article.check.report import Report
from coded_article.errors import RefusedError
from coded_article.files.paths import table_path
from coded_article.model.problems import Problem
from coded_article.model.schema import Descriptor, Table
from coded_article.read.opening import Opened
from coded_article.rules.engine import DuckDB

_PANDAS = "PySpark does not yet fully support pandas"  # a warning; here neither sees the other

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", _PANDAS)
    from py4j.protocol import Py4JJavaError
    from pyspark import SparkConf, StorageLevel
    from pyspark.errors import PySparkException, PySparkRuntimeError
    from pyspark.sql import Column, DataFrame, SparkSession
    from pyspark.sql import functions as F  # noqa: N812 # as everybody calls it

_JAVA = "Spark needs Java 17 or later; install it (Debian: `apt-get install default-jre-headless`), or set JAVA_HOME"
_SMALL = 100_000_000  # bytes of a corpus, below which plans and not rows take the time
_CSV = {"sep": ",", "quote": '"', "escape": '"', "nullValue": "", "emptyValue": "", "mode": "FAILFAST"}


def check_by_spark(package: Opened, report: Report) -> None:
    """Check every table of a package or corpus, and add what is found to ``report``.

    The session of Spark is the one that is there, or one by Spark's own configuration, stopped at the end.

    Raises:
        RefusedError: there is no Java, a file cannot be read, or it changed while it was read.
    """
    descriptor = package.descriptor
    headers, problems = files.headers(descriptor)
    tables = {name: descriptor.tables[name] for name in headers}
    read: dict[str, _Read] = {}
    earlier: list[Problem] = []
    small = _size(descriptor, tables) < _SMALL
    with warnings.catch_warnings(), _session(small=small) as session:
        warnings.filterwarnings("ignore", _PANDAS)
        engine = _Spark(session, small=small)
        try:
            for name, table in tables.items():
                counts, faults = _define(engine, session, descriptor, table, headers[name])
                earlier += faults
                if counts:
                    read[name] = counts
            finding = find(engine, descriptor, {name: tables[name] for name in read}, earlier)
        except (PySparkException, Py4JJavaError) as error:
            for table in tables.values():
                if table.format == "parquet":
                    files.hold_readable(files.parquet_paths(descriptor, table))
            msg = f"{descriptor.root}: Spark gave up ({' '.join(str(error).split())[:120]}); check it without --engine"
            raise RefusedError(msg) from None
        finally:
            engine.close()
    for name, rows in finding.rows.items():
        if rows != read[name].rows:
            msg = f"{descriptor.root / tables[name].path}: changed while it was read; validate it again"
            raise RefusedError(msg)
    report.rows.update(finding.rows)
    report.add_coverage(finding.coverage)
    named = {tables[name].path: counts for name, counts in read.items()}
    for item in [*package.slips, *problems, *finding.problems()]:
        path, line = named[item.path].place(item.line) if item.path in named else ("", item.line)
        report.add([replace(item, path=path or item.path, line=line)])


@dataclass(frozen=True)
class _Read:
    """How many rows a table has, and of Parquet how many each file has."""

    rows: int
    parquet: Sequence[tuple[str, int]] = ()

    def place(self, line: int) -> tuple[str, int]:
        """Return the file, "" for that of the table, and the line in it; a file of Parquet has rows for lines."""
        return files.row_of(line, self.parquet) or ("", line)


class _Spark:
    """The tables as views of a session of Spark."""

    casts = DuckDB.casts  # of whose SQL all is translated

    def __init__(self, session: SparkSession, *, small: bool) -> None:
        self._session = session
        self._small = small
        self._kept: list[DataFrame] = []

    def define(self, name: str, select: str) -> None:
        frame = self._session.sql(_translated(select))
        if self._small:
            frame = frame.coalesce(1).localCheckpoint()  # without its plan, which takes longer than its rows
        else:
            self._kept.append(frame.persist(StorageLevel.MEMORY_AND_DISK))
        frame.createOrReplaceTempView(name)

    def view(self, name: str, select: str) -> None:
        self.define(name, select)  # many rules read it, and its plan is long

    def load(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        schema = ", ".join(f"{_quoted(column)} {'BIGINT' if column == 'line' else 'STRING'}" for column in columns)
        self._session.createDataFrame(list(map(tuple, rows)), schema, verifySchema=False).createOrReplaceTempView(name)

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._session.sql(_translated(select)).collect()]

    def close(self) -> None:
        """Give back what was kept; the session may be another's."""
        for frame in self._kept:
            frame.unpersist()


@lru_cache(maxsize=300)
def _translated(select: str) -> str:
    """Return a query in Spark's SQL."""

    def strict(node: exp.Expr) -> exp.Expr:
        # Spark joins texts alone, and its sums overflow
        if isinstance(node, exp.Concat):
            node.set("expressions", [exp.cast(part, "VARCHAR") for part in node.expressions])
        elif isinstance(node, exp.Sum):
            node.set("this", exp.cast(node.this, "DECIMAL(38, 0)"))
        return node

    return sqlglot.parse_one(select, read="duckdb").transform(strict).sql("spark", comments=False)


@contextmanager
def _session(*, small: bool) -> Iterator[SparkSession]:
    """Give a session, set for a small corpus or as Spark is configured.

    Raises:
        RefusedError: there is no Java, or none that Spark takes.
    """
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java", path=str(Path(home, "bin"))) if home else shutil.which("java")):
        raise RefusedError(_JAVA)
    active = SparkSession.getActiveSession()
    try:
        session = active or _started()
    except PySparkRuntimeError as error:
        msg = f"Spark did not start ({' '.join(str(error).split())[:120]}); {_JAVA}"
        raise RefusedError(msg) from None
    try:
        yield _tuned(session, small=small)
    finally:
        if active is None:
            session.stop()


def _started() -> SparkSession:
    """Return a session as Spark is configured; one on this machine alone needs no page to watch it."""
    conf = SparkConf().setIfMissing("spark.app.name", "coded-article validate")
    if conf.get("spark.master", "local[*]").startswith("local"):
        conf.set("spark.ui.enabled", "false").set("spark.ui.showConsoleProgress", "false")
    conf.setIfMissing("spark.log.level", "ERROR")
    return SparkSession.builder.config(conf=conf).getOrCreate()


def _tuned(session: SparkSession, *, small: bool) -> SparkSession:
    """Return a session of our own beside another: names of views, and settings that its owner left open."""
    context, ours = session.sparkContext, session.newSession()
    ours.conf.set("spark.sql.ansi.enabled", "true")
    # Spark mistakes the constraints of checkpoints in a union
    ours.conf.set("spark.sql.constraintPropagation.enabled", "false")
    # two readings of a file must cut it alike, though workers come and go
    ours.conf.set("spark.sql.files.minPartitionNum", str(context.defaultParallelism))
    if small:
        settings = {
            "spark.sql.adaptive.enabled": "false",
            "spark.sql.codegen.wholeStage": "false",
            "spark.sql.shuffle.partitions": "1",
            "spark.sql.files.openCostInBytes": "65536",
        }
        for name, value in settings.items():
            if not context.getConf().contains(name):
                ours.conf.set(name, value)
    return ours


def _size(descriptor: Descriptor, tables: Mapping[str, Table]) -> int:
    return sum(
        path.stat().st_size
        for table in tables.values()
        for path in (
            files.parquet_paths(descriptor, table) if table.format == "parquet" else [table_path(descriptor, table)]
        )
    )


def _define(
    engine: _Spark, session: SparkSession, descriptor: Descriptor, table: Table, header: list[str]
) -> tuple[_Read | None, list[Problem]]:
    """Define the view of a table's text; return what was read, None if there are no rows, and the faults of form."""
    if table.format == "parquet":
        return _define_parquet(session, descriptor, table), []
    path = table_path(descriptor, table)
    if (counts := _define_csv(session, table, header, path)) is not None:
        return counts, []
    rows, faults = files.rows_exactly(table, path)
    if not rows.usable:
        return None, faults
    engine.load(f"{table.name}_text", ("line", *table.columns), rows.with_lines())
    return _Read(len(rows.lines)), faults


def _define_csv(session: SparkSession, table: Table, header: list[str], path: Path) -> _Read | None:
    """Define the view of a plain CSV, one row a line; return None if it is no such CSV."""
    with path.open("rb") as file:
        start = file.read(3)
        file.seek(-1, os.SEEK_END)
        if start == b"\xef\xbb\xbf" or file.read(1) != b"\n":
            return None
    lines = session.read.option("lineSep", "\n").text(_address(path))
    lines = lines.select("value", F.col("_metadata.file_block_start").alias("block"), _place())
    plain = F.col("value").rlike(_plain(len(header))) & F.expr("is_valid_utf8(value)") & (F.col("value") != "")
    counted = lines.groupBy("block").agg(F.min("place"), F.count("*"), F.min(plain)).collect()
    if not all(good for *_, good in counted):
        return None
    before, shifts = 0, []
    for block, least, count, _ in sorted(counted):
        shifts.append((block, before - least + 1))
        before += count
    kinds = ", ".join(f"c{number} STRING" for number in range(len(header)))
    numbered = _shifted(session, lines, "block BIGINT", shifts).where("line > 1")
    cells = numbered.select("line", F.from_csv("value", kinds, _CSV).alias("cells"))
    places = [header.index(name) for name in table.columns]
    texts = [_text(F.col(f"cells.c{place}"), name) for place, name in zip(places, table.columns, strict=True)]
    cells.select("line", *texts).createOrReplaceTempView(f"{table.name}_text")
    return _Read(before - 1)


def _define_parquet(session: SparkSession, descriptor: Descriptor, table: Table) -> _Read:
    """Define the view of a table in Parquet, its values as text."""
    paths = files.parquet_paths(descriptor, table)
    with duckdb.connect() as connected:
        counted = files.parquet_rows(connected, table, paths)
    if not paths:
        frame = session.createDataFrame([], ", ".join(f"{_quoted(name)} STRING" for name in ("line", *table.columns)))
        frame.createOrReplaceTempView(f"{table.name}_text")
        return _Read(0)
    frame = session.read.option("recursiveFileLookup", "true").parquet(*map(_address, paths))
    placed = [F.col("_metadata.file_path").alias("file"), F.col("_metadata.row_index").alias("place")]
    kept = [F.col(_quoted(name)).cast("string").alias(f"c{number}") for number, name in enumerate(table.columns)]
    cells = frame.select(*placed, *kept)  # columns of the table may have names of ours
    addresses = {unquote(urlsplit(address).path): address for (address,) in cells.select("file").distinct().collect()}
    before, shifts = 0, []
    for path, count in counted:
        if count:
            shifts.append((addresses[str(path.absolute())], before + 2))
        before += count
    numbered = _shifted(session, cells, "block STRING", shifts, "file")
    texts = [_text(F.col(f"c{number}"), name) for number, name in enumerate(table.columns)]
    numbered.select("line", *texts).createOrReplaceTempView(f"{table.name}_text")
    root = descriptor.root
    return _Read(before, [(path.relative_to(root).as_posix(), count) for path, count in counted])


def _shifted(
    session: SparkSession, frame: DataFrame, kind: str, shifts: list[tuple[Any, int]], key: str = "block"
) -> DataFrame:
    """Return the rows with ``line``: the place of each in its block or file, shifted by what is before that."""
    if len(shifts) == 1:
        return frame.withColumn("line", F.col("place") + F.lit(shifts[0][1]))
    offsets = session.createDataFrame(shifts, f"{kind}, shift BIGINT").withColumnRenamed("block", key)
    return frame.join(F.broadcast(offsets), key).withColumn("line", F.col("place") + F.col("shift"))


def _place() -> Column:
    """Return what counts the rows of a block; blocks of one worker's task have one count."""
    return F.monotonically_increasing_id().alias("place")


def _plain(columns: int) -> str:
    """Return the pattern of a line of so many cells, each quoted as RFC 4180 says or not at all."""
    cell = r'(?:[^",\r\x00]*+|"(?:[^"\r\x00]++|"")*+")'
    return rf"^{cell}(?:,{cell}){{{columns - 1}}}\z"


def _text(cell: Column, name: str) -> Column:
    return F.nullif(cell, F.lit("")).alias(name)


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _address(path: Path) -> str:
    """Return the address of a local file, in which Spark sees no pattern."""
    return "file://" + re.sub(r"([\\\[\]{}*?])", r"\\\1", str(path.absolute()))
