"""Git: a repository runs nothing and changes no bytes, and one that is damaged is refused in a line."""

import json
import os
import shutil
import socket
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from coded_article.cli.run import start
from coded_article.errors import RefusedError
from coded_article.files import git as reader
from tests.repository import commit, git

pytestmark = pytest.mark.attack

DESCRIPTOR = json.dumps({"name": "a"}).encode() + b"\n"
CODES = b"id\ncod-001\n"
Plant = Callable[[Path, str], None]


@pytest.fixture(scope="module")
def _committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("git") / "repository"
    (root / "package" / "data").mkdir(parents=True)
    (root / "package" / "datapackage.json").write_bytes(DESCRIPTOR)
    (root / "package" / "data" / "codes.csv").write_bytes(CODES)
    commit(root, "v1.0.0")
    commit(root, "v1.1.0")
    return root


@pytest.fixture
def root(_committed: Path, tmp_path: Path) -> Path:
    """A repository with two releases, whose package lies in its folder ``package``."""
    return shutil.copytree(_committed, tmp_path / "repository")


def _asked(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout.strip()


def _loose(root: Path, revision: str) -> Path:
    """Return the file of an object, made writable."""
    digest = _asked(root, "rev-parse", revision)
    path = root / ".git" / "objects" / digest[:2] / digest[2:]
    path.chmod(0o644)
    return path


def _read_all(root: Path) -> dict[str, bytes]:
    """Ask everything that can be asked of a repository; return the bytes of HEAD."""
    package = root / "package"
    head = reader.resolve(package, "HEAD")
    assert head
    reader.releases(package, before_head=True)
    reader.is_shallow(package)
    reader.uncommitted(package)
    return {path: file.content for path, file in reader.tracked(package, head).items()}


def _filter(kind: str) -> Plant:
    def plant(root: Path, command: str) -> None:
        git(root, "config", f"filter.x.{kind}", command)
        (root / ".gitattributes").write_text("* filter=x\n")
        (root / "package" / "data" / "codes.csv").write_bytes(CODES + b"cod-002\n")

    return plant


def _config(**values: str) -> Plant:
    def plant(root: Path, command: str) -> None:
        for name, value in values.items():
            git(root, "config", name.replace("_", "."), value.replace("COMMAND", command))

    return plant


def _partial_clone(url: str, **values: str) -> Plant:
    def plant(root: Path, command: str) -> None:
        _loose(root, "HEAD:package/data/codes.csv").unlink()
        fixed = {"core_repositoryformatversion": "1", "extensions_partialClone": "origin"}
        fixed |= {"remote_origin_promisor": "true", "remote_origin_url": url}
        _config(**fixed, **values)(root, command)

    return plant


def _hook(root: Path, command: str) -> None:
    hook = root / ".git" / "hooks" / "post-index-change"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{command}\n")
    hook.chmod(0o755)
    os.utime(root / "package" / "datapackage.json", (1, 1))  # so that git would write its index anew


def _submodule(root: Path, command: str) -> None:
    inner = root / "package" / "inner"
    inner.mkdir()
    commit(inner)
    _config(core_fsmonitor="COMMAND")(inner, command)


COMMANDS: dict[str, Plant] = {
    "file-system monitor": _config(core_fsmonitor="COMMAND"),
    "pager": _config(core_pager="COMMAND", pager_tag="COMMAND"),
    "external diff": _config(diff_external="COMMAND"),
    "alias": _config(**{"alias_cat-file": "!COMMAND", "alias_rev-parse": "!COMMAND"}),
    "clean filter": _filter("clean"),
    "process filter": _filter("process"),
    "hook": _hook,
    "repository within": _submodule,
    "fetch over ssh": _partial_clone("ssh://nowhere/x", core_sshCommand="COMMAND"),
    "fetch by a command": _partial_clone("ext::sh -c COMMAND", protocol_ext_allow="always"),
    "fetch from a folder": _partial_clone("/", remote_origin_uploadpack="COMMAND", protocol_allow="always"),
    "fetch by a helper": _partial_clone("x", remote_origin_vcs="ext", protocol_allow="always"),
    "fetch through a proxy": _partial_clone("git://nowhere/x", core_gitProxy="COMMAND"),
}


@pytest.mark.parametrize(
    ("name", "lazy"),
    [(name, lazy) for name in COMMANDS for lazy in (False, True) if name.startswith("fetch") or not lazy],
)
def test_a_repository_runs_no_command(root: Path, name: str, lazy: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if lazy:
        monkeypatch.delitem(reader._ENVIRONMENT, "GIT_NO_LAZY_FETCH")  # as for a git that does not know it
    ran = root.parent / "ran"
    script = root.parent / "script"
    script.write_text(f"#!/bin/sh\n: > {ran}\nexit 1\n")
    script.chmod(0o755)
    COMMANDS[name](root, str(script))
    if name.startswith("fetch"):
        with pytest.raises(RefusedError, match="git "):
            _read_all(root)
    else:
        _read_all(root)
    assert not ran.exists()


def _environment_values(root: Path, command: str) -> dict[str, dict[str, str]]:
    return {
        "configuration": {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": command},
        "parameters": {"GIT_CONFIG_PARAMETERS": f"'core.fsmonitor={command}'"},
        "external diff": {"GIT_EXTERNAL_DIFF": command},
        "repository": {"GIT_DIR": str(root.parent / "elsewhere")},
        "objects": {"GIT_OBJECT_DIRECTORY": str(root.parent / "elsewhere")},
        "index": {"GIT_INDEX_FILE": str(root.parent / "elsewhere")},
        "trace": {"GIT_TRACE": "1", "GIT_TRACE2_EVENT": "1"},
        "programs of git": {"GIT_EXEC_PATH": str(root.parent)},
        "git in the current folder": {"PATH": f".{os.pathsep}{os.pathsep}{os.environ['PATH']}"},
    }


@pytest.mark.parametrize("name", _environment_values(Path(), ""))
def test_the_environment_changes_nothing(root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = root.parent / "ran"
    script = root / "package" / "git"
    script.write_text(f"#!/bin/sh\n: > {ran}\nexit 1\n")
    script.chmod(0o755)
    monkeypatch.chdir(root / "package")
    for variable, value in _environment_values(root, str(script))[name].items():
        monkeypatch.setenv(variable, value)
    assert _read_all(root) == {"datapackage.json": DESCRIPTOR, "data/codes.csv": CODES}
    assert reader.uncommitted(root / "package") == ["git"]
    assert not ran.exists()


def _replaced(root: Path) -> None:
    (root / "other").write_bytes(b"forged\n")
    other = _asked(root, "hash-object", "-w", "other")
    git(root, "replace", "HEAD:package/data/codes.csv", other)


def _grafted(root: Path) -> None:
    (root / ".git" / "info").mkdir(exist_ok=True)
    (root / ".git" / "info" / "grafts").write_text(_asked(root, "rev-parse", "HEAD") + "\n")


def _hidden_in_a_smudge(root: Path) -> None:
    (root / ".gitattributes").write_text("* ident text eol=crlf working-tree-encoding=UTF-16\n")


@pytest.mark.parametrize("change", [_replaced, _grafted, _hidden_in_a_smudge])
def test_the_bytes_of_a_commit_are_those_of_its_tree(root: Path, change: Callable[[Path], None]) -> None:
    change(root)
    assert _read_all(root) == {"datapackage.json": DESCRIPTOR, "data/codes.csv": CODES}
    assert list(reader.releases(root / "package", before_head=True).values()) == ["v1.0.0", "v1.1.0"]


@pytest.mark.parametrize("alternate", [False, True])
def test_forged_bytes_of_an_object_are_refused(root: Path, alternate: bool) -> None:
    path = _loose(root, "HEAD:package/data/codes.csv")
    forged = zlib.compress(b"blob 7\0forged\n")
    if alternate:
        objects = root.parent / "alternate"
        (objects / path.parent.name).mkdir(parents=True)
        path.unlink()
        path = objects / path.parent.name / path.name
        (root / ".git" / "objects" / "info").mkdir(exist_ok=True)
        (root / ".git" / "objects" / "info" / "alternates").write_text(f"{objects}\n")
    path.write_bytes(forged)
    with pytest.raises(RefusedError, match="other bytes"):
        _read_all(root)


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_the_index_hides_no_change(root: Path, flag: str) -> None:
    git(root, "update-index", flag, "package/data/codes.csv")
    (root / "package" / "data" / "codes.csv").write_bytes(CODES + b"cod-002\n")
    assert reader.uncommitted(root / "package") == ["data/codes.csv"]


def test_uncommitted_are_files_changed_deleted_linked_or_new(root: Path) -> None:
    package = root / "package"
    assert reader.uncommitted(package) == []
    (package / "data" / "codes.csv").write_bytes(CODES.replace(b"\n", b"\r\n"))
    (package / ".gitignore").write_text("*.tmp\n")
    (package / "a.tmp").touch()
    (root / "beside").touch()
    (package / ".codes.csv.abcdefgh.part").touch()
    assert reader.uncommitted(package) == [".gitignore"]
    git(root, "add", "--all")
    assert reader.uncommitted(package) == [".gitignore"]
    (package / "data" / "codes.csv").unlink()
    (package / "data" / "codes.csv").symlink_to(package / ".gitignore")
    (package / "datapackage.json").unlink()
    assert sorted(reader.uncommitted(package)) == [".gitignore", "data/codes.csv", "datapackage.json"]


def _written(revision: str, data: bytes) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        _loose(root, revision).write_bytes(data)

    return change


def _missing(revision: str) -> Callable[[Path], None]:
    return lambda root: _loose(root, revision).unlink()


def _truncated_pack(root: Path) -> None:
    git(root, "repack", "-a", "-d", "-q")
    (pack,) = (root / ".git" / "objects" / "pack").glob("*.pack")
    pack.chmod(0o644)
    pack.write_bytes(pack.read_bytes()[:60])


def _head_to(text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / ".git" / _asked(root, "symbolic-ref", "HEAD")).write_text(text)

    return change


def _commit_of(tree: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = f"tree {tree}\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\nx\n"
        (root / "commit").write_text(text)
        _head_to(_asked(root, "hash-object", "-w", "-t", "commit", "--literally", "commit") + "\n")(root)

    return change


def _tree_of(name: bytes) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        blob = bytes.fromhex(_asked(root, "rev-parse", "HEAD:package/data/codes.csv"))
        inner = b"100644 " + name + b"\0" + blob + b"100644 datapackage.json\0" + blob
        (root / "tree").write_bytes(inner)
        tree = _asked(root, "hash-object", "-w", "-t", "tree", "--literally", "tree")
        (root / "tree").write_bytes(b"40000 package\0" + bytes.fromhex(tree))
        _commit_of(_asked(root, "hash-object", "-w", "-t", "tree", "--literally", "tree"))(root)

    return change


def _git_file(text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        shutil.rmtree(root / ".git")
        (root / ".git").write_text(text)

    return change


def _bad_config(root: Path) -> None:
    (root / ".git" / "config").write_text("[core\n")


BLOB, TREE = "HEAD:package/data/codes.csv", "HEAD:package/data"
DAMAGES: dict[str, Callable[[Path], None]] = {
    "garbage for a blob": _written(BLOB, b"garbage"),
    "garbage for a tree": _written(TREE, b"garbage"),
    "garbage for a commit": _written("HEAD", b"garbage"),
    "empty blob file": _written(BLOB, b""),
    "empty commit file": _written("HEAD", b""),
    "missing blob": _missing(BLOB),
    "missing tree": _missing(TREE),
    "missing tree of the package": _missing("HEAD:package"),
    "missing tree of the commit": _missing("HEAD^{tree}"),
    "missing commit": _missing("HEAD"),
    "truncated pack": _truncated_pack,
    "commit of a tree that is not there": _commit_of("1" * 40),
    "commit of nothing": _commit_of("nothing"),
    "ref to nothing": _head_to("1" * 40 + "\n"),
    "ref of garbage": _head_to("garbage\n"),
    "empty ref": _head_to(""),
    "tree that leads out": _tree_of(b".."),
    "tree with a path for a name": _tree_of(b"../x.csv"),
    "tree with a name twice": _tree_of(b"datapackage.json"),
    "git file that points nowhere": _git_file("gitdir: /nowhere\n"),
    "git file that points to itself": _git_file("gitdir: .git\n"),
    "git file of garbage": _git_file("garbage\n"),
    "configuration of garbage": _bad_config,
}


@pytest.mark.parametrize("name", DAMAGES)
@pytest.mark.parametrize("verb", [["compare", "HEAD", "."], ["release", "."]], ids=["compare", "release"])
def test_a_damaged_repository_is_refused_in_one_line(
    root: Path, name: str, verb: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    DAMAGES[name](root)
    monkeypatch.chdir(root / "package")
    assert start(verb[0], verb[1:]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{verb[0]}: ")
    assert "Error" not in line


def _piped(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)


@pytest.mark.parametrize(
    "name", ["HEAD", "config", "packed-refs", "refs/tags/v2.0.0", "objects/info/alternates", "LINK"]
)
def test_nobody_waits_for_a_pipe_in_a_repository(root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    home = root / ".git"
    _piped(home / ("shallow" if name == "LINK" else name))
    if name == "LINK":
        (home / "shallow").rename(root / "pipe")
        (home / "shallow").symlink_to(root / "pipe")
    monkeypatch.chdir(root / "package")
    reader._refuse_pipes.cache_clear()
    with pytest.raises(RefusedError, match="is a pipe or device; clone the repository again"):
        reader.resolve(Path(), "HEAD")


def test_git_that_does_not_answer_is_given_up(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _piped(root / "elsewhere" / "HEAD")
    shutil.rmtree(root / ".git")
    (root / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    monkeypatch.setattr(reader, "_MAX_SECONDS", 0.5)
    with pytest.raises(RefusedError, match=r"git did not answer within 0\.5 s; look for pipes in the repository"):
        reader.resolve(root / "package", "HEAD")


def test_sockets_of_git_itself_are_no_pipes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / ".git")  # an address is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("fsmonitor--daemon.ipc")
        assert reader.resolve(root / "package", "HEAD")


def test_a_tag_to_nothing_is_refused(root: Path) -> None:
    tag = root / ".git" / "refs" / "tags" / "v1.2.0"
    for text in ("1" * 40 + "\n", "garbage\n"):
        tag.write_text(text)
        with pytest.raises(RefusedError, match="git "):
            reader.releases(root / "package")


def test_a_tree_that_names_itself_many_times_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = _asked(root, "rev-parse", "HEAD:package/data")
    for _ in range(30):
        text = "".join(f"040000 tree {tree}\t{name}\n" for name in "ab")
        asked = subprocess.run(["git", "mktree"], cwd=root, input=text, check=True, capture_output=True, text=True)
        tree = asked.stdout.strip()
    blob = _asked(root, "rev-parse", "HEAD:package/datapackage.json")
    git(root, "checkout", "--quiet", "--orphan", "bomb")
    (root / "tree").write_bytes(
        b"40000 bomb\0" + bytes.fromhex(tree) + b"100644 datapackage.json\0" + bytes.fromhex(blob)
    )
    inner = _asked(root, "hash-object", "-w", "-t", "tree", "tree")
    (root / "tree").write_bytes(b"40000 package\0" + bytes.fromhex(inner))
    _commit_of(_asked(root, "hash-object", "-w", "-t", "tree", "tree"))(root)
    monkeypatch.setattr(reader, "_MAX_FILES", 1000)
    with pytest.raises(RefusedError, match="too many files"):
        _read_all(root)


def test_more_bytes_than_a_package_has_are_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_MAX_BYTES", 10)
    with pytest.raises(RefusedError, match="more than 10 bytes"):
        _read_all(root)


@pytest.mark.parametrize("revision", ["HEAD", "HEAD~0", "v1.1.0", "@", "HEAD^{commit}", "SHORT", "ANNOTATED"])
def test_revisions_in_every_way_of_git(root: Path, revision: str) -> None:
    head = _asked(root, "rev-parse", "HEAD")
    git(root, "tag", "-a", "-m", "x", "ANNOTATED")
    assert reader.resolve(root / "package", head[:10] if revision == "SHORT" else revision) == head


@pytest.mark.parametrize("revision", ["absent", "a\0b", "HEAD..HEAD", "^HEAD", "HEAD:package", "1" * 40, "--all", ""])
def test_what_names_no_commit_is_none(root: Path, revision: str) -> None:
    assert reader.resolve(root / "package", revision) is None


def test_a_repository_of_another_user_is_refused_unless_the_user_allows_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = root.parent / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setitem(reader._ENVIRONMENT, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    reader._trusted.cache_clear()
    try:
        with pytest.raises(RefusedError, match="another user owns it"):
            reader.resolve(root / "package", "HEAD")
        (home / ".gitconfig").write_text(f"[safe]\n\tdirectory = {root}\n")
        reader._trusted.cache_clear()
        assert _read_all(root)
    finally:
        reader._trusted.cache_clear()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("closed", ["package", ".git/objects", ".git", "package/data/codes.csv"])
def test_what_may_not_be_read_is_refused(root: Path, closed: str) -> None:
    (root / closed).chmod(0)
    try:
        with pytest.raises(RefusedError):
            assert reader.uncommitted(root / "package") == []
    finally:
        (root / closed).chmod(0o755)
