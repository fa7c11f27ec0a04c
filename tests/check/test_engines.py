"""One truth: whatever engine checks, the same faults are found in the same cells; and what only a corpus can have."""

import argparse
import json
import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from coded_article.check.tally import Tally
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coded_article.check import engines, in_parts, parts, sieve
from coded_article.check.validate import validate
from coded_article.cli.run import start
from coded_article.cli.verbs.validate import run
from coded_article.errors import RefusedError
from coded_article.model.characters import cell_faults
from coded_article.model.problems import Problem
from coded_article.read.descriptor import read_descriptor
from synthesise import main as synthesise
from tests.editor import Editor

PACKAGES = 100
# how a file is written, which is nothing that a table in Parquet has
FORM = {"file-hash", "unsorted", "quoting"}
NASTY = [
    "", " ", "x", " lead", "trail ", "-", "NA", "None", "=1+1", "-5", "0", "01", "1", "7", "99", "100", "1e3", "+1",
    "999999999999999999", "9999999999999999999", "2025-02-30", "2025-02-12", "2025-2-3", "2025", "2025-02",
    "12025-01-01", "2025-02-15/2025-02-16", "2024/2023", "1800~", "0000-01-01", "none", "unknown", "direct",
    "own_voice", "not_done", "negative", "author", "attributed", "event", "evt-001", "act-002", "c001:evt-001",
    "c002:act-002", "c9:act-001", "a\xa0b", "a\u200bb", "e\u0301", "\xe9", "\u041a\u0438\u0457\u0432", "\uac00",
    "\u1100\u1161", "\u212b", "\u2013", "tab\there", 'say "so"', "a,b", "y" * 700, "0" * 64, "a" * 64, "1.0.0",
    "2.0.0", "0.1", "Q1", "Q0", "USA", "us",
]  # fmt: skip


@pytest.fixture
def corpus(specimen: Editor, tmp_path: Path) -> Editor:
    """The small package a hundred times over, as a corpus in CSV."""
    members = [f"c{number:03}={specimen.root}" for number in range(1, PACKAGES + 1)]
    assert start("combine", [*members, "-o", str(tmp_path / "corpus")]) == 0
    return Editor(tmp_path / "corpus")


def by_bulk(root: Path, shown: int = 10**6) -> Tally:
    descriptor, problems = read_descriptor(root, parquet=True)
    return engines.validate(descriptor, problems, "bulk", shown, in_parts.MEMORY)


def told(problems: list[Problem]) -> set[tuple[str, str, int, str, str]]:
    return {(item.code, item.path, item.line, item.record, item.column) for item in problems if item.code not in FORM}


def corrupt(corpus: Editor, seeds: list[int]) -> list[str]:
    """Change a cell, leave out a row, or repeat one, once in each package; return what was done."""
    names = [table for table in read_descriptor(corpus.root)[0].tables if table != "packages"]
    tables = {name: corpus.rows(name) for name in names}
    done = []
    for number, seed in enumerate(seeds, start=1):
        chance = random.Random(seed)
        prefix = f"c{number:03}:"
        name = chance.choice(names)
        rows = tables[name]
        own = [place for place, row in enumerate(rows) if place and (row[0].startswith(prefix) or name == "codes")]
        if not own:
            continue
        place = chance.choice(own)
        kind = chance.choice(["cell", "cell", "cell", "swap", "delete", "repeat"])
        if kind == "delete":
            del rows[place]
        elif kind == "repeat":
            rows.insert(place, list(rows[place]))
        else:
            column = chance.randrange(len(rows[0]))
            rows[place] = list(rows[place])
            rows[place][column] = (
                chance.choice(NASTY) if kind == "cell" else rows[chance.choice(own)][chance.randrange(len(rows[0]))]
            )
        done.append(f"{kind} {name}")
    for name, rows in tables.items():
        corpus.write(name, rows)
    return done


_SEEDS = st.lists(st.integers(0, 2**40), min_size=PACKAGES, max_size=PACKAGES)


@settings(
    max_examples=3, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(_SEEDS)
def test_bulk_and_single_find_the_same(
    corpus: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seeds: list[int]
) -> None:
    broken = Editor(tmp_path / "broken")
    shutil.rmtree(broken.root, ignore_errors=True)
    shutil.copytree(corpus.root, broken.root)
    done = Counter(corrupt(broken, seeds))
    single = told(validate(broken.root).problems)
    assert single
    for size in (10**9, 100_000):  # in one part, and in many
        monkeypatch.setattr(in_parts, "PART", size)
        assert told(by_bulk(broken.root).problems) == single, done
    print(f"{done.total()} changes, {len(single)} faults")


def test_parts_and_parquet_find_what_the_whole_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for form in ("csv", "parquet"):
        made = [form, "--events", "1200", "--packages", "12", "--faults", "0.02", "--format", form]
        assert synthesise(made) == 0
    monkeypatch.setattr(in_parts, "PART", 60_000)
    descriptor, _ = read_descriptor(tmp_path / "csv")
    assert len(parts.cut(descriptor, in_parts.PART)) >= 4
    single = told(validate(tmp_path / "csv").problems)
    assert told(by_bulk(tmp_path / "csv").problems) == single
    assert len(single) > 20
    # what Parquet cannot hold, a date that is none or a cell of spaces at an end, is not planted there
    for found in by_bulk(tmp_path / "parquet").problems:
        path = tmp_path / "parquet" / found.path
        assert path.suffix == ".csv" or _row(path, found.line)[0] == found.record


def _row(path: Path, number: int) -> tuple[str, ...]:
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT * FROM read_parquet('{path}', hive_partitioning = false)").fetchall()
    return tuple("" if cell is None else str(cell) for cell in rows[number - 1])


def test_key_into_another_package_is_no_fault(corpus: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_parts, "PART", 100_000)
    corpus.set("mentions", "c007:men-001", "actor_id", "c031:act-001")
    corpus.set("mentions", "c008:men-001", "actor_id", "c031:act-999")
    single = told(validate(corpus.root).problems)
    assert {item[:4] for item in single} >= {("foreign-key", "data/mentions.csv", 51, "c008:men-001")}
    assert told(by_bulk(corpus.root).problems) == single


def test_rows_out_of_their_place_are_judged_all_the_same(corpus: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_parts, "PART", 100_000)
    rows = corpus.rows("events")
    corpus.write("events", [rows[0], *reversed(rows[1:])])
    corpus.set("events", "c003:evt-001", "polarity", "neither")
    assert told(by_bulk(corpus.root).problems) == told(validate(corpus.root).problems) != set()


def test_example_of_a_code_may_stand_in_any_part(corpus: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_parts, "PART", 100_000)
    corpus.set("codes", "status,occurred", "example", "c040:evt-001")
    assert not by_bulk(corpus.root).counts
    place = corpus.set("codes", "status,occurred", "example", "c040:act-001")
    assert [(item.code, item.line) for item in by_bulk(corpus.root).problems] == [("code-example", place[1])]


def _cut_quote(data: bytes) -> bytes:
    return data.replace(b"c020:evt-001,", b'c020:evt-001,"', 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data[:-1],
        lambda data: data.replace(b"c020:evt-001,", b"c020:evt-001,one more,", 1),
        lambda data: data.replace(b"c020:evt-001,", b"c020:evt-001\n,", 1),
        lambda data: data.replace(b"c020:evt-001,", b"c020:evt-001,\xff", 1),
        lambda data: data.replace(b"c020:evt-001,", b"\nc020:evt-001,", 1),
        lambda data: data.replace(b"c020:evt-001,", b"c020:evt-001,\x00", 1),
        lambda data: data.replace(b"c020:evt-001,", b'c020:evt-001, "x" ,', 1),
        lambda data: data.replace(b"c020:evt-001,", b'"c020:evt-001" ,', 1),
        lambda data: data.replace(b"c020:evt-001,", b' "c020:evt-001",', 1),
        lambda data: data.replace(b"\n", b",\n"),
        lambda data: data.replace(b"label", b"lable", 1),
        lambda data: b"",
    ],
)
def test_file_that_is_no_canonical_csv_is_told_by_line(
    corpus: Editor, change: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_parts, "PART", 10**9)
    corpus.edit("events", change, 0)
    single = told(validate(corpus.root).problems)
    assert single
    assert told(by_bulk(corpus.root).problems) == single


def test_a_million_faults_are_counted_and_few_are_shown(corpus: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    rows = corpus.rows("events")
    corpus.write("events", [rows[0], *([*row[:4], "neither", *row[5:]] for row in rows[1:])])
    capsys.readouterr()
    assert start("validate", [str(corpus.root), "--engine", "bulk", "--max-problems", "2"]) == 1
    out = capsys.readouterr().out.splitlines()
    enums = [line for line in out if line.startswith("enum ")]
    assert len(enums) == 2
    assert f"... and {len(rows) - 3} more enum in data/events.csv" in out
    assert out[-1] == f"  INVALID: errors {len(rows) - 1}, warnings 0"
    assert start("validate", [str(corpus.root), "--engine", "bulk", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["counts"] == [{"code": "enum", "path": "data/events.csv", "count": len(rows) - 1, "severity": "error"}]
    assert (len(found["problems"]), found["problems"][0]["line"], found["valid"]) == (5, 2, False)


def test_unreadable_partition_is_one_line(specimen: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "corpus"
    assert start("combine", [f"a={specimen.root}", f"b={specimen.root}", "-o", str(target), "--format", "parquet"]) == 0
    broken = target / "data/events/source=b/events.parquet"
    whole = broken.read_bytes()
    broken.write_bytes(whole[: len(whole) // 2])
    capsys.readouterr()
    assert start("validate", [str(target), "--engine", "bulk"]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "source=b/events.parquet: cannot be read" in told
    (target / "data/events/source=a/events.parquet").replace(broken)
    shutil.copy(target / "data/actors/source=a/actors.parquet", target / "data/events/source=a/events.parquet")
    assert start("validate", [str(target), "--engine", "bulk"]) == 2
    assert "combine the corpus again" in capsys.readouterr().err


def test_table_of_packages_that_is_gone_is_told(corpus: Editor) -> None:
    (corpus.root / "data/packages.csv").unlink()
    single = told(validate(corpus.root).problems)
    assert "missing-file" in {code for code, *_ in single}
    assert told(by_bulk(corpus.root).problems) == single


def test_too_little_memory_is_one_line(corpus: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    assert start("validate", [str(corpus.root), "--engine", "bulk", "--memory", "2"]) == 2
    assert "give more with --memory" in capsys.readouterr().err.splitlines()[-1]


def test_source_is_for_one_package(specimen: Editor) -> None:
    options = argparse.Namespace(rules=False, engine="bulk", source=Path("x"), max_problems=None)
    with pytest.raises(RefusedError, match="needs the engine single"):
        run(options)


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=8) | st.sampled_from(NASTY))
def test_the_sieve_holds_back_every_cell_of_a_faulty_form(cell: str) -> None:
    query = f"SELECT {' OR '.join(['regexp_matches(cell, ?)'] * 3)} OR ends_with(cell, ' ') FROM (SELECT ? AS cell)"
    patterns = [sieve.odd(), sieve.CONTROL, sieve.out_of_place()]
    try:
        held = duckdb.execute(query, [*patterns, cell]).fetchall()[0][0]
    except duckdb.Error:  # no UTF-8
        held = True
    assert held or not list(cell_faults(cell))


@settings(max_examples=500)
@given(st.text(max_size=8) | st.sampled_from(NASTY))
def test_characters_that_are_called_harmless_are_banned_nowhere(cell: str) -> None:
    inside = f"a{cell}a"  # the ends of a cell have rules of their own
    if not any(map(sieve.may_be_misplaced, cell.replace(" ", ""))):
        assert not list(cell_faults(inside))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["(act|evt)-[0-9]{3,}", "[a-z]+(-[a-z]*)?", "[0-9a-f]{4}", "(a-)?[b-d]?[ef]"]), st.data())
def test_a_pattern_that_is_called_plain_matches_no_cell_of_a_faulty_form(pattern: str, data: st.DataObject) -> None:
    if sieve.is_plain(pattern):
        assert not list(cell_faults(data.draw(st.from_regex(pattern, fullmatch=True))))


@pytest.mark.parametrize("pattern", ["-?[0-9]+", ".*", "[^a]", "[A-Z]+", "(na|b)", "=?a", "[a ]b", "a|", "é", ""])
def test_pattern_that_leaves_room_is_not_called_plain(pattern: str) -> None:
    assert not sieve.is_plain(pattern)
