"""Folders for temporary files, which do not outlast the run that makes them, or, if it is killed, the next one."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coded_article.files.lock import held

_PREFIX = "coded-article-run-"


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a new, empty folder, which is removed with all that is in it."""
    folder, handle = make()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def make() -> tuple[Path, int | None]:
    """Return a new, empty folder, and the handle that holds it; what runs that were killed left is removed first.

    It is held until the handle is closed in this process and all of its forks, and so until the last of them ends.
    """
    _clear()
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        handle = held(folder)
        if folder.exists():
            return folder, handle
        if handle is not None:  # another run took it for a folder that was left, before it was held
            os.close(handle)


def _clear() -> None:
    """Remove the folders that nobody holds, for whoever made them was killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(PermissionError):  # it is another user's
            handle = held(folder, wait=False)
            if handle is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(handle)
