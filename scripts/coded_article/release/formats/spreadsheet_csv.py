"""The CSVs with a byte order mark, by which spreadsheets know UTF-8; with metadata for Kaggle, which shows CSVs."""

import codecs
from typing import Any

from coded_article.files.canonical_csv import format_rows
from coded_article.files.json_text import json_text
from coded_article.model.profile import CSV
from coded_article.release.formats import Content
from coded_article.release.formats.whole import whole

_LOAD = """Import each file as UTF-8, and choose *text* for every column that no program should turn into numbers. For
Kaggle, write your account in place of `OWNER` in `dataset-metadata.json`."""
_KAGGLE_TITLE = 50  # characters that Kaggle allows


def render(content: Content) -> bytes:
    """Return a zip of one ``.csv`` file for each table, and what describes them."""
    files = {
        f"{table.name}.csv": codecs.BOM_UTF8
        + format_rows([table.columns, *content.tables[table.name].cells]).encode("utf-8")
        for table in content.in_order()
    }
    return whole(content, CSV, files, _LOAD, more={"dataset-metadata.json": json_text(_kaggle(content)).encode()})


def _kaggle(content: Content) -> dict[str, Any]:
    """Return the metadata that Kaggle's own client uploads a data set with."""
    raw = content.metadata
    name = content.descriptor.name
    return {
        "title": str(raw.get("title", name))[:_KAGGLE_TITLE].strip(),
        "id": f"OWNER/{name[:_KAGGLE_TITLE].strip('-._').replace('.', '-').replace('_', '-')}",
        "licenses": [{"name": raw["licenses"][0]["name"]}],
        "keywords": [],
        "description": raw.get("description", ""),
        "resources": [
            {
                "path": f"{table.name}.csv",
                "description": table.description,
                "schema": {
                    "fields": [
                        {"name": field.name, "title": field.description, "type": field.type} for field in table.fields
                    ]
                },
            }
            for table in content.in_order()
        ],
    }
