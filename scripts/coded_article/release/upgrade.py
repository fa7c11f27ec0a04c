"""A package brought to the newest version of the profile, without touching what is coded."""

import json
from collections.abc import Mapping
from typing import Any

from coded_article.files.canonical_csv import format_table
from coded_article.files.json_text import json_text
from coded_article.model.profile import CONFORMS_TO, DESCRIPTOR, REPLACED, SCHEMAS, VERSIONS, codes_after, prefixed
from coded_article.model.schema import Table
from coded_article.read.later import in_columns
from coded_article.read.opening import Opened


def upgraded(package: Opened) -> dict[str, str]:
    """Return the files that change, by path: the descriptor, and schemas and tables that take new columns or codes.

    New columns are empty, but for what follows from what is coded; ``build`` does the rest.

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
            texts[rows.table.path] = _table(package, rows.table, [field["name"] for field in wanted["fields"]])
    return texts


def _schema(own: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
    """Return a package's schema with what the profile has gained: columns, in the profile's order, keys, prefixes."""
    fields = {field["name"]: _field(profile["name"], field) for field in own["fields"]}
    ordered = [fields.pop(field["name"], field) for field in profile["fields"]]
    keys = own.get("foreignKeys", [])
    gained = [key for key in profile.get("foreignKeys", []) if key["fields"] not in [had["fields"] for had in keys]]
    more = {"foreignKeys": [*keys, *gained]} if keys or gained else {}
    return {**own, "fields": [*ordered, *fields.values()], **more}


def _field(table: str, field: Mapping[str, Any]) -> dict[str, Any]:
    """Return a field with the pattern that took the place of its own, if one did."""
    pattern = REPLACED.get(str(field["constraints"].get("pattern")))
    if not pattern:
        return dict(field)
    example = prefixed(table, {field["name"]: field["example"]})[field["name"]]
    return {**field, "example": example, "constraints": {**field["constraints"], "pattern": pattern}}


def _table(package: Opened, table: Table, columns: list[str]) -> str:
    rows = [dict(zip(columns, cells, strict=True)) for cells in in_columns(package, table.name, columns)]
    if table.name == "codes":
        had = {(row["vocabulary"], row["code"]) for row in rows}
        gained = [row for row in codes_after(table.follows) if (row["vocabulary"], row["code"]) not in had]
        rows += [{column: row.get(column, "") for column in columns} for row in gained]
    return format_table(columns, table.primary_key, rows)
