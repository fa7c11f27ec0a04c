"""Parquet: typed columns, with the field descriptions and the package's version in each file's metadata."""

import io
import json
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from coded_article.files.archive import pack
from coded_article.model.schema import Field, Table
from coded_article.release.formats import Content, Value

_TYPES = {"string": pa.string(), "integer": pa.int64(), "date": pa.date32()}
# the dtypes that pandas gives the columns; by itself it makes numbers with missing cells floats, and dates objects
_DTYPES = {"string": "string", "integer": "Int64", "date": "date32[day][pyarrow]"}


def render(content: Content) -> bytes:
    """Return a zip of one ``.parquet`` file for each table."""
    return pack({f"{table.name}.parquet": _file(content, table) for table in content.in_order()})


def _file(content: Content, table: Table) -> bytes:
    schema = pa.schema([_field(field) for field in table.fields], metadata=_metadata(content, table))
    columns = list(zip(*content.values(table.name), strict=True)) or [()] * len(table.fields)
    arrays = [
        pa.array([_typed(field, value) for value in column], _TYPES[field.type])
        for field, column in zip(table.fields, columns, strict=True)
    ]
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), buffer, compression="zstd")
    return buffer.getvalue()


def _field(field: Field) -> Any:
    nullable = not field.constraints.get("required", False)
    description = {"title": field.title, "description": field.description}
    return pa.field(field.name, _TYPES[field.type], nullable=nullable, metadata=description)


def _metadata(content: Content, table: Table) -> dict[str, str]:
    raw = content.metadata
    schema = json.loads((content.descriptor.root / table.schema_path).read_text(encoding="utf-8"))
    return {
        "package": content.descriptor.name,
        "version": content.descriptor.version,
        "license": str(raw["licenses"][0]["name"]),
        "table": table.name,
        "title": table.title,
        "description": table.description,
        "table_schema": json.dumps(schema, ensure_ascii=False),
        "pandas": json.dumps(_for_pandas(table)),
    }


def _for_pandas(table: Table) -> dict[str, Any]:
    """Return what pandas reads of a file's metadata: its own dtype for each column, and no index."""
    columns = [
        {"name": field.name, "field_name": field.name, "pandas_type": "unicode" if field.type == "string" else field.type,
         "numpy_type": _DTYPES[field.type], "metadata": None}
        for field in table.fields
    ]  # fmt: skip
    return {"index_columns": [], "column_indexes": [], "columns": columns, "pandas_version": "2.2.0"}


def _typed(field: Field, value: Value) -> Any:
    return date.fromisoformat(value) if field.type == "date" and isinstance(value, str) else value
