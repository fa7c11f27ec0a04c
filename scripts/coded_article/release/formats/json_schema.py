"""The profile as a JSON Schema, so that generic validators can check a package without this library.

The whole validates a ``datapackage.json``: the Data Package profile, version 2, and what this profile asks besides.
``#/definitions/codes`` validates the table ``codes`` as an array of objects. What a descriptor alone cannot show, the
columns and their constraints, is in the Table Schemas.
"""

from typing import Any

from coded_article.files.json_text import json_text
from coded_article.model.citation import ADDRESS
from coded_article.model.profile import (
    CLOSED,
    CONFORMS_TO,
    CSV,
    CSV_BEFORE,
    PACKAGE_NAME,
    PACKAGE_PROFILE,
    SCHEMAS,
    TABLES,
    by_vocabulary,
    profile_codes,
)
from coded_article.model.schema import ISSUED, LAST_ISSUED
from coded_article.model.versions import SEMVER
from coded_article.read.descriptor import MOMENT
from coded_article.release.formats import Content

_TEXT: dict[str, Any] = {"type": "string"}
_CSV = {
    **{key: {"enum": [one for one in (value, CSV_BEFORE[key]) if one]} for key, value in CSV.items()},
    "bytes": {"type": "integer"},
    "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
}


def render(_: Content) -> bytes:
    """Return the JSON Schema, draft 7, which is the same for every package."""
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"Coded article data package ({', '.join(CONFORMS_TO.values())})",
        "allOf": [{"$ref": PACKAGE_PROFILE}, {"$ref": "#/definitions/descriptor"}],
        "definitions": {"descriptor": _descriptor(), "codes": _codes()},
    }
    return json_text(schema).encode("utf-8")


def _descriptor() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["$schema", "name", "version", "licenses", "resources"],
        "properties": {
            "$schema": {"const": PACKAGE_PROFILE},
            "conformsTo": {"enum": [*CONFORMS_TO.values()]},
            "name": {"type": "string", "pattern": f"^(?:{PACKAGE_NAME.pattern})$"},
            "version": {"type": "string", "pattern": f"^(?:{SEMVER.pattern})$"},
            "created": {"type": "string", "format": "date-time", "pattern": f"^(?:{MOMENT.pattern})$"},
            **dict.fromkeys(("id", "title", "description"), _TEXT),
            **{key: {"type": "string", "pattern": f"^(?:{ADDRESS.pattern})$"} for key in ("homepage", "repository")},
            "keywords": {"type": "array"},
            "licenses": _each_with("name"),
            "contributors": _each_with("title", "path", "givenName", "familyName"),
            "sources": _each_with("title"),
            "resources": {
                "type": "array",
                "items": _resource(),
                "allOf": [
                    {"contains": {"properties": {"name": {"const": table}}, "required": ["name"]}} for table in TABLES
                ],
            },
        },
        "additionalProperties": False,
    }


def _each_with(part: str, *more: str) -> dict[str, Any]:
    item = {"type": "object", "required": [part], "properties": dict.fromkeys((part, *more), _TEXT)}
    return {"type": "array", "minItems": 1, "items": item}


def _resource() -> dict[str, Any]:
    properties = dict.fromkeys(("path", "title", "description", "schema"), _TEXT)
    properties["name"] = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
    properties[LAST_ISSUED] = {"type": "string", "pattern": f"^(?:{ISSUED})$"}
    return {
        "type": "object",
        "required": [key for key in ("name", "path", "schema", *_CSV) if key != "profile"],
        "properties": {**properties, **_CSV},
        "additionalProperties": False,
    }


def _codes() -> dict[str, Any]:
    columns = {field["name"]: _TEXT for field in SCHEMAS["codes"]["fields"]}
    required = [field["name"] for field in SCHEMAS["codes"]["fields"] if field["constraints"].get("required")]
    closed = [
        {
            "if": {"properties": {"vocabulary": {"const": vocabulary}}},
            "then": {"properties": {"code": {"enum": [row["code"] for row in rows]}}},
        }
        for vocabulary, rows in by_vocabulary(profile_codes()).items()
        if vocabulary in CLOSED
    ]
    item = {"type": "object", "required": required, "properties": columns, "allOf": closed}
    return {"type": "array", "items": item}
