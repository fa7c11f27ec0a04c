"""One truth: whatever engine checks, the same faults are found in the same cells; and what only a corpus can have."""

import json
import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coded_article.check import sieve
from coded_article.check.formats import rendered
from coded_article.check.large import parts
from coded_article.check.large.cut import cut
from coded_article.check.layers import find
from coded_article.check.report import Report
from coded_article.check.table import check
from coded_article.check.validate import validate
from coded_article.cli.run import start
from coded_article.errors import RefusedError
from coded_article.model.characters import cell_faults
from coded_article.model.problems import Problem
from coded_article.model.profile import PATTERNS, REPLACED, SCHEMAS
from coded_article.read.opening import opened_folder
from coded_article.rules.engine import DuckDB, Engine, SQLite
from synthesise import main as synthesise
from tests.editor import ROOT, Editor

if TYPE_CHECKING:
    from coded_article.check.sieve import Look

PACKAGES = 30
ALL = 10**6  # problems of each kind
long = pytest.mark.long
NASTY = [
    "", " ", "x", " lead", "trail ", "-", "NA", "None", "=1+1", "-5", "0", "01", "1", "7", "99", "100", "1e3", "+1",
    "999999999999999999", "9999999999999999999", "2025-02-30", "2025-02-12", "2025-2-3", "2025", "2025-02",
    "12025-01-01", "2025-02-15/2025-02-16", "2024/2023", "1800~", "0000-01-01", "none", "unknown", "direct",
    "own_voice", "not_done", "negative", "author", "attributed", "event", "evt-001", "act-002", "c001:evt-001",
    "c002:act-002", "c9:act-001", "a\xa0b", "a\u200bb", "e\u0301", "\xe9", "\u041a\u0438\u0457\u0432", "\uac00",
    "\u1100\u1161", "\u212b", "\u2013", "tab\there", 'say "so"', "a,b", "y" * 700, "0" * 64, "a" * 64, "1.0.0",
    "2.0.0", "0.1", "Q1", "Q0", "USA", "us",
]  # fmt: skip


def combine(specimen: Path, target: Path, packages: int, *options: str) -> Editor:
    """Put a specimen into a corpus as often as wanted."""
    members = [f"c{number:03}={specimen}" for number in range(1, packages + 1)]
    assert start("combine", ["--allow-invalid", *members, "-o", str(target), *options]) == 0
    return Editor(target)


@pytest.fixture(scope="module")
def _corpus(_specimen: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return combine(_specimen / "specimen", tmp_path_factory.mktemp("corpora") / "corpus", PACKAGES).root


@pytest.fixture
def corpus(_corpus: Path, tmp_path: Path) -> Editor:
    """The specimen thirty times over, as a corpus in CSV."""
    return Editor(shutil.copytree(_corpus, tmp_path / "corpus"))


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut into many parts what the test checks, and check them in this process."""
    monkeypatch.setattr(parts, "PART", 80_000)
    monkeypatch.setattr("os.cpu_count", lambda: 1)


def by_sqlite(root: Path) -> Report:
    return validate(root, standard=False, engine="sqlite")


def by_duckdb(root: Path) -> Report:
    return validate(root, standard=False, engine="duckdb", shown=ALL)


def agreed(root: Path) -> list[Problem]:
    """Return what SQLite finds, once DuckDB finds the same."""
    single, large = by_sqlite(root), by_duckdb(root)
    assert large.problems == single.problems
    assert (large.rows, large.counts, large.valid) == (single.rows, single.counts, single.valid)
    return single.problems


def faults(problems: Sequence[Problem]) -> set[tuple[str, str, int, str, str]]:
    return {(item.code, item.path, item.line, item.record, item.column) for item in problems}


def corrupt(corpus: Editor, seeds: Sequence[int]) -> None:
    """Change a cell, leave out a row, or repeat one, once in each package."""
    names = [table for table in opened_folder(corpus.root).tables if table != "packages"]
    tables = {name: corpus.rows(name) for name in names}
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
    for name, rows in tables.items():
        corpus.write(name, rows)


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=long) for seed in range(2, 5))])
@pytest.mark.parametrize("size", [10**9, 80_000], ids=["in one part", "in parts"])
def test_large_and_small_are_checked_alike(
    corpus: Editor, size: int, seed: int, small_parts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrupt(corpus, [1000 * seed + number for number in range(PACKAGES)])
    monkeypatch.setattr(parts, "PART", size)
    assert agreed(corpus.root)


@long
def test_many_broken_packages_on_all_cores(specimen: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = combine(specimen.root, tmp_path / "corpus", 150)
    corrupt(corpus, range(150))
    monkeypatch.setattr(parts, "PART", 200_000)  # on all cores
    assert len({item.code for item in agreed(corpus.root)}) > 25


def fill(specimen: Editor, seed: int) -> None:
    """Put any cell into one column in three."""
    chance = random.Random(seed)
    for name in opened_folder(specimen.root).tables:
        header, *rows = specimen.rows(name)
        rows += [[""] * len(header) for _ in range(3 - len(rows))]
        filled = [[chance.choice(NASTY) if chance.random() < 0.3 else cell for cell in row] for row in rows]
        specimen.write(name, [header, *filled])


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=long) for seed in range(2, 6))])
def test_the_sieve_holds_back_what_pandera_refuses(seed: int, specimen: Editor) -> None:
    fill(specimen, seed)
    package = opened_folder(specimen.root)
    tables = {name: rows.table for name, rows in package.tables.items()}
    form = sorted(item for item in package.problems if item.column)  # of cells
    refused = []
    for rows in package.tables.values():
        faulty = {(item.line, item.column) for item in form if item.path == rows.table.path}
        refused += check(rows, faulty)[1]
    assert len(refused) > 50
    looked_at: dict[str, Look] = dict.fromkeys(tables, "nothing")  # by Python, before SQLite has them
    with duckdb.connect() as connected:
        cases: list[tuple[Engine, list[Problem], dict[str, Look]]] = [
            (SQLite(), form, looked_at),
            (DuckDB(connected), [], {}),
        ]
        for engine, earlier, looks in cases:
            for name, rows in package.tables.items():
                engine.load(f"{name}_text", ("line", *rows.table.columns), rows.with_lines())
            found = find(engine, package.descriptor, tables, earlier, looks=looks)
            assert sorted(found.form) == form
            assert sorted(found.in_rows) == sorted(refused)


def test_the_patterns_that_are_known_are_those_of_the_schemas() -> None:
    schemas = [json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "schemas").glob("*.json")]
    # a package that follows an earlier profile lacks the columns of later ones
    fields = [field for schema in [*schemas, *SCHEMAS.values()] for field in schema["fields"]]
    patterns = {field["constraints"]["pattern"] for field in fields if "pattern" in field["constraints"]}
    assert patterns | REPLACED.keys() == PATTERNS


def _made(target: Path, *options: str) -> Path:
    assert synthesise([str(target), "--events", "1200", "--packages", "12", "--faults", "0.02", *options]) == 0
    return target


@long
def test_parts_find_what_the_whole_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _made(tmp_path / "csv")
    monkeypatch.setattr(parts, "PART", 60_000)
    assert len(cut(opened_folder(root).descriptor, parts.PART)) >= 4
    assert len(agreed(root)) > 20


@long
def test_planted_faults_in_parquet_have_file_and_row(tmp_path: Path) -> None:
    # what Parquet cannot hold, a date that is none or a cell of spaces at an end, is not planted there
    root = _made(tmp_path / "parquet", "--format", "parquet")
    found = [item for item in by_duckdb(root).problems if item.path.endswith(".parquet")]
    assert found
    for item in found:
        assert _row(root / item.path, item.line)[0] == item.record


def _row(path: Path, number: int) -> tuple[str, ...]:
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT * FROM read_parquet('{path}', hive_partitioning = false)").fetchall()
    return tuple("" if cell is None else str(cell) for cell in rows[number - 1])


def test_faults_in_parquet_have_file_and_row(specimen: Editor, tmp_path: Path) -> None:
    root = combine(specimen.root, tmp_path / "corpus", 3, "--format", "parquet").root
    assert by_duckdb(root).problems == []
    path = "data/events/source=c002/events.parquet"
    changed = "SELECT * REPLACE (CASE event_id WHEN 'c002:evt-004' THEN 'neither' ELSE polarity END AS polarity)"
    with duckdb.connect() as connected:
        connected.execute(f"CREATE TABLE rows AS {changed} FROM read_parquet('{root / path}', hive_partitioning = 0)")
        connected.execute(f"COPY rows TO '{root / path}' (FORMAT parquet)")
    assert faults(by_duckdb(root).problems) == {("enum", path, 4, "c002:evt-004", "polarity")}


def test_key_into_another_package_is_no_fault(corpus: Editor, small_parts: None) -> None:
    corpus.set("mentions", "c007:men-001", "actor_id", "c021:act-005")
    path, line, column = corpus.set("mentions", "c008:men-001", "actor_id", "c021:act-999")
    found = faults(agreed(corpus.root))
    assert ("foreign-key", path, line, "c008:men-001", column) in found
    assert "c007:men-001" not in {record for *_, record, _ in found}


def test_rows_out_of_their_place_are_judged_all_the_same(corpus: Editor, small_parts: None) -> None:
    rows = corpus.rows("events")
    corpus.write("events", [rows[0], *reversed(rows[1:])])
    corpus.set("events", "c003:evt-001", "polarity", "neither")
    codes = {item.code for item in agreed(corpus.root)}
    assert {"enum", "unsorted", "file-hash"} <= codes


def test_example_of_a_code_may_stand_in_any_part(corpus: Editor, small_parts: None) -> None:
    corpus.set("codes", "status,occurred", "example", "c025:evt-001")
    _, line, _ = corpus.set("codes", "status,ongoing", "example", "c025:act-001")
    corpus.rehash()
    assert [(item.code, item.line) for item in agreed(corpus.root)] == [("code-example", line)]


# each changes a file as a whole, or the row that begins with ``start``, in a way that no canonical CSV is written
SPOILED: list[Callable[[bytes, bytes], bytes]] = [
    lambda data, start: data.replace(b"\n", b"\r\n"),
    lambda data, start: b"\xef\xbb\xbf" + data,
    lambda data, start: data[:-1],
    lambda data, start: data.replace(start, start + b"one more,", 1),
    lambda data, start: data.replace(start, start[:-1] + b"\n,", 1),
    lambda data, start: data.replace(start, start + b"\xff", 1),
    lambda data, start: data.replace(start, b"\n" + start, 1),
    lambda data, start: data.replace(start, start + b"\x00", 1),
    lambda data, start: data.replace(start, start + b' "x" ,', 1),
    lambda data, start: data.replace(start, b'"' + start[:-1] + b'" ,', 1),
    lambda data, start: data.replace(start, b' "' + start[:-1] + b'",', 1),
    lambda data, start: data.replace(start, start + b'"', 1),
    lambda data, start: data.replace(b"\n", b",\n"),
    lambda data, start: b"x" + data,
    lambda data, start: b"",
]
SPOILT = ["sources", "passages", "actors", "events", "statements", "recommendations", "involvements", "relations",
          "evidence", "mentions", "records"]  # fmt: skip


@pytest.mark.parametrize("turn", [0, 8, *(pytest.param(turn, marks=long) for turn in range(1, 15) if turn != 8)])
def test_files_that_are_no_canonical_csv_are_reported_by_line(corpus: Editor, turn: int) -> None:
    for number, table in enumerate(SPOILT, start=turn):
        rows = corpus.rows(table)
        spoiled = SPOILED[number % len(SPOILED)]
        start = rows[len(rows) // 2][0].encode() + b","
        corpus.edit(table, lambda data, spoiled=spoiled, start=start: spoiled(data, start), 0)  # type: ignore[misc]
    assert len({item.path for item in agreed(corpus.root)}) >= len(SPOILT)


@long
@pytest.mark.parametrize("spoiled", SPOILED)
def test_one_file_that_is_no_canonical_csv_is_reported_by_line(
    corpus: Editor, spoiled: Callable[[bytes, bytes], bytes]
) -> None:
    corpus.edit("events", lambda data: spoiled(data, b"c020:evt-001,"), 0)
    assert agreed(corpus.root)


@pytest.fixture(scope="module")
def many_faults(_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report on a corpus each of whose events has a fault, as it is for what is large."""
    corpus = Editor(shutil.copytree(_corpus, tmp_path_factory.mktemp("faulty") / "corpus"))
    rows = corpus.rows("events")
    corpus.write("events", [rows[0], *([*row[:4], "neither", *row[5:]] for row in rows[1:])])
    corpus.rehash()
    return validate(corpus.root, standard=False, engine="duckdb")


def test_many_faults_are_counted_and_few_are_shown(many_faults: Report) -> None:
    count = 6 * PACKAGES
    assert many_faults.counts == {("enum", "data/events.csv"): count}
    assert [item.line for item in many_faults.problems] == [2, 3, 4, 5, 6]
    lines = rendered(many_faults, "text").splitlines()
    assert len([line for line in lines if line.endswith(" [enum]")]) == 5
    assert f"... and {count - 5} more enum in {many_faults.folder}/data/events.csv" in lines
    assert lines[-1] == f"  INVALID: errors {count}, warnings 0"
    found = json.loads(rendered(many_faults, "json"))
    assert found["counts"] == [{"code": "enum", "path": "data/events.csv", "count": count, "severity": "error"}]
    assert (len(found["problems"]), found["problems"][0]["line"], found["valid"]) == (5, 2, False)


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_as_many_of_each_kind_are_shown_as_are_wanted(engine: str, specimen: Editor) -> None:
    for number in range(1, 5):
        specimen.set("events", f"evt-00{number}", "polarity", "neither")
    specimen.rehash()
    found = validate(specimen.root, standard=False, engine=engine, shown=2)
    assert (len(found.problems), found.count("error")) == (2, 4)


def _form(value: Any) -> Any:
    """Return the keys of a JSON value, in order, and the types of what they have; of lists those of their items."""
    if isinstance(value, dict):
        return {key: _form(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_form(item) for item in value[:1]]
    return type(value)


def test_report_of_a_package_and_of_a_corpus_have_one_form_in_json(many_faults: Report, specimen: Editor) -> None:
    specimen.set("events", "evt-002", "polarity", "neither")
    specimen.rehash()
    small = json.loads(rendered(by_sqlite(specimen.root), "json"))
    large = json.loads(rendered(many_faults, "json"))
    tables = small.pop("tables"), large.pop("tables")
    assert _form(large) == _form(small)
    assert list(large) == list(small)
    assert large["problems"][0].keys() == small["problems"][0].keys()
    assert tables[1].keys() - tables[0].keys() == {"packages", "same_as", "code_packages"}
    assert {type(count) for one in tables for count in one.values()} == {int}


def test_unreadable_partition_is_one_line(specimen: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = combine(specimen.root, tmp_path / "corpus", 2, "--format", "parquet").root
    broken = target / "data/events/source=c002/events.parquet"
    whole = broken.read_bytes()
    broken.write_bytes(whole[: len(whole) // 2])
    capsys.readouterr()
    assert start("validate", [str(target)]) == 2
    printed = capsys.readouterr().err
    assert printed.count("\n") == 1
    assert "source=c002/events.parquet: cannot be read" in printed
    (target / "data/events/source=c001/events.parquet").replace(broken)
    shutil.copy(target / "data/actors/source=c001/actors.parquet", target / "data/events/source=c001/events.parquet")
    assert start("validate", [str(target)]) == 2
    assert "combine the corpus again" in capsys.readouterr().err


def test_table_of_packages_that_is_gone_is_reported(corpus: Editor, small_parts: None) -> None:
    (corpus.root / "data/packages.csv").unlink()
    assert "missing-file" in {item.code for item in agreed(corpus.root)}


def test_too_little_memory_is_one_line(corpus: Editor, small_parts: None) -> None:
    with pytest.raises(RefusedError, match="give more with --memory"):
        validate(corpus.root, standard=False, engine="duckdb", memory=2)


def test_source_is_for_one_package_in_csv(specimen: Editor, corpus: Editor) -> None:
    article = specimen.root.parent / "article.txt"
    with pytest.raises(RefusedError, match="--source goes with one package in CSV"):
        validate(specimen.root, article, engine="duckdb")
    with pytest.raises(RefusedError, match="--source goes with one package in CSV"):
        validate(corpus.root, article)


# what is a fault in one place and none in another: joiners, selectors, and signs that begin a formula
IN_CONTEXT = st.text(
    '\u0645\u06cc\u0915\u094d\u200c\u200d\u2764\ufe0f\U0001f468a1;"=+@-| \uff1d\uff0d\xa0\t', max_size=8
)
CELLS = st.text(max_size=8) | st.sampled_from(NASTY) | IN_CONTEXT


@settings(max_examples=300)
@given(CELLS)
def test_the_sieve_holds_back_every_cell_of_a_faulty_form(cell: str) -> None:
    matched = " OR ".join(["regexp_matches(cell, ?)"] * 2)
    query = f"SELECT NOT ({' AND '.join(sieve.even('cell'))}) OR {matched} FROM (SELECT ? AS cell)"
    patterns = [sieve.CONTROL, sieve.out_of_place()]
    try:
        held = duckdb.execute(query, [*patterns, cell]).fetchall()[0][0]
    except duckdb.Error:  # no UTF-8
        held = True
    assert held or not list(cell_faults(cell))


@settings(max_examples=300)
@given(CELLS)
def test_characters_that_are_called_harmless_are_banned_nowhere(cell: str) -> None:
    inside = f"a{cell.replace(';', '')}a"  # the ends of a cell have rules of their own, and so has a semicolon
    if not any(map(sieve.may_be_misplaced, cell.replace(" ", ""))):
        assert not list(cell_faults(inside))


PLAIN = [
    "(act|evt)-[0-9]{3,}", "[a-z]+(?:[a-z-]*)?", "[0-9a-f]{4}", "(a-)?[b-d]?[ef]",
    *sorted(filter(sieve.is_plain, PATTERNS)),
]  # fmt: skip


@settings(max_examples=100)
@given(st.sampled_from(PLAIN), st.data())
def test_a_pattern_that_is_called_plain_matches_no_cell_of_a_faulty_form(pattern: str, data: st.DataObject) -> None:
    if sieve.is_plain(pattern):
        assert not list(cell_faults(data.draw(st.from_regex(pattern, fullmatch=True))))


def test_ids_and_hashes_are_called_plain() -> None:
    assert sieve.is_plain("([a-z0-9][a-z0-9-]*:)?evd-[0-9]{3,}")
    assert sieve.is_plain("[0-9a-f]{64}")


@pytest.mark.parametrize(
    "pattern",
    ["-?[0-9]+", ".*", "[^a]", "[A-Z]+", "(na|b)", "=?a", "[a ]b", "\u00e9", "", "[a-z]*(-[a-z]+)*",
     "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"],
)  # fmt: skip
def test_pattern_that_leaves_room_is_not_called_plain(pattern: str) -> None:
    assert not sieve.is_plain(pattern)
