"""JSON Lines: one object a row, in the schema's order of columns; an empty cell is null."""

import json

from coded_article.files.archive import pack
from coded_article.release.formats import Content


def render(content: Content) -> bytes:
    """Return a zip of one ``.jsonl`` file for each table."""
    files = {}
    for table in content.in_order():
        rows = (dict(zip(table.columns, row, strict=True)) for row in content.values(table.name))
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        files[f"{table.name}.jsonl"] = "".join(lines).encode("utf-8")
    return pack(files)
