"""One run at a time on one package: a second one waits until the first has ended."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has none; there two runs at once are the user's business
    fcntl = None  # type: ignore[assignment]


@contextmanager
def alone(verb: str, package: Path) -> Iterator[None]:
    """Hold the package for ``verb``, which reads its tables and writes them anew.

    A folder that is to be made is held by the one in which it will be. The lock is on the folder itself and ends with
    the process, so nothing is left behind by one that is killed.
    """
    folder = next((place for place in (package, *package.parents) if place.is_dir()), package)
    # not by the library filelock: it locks only a file of its own, and leaves it behind; in the package that file would
    # be in the way, and elsewhere those who share the package, but no folder for such files, would not wait
    if fcntl is None or not folder.is_dir():
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"{verb}: waiting for another run on {folder} to end", file=sys.stderr)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
