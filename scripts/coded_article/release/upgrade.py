"""A package brought to the newest version of the profile, without touching what is coded."""

import json
from collections.abc import Mapping
from typing import Any

from coded_article.files.canonical_csv import format_table
from coded_article.files.json_text import json_text
from coded_article.model.profile import CONFORMS_TO, DESCRIPTOR, SCHEMAS, VERSIONS, profile_codes
from coded_article.model.schema import Rows
from coded_article.read.opening import Opened


def upgraded(package: Opened) -> dict[str, str]:
    """Return the files that change, by path: the descriptor, and schemas and tables that take new columns.

    New columns are empty, but for what the profile says of its own codes; ``build`` does the rest.

    Raises:
        RefusedError: a table of the profile is not there, or cannot be read.
    """
    raw = dict(package.descriptor.raw)
    first = {"$schema": raw.pop("$schema"), "conformsTo": CONFORMS_TO[VERSIONS[-1]]}
    raw.pop("conformsTo", None)
    texts = {DESCRIPTOR: json_text({**first, **raw})}
    for name, rows in package.tables.items():
        if name not in SCHEMAS:
            continue
        schema = json.loads((package.root / rows.table.schema_path).read_text(encoding="utf-8"))
        wanted = _schema(schema, SCHEMAS[name])
        if wanted != schema:
            package.rows(name)  # or it is refused
            texts[rows.table.schema_path] = json_text(wanted)
            texts[rows.table.path] = _table(rows, [field["name"] for field in wanted["fields"]])
    return texts


def _schema(own: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
    """Return a package's schema with the columns and keys that the profile has gained, in the profile's order."""
    fields = {field["name"]: field for field in own["fields"]}
    ordered = [fields.pop(field["name"], field) for field in profile["fields"]]
    keys = own.get("foreignKeys", [])
    gained = [key for key in profile.get("foreignKeys", []) if key not in keys]
    more = {"foreignKeys": [*keys, *gained]} if keys or gained else {}
    return {**own, "fields": [*ordered, *fields.values()], **more}


def _table(rows: Rows, columns: list[str]) -> str:
    known = {(row["vocabulary"], row["code"]): row for row in profile_codes()} if rows.table.name == "codes" else {}
    written = []
    for cells in rows.cells:
        row = dict(zip(rows.table.columns, cells, strict=True))
        facts = known.get((row.get("vocabulary", ""), row.get("code", "")), {})
        written.append({column: row.get(column, facts.get(column, "")) for column in columns})
    return format_table(columns, rows.table.primary_key, written)
