"""Missing permissions, a full disk behind the output, and runs that are stopped: one line, and nothing is left."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.writers import WRITERS, files, make_desk
from tests.editor import ROOT, Editor
from tests.specimen import QUOTES

# runs a script after the fault has been prepared in its process
LAUNCH = """
import os, runpy, sys, time
kind, number, root, script = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
sys.argv = sys.argv[4:]
sys.path.insert(0, os.path.dirname(script))
if kind == "slow":
    left = [1]
    def wait(event, args):
        if event == "open" and left and args[2] & os.O_RDWR and str(args[0]).startswith(root):
            left.clear()
            open(root + "-asleep", "w").close()
            time.sleep(number)
    sys.addaudithook(wait)
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


def run(*arguments: str, kind: str = "", number: int = 0, root: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    launched = ["-c", LAUNCH, kind, str(number), str(root), *arguments]
    return subprocess.run([sys.executable, *launched], capture_output=True, text=True, timeout=60, check=False)


# some verbs in every run
@pytest.mark.parametrize(
    "verb",
    [pytest.param(verb, marks=() if verb in ("fingerprint", "build") else pytest.mark.long) for verb in WRITERS],
)
def test_folder_that_is_read_only_is_one_line(verb: str, specimen: Editor, tmp_path: Path) -> None:
    desk = make_desk(verb, specimen, tmp_path / "around")
    name, *arguments = desk.writer.command
    folders = [path for path in (desk.root, *desk.root.rglob("*")) if path.is_dir()]
    try:
        for folder in folders:
            folder.chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", UNPRIVILEGED, str(ROOT / "scripts" / f"{name}.py"), *arguments],
            capture_output=True, text=True, check=False, cwd=desk.root,
        )  # fmt: skip
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert done.returncode == 2
    said = [line for line in done.stderr.splitlines() if not line.startswith(desk.writer.says)]
    assert len(said) == 1
    assert said[0].startswith(f"{name}: ")
    assert said[0].endswith(": Permission denied; nothing was changed")
    assert files(desk.root) == desk.before


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
def test_second_run_waits_until_the_first_has_written(specimen: Editor, tmp_path: Path) -> None:
    desk = make_desk("anchor", specimen, tmp_path / "around")
    package = desk.root / "specimen"
    header, *quotes = QUOTES.splitlines(keepends=True)
    asleep = Path(f"{package}-asleep")
    runs = []
    for number in (0, 1):
        (desk.root / "half.csv").write_text(header + "".join(quotes[number::2]), encoding="utf-8")
        # the first has read the tables, and writes them after the second has: if nothing keeps the second out
        script = [str(ROOT / "scripts" / "anchor.py"), str(desk.root / f"half-{number}.csv")]
        (desk.root / "half.csv").rename(script[1])
        options = ["--source", str(desk.root / "article.txt"), "--package", str(package)]
        launched = ["-c", LAUNCH, "" if number else "slow", "4", str(package), *script, *options]
        runs.append(subprocess.Popen([sys.executable, *launched], stdout=subprocess.PIPE, stderr=subprocess.PIPE))
        while not asleep.exists():
            assert runs[0].poll() is None
            time.sleep(0.01)
    assert [run.communicate() and run.returncode for run in runs] == [0, 0]
    anchored = sum(len(Editor(package).rows(table)) - 1 for table in ("evidence", "mentions"))
    assert anchored == len(quotes)


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
