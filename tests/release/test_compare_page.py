"""The page of a comparison tells what its text tells, whatever the cells hold, and by more than colours."""

import re
import sys
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from lxml import html

from coded_article.cli.run import start
from coded_article.release.compare_page import page
from tests.editor import Editor
from tests.release.changes import add_column, add_event, compared, constrain, drop_column, drop_table, retire_event

HOSTILE = "<script>alert(1)</script>\x1b\u202e'\"&"
SHOWN = "<script>alert(1)</script>\\x1b\\u202e'\"&"
Tree = Any  # an element of lxml, which has no types


def rendered(older: Editor, newer: Editor) -> str:
    return page(compared(older, newer))


def tree(older: Editor, newer: Editor) -> Tree:
    return html.document_fromstring(rendered(older, newer))


def words(element: Tree) -> str:
    return " ".join(" ".join(element.itertext()).split())


def row(page: Tree, table: str, key: str) -> Tree:
    (found,) = page.xpath("//tbody[@id=$id]", id=f"{table}/{key}")
    return found


def cells(row: Tree) -> dict[str, str]:
    """Return what a row shows, by column, less what is folded."""
    return {words(item.xpath("th[@scope='row']")[0]): words(item.xpath("td")[0]) for item in row.xpath("tr[td/p]")}


def test_changed_cells_stand_in_their_row_old_before_new(older: Editor, newer: Editor) -> None:
    newer.set("events", "evt-006", "status", "occurred")
    newer.set("events", "evt-006", "place", "Newtown")
    changed = row(tree(older, newer), "events", "evt-006")
    assert cells(changed) == {"status": "ongoing → occurred", "place": "(empty) → Newtown"}
    assert words(changed.xpath("tr/th[@scope='rowgroup']")[0]) == "evt-006 ~ changed"
    assert [words(item) for item in changed.xpath(".//del")] == ["ongoing"]
    assert [words(item) for item in changed.xpath(".//ins")] == ["occurred", "Newtown"]


def test_rest_of_a_changed_row_is_folded_beside_its_changed_cells(older: Editor, newer: Editor) -> None:
    newer.set("events", "evt-003", "place", "Newtown")
    (folded,) = row(tree(older, newer), "events", "evt-003").xpath(".//details")
    shown = dict(zip(map(words, folded.xpath(".//dt")), map(words, folded.xpath(".//dd")), strict=True))
    assert shown["label"] == newer.get("events", "evt-003", "label")
    assert not {"event_id", "place"} & shown.keys()
    assert "" not in shown.values()


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("one two three", "one 2 three", ["two"], ["2"]),
        ("one two", "one two three", [], [" three"]),
        ("one two", "two", ["one "], []),
        ("a a", "a", [" a"], []),
        ("a b", "a  b", [" "], ["  "]),
        ("ongoing", "occurred", ["ongoing"], ["occurred"]),
    ],
)
def test_of_a_long_cell_only_the_words_that_differ_are_marked(
    old: str, new: str, gone: list[str], come: list[str], older: Editor, newer: Editor
) -> None:
    older.set("events", "evt-001", "note", old)
    newer.set("events", "evt-001", "note", new)
    changed = row(tree(older, newer), "events", "evt-001")
    before, after = (item.text_content() for item in changed.xpath(".//td/p"))
    assert (before, after) == (old, f"→ {new}")
    assert [item.text for item in changed.xpath(".//del")] == gone
    assert [item.text for item in changed.xpath(".//ins")] == come


def test_added_and_removed_rows_are_shown_whole(older: Editor, newer: Editor) -> None:
    label = newer.get("events", "evt-006", "label")
    add_event(newer)
    retire_event(newer)
    shown = tree(older, newer)
    added, removed = (row(shown, "events", key) for key in ("evt-007", "evt-006"))
    assert cells(added) == {"event_id": "evt-007", "label": "A new event", "status": "occurred"}
    assert cells(removed)["label"] == label
    assert not added.xpath(".//del")
    assert not removed.xpath(".//ins")
    names = [words(item.xpath("tr/th[@scope='rowgroup']")[0]) for item in (added, removed)]
    assert names == ["evt-007 + added", "evt-006 \u2212 removed, retired in 1.1.0, replaced by evt-005"]


def test_added_row_without_a_cell_is_shown_too(older: Editor, newer: Editor) -> None:
    newer.append("events", "")
    assert words(row(tree(older, newer), "events", "")) == "+ added (empty)"


def test_what_did_not_change_is_not_shown(older: Editor, newer: Editor) -> None:
    newer.set("events", "evt-003", "place", "Newtown")
    shown = tree(older, newer)
    assert [item.get("id") for item in shown.xpath("//tbody[@id]")] == ["events/evt-003"]
    assert [item.text_content() for item in shown.xpath("//nav//li")] == ["events: 1 row changed"]


@pytest.mark.parametrize(
    ("change", "table", "column", "summary"),
    [
        (drop_column, "mentions", "\u2212 form_type", "column form_type removed"),
        (add_column, "events", "+ doubt", "column doubt added"),
    ],
)
def test_cells_of_a_column_that_came_or_went_are_shown(
    change: Callable[[Editor], None], table: str, column: str, summary: str, older: Editor, newer: Editor
) -> None:
    before = newer.rows(table)
    change(newer)
    wider = max(before, newer.rows(table), key=lambda lines: len(lines[0]))
    values = {line[0]: line[-1] for line in wider[1:] if line[-1]}
    shown = tree(older, newer)
    rows = {item.get("id").removeprefix(f"{table}/"): cells(item) for item in shown.xpath("//tbody[@id]")}
    assert rows == {key: {column: value} for key, value in values.items()}
    assert f"{table}: {summary}" in [item.text_content() for item in shown.xpath("//nav//li")]
    assert "= otherwise the same" in words(row(shown, table, next(iter(values))))


def test_column_that_came_is_shown_in_a_changed_row_beside_its_changes(older: Editor, newer: Editor) -> None:
    newer.set("events", "evt-001", "place", "Newtown")
    add_column(newer)
    changed = row(tree(older, newer), "events", "evt-001")
    assert cells(changed) == {"place": "(empty) → Newtown", "+ doubt": "some"}
    assert "~ changed" in words(changed)


def test_tables_schemas_and_the_descriptor_are_compared(older: Editor, newer: Editor) -> None:
    drop_table(newer)
    newer.json("datapackage.json", lambda raw: raw.update(title="Another"))
    for editor, length in ((older, 200), (newer, 300)):
        constrain(editor, "events", "label", maxLength=length)
    shown = tree(older, newer)
    text = words(shown)
    assert "\u2212 mentions Table removed." in text
    assert "events only its schema" in text
    assert "label.maxLength minor 200 → 300" in text
    assert re.search('title patch "[^"]+" → "Another"', text)
    assert "+ mentions Table added, 11 rows." in words(tree(newer, older))  # the other way round


def test_errors_and_the_version_step_stand_first(older: Editor, newer: Editor) -> None:
    newer.json("datapackage.json", lambda raw: raw.update(version="1.0.1"))
    newer.delete("events", "evt-006")
    text = words(tree(older, newer).xpath("//main")[0])
    assert text.startswith(
        "the-quarrel 1.0.0 -> 1.0.1"
        " Errors error: evt-006 vanished from events without retired_in; restore the row, or fill retired_in"
        " Version smallest step: major, 1.0.0 -> 2.0.0 or later; it is 1.0.1, which is too small a step"
        " major: an id no longer stands for a row"
    )


def test_page_without_a_difference_says_so(older: Editor) -> None:
    text = words(tree(older, older).xpath("//main")[0])
    assert text.endswith("Version nothing differs that users of the data can see")


def test_cells_keys_and_properties_are_text_however_hostile(older: Editor, newer: Editor) -> None:
    newer.set("events", "evt-002", "label", HOSTILE)
    add_event(newer, key=HOSTILE, label=HOSTILE)
    newer.set("involvements", "evt-001", "role", HOSTILE)
    newer.json("datapackage.json", lambda raw: raw.update({HOSTILE: {HOSTILE: HOSTILE}, "name": HOSTILE}))
    text = rendered(older, newer)
    assert "<script" not in text
    assert not {"\x1b", "\u202e"} & set(text)
    shown = html.document_fromstring(text)
    assert cells(row(shown, "events", "evt-002"))["label"].endswith(f"→ {SHOWN}")
    assert f"{SHOWN} patch null" in words(shown)
    keys = [words(item) for item in shown.xpath("//tbody/tr/th/a")]
    assert keys.count(SHOWN) == 2  # the event, and its row in the register


def test_links_lead_to_ids_that_the_page_holds_once(older: Editor, newer: Editor) -> None:
    add_event(newer)
    retire_event(newer)
    add_event(newer, key='a b/%41"\u00e9')
    newer.set("codes", "status,ongoing", "definition", "It goes on.")
    shown = tree(older, newer)
    ids = shown.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {"events", "events/evt-007", "records/evt-007", "codes/status,ongoing"} <= set(ids)
    assert {link.removeprefix("#") for link in shown.xpath("//@href")} <= set(ids)
    assert not any(re.search(r"[\s\"]", one) for one in ids)


def test_page_holds_all_that_it_needs_and_allows_no_script(older: Editor, newer: Editor) -> None:
    newer.set("events", "evt-003", "place", "Newtown")
    text = rendered(older, newer)
    shown = html.document_fromstring(text)
    (policy,) = shown.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[\w+/]+='; base-uri 'none'; form-action 'none'", policy)
    assert not shown.xpath("//script|//link|//img|//iframe|//object|//form|//@style|//@src")
    assert not [name for name in shown.xpath("//@*") if name.attrname.startswith("on")]
    assert all(link.startswith("#") for link in shown.xpath("//@href"))
    assert text.startswith("<!DOCTYPE html>")


def test_page_is_the_same_each_time(older: Editor, newer: Editor) -> None:
    add_event(newer)
    retire_event(newer)
    drop_column(newer)
    assert rendered(older, newer) == rendered(older, newer)


def test_template_tells_nothing_by_colour_alone() -> None:
    template = (files("coded_article.release") / "comparison.html").read_text(encoding="utf-8")
    assert "del { background: var(--old); text-decoration: line-through; }" in template
    assert "ins { background: var(--new); text-decoration: underline; }" in template
    assert "@media print" in template
    assert "color-scheme: light dark" in template


def test_verb_prints_the_page(older: Editor, newer: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    newer.set("events", "evt-003", "place", "Newtown")
    assert start("compare", [str(older.root), str(newer.root), "--format", "html"]) == 0
    assert capsys.readouterr().out == rendered(older, newer) + "\n"


def test_library_that_is_missing_is_named_with_its_extra_where_the_page_is_asked_for(
    older: Editor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    monkeypatch.delitem(sys.modules, "coded_article.release.compare_page")
    assert start("compare", [str(older.root), str(older.root), "--format", "html"]) == 2
    assert capsys.readouterr() == (
        "",
        "compare: jinja2 is not installed; "
        f"run `{sys.executable} -m pip install '.[release]'` in the folder of coded-article's repository\n",
    )
    assert start("compare", [str(older.root), str(older.root)]) == 0
