"""The page of a comparison tells what its text tells, whatever the cells hold, and by more than colours."""

import re
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from coded_article.cli.run import start
from coded_article.read.opening import opened
from coded_article.release.compare import compare
from coded_article.release.compare_page import page
from tests.editor import ROOT, Editor, copy_package

NEXT = "1.1.0"
HOSTILE = "<script>alert(1)</script>\x1b\u202e'\"&"
SHOWN = "<script>alert(1)</script>\\x1b\\u202e'\"&"
Tree = Any  # an element of lxml, which has no types


@pytest.fixture
def newer(package: Editor) -> Editor:
    """A copy of this repository's package under a later version."""
    package.json("datapackage.json", lambda raw: raw.update(version=NEXT))
    return package


def rendered(new: Path, old: Path = ROOT) -> str:
    with opened(old) as before, opened(new) as after:
        return page(compare(before, after))


def tree(newer: Editor) -> Tree:
    return html.document_fromstring(rendered(newer.root))


def words(element: Tree) -> str:
    return " ".join(" ".join(element.itertext()).split())


def row(page: Tree, table: str, key: str) -> Tree:
    (found,) = page.xpath("//tbody[@id=$id]", id=f"{table}/{key}")
    return found


def cells(row: Tree) -> dict[str, str]:
    """Return what a row shows, by column, less what is folded."""
    return {words(item.xpath("th[@scope='row']")[0]): words(item.xpath("td")[0]) for item in row.xpath("tr[td/p]")}


def add(newer: Editor, key: str = "evt-036", **changed: str) -> None:
    newer.append("records", "", record_id=key, table="events", added_in=NEXT)
    newer.append("events", "", event_id=key, **{"label": "A new event", "status": "occurred", **changed})


def retire(newer: Editor) -> None:
    newer.delete("events", "evt-035")
    newer.set("records", "evt-035", "retired_in", NEXT)
    newer.set("records", "evt-035", "replaced_by", "evt-034")


def drop_table(newer: Editor) -> None:
    def change(raw: Any) -> None:
        raw["resources"] = [item for item in raw["resources"] if item["name"] != "codings"]

    newer.json("datapackage.json", change)


def drop_column(newer: Editor) -> None:
    newer.json("schemas/units.json", lambda raw: raw["fields"].pop())
    newer.write("units", [line[:-1] for line in newer.rows("units")])


def add_column(newer: Editor) -> None:
    field = {"name": "doubt", "type": "string", "constraints": {"required": False}}
    newer.json("schemas/events.json", lambda raw: raw["fields"].append(field))
    header, first, second, *rest = newer.rows("events")
    filled = [[*header, "doubt"], [*first, "some"], [*second, "much"], *([*line, ""] for line in rest)]
    newer.write("events", filled)


def test_changed_cells_stand_in_their_row_old_before_new(newer: Editor) -> None:
    newer.set("events", "evt-003", "status", "occurred")
    newer.set("events", "evt-003", "place", "Brussels")
    changed = row(tree(newer), "events", "evt-003")
    assert cells(changed) == {"status": "ongoing → occurred", "place": "(empty) → Brussels"}
    assert words(changed.xpath("tr/th[@scope='rowgroup']")[0]) == "evt-003 ~ changed"
    assert [words(item) for item in changed.xpath(".//del")] == ["ongoing"]
    assert [words(item) for item in changed.xpath(".//ins")] == ["occurred", "Brussels"]


def test_rest_of_a_changed_row_is_folded_beside_its_changed_cells(newer: Editor) -> None:
    newer.set("events", "evt-003", "place", "Brussels")
    (folded,) = row(tree(newer), "events", "evt-003").xpath(".//details")
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
    old: str, new: str, gone: list[str], come: list[str], newer: Editor, tmp_path_factory: pytest.TempPathFactory
) -> None:
    older = copy_package(newer.root, tmp_path_factory.mktemp("older"))
    older.set("events", "evt-001", "note", old)
    newer.set("events", "evt-001", "note", new)
    changed = row(html.document_fromstring(rendered(newer.root, older.root)), "events", "evt-001")
    before, after = (item.text_content() for item in changed.xpath(".//td/p"))
    assert (before, after) == (old, f"→ {new}")
    assert [item.text for item in changed.xpath(".//del")] == gone
    assert [item.text for item in changed.xpath(".//ins")] == come


def test_added_and_removed_rows_are_shown_whole(newer: Editor) -> None:
    label = newer.get("events", "evt-035", "label")
    add(newer)
    retire(newer)
    shown = tree(newer)
    added, removed = (row(shown, "events", key) for key in ("evt-036", "evt-035"))
    assert cells(added) == {"event_id": "evt-036", "label": "A new event", "status": "occurred"}
    assert cells(removed)["label"] == label
    assert not added.xpath(".//del")
    assert not removed.xpath(".//ins")
    told = [words(item.xpath("tr/th[@scope='rowgroup']")[0]) for item in (added, removed)]
    assert told == ["evt-036 + added", "evt-035 \u2212 removed, retired in 1.1.0, replaced by evt-034"]


def test_added_row_without_a_cell_is_shown_too(newer: Editor) -> None:
    newer.append("events", "")
    assert words(row(tree(newer), "events", "")) == "+ added (empty)"


def test_what_did_not_change_is_not_shown(newer: Editor) -> None:
    newer.set("events", "evt-003", "place", "Brussels")
    shown = tree(newer)
    assert [item.get("id") for item in shown.xpath("//tbody[@id]")] == ["events/evt-003"]
    assert [item.text_content() for item in shown.xpath("//nav//li")] == ["events: 1 row changed"]


@pytest.mark.parametrize(
    ("change", "table", "column", "told"),
    [
        (drop_column, "units", "\u2212 other_id", "column other_id removed"),
        (add_column, "events", "+ doubt", "column doubt added"),
    ],
)
def test_cells_of_a_column_that_came_or_went_are_shown(
    change: Callable[[Editor], None], table: str, column: str, told: str, newer: Editor
) -> None:
    before = newer.rows(table)
    change(newer)
    wider = max(before, newer.rows(table), key=lambda lines: len(lines[0]))
    values = {line[0]: line[-1] for line in wider[1:] if line[-1]}
    shown = tree(newer)
    rows = {item.get("id").removeprefix(f"{table}/"): cells(item) for item in shown.xpath("//tbody[@id]")}
    assert rows == {key: {column: value} for key, value in values.items()}
    assert f"{table}: {told}" in [item.text_content() for item in shown.xpath("//nav//li")]
    assert "= otherwise the same" in words(row(shown, table, next(iter(values))))


def test_column_that_came_is_told_in_a_changed_row_beside_its_changes(newer: Editor) -> None:
    newer.set("events", "evt-001", "place", "Brussels")
    add_column(newer)
    changed = row(tree(newer), "events", "evt-001")
    assert cells(changed) == {"place": "(empty) → Brussels", "+ doubt": "some"}
    assert "~ changed" in words(changed)


def test_tables_schemas_and_the_descriptor_are_told(newer: Editor) -> None:
    drop_table(newer)
    newer.json("datapackage.json", lambda raw: raw.update(title="Another"))
    newer.json("schemas/events.json", lambda raw: raw["fields"][1]["constraints"].update(maxLength=300))
    shown = tree(newer)
    told = words(shown)
    assert "\u2212 codings Table removed." in told
    assert "events only its schema" in told
    assert "label.maxLength minor 200 → 300" in told
    assert re.search('title patch "[^"]+" → "Another"', told)
    older = html.document_fromstring(rendered(ROOT, newer.root))  # the other way round
    assert re.search(r"\+ codings Table added, \d+ rows\.", words(older))


def test_errors_and_the_version_step_stand_first(newer: Editor) -> None:
    newer.json("datapackage.json", lambda raw: raw.update(version="1.0.1"))
    newer.delete("events", "evt-035")
    told = words(tree(newer).xpath("//main")[0])
    assert told.startswith(
        "pifer-2025-ukraine-negotiations 1.0.0 -> 1.0.1"
        " Errors error: evt-035 vanished from events without retired_in; restore the row, or fill retired_in"
        " Version smallest step: major, 1.0.0 -> 2.0.0 or later; it is 1.0.1, which is too small a step"
        " major: an id no longer stands for a row"
    )


def test_page_without_a_difference_says_so() -> None:
    told = words(html.document_fromstring(rendered(ROOT)).xpath("//main")[0])
    assert told.endswith("Version nothing differs that users of the data can see")


def test_cells_keys_and_properties_are_text_however_hostile(newer: Editor) -> None:
    newer.set("events", "evt-002", "label", HOSTILE)
    add(newer, key=HOSTILE, label=HOSTILE)
    newer.set("involvements", "evt-001", "role", HOSTILE)
    newer.json("datapackage.json", lambda raw: raw.update({HOSTILE: {HOSTILE: HOSTILE}, "name": HOSTILE}))
    text = rendered(newer.root)
    assert "<script" not in text
    assert not {"\x1b", "\u202e"} & set(text)
    shown = html.document_fromstring(text)
    assert cells(row(shown, "events", "evt-002"))["label"].endswith(f"→ {SHOWN}")
    assert f"{SHOWN} patch null" in words(shown)
    keys = [words(item) for item in shown.xpath("//tbody/tr/th/a")]
    assert keys.count(SHOWN) == 2  # the event, and its row in the register


def test_links_lead_to_ids_that_the_page_holds_once(newer: Editor) -> None:
    add(newer)
    retire(newer)
    add(newer, key='a b/%41"\u00e9')
    newer.set("codes", "status,ongoing", "definition", "It goes on.")
    shown = tree(newer)
    ids = shown.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {"events", "events/evt-036", "records/evt-036", "codes/status,ongoing"} <= set(ids)
    assert {link.removeprefix("#") for link in shown.xpath("//@href")} <= set(ids)
    assert not any(re.search(r"[\s\"]", one) for one in ids)


def test_page_holds_all_that_it_needs_and_allows_no_script(newer: Editor) -> None:
    newer.set("events", "evt-003", "place", "Brussels")
    text = rendered(newer.root)
    shown = html.document_fromstring(text)
    (policy,) = shown.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[\w+/]+='; base-uri 'none'; form-action 'none'", policy)
    assert not shown.xpath("//script|//link|//img|//iframe|//object|//form|//@style|//@src")
    assert not [name for name in shown.xpath("//@*") if name.attrname.startswith("on")]
    assert all(link.startswith("#") for link in shown.xpath("//@href"))
    assert text.startswith("<!DOCTYPE html>")


def test_page_is_the_same_each_time(newer: Editor) -> None:
    add(newer)
    retire(newer)
    drop_column(newer)
    assert rendered(newer.root) == rendered(newer.root)


def test_template_tells_nothing_by_colour_alone() -> None:
    template = (files("coded_article.release") / "comparison.html").read_text(encoding="utf-8")
    assert "del { background: var(--old); text-decoration: line-through; }" in template
    assert "ins { background: var(--new); text-decoration: underline; }" in template
    assert "@media print" in template
    assert "color-scheme: light dark" in template


def test_verb_prints_the_page(newer: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    newer.set("events", "evt-003", "place", "Brussels")
    assert start("compare", [str(ROOT), str(newer.root), "--format", "html"]) == 0
    assert capsys.readouterr().out == rendered(newer.root) + "\n"


def test_library_that_is_missing_is_named_with_its_extra_where_the_page_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    monkeypatch.delitem(sys.modules, "coded_article.release.compare_page")
    assert start("compare", [str(ROOT), str(ROOT), "--format", "html"]) == 2
    assert capsys.readouterr() == (
        "",
        "compare: jinja2 is not installed; run `python -m pip install 'coded-article[release]'`, "
        "or '.[release]' in the folder of its repository\n",
    )
    assert start("compare", [str(ROOT), str(ROOT)]) == 0
