"""Files of a package that are safe to open: inside it, regular, and no links."""

import re
from importlib.resources import files
from pathlib import Path

from coded_article.console import visible
from coded_article.errors import RefusedError
from coded_article.model.profile import DESCRIPTOR
from coded_article.model.schema import Descriptor, Table

MAX_JSON = 5_000_000
_MAX_PATH = 200
_FOLDER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*\.(csv|json)")


def folder_of(where: Path) -> Path:
    """Return the folder of a package that is given as the folder or its descriptor."""
    return where.parent if where.name == DESCRIPTOR else where


def shipped() -> Path:
    """Return the package that the wheel brings; in a clone, that of the repository."""
    library = Path(str(files("coded_article")))
    return inside if (inside := library / "shipped").is_dir() else library.parents[1]


def see_small(path: Path, most: int, remedy: str) -> None:
    """See that a file has ``most`` bytes at most.

    Raises:
        RefusedError: it has more.
    """
    if path.stat().st_size > most:
        msg = f"{path}: larger than {most:,} bytes; {remedy}"
        raise RefusedError(msg)


def table_path(descriptor: Descriptor, table: Table) -> Path:
    """Return the file of a table, or the folder of one in Parquet, as ``safe_path`` and ``safe_folder`` do."""
    return (safe_folder if table.format == "parquet" else safe_path)(descriptor.root, table.path)


def safe_path(root: Path, relative: str) -> Path:
    """Return the file ``relative`` of the package in ``root``, once it is known to be safe to open.

    Raises:
        RefusedError: the path is not plain and relative, leads out through a link, or is no file.
    """
    where = f'{root / DESCRIPTOR}: path "{visible(relative)}"'
    if len(relative) > _MAX_PATH or not _PATH.fullmatch(relative):
        msg = f"{where} is not a plain relative .csv or .json path; keep every file inside the package"
        raise RefusedError(msg)
    return _inside(root, relative, where)


def safe_folder(root: Path, relative: str) -> Path:
    """Return the folder ``relative`` of the package in ``root``, once it and all in it are known to be safe to open.

    Raises:
        RefusedError: the path is not plain and relative, or there is no folder, or it holds a link.
    """
    where = f'{root / DESCRIPTOR}: path "{visible(relative)}"'
    if len(relative) > _MAX_PATH or not _FOLDER.fullmatch(relative):
        msg = f"{where} is not a plain relative path of a folder; keep every file inside the package"
        raise RefusedError(msg)
    folder = root / relative
    if not folder.is_dir():
        msg = f"{where} is no folder; restore it, or combine the packages again"
        raise RefusedError(msg)
    for path in (*(root / part for part in Path(relative).parents), folder, *folder.rglob("*")):
        if path != root and (path.is_symlink() or not (path.is_dir() or path.is_file())):
            msg = f"{where} holds or goes through a link; put the files themselves into the package"
            raise RefusedError(msg)
    return folder


def read_text(root: Path, relative: str) -> str | None:
    """Return the text of a file of the package that holds prose, None if it is not there.

    Raises:
        RefusedError: it leads out through a link, is too large, or is not UTF-8.
    """
    path = _inside(root, relative, str(root / relative))
    if not path.exists():
        return None
    see_small(path, MAX_JSON, "a text of a package is small")
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        msg = f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8"
        raise RefusedError(msg) from None


def _inside(root: Path, relative: str, where: str) -> Path:
    path = root
    for part in Path(relative).parts:
        path = path / part
        if path.is_symlink():
            msg = f"{where} goes through a symbolic link; put the file itself into the package"
            raise RefusedError(msg)
    if path.exists() and not path.is_file():
        msg = f"{where} is not a regular file; put a file there"
        raise RefusedError(msg)
    return path
