"""A package of an older profile is brought to the newest, and nothing that is coded changes."""

from pathlib import Path
from typing import Any

import pytest

from coded_article.check.validate import validate
from coded_article.cli.run import start
from coded_article.model.profile import CONFORMS_TO, DESCRIPTOR, VERSIONS, codes_after, profile_codes
from coded_article.read.later import in_columns
from coded_article.read.opening import opened_folder
from coded_article.release.compare import compare
from tests.editor import Editor, copy_package
from tests.rules.breaking import follow_first

NEWEST = CONFORMS_TO[VERSIONS[-1]]
GAINED = {(row["vocabulary"], row["code"]) for row in codes_after(VERSIONS[0])}


@pytest.fixture
def older(specimen: Editor, tmp_path: Path) -> Editor:
    """A copy of the specimen as it is before, which follows the first version of the profile."""
    follow_first(specimen)
    return copy_package(specimen.root, tmp_path / "older")


def test_upgrade_adds_what_the_profile_has_gained_and_no_more(
    specimen: Editor, older: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start("upgrade", [str(specimen.root)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith(f"follows {NEWEST}; now run `coded-article validate`")
    # no cue is invented, and no ground
    asked = [("no-ground", "rec-001"), ("no-ground", "rec-002"), ("relation-cue", "rel-004")]
    assert sorted((item.code, item.record) for item in validate(specimen.root, standard=False).problems) == asked
    before, after = opened_folder(older.root), opened_folder(specimen.root)
    for name, rows in before.tables.items():
        columns = rows.table.columns
        kept = [[row[column] for column in columns] for row in after.rows(name)[0]]
        gained = [cells for cells in kept if name == "codes" and (cells[0], cells[1]) in GAINED]
        assert [cells for cells in kept if cells not in gained] == in_columns(before, name, columns), name
    assert [row["cameo"] for row in before.rows("codes")[0] if row["code"] == "meeting"] == ["04"]
    assert [row["cameo"] for row in after.rows("codes")[0] if row["code"] == "meeting"] == ["cameo:04"]
    difference = compare(before, after)
    assert difference.step == "minor"
    assert {(step, reason.partition(":")[0]) for step, reason in difference.reasons} == {
        *(("minor", f"columns of {name} added") for name in ("codes", "involvements", "relations")),
        ("minor", "rows of codes added"),
        ("minor", "cameo.pattern of codes changed"),
        *(("minor", f"date_edtf.pattern of {name} changed") for name in ("events", "statements")),
        ("minor", "published_edtf.pattern of sources changed"),
        ("patch", "cells of codes corrected"),
        ("patch", "conformsTo of the package changed"),
    }


def test_root_of_cameo_without_its_prefix_is_read_all_the_same(
    specimen: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As packages have it that were made before the prefix was."""
    specimen.json("schemas/codes.json", _with_bare_roots)
    specimen.write("codes", [[cell.removeprefix("cameo:") for cell in row] for row in specimen.rows("codes")])
    assert start("build", [str(specimen.root)]) == 0
    assert validate(specimen.root, standard=False).valid
    assert start("combine", [f"a={specimen.root}", "-o", str(tmp_path / "corpus")]) == 0
    roots = {row["cameo"] for row in opened_folder(tmp_path / "corpus").rows("codes")[0]}
    assert "cameo:07" in roots
    assert all(root.startswith("cameo:") for root in roots - {""})


def _with_bare_roots(schema: Any) -> None:
    (field,) = (field for field in schema["fields"] if field["name"] == "cameo")
    field["constraints"]["pattern"] = field["constraints"]["pattern"].removeprefix("cameo:")


def test_basis_of_an_involvement_is_worked_out_and_no_cue_invented(specimen: Editor) -> None:
    follow_first(specimen)
    assert start("upgrade", [str(specimen.root)]) == 0
    # without the pronouns, which the first version had not
    stated = [row[:2] for row in specimen.rows("involvements") if row[-1] == "stated"]
    assert stated == [["evt-002", "act-003"], ["evt-003", "act-005"], ["rec-001", "act-004"]]
    assert {row[-1] for row in specimen.rows("relations")[1:]} == {""}


def test_codes_of_the_profile_say_what_rules_need_to_know(specimen: Editor) -> None:
    follow_first(specimen)
    assert start("upgrade", [str(specimen.root)]) == 0
    known = {(row["vocabulary"], row["code"]): row["fits"] for row in profile_codes()}
    for row in opened_folder(specimen.root).rows("codes")[0]:
        assert row["fits"] == known.get((row["vocabulary"], row["code"]), "")


def test_second_upgrade_changes_nothing(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    follow_first(specimen)
    assert start("upgrade", [str(specimen.root)]) == 0
    bytes_of = {path: path.read_bytes() for path in specimen.root.rglob("*.*") if path.is_file()}
    capsys.readouterr()
    assert start("upgrade", [str(specimen.root)]) == 0
    assert capsys.readouterr().out.endswith(f"follows {NEWEST} already\n")
    assert {path: path.read_bytes() for path in specimen.root.rglob("*.*") if path.is_file()} == bytes_of


def test_new_package_follows_the_newest_profile(fresh: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    assert opened_folder(fresh.root).descriptor.raw["conformsTo"] == NEWEST
    assert start("upgrade", [str(fresh.root)]) == 0
    assert "already" in capsys.readouterr().out


def test_table_that_cannot_be_read_is_refused_and_nothing_is_written(
    specimen: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    follow_first(specimen)
    specimen.line("codes", 1, lambda line: line.replace(b"label", b"lable"))
    before = (specimen.root / DESCRIPTOR).read_bytes()
    assert start("upgrade", [str(specimen.root)]) == 2
    assert "codes.csv: cannot be read" in capsys.readouterr().err
    assert (specimen.root / DESCRIPTOR).read_bytes() == before
