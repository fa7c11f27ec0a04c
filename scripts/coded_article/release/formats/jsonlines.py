"""JSON Lines: one object a row, in the schema's order of columns; an empty cell is null."""

import json

from coded_article.release.formats import Content
from coded_article.release.formats.whole import whole

_FORM = {"format": "jsonl", "mediatype": "application/jsonl", "encoding": "utf-8"}
_LOAD = """Each line is a row. With DuckDB: `SELECT * FROM 'events.jsonl'`; with pandas, which makes floats of integers
where one is missing unless you say otherwise:
`pandas.read_json("events.jsonl", lines=True, dtype_backend="numpy_nullable")`."""


def render(content: Content) -> bytes:
    """Return a zip of one ``.jsonl`` file for each table, and what describes them."""
    files = {}
    for table in content.in_order():
        rows = (dict(zip(table.columns, row, strict=True)) for row in content.values(table.name))
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        files[f"{table.name}.jsonl"] = "".join(lines).encode("utf-8")
    return whole(content, _FORM, files, _LOAD)
