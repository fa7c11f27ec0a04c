"""A warm interpreter that runs verbs in forks of itself, disturbed or not: a run costs only the verb's own time.

The imports are done once, in a process that has no threads yet, and every run is a fork of it. ``python -m
tests.cli.warm`` is that process; ``Warm`` starts and asks it.
"""

import gc
import json
import mmap
import os
import pickle
import pkgutil
import resource
import select
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Self

import coded_article
from coded_article.check import sieve
from coded_article.package import Package
from tests.editor import ROOT

LONGEST = 120  # seconds, after which a run is stuck
# what verbs import when they come to it
_IMPORTED = ("duckdb", "markdown_it", "pandera.pandas", "sentencex", "trafilatura", "xlsxwriter")
_NOT_IMPORTED = (".__main__", ".frictionless_child", ".spark")
_WRITING = os.O_WRONLY | os.O_RDWR
_STEPS = {"os.chmod", "os.mkdir", "os.remove", "os.rename", "os.rmdir"}


@dataclass(frozen=True)
class Order:
    """A verb with its arguments, the folder in which it runs, where its temporary files go, and what befalls it."""

    command: Sequence[str]
    folder: str
    temporary: str
    seconds: float = 0  # after which it is killed
    step: int = 0  # before which it is killed, of those that change a disk
    largest: int = 0  # bytes of a file, beyond which a write fails
    # frictionless and the drawing of figures take most of the time, and write nothing
    standard: bool = False
    drawn: str = ""  # a file that keeps the figures once they are drawn


@dataclass(frozen=True)
class Done:
    """How a run ended: its exit status, below 0 by a signal, what it said, its steps and seconds."""

    status: int
    out: str
    err: str
    steps: int
    seconds: float
    stuck: bool


class Warm:
    """The warm interpreter, as its user sees it."""

    def __init__(self) -> None:
        path = os.pathsep.join((str(ROOT / "scripts"), str(ROOT)))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.warm"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"},
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End it."""
        self._process.communicate()

    def run(self, *orders: Order) -> list[Done]:
        """Run verbs, all at the same moment, and wait until the last of their processes has ended."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([asdict(order) for order in orders]) + "\n")
        self._process.stdin.flush()
        return [Done(**done) for done in json.loads(self._process.stdout.readline())]


class _Run:
    """One run: a fork that waits at the gate, and what its user learns of it."""

    def __init__(self, order: Order, gate: int) -> None:
        self._steps = mmap.mmap(-1, 8)
        self._said = [tempfile.TemporaryFile("w+", encoding="utf-8") for _ in range(2)]  # noqa: SIM115 # open to the end
        self.alive, ours = os.pipe()  # it ends when the last process of the run does
        self.process = os.fork()
        if not self.process:
            os.setsid()
            for said, number in zip(self._said, (1, 2), strict=True):
                os.dup2(said.fileno(), number)
            os.read(gate, 1)
            os._exit(_ending(order, self._steps))
        os.close(ours)

    def done(self, seconds: float, *, stuck: bool) -> Done:
        status = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        out, err = (_all(said) for said in self._said)
        return Done(status, out, err, struct.unpack("q", self._steps)[0], seconds, stuck)


def _all(said: IO[str]) -> str:
    said.seek(0)
    return said.read()


def _ending(order: Order, steps: mmap.mmap) -> int:
    """Run a verb in this fork; return its exit status."""
    from coded_article.check import validate
    from coded_article.cli.run import main

    os.chdir(order.folder)
    os.environ["TMPDIR"] = tempfile.tempdir = order.temporary
    if not order.standard:
        validate.MINUTE = 0
    if order.drawn:
        _draw_once(Path(order.drawn))
    if order.largest:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order.largest, order.largest))
    leader = os.getpid()
    places = str(Path(order.folder).parent), "."

    def count(event: str, args: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(args[2], int) and args[2] & _WRITING
        if not writes and event not in _STEPS:
            return
        place = os.fsdecode(args[0]) if isinstance(args[0], str | bytes | os.PathLike) else ""
        if place.startswith("/") and not place.startswith(places):
            return
        number = struct.unpack("q", steps)[0] + 1
        steps[:] = struct.pack("q", number)
        if number == order.step:
            os.kill(leader, signal.SIGKILL)
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    sys.argv = ["coded-article", *order.command]
    try:
        status = main()
        sys.stdout.flush()
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 1
    return status


def _draw_once(kept: Path) -> None:
    from coded_article.site import figures

    draw = figures.files

    def drawn(package: Package) -> Mapping[str, bytes]:
        if not kept.exists():
            kept.write_bytes(pickle.dumps(draw(package)))
        figures_of: Mapping[str, bytes] = pickle.loads(kept.read_bytes())
        return figures_of

    figures.files = drawn  # type: ignore[assignment]


def _run(orders: Sequence[Order]) -> list[Done]:
    gate, opener = os.pipe()
    runs = [_Run(order, gate) for order in orders]
    begun = time.monotonic()
    os.write(opener, b"x" * len(runs))
    dones: dict[int, Done] = {}
    killed: set[int] = set()
    while len(dones) < len(runs):
        passed = time.monotonic() - begun
        waiting = {run.alive: (number, run) for number, run in enumerate(runs) if number not in dones}
        for number, (run, order) in enumerate(zip(runs, orders, strict=True)):
            if number not in dones and number not in killed and passed >= (order.seconds or LONGEST):
                os.kill(run.process, signal.SIGKILL)
                killed.add(number)
        left = [(order.seconds or LONGEST) - passed for number, order in enumerate(orders) if number not in killed]
        ended = select.select([*waiting], [], [], max(0, min(left, default=LONGEST)))[0]
        for alive in ended:
            number, run = waiting[alive]
            os.close(alive)
            dones[number] = run.done(time.monotonic() - begun, stuck=time.monotonic() - begun >= LONGEST)
    os.close(gate)
    os.close(opener)
    return [dones[number] for number in range(len(runs))]


def _serve() -> None:
    for name in (
        *_IMPORTED,
        *(module.name for module in pkgutil.walk_packages(coded_article.__path__, "coded_article.")),
    ):
        if not name.endswith(_NOT_IMPORTED):
            import_module(name)
    sieve.out_of_place()  # which takes a second
    gc.freeze()
    for line in sys.stdin:
        dones = _run([Order(**order) for order in json.loads(line)])
        print(json.dumps([asdict(done) for done in dones]), flush=True)


if __name__ == "__main__":
    _serve()
