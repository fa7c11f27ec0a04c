"""What the profile fixes: tables, columns, types, keys and links of every package, as the files of ``profile/`` say.

``profile/`` has a Table Schema for each table, the codes that every package begins with, and which tables a package
may leave out. A column is added to the profile in its schema there, and nowhere else.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Any

DESCRIPTOR = "datapackage.json"
PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
RECORD_TABLES = ("actors", "events", "statements", "recommendations")
# where a package has the copy of its article, which git ignores
COPY = "seeds/article.txt"
PACKAGE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
# the kinds of passage whose every sentence has a record
SENTENCES = ("body", "author_note")

_HOME = files("coded_article") / "profile"


def profile_codes() -> list[dict[str, str]]:
    """Return the codes that every package begins with, as rows of the table ``codes`` without examples."""
    return list(csv.DictReader(io.StringIO((_HOME / "codes.csv").read_text(encoding="utf-8"), newline=""), strict=True))


def by_vocabulary(codes: Iterable[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    """Return the codes of each vocabulary."""
    grouped: dict[str, list[dict[str, str]]] = {}
    for row in codes:
        grouped.setdefault(row["vocabulary"], []).append(row)
    return grouped


def with_codes(schema: Mapping[str, Any], codes: Mapping[str, Iterable[Mapping[str, str]]]) -> dict[str, Any]:
    """Return a schema whose fields have the codes of their vocabularies; a vocabulary without codes leaves all open."""
    fields = [_with_codes(field, list(codes.get(field.get("vocabulary", ""), ()))) for field in schema["fields"]]
    return {**schema, "fields": fields}


def _with_codes(field: Mapping[str, Any], rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    if "vocabulary" not in field:
        return dict(field)
    constraints = {key: value for key, value in field["constraints"].items() if key != "enum"}
    categories = [{"value": row["code"], "label": row["label"]} for row in rows]
    coded: dict[str, Any] = {}
    for key, value in field.items():
        if key == "constraints":
            coded[key] = {**constraints, "enum": [row["code"] for row in rows]} if rows else constraints
            coded |= {"categories": categories} if rows else {}
        elif key != "categories":
            coded[key] = value
    return coded


# the codes of countries of ISO 3166-1 alpha-3 as of 2026, and XKX, which it leaves to users and many give to Kosovo
COUNTRIES = tuple((_HOME / "countries.csv").read_text(encoding="utf-8").split()[1:])
_NAMES = json.loads((_HOME / "profile.json").read_text(encoding="utf-8"))
# what a package says that it follows, by version; one that says nothing follows the first
VERSIONS: tuple[str, ...] = tuple(_NAMES["versions"])
CONFORMS_TO: dict[str, str] = {version: f"{_NAMES['name']}/{version}" for version in VERSIONS}
TABLES: tuple[str, ...] = tuple(_NAMES["tables"])
# what a package may publish beside: the independent codings, from which reliability is computed
OPTIONAL: tuple[str, ...] = tuple(_NAMES["optional"])
# what a corpus has beside: the packages that it was made of, proposals for actors that are the same, and which
# packages define a code
CORPUS: tuple[str, ...] = tuple(_NAMES["corpus"])
SCHEMAS: dict[str, dict[str, Any]] = {
    table: json.loads((_HOME / "schemas" / f"{table}.json").read_text(encoding="utf-8"))
    for table in (*TABLES, *OPTIONAL, *CORPUS)
}
PROFILE: dict[str, dict[str, str]] = {
    table: {field["name"]: field["type"] for field in schema["fields"]} for table, schema in SCHEMAS.items()
}
# how the ids of a table begin, where ids are its key
PREFIXES: dict[str, str] = {
    table: match[1]
    for table, schema in SCHEMAS.items()
    if len(schema["primaryKey"]) == 1
    and table not in CORPUS
    and (match := re.search(r"\b([a-z]{3})-\[0-9\]", schema["fields"][0]["constraints"].get("pattern", "")))
}
# what begins the id of a record, as a pattern has it
RECORD_PREFIXES = "|".join(PREFIXES[table] for table in RECORD_TABLES)
# since when a table has a column, and a vocabulary a code, that the first version has not
_SINCE: dict[str, dict[str, str]] = _NAMES["since"]
_CODES_SINCE: dict[str, dict[str, str]] = _NAMES["codes_since"]
# the columns whose cells were written without a prefix before, which is read all the same
_PREFIXED: dict[str, dict[str, dict[str, str]]] = _NAMES["prefixed"]
# the vocabularies whose codes are the profile's alone, for rules and programs know each; to others a package adds
CLOSED = frozenset(_NAMES["closed"])
# the vocabularies whose codes have an order, each from the least or the earliest
ORDERED: dict[str, tuple[str, ...]] = {name: tuple(codes) for name, codes in _NAMES["ordered"].items()}
KEYS: dict[str, tuple[str, ...]] = {table: tuple(schema["primaryKey"]) for table, schema in SCHEMAS.items()}
# the foreign keys that the profile fixes: by table, the table that each column refers to
LINKS: dict[str, dict[str, str]] = {
    table: {key["fields"][0]: key["reference"]["resource"] or table for key in schema.get("foreignKeys", [])}
    for table, schema in SCHEMAS.items()
}
# what the descriptor says of every table of a package; `profile` and `doubleQuote` are for readers of the standard's
# first version, and packages that were made before these were written lack them
CSV: dict[str, Any] = {
    "profile": "tabular-data-resource",
    "type": "table",
    "format": "csv",
    "mediatype": "text/csv",
    "encoding": "utf-8",
    "dialect": {"delimiter": ",", "doubleQuote": True},
}
CSV_BEFORE: dict[str, Any] = {**CSV, "profile": None, "dialect": {"delimiter": ","}}
# the patterns that the profile had before, each with the one in its place
REPLACED: dict[str, str] = _NAMES["widened"] | {
    said["pattern"]: f"{said['prefix']}{said['pattern']}" for columns in _PREFIXED.values() for said in columns.values()
}
# the patterns of the profile, which Python's own engine matches in linear time
PATTERNS = frozenset(
    field["constraints"]["pattern"]
    for schema in SCHEMAS.values()
    for field in schema["fields"]
    if "pattern" in field["constraints"]
) | frozenset(REPLACED)


def columns_of(table: str, version: str) -> dict[str, str]:
    """Return the columns, with their types, that a version of the profile gives a table; none if it has no such."""
    later = _after(version)
    since = _SINCE.get(table, {})
    return {name: kind for name, kind in PROFILE.get(table, {}).items() if since.get(name) not in later}


def prefixed(table: str, row: Mapping[str, str]) -> dict[str, str]:
    """Return a row whose cells have the prefixes that the profile gives them now."""
    bare = {
        column: f"{said['prefix']}{row[column]}"
        for column, said in _PREFIXED.get(table, {}).items()
        if re.fullmatch(said["pattern"], row.get(column, ""))
    }
    return {**row, **bare}


def codes_after(version: str) -> list[dict[str, str]]:
    """Return the codes that the profile has gained after a version, as rows of the table ``codes``."""
    later = _after(version)
    return [row for row in profile_codes() if _CODES_SINCE.get(row["vocabulary"], {}).get(row["code"]) in later]


def _after(version: str) -> tuple[str, ...]:
    return VERSIONS[VERSIONS.index(version) + 1 :]
