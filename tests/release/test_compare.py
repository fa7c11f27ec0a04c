"""What differs between two versions is named by id and column, with the version step that it calls for."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coded_article.cli.run import start
from coded_article.errors import RefusedError
from coded_article.files.archive import pack
from coded_article.release.compare import least_version
from tests.editor import Editor
from tests.release.changes import (
    NEXT,
    add_column,
    add_event,
    compared,
    constrain,
    drop_column,
    drop_table,
    insert,
    retire_event,
)
from tests.repository import commit


def test_package_does_not_differ_from_itself(older: Editor) -> None:
    comparison = compared(older, older)
    assert (comparison.step, comparison.tables, comparison.faults) == ("none", (), ())


def test_cells_are_named_by_id_and_column(older: Editor, newer: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    newer.set("events", "evt-006", "status", "occurred")
    newer.set("events", "evt-006", "place", "Newtown")
    comparison = compared(older, newer)
    assert [(item.key, item.column, item.old, item.new) for item in comparison.tables[0].changed] == [
        ("evt-006", "status", "ongoing", "occurred"),
        ("evt-006", "place", "", "Newtown"),
    ]
    assert (comparison.step, comparison.least_version) == ("patch", "1.0.1")
    assert comparison.changed_records == ["evt-006"]
    assert start("compare", [str(older.root), str(newer.root)]) == 0
    shown = capsys.readouterr().out
    assert "  ~ evt-006 status: ongoing -> occurred\n" in shown
    assert "  ~ evt-006 place: (empty) -> Newtown\n" in shown
    assert "smallest step: patch, 1.0.0 -> 1.0.1 or later; it is 1.1.0\n" in shown


def test_long_texts_are_shown_from_where_they_part(
    older: Editor, newer: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    before = "The bridge stayed shut for as long as the carters argued."
    older.set("events", "evt-001", "note", before)
    newer.set("events", "evt-001", "note", before + " Added.")
    start("compare", [str(older.root), str(newer.root)])
    line = next(line for line in capsys.readouterr().out.splitlines() if "evt-001 note" in line)
    assert line.endswith(f" \u2026{before[-20:]} -> \u2026{before[-20:]} Added.")


def _move_column(newer: Editor) -> None:
    newer.json("schemas/codes.json", lambda raw: raw["fields"].insert(0, raw["fields"].pop()))
    newer.write("codes", [[row[-1], *row[:-1]] for row in newer.rows("codes")])


def _field(path: str, name: str, change: Callable[[Any], object]) -> Callable[[Editor], object]:
    def changed(newer: Editor) -> object:
        def find(raw: Any) -> None:
            change(next(field for field in raw["fields"] if field["name"] == name))

        return newer.json(path, find)

    return changed


def _move_file(newer: Editor) -> None:
    def change(raw: Any) -> None:
        next(item for item in raw["resources"] if item["name"] == "mentions")["path"] = "data/moved.csv"

    (newer.root / "data" / "mentions.csv").rename(newer.root / "data" / "moved.csv")
    newer.json("datapackage.json", change)


CHANGES: dict[str, tuple[Callable[[Editor], object], str, str]] = {
    "row added": (add_event, "minor", "rows of events added: evt-007"),
    "record retired": (retire_event, "major", "evt-006 retired"),
    "link removed": (lambda n: n.delete("involvements", "evt-001"), "minor", "rows of involvements removed: evt-001,"),
    "code added": (
        lambda n: insert(n, "codes", vocabulary="status", code="stopped", label="Stopped", definition="It ended."),
        "minor",
        "rows of codes added: status,stopped",
    ),
    "code removed": (lambda n: n.delete("codes", "status,ongoing"), "major", "codes removed: status,ongoing"),
    "code defined anew": (
        lambda n: n.set("codes", "status,ongoing", "definition", "It goes on."),
        "patch",
        "major if the meaning of status,ongoing changed",
    ),
    "column removed": (drop_column, "major", "columns of mentions removed: form_type"),
    "column added": (add_column, "minor", "columns of events added: doubt"),
    "column moved": (_move_column, "major", "order of columns of codes changed"),
    "table removed": (drop_table, "major", "table mentions removed"),
    "type changed": (
        _field("schemas/events.json", "place", lambda field: field.update(type="date", constraints={})),
        "major",
        "place.type of events changed",
    ),
    "vocabulary changed": (
        _field("schemas/events.json", "status", lambda field: field.update(vocabulary="voice")),
        "major",
        "status.vocabulary of events changed",
    ),
    "file moved": (_move_file, "major", "path of mentions changed"),
    "licence changed": (
        lambda n: n.json("datapackage.json", lambda raw: raw.update(licenses=[{"name": "CC0-1.0"}])),
        "major",
        "licenses of the package changed",
    ),
    "another text": (
        lambda n: n.set("sources", "src-001", "sha256", "0" * 64),
        "major",
        "positions in the article move: src-001 of sources changed",
    ),
    "passage lost": (lambda n: n.delete("passages", "psg-010"), "major", "rows of passages removed: psg-010"),
    "successor named": (
        lambda n: n.set("records", "evt-006", "replaced_by", "evt-005"),
        "patch",
        "cells of records corrected: evt-006",
    ),
    "description reworded": (
        _field("schemas/events.json", "label", lambda field: field.update(description="The event.")),
        "patch",
        "label.description of events changed",
    ),
    "key dropped": (
        lambda n: n.json("schemas/events.json", lambda raw: raw["foreignKeys"].pop()),
        "major",
        "foreign keys of events changed",
    ),
    "package renamed": (
        lambda n: n.json("datapackage.json", lambda raw: raw.update(name="another")),
        "major",
        "name of the package changed",
    ),
    "package retitled": (
        lambda n: n.json("datapackage.json", lambda raw: raw.update(title="Another title")),
        "patch",
        "title of the package changed",
    ),
}


@pytest.mark.parametrize("name", list(CHANGES))
def test_every_kind_of_change_calls_for_its_step(name: str, older: Editor, newer: Editor) -> None:
    change, step, reason = CHANGES[name]
    change(newer)
    comparison = compared(older, newer)
    assert comparison.step == step
    assert any(one == step and reason in said for one, said in comparison.reasons), comparison.reasons
    assert comparison.faults == ()


@pytest.mark.parametrize(
    ("place", "before", "after", "step"),
    [
        ("events.label.maxLength", 200, 199, "major"),
        ("events.label.maxLength", 200, 201, "minor"),
        ("events.label.minLength", 2, 3, "major"),
        ("events.label.minLength", 2, 1, "minor"),
        ("events.label.required", True, False, "major"),
        ("events.label.pattern", None, "[A-Z].*", "major"),
        ("mentions.start.maximum", 100, 200, "minor"),
        ("mentions.start.maximum", 200, 100, "major"),
        ("mentions.form.enum", ["a", "b"], ["a", "b", "c"], "minor"),
        ("mentions.form.enum", ["a", "b"], ["a"], "major"),
    ],
)
def test_constraint_that_changes_calls_for_its_step(
    place: str, before: object, after: object, step: str, older: Editor, newer: Editor
) -> None:
    table, column, name = place.split(".")
    for editor, value in ((older, before), (newer, after)):
        if value is not None:
            constrain(editor, table, column, **{name: value})
    assert compared(older, newer).reasons == [(step, f"{column}.{name} of {table} changed")]


def test_the_greatest_step_decides(older: Editor, newer: Editor) -> None:
    newer.set("events", "evt-003", "place", "Newtown")
    add_event(newer)
    assert compared(older, newer).step == "minor"
    drop_column(newer)
    assert compared(older, newer).step == "major"


def _drop_register_column(newer: Editor) -> None:
    newer.json("schemas/records.json", lambda raw: raw["fields"].pop())
    newer.write("records", [row[:-1] for row in newer.rows("records")])


def _lose(newer: Editor) -> None:
    newer.delete("events", "evt-006")
    newer.delete("records", "evt-006")


def _add_too_early(newer: Editor) -> None:
    add_event(newer)
    newer.set("records", "evt-007", "added_in", "1.0.0")


def _retire_too_late(newer: Editor) -> None:
    retire_event(newer)
    newer.set("records", "evt-006", "retired_in", "2.0.0")


FAULTS: dict[str, tuple[Callable[[Editor], object], str]] = {
    "lost from the register": (
        _lose,
        "evt-006 vanished from data/records.csv",
    ),
    "lost from its table": (lambda n: n.delete("events", "evt-006"), "evt-006 vanished from events without retired_in"),
    "issued again": (lambda n: n.set("records", "evt-006", "added_in", NEXT), "evt-006 means something else: added_in"),
    "moved": (
        lambda n: n.set("records", "evt-006", "table", "actors"),
        "evt-006 means something else: table was events",
    ),
    "retired and yet there": (
        lambda n: n.set("records", "evt-006", "retired_in", NEXT),
        "evt-006 is retired and yet a row of events",
    ),
    "earlier version": (
        lambda n: n.json("datapackage.json", lambda raw: raw.update(version="0.9.0")),
        "OLD has version 1.0.0 and NEW 0.9.0, which is earlier",
    ),
    "register without its columns": (_drop_register_column, "the register has no column replaced_by"),
    "added too early": (
        _add_too_early,
        "evt-007 is new, but added_in is 1.0.0",
    ),
    "retired too late": (
        _retire_too_late,
        "evt-006 is newly retired, but retired_in is 2.0.0",
    ),
}


@pytest.mark.parametrize("name", list(FAULTS))
def test_ids_that_break_their_promise_are_errors(
    name: str, older: Editor, newer: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    change, said = FAULTS[name]
    change(newer)
    assert compared(older, newer).faults[0].startswith(said)
    assert start("compare", [str(older.root), str(newer.root)]) == 1
    assert capsys.readouterr().out.startswith(f"error: {said}")


def test_id_that_came_back_is_an_error(older: Editor, newer: Editor) -> None:
    retire_event(newer)
    older.json("datapackage.json", lambda raw: raw.update(version="1.2.0"))  # as if it were the later version
    assert compared(newer, older).faults == ("evt-006 came back: it was retired in 1.1.0; give the row a new id",)


def test_retirement_is_not_rewritten(older: Editor, newer: Editor) -> None:
    for editor, version in ((older, "1.0.0"), (newer, NEXT)):
        retire_event(editor)
        editor.set("records", "evt-006", "retired_in", version)
    said = "evt-006 was retired in 1.0.0, and now in 1.1.0; restore the version"
    assert compared(older, newer).faults[0] == said


def test_lost_record_calls_for_the_greatest_step_though_it_is_a_fault(older: Editor, newer: Editor) -> None:
    newer.delete("events", "evt-006")
    assert compared(older, newer).step == "major"


def test_step_that_is_too_small_is_named(older: Editor, newer: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    newer.json("datapackage.json", lambda raw: raw.update(version="1.0.1"))
    newer.append("involvements", "", record_id="stm-003", actor_id="act-004", role="addressee", basis="implied")
    assert start("compare", [str(older.root), str(newer.root)]) == 0
    assert "1.0.0 -> 1.1.0 or later; it is 1.0.1, which is too small a step" in capsys.readouterr().out
    start("compare", [str(older.root), str(newer.root), "--format", "json"])
    assert json.loads(capsys.readouterr().out)["sufficient"] is False


def test_pre_release_is_compared_as_the_version_that_it_precedes(older: Editor, newer: Editor) -> None:
    newer.append("involvements", "", record_id="stm-003", actor_id="act-004", role="addressee", basis="implied")
    newer.json("datapackage.json", lambda raw: raw.update(version="1.1.0-rc.1"))
    first = compared(older, newer)
    older.json("datapackage.json", lambda raw: raw.update(version="1.1.0-rc.1"))
    newer.json("datapackage.json", lambda raw: raw.update(version="1.1.0-rc.2"))
    second = compared(older, newer)
    older.json("datapackage.json", lambda raw: raw.update(version="1.1.0-rc.10"))
    assert (first.sufficient, first.faults, second.sufficient, second.faults) == (True, (), True, ())
    assert "which is earlier" in compared(older, newer).faults[0]


def test_nothing_of_a_package_speaks_to_the_terminal(
    older: Editor, newer: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    newer.json("datapackage.json", lambda raw: raw.update({"x\x1b[31m\n::error::boo": "\x1b[2J"}))
    newer.set("events", "evt-002", "note", "a\x1b[2J\u202eb")
    start("compare", [str(older.root), str(newer.root)])
    shown = capsys.readouterr().out
    assert "evt-002 note" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert not any(line.startswith("::error") for line in shown.splitlines())


def test_folders_zips_and_revisions_compare_alike(
    older: Editor, newer: Editor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {item.relative_to(older.root).as_posix(): item for item in older.root.rglob("*") if item.is_file()}
    older.root.with_name("older.zip").write_bytes(pack({name: item.read_bytes() for name, item in files.items()}))
    commit(older.root, "v1.0.0")
    newer.set("events", "evt-003", "place", "Newtown")
    monkeypatch.chdir(older.root)
    for where in (".", "../older.zip", "v1.0.0"):
        assert start("compare", [where, str(newer.root), "--format", "json"]) == 0
        value = json.loads(capsys.readouterr().out)
        assert value["tables"][0]["changed"] == [{"key": "evt-003", "column": "place", "old": "", "new": "Newtown"}]
        assert (value["step"], value["valid"], value["least_version"]) == ("patch", True, "1.0.1")


def test_newer_version_is_the_current_folder_unless_named(
    older: Editor, newer: Editor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    newer.set("events", "evt-003", "place", "Newtown")
    monkeypatch.chdir(newer.root)
    assert start("compare", [str(older.root)]) == 0
    assert "  ~ evt-003 place: (empty) -> Newtown\n" in capsys.readouterr().out


def test_revision_is_looked_for_in_the_package_that_is_given(
    older: Editor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(older.root, "v1.0.0")
    older.set("events", "evt-003", "place", "Newtown")
    monkeypatch.chdir(older.root.parent)
    for new in ([str(older.root)], ["--package", str(older.root)]):
        assert start("compare", ["v1.0.0", *new]) == 0
        assert "  ~ evt-003 place: (empty) -> Newtown\n" in capsys.readouterr().out


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("what", ["..", "no-such-revision", "../article.txt", "--upload-pack=x"])
def test_what_is_no_package_is_one_line(
    what: str, place: int, older: Editor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(older.root)
    sides = [".", "."]
    sides[place] = what
    assert start("compare", ["--", *sides]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"compare: .*no datapackage\.json there; give the folder or the zip.*\n", err)


def _unversion(newer: Editor) -> None:
    newer.json("datapackage.json", lambda raw: raw.update(version="next"))


def _widen(newer: Editor) -> None:
    newer.write("mentions", [[*row, "x"] for row in newer.rows("mentions")])


def _garble(newer: Editor) -> None:
    newer.edit("events", lambda data: data.replace(b",", b";"), 1)


def _repeat(newer: Editor) -> None:
    rows = newer.rows("events")
    newer.write("events", [*rows[:2], *rows[1:]])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_unversion, r'version "next" in datapackage\.json is no semantic version'),
        (_widen, r"a table is not that of its schema: data/mentions\.csv:1: `x` is not in schemas/mentions\.json"),
        (_garble, r"a table cannot be read: data/events\.csv:1: semicolons divide the cells"),
        (_repeat, "rows of events cannot be told apart by their key"),
    ],
)
def test_package_that_cannot_be_compared_is_refused(
    change: Callable[[Editor], None], said: str, older: Editor, newer: Editor
) -> None:
    change(newer)
    for sides in ((older, newer), (newer, older)):
        with pytest.raises(RefusedError, match=said):
            compared(*sides)


@given(st.tuples(*[st.integers(0, 10**6)] * 3), st.sampled_from(["none", "patch", "minor", "major"]))
def test_least_version_is_later_and_as_small_as_the_step_allows(numbers: tuple[int, ...], step: str) -> None:
    least = tuple(map(int, least_version(".".join(map(str, numbers)), step).split(".")))
    if step == "none":
        assert least == numbers
        return
    assert least > numbers
    place = next(place for place in range(3) if least[place] != numbers[place])
    assert least[place] == numbers[place] + 1
    assert not any(least[place + 1 :])
    wanted = {"major": 0, "minor": 1, "patch": 2}[step]
    assert place == (wanted if numbers[0] else {"major": 1, "minor": 2, "patch": 2}[step])
