"""What is large, checked a part at a time by DuckDB, on all cores and in little memory.

Each part holds whole packages, so all that is needed to check it is in it, and memory does not grow with the
corpus. Some things no part can know alone. What the packages share: a fault there is one if every part has it.
What joins packages: that is checked in the end, with the keys that each part left behind. A key that leads into
another package, and a row that stands outside its namespace's range: these show, and then the corpus is checked
as one part, out of core, which is slower and as exact.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from multiprocessing import get_context

import duckdb

from coded_article.check.large import part
from coded_article.check.large.cut import JOINS, SHARED, Part, cut
from coded_article.check.large.files import headers as read_headers
from coded_article.check.large.part import Found, Room, UncutError
from coded_article.check.report import Report
from coded_article.console import Progress
from coded_article.errors import RefusedError
from coded_article.files.confine import confine
from coded_article.files.scratch import scratch
from coded_article.model.schema import Descriptor
from coded_article.read.opening import Opened
from coded_article.rules.engine import quoted

PART = 100_000_000  # bytes: rows enough to be worth a hundred queries, and few enough for memory


def check_by_parts(package: Opened, report: Report, memory: int) -> None:
    """Check every table of a package or corpus, and add what is found to ``report``, showing how far it has come.

    ``memory`` is in megabytes, for all cores together.

    Raises:
        RefusedError: a part cannot be read, or needs more memory.
    """
    descriptor = package.descriptor
    headers, problems = read_headers(descriptor)
    report.add([*package.slips, *problems])
    readable = replace(descriptor, tables={name: descriptor.tables[name] for name in headers})
    parts = cut(readable, PART, os.cpu_count() or 1)
    try:
        results = _check(descriptor, headers, parts, memory)
    except UncutError:
        print("validate: packages hang together, so they are checked as one part: this takes longer", file=sys.stderr)
        results = _check(descriptor, headers, [Part()], memory)
    _add(report, headers, *results)


def _check(
    descriptor: Descriptor,
    headers: Mapping[str, list[str]],
    parts: list[Part],
    memory: int,
) -> tuple[list[Found], Found | None]:
    """Return what the parts have, and what the tables have that join them, if these are not in a part.

    Raises:
        UncutError: the parts could not judge all their rows.
    """
    cores = os.cpu_count() or 1
    workers = min(len(parts), cores)
    joins = {name: header for name, header in headers.items() if name in JOINS and len(parts) > 1}
    inside = {name: header for name, header in headers.items() if name not in joins}
    sought = {key.target for name in joins for key in descriptor.tables[name].foreign_keys} & inside.keys()
    results: list[Found] = []
    progress = Progress("validate: parts", len(parts))
    with scratch() as folder, _mapping(workers) as mapped:
        room = Room(folder, memory // workers, cores // workers)
        checked = mapped(partial(part.check, descriptor, inside, room=room, leaving=sought), parts)
        for number, result in enumerate(checked, start=1):
            results.append(result)
            progress.tell(number)
        if len(parts) > 1 and _strays(descriptor, headers, set().union(*(result.stray for result in results))):
            raise UncutError
        if not joins:
            return results, None
        left = {
            table: [result.left[table] for result in results]
            for table in set.intersection(*(set(result.left) for result in results))
        }
        return results, part.check(descriptor, joins, Part(), room=Room(folder, memory, cores), joined=left)


@contextmanager
def _mapping(workers: int) -> Iterator[Callable[[Callable[[Part], Found], list[Part]], Iterable[Found]]]:
    """Give what applies a function to each part, in so many processes: threads of one get into each other's way.

    Raises:
        RefusedError: a process was stopped.
    """
    if workers == 1:
        yield map
        return
    context = get_context("spawn")  # a fork would copy the threads' locks, but not the threads
    with ProcessPoolExecutor(workers, context, initializer=_enter, initargs=(os.getpid(),)) as pool:
        try:
            yield pool.map
        except BrokenProcessPool:
            msg = "a process was stopped, perhaps for want of memory; give less with --memory"
            raise RefusedError(msg) from None
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _enter(parent: int) -> None:
    """Make a process one of ours: it ends with its ``parent``, which alone hears an interruption."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    confine(parent)


def _add(report: Report, headers: Mapping[str, list[str]], results: list[Found], joined: Found | None) -> None:
    """Add to the report what was found, each fault once and at its place in the whole."""
    common = [{item for item in result.problems if item[0] not in headers or item[0] in SHARED} for result in results]
    once = set.intersection(*common) | {item for result in results for item in result.problems if item[1].line == 1}
    report.add(item for _, item in sorted(once.union(joined.problems if joined else ())))
    before = dict.fromkeys(headers, 0)
    for result in results:
        for name, item in result.problems:
            if name in headers and name not in SHARED and item.line != 1:
                path, line = result.place(name, item.line, before[name])
                report.add([replace(item, path=path or item.path, line=line)])
        for name, lines in result.lines.items():
            before[name] += lines
        for name, rows in result.rows.items():
            report.rows[name] = rows if name in SHARED else report.rows[name] + rows
        report.add_coverage(result.coverage)
    if joined:
        report.rows.update(joined.rows)


def _strays(descriptor: Descriptor, headers: Mapping[str, list[str]], stray: set[tuple[str, str, str]]) -> bool:
    """Whether any of the cells (table, column, cell) that a part sought outside of itself stands elsewhere."""
    for name, column in {(name, column) for name, column, _ in stray}:
        cells = [cell for *place, cell in stray if place == [name, column]]
        with duckdb.connect() as connected:
            reader = part.reader(descriptor, descriptor.tables[name], headers[name])
            query = f"SELECT 1 FROM {reader} WHERE {quoted(column)} IN (SELECT unnest(?::VARCHAR[])) LIMIT 1"
            if connected.execute(query, [cells]).fetchall():
                return True
    return False
