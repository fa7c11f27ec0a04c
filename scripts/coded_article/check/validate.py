"""A package or a corpus checked, from its files to the report: the one path that everything takes.

The tables go as text into an SQL engine, chosen by size: SQLite for a package, DuckDB for a large one or a corpus, and
Spark where it is asked for. There the plan of checks, the keys and the rules run; only the rows that they hold back are
looked at more closely, to say what is wrong with them. frictionless runs in a process beside that.
"""

import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Literal

from coded_article.check import article
from coded_article.check.catalogue import RULES
from coded_article.check.layers import Finding, find, find_in_rows
from coded_article.check.places import lines_of
from coded_article.check.report import Report
from coded_article.check.standard import Conformance
from coded_article.check.wording import worded
from coded_article.errors import RefusedError
from coded_article.files.paths import folder_of, table_path
from coded_article.model.problems import Problem
from coded_article.model.profile import CORPUS, PATTERNS
from coded_article.model.schema import Descriptor, Rows, Table
from coded_article.read.opening import Opened, opened
from coded_article.read.tables import BREAKING, changed_files, stray_files
from coded_article.rules.engine import DuckDB, Engine, SQLite
from coded_article.rules.views import hold_names
from coded_article.text.copies import read_copy

SMALL = 5_000_000  # bytes of tables that Python reads and SQLite checks as fast as DuckDB starts
MINUTE = 60_000_000  # bytes of tables that frictionless reads in about a minute
MEMORY = 768  # megabytes for the checking of what is large, for all cores together
_MOST_MEMORY = 100_000_000  # megabytes: no machine has them
_BLOCK = 2_000_000  # bytes
_SHOWN = 5  # problems of each kind in what is large
_WITH_COPY = sum(rule.needs_copy for rule in RULES.values())
_LEFT_OUT = "frictionless was left out (--fast)"
_TOO_LONG = "frictionless was left out, because it would take more than a minute; --standard runs it too"


def validate(where: str | Path, source: Path | None = None, **wanted: Any) -> Report:
    """Check the package or corpus ``where``, a folder, its ``datapackage.json`` or a zip, and return the report.

    With ``source``, your copy of the article, it is checked against the text too. Further arguments, by name:
    ``standard`` (``True`` or ``False``) says whether frictionless runs, by default where it takes less than a minute;
    ``engine`` is ``"sqlite"``, ``"duckdb"`` or ``"spark"``, by default what suits the size; ``shown`` is the number of
    problems that are kept of each kind; ``memory``, in megabytes, is for what is large.

    Raises:
        RefusedError: there is no package, it is not safe to open, or ``source`` is not the article.
    """
    with opened(where) as package:
        report = check(package, source, **wanted)
    report.folder = _seen_from_here(Path(where))
    return report


def check(
    package: Opened,
    source: Path | None = None,
    *,
    standard: bool | None = None,
    engine: Literal["sqlite", "duckdb", "spark"] | None = None,
    shown: int | None = None,
    memory: int = MEMORY,
) -> Report:
    """Check a package or a corpus, with ``source``, a copy of the article, against its text too.

    ``standard`` says whether frictionless runs: by default where it takes less than a minute. ``engine`` is, by
    default, ``sqlite`` for what is small and ``duckdb`` for what is large. ``shown`` problems of each kind are kept: by
    default all, and of what is large the first few. ``memory``, in megabytes, is for what is large.

    Raises:
        RefusedError: a file is not safe to open or cannot be read, ``source`` is not the article, or the memory does
            not do.
    """
    hold_names(package.descriptor)
    if not 0 < memory <= _MOST_MEMORY:
        msg = f"--memory {memory} is no number of megabytes that a machine has; give one such as {MEMORY}"
        raise RefusedError(msg)
    if engine is None:
        engine = "duckdb" if package.is_parquet or (package.size > SMALL and source is None) else "sqlite"
    if source and (engine != "sqlite" or package.is_parquet or package.descriptor.tables.keys() & {*CORPUS}):
        msg = "--source goes with one package in CSV, and without --engine; give the package that the article is of"
        raise RefusedError(msg)
    report = Report(package.descriptor.name, package.descriptor.version, "SQLite", shown, package.descriptor.follows)
    report.rows.update(dict.fromkeys(package.descriptor.tables, 0))
    wants_standard = standard if standard is not None else package.size <= MINUTE
    if standard is not False and not wants_standard:
        report.skipped["standard"] = _TOO_LONG
    elif not wants_standard:
        report.skipped["standard"] = _LEFT_OUT
    if package.is_parquet:
        report.skipped["preflight"] = "of tables in Parquet, which have none, no form of files"
        report.skipped["standard"] = "frictionless does not read tables in Parquet"
        wants_standard = False
    if engine != "sqlite":
        report.shown = _SHOWN if shown is None else shown
        _check_large(package, report, standard=wants_standard, spark=engine == "spark", memory=memory)
    else:
        _check_in_memory(package, report, source, standard=wants_standard)
    if source is None:
        report.skipped["anchors"] = f"{_WITH_COPY} more with your copy of the article (--source)"
    _hold_rows(package.descriptor, report)
    report.add(stray_files(package.descriptor))
    report.settle()
    _put_in_words(package, report)
    return report


def _seen_from_here(where: Path) -> Path:
    """Return the folder of a package as its user sees it; of a zip or a version none, whose files are nowhere."""
    folder = folder_of(where)
    if not folder.is_dir():
        return Path()
    here, there = Path.cwd(), folder.resolve()
    return there.relative_to(here) if folder.is_absolute() and there.is_relative_to(here) else folder


def _put_in_words(package: Opened, report: Report) -> None:
    """Say of what was kept what is known of its cells, and keep its lines."""
    if report.kept:
        report.kept = {kind: worded(items, package) for kind, items in report.kept.items()}
        report.tables = {table.path: table for table in package.descriptor.tables.values()}
        report.lines = lines_of(package.descriptor, report.problems)


def _unread(report: Report) -> set[str]:
    """Return the files that other readers may see otherwise, by faults that are reported of them."""
    return {path for code, path in report.counts if code in {*BREAKING, "file-size"}}


def _hold_rows(descriptor: Descriptor, report: Report) -> None:
    """See that as many rows were checked as the files have, where nothing is reported that explains another number.

    Raises:
        RefusedError: rows were lost or seen twice.
    """
    explained = _unread(report)
    for table in descriptor.tables.values():
        path = table_path(descriptor, table)
        if not table.is_usable or table.path in explained or not path.exists():
            continue
        if table.format == "parquet":
            from coded_article.check.large.files import rows_there

            there = rows_there(descriptor, table)
        else:
            with path.open("rb") as file:
                there = sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b"")) - 1
        if report.rows[table.name] != there:
            msg = f"{path}: {report.rows[table.name]:,} rows were checked and {there:,} are there; validate it again"
            raise RefusedError(msg)


def _check_in_memory(package: Opened, report: Report, source: Path | None, *, standard: bool) -> None:
    """Check a package whose tables are read by Python."""
    copy = read_copy(source) if source else ""
    with ExitStack() as stack:
        conformance = stack.enter_context(Conformance(package.descriptor)) if standard else None
        tables, problems = package.tables, package.problems
        if conformance:
            conformance.read(tables)
        if source and article.rows_of(tables, "passages"):  # none where the table cannot be read, which is reported
            report.reading = article.read_against(tables, copy, source)
        report.engine, engine = _engine(package.descriptor)
        finding = _find_in(engine, package.descriptor, tables, problems)
        unclean = {rows.table.path for rows in tables.values() if not rows.clean}
        faults = [item for item in changed_files(package.descriptor) if item.path not in unclean]
        faults += conformance.problems() if conformance else []
    report.rows.update(finding.rows)
    report.add_coverage(finding.coverage)
    report.add(finding.problems(faults, report.reading.problems if report.reading else ()))


def _find_in(
    engine: Engine, descriptor: Descriptor, tables: Mapping[str, Rows], problems: Iterable[Problem]
) -> Finding:
    with _one_line(descriptor):
        judged = _load(engine, tables)
        return find(engine, descriptor, judged, problems, looks=dict.fromkeys(judged, "nothing"))


def _load(engine: Engine, tables: Mapping[str, Rows]) -> dict[str, Table]:
    """Have the engine keep the text of the tables that can be judged, and return these."""
    judged = {name: rows for name, rows in tables.items() if rows.judged}
    for name, rows in judged.items():
        engine.load(f"{name}_text", ("line", *rows.table.columns), rows.with_lines())
    return {name: rows.table for name, rows in judged.items()}


def faults_of_tables(package: Opened) -> list[Problem]:
    """Return the faults of form and of each table by itself: what is looked at before a package is loaded.

    Raises:
        RefusedError: a file is not safe to open or cannot be read.
    """
    hold_names(package.descriptor)
    _, engine = _engine(package.descriptor)
    with _one_line(package.descriptor):
        return [*package.problems, *find_in_rows(engine, _load(engine, package.tables))]


@contextmanager
def _one_line(descriptor: Descriptor) -> Iterator[None]:
    """Have an engine in memory that gives up do so in one line: for want of memory, or of a table too wide for it.

    Raises:
        MemoryError: the memory does not do.
        RefusedError: anything else does not.
    """
    try:
        yield
    except sqlite3.Error as error:
        if "memory" in str(error):
            raise MemoryError from None
        msg = f"{descriptor.root}: SQLite cannot check it ({error}); give its tables fewer columns and codes"
        raise RefusedError(msg) from None
    except Exception as error:
        if "duckdb" in sys.modules and isinstance(error, sys.modules["duckdb"].OutOfMemoryException):
            raise MemoryError from None
        raise


def _engine(descriptor: Descriptor) -> tuple[str, Engine]:
    """Return SQLite, or DuckDB where a schema has patterns of its own: its matcher needs linear time for any."""
    fields = (field for table in descriptor.tables.values() for field in table.fields)
    if {field.constraints["pattern"] for field in fields if "pattern" in field.constraints} <= PATTERNS:
        return "SQLite", SQLite()
    import duckdb

    return "DuckDB", DuckDB(duckdb.connect(config={"threads": 1, "enable_external_access": False}))


def _check_large(package: Opened, report: Report, *, standard: bool, spark: bool, memory: int) -> None:
    """Check tables that stay on disk."""
    with ExitStack() as stack:
        conformance = stack.enter_context(Conformance(package.descriptor)) if standard else None
        if spark:
            from coded_article.check.large.spark import check_by_spark

            report.engine = "Spark"
            report.skipped["preflight"] = "Spark does not check the order of rows and needless quotation marks"
            check_by_spark(package, report)
        else:
            from coded_article.check.large.parts import check_by_parts

            report.engine = "DuckDB"
            check_by_parts(package, report, memory)
        unclean = _unread(report)
        report.add(item for item in changed_files(package.descriptor) if item.path not in unclean)
        if conformance and not report.valid:
            report.skipped["standard"] = "frictionless was stopped, because the package has errors without it"
        elif conformance:
            report.add(conformance.problems())
