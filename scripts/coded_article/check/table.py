"""Layer 3, table: text rows to typed pandas frames, and the plan of checks rendered to pandera.

``dataframe_schema`` gives the importable schema behind ``load``: dtypes ``string``, ``Int64`` and
``datetime64[s]``, the constraints of the Table Schema, and the rules inside one row.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_datetime64_any_dtype, is_integer_dtype, is_string_dtype

from coded_article.check.frames import DTYPES, frame_of
from coded_article.model.patterns import connection, matching
from coded_article.model.plan import plan
from coded_article.model.problems import Problem, problem
from coded_article.model.schema import Rows, Table
from coded_article.rules.in_row import EDTF, RowRule, edtf_columns, edtf_reading, rules_of


@contextmanager
def _without(module: str) -> Iterator[None]:
    """Import other modules as if ``module`` were not installed, unless it is imported already."""
    hidden = module not in sys.modules
    if hidden:
        sys.modules[module] = None  # type: ignore[assignment] # what the import system takes for absent
    try:
        yield
    finally:
        if hidden:
            del sys.modules[module]


with _without("pyspark"):  # where it is installed pandera imports all of it: a second and more, and a warning
    import pandera.pandas as pa


_KINDS: dict[str, Callable[[Any], bool]] = {
    "string": is_string_dtype,
    "integer": is_integer_dtype,
    "date": is_datetime64_any_dtype,
}


def typed(rows: Rows) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the rows as a frame with typed columns, and the cells that are not of their type."""
    frame = frame_of(rows)
    problems = [
        _at("type", rows, index, field.name)
        for place, field in enumerate(rows.table.fields)
        if field.type != "string"
        for index, (cells, missing) in enumerate(zip(rows.cells, frame[field.name].isna(), strict=True))
        if cells[place] and missing
    ]
    return frame, problems


def dataframe_schema(table: Table, *, coerce: bool = False, strict: bool = True) -> pa.DataFrameSchema:
    """Return the pandera schema of a typed frame of ``table``.

    With ``coerce`` columns of other types, such as dates as text, are converted first; without ``strict`` a frame may
    have further columns, and its columns in any order.
    """
    checks = plan(table)
    columns = {
        field.name: pa.Column(
            DTYPES.get(field.type, DTYPES["string"]),
            checks=[
                _CHECKS[check.code](check.parameter, check.code)
                for check in checks
                if check.column == field.name and check.code in _CHECKS
            ],
            nullable=not field.constraints.get("required", False),
            title=field.title,
            description=field.description,
            coerce=coerce,
        )
        for field in table.fields
    }
    return pa.DataFrameSchema(
        columns,
        checks=[_render_row(rule, table) for rule in rules_of(table.columns)],
        name=table.name,
        title=table.title,
        description=table.description,
        strict=strict,
        ordered=strict,
    )


def check(rows: Rows, faulty: AbstractSet[tuple[int, str]] = frozenset()) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the typed frame of a table and every cell and row of it that its schema refuses.

    ``faulty`` names cells, by line and column, in which an earlier layer found a fault. A rule that reads
    a faulty cell of a row is not applied to that row: its verdict would only repeat the fault.
    """
    frame, problems = typed(rows)
    schema = dataframe_schema(rows.table)
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        rules = {rule.name: rule for rule in rules_of(rows.table.columns)}
        cases = sorted({_case(rules, case) for case in errors.failure_cases.itertuples(index=False)})
        unfit = {(item.line, item.column) for item in problems} | faulty
        for name, column, index in cases:
            if name not in rules and (rows.lines[index], column) not in unfit:
                problems.append(_at(name, rows, index, column))
        unfit |= {(item.line, item.column) for item in problems}
        for name, column, index in cases:
            if name in rules and not any((rows.lines[index], read) in unfit for read in rules[name].columns):
                problems.append(_at(rules[name].rule.code, rows, index, column))
    return frame, problems


def _case(rules: Mapping[str, RowRule], case: Any) -> tuple[str, str, int]:
    """Return check, column and row of one of pandera's failure cases; a row fails once per column there."""
    if case.index is None:
        if "MemoryError" in str(case.failure_case):  # pandera holds it for a verdict
            raise MemoryError
        msg = f"the rule {case.check} could not be applied: {case.failure_case}"
        raise RuntimeError(msg)
    name = "required" if case.check == "not_nullable" else str(case.check)
    return name, rules[name].column if name in rules else str(case.column), int(case.index)


def _at(code: str, rows: Rows, index: int, column: str) -> Problem:
    place = rows.table.columns.index(column)
    limit = rows.table.fields[place].constraints.get(code)
    detail = f"{code}: {', '.join(limit) if isinstance(limit, list) else limit}" if limit is not None else ""
    cells = rows.cells[index]
    return problem(code, rows.table.path, rows.lines[index], column, cells[0], cells[place], detail)


# what makes pandera's check of a filled cell, by code; missing cells are the business of `required`
_CHECKS: dict[str, Callable[[Any, str], pa.Check]] = {
    "unique": lambda _, code: pa.Check(lambda cells: ~cells.duplicated(keep="first"), name=code, error=code),
    "enum": lambda codes, code: pa.Check.isin(codes, error=code),
    # in linear time, which pandera's own does not promise; each distinct cell is matched once: keys repeat
    "pattern": lambda pattern, code: pa.Check(
        lambda cells: cells.isin(matching(pattern, map(str, cells.unique()))), name=code, error=code
    ),
    "minimum": lambda least, code: pa.Check.ge(least, error=code),
    "maximum": lambda most, code: pa.Check.le(most, error=code),
    "min-length": lambda least, code: pa.Check.str_length(min_value=least, error=code),
    "max-length": lambda most, code: pa.Check.str_length(max_value=most, error=code),
}


def _render_row(rule: RowRule, table: Table) -> pa.Check:
    kinds: dict[str, Callable[[Any], bool]] = {
        field.name: _KINDS.get(field.type, is_string_dtype) for field in table.fields
    }

    def holds(frame: pd.DataFrame) -> "pd.Series[bool] | bool":
        # of columns that are missing or of another type, which is reported, a rule has nothing to say
        readable = all(name in frame.columns and kinds[name](frame[name]) for name in rule.columns)
        return row_rule(rule, frame) if readable else True

    return pa.Check(holds, error=rule.name, name=rule.name, description=rule.rule.statement)


def row_rule(rule: RowRule, frame: pd.DataFrame) -> "pd.Series[bool]":
    """Return for each row of a typed frame whether the rule holds there."""
    read = frame[list(rule.columns)].copy()
    for column in set(EDTF) & set(rule.columns):
        readings = {text: edtf_reading(text) for text in read[column].dropna().unique()}
        for number, name in enumerate(edtf_columns(column)):
            values = [None if pd.isna(text) else readings[text][number] for text in read[column]]
            kind: Any = "string" if name.endswith("_unit") else "datetime64[s]"
            read[name] = pd.array(values, dtype=kind) if kind == "string" else np.array(values, dtype=kind)
    query = f"SELECT coalesce({rule.holds}, FALSE) FROM rows"  # our own rule
    held = connection().cursor().register("rows", read).execute(query)
    return pd.Series([holds for (holds,) in held.fetchall()], index=frame.index, dtype=bool)
