"""What git knows of a package: revisions, tags, and whether anything is not committed."""

import io
import subprocess
import tarfile
from pathlib import Path

from coded_article.descriptor import DESCRIPTOR, SEMVER
from coded_article.errors import RefusedError


def resolve(folder: Path, revision: str) -> str | None:
    """Return the commit that ``revision`` names, None if git knows none in which ``folder`` holds a package."""
    found = ""
    for part in (f"{revision}:./{DESCRIPTOR}", f"{revision}^{{commit}}"):
        done = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", part)
        if done is None or done.returncode:
            return None
        found = done.stdout.decode().strip()
    return found


def export(folder: Path, commit: str) -> bytes:
    """Return a zip of the files that ``folder`` and its subfolders have in ``commit``."""
    return _told(folder, "archive", "--format=zip", commit)


def tracked(folder: Path, commit: str) -> dict[str, bytes]:
    """Return the files that ``folder`` and its subfolders have in ``commit``, by path."""
    with tarfile.open(fileobj=io.BytesIO(_told(folder, "archive", "--format=tar", commit))) as archive:
        members = [member for member in archive.getmembers() if member.isfile()]
        return {member.name: file.read() for member in members if (file := archive.extractfile(member))}


def uncommitted(folder: Path) -> list[str]:
    """Return the paths below ``folder`` that are changed or new, ignored files aside."""
    listed = _told(folder, "status", "--porcelain", "-z", "--untracked-files=all", "--", ".").decode()
    return [entry[3:] for entry in listed.split("\0") if entry[2:3] == " "]


def is_shallow(folder: Path) -> bool:
    """Whether the history was cut off when the repository was cloned."""
    return _told(folder, "rev-parse", "--is-shallow-repository").decode().strip() == "true"


def releases(folder: Path) -> dict[tuple[int, ...], str]:
    """Return the tags of the releases that led to HEAD, by version, the oldest first."""
    tags = _told(folder, "tag", "--list", "v*", "--merged", "HEAD").decode().split()
    versions = [tag for tag in tags if SEMVER.fullmatch(tag.removeprefix("v"))]
    return dict(sorted((numbers_of(tag.removeprefix("v")), tag) for tag in versions))


def numbers_of(version: str) -> tuple[int, ...]:
    """Return a semantic version as numbers, which compare as versions do."""
    return tuple(map(int, version.split(".")))


def _git(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes] | None":
    """Run git in ``folder``; None if git is not installed or ``folder`` is no folder."""
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, check=False)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _told(folder: Path, *arguments: str) -> bytes:
    done = _git(folder, *arguments)
    if done is None:
        msg = "git is not installed, or the folder is not there; install git, and run it in the package's repository"
        raise RefusedError(msg)
    if done.returncode:
        msg = f"git {arguments[0]} failed in {folder}: {' '.join(done.stderr.decode(errors='replace').split())}"
        raise RefusedError(msg)
    return done.stdout
