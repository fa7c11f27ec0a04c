"""A sheet is edited and merged over and over: nothing is lost, nothing doubled, and corrections by hand stand."""

import copy
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coded_article.coding import quotes, sheets
from coded_article.coding.merge import Merged, Tables, merge
from coded_article.coding.sheets import SheetRow
from coded_article.model.profile import RECORD_TABLES, TABLES
from coded_article.model.schema import Descriptor
from coded_article.read.opening import opened_folder
from coded_article.text.copies import read_copy
from coded_article.text.passages import recorded
from tests.editor import ROOT

QUAY = ROOT / "examples" / "quay"
ARTICLE = ROOT / "examples" / "article.txt"
SHEET = ROOT / "examples" / "coding"


@cache
def _begun() -> tuple[Descriptor, Tables, Mapping[str, str]]:
    """The package of the example with nothing coded but its author, and its passages."""
    package = opened_folder(QUAY)
    tables = dict(zip(TABLES, package.rows(*TABLES), strict=True))
    kept = {name: rows if name in ("sources", "passages", "codes") else [] for name, rows in tables.items()}
    kept |= {name: tables[name][:1] for name in ("actors", "records")}
    return package.descriptor, kept, recorded(read_copy(ARTICLE), tables["passages"], ARTICLE)


class Desk:
    """A coder's sheet, the tables, and the ledger between them."""

    def __init__(self) -> None:
        self.descriptor, tables, self.passages = _begun()
        self.tables = {name: [dict(row) for row in rows] for name, rows in tables.items()}
        read = sheets.read(SHEET, self.descriptor)
        self.sheet = {name: [dict(row.cells) for row in rows] for name, rows in read.items()}
        self.ledger = Merged({}).ledger

    def merged(self) -> Merged:
        coded = {
            name: [SheetRow(f"{name}:{number}", row) for number, row in enumerate(rows, start=2)]
            for name, rows in self.sheet.items()
        }
        return merge(coded, self.descriptor, self.tables, self.ledger, self.passages)

    def run(self) -> Merged:
        merged = self.merged()
        if not merged.refused:
            self.tables, self.ledger = merged.tables, merged.ledger
        return merged

    def row(self, sheet: str, key: str) -> dict[str, str]:
        return next(row for row in self.sheet[sheet] if next(iter(row.values())) == key)

    def of(self, name: str) -> str:
        return next(entry.id for entry in self.ledger if entry.name == name)

    def coded(self, name: str, sheet: str = "events") -> dict[str, str]:
        """The row of the tables that the record of a name has."""
        return next(row for row in self.tables[sheet] if next(iter(row.values())) == self.of(name))


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    assert desk.run().refused == []
    return desk


def _involvement(desk: Desk) -> dict[str, str]:
    return next(row for row in desk.sheet["involvements"] if row["record_id"] == "evt-closing")


def test_rows_deleted_by_hand_do_not_come_back_and_are_noted(desk: Desk) -> None:
    for table in ("involvements", "relations", "mentions", "evidence"):
        del desk.tables[table][1]
    before = copy.deepcopy(desk.tables)
    merged = desk.run()
    assert merged.refused == []
    assert desk.tables == before
    (note,) = merged.notes
    assert note.startswith("3 rows that were merged earlier have since been deleted from the tables")
    assert "involvements:" in note


def test_corrections_by_hand_stand_and_hinder_nothing(desk: Desk) -> None:
    desk.coded("evt-offer")["label"] = "A better label"
    desk.sheet["involvements"].append({"record_id": "evt-offer", "actor_id": "act-reporters", "role": "affected"})
    before = copy.deepcopy(desk.tables)
    merged = desk.run()
    assert (merged.refused, merged.notes) == ([], [])
    added = desk.tables["involvements"].pop()
    ends = {"record_id": desk.of("evt-offer"), "actor_id": desk.of("act-reporters")}
    assert added == {**ends, "role": "affected", "basis": ""}  # which `build` works out
    assert desk.tables == before


def test_changed_role_replaces_nothing_by_itself(desk: Desk) -> None:
    row = _involvement(desk)
    merged_as = f"{desk.of('evt-closing')},{desk.of(row['actor_id'])},{row['role']}"
    row["role"] = "host"
    (refusal,) = desk.run().refused
    assert (
        f"was merged as {merged_as} before one cell of it changed; merge with --update, or delete {merged_as} from"
        in refusal
    )
    desk.tables["involvements"] = [
        cells for cells in desk.tables["involvements"] if not ",".join(cells.values()).startswith(merged_as)
    ]
    rows = len(desk.tables["involvements"])
    assert desk.run().refused == []
    assert len(desk.tables["involvements"]) == rows + 1
    assert desk.run().notes == []


def test_changed_words_replace_the_evidence_once_it_is_deleted(desk: Desk) -> None:
    row = desk.row("events", "evt-announcement")
    row["quote"] = "the harbour board of Saltmere"
    (refusal,) = desk.run().refused
    evidence = next(
        cells
        for cells in desk.tables["evidence"]
        if (cells["record_id"], cells["part"]) == (desk.of("evt-announcement"), "content")
    )
    assert f"was merged as {evidence['evidence_id']} before" in refusal
    assert "from data/evidence.csv" in refusal
    desk.tables["evidence"].remove(evidence)
    rows = len(desk.tables["evidence"])
    assert desk.run().refused == []
    assert len(desk.tables["evidence"]) == rows + 1


def test_changed_further_quote_replaces_its_span_once_it_is_deleted(desk: Desk) -> None:
    row = desk.sheet["quotes"][1]
    row["quote"] = row["quote"].removeprefix("harbour ")
    (refusal,) = desk.run().refused
    assert refusal.startswith(
        "quotes:3: was merged as men-002 before one cell of it changed; merge with --update, or delete"
    )
    del desk.tables["mentions"][1]
    assert desk.run().refused == []
    assert desk.tables["mentions"][-1]["form"] == row["quote"]


def test_changed_row_that_agrees_with_the_tables_is_merged(desk: Desk) -> None:
    for row in (desk.row("events", "evt-offer"), desk.coded("evt-offer")):
        row["label"] = "A better label"
    before = copy.deepcopy(desk.tables)
    assert desk.run().refused == []
    assert desk.tables == before


# with both, nothing tells that they are the same
@pytest.mark.parametrize(("corrected", "forgotten"), [(False, False), (True, False), (False, True)])
def test_new_name_of_a_merged_row_makes_no_copy(corrected: bool, forgotten: bool, desk: Desk) -> None:
    desk.row("actors", "act-board")["actor_id"] = "act-harbour-board"  # others still use the old name
    if corrected:
        desk.coded("act-board", "actors")["note"] = "Seen to."
    if forgotten:
        desk.ledger = []
        for sheet in ("involvements", "statements", "quotes", "actors"):
            for row in desk.sheet[sheet]:
                row |= {column: "act-harbour-board" for column, cell in row.items() if cell == "act-board"}
    before = copy.deepcopy(desk.tables)
    merged = desk.run()
    assert merged.refused == []
    assert desk.tables == before
    assert desk.run().refused == []
    assert desk.of("act-harbour-board") == "act-002"


def test_row_that_repeats_another_in_every_cell_is_refused(desk: Desk) -> None:
    desk.sheet["actors"].append({**desk.row("actors", "act-board"), "actor_id": "act-copy"})
    desk.sheet["involvements"].append({"record_id": "evt-offer", "actor_id": "act-copy", "role": "affected"})
    (refusal,) = desk.run().refused
    assert "act-copy repeats act-002 of actors:2 in every cell; keep one of the two" in refusal


def test_second_row_of_a_name_is_refused(desk: Desk) -> None:
    desk.sheet["events"].append({**desk.row("events", "evt-offer"), "passage_id": "psg-002", "quote": ""})
    (refusal,) = desk.run().refused
    assert "evt-offer has its row in events:5; give further words of it in the sheet `quotes`" in refusal


def test_free_text_that_equals_a_name_stays_text(desk: Desk) -> None:
    row = dict.fromkeys(sheets.columns(desk.descriptor)["events"], "")
    row |= {"event_id": "evt-hill", "label": "act-board", "note": "evt-nothing", "passage_id": "psg-002"}
    desk.sheet["events"].append(row)
    assert desk.run().refused == []
    coded = desk.coded("evt-hill")
    assert (coded["label"], coded["note"]) == ("act-board", "evt-nothing")


def test_one_fault_of_an_id_is_one_line(desk: Desk) -> None:
    desk = Desk()
    desk.row("actors", "act-board")["actor_id"] = "act board"
    (refusal,) = desk.run().refused
    assert refusal.startswith('actors:2: id "act board"; write an id such as')


def test_name_without_a_row_is_refused_once_with_all_places(desk: Desk) -> None:
    for role in ("host", "target"):
        desk.sheet["involvements"].append({"record_id": "evt-offer", "actor_id": "act-nobody", "role": role})
    (refusal,) = desk.run().refused
    number = len(desk.sheet["involvements"])
    assert refusal.startswith(f"involvements:{number}: act-nobody names no row of the sheet; add the row")
    assert refusal.endswith(f"(also in involvements:{number + 1})")


def test_ledger_of_another_package_is_refused(desk: Desk) -> None:
    _, tables, _ = _begun()
    desk.tables = {name: [dict(row) for row in rows] for name, rows in tables.items() if name != "codes"} | {
        "codes": []
    }
    (refusal,) = desk.run().refused
    assert "yet none is in the tables; delete that file if it is of another package" in refusal


def _steps(work: Callable[[], object]) -> int:
    """Return how many instructions of the modules that merge are run, which is the same on every machine."""
    steps = 0

    def count(frame: FrameType, event: str, _: object) -> Callable[..., Any] | None:
        nonlocal steps
        frame.f_trace_opcodes = True
        steps += event == "opcode"
        return count if frame.f_code.co_filename in (sys.modules[merge.__module__].__file__, quotes.__file__) else None

    before = sys.gettrace()
    sys.settrace(count)
    try:
        work()
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize("rows", [25, pytest.param(200, marks=pytest.mark.long)])
def test_large_sheet_takes_work_in_proportion(rows: int) -> None:
    def steps(count: int) -> int:
        desk = Desk()
        desk.sheet = {name: [] for name in desk.sheet}
        blank = dict.fromkeys(sheets.columns(desk.descriptor)["events"], "")
        for number in range(count):
            event = f"evt-n{number}"
            desk.sheet["events"].append(
                {**blank, "event_id": event, "label": event, "part_of_id": f"evt-n{number + 1}"}
            )
            desk.sheet["involvements"].append({"record_id": event, "actor_id": "act-001", "role": "initiator"})
        desk.sheet["events"][-1]["part_of_id"] = ""
        first = _steps(desk.run)
        desk.ledger = []
        before = copy.deepcopy(desk.tables)
        again = _steps(desk.run)
        assert len(before["events"]) == count
        assert desk.ledger, "the second run was refused"
        assert desk.tables == before
        return first + again

    assert steps(4 * rows) < 5 * steps(rows)


def _add(desk: Desk, number: int) -> None:
    name = f"evt-new-{len(desk.tables['events'])}-{number}"  # no row that is merged has that name
    blank = dict.fromkeys(sheets.columns(desk.descriptor)["events"], "")
    desk.sheet["events"].append({**blank, "event_id": name, "label": f"Label of {name}", "passage_id": "psg-002"})
    desk.sheet["involvements"].append({"record_id": name, "actor_id": "act-001", "role": "initiator"})


def _drop(desk: Desk, number: int) -> None:
    sheet = list(desk.sheet)[number % len(desk.sheet)]
    if desk.sheet[sheet]:
        del desk.sheet[sheet][number % len(desk.sheet[sheet])]


def _rename(desk: Desk, number: int) -> None:
    sheet = RECORD_TABLES[number % 4]
    row = desk.sheet[sheet][number // 4 % len(desk.sheet[sheet])]
    column = next(iter(row))
    row[column] = f"{row[column]}-{number}"


def _note(desk: Desk, number: int) -> None:
    sheet = RECORD_TABLES[number % 4]
    desk.sheet[sheet][number // 4 % len(desk.sheet[sheet])]["note"] = f"Note {number}"


def _role(desk: Desk, number: int) -> None:
    desk.sheet["involvements"][number % len(desk.sheet["involvements"])]["role"] = f"role_{number}"


def _words(desk: Desk, number: int) -> None:
    row = desk.sheet["quotes"][number % len(desk.sheet["quotes"])]
    row["quote"] = row["quote"].partition(" ")[2] or row["quote"]


def _delete(desk: Desk, number: int) -> None:
    table = ("involvements", "relations", "mentions", "evidence")[number % 4]
    if desk.tables[table]:
        del desk.tables[table][number % len(desk.tables[table])]


def _correct(desk: Desk, number: int) -> None:
    table = RECORD_TABLES[number % 4]
    desk.tables[table][number % len(desk.tables[table])]["note"] = f"By hand {number}"


EDITS: list[Callable[[Desk, int], None]] = [_add, _drop, _rename, _note, _role, _words, _delete, _correct]


# one edit a row and round: a row whose name and another cell change at once is a new one, whose old one is noted
Round = list[tuple[Callable[[Desk, int], None], int]]
ROUND = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 39)), max_size=4, unique_by=lambda edit: edit[1])


ROUNDS = st.lists(ROUND, min_size=1, max_size=4)


@settings(deadline=None, max_examples=8)
@given(ROUNDS)
def test_nothing_is_lost_or_doubled_however_often_it_is_edited(rounds: list[Round]) -> None:
    _edit(rounds)


@pytest.mark.long
@settings(deadline=None, max_examples=100)
@given(ROUNDS)
def test_nothing_is_lost_or_doubled_by_many_edits(rounds: list[Round]) -> None:
    _edit(rounds)


def _edit(rounds: Sequence[Round]) -> None:
    """Edit sheet and tables in each round and merge them, and see that the tables only grow by what is new."""
    desk = Desk()
    desk.run()
    for edits in rounds:
        sheet = copy.deepcopy(desk.sheet)
        for edit, number in edits:
            edit(desk, number)
        before = copy.deepcopy(desk.tables)
        ledger = desk.ledger
        added = [
            row for row in desk.sheet["events"] if row["event_id"].startswith("evt-new") and row not in sheet["events"]
        ]
        merged = desk.run()
        if merged.refused:
            assert any(edit in (_drop, _rename, _note, _role, _words) for edit, _ in edits)
            assert (desk.tables, desk.ledger) == (before, ledger)
            desk.sheet = sheet  # each row as it was: whatever was corrected in the tables, that is merged
            assert desk.run().refused == []
            added = []
            assert desk.tables == before
        for name, rows in before.items():
            assert all(row in desk.tables[name] for row in rows), "a row is lost or overwritten"
        for name in RECORD_TABLES:
            new = len(desk.tables[name]) - len(before[name])
            assert new <= (len(added) if name == "events" else 0), "a record is doubled"
        for row in added:
            assert desk.coded(row["event_id"])["label"] == row["label"]
        done = (copy.deepcopy(desk.tables), desk.ledger)
        assert desk.run().refused == []
        assert (desk.tables, desk.ledger) == done, "merging again changed something"


def _update(desk: Desk) -> Merged:
    coded = {
        name: [SheetRow(f"{name}:{number}", row) for number, row in enumerate(rows, start=2)]
        for name, rows in desk.sheet.items()
    }
    merged = merge(coded, desk.descriptor, desk.tables, desk.ledger, desk.passages, update=True)
    if not merged.refused:
        desk.tables, desk.ledger = merged.tables, merged.ledger
    return merged


def test_update_changes_what_was_merged_and_lists_it(desk: Desk) -> None:
    role, row, quote = _involvement(desk), desk.row("events", "evt-announcement"), desk.sheet["quotes"][1]
    row |= {"quote": "the harbour board of Saltmere", "label": "A better label"}
    role["role"] = "host"
    quote["quote"] = quote["quote"].removeprefix("harbour ")
    before = {name: len(rows) for name, rows in desk.tables.items()}
    ids = {cells["evidence_id"] for cells in desk.tables["evidence"]}
    merged = _update(desk)
    assert merged.refused == []
    assert len(merged.notes) == 4
    assert any(note.startswith("updated evt-") and note.endswith('-> "A better label"') for note in merged.notes)
    assert {name: len(rows) for name, rows in desk.tables.items()} == before
    assert desk.coded("evt-announcement")["label"] == "A better label"
    assert desk.tables["mentions"][-1]["form"] == quote["quote"]
    (new,) = {cells["evidence_id"] for cells in desk.tables["evidence"]} - ids
    assert new > max(ids)  # the id of the evidence that is gone is not issued again
    assert desk.run().notes == []


def test_update_overwrites_no_correction_by_hand(desk: Desk) -> None:
    desk.row("events", "evt-offer")["label"] = "A better label"
    desk.coded("evt-offer")["label"] = "The best label"
    (refusal,) = _update(desk).refused
    assert 'is coded otherwise: label is "The best label"' in refusal
    desk.row("events", "evt-offer")["label"] = "The best label"
    desk.coded("evt-offer")["note"] = "Seen to."  # another cell
    desk.row("events", "evt-offer")["place"] = "Saltmere"
    assert _update(desk).refused == []
    assert (desk.coded("evt-offer")["note"], desk.coded("evt-offer")["place"]) == ("Seen to.", "Saltmere")
