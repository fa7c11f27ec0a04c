"""Layer 1, preflight: is every table safe to open, and is every byte of it canonical?

The libraries of the later layers are lenient: they skip blank lines, sniff encodings, trim cells. What
they let pass is caught here, where the bytes are read once, and all later layers work on these rows.
"""

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from coded_article.files.canonical_csv import format_rows, sort_key
from coded_article.files.paths import safe_path, table_path
from coded_article.model.characters import LOOKALIKES, QUIRKS, cell_faults
from coded_article.model.problems import Problem, Rule, declare, problem
from coded_article.model.profile import DESCRIPTOR, TABLES
from coded_article.model.schema import Descriptor, Rows, Table

RULES = declare(
    Rule(
        code="missing-file",
        statement="every file that the descriptor names is there",
        remedy="restore the file",
        why="whoever loads the package would get an error, or silently one table less",
        bad='"path": "data/event.csv"',
        good='"path": "data/events.csv"',
    ),
    Rule(
        code="file-size",
        statement="a table is no larger than the limit",
        remedy="split the package, or check it with the corpus tools",
        why="some readers need many times the size of a file in memory, and would stop",
        bad="data/mentions.csv: 60,000,000 bytes",
        good="data/mentions.csv: 40,000,000 bytes",
    ),
    Rule(
        code="encoding",
        statement="a table is UTF-8",
        remedy="save the file as UTF-8, or run `coded-article tidy`",
        why="readers would show other letters than were written, or stop",
        bad=r"act-001,Zo\xeb Finch",
        good=r"act-001,Zo\xc3\xab Finch",
    ),
    Rule(
        code="stray-file",
        statement="every CSV in a folder of tables is named by the descriptor",
        remedy="name it in datapackage.json with a schema of its own, or move it out of the folder",
        why="nobody checks the file, and whoever loads the package does not get it",
        bad="data/events.csv, data/events (copy).csv",
        good="data/events.csv",
        severity="warning",
    ),
    Rule(
        code="merge-conflict",
        statement="a table has no marks of a merge conflict",
        remedy="keep one of the two versions of each row, and delete the lines of marks",
        why="git left two versions of some rows in the file, and no program can know which one is meant",
        bad=r"<<<<<<< HEAD\nevt-001,Closed\n=======\nevt-001,Shut\n>>>>>>> branch\n",
        good=r"evt-001,Closed\n",
    ),
    Rule(
        code="delimiter",
        statement="commas divide the cells",
        remedy="run `coded-article tidy`",
        why="a program that expects commas takes each row for one long cell",
        bad="evt-001;The bridge is closed",
        good="evt-001,The bridge is closed",
    ),
    Rule(
        code="byte-order-mark",
        statement="a table has no byte order mark",
        remedy="save the file as UTF-8 without BOM, or run `coded-article tidy`",
        why="many readers would take the mark for a part of the first column's name, and not find that column",
        bad=r"\xef\xbb\xbfactor_id,name",
        good="actor_id,name",
    ),
    Rule(
        code="line-end",
        statement="lines end in a line feed alone",
        remedy="save the file with LF line ends, or run `coded-article tidy`",
        why=(
            "the same rows would have other bytes and another hash on each system, and some readers would see one "
            "line only"
        ),
        bad=r"act-001,Ada Finch\r\n",
        good=r"act-001,Ada Finch\n",
    ),
    Rule(
        code="final-newline",
        statement="a file ends in exactly one line feed",
        remedy="end the last row with one line feed, or run `coded-article tidy`",
        why="a row that is appended would run into the last one, and every comparison would show that row as changed",
        bad="act-032,Newtown",
        good=r"act-032,Newtown\n",
    ),
    Rule(
        code="csv-syntax",
        statement="a table is well-formed CSV",
        remedy="close the quotation mark, or double the one inside the cell",
        why="it is not certain where cells begin and end, so no cell can be trusted",
        bad='act-001,"Ada "Finch"',
        good='act-001,"Ada ""Finch"""',
    ),
    Rule(
        code="header",
        statement="the header names the schema's columns in the schema's order",
        remedy="restore the header, or run `coded-article tidy`",
        why="cells would be read under the name of another column",
        bad="name,actor_id,actor_type",
        good="actor_id,name,actor_type",
    ),
    Rule(
        code="row-length",
        statement="every row has as many cells as the header",
        remedy="add the missing or delete the extra cells",
        why="the cells of the row would slide into the wrong columns",
        bad="act-001,Ada Finch",
        good="act-001,Ada Finch,person",
    ),
    Rule(
        code="blank-line",
        statement="a table has no blank lines",
        remedy="delete the line, or run `coded-article tidy`",
        why="some readers skip the line and some see a row without cells, so they would count differently",
        bad=r"act-001,Ada Finch\n\nact-002,Newtown\n",
        good=r"act-001,Ada Finch\nact-002,Newtown\n",
    ),
    Rule(
        code="quoting",
        statement="cells are quoted only where they must be",
        remedy="take the needless quotation marks away, or run `coded-article tidy`",
        why="the same row could be written in several ways, so comparisons would show changes where nothing changed",
        bad='"act-001","Ada Finch"',
        good="act-001,Ada Finch",
    ),
    Rule(
        code="unsorted",
        statement="rows are sorted by their key",
        remedy="move the row to its place, or run `coded-article tidy`",
        why="comparisons of versions would show rows as changed that only moved",
        bad=r"act-002,Newtown\nact-001,Ada Finch\n",
        good=r"act-001,Ada Finch\nact-002,Newtown\n",
    ),
    Rule(
        code="file-hash",
        statement="a file has the bytes and the SHA-256 that the descriptor gives",
        remedy="run `coded-article build` if the change is meant, else restore the file",
        why="nobody could say whether the file is the one that was released or was changed afterwards",
        bad='"hash": "sha256:0000..."',
        good='"hash": "sha256:5f16..."',
        layer="standard",
    ),
)

MAX_BYTES = 50_000_000
_MAX_COLUMNS = 10_000
_GIVE_UP = 10_000  # rows of a wrong shape, after which a table is no table

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONFLICT = re.compile(r"^<{7} .*$", re.MULTILINE)
_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}

# faults of files that other readers see otherwise than they are seen here
BREAKING = {
    "byte-order-mark", "encoding", "line-end", "control-character", "csv-syntax", "header", "row-length",
    "blank-line", "line-break", "final-newline", "merge-conflict", "delimiter",
}  # fmt: skip


def read_tables(descriptor: Descriptor) -> tuple[dict[str, Rows], list[Problem]]:
    """Read every table of the package; return rows by table name, and every fault of form.

    Of a table whose schema lacks columns of the profile, that is the only fault.
    """
    tables: dict[str, Rows] = {}
    problems: list[Problem] = []
    for table in descriptor.tables.values():
        rows, faults = _read_table(descriptor, table)
        if table.lacking:
            faults = [item for item in faults if item.code == "missing-file"]
        tables[table.name] = rows
        problems += faults
    return tables, problems


def _read_table(descriptor: Descriptor, table: Table) -> tuple[Rows, list[Problem]]:
    path = safe_path(descriptor.root, table.path)
    nothing = Rows(table)
    if not path.is_file():
        return nothing, [problem("missing-file", DESCRIPTOR, column=f"resources/{table.name}", found=table.path)]
    if path.stat().st_size > MAX_BYTES:
        return nothing, [problem("file-size", table.path, found=f"{path.stat().st_size:,} bytes")]
    return read(table, path.read_bytes())


def changed_files(descriptor: Descriptor) -> Iterator[Problem]:
    """Yield the fault of each CSV whose bytes are not those that the descriptor states."""
    for table in descriptor.tables.values():
        path = table_path(descriptor, table)
        if table.format != "csv" or not path.is_file():
            continue
        with path.open("rb") as file:
            same = table.size in (None, path.stat().st_size)
            if not same or table.sha256 not in (None, hashlib.file_digest(file, "sha256").hexdigest()):
                yield problem("file-hash", table.path)


def stray_files(descriptor: Descriptor) -> Iterator[Problem]:
    """Yield each CSV beside the tables that is none of them; where the passages are, working files may be too."""
    named = {table.path for table in descriptor.tables.values()}
    working = {PurePath(table.path).parent for name, table in descriptor.tables.items() if name == "passages"}
    folders = {PurePath(table.path).parent for table in descriptor.tables.values() if table.format == "csv"}
    for folder in sorted(folders - working):
        for file in sorted((descriptor.root / folder).glob("*.[cC][sS][vV]")):
            path = (folder / file.name).as_posix()
            lacking = file.stem in TABLES and file.stem not in descriptor.tables  # which is reported as such
            if path not in named and not lacking:
                yield problem("stray-file", path)


def read(table: Table, data: bytes) -> tuple[Rows, list[Problem]]:
    """Return the rows of a table that ``data`` holds, header first, and every fault of form."""
    if data.startswith(_UTF16):
        return Rows(table), [problem("encoding", table.path, 1, found="UTF-16")]
    text, faults = _decode(table.path, data)
    whole = _fault_of_all(table, text)
    if whole:  # anything else in the file would follow from it
        return Rows(table), [whole]
    rows, more = _parse(table, text)
    faults += more
    return replace(rows, clean=not any(fault.code in BREAKING for fault in faults)), faults


def _fault_of_all(table: Table, text: str) -> Problem | None:
    """Return the one fault of a file whose rows cannot be told apart, or in which some are there twice."""
    conflict = _CONFLICT.search(text)
    if conflict:
        return problem("merge-conflict", table.path, text.count("\n", 0, conflict.start()) + 1, found=conflict[0])
    head = text.partition("\n")[0].replace('"', "")
    for mark, name in _DELIMITERS.items():
        if mark in head and len({*head.split(mark)} & {*table.columns}) > len(table.columns) / 2:
            return problem("delimiter", table.path, 1, found=name)
    return None


def _decode(path: str, data: bytes) -> tuple[str, list[Problem]]:
    faults: list[Problem] = []
    if data.startswith(b"\xef\xbb\xbf"):
        faults.append(problem("byte-order-mark", path, 1))
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.append(problem("encoding", path, line, found=f"byte 0x{data[error.start]:02x}"))
        text = data.decode("utf-8", errors="replace").replace("\ufffd", "?")
    if "\r" in text:
        faults.append(problem("line-end", path, text.count("\n", 0, text.index("\r")) + 1, found="\r"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text and not text.endswith("\n"):
        faults.append(problem("final-newline", path, text.count("\n") + 1, found="no line feed"))
    return text, faults


def _parse(table: Table, text: str) -> tuple[Rows, list[Problem]]:
    # the parser of Python 3.11 knows no NUL from others, but refuses none; it is faulted as a cell
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    faults: list[Problem] = []
    header: list[str] = []
    line, misshapen = 1, 0
    try:
        for cells in reader:
            header = header or cells
            misshapen += not cells or len(cells) != len(header)
            if misshapen > _GIVE_UP or (cells is header and places(table, header)[0] is None):
                break
            records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        faults.append(problem("csv-syntax", table.path, line, found=str(error)))
        return Rows(table), faults
    if misshapen > _GIVE_UP:
        faults.append(problem("csv-syntax", table.path, line, found=f"more than {_GIVE_UP:,} rows of a wrong length"))
        return Rows(table), faults
    where, fault = places(table, header)
    if fault:
        faults.append(fault)
    if where is None:
        return Rows(table), faults
    faults += _blank_lines(table, text, records)
    records = [(line, cells) for line, cells in records if cells]
    faults += _quoting(table, text, records)
    lines: list[int] = []
    rows: list[list[str]] = []
    faulty: set[int] = set()
    for line, cells in records[1:]:
        if len(cells) != len(header):
            counts = f"{len(cells)} cells for {len(header)} columns"
            curly = "the cells have curly quotes (\u201c \u201d)" if any("\u201c" in cell for cell in cells) else ""
            faults.append(problem("row-length", table.path, line, record=cells[0], found=counts, detail=curly))
            faulty.add(line)
        padded = [*cells, *[""] * (len(header) - len(cells))]
        row = [padded[place] for place in where]
        lines.append(line)
        rows.append(row)
        if any(map(QUIRKS.search, row)) or any(cell in LOOKALIKES for cell in row):
            faults += _cells(table, line, row)
    faults += _order(table, lines, rows)
    return Rows(table, rows, lines, usable=True, faulty_lines=frozenset(faulty)), faults


def _blank_lines(table: Table, text: str, records: Sequence[tuple[int, list[str]]]) -> Iterator[Problem]:
    last = text.count("\n")
    trailing = len(text) - len(text.rstrip("\n"))
    if trailing > 1:
        yield problem("final-newline", table.path, last, found=f"{trailing} line feeds")
    for line, cells in records:
        if not cells and line <= last - trailing + 1:
            yield problem("blank-line", table.path, line)


def places(table: Table, header: list[str]) -> tuple[list[int] | None, Problem | None]:
    """Return where each of the schema's columns stands in the header, None if some are not there, and the fault."""
    if header == list(table.columns):
        return list(range(len(header))), None
    if len(header) > _MAX_COLUMNS:
        return None, problem("header", table.path, 1, found=f"more than {_MAX_COLUMNS:,} columns")
    missing = [name for name in table.columns if name not in header]
    extra = [name for name, times in Counter(header).items() if name not in table.columns or times > 1]
    said = "; ".join(
        f"{what} {', '.join(names)}" for what, names in (("missing:", missing), ("extra:", extra)) if names
    )
    fault = problem("header", table.path, 1, found=",".join(header), detail=said or "the order differs")
    if missing or any(header.count(name) > 1 for name in table.columns):
        return None, fault
    return [header.index(name) for name in table.columns], fault


def _quoting(table: Table, text: str, records: Sequence[tuple[int, list[str]]]) -> Iterator[Problem]:
    if text == format_rows(cells for _, cells in records):
        return
    physical = text.split("\n")
    for number, (line, cells) in enumerate(records):
        after = records[number + 1][0] if number + 1 < len(records) else len(physical) + 1
        written = "\n".join(physical[line - 1 : after - 1]).rstrip("\n")
        wanted = format_rows([cells]).rstrip("\n")
        if written != wanted:
            yield problem("quoting", table.path, line, record=cells[0], found=written, detail=f"as {wanted}")


def cells(rows: Rows) -> list[Problem]:
    """Return the faults of form of the cells of ``rows``."""
    return [fault for line, row in zip(rows.lines, rows.cells, strict=True) for fault in _cells(rows.table, line, row)]


def _cells(table: Table, line: int, row: list[str]) -> Iterator[Problem]:
    for column, cell in zip(table.columns, row, strict=True):
        for code in cell_faults(cell, column):
            yield problem(code, table.path, line, column, row[0], cell)


def _order(table: Table, lines: list[int], rows: list[list[str]]) -> Iterator[Problem]:
    key = [table.columns.index(name) for name in table.primary_key if name in table.columns]
    previous = None
    for line, row in zip(lines, rows, strict=True):
        if not all(row[place] for place in key):
            continue  # a key that is missing is faulted as such
        current = sort_key([row[place] for place in key])
        if previous is not None and current < previous:
            yield problem("unsorted", table.path, line, record=row[0], found=",".join(row[i] for i in key))
        previous = current
