"""Attacks: packages made to make their reader hang, swell, look elsewhere, fetch, run or deceive.

Each must end soon in status 1 or 2 and one clear line, with nothing outside the package opened, nothing fetched,
nothing run and nothing left behind. Each is tried in this process, where no sandbox shields it, and, with frictionless,
as the command in a process of its own.
"""

import contextlib
import ctypes
import io
import os
import resource
import select
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from coded_article import InvalidPackageError, load
from coded_article.check import table
from coded_article.check.validate import validate
from coded_article.cli.run import start
from coded_article.model.profile import DESCRIPTOR
from tests.editor import ROOT, Editor

pytestmark = pytest.mark.attack

SECONDS = 15
SECRET = "the-canary-sings"


class Surroundings:
    """What an attack must not touch: a folder beside the package, a server, a file that running code would make."""

    def __init__(self, tmp_path: Path) -> None:
        self.outside = tmp_path / "outside"
        self.outside.mkdir()
        self.secret = self.outside / "secret.csv"
        self.secret.write_text(f"actor_id\n{SECRET}\n", encoding="utf-8")
        self.temporary = tmp_path / "temporary"
        self.temporary.mkdir()
        self.canary = tmp_path / "canary"
        self.server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.server.getsockname()[1]}"
        self.package = Editor(tmp_path / "package")

    def run(self, verb: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a verb on whatever was made here in this process, with every shield of the test itself watching."""
        out, err = io.StringIO(), io.StringIO()

        def run() -> subprocess.CompletedProcess[str]:
            with (
                contextlib.chdir(self.package.root),
                contextlib.redirect_stdout(out),
                contextlib.redirect_stderr(err),
                mock.patch.object(tempfile, "tempdir", str(self.temporary)),
            ):
                status = start(verb, arguments)
            return subprocess.CompletedProcess(arguments, status, out.getvalue(), err.getvalue())

        return self._watched(run)

    def run_child(self, verb: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a verb as ``run`` does, in a process of its own."""
        environment = {
            **{name: value for name, value in os.environ.items() if "proxy" not in name.lower()},
            "TMPDIR": str(self.temporary),
            "TOKEN": SECRET,
        }

        def run() -> subprocess.CompletedProcess[str]:
            command = [sys.executable, str(ROOT / "scripts" / f"{verb}.py"), *arguments]
            return subprocess.run(
                command, capture_output=True, text=True, env=environment, cwd=self.package.root,
                timeout=4 * SECONDS, check=False,
            )  # fmt: skip

        return self._watched(run)

    def _watched(self, run: Callable[[], subprocess.CompletedProcess[str]]) -> subprocess.CompletedProcess[str]:
        watch = _Watch(self.outside)
        begun = _seconds()
        done = run()
        assert _seconds() - begun < SECONDS
        assert done.returncode in (1, 2)
        assert not watch.opened(), "something outside the package was opened"
        assert not select.select([self.server], [], [], 0)[0], "something was fetched"
        assert not self.canary.exists(), "something was run"
        assert list(self.temporary.iterdir()) == []
        printed = done.stdout + done.stderr
        assert SECRET not in printed
        assert "Traceback" not in printed
        assert all(char.isprintable() or char == "\n" for char in printed)
        if done.returncode == 2:
            assert (done.stdout, done.stderr.count("\n")) == ("", 1), done.stderr
        else:
            assert done.stderr == ""
        return done


def _seconds() -> float:
    """The processor's time that this process and its children have taken: the same however busy the machine is."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


class _Watch:
    """Whether any process opens a file in ``folder``, as the kernel tells it (Linux alone has this)."""

    def __init__(self, folder: Path) -> None:
        self._handle = -1
        if sys.platform == "linux":
            kernel = ctypes.CDLL(None, use_errno=True)
            self._handle = kernel.inotify_init1(os.O_NONBLOCK)
            assert kernel.inotify_add_watch(self._handle, os.fsencode(folder), 0x20) >= 0  # IN_OPEN

    def opened(self) -> bool:
        try:
            return self._handle >= 0 and bool(os.read(self._handle, 4096))
        except BlockingIOError:
            return False
        finally:
            if self._handle >= 0:
                os.close(self._handle)


@pytest.fixture
def around(tmp_path: Path, specimen: Editor) -> Iterator[Surroundings]:
    """A package to break, in a folder of its own, with canaries all around."""
    specimen.root.rename(tmp_path / "package")
    surroundings = Surroundings(tmp_path)
    yield surroundings
    surroundings.server.close()


def test_watch_sees_what_is_opened(around: Surroundings) -> None:
    watch = _Watch(around.outside)
    around.secret.read_bytes()
    assert watch.opened() == (sys.platform == "linux")


Attack = Callable[[Surroundings], object]


def descriptor(change: Callable[[Any, Surroundings], object]) -> Attack:
    return lambda a: a.package.json(DESCRIPTOR, lambda raw: change(raw, a))


def properties(**wanted: str) -> Attack:
    """Set properties of the resource ``actors``; ``{url}``, ``{secret}`` and ``{outside}`` stand for what is there."""
    return descriptor(
        lambda raw, a: raw["resources"][2].update(
            {
                key: value.format(url=a.url, secret=a.secret, outside=a.outside, name=a.secret.name)
                for key, value in wanted.items()
            }
        )
    )


def schema(change: Callable[[Any], object], table: str = "actors") -> Attack:
    return lambda a: a.package.json(f"schemas/{table}.json", change)


def pattern(text: str, cell: str) -> Attack:
    def attack(a: Surroundings) -> None:
        a.package.json("schemas/actors.json", lambda s: s["fields"][1]["constraints"].update(pattern=text))
        a.package.set("actors", "act-005", "name", cell)
        a.package.rehash()

    return attack


def file(path: str, content: bytes) -> Attack:
    return lambda a: (a.package.root / path).write_bytes(content)


def linked(path: str, target: str = "outside/secret.csv") -> Attack:
    def attack(a: Surroundings) -> None:
        there = a.package.root / path
        shutil.rmtree(there) if there.is_dir() else there.unlink()
        there.symlink_to(Path("..") / ("../" * path.count("/")) / target)

    return attack


def pipe(path: str) -> Attack:
    def attack(a: Surroundings) -> None:
        (a.package.root / path).unlink()
        os.mkfifo(a.package.root / path)

    return attack


def folder(path: str) -> Attack:
    def attack(a: Surroundings) -> None:
        (a.package.root / path).unlink()
        (a.package.root / path).mkdir()

    return attack


def sparse(*paths: str, size: int) -> Attack:
    def attack(a: Surroundings) -> None:
        for path in paths:
            with (a.package.root / path).open("wb") as file:
                file.truncate(size)

    return attack


def longer(path: str, size: int) -> Attack:
    """Add zeros to the end of a file, in the line after its last, until it has this size."""
    return lambda a: os.truncate(a.package.root / path, size)


def cell(value: str) -> Attack:
    def attack(a: Surroundings) -> None:
        a.package.set("actors", "act-005", "name", value)
        a.package.rehash()

    return attack


def columns(count: int) -> Attack:
    return file("data/actors.csv", ",".join(f"c{n}" for n in range(count)).encode() + b"\n")


def many_fields(s: Any) -> None:
    s["fields"] += [{"name": f"c{n}", "type": "string", "constraints": {}} for n in range(50_000)]


def code(a: Surroundings) -> None:
    """Modules that Python would find first if it looked into the package."""
    text = f"open({str(a.canary)!r}, 'w')"
    for name in ("csv", "json", "frictionless", "pandas", "coded_article/__init__", "sitecustomize", "usercustomize"):
        path = a.package.root / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (a.package.root / "x.pth").write_text(f"import os; {text}", encoding="utf-8")
    a.package.set("actors", "act-005", "name", "")
    a.package.rehash()


DATA = [f"data/{name}.csv" for name in ("actors", "events", "statements", "evidence", "mentions", "relations")]
DEEP = b'{"resources": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"
ATTACKS: dict[str, tuple[Attack, int, str]] = {
    # out of the folder
    "parent path": (properties(path="../outside/secret.csv"), 2, "is not a plain relative"),
    "absolute path": (properties(path="{secret}"), 2, "is not a plain relative"),
    "file address": (properties(path="file://{secret}"), 2, "is not a plain relative"),
    "database path": (properties(path="sqlite:///{secret}"), 2, "is not a plain relative"),
    "parent schema": (properties(schema="../outside/secret.json"), 2, "is not a plain relative"),
    "dots inside a path": (properties(path="data/../../outside/secret.csv"), 2, "is not a plain relative"),
    "backslashes in a path": (properties(path="..\\outside\\secret.csv"), 2, "is not a plain relative"),
    "NUL in a path": (properties(path="data/actors.csv\0.csv"), 2, "is not a plain relative"),
    "hidden file": (properties(path=".git/config.csv"), 2, "is not a plain relative"),
    "glob path": (properties(path="data/*.csv"), 2, "is not a plain relative"),
    "endless path": (properties(path="a/" * 1_000_000 + "a.csv"), 2, "is not a plain relative"),
    "several paths": (
        descriptor(lambda raw, a: raw["resources"][2].update(path=["data/actors.csv", str(a.secret)])), 2,
        "has several files as its path",
    ),
    "linked table": (linked("data/actors.csv"), 2, "goes through a symbolic link"),
    "linked folder": (linked("data", "outside"), 2, "goes through a symbolic link"),
    "linked schema": (linked("schemas/actors.json"), 2, "goes through a symbolic link"),
    "linked descriptor": (linked(DESCRIPTOR), 2, "goes through a symbolic link"),
    "endless link": (linked("data/actors.csv", "package/data/actors.csv"), 2, "goes through a symbolic link"),
    "pipe for a table": (pipe("data/actors.csv"), 2, "is not a regular file"),
    "pipe for a schema": (pipe("schemas/actors.json"), 2, "is not a regular file"),
    "folder for a table": (folder("data/actors.csv"), 2, "is not a regular file"),
    # fetching
    "web path": (properties(path="{url}/actors.csv"), 2, "is not a plain relative"),
    "web schema": (properties(schema="{url}/actors.json"), 2, "is not a plain relative"),
    "web dialect": (properties(dialect="{url}/dialect.json"), 1, "resources/actors/dialect"),
    "web profile of a resource": (properties(profile="{url}/profile.json"), 1, "resources/actors/profile"),
    "web profile": (descriptor(lambda raw, a: raw.update(profile=f"{a.url}/profile.json")), 1, "profile"),
    "web $schema": (descriptor(lambda raw, a: raw.update({"$schema": f"{a.url}/profile.json"})), 1, "$schema"),
    "web $schema of a schema": (
        lambda a: a.package.json("schemas/actors.json", lambda s: s.update({"$schema": f"{a.url}/schema.json"})), 1,
        "$schema",
    ),
    "extra paths": (properties(extrapaths="{url}/more.csv"), 1, "resources/actors/extrapaths"),
    "inline data": (descriptor(lambda raw, _: raw["resources"][2].update(data=[["actor_id"]])), 1, "actors/data"),
    # more than a reader can take
    "runaway pattern": (pattern("(a+)+", "a" * 100 + "!"), 1, "[pattern]"),
    "pattern of overlaps": (pattern("(a|a|aa)*(a|aa)*", "a" * 100_000 + "!"), 1, "[pattern]"),
    "pattern of huge counts": (pattern("((a{99}){99}){99}", "a" * 100 + "!"), 1, "[pattern]"),
    "pattern that looks ahead": (pattern("(?=(a+)+$)a*", "a" * 100 + "!"), 1, "fields/name/constraints/pattern"),
    "pattern of brackets": (pattern("(" * 100_000, "a"), 1, "fields/name/constraints/pattern"),
    "deep descriptor": (file(DESCRIPTOR, DEEP), 2, "unreadable JSON"),
    "deep schema": (file("schemas/actors.json", DEEP), 2, "unreadable JSON"),
    "huge descriptor": (sparse(DESCRIPTOR, size=1_000_000_000), 2, "larger than 5,000,000 bytes"),
    "huge number": (file(DESCRIPTOR, b'{"bytes": ' + b"9" * 100_000 + b"}"), 2, "unreadable JSON"),
    "half a character": (file(DESCRIPTOR, b'{"name": "\\ud800"}'), 2, "half of a character"),
    "200,000 columns": (columns(200_000), 1, "[header]"),
    "50,000 fields": (schema(many_fields), 2, "more than 1,000"),
    "1,000 tables": (
        descriptor(lambda raw, _: raw["resources"].extend(raw["resources"][:1] * 1_000)), 2, "a package has 50 at most",
    ),
    "limits beyond any integer": (
        schema(lambda s: s["fields"][2]["constraints"].update(minimum=-(10**300)), "passages"), 1,
        "fields/ordinal/constraints/minimum",
    ),
    "cell of 49 MB": (cell("x" * 49_000_000), 1, "[csv-syntax]"),
    "49 MB of blank lines": (file("data/actors.csv", b"\n" * 49_000_000), 1, "data/actors.csv"),
    "49 MB of commas": (file("data/actors.csv", b"," * 49_000_000), 1, "[header]"),
    "cell of 200 MB": (file("data/actors.csv", b"actor_id\n" + b"x" * 200_000_000), 1, "[file-size]"),
    "many huge files": (sparse(*DATA, size=49_000_000), 1, "[csv-syntax]"),
    "vast files": (sparse(*DATA, size=10**12), 1, "[file-size]"),
    "line of 200 MB": (longer("data/actors.csv", 200_000_000), 2, "a line of more than 50,000,000 bytes"),
    "vast line": (longer("data/actors.csv", 10**12), 2, "a line of more than 50,000,000 bytes"),
    # running
    "modules in the package": (code, 1, "[required]"),
    # deceiving
    "NUL in a cell": (cell("a\0b"), 1, "[control-character]"),
    "terminal escapes": (cell("\x1b]0;owned\x07\x1b[31m"), 1, "[control-character]"),
    "escapes of one byte": (cell("a\x9b31mb"), 1, "[control-character]"),
    "text turned round": (cell("a\u202egnp.exe"), 1, "[invisible-character]"),
    "formula": (cell('=HYPERLINK("http://localhost")'), 1, "[formula-cell]"),
    "escapes in the descriptor": (
        descriptor(lambda raw, _: raw.update(title="\x1b[31m", version="1.0.0\x1b[2J\u202e")), 1, "version",
    ),
    "escapes in a property": (descriptor(lambda raw, _: raw.update({"\x1b[31m\u202e\r": 1})), 1, "descriptor-property"),
    "escapes in a path": (properties(path="\x1b[31m\u202e.csv"), 2, "is not a plain relative"),
    "escapes in a header": (file("data/actors.csv", b"\x1b[31m,\xc2\x9b31m\n"), 1, "[header]"),
    "column called line": (
        schema(lambda s: s["fields"].append({"name": "line", "type": "string", "constraints": {}})), 2,
        "rename the column",
    ),
    "SQL for a name": (
        schema(lambda s: s["fields"].append({"name": 'x"; DROP TABLE events; --', "type": "string"})), 2,
        "is no name in snake_case",
    ),
}  # fmt: skip


# what takes seconds, or so much memory that it is for a process of its own
LARGE = {
    "many huge files",
    "cell of 49 MB",
    "49 MB of blank lines",
    "49 MB of commas",
    "cell of 200 MB",
    "line of 200 MB",
}
# one of each kind that goes through a process of its own in every run
FIRST = {"linked folder", "escapes in a path", "vast line", "modules in the package"}


def _judge(attack: str, done: subprocess.CompletedProcess[str]) -> None:
    _, status, said = ATTACKS[attack]
    assert done.returncode == status
    assert [line for line in (done.stdout + done.stderr).splitlines() if said in line]


@pytest.mark.parametrize("attack", [attack for attack in ATTACKS if attack not in LARGE])
def test_attack_ends_soon_in_one_clear_line(attack: str, around: Surroundings) -> None:
    ATTACKS[attack][0](around)
    _judge(attack, around.run("validate", ".", "--fast"))


@pytest.mark.parametrize(
    "attack", [pytest.param(attack, marks=() if attack in FIRST else pytest.mark.long) for attack in ATTACKS]
)
def test_attack_on_the_command_ends_soon_in_one_clear_line(attack: str, around: Surroundings) -> None:
    ATTACKS[attack][0](around)
    _judge(attack, around.run_child("validate", "."))


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _patched(data: bytes, offset: int, value: bytes) -> bytes:
    """Return a zip whose last entry in the directory has other bytes at ``offset``."""
    at = data.rfind(b"PK\x01\x02") + offset
    return data[:at] + value + data[at + len(value) :]


PACKED = {DESCRIPTOR: b"{}"}


def _zeros() -> bytes:
    return _zip({**PACKED, "a.csv": bytes(50_000_000)})


def _broken_stream() -> bytes:
    stream = _zip({DESCRIPTOR: b"{" + b" " * 100 + b"}"})
    return stream[:47] + b"\xff\xff\xff" + stream[50:]


ARCHIVES: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb that lies about its size": (lambda: _patched(_zeros(), 24, struct.pack("<I", 10)), "a damaged zip"),
    "bomb that claims nothing": (lambda: _patched(_zeros(), 24, struct.pack("<I", 0)), "a damaged zip"),
    "bomb of many": (
        lambda: _zip({**PACKED, **{f"data/{n}.csv": bytes(10_000_000) for n in range(51)}}), "unpacks to more than",
    ),
    "encrypted member": (lambda: _patched(_zip(PACKED), 8, b"\x01"), "a damaged zip"),
    "unknown compression": (lambda: _patched(_zip(PACKED), 10, struct.pack("<H", 77)), "a damaged zip"),
    "broken stream": (_broken_stream, "a damaged zip"),
    "member out of the folder": (lambda: _zip({"../outside/datapackage.json": b"{}"}), "found none"),
    "file where a folder is": (lambda: _zip({**PACKED, "data.csv/a.csv": b"", "data.csv": b""}), "a damaged zip"),
    "name of 60,000 characters": (lambda: _zip({**PACKED, "a" * 60_000 + ".csv": b""}), "names no resources"),
    "gzip called zip": (lambda: b"\x1f\x8b\x08\0" + bytes(100), "a damaged zip"),
}  # fmt: skip


def _hostile_archive(attack: str, around: Surroundings) -> str:
    archive = around.package.root.parent / "hostile.zip"
    archive.write_bytes(ARCHIVES[attack][0]())
    return str(archive)


@pytest.mark.parametrize(
    "attack", [pytest.param(attack, marks=pytest.mark.long if "many" in attack else ()) for attack in ARCHIVES]
)
def test_hostile_archive_ends_soon_in_one_line(attack: str, around: Surroundings) -> None:
    done = around.run("validate", _hostile_archive(attack, around))
    assert done.returncode == 2
    assert ARCHIVES[attack][1] in done.stderr


@pytest.mark.long
@pytest.mark.parametrize("attack", ARCHIVES)
def test_hostile_archive_given_to_the_command_ends_soon_in_one_line(attack: str, around: Surroundings) -> None:
    done = around.run_child("validate", _hostile_archive(attack, around))
    assert done.returncode == 2
    assert ARCHIVES[attack][1] in done.stderr


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [("compare", ["../whole", "."]), ("build", ["--check", "."]), ("reliability", ["."]), ("verify", ["copy.txt"])],
)
@pytest.mark.parametrize(
    "attack", ["linked table", "pipe for a schema", "web path", "deep schema", "escapes in a path"]
)
def test_other_readers_refuse_as_well(verb: str, arguments: list[str], attack: str, around: Surroundings) -> None:
    root = around.package.root
    shutil.copytree(root, root.parent / "whole")
    ATTACKS[attack][0](around)
    (root / "copy.txt").write_text("A text.", encoding="utf-8")
    done = around.run(verb, *arguments)
    assert done.returncode == 2
    assert ATTACKS[attack][2] in done.stderr


def test_building_reads_no_text_from_elsewhere(around: Surroundings) -> None:
    (around.package.root / "README.md").symlink_to(around.secret)
    assert "README.md goes through a symbolic link" in around.run("build", ".").stderr


def test_building_writes_through_no_link(around: Surroundings) -> None:
    (around.package.root / "CITATION.cff").unlink()
    (around.package.root / "CITATION.cff").symlink_to(around.secret)
    done = around.run("build", "--check", ".")
    assert "drifted CITATION.cff" in done.stdout.splitlines()


def test_pattern_that_runs_away_elsewhere_does_not_here(around: Surroundings) -> None:
    ATTACKS["runaway pattern"][0](around)
    begun = _seconds()
    with pytest.raises(InvalidPackageError, match=r"data/actors\.csv:.* \[pattern\]"):
        load(around.package.root)
    assert _seconds() - begun < SECONDS


def test_codings_are_printed_without_their_escapes(around: Surroundings) -> None:
    header = around.package.rows("codings")[0]
    around.package.write("codings", [header, ["unt-001", "\x1b[31m\u202e", *["x"] * (len(header) - 2)]])
    assert "cannot be read" in around.run("reliability", ".").stderr


def test_passages_that_take_for_ever_are_stopped_by_the_clock(around: Surroundings, tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text("a b " * 120_000, encoding="utf-8")
    around.package.set("passages", "psg-001", "end", "200000")
    around.package.rehash()
    done = around.run_child("verify", str(copy), "--max-seconds", "1")
    assert done.stderr == "verify: stopped after 1 s; raise --max-seconds if the package is trusted\n"


def test_memory_is_limited(around: Surroundings) -> None:
    file(DESCRIPTOR, b'{"a": [' + b"{}," * 1_600_000 + b"{}]}")(around)
    done = around.run_child("validate", ".", "--max-memory", "100")
    assert done.stderr == "validate: out of memory; raise --max-memory if the package is trusted\n"


@pytest.mark.long
def test_memory_is_limited_for_a_large_table(around: Surroundings) -> None:
    """By whoever misses it first: Python, or DuckDB."""
    cell("\U0001f600" * 12_000_000)(around)
    assert "--max-memory" in around.run_child("validate", ".", "--max-memory", "300").stderr


def test_want_of_memory_is_no_verdict_on_a_table(specimen: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    def swell(*_: object) -> None:
        raise MemoryError

    specimen.set("events", "evt-001", "status", "bogus")
    monkeypatch.setitem(table._CHECKS, "enum", swell)
    with pytest.raises(MemoryError):
        validate(specimen.root, standard=False)
