"""Where a package comes from: a folder, the zip of a release, or a git revision."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coded_article.errors import RefusedError
from coded_article.files import archive, git

_MAX_ZIP = 2_000_000_000


@contextmanager
def opened(where: str | Path) -> Iterator[Path]:
    """Give the folder of the package ``where``, a folder or a zip; what had to be unpacked is deleted afterwards.

    Raises:
        RefusedError: a zip is absent, damaged or holds no package.
    """
    path = Path(where)
    if path.suffix.lower() != ".zip" or path.is_dir():
        yield path
        return
    if not path.is_file():
        msg = f"{path}: no such file; give the folder or the zip of a coded article data package"
        raise RefusedError(msg)
    if path.stat().st_size > _MAX_ZIP:
        msg = f"{path}: larger than {_MAX_ZIP:,} bytes; unpack it yourself and give the folder"
        raise RefusedError(msg)
    with _unpacked(path.read_bytes(), str(path)) as root:
        yield root


@contextmanager
def opened_version(where: str) -> Iterator[Path]:
    """Give the folder of the package ``where``: a path, or else a git revision of the current folder.

    Raises:
        RefusedError: as ``opened`` does.
    """
    commit = None if Path(where).exists() else git.resolve(Path(), where)
    with exported(Path(), commit, where) if commit else opened(where) as root:
        yield root


@contextmanager
def exported(folder: Path, commit: str, name: str) -> Iterator[Path]:
    """Give the package that ``folder`` holds in ``commit``, called ``name`` in messages, in a folder of its own."""
    files = git.tracked(folder, commit)
    with _unpacked(archive.pack({path: file.content for path, file in files.items()}), name) as root:
        yield root


@contextmanager
def _unpacked(data: bytes, name: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="coded-article-") as temporary:
        root = archive.unpack(data, Path(temporary), name)
        try:
            yield root
        except RefusedError as error:  # told in the words of the caller, who knows no temporary folder
            raise RefusedError(str(error).replace(str(root), name)) from None
