"""Where a check by DuckDB spends its time: every part of a corpus in turn, in one process and one thread.

Prints a table, and writes it to `steps.md` beside this file. The corpus is that of `corpora.py`.

Examples:
    python benchmarks/corpora.py --events 1e6 --rounds 1 --results build/results     makes the corpus
    python benchmarks/steps.py build/corpora/events-1000000

exit status: 0 measured, 2 could not be run
"""

import argparse
import datetime
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

from coded_article.check.large import part, parts
from coded_article.check.large.cut import JOINS, cut
from coded_article.check.large.files import headers as read_headers
from coded_article.check.validate import MEMORY
from coded_article.errors import RefusedError
from coded_article.read.descriptor import read_descriptor
from coded_article.rules.engine import DuckDB
from coded_article.rules.run import sql_rules

HERE = Path(__file__).resolve().parent
READ, SIEVE, IN_ROWS, KEYS, ACROSS, REST = (
    "DuckDB reads the text",
    "types, constraints and form of each cell, and a table of it in memory",
    "rules inside a row",
    "primary and foreign keys",
    "rules across tables, spans and hashes, with their views",
    "bytes looked at and copied, queries planned, and all else",
)
spent: dict[str, float] = dict.fromkeys((READ, SIEVE, IN_ROWS, KEYS, ACROSS, REST), 0.0)
codes = {sql_rule.sql: sql_rule.rule.code for sql_rule in sql_rules()}
by_rule: dict[str, float] = dict.fromkeys(codes.values(), 0.0)


class _Timed(DuckDB):
    """The tables in a connection of DuckDB, with a clock."""

    def __init__(self, connected: duckdb.DuckDBPyConnection) -> None:
        super().__init__(connected)
        self._connected = connected

    def define(self, name: str, select: str) -> None:
        text = f'"{name}_text"'
        if text not in select:
            self._clocked(ACROSS, super().define, name, select)
            return
        before = spent[READ]
        self._clocked(READ, self._connected.execute, f"SELECT count(COLUMNS(*)) FROM {text}")
        read = spent[READ] - before
        self._clocked(SIEVE, super().define, name, select)
        spent[SIEVE] -= read  # it is read again

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        code = codes.get(select, "")
        step = REST
        if code:
            step = ACROSS
        elif "HAVING" in select or "AS o ON" in select:
            step = KEYS
        elif select.startswith("SELECT line FROM"):
            step = IN_ROWS
        before = spent[step]
        result: list[tuple[Any, ...]] = self._clocked(step, super().rows, select)
        if code:
            by_rule[code] += spent[step] - before
        return result

    @staticmethod
    def _clocked(step: str, function: Any, *arguments: Any) -> Any:
        start = time.perf_counter()
        result = function(*arguments)
        spent[step] += time.perf_counter() - start
        return result


def measure(corpus: Path) -> int:
    """Check the parts of a corpus, fill the clocks, and return how many rows they have."""
    descriptor, _ = read_descriptor(corpus)
    headers, _ = read_headers(descriptor)
    inside = {name: header for name, header in headers.items() if name not in JOINS}
    part.DuckDB = _Timed  # type: ignore[attr-defined] # the clock's way in
    rows = 0
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        cuts = cut(descriptor, parts.PART)
        for number, piece in enumerate(cuts, start=1):
            print(f"part {number} of {len(cuts)}", file=sys.stderr, flush=True)
            result = part.check(descriptor, inside, piece, room=part.Room(Path(folder), MEMORY, 1))
            rows += sum(result.rows.values())
    # what was read twice for the clock is no part of it
    spent[REST] += time.perf_counter() - start - spent[READ] - sum(spent.values())
    return rows


def page(command: str, rows: int) -> str:
    """Return the clocks as a page."""
    total = sum(spent.values())
    slow = sorted(by_rule, key=lambda code: -by_rule[code])[:6]
    slowest = ", ".join(f"`{code}` {1e9 * by_rule[code] / rows:.0f}" for code in slow)
    return "\n".join(
        [
            "# Where a check by DuckDB spends its time",
            "",
            f"Measured on {datetime.datetime.now().astimezone():%Y-%m-%d} by `{command}` in one process and one thread"
            f" ({platform.system()} {platform.machine()}, {os.cpu_count()} cores), Python {platform.python_version()},"
            f" duckdb {duckdb.__version__}: {rows:,} rows in {total:.1f} s.",
            "",
            "| step | seconds | share | ns a row |",
            "| --- | ---: | ---: | ---: |",
            *(
                f"| {step} | {spent[step]:.2f} | {spent[step] / total:.0%} | {1e9 * spent[step] / rows:,.0f} |"
                for step in spent
            ),
            "",
            f"The slowest of {len(by_rule)} rules across tables, in ns a row: {slowest}.",
            "",
        ]
    )


def main() -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, metavar="CORPUS", help="a corpus in CSV")
    parser.add_argument("--results", type=Path, default=HERE, metavar="DIR", help="where steps.md goes (default: here)")
    options = parser.parse_args()
    rows = measure(options.corpus)
    markdown = page(f"python benchmarks/steps.py {options.corpus}", rows)
    print(markdown, end="")
    (options.results / "steps.md").write_text(markdown, encoding="utf-8")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except RefusedError as error:
        print(f"steps.py: {error}", file=sys.stderr)
        sys.exit(2)
