"""Metadata for Datasette (https://docs.datasette.io), which shows the SQLite file as a site."""

from typing import Any

from coded_article.files.json_text import json_text
from coded_article.model.citation import citation
from coded_article.model.schema import Table
from coded_article.release.formats import LABELS, Content

_FACETS = 4  # columns that are counted beside a table


def render(content: Content) -> bytes:
    """Return the metadata: title, licence and citation; of each table its description, columns, label and facets."""
    raw = content.metadata
    licence = raw["licenses"][0]
    said = {
        "title": raw.get("title", raw["name"]),
        "license": licence["name"],
        **({"license_url": licence["path"]} if "path" in licence else {}),
        **({"source": raw["name"], "source_url": raw["homepage"]} if "homepage" in raw else {}),
    }
    database = {
        **said,
        "description": f"{raw.get('description', '')} Cite it as: {citation(raw)}".strip(),
        "tables": {table.name: _table(table) for table in content.in_order()},
    }
    # pages of tables take licence and source from the whole
    return json_text({**said, "databases": {content.stem: database}}).encode("utf-8")


def _table(table: Table) -> dict[str, Any]:
    labels = {**LABELS, "records": "label", "codes": "label"}
    facets = [field.name for field in table.fields if field.vocabulary]
    return {
        "description": table.description,
        "columns": {field.name: field.description for field in table.fields},
        **({"label_column": labels[table.name]} if table.name in labels else {}),
        **({"facets": facets[:_FACETS]} if facets else {}),
    }
