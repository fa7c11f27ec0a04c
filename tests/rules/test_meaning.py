"""The mutator of meaning: what contradicts something else in the package is reported, whichever row it strikes.

``MEANING_ROWS=20 pytest -m long tests/rules/test_meaning.py`` strikes twenty rows by each kind, not one.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coded_article.check.validate import validate
from tests.editor import ROOT, Editor, copy_package
from tests.rules.meaning import CONTRADICTIONS, LOOSENED, UNSEEN, apply, contradict

SEED = 20250223
ROWS = int(os.environ.get("MEANING_ROWS", "1"))  # each kind strikes so many rows, by chance
TOGETHER = 36  # so many kinds strike one package


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
    restored(package)
    return codes


def restored(package: Editor) -> None:
    """Put the package back as it was."""
    shutil.copytree(package.root.parent / "kept", package.root, dirs_exist_ok=True)


@pytest.mark.long
@pytest.mark.parametrize("kind", CONTRADICTIONS)
def test_contradiction_is_reported(kind: str, shipped: Editor, record_property: Callable[[str, object], None]) -> None:
    codes = []
    for number in range(ROWS):
        apply(shipped.root, CONTRADICTIONS[kind], f"{SEED} {kind} {number}")
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
    apply(shipped.root, UNSEEN[kind], f"{SEED} {kind}")
    assert reported(shipped) <= {"code-example", "involvement-basis"}
    record_property("changes in meaning", 1)
    record_property("changes in meaning reported", 0)


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, len(CONTRADICTIONS), TOGETHER))
def test_engines_see_the_same(first: int, shipped: Editor) -> None:
    contradict(shipped, [*CONTRADICTIONS][first : first + TOGETHER], SEED)
    shipped.rehash()
    small, large = (
        validate(shipped.root, standard=False, engine=engine, shown=10_000).problems for engine in ("sqlite", "duckdb")
    )
    restored(shipped)
    assert small == large
    assert len({item.code for item in small}) > TOGETHER // 4


def test_kinds_are_many_and_the_documentation_counts_them() -> None:
    seen, unseen = len(CONTRADICTIONS) + len(LOOSENED), len(UNSEEN)
    assert seen >= 80
    text = " ".join((Path(ROOT) / "scripts/README.md").read_text(encoding="utf-8").split())
    assert f"{seen + unseen} kinds of change in meaning" in text
    assert f"all {seen} that contradict" in text
    for kind in UNSEEN:
        assert kind in text
