"""What ``corpora.py`` measures beside our own engines and frictionless: each a whole process that reads one corpus.

Prints what it found as JSON: the rows of each table, and how many faults. Imports only what the contender needs.

    python benchmarks/contenders.py CONTENDER CORPUS
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Found = tuple[dict[str, int], int]


def polars(corpus: Path) -> Found:
    """Read every table with its types, streaming, and check nothing."""
    import polars as pl

    kinds = {"string": pl.String, "integer": pl.Int64, "date": pl.Date}
    rows = {}
    for name, path, types in _tables(corpus):
        scan = pl.scan_csv(path, schema={column: kinds[kind] for column, kind in types.items()})
        counted = scan.select(pl.len().alias(""), pl.all().count()).collect(engine="streaming")
        rows[name] = counted.item(0, 0)
    return rows, 0


def duckdb(corpus: Path) -> Found:
    """Read every table with its types, and check nothing."""
    import duckdb

    kinds = {"string": "VARCHAR", "integer": "BIGINT", "date": "DATE"}
    rows = {}
    for name, path, types in _tables(corpus):
        scan = duckdb.read_csv(
            str(path),
            header=True,
            sep=",",
            quotechar='"',
            escapechar='"',
            columns={column: kinds[kind] for column, kind in types.items()},
            auto_detect=False,
        )
        counts = ", ".join(("count(*)", *(f'count("{column}")' for column in types)))
        rows[name] = scan.aggregate(counts).fetchall()[0][0]
    return rows, 0


def pandera_pandas(corpus: Path) -> Found:
    """Read every table as text, type it, and validate it with the schema that ``load`` uses."""
    import pandas as pd

    from coded_article.check.table import dataframe_schema  # before pandera, which it imports without pyspark
    from coded_article.read.descriptor import read_descriptor
    from pandera.errors import SchemaErrors  # isort: skip

    rows, faults = {}, 0
    for table in read_descriptor(corpus)[0].tables.values():
        frame = pd.read_csv(corpus / table.path, dtype="string", keep_default_na=False, na_values=[""])
        for field in table.fields:
            if field.type == "integer":
                frame[field.name] = frame[field.name].astype("Int64")
            elif field.type == "date":
                frame[field.name] = pd.to_datetime(frame[field.name], format="%Y-%m-%d").astype("datetime64[s]")
        rows[table.name] = len(frame)
        try:
            dataframe_schema(table).validate(frame, lazy=True)
        except SchemaErrors as errors:
            faults += len(errors.failure_cases)
    return rows, faults


def pandera_polars(corpus: Path) -> Found:
    """Read every table with its types, and validate it with the plan of its schema compiled to pandera.polars."""
    import pandera.polars as pa
    import polars as pl

    from coded_article.model.plan import Check, plan
    from coded_article.read.descriptor import read_descriptor

    kinds = {"string": pl.String, "integer": pl.Int64, "date": pl.Date}
    tests: dict[str, Callable[[Any, Any], Any]] = {
        "unique": lambda cell, _: cell.is_first_distinct() | cell.is_null(),
        "enum": lambda cell, enum: cell.is_in(enum),
        "pattern": lambda cell, pattern: cell.str.contains(f"^(?:{pattern})$"),
        "minimum": lambda cell, least: cell >= least,
        "maximum": lambda cell, most: cell <= most,
        "min-length": lambda cell, least: cell.str.len_chars() >= least,
        "max-length": lambda cell, most: cell.str.len_chars() <= most,
    }

    def rendered(check: Check) -> Any:
        test = tests[check.code](pl.col(check.column), check.parameter)
        return pa.Check(lambda data: data.lazyframe.select(test), name=check.code)

    rows, faults = {}, 0
    for table in read_descriptor(corpus)[0].tables.values():
        types = {field.name: kinds[field.type] for field in table.fields}
        checks = [check for check in plan(table) if check.code in tests]
        columns = {
            field.name: pa.Column(
                kinds[field.type],
                checks=[rendered(check) for check in checks if check.column == field.name],
                nullable=not field.constraints.get("required", False),
            )
            for field in table.fields
        }
        frame = pl.read_csv(corpus / table.path, schema=types)
        rows[table.name] = frame.height
        try:
            pa.DataFrameSchema(columns, strict=True, ordered=True).validate(frame, lazy=True)
        except pa.errors.SchemaErrors as errors:
            faults += len(errors.failure_cases)
    return rows, faults


def goodtables(corpus: Path) -> Found:
    """Validate with goodtables-pandas, which wants schemas in the descriptor and the table of every foreign key."""
    import goodtables_pandas

    descriptor = _descriptor(corpus)
    for resource in descriptor["resources"]:
        resource["schema"] = _schema(corpus, resource)
        resource["profile"] = "tabular-data-resource"  # how version 1 of the standard said `type: table`
        for key in resource["schema"].get("foreignKeys", []):
            key["reference"].setdefault("resource", "")
    os.chdir(corpus)  # what the paths in a descriptor that is no file are relative to
    report = goodtables_pandas.validate(descriptor)
    names = [resource["name"] for resource in descriptor["resources"]]
    rows = {name: table["stats"]["rows"] for name, table in zip(names, report["tables"], strict=True)}
    return rows, report["stats"]["errors"]


def _descriptor(corpus: Path) -> Any:
    return json.loads((corpus / "datapackage.json").read_text(encoding="utf-8"))


def _schema(corpus: Path, resource: dict[str, Any]) -> Any:
    return json.loads((corpus / resource["schema"]).read_text(encoding="utf-8"))


def _tables(corpus: Path) -> Iterator[tuple[str, Path, dict[str, str]]]:
    """Yield name, file and the types of the columns of each table."""
    for resource in _descriptor(corpus)["resources"]:
        fields = _schema(corpus, resource)["fields"]
        yield resource["name"], corpus / resource["path"], {field["name"]: field["type"] for field in fields}


CONTENDERS: dict[str, Callable[[Path], Found]] = {
    each.__name__: each for each in (polars, duckdb, pandera_pandas, pandera_polars, goodtables)
}


def main() -> None:
    """Run one contender."""
    rows, faults = CONTENDERS[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps({"rows": rows, "faults": faults}))


if __name__ == "__main__":
    main()
