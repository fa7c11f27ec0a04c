"""Files written whole or not at all."""

import errno
import glob
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

_PART = ".part"


def write_texts(texts: Mapping[Path, str]) -> None:
    """Write every text to its path as UTF-8, as ``write_files`` does."""
    write_files({path: text.encode("utf-8") for path, text in texts.items()})


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write every content to its path, each file whole or not at all, in order.

    All are written beside their targets before the first is renamed, so that a full disk leaves every
    file as it was; an interruption in the moment of renaming leaves each either old or new. A folder that is not
    there yet is written in the same way, with all its files. What a run that was killed left there is removed.

    Raises:
        OSError: a target is a folder, or cannot be written.
    """
    for path in contents:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    temporary: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            place = path.parent.resolve() / path.name
            new = next((parent for parent in reversed(place.parents) if not parent.exists()), place)
            if new not in temporary:
                _sweep(new)
                temporary[new] = _beside(new, folder=new != place)
            written = temporary[new] / place.relative_to(new)
            written.parent.mkdir(parents=True, exist_ok=True)
            with written.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            written.chmod(place.stat().st_mode & 0o777 if place.exists() else 0o644)
        for target, written in temporary.items():
            written.replace(target)
    finally:
        for written in temporary.values():
            _remove(written)


def _sweep(target: Path) -> None:
    """Remove what runs that were killed left beside ``target``."""
    for left in target.parent.glob(f".{glob.escape(target.name)}.*{_PART}"):
        _remove(left)


def _beside(target: Path, *, folder: bool) -> Path:
    """Return a new, empty file or folder beside ``target``."""
    if folder:
        made = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=_PART))
        made.chmod(0o755)
        return made
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=_PART)
    os.close(handle)
    return Path(name)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
