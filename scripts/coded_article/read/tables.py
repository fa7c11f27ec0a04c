"""Layer 1, preflight: is every table safe to open, and is every byte of it canonical?

The libraries of the later layers are lenient: they skip blank lines, sniff encodings, trim cells. What
they let pass is caught here, where the bytes are read once, and all later layers work on these rows.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from coded_article.errors import RefusedError
from coded_article.files.canonical_csv import format_rows, sort_key
from coded_article.files.paths import safe_path
from coded_article.model.characters import _QUIRKS, LOOKALIKES, cell_faults
from coded_article.model.plan import INTEGER
from coded_article.model.problems import Problem, problem
from coded_article.model.profile import DESCRIPTOR
from coded_article.model.schema import Descriptor, Rows, Table

MAX_BYTES = 50_000_000
_MAX_COLUMNS = 10_000
_GIVE_UP = 10_000  # rows of a wrong shape, after which a table is no table

_TELLS = "`coded-article validate` tells why"
_BREAKING = {
    "byte-order-mark", "encoding", "line-end", "control-character", "csv-syntax", "header", "row-length",
    "blank-line", "line-break", "final-newline",
}  # fmt: skip


def read_tables(descriptor: Descriptor, *, any_columns: bool = False) -> tuple[dict[str, Rows], list[Problem]]:
    """Read every table of the package; return rows by table name, and every fault of form.

    A table that lacks columns of the profile is left unread, unless ``any_columns`` will do.
    """
    tables: dict[str, Rows] = {}
    problems: list[Problem] = []
    for table in descriptor.tables.values():
        if table.lacking and not any_columns and safe_path(descriptor.root, table.path).is_file():
            tables[table.name] = Rows(table)  # the later layers read these columns; the schema's fault is reported
            continue
        rows, faults = _read_table(descriptor, table)
        tables[table.name] = rows
        problems += faults
    return tables, problems


def sound_rows(descriptor: Descriptor, *names: str) -> list[list[dict[str, str]]]:
    """Return the rows of each table in ``names`` by column: an absent file has none.

    Raises:
        RefusedError: the table is not there, or its rows or numbers cannot be read.
    """
    sound = []
    for name in names:
        table = descriptor.tables.get(name)
        if table is None or table.lacking:
            msg = f"{descriptor.root / DESCRIPTOR}: no table `{name}` with all its columns; {_TELLS}"
            raise RefusedError(msg)
        rows, faults = _read_table(descriptor, table)
        found = [dict(zip(table.columns, cells, strict=True)) for cells in rows.cells]
        numbers = [field.name for field in table.fields if field.type == "integer"]
        unread = any(row[column] and not INTEGER.fullmatch(row[column]) for row in found for column in numbers)
        if unread or (not rows.clean and not any(fault.code == "missing-file" for fault in faults)):
            msg = f"{descriptor.root / table.path}: cannot be read; {_TELLS}"
            raise RefusedError(msg)
        sound.append(found)
    return sound


def _read_table(descriptor: Descriptor, table: Table) -> tuple[Rows, list[Problem]]:
    path = safe_path(descriptor.root, table.path)
    nothing = Rows(table)
    if not path.is_file():
        return nothing, [problem("missing-file", DESCRIPTOR, column=f"resources/{table.name}", found=table.path)]
    if path.stat().st_size > MAX_BYTES:
        return nothing, [problem("file-size", table.path, found=f"{path.stat().st_size:,} bytes")]
    return read(table, path.read_bytes())


def read(table: Table, data: bytes) -> tuple[Rows, list[Problem]]:
    """Return the rows of a table that ``data`` holds, header first, and every fault of form."""
    text, faults = _decode(table.path, data)
    rows, more = _parse(table, text)
    faults += more
    return replace(rows, clean=not any(fault.code in _BREAKING for fault in faults)), faults


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
            found = f"{len(cells)} cells for {len(header)} columns"
            faults.append(problem("row-length", table.path, line, record=cells[0], found=found))
            faulty.add(line)
        padded = [*cells, *[""] * (len(header) - len(cells))]
        row = [padded[place] for place in where]
        lines.append(line)
        rows.append(row)
        if any(map(_QUIRKS.search, row)) or any(cell in LOOKALIKES for cell in row):
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
        return None, problem("header", table.path, 1, found=f"{len(header):,} columns")
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
    physical = text.split("\n")
    for number, (line, cells) in enumerate(records):
        after = records[number + 1][0] if number + 1 < len(records) else len(physical) + 1
        found = "\n".join(physical[line - 1 : after - 1]).rstrip("\n")
        wanted = format_rows([cells]).rstrip("\n")
        if found != wanted:
            yield problem("quoting", table.path, line, record=cells[0], found=found, detail=f"as {wanted}")


def cells(rows: Rows) -> list[Problem]:
    """Return the faults of form of the cells of ``rows``."""
    return [fault for line, row in zip(rows.lines, rows.cells, strict=True) for fault in _cells(rows.table, line, row)]


def _cells(table: Table, line: int, row: list[str]) -> Iterator[Problem]:
    for column, cell in zip(table.columns, row, strict=True):
        for code in cell_faults(cell):
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
