"""Parquet: typed columns, with the field descriptions and the package's version in each file's metadata.

The compression is Snappy, which readers in browsers know too. Dates are dates; to pandas alone, which would make
objects of them, and floats of integers where one is missing, each file says which of its own types to take.
"""

import io
import json
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from coded_article.model.schema import Field, Table
from coded_article.release.formats import Content, Value
from coded_article.release.formats.whole import whole

_TYPES = {"string": pa.string(), "integer": pa.int64(), "date": pa.date32()}
# by type: what pandas calls it, and which type of its own it is to take
_PANDAS = {
    "string": ("unicode", "string"),
    "integer": ("int64", "Int64"),
    "date": ("date", "timestamp[s][pyarrow]"),
}
_FORM = {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}
_FIRST = "events"  # the table that the library `datasets` gives who names none
_LOAD = """With pandas: `pandas.read_parquet("events.parquet")`; with DuckDB: `SELECT * FROM 'events.parquet'`; with the
library `datasets`, of this folder: `load_dataset(".", "events")`."""


def render(content: Content) -> bytes:
    """Return a zip of one ``.parquet`` file for each table, and what describes them; its README is a dataset card."""
    files = {f"{table.name}.parquet": _file(content, table) for table in content.in_order()}
    return whole(content, _FORM, files, _LOAD, front=_card(content))


def _card(content: Content) -> str:
    """Return the head of the README, in YAML, by which the library ``datasets`` knows each table as a configuration."""
    raw = content.metadata
    languages = dict.fromkeys(row["language"] for row in content.records("sources") if row["language"])
    lines = ["---", f"pretty_name: {json.dumps(str(raw.get('title', raw['name'])), ensure_ascii=False)}"]
    lines += [f"license: {raw['licenses'][0]['name'].lower()}"]
    lines += ["language:", *(f"- {language.split('-')[0]}" for language in languages)] if languages else []
    tags = raw.get("keywords", [])
    lines += ["tags:", *(f"- {json.dumps(str(tag), ensure_ascii=False)}" for tag in tags)] if tags else []
    lines.append("configs:")
    for table in content.in_order():
        lines += [f"- config_name: {table.name}", f"  data_files: {table.name}.parquet"]
        lines += ["  default: true"] if table.name == _FIRST else []
    return "\n".join([*lines, "---", "", ""])


def _file(content: Content, table: Table) -> bytes:
    schema = pa.schema([_field(field) for field in table.fields], metadata=_metadata(content, table))
    columns = list(zip(*content.values(table.name), strict=True)) or [()] * len(table.fields)
    arrays = [
        pa.array([_typed(field, value) for value in column], _TYPES[field.type])
        for field, column in zip(table.fields, columns, strict=True)
    ]
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), buffer, compression="snappy")
    return buffer.getvalue()


def _field(field: Field) -> Any:
    nullable = not field.constraints.get("required", False)
    description = {"title": field.title, "description": field.description}
    return pa.field(field.name, _TYPES[field.type], nullable=nullable, metadata=description)


def _metadata(content: Content, table: Table) -> dict[str, str]:
    raw = content.metadata
    schema = json.loads((content.descriptor.root / table.schema_path).read_text(encoding="utf-8"))
    columns = [
        {
            "name": field.name,
            "field_name": field.name,
            "pandas_type": _PANDAS[field.type][0],
            "numpy_type": _PANDAS[field.type][1],
            "metadata": None,
        }
        for field in table.fields
    ]
    return {
        "pandas": json.dumps({"index_columns": [], "column_indexes": [], "columns": columns}),
        "package": content.descriptor.name,
        "version": content.descriptor.version,
        "license": str(raw["licenses"][0]["name"]),
        "table": table.name,
        "title": table.title,
        "description": table.description,
        "table_schema": json.dumps(schema, ensure_ascii=False),
    }


def _typed(field: Field, value: Value) -> Any:
    return date.fromisoformat(value) if field.type == "date" and isinstance(value, str) else value
