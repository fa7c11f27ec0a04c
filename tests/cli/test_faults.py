"""Kills, full disks, missing permissions and runs at once: every file stays old or becomes new, as a whole."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coded_article.cli.run import start
from tests.editor import ROOT, Editor
from tests.specimen import QUOTES

# runs a script after the fault has been prepared in its process
LAUNCH = """
import os, resource, runpy, signal, sys, time
kind, number, root, script = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
sys.argv = sys.argv[4:]
sys.path.insert(0, os.path.dirname(script))
if kind == "killed":
    left = [number]
    def count(event, args):
        writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
        if (writes or event in ("os.rename", "os.chmod")) and str(args[0]).startswith(root):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(count)
elif kind == "slow":
    left = [1]
    def wait(event, args):
        if event == "open" and left and args[2] & os.O_RDWR and str(args[0]).startswith(root):
            left.clear()
            open(root + "-asleep", "w").close()
            time.sleep(number)
    sys.addaudithook(wait)
elif kind == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))
elif kind == "no fork":
    del os.fork
runpy.run_path(script, run_name="__main__")
"""
# so that permissions bind even where the tests run as root: without the capabilities to pass over them
UNPRIVILEGED = """
import ctypes, os, sys
if sys.platform == "linux":
    for capability in (1, 2):
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def arguments_of(verb: str, package: Path) -> list[str]:
    """Return the arguments of a verb which writes into ``package``."""
    beside = package.parent
    arguments = {
        "anchor": [str(beside / "quotes.csv"), "--source", str(beside / "article.txt"), "--package", str(package)],
        "fingerprint": [str(beside / "article.txt"), "--package", str(package)],
        "build": [str(package)],
    }
    return arguments[verb]


def command(verb: str, package: Path) -> list[str]:
    """Return the script of a verb which writes into ``package``, with its arguments."""
    return [str(ROOT / "scripts" / f"{verb}.py"), *arguments_of(verb, package)]


def run(*arguments: str, kind: str = "", number: int = 0, root: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    launched = ["-c", LAUNCH, kind, str(number), str(root), *arguments]
    return subprocess.run([sys.executable, *launched], capture_output=True, text=True, timeout=60, check=False)


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def restored(root: Path, before: dict[str, bytes]) -> None:
    for path in root.rglob("*"):
        if path.is_file() and path.relative_to(root).as_posix() not in before:
            path.unlink()
    for name, content in before.items():
        (root / name).write_bytes(content)


@pytest.fixture
def due(specimen: Editor) -> Editor:
    """The specimen, with work to do for every verb that writes."""
    specimen.write("evidence", specimen.rows("evidence")[:3])
    specimen.write("mentions", specimen.rows("mentions")[:3])
    specimen.write("passages", specimen.rows("passages")[:2])
    specimen.set("sources", "src-001", "words", "1")
    for key in ("basis,stated", "kind,op_ed"):
        vocabulary, code = key.split(",")
        if any(row[:2] == [vocabulary, code] for row in specimen.rows("codes")):
            specimen.set("codes", key, "label", "Another label")
    return specimen


def prepared(due: Editor, verb: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return all files before and after an undisturbed run, and leave the package as it was before."""
    if verb == "anchor":
        assert start("fingerprint", arguments_of("fingerprint", due.root)) == 0
    before = files(due.root)
    assert start(verb, arguments_of(verb, due.root)) == 0
    after = files(due.root)
    assert sum(before.get(name) != content for name, content in after.items()) > 1
    restored(due.root, before)
    return before, after


def is_whole(root: Path, before: dict[str, bytes], after: dict[str, bytes]) -> bool:
    now = {name: content for name, content in files(root).items() if not name.endswith(".part")}
    return all(now.get(name) in (before.get(name), after.get(name)) for name in {*now, *before, *after})


NEVER = 1_000_000
WRITERS = ["anchor", "fingerprint", "build"]
# one verb in every run
WRITER = ["fingerprint", *(pytest.param(verb, marks=pytest.mark.long) for verb in ("anchor", "build"))]


@pytest.mark.parametrize(
    ("verb", "moments"),
    [
        ("fingerprint", (6,)),
        *(pytest.param(verb, (1, 2, 3, 4, 5, 6, 7, 11, NEVER), marks=pytest.mark.long) for verb in WRITERS),
    ],
)
def test_kill_before_any_step_leaves_old_or_new(verb: str, moments: tuple[int, ...], due: Editor) -> None:
    before, after = prepared(due, verb)
    killed = 0
    for moment in moments:
        done = run(*command(verb, due.root), kind="killed", number=moment, root=due.root)
        killed += done.returncode != 0
        assert is_whole(due.root, before, after)
        assert start(verb, arguments_of(verb, due.root)) == 0
        assert files(due.root) == after, "a second run did not complete what the first began, or left rubbish"
        restored(due.root, before)
    assert killed >= min(5, len(moments))


@pytest.mark.long
@pytest.mark.parametrize("verb", WRITERS)
def test_kill_at_any_time_leaves_old_or_new(verb: str, due: Editor) -> None:
    before, after = prepared(due, verb)
    chance = random.Random(verb)
    begun = time.monotonic()
    assert run(*command(verb, due.root)).returncode == 0
    whole = time.monotonic() - begun
    for _ in range(4):
        restored(due.root, before)
        child = subprocess.Popen(
            [sys.executable, *command(verb, due.root)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        time.sleep(chance.uniform(0.3, 1.0) * whole)
        child.kill()
        child.communicate()
        assert is_whole(due.root, before, after)
    assert run(*command(verb, due.root)).returncode == 0
    assert files(due.root) == after


@pytest.mark.parametrize(
    ("verb", "moments"),
    [("sheet", (8,)), *(pytest.param(verb, (1, 8, 17), marks=pytest.mark.long) for verb in ("init", "sheet"))],
)
def test_new_folder_is_there_as_a_whole_or_not_at_all(verb: str, moments: tuple[int, ...], specimen: Editor) -> None:
    """A kill, or a disk that is full, leaves no half of it, and the next run is not hindered by what it leaves."""
    beside = specimen.root.parent
    new = beside / "outer" / "new"
    arguments = {
        "init": [str(new), "--article", str(beside / "article.txt"), "--author", "Bo Reed"],
        "sheet": ["--package", str(specimen.root), "--source", str(beside / "article.txt"), "--output", str(new)],
    }
    command = [str(ROOT / "scripts" / f"{verb}.py"), *arguments[verb]]
    before = sorted(beside.iterdir())
    full = run(*command, kind="full", number=50, root=beside)
    assert (full.returncode, full.stderr.count("\n")) == (2, 1)
    assert sorted(beside.iterdir()) == before
    for moment in moments:
        killed = run(*command, kind="killed", number=moment, root=beside)
        assert killed.returncode == -signal.SIGKILL
        assert not new.exists()
    assert start(verb, arguments[verb]) == 0
    whole = files(new)
    assert sorted(beside.iterdir()) == sorted([*before, beside / "outer"]), "a kill left rubbish"
    shutil.rmtree(new)
    assert run(*command, kind="killed", number=NEVER, root=beside).returncode == 0
    assert files(new) == whole


@pytest.mark.parametrize("verb", WRITER)
def test_full_disk_is_one_line_and_changes_nothing(verb: str, due: Editor) -> None:
    before, _ = prepared(due, verb)
    done = run(*command(verb, due.root), kind="full", number=100)
    assert done.returncode == 2
    assert done.stderr == f"{verb}: a file: File too large; nothing was changed\n"
    assert files(due.root) == before


@pytest.mark.parametrize("verb", WRITER)
def test_folder_that_is_read_only_is_one_line(verb: str, due: Editor) -> None:
    before, _ = prepared(due, verb)
    folders = [path for path in (due.root, *due.root.rglob("*")) if path.is_dir()]
    try:
        for folder in folders:
            folder.chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", UNPRIVILEGED, *command(verb, due.root)], capture_output=True, text=True, check=False
        )
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{verb}: {due.root}")
    assert done.stderr.endswith(": Permission denied; nothing was changed\n")
    assert done.stderr.count("\n") == 1
    assert files(due.root) == before


PATHS = ("datapackage.json", "schemas/events.json", "data/events.csv")


@pytest.mark.parametrize(
    ("verb", "path"),
    [
        pytest.param(verb, path, marks=() if (verb, path) == ("validate", PATHS[-1]) else pytest.mark.long)
        for verb in ("validate", "build", "compare")
        for path in PATHS
    ],
)
def test_file_that_may_not_be_read_is_one_line(verb: str, path: str, specimen: Editor) -> None:
    whole = shutil.copytree(specimen.root, specimen.root.parent / "whole")
    (specimen.root / path).chmod(0)
    arguments = [str(ROOT / "scripts" / f"{verb}.py"), *([str(whole)] if verb == "compare" else []), str(specimen.root)]
    done = subprocess.run([sys.executable, "-c", UNPRIVILEGED, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == f"{verb}: {specimen.root / path}: Permission denied; nothing was changed\n"


def test_full_disk_behind_standard_output_is_one_line() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, str(ROOT / "scripts" / "validate.py"), "--rules"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "validate: a file: No space left on device; nothing was changed\n")


@pytest.mark.long
def test_two_runs_at_once_lose_nothing(due: Editor) -> None:
    _, after = prepared(due, "anchor")
    header, *quotes = QUOTES.splitlines(keepends=True)
    asleep = due.root.with_name(f"{due.root.name}-asleep")
    runs = []
    for number in (0, 1):
        half = due.root.parent / f"half-{number}.csv"
        half.write_text(header + "".join(quotes[number::2]), encoding="utf-8")
        script, _, *rest = command("anchor", due.root)
        # the first has read the tables, and writes them after the second has: if nothing keeps the second out
        launched = ["-c", LAUNCH, "" if number else "slow", "4", str(due.root), script, str(half), *rest]
        runs.append(subprocess.Popen([sys.executable, *launched], stdout=subprocess.PIPE, stderr=subprocess.PIPE))
        while not asleep.exists():
            assert runs[0].poll() is None
            time.sleep(0.01)
    assert [run.communicate() and run.returncode for run in runs] == [0, 0]
    for table in ("evidence", "mentions"):
        rows = due.rows(table)
        assert len({row[0] for row in rows}) == len(rows)
        whole = after[due.path(table)].decode().splitlines()
        assert {tuple(row[1:]) for row in rows} == {tuple(line.split(",")[1:]) for line in whole}


def _session(leader: int) -> set[int]:
    """The processes of the session that ``leader`` began."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] != "Z":
            found.add(int(stat.parent.name))
    return found


@pytest.fixture
def running(tmp_path: Path, specimen: Editor) -> Iterator["subprocess.Popen[str]"]:
    """A validation at work, for some seconds: its supervisor, its worker and frictionless."""
    header, *rows = specimen.rows("mentions")
    specimen.write("mentions", [header, *rows * 8_000])
    (tmp_path / "temporary").mkdir()
    child = subprocess.Popen(
        [sys.executable, str(ROOT / "scripts" / "validate.py"), str(specimen.root)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "TMPDIR": str(tmp_path / "temporary")},
    )  # fmt: skip
    while len(_session(child.pid)) < 3:
        assert child.poll() is None, "it ended before it was disturbed"
        time.sleep(0.005)
    yield child
    child.kill()
    child.communicate()


def _all_gone(leader: int) -> bool:
    until = time.monotonic() + 10
    while _session(leader) and time.monotonic() < until:
        time.sleep(0.02)
    return not _session(leader)


@pytest.mark.parametrize(
    ("number", "status", "said"),
    [
        pytest.param(signal.SIGKILL, -9, "", marks=pytest.mark.long),
        (signal.SIGTERM, 143, ""),
        pytest.param(signal.SIGINT, 130, "validate: interrupted\n", marks=pytest.mark.long),
    ],
)
def test_validation_that_is_stopped_leaves_no_process(
    number: int, status: int, said: str, running: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    running.send_signal(number)
    out, err = running.communicate(timeout=20)
    assert (running.returncode, out, err) == (status, "", said)
    assert _all_gone(running.pid)
    if number != signal.SIGKILL:
        assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.long
def test_worker_that_dies_is_reported(running: "subprocess.Popen[str]") -> None:
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text(encoding="utf-8").split()
    os.kill(int(children[0]), signal.SIGSEGV)
    out, err = running.communicate(timeout=20)
    assert (running.returncode, out) == (2, "")
    assert err.startswith("validate: stopped by SIGSEGV, perhaps for want of memory beyond 4096 MB; raise --max-memory")
    assert _all_gone(running.pid)


@pytest.mark.long
@pytest.mark.parametrize(
    ("limit", "kind", "said"),
    [
        (["--max-seconds", "1"], "", "stopped after 1 s; raise --max-seconds"),
        (["--max-seconds", "1"], "no fork", "stopped after 1 s; raise --max-seconds"),
        (["--max-memory", "100"], "", "out of memory; raise --max-memory"),
    ],
)
def test_work_that_is_stopped_is_shown_by_github(limit: list[str], kind: str, said: str, specimen: Editor) -> None:
    specimen.set("actors", "act-005", "name", "\U0001f600" * 12_000_000)
    done = run(str(ROOT / "scripts" / "validate.py"), str(specimen.root), "--format", "github", *limit, kind=kind)
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout == f"::error title=refused::{said} if the package is trusted\n"


@pytest.mark.long
def test_without_processes_to_limit_the_clock_holds(specimen: Editor, tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text("a b " * 120_000, encoding="utf-8")
    specimen.set("passages", "psg-001", "end", "200000")
    script = str(ROOT / "scripts" / "verify.py")
    done = run(script, str(copy), "--package", str(specimen.root), "--max-seconds", "2", kind="no fork")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "verify: stopped after 2 s; raise --max-seconds if the package is trusted\n"
