"""The tables and the descriptor of a package in canonical form, without changing what any cell says.

``tidied`` reads and returns; it writes nothing. What could be meant in two ways is listed and left as it is.
"""

import codecs
import contextlib
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import coded_article.check.catalogue  # noqa: F401 # declares the rules that are named here
from coded_article.errors import RefusedError
from coded_article.files import git
from coded_article.files.canonical_csv import format_rows, sort_key
from coded_article.files.paths import MAX_JSON, safe_path, table_path
from coded_article.model.problems import Problem, problem
from coded_article.model.profile import DESCRIPTOR
from coded_article.model.schema import Descriptor, Table
from coded_article.read.tables import MAX_BYTES, read
from coded_article.release import metadata
from coded_article.release.restore import as_meant, is_dated, readings, without_quirks
from coded_article.rules.in_row import EDTF

_CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7}) |^={7}$", re.MULTILINE)
_DELIMITERS = (",", ";", "\t")
_WINDOWS = "Windows-1252"
_SHAPE = {"csv-syntax", "header", "row-length"}


@dataclass(frozen=True)
class Change:
    """A cell that is written in another way; ``line`` is that of its row before."""

    path: str
    line: int
    record: str
    column: str
    before: str
    after: str


@dataclass
class Tidied:
    """What tidying makes of a package.

    ``contents`` are the files that change, by path; ``form`` says of a file what changes beside its cells. ``left`` are
    the faults of form, the dates and the keys that a person must look at, and ``unmerged`` the paths and lines where a
    merge left its marks.
    """

    contents: dict[str, bytes] = field(default_factory=dict)
    form: dict[str, list[str]] = field(default_factory=dict)
    cells: list[Change] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)
    unmerged: list[tuple[str, int]] = field(default_factory=list)


class _Committed:
    """The rows of the version that git has as the last one, read when they are first asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._rows: dict[str, dict[tuple[str, ...], dict[str, str]]] = {}

    def row(self, table: Table, key: tuple[str, ...]) -> Mapping[str, str]:
        """Return the row of a table with this key, empty if there is none."""
        if table.name not in self._rows:
            file = self._files.get(table.path)
            rows = read(table, file.content)[0] if file else None
            by_column = [dict(zip(table.columns, cells, strict=True)) for cells in rows.cells] if rows else []
            self._rows[table.name] = {_key(table, row): row for row in by_column}
        return self._rows[table.name].get(key, {})

    @cached_property
    def _files(self) -> Mapping[str, git.Committed]:
        with contextlib.suppress(RefusedError):  # a repository that cannot be read shows nothing
            head = git.resolve(self._root, "HEAD")
            return git.tracked(self._root, head) if head else {}
        return {}


def plain_json(root: Path) -> dict[str, bytes]:
    """Return the descriptor and the schemas that have a byte order mark or are UTF-16, by path, in plain UTF-8.

    Raises:
        RefusedError: a path is not safe to open.
    """
    plain: dict[str, bytes] = {}
    waiting = [DESCRIPTOR]
    for name in waiting:
        path = safe_path(root, name)
        data = path.read_bytes() if path.is_file() and path.stat().st_size <= MAX_JSON else b""
        text, form = _decoded(data)
        if text and not {_WINDOWS, "line ends"}.issuperset(form):
            plain[name] = text.encode("utf-8")
        if name == DESCRIPTOR:
            waiting += _schemas(text or "")
    return plain


def _schemas(text: str) -> list[str]:
    """Return the paths of the schemas that a descriptor names; none if it cannot be read, which is said elsewhere."""
    with contextlib.suppress(ValueError, RecursionError, TypeError, KeyError):
        return list(dict.fromkeys(str(resource["schema"]) for resource in json.loads(text)["resources"]))
    return []


def tidied(descriptor: Descriptor) -> Tidied:
    """Return what tidying makes of the package."""
    result = Tidied()
    committed = _Committed(descriptor.root)
    understood: dict[str, bytes] = {}
    for table in descriptor.tables.values():
        path = table_path(descriptor, table)
        if not path.is_file():
            result.left.append(problem("missing-file", DESCRIPTOR, column=f"resources/{table.name}", found=table.path))
        elif path.stat().st_size > MAX_BYTES:
            result.left.append(problem("file-size", table.path, found=f"{path.stat().st_size:,} bytes"))
        elif (data := _tidied(result, table, path.read_bytes(), committed)) is not None:
            understood[table.path] = data
    text = metadata.descriptor(descriptor, understood)
    if json.loads(text) != descriptor.raw:
        result.contents[DESCRIPTOR] = text.encode("utf-8")
        result.form[DESCRIPTOR] = ["sizes and hashes"]
    return result


def _tidied(result: Tidied, table: Table, data: bytes, committed: _Committed) -> bytes | None:
    """Return one table in canonical form, None if its cells cannot be told apart; add to the result what that takes."""
    text, form = _decoded(data)
    if text is None:
        result.left += [item for item in read(table, data)[1] if item.code == "encoding"]
        return None
    if conflict := _CONFLICT.search(text):
        result.unmerged.append((table.path, text.count("\n", 0, conflict.start()) + 1))
        return None
    delimiter, records = _records(table, text)
    more = _form(text, delimiter, records)
    if _is_numbered(records):
        records = [(line, cells[1:]) for line, cells in records]
        more.append("a column of numbers of rows")
    header, rows = _rows(table, records)
    if rows is None:
        as_read = format_rows(cells for _, cells in records) if records else text
        result.left += [item for item in read(table, as_read.encode("utf-8"))[1] if item.code in _SHAPE]
        return None
    plain = [_plain(table, row, committed) for _, row in rows]
    if _WINDOWS in form and not _is_certain(table, plain, committed):
        result.left += [item for item in read(table, data)[1] if item.code == "encoding"]
        return None
    for (line, before), after in zip(rows, plain, strict=True):
        result.cells += [
            Change(table.path, line, after[table.columns[0]], name, before[name], after[name])
            for name in table.columns
            if before[name] != after[name]
        ]
    ordered = sorted(plain, key=lambda row: sort_key(_key(table, row)))
    new = format_rows([table.columns, *([row[name] for name in table.columns] for row in ordered)]).encode("utf-8")
    if new != data:
        more += ["order of columns"] if header != list(table.columns) else []
        more += ["order of rows"] if ordered != plain else []
        result.contents[table.path] = new
        result.form[table.path] = form + more
    result.left += read(table, new)[1]
    result.left += _in_doubt(table, ordered)
    return new


def _decoded(data: bytes) -> tuple[str | None, list[str]]:
    """Return the text of a file, with line feeds at the ends of lines, and what of its encoding is not canonical."""
    form: list[str] = []
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            form.append("UTF-16")
            text = data.decode("utf-16")
        else:
            form += ["byte order mark"] if data.startswith(codecs.BOM_UTF8) else []
            text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            form, text = [_WINDOWS], data.decode("cp1252")
        except UnicodeDecodeError:
            return None, []
    if "\r" in text:
        form.append("line ends")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, form


def _records(table: Table, text: str) -> tuple[str, list[tuple[int, list[str]]]]:
    """Return what divides the cells, and each row with its line, the header first; no rows if it is no CSV."""
    for delimiter in _DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        records, line = [], 1
        try:
            for cells in reader:
                records.append((line, cells))
                line = reader.line_num + 1
        except csv.Error:
            continue
        if records and {*table.columns} <= {name.strip() for name in records[0][1]}:
            return delimiter, records
    return ",", []


def _is_numbered(records: Sequence[tuple[int, list[str]]]) -> bool:
    """Whether the first column has no name and counts the rows from 0, as pandas writes it unless told otherwise."""
    first = [cells[0] for _, cells in records if cells]
    return len(first) > 1 and first == ["", *map(str, range(len(first) - 1))]


def _rows(
    table: Table, records: Sequence[tuple[int, list[str]]]
) -> tuple[list[str], list[tuple[int, dict[str, str]]] | None]:
    """Return the names of the columns as they stand, and each row by column; None if they are not those of the schema.

    Rows without a word, and empty cells beyond the last column, are left out.
    """
    header = [name.strip() for name in _trimmed(records[0][1])] if records else []
    width = len(header)
    if sorted(header) != sorted(table.columns) or len({*header}) != width:
        return header, None
    rows = []
    for line, cells in records[1:]:
        last = len(_trimmed(cells))
        if last and not last <= width <= len(cells):
            return header, None
        if last:
            rows.append((line, dict(zip(header, cells, strict=False))))
    return header, rows


def _trimmed(cells: list[str]) -> list[str]:
    """Return cells without the empty ones at the end."""
    last = max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    return cells[:last]


def _plain(table: Table, row: Mapping[str, str], committed: _Committed) -> dict[str, str]:
    """Return a row in canonical form."""
    plain = {column.name: without_quirks(column, row[column.name]) for column in table.fields}
    key = _key(table, plain)
    for column in sorted(table.fields, key=lambda column: column.name not in EDTF):  # other dates look at them
        plain[column.name] = as_meant(column, plain, lambda: committed.row(table, key))
    return plain


def _key(table: Table, row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in table.primary_key if name in row)


def _is_certain(table: Table, rows: Sequence[Mapping[str, str]], committed: _Committed) -> bool:
    """Whether cells that were committed show how every character beyond ASCII was encoded."""
    shown: set[str] = set()
    seen: set[str] = set()
    for row in rows:
        old = committed.row(table, _key(table, row))
        for name, cell in row.items():
            seen.update(cell)
            shown.update(cell if old.get(name) == cell else "")
    return all(char.isascii() or char in shown for char in seen)


def _form(text: str, delimiter: str, records: Sequence[tuple[int, list[str]]]) -> list[str]:
    """Return what of the form of a text is not canonical."""
    cells = [cells for _, cells in records]
    form = []
    if delimiter != ",":
        form.append("delimiter")
    elif format_rows(cells) != (text if text.endswith("\n") else f"{text}\n"):
        form.append("quotation marks")
    if any(name != name.strip() for row in cells[:1] for name in row):
        form.append("spaces in the header")
    if not all(any(cell.strip() for cell in row) for row in cells):
        form.append("blank lines")
    if any(len(row) != len(_trimmed(cells[0])) for row in cells if row):
        form.append("empty cells at the end of lines")
    return form + ([] if text.endswith("\n") else ["end of the last line"])


def _in_doubt(table: Table, rows: Sequence[Mapping[str, str]]) -> Iterator[Problem]:
    """Yield the keys that are there twice, and the dates that can be read in several ways."""
    keys: set[tuple[str, ...]] = set()
    for line, row in enumerate(rows, start=2):
        record, key = row[table.columns[0]], _key(table, row)
        if key in keys and all(key):
            yield problem("primary-key", table.path, line, ",".join(table.primary_key), record, ",".join(key))
        keys.add(key)
        for column in table.fields:
            possible = sorted(readings(row[column.name])) if is_dated(column) else []
            if row[column.name] not in possible and len(possible) > 1:
                code = "type" if column.type == "date" else "edtf"
                detail = " or ".join(possible)
                yield problem(code, table.path, line, column.name, record, row[column.name], detail)
