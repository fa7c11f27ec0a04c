"""Where a package comes from: a folder, the zip of a release, or a git revision of the current folder."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coded_article import archive, revisions
from coded_article.errors import RefusedError

_MAX_ZIP = 2_000_000_000


@contextmanager
def opened(where: str | Path, version: str | None = None) -> Iterator[Path]:
    """Give the folder of the package ``where``; one that had to be unpacked is deleted afterwards.

    A path that exists is taken as such; a name that git knows in the current folder is a revision. With
    ``version``, a folder stands for the release of that version that its repository has tagged, if any.

    Raises:
        RefusedError: a zip is damaged or holds no package.
    """
    path = Path(where)
    repository, revision = (path, f"v{version}") if version and path.is_dir() else (Path(), str(where))
    commit = revisions.resolve(repository, revision) if repository == path or not path.exists() else None
    with tempfile.TemporaryDirectory(prefix="coded-article-") as temporary:
        if commit:
            data = revisions.export(repository, commit)
        elif path.is_file() and path.suffix == ".zip":
            data = _read(path)
        else:
            yield path
            return
        unpacked = archive.unpack(data, Path(temporary), revision)
        try:
            yield unpacked
        except RefusedError as error:  # told in the words of the caller, who knows no temporary folder
            raise RefusedError(str(error).replace(str(unpacked), revision)) from None


def _read(path: Path) -> bytes:
    if path.stat().st_size > _MAX_ZIP:
        msg = f"{path}: larger than {_MAX_ZIP:,} bytes; unpack it yourself and give the folder"
        raise RefusedError(msg)
    return path.read_bytes()
