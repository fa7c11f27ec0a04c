"""Whatever bytes and texts come in: a verdict or one line, never a traceback, never a hang."""

import io
import json
import random
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coded_article import load
from coded_article.check.validate import validate
from coded_article.coding.quotes import locate, read_quotes
from coded_article.errors import RefusedError
from coded_article.files.archive import unpack
from coded_article.files.canonical_csv import format_rows, sort_key
from coded_article.model.edtf import bounds, precision
from coded_article.model.patterns import is_portable, matching
from coded_article.model.profile import DESCRIPTOR, OPTIONAL, TABLES
from coded_article.read.opening import opened_folder
from coded_article.release.changelog import entries
from coded_article.release.compare import compare
from coded_article.release.generate import outputs
from coded_article.release.tidy import tidied
from coded_article.text import canonical
from coded_article.text.passages import find_passages, passages
from tests.editor import ROOT, Editor
from tests.specimen import make_specimen

NAMES = (*TABLES, *OPTIONAL)
FUZZ = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(FUZZ, max_examples=25)
MANY = settings(FUZZ, max_examples=200)
VERY_FEW = settings(FUZZ, max_examples=5)

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
    | st.sampled_from(["", "..", "/etc/passwd", "data/actors.csv", "a" * 5000, "\x1b[31m", "\u202e", "(a+)+"])
    | st.sampled_from([10**30, -(10**30), 2**63, float("inf"), float("nan")])
)  # fmt: skip
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
CELLS = st.text(max_size=30) | st.sampled_from(
    [
        "",
        "NA",
        "0",
        "-1",
        "9" * 18,
        "9" * 400,
        "2025-02-30",
        "0000-01-01",
        "9999-12-31",
        "act-001",
        "\u0661",
        "1/",
        "=1",
    ]
)
EDTF = st.text(alphabet="0123456789-/?~%.XuT ", max_size=25) | st.text(max_size=12)


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Editor:
    """One specimen for the whole module; every test puts back what it changes."""
    return make_specimen(tmp_path_factory.mktemp("fuzz"))


@pytest.fixture(scope="module")
def whole(fuzzed: Editor) -> Path:
    """The specimen as it is before anything is changed."""
    return Path(shutil.copytree(fuzzed.root, fuzzed.root.with_name("whole")))


def nodes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value inside a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*path, key)
        yield from nodes(item, (*path, key))


def with_node(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    copy = json.loads(json.dumps(value))
    inside = copy
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = new
    return copy


@contextmanager
def refusals(said: str = "") -> Iterator[None]:
    """Let a refusal pass if it is one line with ``said`` in it."""
    message = said
    try:
        yield
    except RefusedError as error:
        message = str(error)
    assert "\n" not in message
    assert said in message


def read_all(root: Path) -> None:
    """Read a package as every verb begins to; all that it says must be fit to print."""
    with refusals():
        package = opened_folder(root)
        tables = package.tables
        assert all(str(item).isprintable() for item in package.problems)
        assert all(len(cells) == len(rows.table.columns) for rows in tables.values() for cells in rows.cells)


RAW = json.loads((ROOT / DESCRIPTOR).read_text(encoding="utf-8"))
SCHEMAS = {
    path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "schemas").glob("*.json"))
}
RAW_NODES = sorted(nodes(RAW), key=str)
SCHEMA_NODES = [(name, path) for name, schema in SCHEMAS.items() for path in sorted(nodes(schema), key=str)]


BYTES = st.binary(max_size=300) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass"))
Change = tuple[str, Callable[[bytes], bytes]]


def _descriptor(place: tuple[Any, ...], new: Any) -> Change:
    return DESCRIPTOR, lambda _: json.dumps(with_node(RAW, place, new)).encode()


def _schema(place: tuple[str, tuple[Any, ...]], new: Any) -> Change:
    name, inside = place
    return f"schemas/{name}", lambda _: json.dumps(with_node(SCHEMAS[name], inside, new)).encode()


def _spliced(name: str, data: bytes, share: float, drop: int) -> Change:
    """Put ``data`` into a table in the place of some of its bytes."""

    def changed(whole: bytes) -> bytes:
        at = int(share * len(whole))
        return whole[:at] + data + whole[at + drop :]

    return name, changed


DESCRIPTORS = st.builds(_descriptor, st.sampled_from(RAW_NODES), JSON)
CHANGED_SCHEMAS = st.builds(_schema, st.sampled_from(SCHEMA_NODES), JSON)
CHANGED_TABLES = st.builds(
    _spliced, st.sampled_from(NAMES), st.binary(max_size=60), st.floats(0, 1), st.integers(0, 40)
)


def read_changed(fuzzed: Editor, change: Change) -> None:
    """Change a file, named by its path or the name of its table, and read the package."""
    name, changed = change
    path = fuzzed.root / (fuzzed.path(name) if name in NAMES else name)
    before = path.read_bytes()
    try:
        path.write_bytes(changed(before))
        read_all(fuzzed.root)
        if name in NAMES:
            with refusals("cannot be read"):
                opened_folder(fuzzed.root).rows(name)
            with refusals():
                assert all(str(item).isprintable() for item in tidied(opened_folder(fuzzed.root).descriptor).left)
    finally:
        path.write_bytes(before)


@FEW
@given(change=DESCRIPTORS)
def test_any_descriptor_is_read_or_refused(change: Change, fuzzed: Editor) -> None:
    read_changed(fuzzed, change)


@FEW
@given(change=CHANGED_SCHEMAS)
def test_any_schema_is_read_or_refused(change: Change, fuzzed: Editor) -> None:
    read_changed(fuzzed, change)


@FEW
@given(data=BYTES)
def test_any_bytes_for_a_descriptor_are_read_or_refused(data: bytes, fuzzed: Editor) -> None:
    read_changed(fuzzed, (DESCRIPTOR, lambda _: data))


@FEW
@given(change=CHANGED_TABLES)
def test_any_bytes_in_a_table_are_read_or_faulted(change: Change, fuzzed: Editor) -> None:
    read_changed(fuzzed, change)


@pytest.mark.long
@MANY
@given(change=DESCRIPTORS | CHANGED_SCHEMAS | CHANGED_TABLES)
def test_any_change_of_a_file_is_read_or_refused(change: Change, fuzzed: Editor) -> None:
    read_changed(fuzzed, change)


def _verdicts(data: st.DataObject, fuzzed: Editor, whole: Path, **wanted: Any) -> None:
    """Break several things at once, and see that all layers, comparison and building come to a verdict."""
    before = {path: path.read_bytes() for path in fuzzed.root.rglob("*") if path.is_file()}
    try:
        for _ in range(data.draw(st.integers(1, 3))):
            name, inside = data.draw(st.sampled_from(SCHEMA_NODES))
            changed = with_node(SCHEMAS[name], inside, data.draw(JSON))
            (fuzzed.root / "schemas" / name).write_text(json.dumps(changed), encoding="utf-8")
        for _ in range(data.draw(st.integers(1, 6))):
            name = data.draw(st.sampled_from(sorted(NAMES)))
            rows = fuzzed.rows(name)
            # an earlier change may have broken a row in two
            whole_rows = [number for number, row in enumerate(rows) if number and len(row) == len(rows[0])]
            if whole_rows:
                row = data.draw(st.sampled_from(whole_rows))
                rows[row][data.draw(st.integers(0, len(rows[0]) - 1))] = data.draw(CELLS)
                text = format_rows(rows).encode("utf-8", "replace")
                (fuzzed.root / fuzzed.path(name)).write_bytes(text)
        works: list[Callable[[Path], object]] = [
            lambda root: validate(root, **wanted),
            lambda root: outputs(opened_folder(root)),
            lambda root: tidied(opened_folder(root).descriptor),
            lambda root: compare(opened_folder(whole), opened_folder(root)),
            lambda root: compare(opened_folder(root), opened_folder(whole)),
        ]
        for work in works:
            with refusals():
                work(fuzzed.root)
    finally:
        for path, content in before.items():
            path.write_bytes(content)


@VERY_FEW
@given(data=st.data())
def test_any_package_gets_a_verdict(data: st.DataObject, fuzzed: Editor, whole: Path) -> None:
    _verdicts(data, fuzzed, whole, standard=False)


@pytest.mark.long
@settings(FUZZ, max_examples=12)
@given(data=st.data())
def test_any_package_gets_a_verdict_from_every_layer(data: st.DataObject, fuzzed: Editor, whole: Path) -> None:
    _verdicts(data, fuzzed, whole)


@pytest.mark.long
@settings(FUZZ, max_examples=15)
@given(data=st.data())
def test_any_package_gets_a_verdict_from_duckdb(data: st.DataObject, fuzzed: Editor, whole: Path) -> None:
    _verdicts(data, fuzzed, whole, standard=False, engine="duckdb")


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
@pytest.mark.parametrize(
    ("target", "field", "found"),
    [
        ("events", "", {"profile": "schemas/events.json"}),
        ("events", "nothing", {"profile": "schemas/events.json"}),
        ("passages", "ordinal", {"profile": "schemas/events.json", "foreign-key": "data/events.csv"}),
        ("events", "date_earliest", {"profile": "schemas/events.json", "foreign-key": "data/events.csv"}),
    ],
)
def test_foreign_key_that_leads_nowhere_is_a_fault(
    target: str, field: str, found: dict[str, str], engine: str, specimen: Editor
) -> None:
    def change(schema: Any) -> None:
        (key,) = (key for key in schema["foreignKeys"] if key["fields"] == ["part_of_id"])
        key["reference"] = {"resource": target, "fields": [field]}

    specimen.json("schemas/events.json", change)
    problems = validate(specimen.root, standard=False, engine=engine).problems
    assert {item.code: item.path for item in problems} == found


@pytest.mark.parametrize("field", ["", "nothing"])
def test_further_foreign_key_that_leads_nowhere_is_a_fault(field: str, specimen: Editor) -> None:
    more = {"fields": ["label"], "reference": {"resource": "actors", "fields": [field]}}
    specimen.json("schemas/events.json", lambda schema: schema["foreignKeys"].append(more))
    (problem,) = validate(specimen.root, standard=False).problems
    assert (problem.code, problem.path, problem.column) == ("descriptor-value", "schemas/events.json", "foreignKeys")
    assert problem.detail == "name a field of actors"


@FUZZ
@given(EDTF)
def test_any_text_is_an_edtf_date_or_not(text: str) -> None:
    days = bounds(text)
    assert days is None or days[0] <= days[1]
    assert precision(text) in (None, "day", "month", "year", "interval")
    assert days is None or precision(text) is not None


@FUZZ
@given(st.text() | st.text(alphabet="a \u00a0\u200b\ufeff\u0301\u2019\n", max_size=60))
def test_any_text_has_one_canonical_form(text: str) -> None:
    plain = canonical.canonical(text)
    assert canonical.canonical(plain) == plain
    assert plain == plain.strip()
    assert "  " not in plain
    parts = passages(text) if text.isprintable() else []
    assert all(plain[part.start : part.end] == part.text for part in parts)


@FUZZ
@given(st.text(alphabet="ab\"' .", max_size=40), st.integers(-5, 60), st.text(max_size=8))
def test_any_passage_is_found_or_not(text: str, length: int, sha256: str) -> None:
    found = find_passages(text, [("psg-001", length, sha256), ("psg-002", len("a b"), canonical.digest("a b"))])
    assert set(found) <= {"psg-002"}


def _working_file(rows: list[list[str]]) -> bytes:
    return ("id,part,quote,passage_id,within\n" + format_rows(rows)).encode("utf-8", "replace")


@FUZZ
@given(data=st.binary(max_size=200) | st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=4).map(_working_file))
def test_any_quotes_are_located_or_refused(data: bytes, fuzzed: Editor) -> None:
    path = fuzzed.root / "quotes.csv"
    path.write_bytes(data)
    text = {"psg-001": "Newtown said it would never forget."}
    with refusals():
        for span in (locate(quote, text) for quote in read_quotes(path)):
            assert isinstance(span, str) or text[span.passage_id][span.start : span.end] == span.text


def _archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("package/datapackage.json", "{}" * 30)
        archive.writestr("package/data/a.csv", "a,b\n" * 30)
        archive.writestr("package/readme.md", "# A\n", zipfile.ZIP_LZMA)
        archive.writestr("package/data/b.csv", "a,b\n" * 30, zipfile.ZIP_BZIP2)
        archive.writestr("package/data/c.csv", "a,b\n" * 30, zipfile.ZIP_LZMA)
    return buffer.getvalue()


ARCHIVE = _archive()
FLIPS = st.lists(st.tuples(st.integers(0, len(ARCHIVE) - 1), st.integers(0, 255)), max_size=6)


@FUZZ
@given(flips=FLIPS, end=st.integers(0, len(ARCHIVE)))
def test_any_archive_is_unpacked_into_its_folder_or_refused(
    flips: list[tuple[int, int]], end: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = bytearray(ARCHIVE)
    for at, byte in flips:
        data[at] = byte
    folder = tmp_path_factory.mktemp("zip") / "inside"
    folder.mkdir()
    with refusals("a.zip: "):
        unpack(bytes(data if end % 2 else data[:end]), folder, "a.zip")
    assert list(folder.parent.iterdir()) == [folder]


ENTRIES = r"(## +[0-9.]{1,9} *(\([^)]*\))? *\n[a-z\n]{0,9}){0,5}"


@FUZZ
@given(data=st.binary(max_size=300) | st.from_regex(ENTRIES).map(str.encode))
def test_any_changelog_is_read_or_refused(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / "CHANGELOG.md").write_bytes(data)
    with refusals():
        assert all(entry.version for entry in entries(folder))


@FUZZ
@given(st.text(alphabet="ab()[]{}|*+?.^$\\-,0123456789d:=!<P>", max_size=25), st.lists(st.text(max_size=8), max_size=4))
def test_any_pattern_is_portable_and_means_the_same_or_is_not(pattern: str, cells: list[str]) -> None:
    if is_portable(pattern):
        plain = [cell for cell in [*cells, "a", "ab", ""] if "\n" not in cell]
        ours = matching(pattern, plain)
        theirs = [cell for cell in plain if re.compile(pattern, re.DOTALL).fullmatch(cell)]
        assert ours in (theirs, [])  # none where RE2 finds the counts too large


@FUZZ
@given(st.lists(st.text(max_size=20), min_size=1, max_size=3))
def test_any_cells_have_a_place_in_the_order(cells: list[str]) -> None:
    assert sort_key(cells) <= sort_key(cells)


# what a cell is replaced with: every kind of slip that a hand makes, and values of other rows
def _slip(rows: list[list[str]], row: int, column: int, chance: random.Random) -> str:
    cell, other = rows[row][column], chance.choice(rows[1:])[column]
    marks = chance.choice("=\u202e\x07")
    slips = [other, other, "", cell + "x", cell[:-1], cell.upper(), cell + " ", "1", "2025-02-12", "act-001", marks]
    return chance.choice(slips)


@pytest.mark.parametrize(
    ("seed", "count"), [(0, 12), *(pytest.param(seed, 40, marks=pytest.mark.long) for seed in range(1, 5))]
)
def test_a_changed_cell_is_reported_or_leaves_a_valid_package(
    seed: int, count: int, specimen: Editor, whole: Path, record_property: Callable[[str, object], None]
) -> None:
    """The same changes in every run; the shares are printed at the end of the run.

    The hashes are brought up to date, or every change would be reported for them. A package in which a change is not
    reported must be good for all that it is used for, and ``compare`` must list the change.
    """
    chance = random.Random(seed)
    places = [
        (name, row, column)
        for name in NAMES
        for rows in [specimen.rows(name)]
        for row in range(1, len(rows))
        for column in range(len(rows[0]))
    ]
    before = {path: path.read_bytes() for path in specimen.root.rglob("*") if path.is_file()}
    reported = valid = 0
    for name, row, column in chance.sample(places, count):
        rows = specimen.rows(name)
        old = rows[row][column]
        rows[row][column] = next(new for _ in range(99) if (new := _slip(rows, row, column, chance)) != old)
        specimen.write(name, rows)
        specimen.rehash()
        if validate(specimen.root, standard=False).problems:
            reported += 1
        else:
            valid += 1
            assert load(specimen.root).tables[name].shape == (len(rows) - 1, len(rows[0]))
            assert any(path.name == "CITATION.cff" for path in outputs(opened_folder(specimen.root)))
            changes = compare(opened_folder(whole), opened_folder(specimen.root)).tables
            assert [table.name for table in changes] == [name]
        for file, content in before.items():
            file.write_bytes(content)
    record_property("cells changed", reported + valid)
    record_property("cells changed and reported", reported)
    record_property("cells changed and valid", valid)
    assert reported > valid
