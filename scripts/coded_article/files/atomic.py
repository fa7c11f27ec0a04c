"""Files written whole or not at all."""

import errno
import glob
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

from coded_article.errors import RefusedError

_PART = ".part"
_RENAMES = f".renames{_PART}"  # in a root while its files are renamed, so that a later run can complete it


def write_texts(texts: Mapping[Path, str], *roots: Path) -> None:
    """Write every text to its path as UTF-8, as ``write_files`` does."""
    write_files({path: text.encode("utf-8") for path, text in texts.items()}, *roots)


def write_files(contents: Mapping[Path, bytes], *roots: Path) -> None:
    """Write every content to its path, each file whole or not at all, in order.

    All are written beside their targets before the first is renamed, so that a full disk leaves every
    file as it was; an interruption in the moment of renaming leaves each either old or new, and ``complete`` renames
    the rest. A folder that is not there yet is written in the same way, with all its files. What a run that was killed
    left there is removed.

    What is inside of ``roots`` belongs to a package, perhaps a stranger's, whose links would lead elsewhere; a root may
    be a link itself.

    Raises:
        OSError: a target is a folder, or cannot be written.
        RefusedError: a target in one of the ``roots`` is a link, or goes through one.
    """
    for path in contents:
        refuse_links(path, *roots)
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
        plan = _planned(roots[0].resolve(), temporary) if roots and len(temporary) > 1 else None
        for target, written in temporary.items():
            written.replace(target)
        if plan:
            plan.unlink()
    finally:
        for written in temporary.values():
            _remove(written)


def complete(root: Path) -> None:
    """Rename what a run that was killed while it renamed files in ``root`` had still to rename.

    If a file has changed since, or was put back, nothing is renamed: then this is no longer what that run made.
    """
    plan = root / _RENAMES
    if plan.is_symlink() or not plan.is_file():
        return
    moves = _moves(root.resolve(), plan)
    if all(_digest(target) == (old if written.is_file() else new) for written, target, old, new in moves):
        for written, target, *_ in moves:
            if written.is_file():
                written.replace(target)
    for written, *_ in moves:
        _remove(written)
    plan.unlink()


def _planned(root: Path, temporary: Mapping[Path, Path]) -> Path | None:
    """Leave in ``root`` what is about to be renamed, unless some of it is a folder or elsewhere; return the file."""
    if not all(written.is_file() and target.is_relative_to(root) for target, written in temporary.items()):
        return None
    moves = [
        [written.name, target.relative_to(root).as_posix(), _digest(target), _digest(written)]
        for target, written in temporary.items()
    ]
    plan = root / _RENAMES
    _sweep(plan)
    made = _beside(plan, folder=False)
    try:
        made.write_text(json.dumps(moves), encoding="utf-8")
        return made.replace(plan)
    finally:
        _remove(made)


def _moves(root: Path, plan: Path) -> list[tuple[Path, Path, str, str]]:
    """Return what ``_planned`` left: temporary file, target, digests of old and new; nothing if it is not ours."""
    try:
        moves = [
            (root / PurePosixPath(path).parent / name, root / path, old, new)
            for name, path, old, new in json.loads(plan.read_text(encoding="utf-8"))
        ]
        for written, target, *_ in moves:
            for place in (written, target):
                refuse_links(place, root)
            if not (
                target.is_relative_to(root)
                and ".." not in target.parts
                and written.parent == target.parent
                and written.name.startswith(f".{target.name}.")
                and is_left(written)
            ):
                return []
    except (ValueError, TypeError, RefusedError):
        return []
    return moves


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file, nothing if there is none."""
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def refuse_links(path: Path, *roots: Path) -> None:
    """See that ``path`` is not reached through a link, as far as it is inside of one of ``roots``.

    Raises:
        RefusedError: it is.
    """
    around = [root for root in roots if path.is_relative_to(root)]
    root = max(around, key=lambda root: len(root.parts), default=path)
    for place in (path, *path.parents):
        if place == root:
            break
        if place.is_symlink():
            msg = f"{place}: is a link, through which nothing is written; remove it, or put a folder or file there"
            raise RefusedError(msg)


def is_left(path: Path) -> bool:
    """Whether ``path`` is, or is in, what a run that was killed was writing."""
    return any(part.startswith(".") and part.endswith(_PART) for part in path.parts)


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
