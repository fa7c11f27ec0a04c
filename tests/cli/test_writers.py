"""Kills, runs at once and full disks, for every verb that writes: each file is old or new, and nothing is left over.

``KILLS=1000 KILLS_SEED=7 pytest -m long tests/cli/test_writers.py`` kills each verb a thousand times.
"""

import os
import random
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.warm import Done, Warm
from tests.cli.writers import WRITERS, Desk, files, make_desk
from tests.editor import Editor

SLOW = 20  # kills, of which one is with frictionless and the drawing of the figures
AGAIN = 4  # kills, after which the verb is run again undisturbed
SEED = os.environ.get("KILLS_SEED", "0")
Record = Callable[[str, object], None]


@pytest.fixture(scope="module")
def warm() -> Iterator[Warm]:
    with Warm() as warm:
        yield warm


@pytest.fixture
def desk(verb: str, specimen: Editor, tmp_path: Path) -> Desk:
    return make_desk(verb, specimen, tmp_path / "around")


def _undisturbed(desk: Desk, warm: Warm) -> tuple[dict[str, bytes], Done]:
    """Return all files after an undisturbed run, and how it was; leave the desk as it was before."""
    (done,) = warm.run(desk.order())
    assert done.status == 0, done.err
    assert desk.litter() == []
    after = files(desk.root)
    assert after != desk.before
    desk.reset()
    return after, done


def _again(desk: Desk, warm: Warm, after: dict[str, bytes]) -> None:
    """See that a second run completes what the first began, and clears what it left."""
    there = files(desk.root) == after
    (done,) = warm.run(desk.order())
    assert done.status == (2 if there and desk.writer.makes_new else 0), done.err
    assert files(desk.root) == after
    assert desk.litter() == []


# what takes no time is done in every run
VERBS = [pytest.param(verb, marks=() if verb == "fingerprint" else pytest.mark.long) for verb in WRITERS]


@pytest.mark.parametrize("verb", VERBS)
def test_kill_at_any_moment_leaves_old_or_new(verb: str, desk: Desk, warm: Warm, record_property: Record) -> None:
    """Half of the moments are by the clock, and half before a step that changes the disk."""
    after, whole = _undisturbed(desk, warm)
    (slow,) = warm.run(replace(desk.order(), standard=True, drawn=""))
    desk.reset()
    chance = random.Random(f"{SEED} {verb}")
    counted: Counter[str] = Counter()
    kills = int(os.environ.get("KILLS", desk.writer.kills))
    for number in range(1, kills + 1):
        if number % SLOW == 0:
            order = replace(desk.order(seconds=chance.uniform(0, slow.seconds)), standard=True, drawn="")
        elif number % 2:
            order = desk.order(step=chance.randint(1, whole.steps))
        else:
            order = desk.order(seconds=chance.uniform(0, whole.seconds))
        (done,) = warm.run(order)
        counted["in the middle" if done.status < 0 else "too late"] += 1
        counted["left something"] += bool(desk.litter())
        counted["stuck"] += done.stuck
        assert desk.is_whole(after), f"kill {number}: a file is neither old nor new"
        if number % AGAIN == 0 or number == kills:
            _again(desk, warm, after)
        desk.reset()
    record_property("kills", kills)
    for name, count in counted.items():
        record_property(f"kills {name}", count)
    assert not counted["stuck"]
    assert counted["in the middle"] > kills / 2


@pytest.mark.parametrize("runs", [2, 10])
@pytest.mark.parametrize("verb", VERBS)
def test_runs_at_once_make_what_one_makes(
    verb: str, runs: int, desk: Desk, warm: Warm, record_property: Record
) -> None:
    after, _ = _undisturbed(desk, warm)
    dones = warm.run(*[desk.order()] * runs)
    assert not any(done.stuck for done in dones)
    statuses = sorted(done.status for done in dones)
    assert statuses == ([0] + [2] * (runs - 1) if desk.writer.makes_new else [0] * runs), [d.err for d in dones]
    for done in dones:
        assert {line for line in done.err.splitlines() if "is there already" in line or "Error" in line} == {
            line for line in done.err.splitlines()[-1:] if done.status
        }
    assert files(desk.root) == after
    assert desk.litter() == []
    record_property("runs at once", runs)
    record_property("runs at once that waited", sum("waiting for another run" in done.err for done in dones))


def test_ten_runs_at_once_lose_nothing(warm: Warm, specimen: Editor, tmp_path: Path) -> None:
    """Each anchors quotes of its own."""
    desk = make_desk("anchor", specimen, tmp_path / "around")
    after, _ = _undisturbed(desk, warm)
    header, *quotes = (desk.root / "quotes.csv").read_text().splitlines(keepends=True)
    orders = []
    for number in range(10):
        (desk.root / f"{number}.csv").write_text(header + "".join(quotes[number::10]))
        orders.append(replace(desk.order(), command=["anchor", f"{number}.csv", *desk.writer.command[2:]]))
    assert [done.status for done in warm.run(*orders)] == [0] * 10
    for name in ("specimen/data/evidence.csv", "specimen/data/mentions.csv"):
        rows, whole = (
            [line.split(",") for line in text.decode().splitlines()] for text in (files(desk.root)[name], after[name])
        )
        assert len({row[0] for row in rows}) == len(rows)
        assert sorted(row[1:] for row in rows) == sorted(row[1:] for row in whole)


def _refused_whole(done: Done, desk: Desk) -> None:
    assert done.status == 2, done.err
    (line,) = [line for line in done.err.splitlines() if not line.startswith(desk.writer.says)]
    assert "nothing was changed" in line or "nothing is left of it" in line, line
    assert files(desk.root) == desk.before
    assert desk.litter() == []


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a disk")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.parametrize("verb", VERBS)
def test_disk_that_is_full_changes_nothing(
    verb: str, specimen: Editor, disk: Path, warm: Warm, record_property: Record
) -> None:
    """It is full at once, or after some pages, until there is room enough."""
    desk = make_desk(verb, specimen, disk)
    after, _ = _undisturbed(desk, warm)
    size = os.statvfs(disk).f_bsize
    taken = disk / "taken"
    refused = 0
    pages = 0
    while True:
        taken.unlink(missing_ok=True)
        with taken.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, (os.statvfs(disk).f_bavail - pages) * size)
        (done,) = warm.run(desk.order())
        if not done.status:
            break
        _refused_whole(done, desk)
        refused += 1
        pages = pages * 2 + 1
    assert files(desk.root) == after
    assert refused
    record_property("full disks", refused)


@pytest.mark.parametrize("verb", VERBS)
def test_file_that_may_not_grow_changes_nothing(verb: str, desk: Desk, warm: Warm, record_property: Record) -> None:
    _undisturbed(desk, warm)
    refused = 0
    for largest in (300, 1_000, 5_000, 20_000):
        (done,) = warm.run(desk.order(largest=largest))
        if not done.status:
            break
        _refused_whole(done, desk)
        refused += 1
    assert refused
    record_property("full disks", refused)
