"""Layer 4, sql: the rules across tables. One rule is one ``SELECT`` that returns the offending rows.

Each file in ``sql/`` returns table (or path of a file), line, column, record and what was found. It reads
the tables under their names, each with its physical ``line``, and these views:

``record_rows``   every row of the four record tables: table_name, line, key_column, record_id
``record_uses``   every cell elsewhere that names a record: table_name, line, column_name, row_id, record_id
``record_cells``  every cell, as text, of the records that an outside check names: record_id, field, value
``code_uses``     every coded cell: vocabulary, code, table_name, line, column_name, row_id
``used_codes``    every code that some cell has, once or more: vocabulary, code
``schema_codes``  every code that a schema lists: schema_path, field, vocabulary, code
``package``       one row for each namespace of ids, with its colon, "" for none: namespace, version, missing if it
                  is none, and whether it is released, which is when it has a date

The files are written in DuckDB's SQL. Whatever else runs them is an ``Engine`` that translates.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from coded_article.model.problems import Problem, problem
from coded_article.model.profile import PROFILE
from coded_article.model.schema import Descriptor, Rows
from coded_article.rules.catalogue import RULES
from coded_article.rules.engine import DuckDB, Engine
from coded_article.rules.views import _define_views, _tables_of

if TYPE_CHECKING:
    import pandas as pd


class Fault(NamedTuple):
    """One row that a rule returned: its table, or the path of a file, and the rest as in ``Problem``."""

    code: str
    table: str
    line: int
    column: str
    record: str
    found: str


def problems_of(
    descriptor: Descriptor, tables: Mapping[str, Rows], frames: Mapping[str, "pd.DataFrame"]
) -> list[Problem]:
    """Return what the rules across tables find in the typed frames of the usable tables."""
    frames = {name: frame for name, frame in frames.items() if name in PROFILE}
    with duckdb.connect(config={"threads": 1, "enable_external_access": False}) as connected:
        engine = DuckDB(connected)
        for name, frame in frames.items():
            dates = [field.name for field in tables[name].table.fields if field.type == "date"]
            casts = ", ".join(f'CAST("{date}" AS DATE) AS "{date}"' for date in dates)
            connected.register(f"{name}_frame", frame.assign(line=tables[name].lines))
            replaced = f" REPLACE ({casts})" if casts else ""
            engine.define(name, f'SELECT *{replaced} FROM "{name}_frame"')
        return [
            problem(fault.code, tables[fault.table].table.path if fault.table in tables else fault.table, *fault[2:])
            for fault in faults(engine, descriptor, frames.keys())
        ]


def faults(engine: Engine, descriptor: Descriptor, tables: AbstractSet[str]) -> Iterator[Fault]:
    """Yield what the rules across tables find in those ``tables`` of the profile that the engine has.

    A rule that reads a table which is not there is left out; that table's own fault is reported.
    """
    known = {*tables, *_define_views(engine, descriptor, tables)}
    for code, query in rules().items():
        if _tables_of(query) <= known:
            for table, line, column, record, found in engine.rows(query):
                yield Fault(code, table, line, column, record or "", found or "")


@cache
def rules() -> Mapping[str, str]:
    """Return the SQL of every rule that is stated in SQL, by code."""
    folder = files("coded_article.rules") / "sql"
    return {
        code: (folder / f"{code}.sql").read_text(encoding="utf-8")
        for code, rule in RULES.items()
        if rule.layer in ("sql", "anchors")
    }
