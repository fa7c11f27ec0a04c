"""frictionless in a process of its own: it finds in a cell what the plan rendered to pandera finds there."""

import random
from pathlib import Path

import pytest

from coded_article.check.standard import Conformance
from coded_article.check.table import check
from coded_article.errors import RefusedError
from coded_article.model.plan import plan
from coded_article.model.problems import Problem
from coded_article.model.profile import DESCRIPTOR
from coded_article.read.opening import opened_folder
from tests.editor import Editor

# none whose form preflight refuses, or whose type is written more strictly here than in frictionless
CELLS = [
    "", "x", "xx", "bogus", "0", "7", "-3", "123456", "2025-02-12", "2025-02-31", "act-001", "evt-001", "evt-9",
    "A|B", "positive", "y" * 700,
]  # fmt: skip


def _found_by_frictionless(root: Path) -> list[Problem]:
    package = opened_folder(root)
    with Conformance(package.descriptor) as conformance:
        conformance.read(package.tables)
        return conformance.problems()


def _fill(specimen: Editor, seed: int) -> None:
    """Put any cell into one column of each row in two, and a few rows into the tables that have none."""
    chance = random.Random(seed)
    for name in opened_folder(specimen.root).tables:
        header, *rows = specimen.rows(name)
        rows += [[""] * len(header) for _ in range(6 - len(rows))]
        filled = [[chance.choice(CELLS) if chance.random() < 0.5 else cell for cell in row] for row in rows]
        # of a row without any cell frictionless says only that
        specimen.write(name, [header, *(row if any(row) else ["x", *row[1:]] for row in filled)])
    specimen.rehash()


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 5))])
def test_both_find_the_same_faults_in_cells(seed: int, specimen: Editor) -> None:
    _fill(specimen, seed)
    found = _found_by_frictionless(specimen.root)
    seen = 0
    for rows in opened_folder(specimen.root).tables.values():
        # a stranger's pattern may run for ever in frictionless's engine: it is given none
        codes = {check.code for check in plan(rows.table)} - {"pattern"}
        theirs = {
            (item.code, item.line, item.column) for item in found if item.path == rows.table.path and item.code in codes
        }
        ours = {(item.code, item.line, item.column) for item in check(rows)[1] if item.code in codes}
        assert theirs == ours
        seen += len(ours)
    assert seen > 100


ENDS = {
    "fails": ("echo 'KeyError: kind' >&2; exit 1", RefusedError, "stopped and judged nothing: KeyError: kind"),
    "says nothing": ("exit 0", RefusedError, "stopped and judged nothing: without a message"),
    "is cut off": ("echo '[{'", RefusedError, "stopped and judged nothing: without a message"),
    "is killed": ("kill -SEGV $$", RefusedError, "stopped by SIGSEGV, .* raise --max-memory"),
    "has no memory": ("echo 'MemoryError' >&2; exit 1", MemoryError, "frictionless"),
    "is not installed": (
        """echo "ModuleNotFoundError: No module named 'frictionless'" >&2; exit 1""",
        ModuleNotFoundError,
        "No module named 'frictionless'",
    ),
    "has none for a library": (
        "echo 'OpenBLAS error: Memory allocation still failed' >&2; exit 1",
        MemoryError,
        "frictionless",
    ),
}


@pytest.mark.parametrize("end", ENDS)
def test_frictionless_that_stops_has_judged_nothing(
    end: str, specimen: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands, error, said = ENDS[end]
    child = tmp_path / "child"
    child.write_text(f"#!/bin/sh\n{commands}\n")
    child.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(child))
    with pytest.raises(error, match=said):
        _found_by_frictionless(specimen.root)


def test_nothing_in_a_package_is_run(specimen: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = specimen.root / "was-run"
    for name in ("csv", "json", "frictionless", "secrets", "coded_article/__init__", "sitecustomize"):
        path = specimen.root / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"open({str(mark)!r}, 'w')")
    monkeypatch.chdir(specimen.root)
    monkeypatch.setenv("PYTHONPATH", "")
    assert _found_by_frictionless(Path()) == []
    assert not mark.exists()


def test_repaired_rows_are_what_frictionless_sees(specimen: Editor) -> None:
    specimen.edit("mentions", lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"), 1)
    specimen.set("relations", "rel-001", "passage_id", "psg-999")
    specimen.json(DESCRIPTOR, lambda raw: raw.update(title="Another"))
    specimen.rehash()
    found = [(item.code, item.path, item.line) for item in _found_by_frictionless(specimen.root)]
    assert found == [("foreign-key", "data/relations.csv", 2)]
