"""Ordinary accidents with a package that people edit by hand, in spreadsheets, in pandas, in git."""

import csv
import re
from collections.abc import Callable

import pandas as pd

from coded_article.model.profile import DESCRIPTOR
from tests.editor import Editor
from tests.rules.breaking import follow_first

Accident = Callable[[Editor], object]


def _dates(data: bytes, form: str) -> bytes:
    """Return a table whose days are written as a spreadsheet of another country does."""
    days = re.compile(rb"(?<![0-9/-])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9/-])")
    return days.sub(lambda day: form.format(*map(int, day.groups())).encode(), data)


def american(table: str) -> Accident:
    def save(data: bytes) -> bytes:
        return b"\xef\xbb\xbf" + _dates(data, "{1}/{2}/{0}").replace(b"\n", b"\r\n")

    return lambda p: p.edit(table, save, 0)


def lost_zero(p: Editor) -> None:
    """Save the codes as a spreadsheet does, in a package of the first profile: the later one has no such codes."""
    follow_first(p)
    p.edit("codes", lambda data: re.sub(rb",0([1-9]),", rb",\1,", data), 0)


def german(table: str) -> Accident:
    return lambda p: p.edit(table, lambda data: data.replace(b",", b";").replace(b"\n", b"\r\n"), 0)


def french(table: str, key: str) -> Accident:
    """Return the save of a table with the note ``café`` as Windows-1252."""

    def save(p: Editor) -> None:
        p.set(table, key, "note", "caf\u00e9")
        form = "{2:02}/{1:02}/{0}"
        p.edit(table, lambda data: _dates(data, form).replace(b"\n", b"\r\n").decode().encode("cp1252", "replace"), 0)

    return save


def by_pandas(table: str) -> Accident:
    def save(p: Editor) -> None:
        path = p.root / p.path(table)
        pd.read_csv(path).to_csv(path, index=False, quoting=csv.QUOTE_NONNUMERIC)

    return save


def conflict(table: str) -> Accident:
    marks = b"<<<<<<< HEAD\n%b\n=======\n%b\n>>>>>>> other"
    return lambda p: p.line(table, 2, lambda line: marks % (line, line.replace(b"e", b"o")))


def conflict_in_descriptor(p: Editor) -> None:
    path = p.root / DESCRIPTOR
    path.write_text(path.read_text(encoding="utf-8").replace('  "version"', '<<<<<<< HEAD\n  "version"', 1))


def no_last_newline(table: str) -> Accident:
    return lambda p: p.edit(table, lambda data: data[:-1], 0)


def windows_lines(table: str) -> Accident:
    return lambda p: p.edit(table, lambda data: data.replace(b"\n", b"\r\n"), 0)


def renamed(table: str, name: str) -> Accident:
    return lambda p: (p.root / p.path(table)).rename(p.root / name)


def column_added(table: str) -> Accident:
    return lambda p: p.write(table, [[*row, "" if number else "colour"] for number, row in enumerate(p.rows(table))])


def same_id(table: str) -> Accident:
    """Two people give one id, that which comes next, to a row of their own."""

    def add(p: Editor) -> None:
        rows = p.rows(table)
        p.write(table, [*rows, [rows[-1][0], "Another one", *rows[-1][2:]]])

    return add


def curly_quotes(table: str, key: str, column: str) -> Accident:
    def type_curly(p: Editor) -> None:
        p.set(table, key, column, "one, two")
        p.edit(table, lambda data: data.replace(b'"one, two"', "\u201cone, two\u201d".encode()), 0)

    return type_curly


def without_evidence(key: str) -> Accident:
    def delete(p: Editor) -> None:
        p.write("evidence", [row for row in p.rows("evidence") if row[1] != key])

    return delete


def shifted(table: str, key: str, column: str) -> Accident:
    """A cell is put in, and all after it move one column to the right."""

    def shift(p: Editor) -> None:
        rows, index = p.find(table, key)
        place = rows[0].index(column)
        rows[index] = [*rows[index][:place], "", *rows[index][place:-1]]
        p.write(table, rows)

    return shift


def code_renamed(old: str, new: str) -> Accident:
    return lambda p: p.edit("codes", lambda data: data.replace(f",{old},".encode(), f",{new},".encode()), 0)


def cell(table: str, key: str, column: str, value: str) -> Accident:
    return lambda p: p.set(table, key, column, value)


SHIPPED: dict[str, Accident] = {
    "American spreadsheet": american("events"),
    "German spreadsheet": german("events"),
    "French spreadsheet": french("events", "evt-003"),
    "UTF-16": lambda p: p.edit("events", lambda data: data.decode().encode("utf-16"), 0),
    "pandas": by_pandas("recommendations"),
    "conflict": conflict("events"),
    "last newline lost": no_last_newline("events"),
    "CRLF": windows_lines("events"),
    "file renamed": renamed("events", "data/event.csv"),
    "file in another case": renamed("events", "data/Events.csv"),
    "column added": column_added("events"),
    "column renamed": lambda p: p.edit("events", lambda data: data.replace(b",place,", b",location,"), 0),
    "code renamed": code_renamed("public_statement", "statement_in_public"),
    "code misspelt": cell("events", "evt-003", "status", "occured"),
    "two people with one new id": same_id("events"),
    "row deleted": lambda p: p.delete("events", "evt-003"),
    "curly quotes": curly_quotes("events", "evt-003", "note"),
    "line break": cell("events", "evt-003", "note", "one\ntwo"),
    "id in capitals": cell("events", "evt-003", "event_id", "EVT-003"),
    "id with a foreign letter": cell("events", "evt-003", "event_id", "\u0435vt-003"),
    "id changed": cell("events", "evt-003", "event_id", "evt-303"),
    "id that is nowhere": cell("relations", "rel-001", "passage_id", "psg-0001"),
    "row without evidence": without_evidence("evt-003"),
    "row shifted": shifted("events", "evt-003", "event_type"),
    "date of a spreadsheet": cell("events", "evt-003", "date_earliest", "2/10/2025"),
    "day that is none": cell("events", "evt-003", "date_earliest", "2025-02-30"),
    "label too long": cell("events", "evt-003", "label", "x" * 700),
    "cell empty": cell("events", "evt-003", "label", ""),
    "zero-width space": cell("events", "evt-003", "place", "Mu\u200bnich"),
    "day of release without a time": lambda p: p.json(DESCRIPTOR, lambda raw: raw.update(created="2024-04-01")),
    "property misspelt": lambda p: p.json(DESCRIPTOR, lambda raw: raw.update(licenced=raw["licenses"])),
    "file that nobody names": lambda p: (p.root / "data/events (copy).csv").write_text("a\n"),
}
FRESH: dict[str, Accident] = {
    "American spreadsheet": american("sources"),
    "German spreadsheet": german("codes"),
    "French spreadsheet": french("actors", "act-001"),
    "pandas": by_pandas("sources"),
    "conflict": conflict("codes"),
    "last newline lost": no_last_newline("codes"),
    "CRLF": windows_lines("codes"),
    "file renamed": renamed("codes", "data/code.csv"),
    "file in another case": renamed("codes", "data/Codes.csv"),
    "column added": column_added("events"),
    "code renamed": code_renamed("person", "human"),
    "two people with one new id": same_id("actors"),
    "row deleted": lambda p: p.delete("actors", "act-001"),
    "curly quotes": curly_quotes("actors", "act-001", "note"),
    "line break": cell("actors", "act-001", "note", "one\ntwo"),
    "id in capitals": cell("actors", "act-001", "actor_id", "ACT-001"),
    "id with a foreign letter": cell("actors", "act-001", "actor_id", "\u0430ct-001"),
    "lost zero": lost_zero,
}
