"""A good package to break, in two sizes: this repository's own, and a small invented one with its text."""

import csv
import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from coded_article.files.atomic import write_texts
from coded_article.files.canonical_csv import format_rows, format_table
from coded_article.model.profile import DESCRIPTOR
from coded_article.release.generate import outputs

ROOT = Path(__file__).resolve().parent.parent

Place = tuple[str, int, str]


class Editor:
    """A copy of a package whose cells can be broken one by one.

    Each change returns the place, as path, line and column, at which a check should complain.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, table: str) -> str:
        raw = json.loads((self.root / DESCRIPTOR).read_text(encoding="utf-8"))
        return str(next(item["path"] for item in raw["resources"] if item["name"] == table))

    def rows(self, table: str) -> list[list[str]]:
        with (self.root / self.path(table)).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def write(self, table: str, rows: list[list[str]]) -> None:
        (self.root / self.path(table)).write_text(format_rows(rows), encoding="utf-8", newline="")

    def find(self, table: str, key: str) -> tuple[list[list[str]], int]:
        """Return all rows and the index of the one whose first cells are ``key``, joined by commas."""
        rows = self.rows(table)
        wanted = key.split(",")
        return rows, next(i for i, row in enumerate(rows) if row[: len(wanted)] == wanted)

    def set(self, table: str, key: str, column: str, value: str) -> Place:
        rows, index = self.find(table, key)
        rows[index][rows[0].index(column)] = value
        self.write(table, rows)
        return self.path(table), index + 1, column

    def get(self, table: str, key: str, column: str) -> str:
        rows, index = self.find(table, key)
        return rows[index][rows[0].index(column)]

    def place(self, table: str, key: str, column: str) -> Place:
        return self.path(table), self.find(table, key)[1] + 1, column

    def delete(self, table: str, *keys: str) -> None:
        for key in keys:
            rows, index = self.find(table, key)
            del rows[index]
            self.write(table, rows)

    def append(self, table: str, column: str, /, **cells: str) -> Place:
        rows = self.rows(table)
        rows.append([cells.get(name, "") for name in rows[0]])
        self.write(table, rows)
        return self.path(table), len(rows), column

    def json(self, path: str, change: Callable[[Any], object], column: str = "") -> Place:
        file = self.root / path
        value = json.loads(file.read_text(encoding="utf-8"))
        change(value)
        file.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        return path, 0, column

    def edit(self, table: str, change: Callable[[bytes], bytes], line: int, column: str = "") -> Place:
        file = self.root / self.path(table)
        before = file.read_bytes()
        after = change(before)
        assert after != before, "the mutation changed nothing"
        file.write_bytes(after)
        return self.path(table), line, column

    def line(self, table: str, number: int, change: Callable[[bytes], bytes], column: str = "") -> Place:
        def changed(data: bytes) -> bytes:
            lines = data.split(b"\n")
            lines[number - 1] = change(lines[number - 1])
            return b"\n".join(lines)

        return self.edit(table, changed, number, column)

    def rehash(self) -> None:
        """Bring the descriptor's bytes and hashes up to date, as `build` does, and nothing else."""

        def changed(raw: Any) -> None:
            for item in raw["resources"]:
                file = self.root / item["path"]
                if file.is_file():
                    data = file.read_bytes()
                    item["bytes"], item["hash"] = len(data), f"sha256:{hashlib.sha256(data).hexdigest()}"

        self.json(DESCRIPTOR, changed)


def copy_package(source: Path, target: Path) -> Editor:
    for folder in ("data", "schemas", "seeds"):
        shutil.copytree(source / folder, target / folder, ignore=shutil.ignore_patterns("*.txt", "README.md"))
    shutil.copy(source / DESCRIPTOR, target / DESCRIPTOR)
    return Editor(target)


@pytest.fixture
def package(tmp_path: Path) -> Editor:
    """A copy of this repository's package."""
    return copy_package(ROOT, tmp_path)


TEXT = """The Quarrel Over the Bridge

On May 3, Mayor Ada Finch closed the bridge between Oldtown and Newtown. Newtown said it would \u201cnever
forget\u201d\u00a0the insult to its carters, who cross the water with flour and salt on every working day.

Oldtown should have asked its neighbour first.

About The Author

Bo Reed writes about rivers.
"""
_EVENT = {"event_type": "public_statement", "polarity": "positive"}
_UNDATED = {"date_basis": "none"}
_TABLES: dict[str, list[dict[str, str]]] = {
    "actors": [
        {"actor_id": "act-001", "name": "Bo Reed", "actor_type": "person"},
        {"actor_id": "act-002", "name": "Ada Finch", "actor_type": "person", "office": "Mayor"},
        {"actor_id": "act-003", "name": "Newtown", "actor_type": "state"},
        {"actor_id": "act-004", "name": "Oldtown", "actor_type": "state"},
    ],
    "events": [
        {
            "event_id": "evt-001",
            "label": "Closing of the bridge",
            "status": "occurred",
            **_EVENT,
            "date_text": "On May 3",
            "date_edtf": "2024-05-03",
            "date_earliest": "2024-05-03",
            "date_latest": "2024-05-03",
            "date_precision": "day",
            "date_basis": "year_inferred",
        },
        {"event_id": "evt-002", "label": "Newtown's vow", "status": "occurred", **_EVENT, **_UNDATED},
    ],
    "statements": [
        {
            "statement_id": "stm-001",
            "speaker_id": "act-003",
            "voice": "attributed",
            "quotation_type": "mixed",
            "claim_type": "commissive",
            "cue": "said",
            "quoted_words": "never forget",
            "proposition": "The offence will stay in mind.",
            "topic": "state_relations",
            "event_id": "evt-002",
            **_UNDATED,
        },
        {
            "statement_id": "stm-002",
            "speaker_id": "act-001",
            "voice": "author",
            "quotation_type": "own_voice",
            "claim_type": "factual",
            "proposition": "The author's subject is rivers.",
            "topic": "author_background",
            **_UNDATED,
        },
    ],
    "recommendations": [
        {
            "recommendation_id": "rec-001",
            "principle": "overall",
            "action": "Ask before closing",
            "polarity": "do",
            "modality": "should_have",
            "temporality": "retrospective",
            "explicitness": "explicit",
            "followed": "no",
            "followed_basis": "implied",
            "topic": "state_relations",
        }
    ],
    "involvements": [
        {"record_id": "evt-001", "actor_id": "act-002", "role": "initiator"},
        {"record_id": "evt-002", "actor_id": "act-003", "role": "initiator"},
        {"record_id": "rec-001", "actor_id": "act-004", "role": "initiator"},
    ],
    "relations": [
        {
            "relation_id": "rel-001",
            "subject_id": "rec-001",
            "predicate": "criticises",
            "object_id": "evt-001",
            "basis": "implied",
            "passage_id": "psg-004",
        }
    ],
    "external_checks": [],
    "evidence": [],
    "mentions": [],
}
QUOTES = """id,part,quote,passage_id,within
evt-001,content,closed the bridge,,
evt-001,date,On May 3,,
evt-002,content,Newtown said,,
stm-001,content,the insult,,
stm-001,cue,said,,
stm-002,content,,psg-006,
rec-001,whole,,psg-004,
act-001,name,Bo Reed,,
act-002,title,Mayor,,
act-002,name,Ada Finch,,
act-003,name,Newtown,psg-002,
act-003,name,Newtown,psg-003,
act-004,name,Oldtown,psg-002,
act-004,name,Oldtown,psg-004,
"""


@pytest.fixture
def small(tmp_path: Path) -> Editor:
    """A small package made by the verbs themselves; ``article.txt`` and ``quotes.csv`` lie beside it."""
    from coded_article.cli.run import start

    root = tmp_path / "small"
    editor = copy_package(ROOT, root)
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "quotes.csv").write_text(QUOTES, encoding="utf-8")
    records = [
        {"record_id": row[f"{name[:-1]}_id"], "table": name, "added_in": "0.1.0"}
        for name in ("actors", "events", "statements", "recommendations")
        for row in _TABLES[name]
    ]
    emptied: dict[str, list[dict[str, str]]] = {name: [] for name in ("sources", "passages", "units", "codings")}
    for table, rows in {**_TABLES, "records": records, **emptied}.items():
        _fill(editor, table, rows)
    codes = editor.rows("codes")
    editor.write("codes", [[*row[:4], "" if number else row[4], *row[5:]] for number, row in enumerate(codes)])
    assert start("fingerprint", [str(tmp_path / "article.txt"), "--package", str(root)]) == 0
    for column, value in (
        ("kind", "op_ed"),
        ("title", "The Quarrel"),
        ("title_basis", "unverified"),
        ("author_id", "act-001"),
        ("publisher_basis", "unknown"),
        ("published_basis", "unknown"),
        ("rights", "Free to share."),
    ):
        editor.set("sources", "src-001", column, value)
    anchor = [str(tmp_path / "quotes.csv"), "--source", str(tmp_path / "article.txt"), "--package", str(root)]
    assert start("anchor", anchor) == 0
    texts = outputs(root)
    write_texts({path: text for path, text in texts.items() if path.parent.is_dir()})
    return editor


def _fill(editor: Editor, table: str, rows: list[dict[str, str]]) -> None:
    columns = editor.rows(table)[0]
    full: list[Mapping[str, str]] = [{column: row.get(column, "") for column in columns} for row in rows]
    key = {"involvements": ["record_id", "actor_id", "role"], "codings": ["unit_id", "variable", "coder"]}.get(
        table, columns[:1]
    )
    path = editor.root / editor.path(table)
    path.write_text(format_table(columns, key, full), encoding="utf-8", newline="")


COUNTED = ("test_hostile", "test_fuzz", "test_faults")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many attacks, fuzz tests and faults were survived, and what these tests have counted."""
    passed = [report for report in terminalreporter.stats.get("passed", []) if report.when == "call"]
    for suite in COUNTED:
        reports = [report for report in passed if suite in report.nodeid]
        counted: Counter[str] = Counter()
        for report in reports:
            counted.update(dict(report.user_properties))
        if reports:
            told = "".join(f", {name}: {count}" for name, count in counted.items())
            terminalreporter.write_line(f"{suite}: {len(reports)} passed{told}")
