"""The mutator of meaning: what contradicts something else in the package is reported, whichever row it strikes."""

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from coded_article.check.validate import validate
from coded_article.files.canonical_csv import format_table, read_rows
from coded_article.read.opening import opened_folder
from tests.editor import ROOT, Editor, copy_package
from tests.rules.meaning import CONTRADICTIONS, LOOSENED, UNSEEN, Change, Tables

SEED = 20250223
ROWS = 2  # each kind strikes so many rows, by chance


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Editor:
    """A copy of the shipped package, which each test leaves as it was."""
    folder = tmp_path_factory.mktemp("meaning")
    copy_package(ROOT, folder / "kept")
    return Editor(shutil.copytree(folder / "kept", folder / "package"))


def reported(package: Editor) -> set[str]:
    """Return the codes of what the checks find, and put the package back as it was."""
    package.rehash()
    codes = {item.code for item in validate(package.root, standard=False).problems}
    shutil.copytree(package.root.parent / "kept", package.root, dirs_exist_ok=True)
    return codes


def apply(package: Editor, change: Change, seed: str) -> None:
    """Change the tables, and write those that differ."""
    tables = opened_folder(package.root).descriptor.tables
    rows: Tables = {name: read_rows(package.root / table.path) for name, table in tables.items()}
    before = {name: [dict(row) for row in of] for name, of in rows.items()}
    change(rows, Random(f"{SEED} {seed}"))
    assert rows != before
    for name, table in tables.items():
        if rows[name] != before[name]:
            text = format_table(table.columns, table.primary_key, rows[name])
            (package.root / table.path).write_text(text, encoding="utf-8", newline="")


@pytest.mark.long
@pytest.mark.parametrize("kind", CONTRADICTIONS)
def test_contradiction_is_reported(kind: str, shipped: Editor, record_property: Callable[[str, object], None]) -> None:
    codes = []
    for number in range(ROWS):
        apply(shipped, CONTRADICTIONS[kind], f"{kind} {number}")
        codes.append(reported(shipped))
    record_property("changes in meaning", ROWS)
    record_property("changes in meaning reported", sum(map(bool, codes)))
    assert all(codes)


@pytest.mark.parametrize("kind", LOOSENED)
def test_looser_schema_is_reported(kind: str, shipped: Editor, record_property: Callable[[str, object], None]) -> None:
    table, edit = LOOSENED[kind]
    shipped.json(f"schemas/{table}.json", edit)
    codes = reported(shipped)
    record_property("changes in meaning", 1)
    record_property("changes in meaning reported", int(bool(codes)))
    assert codes & {"profile", "codes-drift", "descriptor-value"}


@pytest.mark.parametrize("kind", UNSEEN)
def test_what_no_rule_can_see(kind: str, shipped: Editor, record_property: Callable[[str, object], None]) -> None:
    apply(shipped, UNSEEN[kind], kind)
    assert reported(shipped) <= {"code-example", "involvement-basis"}
    record_property("changes in meaning", 1)
    record_property("changes in meaning reported", 0)


def test_kinds_are_many_and_the_documentation_counts_them() -> None:
    seen, unseen = len(CONTRADICTIONS) + len(LOOSENED), len(UNSEEN)
    assert seen >= 80
    text = " ".join((Path(ROOT) / "scripts/README.md").read_text(encoding="utf-8").split())
    assert f"{seen + unseen} kinds of change in meaning" in text
    assert f"all {seen} that contradict" in text
    for kind in UNSEEN:
        assert kind in text
