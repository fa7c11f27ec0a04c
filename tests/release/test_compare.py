"""What differs between two versions is told by id and column, with the version step that it calls for."""

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coded_article.cli.run import start
from coded_article.errors import RefusedError
from coded_article.release.compare import Comparison, compare, least_version
from tests.editor import ROOT, Editor, copy_package
from tests.read.test_opening import commit

NEXT = "1.1.0"


@pytest.fixture
def newer(package: Editor) -> Editor:
    """A copy of this repository's package under a later version."""
    package.json("datapackage.json", lambda raw: raw.update(version=NEXT))
    return package


def compared(newer: Editor) -> Comparison:
    return compare(ROOT, newer.root)


def _register(newer: Editor, record: str, **cells: str) -> None:
    for column, value in cells.items():
        newer.set("records", record, column, value)


def _insert(newer: Editor, table: str, /, **cells: str) -> None:
    """Add a row and put the table in order."""
    newer.append(table, "", **cells)
    header, *rows = newer.rows(table)
    newer.write(table, [header, *sorted(rows)])


def test_the_same_package_differs_in_nothing() -> None:
    comparison = compare(ROOT, ROOT)
    assert (comparison.step, comparison.tables, comparison.faults) == ("none", (), ())


def test_cells_are_told_by_id_and_column(newer: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    newer.set("events", "evt-003", "status", "occurred")
    newer.set("events", "evt-003", "place", "Brussels")
    comparison = compared(newer)
    assert [(item.key, item.column, item.old, item.new) for item in comparison.tables[0].changed] == [
        ("evt-003", "status", "ongoing", "occurred"),
        ("evt-003", "place", "", "Brussels"),
    ]
    assert (comparison.step, comparison.least_version) == ("patch", "1.0.1")
    assert comparison.changed_records == ["evt-003"]
    assert start("compare", [str(ROOT), str(newer.root)]) == 0
    told = capsys.readouterr().out
    assert "  ~ evt-003 status: ongoing -> occurred\n" in told
    assert "  ~ evt-003 place: (empty) -> Brussels\n" in told
    assert "smallest step: patch, 1.0.0 -> 1.0.1 or later; it is 1.1.0\n" in told


def test_long_texts_are_told_from_where_they_part(newer: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    before = newer.get("events", "evt-001", "note")
    newer.set("events", "evt-001", "note", before + " Added.")
    start("compare", [str(ROOT), str(newer.root)])
    line = next(line for line in capsys.readouterr().out.splitlines() if "evt-001 note" in line)
    assert line.endswith(f"{before[-20:]} -> \u2026{before[-20:]} Added.")


def _add_row(newer: Editor) -> None:
    _insert(newer, "records", record_id="evt-036", table="events", added_in=NEXT)
    _insert(newer, "events", event_id="evt-036", label="A new event", status="occurred")


def _retire(newer: Editor) -> None:
    newer.delete("events", "evt-035")
    _register(newer, "evt-035", retired_in=NEXT, replaced_by="evt-034")


def _drop_column(newer: Editor) -> None:
    newer.json("schemas/units.json", lambda raw: raw["fields"].pop())
    newer.write("units", [row[:-1] for row in newer.rows("units")])


def _add_column(newer: Editor) -> None:
    field = {"name": "doubt", "type": "string", "constraints": {"required": False}}
    newer.json("schemas/events.json", lambda raw: raw["fields"].append(field))
    header, *rows = newer.rows("events")
    newer.write("events", [[*header, "doubt"], *([*row, ""] for row in rows)])


def _move_column(newer: Editor) -> None:
    newer.json("schemas/codes.json", lambda raw: raw["fields"].insert(0, raw["fields"].pop()))
    newer.write("codes", [[row[-1], *row[:-1]] for row in newer.rows("codes")])


def _drop_table(newer: Editor) -> None:
    def change(raw: Any) -> None:
        raw["resources"] = [item for item in raw["resources"] if item["name"] != "codings"]

    newer.json("datapackage.json", change)


def _field(path: str, name: str, change: Callable[[Any], object]) -> Callable[[Editor], object]:
    def changed(newer: Editor) -> object:
        def find(raw: Any) -> None:
            change(next(field for field in raw["fields"] if field["name"] == name))

        return newer.json(path, find)

    return changed


def _constrain(given: dict[str, object], field: Any) -> None:
    field["constraints"].update(given)


def _number(name: str, before: int, after: int) -> Callable[[Editor], object]:
    """Give `mentions.start` a bound in the older version and another in the newer one."""
    return _both("mentions", "start", name, before, after)


def _enum(before: list[str], after: list[str]) -> Callable[[Editor], object]:
    return _both("mentions", "form", "enum", before, after)


def _both(table: str, column: str, name: str, before: object, after: object) -> Callable[[Editor], object]:
    def changed(newer: Editor) -> Path:
        older = copy_package(newer.root, newer.root / "older")
        for editor, value in ((older, before), (newer, after)):
            given = {name: value}
            _field(f"schemas/{table}.json", column, partial(_constrain, given))(editor)
        older.json("datapackage.json", lambda raw: raw.update(version="1.0.0"))
        return older.root

    return changed


def _move_file(newer: Editor) -> None:
    def change(raw: Any) -> None:
        next(item for item in raw["resources"] if item["name"] == "codings")["path"] = "data/moved.csv"

    (newer.root / "data" / "codings.csv").rename(newer.root / "data" / "moved.csv")
    newer.json("datapackage.json", change)


def _constraint(**constraints: Any) -> Callable[[Editor], object]:
    return _field("schemas/events.json", "label", lambda field: field["constraints"].update(constraints))


CHANGES: dict[str, tuple[Callable[[Editor], object], str, str]] = {
    "row added": (_add_row, "minor", "rows of events added: evt-036"),
    "record retired": (_retire, "major", "evt-035 retired"),
    "link removed": (lambda n: n.delete("involvements", "evt-001"), "minor", "rows of involvements removed: evt-001,"),
    "code added": (
        lambda n: _insert(n, "codes", vocabulary="status", code="stopped", label="Stopped", definition="It ended."),
        "minor",
        "rows of codes added: status,stopped",
    ),
    "code removed": (lambda n: n.delete("codes", "status,ongoing"), "major", "codes removed: status,ongoing"),
    "code defined anew": (
        lambda n: n.set("codes", "status,ongoing", "definition", "It goes on."),
        "patch",
        "major if the meaning of status,ongoing changed",
    ),
    "column removed": (_drop_column, "major", "columns of units removed: other_id"),
    "column added": (_add_column, "minor", "columns of events added: doubt"),
    "column moved": (_move_column, "major", "order of columns of codes changed"),
    "table removed": (_drop_table, "major", "table codings removed"),
    "type changed": (
        _field("schemas/events.json", "place", lambda field: field.update(type="date", constraints={})),
        "major",
        "place.type of events changed",
    ),
    "constraint tightened": (_constraint(maxLength=199), "major", "label.maxLength of events changed"),
    "constraint loosened": (_constraint(maxLength=201), "minor", "label.maxLength of events changed"),
    "minimum raised": (_constraint(minLength=3), "major", "label.minLength of events changed"),
    "minimum lowered": (_constraint(minLength=1), "minor", "label.minLength of events changed"),
    "requirement dropped": (_constraint(required=False), "major", "label.required of events changed"),
    "maximum raised": (_number("maximum", 100, 200), "minor", "start.maximum of mentions changed"),
    "maximum lowered": (_number("maximum", 200, 100), "major", "start.maximum of mentions changed"),
    "codes of a schema grow": (_enum(["a", "b"], ["a", "b", "c"]), "minor", "form.enum of mentions changed"),
    "codes of a schema shrink": (_enum(["a", "b"], ["a"]), "major", "form.enum of mentions changed"),
    "vocabulary changed": (
        _field("schemas/events.json", "status", lambda field: field.update(vocabulary="voice")),
        "major",
        "status.vocabulary of events changed",
    ),
    "file moved": (_move_file, "major", "path of codings changed"),
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
    "passage lost": (lambda n: n.delete("passages", "psg-046"), "major", "rows of passages removed: psg-046"),
    "successor named": (
        lambda n: n.set("records", "evt-035", "replaced_by", "evt-034"),
        "patch",
        "cells of records corrected: evt-035",
    ),
    "pattern given": (_constraint(pattern="[A-Z].*"), "major", "label.pattern of events changed"),
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
def test_every_kind_of_change_calls_for_its_step(name: str, newer: Editor) -> None:
    change, step, reason = CHANGES[name]
    older = change(newer)
    comparison = compare(older if isinstance(older, Path) else ROOT, newer.root)
    assert comparison.step == step
    assert any(one == step and reason in said for one, said in comparison.reasons), comparison.reasons
    assert comparison.faults == ()


def test_the_greatest_step_decides(newer: Editor) -> None:
    newer.set("events", "evt-003", "place", "Brussels")
    _add_row(newer)
    assert compared(newer).step == "minor"
    _drop_column(newer)
    assert compared(newer).step == "major"


def _drop_register_column(newer: Editor) -> None:
    newer.json("schemas/records.json", lambda raw: raw["fields"].pop())
    newer.write("records", [row[:-1] for row in newer.rows("records")])


def _lose(newer: Editor) -> None:
    newer.delete("events", "evt-035")
    newer.delete("records", "evt-035")


def _add_too_early(newer: Editor) -> None:
    _add_row(newer)
    newer.set("records", "evt-036", "added_in", "1.0.0")


def _retire_too_late(newer: Editor) -> None:
    _retire(newer)
    newer.set("records", "evt-035", "retired_in", "2.0.0")


FAULTS: dict[str, tuple[Callable[[Editor], object], str]] = {
    "lost from the register": (
        _lose,
        "evt-035 vanished from data/records.csv",
    ),
    "lost from its table": (lambda n: n.delete("events", "evt-035"), "evt-035 vanished from events without retired_in"),
    "issued again": (lambda n: n.set("records", "evt-035", "added_in", NEXT), "evt-035 means something else: added_in"),
    "moved": (
        lambda n: n.set("records", "evt-035", "table", "actors"),
        "evt-035 means something else: table was events",
    ),
    "retired and yet there": (
        lambda n: n.set("records", "evt-035", "retired_in", NEXT),
        "evt-035 is retired and yet a row of events",
    ),
    "earlier version": (
        lambda n: n.json("datapackage.json", lambda raw: raw.update(version="0.9.0")),
        "OLD has version 1.0.0 and NEW 0.9.0, which is earlier",
    ),
    "register without its columns": (_drop_register_column, "the register has no column replaced_by"),
    "added too early": (
        _add_too_early,
        "evt-036 is new, but added_in is 1.0.0",
    ),
    "retired too late": (
        _retire_too_late,
        "evt-035 is newly retired, but retired_in is 2.0.0",
    ),
}


@pytest.mark.parametrize("name", list(FAULTS))
def test_ids_that_break_their_promise_are_errors(name: str, newer: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    change, said = FAULTS[name]
    change(newer)
    assert compared(newer).faults[0].startswith(said)
    assert start("compare", [str(ROOT), str(newer.root)]) == 1
    assert capsys.readouterr().out.startswith(f"error: {said}")


def test_id_that_came_back_is_an_error(newer: Editor, tmp_path: Path) -> None:
    (tmp_path / "later").mkdir()
    later = copy_package(newer.root, tmp_path / "later")
    later.json("datapackage.json", lambda raw: raw.update(version="1.2.0"))
    _retire(newer)
    assert compare(newer.root, later.root).faults == (
        "evt-035 came back: it was retired in 1.1.0; give the row a new id",
    )


def test_retirement_is_not_rewritten(newer: Editor, tmp_path: Path) -> None:
    (tmp_path / "later").mkdir()
    _retire(newer)
    later = copy_package(newer.root, tmp_path / "later")
    later.json("datapackage.json", lambda raw: raw.update(version="1.2.0"))
    later.set("records", "evt-035", "retired_in", "1.2.0")
    said = "evt-035 was retired in 1.1.0, and now in 1.2.0; restore the version"
    assert compare(newer.root, later.root).faults[0] == said


def test_lost_record_calls_for_the_greatest_step_though_it_is_a_fault(newer: Editor) -> None:
    newer.delete("events", "evt-035")
    assert compared(newer).step == "major"


def test_step_that_is_too_small_is_told(newer: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    newer.json("datapackage.json", lambda raw: raw.update(version="1.0.1"))
    newer.append("involvements", "", record_id="stm-048", actor_id="act-030", role="addressee")
    assert start("compare", [str(ROOT), str(newer.root)]) == 0
    assert "1.0.0 -> 1.1.0 or later; it is 1.0.1, which is too small a step" in capsys.readouterr().out
    start("compare", [str(ROOT), str(newer.root), "--format", "json"])
    assert json.loads(capsys.readouterr().out)["sufficient"] is False


def test_nothing_of_a_package_speaks_to_the_terminal(newer: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    newer.json("datapackage.json", lambda raw: raw.update({"x\x1b[31m\n::error::boo": "\x1b[2J"}))
    newer.set("events", "evt-002", "note", "a\x1b[2J\u202eb")
    start("compare", [str(ROOT), str(newer.root)])
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert not any(line.startswith("::error") for line in told.splitlines())


def test_table_with_a_column_that_its_schema_lacks_is_refused(newer: Editor) -> None:
    newer.write("units", [[*row, "x"] for row in newer.rows("units")])
    with pytest.raises(RefusedError, match=r"a table is not that of its schema: header data/units\.csv:1"):
        compared(newer)


def test_folders_zips_and_revisions_compare_alike(
    newer: Editor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(newer.root, "before")
    newer.set("events", "evt-003", "place", "Brussels")
    monkeypatch.chdir(newer.root)
    assert start("compare", ["before", ".", "--format", "json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["tables"][0]["changed"] == [{"key": "evt-003", "column": "place", "old": "", "new": "Brussels"}]
    assert (value["step"], value["valid"], value["least_version"]) == ("patch", True, "1.1.1")


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("what", ["{tmp}", "no-such-revision", "{root}/README.md", "--upload-pack=x"])
def test_what_is_no_package_is_one_line(
    what: str, place: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sides = [str(ROOT), str(ROOT)]
    sides[place] = what.format(tmp=tmp_path, root=ROOT)
    assert start("compare", ["--", *sides]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"compare: .*no datapackage\.json there; give the folder or the zip.*\n", err)


def test_version_that_is_none_is_refused(newer: Editor) -> None:
    newer.json("datapackage.json", lambda raw: raw.update(version="next"))
    with pytest.raises(RefusedError, match=r'version "next" in datapackage\.json is no semantic version'):
        compared(newer)


def test_table_that_cannot_be_read_is_refused_with_its_fault(newer: Editor) -> None:
    newer.edit("events", lambda data: data.replace(b",", b";"), 1)
    with pytest.raises(RefusedError, match=r"a table cannot be read: header data/events\.csv:1"):
        compared(newer)


def test_rows_of_one_key_are_refused(newer: Editor) -> None:
    rows = newer.rows("events")
    newer.write("events", [*rows[:2], *rows[1:]])
    with pytest.raises(RefusedError, match="rows of events cannot be told apart by their key"):
        compared(newer)


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
