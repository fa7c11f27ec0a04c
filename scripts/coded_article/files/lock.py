"""One run at a time on one package: a second one waits until the first has ended."""

import os
import sys
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has none; there two runs at once are the user's business
    fcntl = None  # type: ignore[assignment]


@contextmanager
def alone(verb: str, *folders: Path) -> Iterator[None]:
    """Hold folders for ``verb``, which reads what is there and writes it anew.

    A folder that is to be made is held by the one in which it will be. The lock is on the folder itself and ends with
    the process, so nothing is left behind by one that is killed.
    """
    with ExitStack() as holding:
        places: list[Path] = []
        while places != _places(folders):  # the run that was waited for may have made one of them
            holding.close()
            places = _places(folders)
            for place in places:
                handle = held(place, wait=False)
                if handle is None and place.is_dir() and fcntl is not None:
                    print(f"{verb}: waiting for another run on {place} to end", file=sys.stderr)
                    handle = held(place)
                if handle is not None:
                    holding.callback(os.close, handle)
        yield


def _places(folders: Collection[Path]) -> list[Path]:
    """Return the folders that are to be held, each once, and in the same order for every run."""
    full = (Path(os.path.realpath(folder)) for folder in folders)
    return sorted({next(place for place in (path, *path.parents) if place.is_dir()) for path in full})


def held(folder: Path, *, wait: bool = True) -> int | None:
    """Return a handle that holds ``folder`` until it is closed, which is None if that is not there.

    It is None too if somebody holds the folder, unless ``wait``, and where there are no locks.
    """
    # not by the library filelock: it locks only a file of its own, and leaves it behind; in the package that file would
    # be in the way, and elsewhere those who share the package, but no folder for such files, would not wait
    if fcntl is None:
        return None
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        os.close(handle)
        return None
    return handle
