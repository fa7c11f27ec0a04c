"""Where a fault is in its file: the line as it is there, its cells, and the characters of one of them."""

import csv
from collections.abc import Iterable

from coded_article.check.report import Report
from coded_article.files.paths import table_path
from coded_article.model.problems import Problem
from coded_article.model.schema import Descriptor
from coded_article.read.tables import MAX_BYTES

_LONGEST = 20_000  # characters of a line that are kept


def lines_of(descriptor: Descriptor, problems: Iterable[Problem]) -> dict[tuple[str, int], str]:
    """Return the physical lines of CSV files in which problems are, and the first of each such file."""
    wanted: dict[str, set[int]] = {}
    for item in problems:
        if item.line:
            wanted.setdefault(item.path, {1}).add(item.line)
    lines: dict[tuple[str, int], str] = {}
    for table in descriptor.tables.values():
        numbers = wanted.get(table.path, set()) if table.format == "csv" else set()
        path = table_path(descriptor, table)
        if not numbers or not path.is_file() or path.stat().st_size > MAX_BYTES:
            continue
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            for number, line in enumerate(_physical(file, max(numbers)), start=1):
                if number in numbers:
                    lines[table.path, number] = line[:_LONGEST]
    return lines


def _physical(file: Iterable[str], last: int) -> Iterable[str]:
    for number, line in enumerate(file, start=1):
        yield line.rstrip("\r\n")
        if number == last:
            return


def cells(report: Report, item: Problem) -> list[tuple[str, str]]:
    """Return the columns and cells of a problem's row; none where the line is not to be had, or is no row."""
    table = report.tables.get(item.path)
    if not table or item.line < 2 or (item.path, item.line) not in report.lines:
        return []
    header, row = _split(report.lines[item.path, 1]), _split(report.lines[item.path, item.line])
    return list(zip(header, row, strict=True)) if len(header) == len(row) > 1 else []


def span(report: Report, item: Problem) -> tuple[int, int]:
    """Return the first character of a problem's cell in its line, counted from 1, and the one after its last.

    Both are 0 where that is not known.
    """
    row = cells(report, item)
    line = report.lines.get((item.path, item.line), "")
    column = item.column.partition(",")[0]
    place = 0
    for name, _ in row:
        end = _end(line, place)
        if name == column:
            return place + 1, max(end, place + 1) + 1  # of an empty cell, the comma after it
        place = end + 1
    return 0, 0


def _split(line: str) -> list[str]:
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error:
        return []


def _end(line: str, start: int) -> int:
    """Return where the cell that begins at ``start`` ends."""
    place = start
    if line[start : start + 1] == '"':
        place += 1
        while place < len(line) and (line[place] != '"' or line[place + 1 : place + 2] == '"'):
            place += 2 if line[place] == '"' else 1
        place += 1
    end = line.find(",", place)
    return len(line) if end < 0 else end
