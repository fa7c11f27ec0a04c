# ruff: noqa: E501 # that it is one line is what is tested
"""What people are told of ordinary accidents: one line each, in words that need no knowledge of this project."""

from pathlib import PurePath

import pytest

from coded_article.check.formats import rendered
from coded_article.check.messages import messages
from coded_article.check.report import Report
from coded_article.check.validate import validate
from coded_article.check.wording import MEANINGS, meaning
from coded_article.cli.run import start
from coded_article.model.profile import PATTERNS
from tests.check.accidents import FRESH, SHIPPED, conflict_in_descriptor
from tests.editor import Editor

TOLD_OF_SHIPPED = {
    "American spreadsheet": 'data/events.csv: a spreadsheet has saved this file: it begins with a byte order mark, its lines end as on Windows (CRLF) and 21 dates are rewritten, such as "2/10/2025" in line 4; run `coded-article tidy`',
    "German spreadsheet": "data/events.csv:1: semicolons divide the cells, not commas; run `coded-article tidy`",
    "French spreadsheet": 'data/events.csv: a spreadsheet has saved this file: its lines end as on Windows (CRLF), it is not in UTF-8 and 21 dates are rewritten, such as "10/02/2025" in line 4; run `coded-article tidy`',
    "UTF-16": "data/events.csv:1: the file is saved in UTF-16, not in UTF-8; save it as UTF-8, or run `coded-article tidy`",
    "pandas": 'data/recommendations.csv: a program has saved this file in another form: 24 rows have needless quotation marks and 3 whole numbers have decimals, such as "1.0" in line 12; run `coded-article tidy`',
    "conflict": 'data/events.csv:2: a merge in git left both versions of some rows here ("<<<<<<< HEAD"); keep one version of each row, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>',
    "last newline lost": "data/events.csv:36: the last line has no end; end the last row with one line feed, or run `coded-article tidy`",
    "CRLF": "data/events.csv:1: the lines end as on Windows (CRLF); save the file with LF line ends, or run `coded-article tidy`",
    "file renamed": "datapackage.json resources/events: data/events.csv is missing; was it renamed to data/event.csv? Rename it back, or restore it",
    "file in another case": "datapackage.json resources/events: data/events.csv is missing, and data/Events.csv is there: its name differs in capitals; rename it",
    "column added": "data/events.csv:1: `colour` is not in schemas/events.json; delete the column, or describe it there as the last field",
    "column renamed": "data/events.csv:1: the column `location` is not in schemas/events.json, which has `place`; rename it back",
    "code renamed": 'data/events.csv:5 evt-004 event_type: "public_statement" is not in data/codes.csv (1 other row has it too); was it renamed to "statement_in_public"? Write the old name again, or change all rows and run `coded-article build`',
    "code misspelt": 'data/events.csv:4 evt-003 status: "occured" is not a code of `status`; did you mean `occurred`?',
    "two people with one new id": 'data/events.csv:37 evt-035 event_id: "evt-035" is the id of line 36 too; give one of the two rows a new id, such as evt-036, or delete it',
    "row deleted": "data/records.csv:36 evt-003 record_id: the row of evt-003 is gone from data/events.csv; restore it, or write into `retired_in` when it was retired",
    "curly quotes": "data/events.csv:4 evt-003: the row has 15 cells, and there are 14 columns; curly quotes (“ ”) do not hold a cell with a comma together: write straight ones",
    "line break": 'data/events.csv:4 evt-003 note: "one\\ntwo" has a line break inside of the cell; put a space in place of the line break, or run `coded-article tidy`',
    "id in capitals": 'data/events.csv:4 EVT-003 event_id: "EVT-003" is not an id of this column, which is evt- and three or more digits; did you mean evt-003?',
    "id with a foreign letter": "data/events.csv:4 \u0435vt-003 event_id: \"\u0435vt-003\" is not an id of this column: it holds CYRILLIC SMALL LETTER IE (U+0435), which looks like 'e'; did you mean evt-003?",
    "id changed": "data/events.csv:4 evt-303 event_id: evt-003 is called evt-303 here, and an id stays the same; write evt-003 again",
    "id that is nowhere": 'data/relations.csv:2 rel-001 passage_id: "psg-0001" is in no row of seeds/passages.csv; did you mean psg-001?',
    "row without evidence": "data/events.csv:4 evt-003 event_id: no words of the article are given for this row; give them with `coded-article anchor`",
    "row shifted": "data/events.csv:4 evt-003 event_type: from `event_type` on, the cells of this row are one column too far to the right; move them back",
    "date of a spreadsheet": 'data/events.csv:4 evt-003 date_earliest: "2/10/2025" is not a date; write YYYY-MM-DD, as 2014-01-01',
    "day that is none": 'data/events.csv:4 evt-003 date_earliest: "2025-02-30" is no day of the calendar; write a day that there is',
    "label too long": 'data/events.csv:4 evt-003 label: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…" has 700 characters, and 200 are allowed; shorten it by 500',
    "cell empty": "data/events.csv:4 evt-003 label: the cell is empty, and every row has a label; fill it",
    "zero-width space": 'data/events.csv:4 evt-003 place: the cell holds ZERO WIDTH SPACE (U+200B) after "Mu"; delete or replace it',
    "day of release without a time": 'datapackage.json created: "2024-04-01" is not a usable `created`; write a day and a time, such as 2024-04-01T00:00:00Z',
    "property misspelt": 'datapackage.json licenced: "licenced" is no property that is known here; did you mean `licenses`?',
    "file that nobody names": "data/events (copy).csv: datapackage.json does not name this file, so nobody checks it; describe it there, or move it away",
}
TOLD_OF_FRESH = {
    "American spreadsheet": "seeds/sources.csv: a spreadsheet has saved this file: it begins with a byte order mark and its lines end as on Windows (CRLF); run `coded-article tidy`",
    "German spreadsheet": "data/codes.csv:1: semicolons divide the cells, not commas; run `coded-article tidy`",
    "French spreadsheet": "data/actors.csv: a spreadsheet has saved this file: its lines end as on Windows (CRLF) and it is not in UTF-8; run `coded-article tidy`",
    "pandas": "seeds/sources.csv: a program has saved this file in another form: 2 rows have needless quotation marks; run `coded-article tidy`",
    "conflict": 'data/codes.csv:2: a merge in git left both versions of some rows here ("<<<<<<< HEAD"); keep one version of each row, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>',
    "last newline lost": "data/codes.csv:134: the last line has no end; end the last row with one line feed, or run `coded-article tidy`",
    "CRLF": "data/codes.csv:1: the lines end as on Windows (CRLF); save the file with LF line ends, or run `coded-article tidy`",
    "file renamed": "datapackage.json resources/codes: data/codes.csv is missing; was it renamed to data/code.csv? Rename it back, or restore it",
    "file in another case": "datapackage.json resources/codes: data/codes.csv is missing, and data/Codes.csv is there: its name differs in capitals; rename it",
    "column added": "data/events.csv:1: `colour` is not in schemas/events.json; delete the column, or describe it there as the last field",
    "code renamed": 'data/actors.csv:2 act-001 actor_type: "person" is not in data/codes.csv; was it renamed to "human"? Write the old name again, or change all rows and run `coded-article build`',
    "two people with one new id": 'data/actors.csv:3 act-001 actor_id: "act-001" is the id of line 2 too; give one of the two rows a new id, such as act-002, or delete it',
    "row deleted": "data/records.csv:2 act-001 record_id: the row of act-001 is gone from data/actors.csv; restore it, or write into `retired_in` when it was retired (1 cell names it)",
    "curly quotes": "data/actors.csv:2 act-001: the row has 9 cells, and there are 8 columns; curly quotes (“ ”) do not hold a cell with a comma together: write straight ones",
    "line break": 'data/actors.csv:2 act-001 note: "one\\ntwo" has a line break inside of the cell; put a space in place of the line break, or run `coded-article tidy`',
    "id in capitals": 'data/actors.csv:2 ACT-001 actor_id: "ACT-001" is not an id of this column, which is act- and three or more digits; did you mean act-001?',
    "id with a foreign letter": "data/actors.csv:2 \u0430ct-001 actor_id: \"\u0430ct-001\" is not an id of this column: it holds CYRILLIC SMALL LETTER A (U+0430), which looks like 'a'; did you mean act-001?",
    "lost zero": 'data/codes.csv: a spreadsheet has saved this file: 13 codes have lost a zero, such as "7" in line 35; run `coded-article tidy`',
}


def told(report: Report) -> list[str]:
    """Return what is said, but for the sentences that a fresh package has still to code."""
    found = [message for message in messages(report) if message.first.code != "not-yet-coded"]
    return [f"{message.place(PurePath())}: {message.text}" for message in found]


@pytest.mark.parametrize("accident", SHIPPED)
def test_accident_with_the_shipped_package_is_told_in_one_line(accident: str, package: Editor) -> None:
    SHIPPED[accident](package)
    assert told(validate(package.root, standard=False)) == [TOLD_OF_SHIPPED[accident]]


@pytest.mark.parametrize("accident", FRESH)
def test_accident_with_a_fresh_package_is_told_in_one_line(accident: str, fresh: Editor) -> None:
    FRESH[accident](fresh)
    assert told(validate(fresh.root, standard=False)) == [TOLD_OF_FRESH[accident]]


def test_conflict_in_the_descriptor_is_told_in_one_line(fresh: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    conflict_in_descriptor(fresh)
    capsys.readouterr()
    assert start("validate", [str(fresh.root)]) == 2
    said = "marks of a merge conflict; keep one of the two versions, and delete the lines of marks"
    assert capsys.readouterr() == ("", f"validate: {fresh.root}/datapackage.json:7: {said}\n")


def test_repetitions_are_folded_unless_all_are_wanted(specimen: Editor) -> None:
    for number in range(1, 7):
        specimen.set("events", f"evt-00{number}", "status", f"x{number}")
    report = validate(specimen.root, standard=False)
    few = rendered(report, "text").splitlines()
    assert sum("[enum]" in line for line in few) == 4
    assert few[3] == f"{specimen.root}/data/events.csv: and 3 more in status; --all shows them [enum]"
    assert sum("[enum]" in line for line in rendered(report, "text", every=True).splitlines()) == 6


def test_terminal_has_its_width_and_colours(specimen: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    specimen.set("events", "evt-003", "status", "occured")
    report = validate(specimen.root, standard=False)
    report.folder = PurePath()
    plain = rendered(report, "text").splitlines()[0]
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.delenv("NO_COLOR", raising=False)
    wide = rendered(report, "text").split("\n\n")[0]
    assert wide.startswith("\x1b[1mdata/events.csv:4 evt-003 status\x1b[0m: ")
    assert wide.endswith("\x1b[31m[enum]\x1b[0m")
    monkeypatch.setenv("NO_COLOR", "1")
    lines = rendered(report, "text").split("\n\n")[0].splitlines()
    assert max(map(len, lines)) <= 60
    assert " ".join(line.strip() for line in lines) == plain


def test_paths_are_seen_from_the_current_folder(specimen: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    specimen.set("events", "evt-003", "status", "occured")
    monkeypatch.chdir(specimen.root.parent)
    for where in (specimen.root, "specimen", "specimen/datapackage.json"):
        assert rendered(validate(where, standard=False), "text").startswith("specimen/data/events.csv:4 ")


@pytest.mark.parametrize("pattern", sorted(PATTERNS))
def test_pattern_of_the_profile_has_a_meaning(pattern: str) -> None:
    assert f"matches {pattern}" not in " ".join(meaning(pattern))


def test_meanings_are_of_patterns_that_there_are() -> None:
    bare = {pattern.removeprefix("([a-z0-9][a-z0-9-]*:)?") for pattern in PATTERNS}
    assert MEANINGS.keys() <= bare
