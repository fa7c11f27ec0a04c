"""The layers that look at cells, keys, rules and spans, as SQL over tables that an engine has: the one way of checking.

The engine has, for each table, a view ``<table>_text``: its cells as text, missing ones NULL, and ``line``. Here
the views are typed, the rows that are not beyond suspicion are handed to the code that says what is wrong with a row,
keys are counted, and the rules in SQL run. It makes no difference whether the tables are those of a package, of a
corpus, or of a part of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from coded_article.check import sieve
from coded_article.check.sieve import Look
from coded_article.model.problems import Problem, Rule, declare, problem
from coded_article.model.profile import PROFILE, SENTENCES
from coded_article.model.schema import Descriptor, ForeignKey, Rows, Table
from coded_article.read.tables import cells as faults_of_form
from coded_article.rules.engine import Engine, literal, quoted
from coded_article.rules.in_row import edtf_reading
from coded_article.rules.run import faults

RULES = declare(
    Rule(
        code="primary-key",
        statement="no two rows share a key",
        remedy="give the row a new id, or delete the repetition",
        why="a key that two rows share leads to both of them, so joins would multiply rows",
        bad=r"evt-001,The bridge is closed\nevt-001,The bridge is opened\n",
        good=r"evt-001,The bridge is closed\nevt-002,The bridge is opened\n",
        layer="standard",
    ),
    Rule(
        code="foreign-key",
        statement="a key points at a row that exists",
        remedy="correct the key, or add the row it points at",
        why="the row refers to something that does not exist, and a join would drop it",
        bad="evd-001,evt-999,psg-001,content",
        good="evd-001,evt-001,psg-001,content",
        layer="standard",
    ),
)

_AT_ONCE = 20_000

Coverage = Mapping[str, tuple[int, int]]
Looks = dict[str, Look]


@dataclass(frozen=True)
class Finding:
    """What was found in some tables, at the lines of the views, and how many rows each table has.

    ``coverage`` are the sentences with evidence and all sentences by kind of passage, none where a table that this
    takes cannot be read; ``foreign`` the cells of foreign keys that are nowhere in their target.
    """

    form: list[Problem]
    in_rows: list[Problem]
    keys: list[Problem]
    across: list[Problem]
    anchors: list[Problem]
    rows: Mapping[str, int]
    coverage: Coverage
    foreign: list[tuple[Table, ForeignKey, str]]

    def problems(self, standard: Iterable[Problem] = (), article: Iterable[Problem] = ()) -> list[Problem]:
        """Return all problems, each fault once, with those that frictionless and a copy of the article show."""
        keys = [*self.keys, *standard]
        return merge((self.form, self.in_rows, keys, self.across, self.anchors, article))


def find(
    engine: Engine,
    descriptor: Descriptor,
    tables: Mapping[str, Table],
    earlier: Iterable[Problem],
    *,
    joined: AbstractSet[str] = frozenset(),
    looks: Looks | None = None,
) -> Finding:
    """Check the ``tables`` that the engine has; ``earlier`` are the faults of form that were found in reading them.

    Foreign keys may also lead to tables that are ``joined`` to these, of which the engine has the primary keys.
    ``looks`` say for a table what is still to be looked at of the form of its cells, if that is not all.
    """
    looks = looks or {}
    form = list(earlier)
    trusted = _trusted(tables)
    _define_typed(engine, tables, trusted, looks)
    rows = {name: engine.rows(f"SELECT count(*) FROM {quoted(name)}")[0][0] for name in tables}
    dangling = _dangling(engine, tables, joined)
    suspects = _suspects(engine, tables, trusted, {(table.name, fault.column) for table, _, fault in dangling}, looks)
    in_rows = _in_rows(engine, tables, suspects, looks, form)
    keys = [fault for table in tables.values() for fault in _repeated_keys(engine, table)]
    keys += [fault for _, _, fault in dangling]
    across: list[Problem] = []
    anchors: list[Problem] = []
    for fault in faults(engine, descriptor, tables.keys() & PROFILE.keys()):
        path = tables[fault.table].path if fault.table in tables else fault.table
        layer = across if fault.rule.layer == "across" else anchors
        layer.append(problem(fault.rule.code, path, *fault[2:]))
    foreign = [(table, key, fault.found) for table, key, fault in dangling]
    return Finding(form, in_rows, keys, across, anchors, rows, _coverage(engine, descriptor, tables), foreign)


def find_in_rows(engine: Engine, tables: Mapping[str, Table]) -> list[Problem]:
    """Check ``tables``, whose form is sound, each by itself: types, constraints, rules inside a row."""
    looks: Looks = dict.fromkeys(tables, "nothing")
    trusted: dict[str, dict[str, str]] = {name: {} for name in tables}
    _define_typed(engine, tables, trusted, looks)
    return _in_rows(engine, tables, _suspects(engine, tables, trusted, set(), looks), looks, [])


def merge(layers: Iterable[Iterable[Problem]]) -> list[Problem]:
    """Return the problems of all layers, sorted, each fault once; those of form come first.

    What a later layer says of a cell in which an earlier one found a fault, of a row whose cells had to
    be guessed because it was too short or too long, or of a row that repeats another, is a consequence and left out.
    """
    layers = [list(layer) for layer in layers]
    guessed = {(item.path, item.line) for item in layers[0] if item.code == "row-length"}
    repeated = {(item.path, item.line) for layer in layers for item in layer if item.code == "primary-key"}
    merged: set[Problem] = set()
    faulty: set[tuple[str, int, str]] = set()
    for number, layer in enumerate(layers):
        new = [
            item
            for item in layer
            if (item.path, item.line, item.column) not in faulty
            and (number == 0 or (item.path, item.line) not in guessed)
            and (number == 0 or item.code == "primary-key" or (item.path, item.line) not in repeated)
        ]
        merged.update(new)
        faulty |= {(item.path, item.line, item.column) for item in new if item.line or item.column}
    if any(item.is_error for item in merged):
        # an example is wrong wherever the row that it names is: reported when the errors are gone
        merged = {item for item in merged if item.code != "code-example"}
    return sorted(merged)


def _coverage(engine: Engine, descriptor: Descriptor, tables: Mapping[str, Table]) -> Coverage:
    needed = {"passages", "evidence", "records", *(descriptor.tables.keys() & {"packages"})}
    if not needed <= tables.keys():
        return {}
    sentences = f"kind IN ({', '.join(map(literal, SENTENCES))})"
    counted = dict(engine.rows(f"SELECT kind, count(*) FROM passages WHERE {sentences} GROUP BY kind"))
    without = Counter(dict(engine.rows("SELECT kind, count(*) FROM uncovered GROUP BY kind")))
    return {kind: (counted[kind] - without[kind], counted[kind]) for kind in sorted(counted, key=SENTENCES.index)}


def _define_typed(
    engine: Engine, tables: Mapping[str, Table], trusted: Mapping[str, Mapping[str, str]], looks: Looks
) -> None:
    """Define each table with its columns typed, and the table ``edtf``."""
    for name, table in tables.items():
        engine.define(name, sieve.typed(table, engine.casts, trusted[name].keys(), looks.get(name, "all")))
    _define_edtf(engine, tables)


def _in_rows(
    engine: Engine,
    tables: Mapping[str, Table],
    suspects: Mapping[str, list[int]],
    looks: Looks,
    form: list[Problem],
) -> list[Problem]:
    """Return the faults inside rows and of unique columns; add to ``form`` those of the form of cells."""
    found: list[Problem] = []
    known = {(item.path, item.line, item.column) for item in form}
    for name, table in tables.items():
        lines = suspects[name]
        for start in range(0, len(lines), _AT_ONCE):
            held = _rows(engine, table, lines[start : start + _AT_ONCE])
            if looks.get(name) != "nothing":
                form += [item for item in faults_of_form(held) if (item.path, item.line, item.column) not in known]
            faulty = {(item.line, item.column) for item in form if item.path == table.path}
            from coded_article.check.table import check  # half a second that a sound package need not pay

            found += [item for item in check(held, faulty)[1] if item.code != "unique"]
        found += _repeated_values(engine, table)
    return found


def _define_edtf(engine: Engine, tables: Mapping[str, Table]) -> None:
    """Define the table ``edtf``: what each distinct date of the tables stands for."""
    dates = {date for table in tables.values() for query in sieve.edtf_texts(table) for (date,) in engine.rows(query)}
    engine.load("edtf_texts", ("text", "first", "last", "unit"), [_edtf(date) for date in sorted(dates)])
    days = ", ".join(f"{engine.casts['date'].format(day)} AS {day}" for day in ("first", "last"))
    engine.define("edtf", f"SELECT text, {days}, unit FROM edtf_texts")


@lru_cache(maxsize=100_000)
def _edtf(date: str) -> tuple[str | None, ...]:
    first, last, unit = edtf_reading(date)
    return date, first and str(first), last and str(last), unit


def _rows(engine: Engine, table: Table, lines: list[int]) -> Rows:
    """Return the rows of a table that stand at ``lines``, as text."""
    columns = ", ".join(f"coalesce({quoted(name)}, '')" for name in table.columns)
    numbers = ", ".join(map(str, lines))
    view = quoted(f"{table.name}_text")
    rows = engine.rows(f"SELECT line, {columns} FROM {view} WHERE line IN ({numbers}) ORDER BY line")
    return Rows(table, [list(cells) for _, *cells in rows], [line for line, *_ in rows], usable=True, clean=True)


def _repeated_values(engine: Engine, table: Table) -> Iterator[Problem]:
    """Yield the cells of unique columns that repeat the cell of an earlier row."""
    for field in table.fields:
        if field.constraints.get("unique"):
            for line, record, value in _repeats(engine, table, (field.name,), field.name):
                yield problem("unique", table.path, line, field.name, record, str(value))


def _repeated_keys(engine: Engine, table: Table) -> Iterator[Problem]:
    """Yield the rows whose primary key is that of an earlier row."""
    key = ",".join(table.primary_key)
    joined = f"concat_ws(',', {', '.join(map(quoted, table.primary_key))})"
    for line, record, value in _repeats(engine, table, table.primary_key, joined, expression=True):
        yield problem("primary-key", table.path, line, key, record, str(value))


def _repeats(
    engine: Engine, table: Table, columns: tuple[str, ...], shown: str, *, expression: bool = False
) -> list[tuple[int, str, str]]:
    key, name = ", ".join(map(quoted, columns)), quoted(table.name)
    filled = " AND ".join(f"{quoted(column)} IS NOT NULL" for column in columns)
    (some,) = engine.rows(
        f"SELECT count(*) FROM (SELECT 1 FROM {name} WHERE {filled} GROUP BY {key} HAVING count(*) > 1) AS repeated"
    )[0]
    if not some:
        return []
    value = shown if expression else quoted(shown)
    return [
        (line, record or "", cell)
        for line, record, cell in engine.rows(
            f"SELECT line, record, value FROM (SELECT line, {quoted(table.columns[0])} AS record, {value} AS value,"
            f" row_number() OVER (PARTITION BY {key} ORDER BY line) AS place FROM {name} WHERE {filled}) AS numbered"
            " WHERE place > 1"
        )
    ]


def _trusted(tables: Mapping[str, Table]) -> dict[str, dict[str, str]]:
    """Return for each table the columns that are sound if their foreign key holds, each with its target."""
    return {
        name: {
            key.fields[0]: key.target
            for key in table.foreign_keys
            if key.target in tables and sieve.trustworthy(table, key, tables[key.target])
        }
        for name, table in tables.items()
    }


def _suspects(
    engine: Engine,
    tables: Mapping[str, Table],
    trusted: Mapping[str, Mapping[str, str]],
    dangling: AbstractSet[tuple[str, str]],
    looks: Looks,
) -> dict[str, list[int]]:
    """Return for each table the lines of the rows that are not beyond suspicion.

    A trusted column is looked at where its target has such rows too, or lacks some of its cells.
    """
    lines = {name: {line for (line,) in engine.rows(sieve.suspects(table))} for name, table in tables.items()}
    doubted = {name for name, numbers in lines.items() if numbers}
    for name, table in tables.items():
        columns = [
            column for column, target in trusted[name].items() if target in doubted or (name, column) in dangling
        ]
        if columns:
            query = sieve.unsound(table, engine.casts, columns, looks.get(name, "all"))
            lines[name].update(line for (line,) in engine.rows(query))
    return {name: sorted(numbers) for name, numbers in lines.items()}


def _dangling(
    engine: Engine, tables: Mapping[str, Table], joined: AbstractSet[str]
) -> list[tuple[Table, ForeignKey, Problem]]:
    """Return the cells of foreign keys that stand nowhere in their target, which each is read for all keys at once."""
    keys = [
        (table, key)
        for table in tables.values()
        for key in table.foreign_keys
        if key.target in tables or key.target in joined
    ]
    by_target: dict[tuple[str, str], list[int]] = {}
    for number, (_, key) in enumerate(keys):
        by_target.setdefault((key.target, key.target_fields[0]), []).append(number)
    dangling = []
    for (target, column), numbers in by_target.items():
        there = _as_text(tables.get(target), column, f"o.{quoted(column)}")
        cells = " UNION ALL ".join(_cells_of(number, *keys[number]) for number in numbers)
        for number, line, record, cell in engine.rows(
            f"SELECT t.number, t.line, t.record, t.cell FROM ({cells}) AS t"
            f" LEFT JOIN {quoted(target)} AS o ON {there} = t.cell WHERE o.{quoted(column)} IS NULL"
        ):
            table, key = keys[number]
            fault = problem("foreign-key", table.path, line, key.fields[0], record or "", str(cell))
            dangling.append((table, key, fault))
    return dangling


def _cells_of(number: int, table: Table, key: ForeignKey) -> str:
    cell, record = (_as_text(table, name, quoted(name)) for name in (key.fields[0], table.columns[0]))
    return (
        f"SELECT {number} AS number, line, {record} AS record, {cell} AS cell"
        f" FROM {quoted(table.name)} WHERE {quoted(key.fields[0])} IS NOT NULL"
    )


def _as_text(table: Table | None, column: str, cell: str) -> str:
    """Return the SQL of a cell as text: cells of several types are looked for in one column."""
    typed = {field.name for field in table.fields if field.type in ("integer", "date")} if table else ()
    return f"CAST({cell} AS VARCHAR)" if column in typed else cell
