"""Each rule that is stated in SQL, on its own examples: what it reports, and that every engine can read it."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from coded_article.model.problems import Layer
from coded_article.model.profile import PROFILE
from coded_article.rules import files
from coded_article.rules.engine import DuckDB, Engine, SQLite, quoted
from coded_article.rules.files import RuleFile, all_rule_files, rule_files
from coded_article.rules.in_row import EDTF, edtf_columns, edtf_reading
from coded_article.rules.run import offending
from coded_article.rules.views import VIEWS

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
TYPES: dict[str, dict[str, str]] = {
    path.stem: {
        field["name"]: field["type"]
        for field in json.loads(path.read_text(encoding="utf-8"))["fields"]
        if field["type"] != "string"
    }
    for path in SCHEMAS.glob("*.json")
}
IN_ROW = rule_files("table")
SELECTS = (*rule_files("across"), *rule_files("anchors"))
Example = dict[str, tuple[list[str], list[list[str | None]]]]


def named(rules: tuple[RuleFile, ...]) -> list[object]:
    return [pytest.param(one, id=one.rule.code) for one in rules]


def example(text: str) -> tuple[Example, list[tuple[str, str]]]:
    """Return the tables of an example, their columns and rows, and the record and column that are to be found."""
    tables: Example = {}
    found = []
    name = ""
    for line in text.split("\n"):
        cells = [cell.strip() for cell in line.split("|")]
        if line.startswith("found: "):
            record, _, column = line.removeprefix("found: ").rpartition(" ")
            found.append(("" if record == "-" else record, column))
        elif not line.startswith(" "):
            name = line
        elif name not in tables:
            tables[name] = cells, []
        else:
            tables[name][1].append([cell or None for cell in cells])
            assert len(cells) == len(tables[name][0]), line
    return tables, found


def cast(name: str, kind: str | None, engine: Engine) -> str:
    """Return the SQL of a column of texts in its type."""
    if name in ("least", "number"):  # of views, as is the next
        return f"{engine.casts['integer'].format(quoted(name))} AS {quoted(name)}"
    if name == "released":
        return f"released = 'true' AS {name}"
    return f"{engine.casts.get(kind or '', '{}').format(quoted(name))} AS {quoted(name)}"


def load(engine: Engine, name: str, columns: list[str], rows: list[list[str | None]], types: Mapping[str, str]) -> None:
    """Give the engine a table of an example, typed, with its lines as in a file that has a header."""
    engine.load(f"{name}_text", ["line", *columns], [[line, *row] for line, row in enumerate(rows, start=2)])
    typed = ", ".join(cast(column, types.get(column), engine) for column in columns)
    engine.define(name, f"SELECT line, {typed} FROM {name}_text")


@pytest.fixture(params=["sqlite", "duckdb"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "sqlite":
        yield SQLite()
        return
    with duckdb.connect(config={"threads": 1}) as connected:
        yield DuckDB(connected)


@pytest.mark.parametrize("one", named(SELECTS))
@pytest.mark.parametrize("kind", ["bad", "good"])
def test_example_across_rows(one: RuleFile, kind: str, engine: Engine) -> None:
    tables, found = example(getattr(one.rule, kind))
    assert tables.keys() == set(one.reads)
    assert bool(found) == (kind == "bad")
    for name, (columns, rows) in tables.items():
        load(engine, name, columns, rows, TYPES.get(name, {}))
    reported = offending(engine, one)
    assert sorted((record or "", column) for _, _, column, record, _ in reported) == sorted(found)
    assert all(table in PROFILE or line == 0 for table, line, *_ in reported)


@pytest.mark.parametrize("one", named(IN_ROW))
@pytest.mark.parametrize("kind", ["bad", "good"])
def test_example_in_a_row(one: RuleFile, kind: str, engine: Engine) -> None:
    ((columns, rows),) = example(getattr(one.rule, kind))[0].values()
    types = {column: kind for table in TYPES.values() for column, kind in table.items()}
    for number, setting in enumerate(one.settings):
        if number == 0:
            assert columns == [column.format_map(setting) for column in one.reads]
        names = [column.format_map(setting) for column in one.reads]
        readings = dict(zip(names, zip(*rows, strict=True), strict=True))
        kinds = dict(types)
        for column in set(names) & set(EDTF):
            dates = [edtf_reading(cell or "") for cell in readings[column]]
            for name, read in zip(edtf_columns(column), zip(*dates, strict=True), strict=True):
                readings[name] = tuple(None if cell is None else str(cell) for cell in read)
                kinds[name] = "string" if name.endswith("_unit") else "date"
        name = f"example_{number}"
        load(engine, name, list(readings), [list(row) for row in zip(*readings.values(), strict=True)], kinds)
        held = engine.rows(f"SELECT coalesce({one.sql.format_map(setting)}, FALSE) FROM {name}")
        assert [bool(holds) for (holds,) in held] == [kind == "good"] * len(rows)


@pytest.mark.parametrize("one", named(SELECTS))
def test_reads_the_tables_and_views_that_it_names(one: RuleFile) -> None:
    query = sqlglot.parse_one(one.sql, read="duckdb")
    own = {part.alias for part in query.find_all(exp.CTE)}
    assert {table.name for table in query.find_all(exp.Table)} - own == set(one.reads)
    assert set(one.reads) <= {*PROFILE, *VIEWS}


@pytest.mark.parametrize("one", named(IN_ROW))
def test_reads_the_columns_that_it_names(one: RuleFile) -> None:
    for setting in one.settings:
        query = sqlglot.parse_one(f"SELECT {one.sql.format_map(setting)}", read="duckdb")
        source = {reading: column for column in EDTF for reading in edtf_columns(column)}
        read = {source.get(column.name, column.name) for column in query.find_all(exp.Column)}
        names = [column.format_map(setting) for column in one.reads]
        assert read == set(names)
        assert one.points_at.format_map(setting) in names


@pytest.mark.parametrize("one", named((*IN_ROW, *SELECTS)))
def test_can_be_translated_for_spark(one: RuleFile) -> None:
    sql = f"SELECT {one.sql.format_map(one.settings[0])}" if one in IN_ROW else one.sql
    translated = sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    assert len(translated) == 1


def test_every_file_is_in_a_folder_that_is_read() -> None:
    folder = Path(files.__file__).parent
    codes = sorted(path.stem for path in folder.rglob("*.sql"))
    assert codes == sorted(one.rule.code for one in all_rule_files())
    assert {path.relative_to(folder).parts[0] for path in folder.rglob("*.sql")} <= set(get_args(Layer))


HEAD = """-- a rule
--   in two lines
-- why: one reason
-- remedy: do this
-- points at: {column}
-- reads: {column}
-- with: column=title
-- bad:
--   events
-- good:
--   events
{column} IS NOT NULL
"""


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder from which the rules are read instead."""
    monkeypatch.setattr(files, "_HERE", tmp_path)
    monkeypatch.setattr(files, "declare", lambda *rules: rules)
    rule_files.cache_clear()
    (tmp_path / "table").mkdir()
    yield tmp_path / "table" / "new.sql"
    rule_files.cache_clear()


def test_head_is_read(read: Path) -> None:
    read.write_text(HEAD, encoding="utf-8")
    (one,) = rule_files("table")
    assert one.rule.code == "new"
    assert one.rule.statement == "a rule in two lines"
    assert (one.rule.layer, one.rule.severity) == ("table", "error")
    assert (one.reads, one.settings) == (("{column}",), ({"column": "title"},))
    assert one.sql == "{column} IS NOT NULL"


@pytest.mark.parametrize("part", ["a rule\n--   in two lines", "why", "remedy", "points at", "reads", "bad", "good"])
def test_head_that_lacks_a_part_is_refused(part: str, read: Path) -> None:
    read.write_text(re.sub(rf"-- {part}.*\n(?:--   .*\n)*", "", HEAD), encoding="utf-8")
    with pytest.raises(ValueError, match=r"new\.sql: the head lacks"):
        rule_files("table")


@pytest.mark.parametrize("line", ["-- seriousness: high", "-- Why: capital", "--", "-- more of it"])
def test_head_with_an_unknown_part_is_refused(line: str, read: Path) -> None:
    read.write_text(HEAD.replace("-- bad:", f"{line}\n-- bad:"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"new\.sql: unexpected line in the head"):
        rule_files("table")


@pytest.mark.parametrize("line", ["-- severity: grave", "-- since: 0.9"])
def test_unknown_severity_or_version_is_refused(line: str, read: Path) -> None:
    read.write_text(HEAD.replace("-- bad:", f"{line}\n-- bad:"), encoding="utf-8")
    with pytest.raises(ValueError, match="a known severity or a known version"):
        rule_files("table")
