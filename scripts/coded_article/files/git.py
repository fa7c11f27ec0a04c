"""What git knows of a package: revisions, tags, and whether anything is not committed.

The repository may be a stranger's, so git is asked only for names and for objects as they are stored; their hashes
are checked here. Nothing that its configuration, attributes or environment says is run or changes their bytes.
"""

import contextlib
import hashlib
import os
import re
import shutil
import stat
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from coded_article.errors import RefusedError
from coded_article.files.atomic import is_left
from coded_article.files.scratch import scratch
from coded_article.model.profile import DESCRIPTOR
from coded_article.model.versions import SEMVER, Rank, rank

# what a repository could have git do is shut by options, which beat its configuration
_SHUT = {
    "core.alternateRefsCommand": "false",
    "core.askPass": "false",
    "core.attributesFile": os.devnull,
    "core.commitGraph": "false",  # repeats parents and trees, perhaps others than those of the commits
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "core.sshCommand": "false",
    "credential.helper": "",
    "protocol.allow": "never",
}
_OPTIONS = ["--no-pager", "--no-optional-locks", *(part for pair in _SHUT.items() for part in ("-c", "=".join(pair)))]
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "",  # what git before 2.45, which knows no GIT_NO_LAZY_FETCH, obeys
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",  # its messages are looked at
}
_DIGEST = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_MAX_TAGS_OF_TAGS = 10
# a tree can name itself many times over, and a blob be a petabyte of zeros
_MAX_BYTES = 2_000_000_000
_MAX_FILES = 100_000
_MAX_PATH = 1000
_AGAIN = "clone the repository again, whole"
_MAX_SECONDS = 60


@dataclass(frozen=True)
class Committed:
    """A file as it was committed, whatever a checkout makes of it."""

    content: bytes
    executable: bool


class _Object(NamedTuple):
    digest: str
    kind: str
    content: bytes


class _Entry(NamedTuple):
    digest: str
    executable: bool


def resolve(folder: Path, revision: str) -> str | None:
    """Return the commit that ``revision`` names, None if git knows none in which ``folder`` holds a package.

    Raises:
        RefusedError: git will not or cannot read the repository, or an object is missing or damaged.
    """
    done = _git(folder, "rev-parse", "--verify", "--end-of-options", revision)
    if done is None:
        return None
    digest = done.stdout.decode("ascii", "replace").strip()
    if done.returncode:
        if b"broken ref" not in done.stderr and re.search(rb"single revision|not a git repository", done.stderr):
            return None
        raise _refusal(folder, f"git cannot look up {revision}", done.stderr)
    if not _DIGEST.fullmatch(digest):
        return None
    if revision.lower() == digest and _is_missing(folder, digest):
        return None  # git takes every number of that length for a name
    return _commit_with_package(folder, digest)


def _commit_with_package(folder: Path, digest: str) -> str | None:
    prefix = _prefix(folder)
    if prefix is None:
        return None
    for _ in range(_MAX_TAGS_OF_TAGS):
        found = _object(folder, digest)
        if found.kind == "commit":
            tree = _tree_below(folder, _named(folder, found, "tree"), prefix)
            return digest if tree and DESCRIPTOR.encode() in _tree(folder, _object(folder, tree)) else None
        if found.kind != "tag":
            return None
        digest = _named(folder, found, "object")
    return None


def tracked(folder: Path, commit: str) -> dict[str, Committed]:
    """Return the files that ``folder`` and its subfolders have in ``commit``, by path, as they were committed.

    Raises:
        RefusedError: one of them is a link or a submodule, has a name that is not UTF-8, is missing or damaged.
    """
    entries = _entries(folder, commit)
    digests = [entry.digest for entry in entries.values()]
    said = "".join(f"{digest}\n" for digest in digests).encode("ascii")
    sizes = [line.split()[-1] for line in _ask(folder, "cat-file", "--batch-check", said=said).splitlines()]
    if sum(int(size) for size in sizes if size.isdigit()) > _MAX_BYTES:
        msg = f"{folder}: git tracks more than {_MAX_BYTES:,} bytes there; keep large files elsewhere"
        raise RefusedError(msg)
    contents = _read(folder, digests)
    return {path: Committed(contents[entry.digest].content, entry.executable) for path, entry in entries.items()}


def _entries(folder: Path, commit: str) -> dict[str, _Entry]:
    """Return what ``commit`` has below ``folder``, by path."""
    prefix = _prefix(folder)
    top = _named(folder, _object(folder, commit), "tree")
    tree_here = _tree_below(folder, top, prefix) if prefix is not None else None
    found: dict[str, _Entry] = {}
    waiting = {"": tree_here} if tree_here else {}
    while waiting:
        trees = _read(folder, waiting.values())
        below: dict[str, str] = {}
        for path, tree in waiting.items():
            for raw, (mode, digest) in _tree(folder, trees[tree]).items():
                name = path + _text(folder, raw)
                if stat.S_ISDIR(mode):
                    below[f"{name}/"] = digest
                elif stat.S_ISREG(mode):
                    found[name] = _Entry(digest, bool(mode & stat.S_IXUSR))
                else:
                    msg = f"{folder}: git tracks {name} as a link or submodule; put the file itself there"
                    raise RefusedError(msg)
                if len(found) + len(below) > _MAX_FILES or len(name) > _MAX_PATH:
                    msg = f"{folder}: git tracks too many files there, or too deep a folder; keep only the package"
                    raise RefusedError(msg)
        waiting = below
    return found


def _text(folder: Path, name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        msg = f"{folder}: git tracks a file whose name is not UTF-8: {name!r}; rename it"
        raise RefusedError(msg) from None


def _tree_below(folder: Path, tree: str, prefix: bytes) -> str | None:
    """Return the tree of the folder ``prefix`` in ``tree``, None if it has none."""
    for name in prefix.split(b"/")[:-1]:
        mode, digest = _tree(folder, _object(folder, tree)).get(name, (0, ""))
        if not stat.S_ISDIR(mode):
            return None
        tree = digest
    return tree


def _tree(folder: Path, tree: _Object) -> dict[bytes, tuple[int, str]]:
    """Return the modes and digests that a tree names: each a mode, a blank, a name, a NUL, and a digest in bytes."""
    entries: dict[bytes, tuple[int, str]] = {}
    content, size = tree.content, len(tree.digest) // 2
    place = 0
    while place < len(content):
        end = content.find(b"\0", place)
        mode, _, name = content[place:end].partition(b" ")
        place = end + 1 + size
        named = re.fullmatch(rb"[0-7]{5,6}", mode) and name not in {b"", b".", b".."} and b"/" not in name
        if end < 0 or place > len(content) or not named or name in entries:
            break
        entries[name] = int(mode, 8), content[end + 1 : place].hex()
    else:
        if tree.kind == "tree":
            return entries
    msg = f"{folder}: git has a damaged folder there; {_AGAIN}"
    raise RefusedError(msg)


def _named(folder: Path, found: _Object, what: str) -> str:
    """Return the object that the first line of a commit or tag names."""
    word, _, digest = found.content.partition(b"\n")[0].decode("ascii", "replace").partition(" ")
    if word != what or not _DIGEST.fullmatch(digest):
        msg = f"{folder}: git has a damaged commit or tag there; {_AGAIN}"
        raise RefusedError(msg)
    return digest


def _object(folder: Path, digest: str) -> _Object:
    return _read(folder, [digest])[digest]


def _read(folder: Path, digests: Iterable[str]) -> dict[str, _Object]:
    """Return objects by their digests, which are checked."""
    wanted = list(dict.fromkeys(digests))
    answer = _ask(folder, "cat-file", "--batch", said="".join(f"{digest}\n" for digest in wanted).encode("ascii"))
    objects = {}
    place = 0
    for digest in wanted:
        end = answer.find(b"\n", place)
        header = re.fullmatch(rb"[0-9a-f]+ ([a-z]+) ([0-9]+)", answer[place:end])
        if not header:
            msg = f"{folder}: git lacks the object {digest}: a partial or a damaged clone; {_AGAIN}"
            raise RefusedError(msg)
        size = int(header[2])
        content = answer[end + 1 : end + 1 + size]
        hashed = hashlib.new("sha1" if len(digest) == 40 else "sha256", usedforsecurity=False)
        hashed.update(b"%s %d\0" % (header[1], size) + content)
        if hashed.hexdigest() != digest:
            msg = f"{folder}: git has other bytes for the object {digest} than were committed; {_AGAIN}"
            raise RefusedError(msg)
        objects[digest] = _Object(digest, header[1].decode(), content)
        place = end + size + 2
    return objects


def _is_missing(folder: Path, digest: str) -> bool:
    return _ask(folder, "cat-file", "--batch-check", said=f"{digest}\n".encode("ascii")).endswith(b" missing\n")


def _prefix(folder: Path) -> bytes | None:
    """Return the path of ``folder`` in its repository, empty or with a slash at its end; None outside a work tree."""
    inside, _, prefix = _ask(folder, "rev-parse", "--is-inside-work-tree", "--show-prefix").partition(b"\n")
    return prefix.removesuffix(b"\n") if inside == b"true" else None


def uncommitted(folder: Path) -> list[str]:
    """Return the paths below ``folder`` that are not as in HEAD or new, ignored files aside.

    The files are compared here, since git runs the filters that a repository names. Ends of lines do not count in a
    text that was committed with LF, since a checkout may write CRLF.
    What a run that was killed left does not count.
    """
    head = resolve(folder, "HEAD")
    committed = tracked(folder, head) if head else {}
    changed = [path for path, file in committed.items() if _is_changed(folder / path, file)]
    with scratch() as temporary:
        # with an index of its own, which is absent, git lists every file and believes nothing of the repository's index
        there = ("ls-files", "--others", "--exclude-standard", "-z", "--", ".")
        listed = _ask(folder, *there, index=temporary / "index").split(b"\0")
    names = [name.decode("utf-8", "backslashreplace") for name in listed if name]
    return [*changed, *(name for name in names if name not in committed and not is_left(Path(name)))]


def _is_changed(path: Path, file: Committed) -> bool:
    try:
        if path.is_symlink() or not path.is_file():
            return True
        content = path.read_bytes()
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror}); correct its permissions"
        raise RefusedError(msg) from None
    is_text = b"\r\n" not in file.content and b"\0" not in file.content
    return file.content not in {content, content.replace(b"\r\n", b"\n") if is_text else content}


def ignores(path: Path) -> bool | None:
    """Whether git ignores ``path``, which need not be there; None outside of a work tree, or without git."""
    folder = next(place for place in path.absolute().parents if place.is_dir())
    done = _git(folder, "check-ignore", "--quiet", "--no-index", "--", str(path.absolute()))
    return done.returncode == 0 if done and done.returncode in (0, 1) else None


def is_shallow(folder: Path) -> bool:
    """Whether the history was cut off when the repository was cloned."""
    return _ask(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def releases(folder: Path, *, before_head: bool = False) -> dict[Rank, str]:
    """Return the tags of releases in which ``folder`` holds a package, by version, the oldest first.

    With ``before_head``, only those that led to HEAD.
    """
    return dict(sorted((rank(tag.removeprefix("v")), tag) for tag in _tags(folder, before_head=before_head)))


def _tags(folder: Path, *, before_head: bool) -> Iterator[str]:
    merged = ["--merged=HEAD"] if before_head else []
    done = _git(folder, "for-each-ref", *merged, "--format=%(objectname) %(refname)", "refs/tags/v*")
    if done is None or done.returncode or b"broken ref" in done.stderr:
        raise _refusal(folder, "git cannot list the tags", done.stderr if done else b"git is not installed")
    for line in done.stdout.decode("utf-8", "replace").splitlines():
        digest, _, ref = line.partition(" ")
        tag = ref.removeprefix("refs/tags/")
        if SEMVER.fullmatch(tag.removeprefix("v")) and _commit_with_package(folder, digest):
            yield tag


def _git(
    folder: Path, *arguments: str, said: bytes = b"", index: Path | None = None
) -> "subprocess.CompletedProcess[bytes] | None":
    """Run git in ``folder``; None if git is not installed or ``folder`` is no folder."""
    program = _program()
    if program is None:
        return None
    environment = _environment() | ({"GIT_INDEX_FILE": str(index)} if index else {})
    command = [program, *_OPTIONS, *_trusted(program), *arguments]
    _refuse_pipes(folder.absolute())
    try:
        return subprocess.run(
            command, cwd=folder, input=said, capture_output=True, check=False, env=environment, timeout=_MAX_SECONDS
        )
    except subprocess.TimeoutExpired:
        msg = f"{folder}: git did not answer within {_MAX_SECONDS} s; look for pipes in the repository, or {_AGAIN}"
        raise RefusedError(msg) from None
    except (FileNotFoundError, NotADirectoryError, ValueError):  # a name with a NUL is no name
        return None
    except OSError as error:
        msg = f"{folder}: git cannot be run there ({error.strerror}); correct its permissions"
        raise RefusedError(msg) from None


@cache
def _refuse_pipes(folder: Path) -> None:
    """Refuse the repository of a folder if git would wait for what a pipe or device in it says.

    Those that are found only through a file that says where a work tree has its repository are left to the clock.
    """
    home = next((place / ".git" for place in (folder, *folder.parents) if (place / ".git").is_dir()), folder / ".git")
    for place, _, names in os.walk(home):
        for path in (Path(place, name) for name in names):
            with contextlib.suppress(OSError):  # a link to nothing, or git has just deleted it
                mode = path.stat().st_mode
                if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
                    msg = f"{folder}: {path} is a pipe or device; {_AGAIN}"
                    raise RefusedError(msg)


def _program() -> str | None:
    """Return where git is, never in the current folder, which may be the stranger's."""
    return shutil.which("git", path=_search_path())


def _search_path() -> str:
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(folder for folder in folders if Path(folder).is_absolute())


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(("GIT_", "SSH_"))}
    return kept | _ENVIRONMENT | {"PATH": _search_path()}


@cache
def _trusted(program: str) -> tuple[str, ...]:
    """Return the options for the repositories of others that the user has allowed git to read."""
    environment = {name: value for name, value in _environment().items() if name != "GIT_CONFIG_GLOBAL"}
    command = [program, "config", "--global", "--includes", "-z", "--get-all", "safe.directory"]
    done = subprocess.run(command, cwd=Path(program).anchor, capture_output=True, check=False, env=environment)
    folders = done.stdout.decode("utf-8", "surrogateescape").split("\0")
    return tuple(part for folder in folders if folder for part in ("-c", f"safe.directory={folder}"))


def _ask(folder: Path, *arguments: str, said: bytes = b"", index: Path | None = None) -> bytes:
    done = _git(folder, *arguments, said=said, index=index)
    if done is None:
        msg = f"{folder}: git is not installed, or this is no folder; install git, and give the package's folder"
        raise RefusedError(msg)
    if done.returncode:
        raise _refusal(folder, f"git {arguments[0]} failed", done.stderr)
    return done.stdout


def _refusal(folder: Path, what: str, said: bytes) -> RefusedError:
    reason = " ".join(said.decode("utf-8", "replace").split())
    todo = _AGAIN
    if "dubious ownership" in reason:
        what, todo = "git refuses to read it", "another user owns it; clone it yourself"
    elif "not a git repository (" in reason:
        todo = "run `git init` there and commit the package"
    return RefusedError(f"{folder}: {what}: {reason}; {todo}")
