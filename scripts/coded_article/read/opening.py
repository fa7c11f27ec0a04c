"""The one door: a folder, a ``datapackage.json``, the zip of a release or a version in git, opened in one way."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from coded_article.errors import RefusedError
from coded_article.files import archive, git
from coded_article.files.atomic import complete
from coded_article.files.lock import alone
from coded_article.files.paths import folder_of, see_small, table_path
from coded_article.files.scratch import scratch
from coded_article.model.plan import INTEGER
from coded_article.model.problems import Problem
from coded_article.model.profile import DESCRIPTOR
from coded_article.model.schema import Descriptor, Rows
from coded_article.read.descriptor import read_descriptor
from coded_article.read.tables import read_tables

_MAX_ZIP = 2_000_000_000
_WHY = "`coded-article validate` says why"


@dataclass(frozen=True)
class Opened:
    """A package that is open: ``name`` is what its user calls it, ``slips`` are the faults of its descriptor."""

    name: str
    descriptor: Descriptor
    slips: Sequence[Problem]

    @property
    def root(self) -> Path:
        """The folder of the package; of a zip or a version one that is deleted afterwards."""
        return self.descriptor.root

    @property
    def tables(self) -> Mapping[str, Rows]:
        """The rows of each table, read once.

        Raises:
            RefusedError: they are in Parquet.
        """
        return self._read[0]

    @property
    def problems(self) -> list[Problem]:
        """The faults of descriptor, schemas and form: all that was met in reading."""
        return [*self.slips, *self._read[1]]

    @cached_property
    def _read(self) -> tuple[Mapping[str, Rows], list[Problem]]:
        self.refuse_parquet()
        return read_tables(self.descriptor)

    def refuse_parquet(self) -> None:
        """See that the tables are in CSV.

        Raises:
            RefusedError: they are in Parquet.
        """
        if self.is_parquet:
            msg = f"{self.name}: a corpus in Parquet, which only `validate` reads; give one in CSV"
            raise RefusedError(msg)

    @property
    def is_parquet(self) -> bool:
        """Whether some tables are folders of Parquet files."""
        return any(table.format == "parquet" for table in self.descriptor.tables.values())

    @cached_property
    def size(self) -> int:
        """The bytes of all tables that are files."""
        paths = (table_path(self.descriptor, table) for table in self.descriptor.tables.values())
        return sum(path.stat().st_size for path in paths if path.is_file())

    def rows(self, *names: str) -> list[list[dict[str, str]]]:
        """Return the rows of each table in ``names`` by column.

        Raises:
            RefusedError: the table is not there, or its rows or numbers cannot be read.
        """
        return [self._rows(name) for name in names]

    def _rows(self, name: str) -> list[dict[str, str]]:
        table = self.descriptor.tables.get(name)
        if table is None or table.lacking:
            msg = f"{self.root / DESCRIPTOR}: no table `{name}` with all its columns; {_WHY}"
            raise RefusedError(msg)
        rows = self.tables[name]
        by_column = [dict(zip(table.columns, cells, strict=True)) for cells in rows.cells]
        numbers = [field.name for field in table.fields if field.type == "integer"]
        unread = any(row[column] and not INTEGER.fullmatch(row[column]) for row in by_column for column in numbers)
        if unread or not rows.clean:
            msg = f"{self.root / table.path}: cannot be read; {_WHY}"
            raise RefusedError(msg)
        return by_column


@contextmanager
def opened(where: str | Path, home: Path | None = None) -> Iterator[Opened]:
    """Give the package ``where``: its folder, its descriptor, its zip, or else a git revision.

    The revision is of the folder ``home``, if that is one and knows it, or else of the current folder.

    What had to be unpacked is deleted afterwards.

    Raises:
        RefusedError: it is absent, damaged, not safe to open, or no package.
    """
    path = Path(where)
    folders = [home, Path()] if home and home.is_dir() else [Path()]
    commits = ((folder, git.resolve(folder, str(where))) for folder in (() if path.exists() else folders))
    folder, commit = next((known for known in commits if known[1]), (Path(), None))
    if commit:
        with exported(folder, commit, str(where)) as package:
            yield package
    elif path.suffix.lower() == ".zip" and not path.is_dir():
        if not path.is_file():
            msg = f"{path}: no such file; give the folder or the zip of a coded article data package"
            raise RefusedError(msg)
        see_small(path, _MAX_ZIP, "unpack it yourself and give the folder")
        with opened_zip(path.read_bytes(), str(path)) as package:
            yield package
    else:
        yield _opened(path, str(where))


def opened_folder(where: Path) -> Opened:
    """Return the package in a folder, given as the folder or its descriptor.

    Raises:
        RefusedError: it is a zip or a version, absent, not safe to open, or no package.
    """
    if where.suffix.lower() == ".zip" and where.is_file():
        msg = f"{where}: a zip, into which nothing is written; unpack it and give the folder"
        raise RefusedError(msg)
    if not where.exists() and git.resolve(Path(), str(where)):
        msg = f"{where}: a version in git, into which nothing is written; check it out and give the folder"
        raise RefusedError(msg)
    return _opened(where, str(where))


@contextmanager
def opened_zip(data: bytes, name: str) -> Iterator[Opened]:
    """Give the package in a zip, called ``name`` in messages.

    Raises:
        RefusedError: it is damaged, not safe to open, or no package.
    """
    with scratch() as temporary:
        root = archive.unpack(data, temporary, name)
        with renamed(root, name):
            yield _opened(root, name)


@contextmanager
def writable(where: Path, verb: str) -> Iterator[Opened]:
    """Give the package in a folder, as ``opened_folder`` does, for ``verb`` alone, which is going to write there."""
    with alone(verb, folder_of(where)):
        complete(folder_of(where))
        yield opened_folder(where)


@contextmanager
def exported(folder: Path, commit: str, name: str) -> Iterator[Opened]:
    """Give the package that ``folder`` holds in ``commit``, called ``name`` in messages, from a folder of its own."""
    files = git.tracked(folder, commit)
    with opened_zip(archive.pack({path: file.content for path, file in files.items()}), name) as package:
        yield package


@contextmanager
def renamed(root: Path, name: str) -> Iterator[None]:
    """Have refusals speak of ``name``, as the user does, who knows no temporary folder ``root``."""
    try:
        yield
    except RefusedError as error:
        raise RefusedError(str(error).replace(str(root), name)) from None


def _opened(path: Path, name: str) -> Opened:
    return Opened(name, *read_descriptor(folder_of(path)))
