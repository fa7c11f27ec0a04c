"""A corpus cut into parts of whole packages, so that it is checked a part at a time.

All that refers to one another has one namespace, and every table is sorted by it: so a part is the same range of
namespaces in every table. Of a CSV that is a range of bytes, found by bisection; of Parquet some of its folders.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coded_article.check.large.files import parquet_paths
from coded_article.errors import RefusedError
from coded_article.files.paths import table_path
from coded_article.model.schema import Descriptor, Table
from coded_article.read.tables import MAX_BYTES

# what joins the packages of a corpus, of which no part knows both ends
JOINS = ("same_as",)
# what they share, or what joins them: not cut
SHARED = ("codes", "packages", "code_packages", *JOINS)
_LINES = 1000  # bytes, some lines
_PACKED = 4  # times smaller than in CSV is a table in Parquet


@dataclass(frozen=True)
class Part:
    """The packages whose namespaces, with their colon, are from ``lower`` up to ``upper``, which is not in it.

    ``spans`` are the first and the last byte, exclusive, of each CSV that is cut; ``files`` those of each Parquet.
    """

    lower: str = ""
    upper: str | None = None
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    files: Mapping[str, list[Path]] = field(default_factory=dict)


def cut(descriptor: Descriptor, size: int, cores: int = 1) -> list[Part]:
    """Return parts of at most about ``size`` bytes, so many that ``cores`` have the same to do if one does not do.

    A corpus of one namespace, or of none, is one part.

    Raises:
        RefusedError: a table has lines that no reader takes.
    """
    cuttable = [table for table in descriptor.tables.values() if table.name not in SHARED]
    folders = {table.name: _folders(descriptor, table) for table in cuttable if table.format == "parquet"}
    sheets = {
        table.name: _Sheet(path)
        for table in cuttable
        if table.format == "csv" and (path := table_path(descriptor, table)).is_file() and path.stat().st_size
    }
    if folders:
        return list(_grouped(folders, size // _PACKED))
    try:
        return list(_ranges(sheets, size, cores))
    finally:
        for sheet in sheets.values():
            sheet.close()


def namespace(cell: str) -> str:
    """Return the namespace of an id with its colon, "" if it has none."""
    head, colon, _ = cell.partition(":")
    return head + colon if colon else ""


def endless(path: str | Path) -> RefusedError:
    """Return the refusal of a table with a line that no reader takes."""
    return RefusedError(f"{path}: a line of more than {MAX_BYTES:,} bytes; write the table again, with one row a line")


def _ranges(sheets: Mapping[str, "_Sheet"], size: int, cores: int) -> Iterator[Part]:
    if not sheets:
        yield Part()
        return
    largest = max(sheets.values(), key=lambda sheet: sheet.end)
    count = sum(sheet.end for sheet in sheets.values()) // size + 1
    if count > 1:
        count = -(-count // cores) * cores
    offsets = [largest.next_line(largest.end * number // count) for number in range(1, count)]
    bounds = sorted({largest.prefix(offset) for offset in offsets if offset < largest.end} - {largest.prefix(0), ""})
    starts = {name: sheet.start for name, sheet in sheets.items()}
    for lower, upper in zip(["", *bounds], [*bounds, None], strict=True):
        ends = {name: sheet.find(upper, starts[name]) if upper else sheet.end for name, sheet in sheets.items()}
        yield Part(lower, upper, {name: (starts[name], ends[name]) for name in sheets})
        starts = ends


def _grouped(folders: Mapping[str, Mapping[str, list[Path]]], size: int) -> Iterator[Part]:
    names = sorted({name for paths in folders.values() for name in paths})
    group: list[str] = []
    weight = 0
    for number, name in enumerate(names):
        group.append(name)
        weight += sum(file.stat().st_size for paths in folders.values() for file in paths.get(name, []))
        if weight >= size or number + 1 == len(names):
            upper = names[number + 1] if number + 1 < len(names) else None
            files = {
                table: [file for member in group for file in paths.get(member, [])] for table, paths in folders.items()
            }
            yield Part(group[0], upper, files=files)
            group, weight = [], 0
    if not names:
        yield Part()


def _folders(descriptor: Descriptor, table: Table) -> dict[str, list[Path]]:
    """Return the files of a table in Parquet by namespace."""
    folders: dict[str, list[Path]] = {}
    for path in parquet_paths(descriptor, table):
        folders.setdefault(path.parent.name.removeprefix("source=") + ":", []).append(path)
    return folders


class _Sheet:
    """A CSV whose lines are found by their place in the file."""

    def __init__(self, path: Path) -> None:
        # without a buffer: a few bytes here and there, of which a mapping would hold the pages
        self._file = path.open("rb", buffering=0)
        self.end = path.stat().st_size
        self.start = self.next_line(1)  # after the header

    def close(self) -> None:
        self._file.close()

    def next_line(self, offset: int) -> int:
        """Return where the first line begins that does not begin before ``offset``.

        Raises:
            RefusedError: the line before it has no end.
        """
        if offset <= 0:
            return 0
        place = offset - 1
        while block := self._read(place):
            end = block.find(b"\n")
            if end >= 0:
                return place + end + 1
            place += len(block)
            if place - offset > MAX_BYTES:
                raise endless(self._file.name)
        return self.end

    def prefix(self, offset: int) -> str:
        """Return the namespace of the line at ``offset``, that of the first row for a place before it."""
        line = self._read(max(offset, self.start)).split(b"\n", 1)[0]
        return namespace(line.split(b",", 1)[0].decode("utf-8", "replace"))

    def _read(self, offset: int) -> bytes:
        self._file.seek(offset)
        return self._file.read(_LINES)

    def find(self, bound: str, low: int) -> int:
        """Return where the first line begins, from ``low``, whose namespace is not before ``bound``.

        The lines are taken to be sorted.
        """
        high = self.end
        while low < high:
            middle = self.next_line((low + high) // 2)
            if middle >= high:
                middle = low
            if self.prefix(middle) < bound:
                low = self.next_line(middle + 1)
            else:
                high = middle
        return low
