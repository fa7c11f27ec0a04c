"""What git knows of a package: revisions, tags, and whether anything is not committed."""

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coded_article.errors import RefusedError
from coded_article.model.profile import DESCRIPTOR
from coded_article.model.versions import SEMVER, numbers_of

_FILES = {"100644": False, "100755": True}  # the modes of plain files, and whether they are executable


@dataclass(frozen=True)
class Committed:
    """A file as it was committed, whatever a checkout makes of it."""

    content: bytes
    executable: bool


def resolve(folder: Path, revision: str) -> str | None:
    """Return the commit that ``revision`` names, None if git knows none in which ``folder`` holds a package.

    Raises:
        RefusedError: git will not read the repository, because another user owns it.
    """
    digest = ""
    for part in (f"{revision}:./{DESCRIPTOR}", f"{revision}^{{commit}}"):
        done = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", part)
        if done is None:
            return None
        if b"dubious ownership" in done.stderr:
            msg = f"{folder}: git refuses to read it: {_line(done.stderr)}"
            raise RefusedError(msg)
        digest = done.stdout.decode("ascii", "replace").strip()
        if done.returncode or not re.fullmatch(r"[0-9a-f]{40,64}", digest):
            return None
    return digest


def tracked(folder: Path, commit: str) -> dict[str, Committed]:
    """Return the files that ``folder`` and its subfolders have in ``commit``, by path, as they were committed.

    Raises:
        RefusedError: one of them is a link or a submodule, or has a name that is not UTF-8.
    """
    entries = _ask(folder, "ls-tree", "-r", "-z", commit).split(b"\0")[:-1]
    paths: dict[str, tuple[str, bool]] = {}
    for entry in entries:
        described, _, name = entry.partition(b"\t")
        mode, _, digest = described.decode("ascii").split()
        try:
            path = name.decode("utf-8")
        except UnicodeDecodeError:
            msg = f"{folder}: git tracks a file whose name is not UTF-8: {name!r}; rename it"
            raise RefusedError(msg) from None
        if mode not in _FILES:
            msg = f"{folder}: git tracks {path} as a link or submodule; put the file itself there"
            raise RefusedError(msg)
        paths[path] = digest, _FILES[mode]
    contents = _blobs(folder, [digest for digest, _ in paths.values()])
    return {path: Committed(contents[digest], executable) for path, (digest, executable) in paths.items()}


def _blobs(folder: Path, digests: Sequence[str]) -> dict[str, bytes]:
    answer = _ask(folder, "cat-file", "--batch", said="".join(f"{digest}\n" for digest in digests).encode("ascii"))
    contents = {}
    place = 0
    for digest in digests:
        end = answer.index(b"\n", place)
        size = int(answer[place:end].split()[2])
        contents[digest] = answer[end + 1 : end + 1 + size]
        place = end + size + 2
    return contents


def uncommitted(folder: Path) -> list[str]:
    """Return the paths below ``folder`` that are changed or new, ignored files aside."""
    changed = _ask(folder, "diff", "--name-only", "--no-renames", "--relative", "-z", "HEAD", "--", ".")
    new = _ask(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return [name.decode("utf-8", "backslashreplace") for name in (changed + new).split(b"\0") if name]


def is_shallow(folder: Path) -> bool:
    """Whether the history was cut off when the repository was cloned."""
    return _ask(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def releases(folder: Path, *, before_head: bool = False) -> dict[tuple[int, ...], str]:
    """Return the tags of releases in which ``folder`` holds a package, by version, the oldest first.

    With ``before_head``, only those that led to HEAD.
    """
    merged = ("--merged", "HEAD") if before_head else ()
    tags = _ask(folder, "tag", "--list", "v*", *merged).decode("utf-8", "replace").split()
    versions = [tag for tag in tags if SEMVER.fullmatch(tag.removeprefix("v")) and resolve(folder, f"refs/tags/{tag}")]
    return dict(sorted((numbers_of(tag.removeprefix("v")), tag) for tag in versions))


def _git(folder: Path, *arguments: str, said: bytes = b"") -> "subprocess.CompletedProcess[bytes] | None":
    """Run git in ``folder``; None if git is not installed or ``folder`` is no folder."""
    try:
        command = ["git", *arguments]
        return subprocess.run(command, cwd=folder, input=said, capture_output=True, check=False)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # a name with a NUL is no name
        return None


def _ask(folder: Path, *arguments: str, said: bytes = b"") -> bytes:
    done = _git(folder, *arguments, said=said)
    if done is None:
        msg = f"{folder}: git is not installed, or this is no folder; install git, and give the package's folder"
        raise RefusedError(msg)
    if done.returncode:
        reason = _line(done.stderr)
        todo = "; run `git init` there and commit the package" if "not a git repository" in reason else ""
        msg = f"{folder}: git {arguments[0]} failed: {reason}{todo}"
        raise RefusedError(msg)
    return done.stdout


def _line(said: bytes) -> str:
    return " ".join(said.decode("utf-8", "replace").split())
