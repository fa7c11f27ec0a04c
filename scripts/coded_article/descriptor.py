"""The descriptor and its Table Schemas, read strictly: unknown and misplaced properties are faults.

The standard's tools let most slips in a descriptor pass; here only the portable subset that every
reader understands the same way is accepted.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coded_article.errors import RefusedError
from coded_article.patterns import is_portable
from coded_article.problems import Problem, problem, visible

DESCRIPTOR = "datapackage.json"
PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
RECORD_TABLES = ("actors", "events", "statements", "recommendations")

# the columns that the profile fixes, in order: a string unless a type is given after ":", and a foreign key
# to the first column of the table that is given after ">"
_PROFILE = {
    "sources": (
        "source_id kind title title_basis author_id>actors publisher publisher_basis published_edtf "
        "published_earliest:date published_latest:date published_basis language url rights canonicalisation "
        "characters:integer words:integer passages:integer sha256"
    ),
    "passages": (
        "passage_id source_id>sources ordinal:integer section:integer paragraph:integer kind start:integer "
        "end:integer words:integer sha256"
    ),
    "actors": "actor_id>records name actor_type parent_id>actors country_code office wikidata_id note",
    "events": (
        "event_id>records label event_type status polarity part_of_id>events date_text date_edtf "
        "date_earliest:date date_latest:date date_precision date_basis place note"
    ),
    "statements": (
        "statement_id>records speaker_id>actors voice quotation_type claim_type cue quoted_words proposition topic "
        "target_id>actors valence event_id>events date_text date_edtf date_earliest:date date_latest:date "
        "date_precision date_basis note"
    ),
    "recommendations": (
        "recommendation_id>records parent_id>recommendations principle action polarity modality temporality "
        "explicitness step:integer followed followed_basis topic note"
    ),
    "involvements": "record_id>records actor_id>actors role",
    "relations": "relation_id subject_id>records predicate object_id>records basis passage_id>passages note",
    "evidence": "evidence_id record_id>records passage_id>passages part start:integer end:integer sha256",
    "mentions": "mention_id actor_id>actors passage_id>passages start:integer end:integer form form_type",
    "external_checks": (
        "check_id record_id>records field coded_value external_value agreement source_title source_url note"
    ),
    "records": "record_id table added_in retired_in replaced_by>records",
    "codes": "vocabulary code label definition example plover cameo broader",
    "units": "unit_id level passage_id>passages record_id>records other_id>records",
    "codings": "unit_id>units variable coder value",
    "packages": "namespace name title version created:date license sha256",
    "same_as": "actor_id>actors same_as_id>actors wikidata_id",
}
_COLUMN = re.compile(r"(?P<name>\w+)(?::(?P<type>\w+))?(?:>(?P<target>\w+))?")
PROFILE = {
    table: {column["name"]: column["type"] or "string" for column in _COLUMN.finditer(columns)}
    for table, columns in _PROFILE.items()
}
# the foreign keys that the profile fixes: by table, the table that each column refers to
LINKS = {
    table: {column["name"]: column["target"] for column in _COLUMN.finditer(columns) if column["target"]}
    for table, columns in _PROFILE.items()
}
# the primary keys that are not the first column alone
_KEYS = {
    "involvements": ("record_id", "actor_id", "role"),
    "codes": ("vocabulary", "code"),
    "codings": ("unit_id", "variable", "coder"),
}
# what a package may publish beside: the independent codings, from which reliability is computed
OPTIONAL = ("units", "codings")
# what a corpus has beside: the packages that it was made of, and proposals for actors that are the same
CORPUS = ("packages", "same_as")
TABLES = tuple(name for name in PROFILE if name not in (*OPTIONAL, *CORPUS))
_LINE = "line"
SEMVER = re.compile(r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})")

_MAX_JSON = 5_000_000
_MAX_PATH = 200
_MAX_TABLES = 50
_MAX_FIELDS = 1_000
_MAX_INTEGER = 10**18  # exclusive, as in the pinned grammar of integers
_FOLDER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*\.(csv|json)")
PACKAGE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PACKAGE_KEYS = {
    "$schema": str, "name": str, "id": str, "title": str, "description": str, "version": str, "created": str,
    "homepage": str, "keywords": list, "licenses": list, "contributors": list, "sources": list,
    "resources": list,
}  # fmt: skip
_RESOURCE_KEYS = {
    "name": str, "path": str, "title": str, "description": str, "type": str, "format": str, "mediatype": str,
    "encoding": str, "dialect": dict, "schema": str, "bytes": int, "hash": str,
}  # fmt: skip
_SCHEMA_KEYS = {
    "$schema": str, "name": str, "title": str, "description": str, "fields": list, "missingValues": list,
    "primaryKey": list, "foreignKeys": list,
}  # fmt: skip
_FIELD_KEYS = {
    "name": str, "title": str, "description": str, "type": str, "format": str, "example": str,
    "constraints": dict, "categories": list, "vocabulary": str,
}  # fmt: skip
_CONSTRAINT_KEYS = {
    "required": bool, "unique": bool, "enum": list, "pattern": str, "minimum": int, "maximum": int,
    "minLength": int, "maxLength": int,
}  # fmt: skip
_TYPES = ("string", "integer", "date")
_FIXED = {
    "csv": {"type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"},
    "parquet": {"type": "table", "format": "parquet", "mediatype": "application/vnd.apache.parquet"},
}


@dataclass(frozen=True)
class Field:
    """One column: its type and constraints, and the vocabulary in ``codes`` that its codes come from."""

    name: str
    title: str
    description: str
    type: str
    example: str
    constraints: Mapping[str, Any]
    vocabulary: str | None


@dataclass(frozen=True)
class ForeignKey:
    """Columns of a table whose cells must stand in ``target_fields`` of the table ``target``."""

    fields: tuple[str, ...]
    target: str
    target_fields: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One resource with its schema; of the format ``parquet``, it is a folder with a file for each package."""

    name: str
    path: str
    schema_path: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    size: int | None
    sha256: str | None
    format: str = "csv"

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(field.name for field in self.fields)

    @property
    def lacking(self) -> list[str]:
        """The columns of the profile that the schema lacks or gives another type, with their types."""
        types = {field.name: field.type for field in self.fields}
        return [f"{name}: {kind}" for name, kind in PROFILE.get(self.name, {}).items() if types.get(name) != kind]

    @property
    def unlinked(self) -> list[str]:
        """The foreign keys of the profile that the schema lacks, each as column and what it refers to."""
        links = {(key.fields, key.target, key.target_fields) for key in self.foreign_keys}
        wanted = ((name, target, next(iter(PROFILE[target]))) for name, target in LINKS.get(self.name, {}).items())
        return [
            f"{name}: {target}.{column}"
            for name, target, column in wanted
            if name in self.columns and ((name,), target, (column,)) not in links
        ]


@dataclass(frozen=True)
class Descriptor:
    """A package's descriptor; ``raw`` is ``datapackage.json`` as read."""

    root: Path
    name: str
    version: str
    tables: Mapping[str, Table]
    raw: Mapping[str, Any]


def read_descriptor(package: Path, *, parquet: bool = False) -> tuple[Descriptor, list[Problem]]:
    """Read the descriptor of the package in the folder ``package`` and every schema that it names.

    Raises:
        RefusedError: no package there, unreadable JSON, a path that is not safe to open, or tables in Parquet
            that were not asked for by ``parquet``.
    """
    root = package.parent if package.name == DESCRIPTOR else package
    if not (root / DESCRIPTOR).is_file():
        msg = f"{root}: no {DESCRIPTOR} there; give the folder or the zip of a coded article data package"
        raise RefusedError(msg)
    raw = _read_json(root, DESCRIPTOR)
    problems = list(_slips(DESCRIPTOR, "", raw, _PACKAGE_KEYS, ("name", "version", "licenses", "resources")))
    if not SEMVER.fullmatch(str(raw.get("version", ""))):
        problems.append(_value("version", raw.get("version"), "write a version such as 1.0.0"))
    if raw.get("created") == "":  # frictionless tells of everything else that is no moment
        problems.append(_value("created", raw["created"], "write a moment such as 2025-02-17T00:00:00Z"))
    if raw.get("$schema") != PACKAGE_PROFILE:
        problems.append(_value("$schema", raw.get("$schema"), f"write {PACKAGE_PROFILE}"))
    if not PACKAGE_NAME.fullmatch(str(raw.get("name", ""))):
        problems.append(_value("name", raw.get("name"), "write a name such as author-2025-topic"))
    for key, part in (("licenses", "name"), ("contributors", "title"), ("sources", "title")):
        items = raw.get(key, [{part: ""}])
        named = (
            [isinstance(item, dict) and isinstance(item.get(part), str) for item in items]
            if isinstance(items, list)
            else []
        )
        if not named or not all(named):
            problems.append(_value(key, items, f"list at least one, each with its {part}"))
    resources = raw.get("resources")
    if not isinstance(resources, list) or not resources:
        msg = f"{root / DESCRIPTOR}: names no resources; list the tables under `resources`"
        raise RefusedError(msg)
    if len(resources) > _MAX_TABLES:
        msg = f"{root / DESCRIPTOR}: names {len(resources):,} resources; a package has {_MAX_TABLES} at most"
        raise RefusedError(msg)
    tables: dict[str, Table] = {}
    for number, resource in enumerate(resources):
        if not isinstance(resource, dict) or not all(
            isinstance(resource.get(key), str) for key in ("name", "path", "schema")
        ):
            msg = f"{root / DESCRIPTOR}: resource {number + 1} needs name, path and schema as strings"
            raise RefusedError(msg)
        table, slips = _read_table(root, resource, parquet)
        problems += slips
        if table.name in tables:
            problems.append(_value("resources", table.name, "name each resource once"))
        tables[table.name] = table
    problems += [
        problem("missing-table", DESCRIPTOR, column="resources", found=name) for name in TABLES if name not in tables
    ]
    return Descriptor(root, str(raw.get("name")), str(raw.get("version")), tables, raw), problems


def table_path(descriptor: Descriptor, table: Table) -> Path:
    """Return the file of a table, or the folder of one in Parquet, as ``safe_path`` and ``safe_folder`` do."""
    return (safe_folder if table.format == "parquet" else safe_path)(descriptor.root, table.path)


def safe_path(root: Path, relative: str) -> Path:
    """Return the file ``relative`` of the package in ``root``, once it is known to be safe to open.

    Raises:
        RefusedError: the path is not plain and relative, leads out through a link, or is no file.
    """
    where = f'{root / DESCRIPTOR}: path "{visible(relative)}"'
    if len(relative) > _MAX_PATH or not _PATH.fullmatch(relative):
        msg = f"{where} is not a plain relative .csv or .json path; keep every file inside the package"
        raise RefusedError(msg)
    return _inside(root, relative, where)


def safe_folder(root: Path, relative: str) -> Path:
    """Return the folder ``relative`` of the package in ``root``, once it and all in it are known to be safe to open.

    Raises:
        RefusedError: the path is not plain and relative, or there is no folder, or it holds a link.
    """
    where = f'{root / DESCRIPTOR}: path "{visible(relative)}"'
    if len(relative) > _MAX_PATH or not _FOLDER.fullmatch(relative):
        msg = f"{where} is not a plain relative path of a folder; keep every file inside the package"
        raise RefusedError(msg)
    folder = root / relative
    if not folder.is_dir():
        msg = f"{where} is no folder; restore it, or combine the packages again"
        raise RefusedError(msg)
    for path in (*(root / part for part in Path(relative).parents), folder, *folder.rglob("*")):
        if path != root and (path.is_symlink() or not (path.is_dir() or path.is_file())):
            msg = f"{where} holds or goes through a link; put the files themselves into the package"
            raise RefusedError(msg)
    return folder


def read_text(root: Path, relative: str) -> str | None:
    """Return the text of a file of the package that holds prose, None if it is not there.

    Raises:
        RefusedError: it leads out through a link, is too large, or is not UTF-8.
    """
    path = _inside(root, relative, str(root / relative))
    if not path.exists():
        return None
    if path.stat().st_size > _MAX_JSON:
        msg = f"{path}: larger than {_MAX_JSON:,} bytes; a text of a package is small"
        raise RefusedError(msg)
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        msg = f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8"
        raise RefusedError(msg) from None


def _inside(root: Path, relative: str, where: str) -> Path:
    path = root
    for part in Path(relative).parts:
        path = path / part
        if path.is_symlink():
            msg = f"{where} goes through a symbolic link; put the file itself into the package"
            raise RefusedError(msg)
    if path.exists() and not path.is_file():
        msg = f"{where} is not a regular file; put a file there"
        raise RefusedError(msg)
    return path


def _read_json(root: Path, relative: str) -> dict[str, Any]:
    path = safe_path(root, relative)
    if not path.is_file():
        msg = f"{path}: no such file, though {DESCRIPTOR} names it; restore it or mend the path"
        raise RefusedError(msg)
    if path.stat().st_size > _MAX_JSON:
        msg = f"{path}: larger than {_MAX_JSON:,} bytes; a descriptor or schema is small"
        raise RefusedError(msg)
    try:
        value = json.loads(path.read_bytes().decode("utf-8"), object_pairs_hook=_no_repeats)
    except (ValueError, RecursionError) as error:
        msg = f"{path}: unreadable JSON ({error}); mend it"
        raise RefusedError(" ".join(msg.split())) from None
    if not isinstance(value, dict):
        msg = f"{path}: not a JSON object; mend it"
        raise RefusedError(msg)
    if re.search("[\ud800-\udfff]", json.dumps(value, ensure_ascii=False)):
        msg = f"{path}: holds half of a character (a lone surrogate); retype the text"
        raise RefusedError(msg)
    return value


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        msg = "a property stands twice in one object"
        raise ValueError(msg)
    return value


def _read_table(root: Path, resource: Mapping[str, Any], parquet_too: bool) -> tuple[Table, list[Problem]]:
    name, path, schema_path = resource["name"], resource["path"], resource["schema"]
    here = f"resources/{name}"
    parquet = resource.get("format") == "parquet"
    if parquet and not parquet_too:
        msg = f"{root}: is a corpus in Parquet; add --engine bulk"
        raise RefusedError(msg)
    problems = list(_slips(DESCRIPTOR, here, resource, _RESOURCE_KEYS, () if parquet else ("bytes", "hash")))
    fixed = _FIXED["parquet" if parquet else "csv"]
    problems += [
        _value(f"{here}/{key}", resource.get(key), f"write {value}")
        for key, value in fixed.items()
        if resource.get(key) != value
    ]
    if not parquet and resource.get("dialect") != {"delimiter": ","}:
        problems.append(_value(f"{here}/dialect", resource.get("dialect"), 'write {"delimiter": ","}'))
    sha256 = re.fullmatch(r"sha256:([0-9a-f]{64})", str(resource.get("hash", "")))
    if not sha256 and "hash" in resource:
        problems.append(_value(f"{here}/hash", resource.get("hash"), "run `coded-article build`"))
    if parquet:
        safe_folder(root, path)
    else:
        safe_path(root, path)
    schema = _read_json(root, schema_path)
    if not 0 < len(_objects(schema.get("fields"))) <= _MAX_FIELDS:
        msg = f"{root / schema_path}: names no fields, or more than {_MAX_FIELDS:,}; list the columns under `fields`"
        raise RefusedError(msg)
    problems += _schema_slips(schema_path, schema)
    fields = tuple(
        Field(
            str(field.get("name")),
            str(field.get("title", "")),
            str(field.get("description", "")),
            str(field.get("type")),
            str(field.get("example", "")),
            _usable_constraints(field.get("constraints"), field.get("type")),
            str(field["vocabulary"]) if "vocabulary" in field else None,
        )
        for field in _objects(schema.get("fields"))
    )
    listed = schema.get("foreignKeys", [])
    found = (
        [_foreign_key(key, name) if isinstance(key, dict) else None for key in listed]
        if isinstance(listed, list)
        else [None]
    )
    keys = tuple(key for key in found if key is not None)
    if None in found:
        problems.append(
            _value("foreignKeys", listed, "give each one field and the one field it refers to", schema_path)
        )
    primary = schema.get("primaryKey")
    table = Table(
        name,
        path,
        schema_path,
        str(schema.get("title", name)),
        str(schema.get("description", "")),
        fields,
        tuple(map(str, primary)) if isinstance(primary, list) else (),
        keys,
        resource["bytes"] if isinstance(resource.get("bytes"), int) else None,
        sha256[1] if sha256 else None,
        "parquet" if parquet else "csv",
    )
    problems += [problem("profile", schema_path, column="fields", found=column) for column in table.lacking]
    problems += [problem("profile", schema_path, column="foreignKeys", found=key) for key in table.unlinked]
    for word in (name, *table.columns, *(field.vocabulary or "ok" for field in fields)):
        if not _NAME.fullmatch(word):
            msg = f"{root / schema_path}: {json.dumps(word)} is no name in snake_case; rename it"
            raise RefusedError(msg)
    if _LINE in table.columns:
        msg = f'{root / schema_path}: "{_LINE}" is what the rules call the number of a row; rename the column'
        raise RefusedError(msg)
    unknown = {*table.primary_key, *(name for key in keys for name in key.fields)} - set(table.columns)
    table = replace(table, foreign_keys=tuple(key for key in keys if not unknown & {*key.fields}))
    problems += [_value("primaryKey", name, "name a field", schema_path) for name in sorted(unknown)]
    if name in PROFILE and table.primary_key != _KEYS.get(name, table.columns[:1]):
        problems.append(_value("primaryKey", list(table.primary_key), "restore the key of the profile", schema_path))
    return table, problems


def _schema_slips(path: str, schema: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _slips(path, "", schema, _SCHEMA_KEYS, ("fields", "primaryKey", "missingValues"))
    if schema.get("missingValues") != [""]:
        yield _value("missingValues", schema.get("missingValues"), 'write [""]', path)
    if schema.get("$schema") != SCHEMA_PROFILE:
        yield _value("$schema", schema.get("$schema"), f"write {SCHEMA_PROFILE}", path)
    fields = _objects(schema.get("fields"))
    names = [str(field.get("name")) for field in fields]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield _value(f"fields/{name}", name, "name each field once", path)
    for field in fields:
        here = f"fields/{field.get('name')}"
        yield from _slips(path, here, field, _FIELD_KEYS, ("name", "type", "constraints"))
        if field.get("type") not in _TYPES:
            yield _value(f"{here}/type", field.get("type"), f"write one of {', '.join(_TYPES)}", path)
        constraints = field.get("constraints")
        if isinstance(constraints, dict):
            if "required" not in constraints:
                yield _value(f"{here}/constraints/required", None, "add the property", path)
            for key, value in constraints.items():
                column = f"{here}/constraints/{key}"
                if key not in _CONSTRAINT_KEYS:
                    yield problem("descriptor-property", path, column=column, found=key)
                elif not _fits(key, value, field.get("type")):
                    yield _value(column, value, "give a value that the constraint and the type allow", path)


def _slips(
    path: str, here: str, value: Mapping[str, Any], known: Mapping[str, Any], required: tuple[str, ...]
) -> Iterator[Problem]:
    for key, item in value.items():
        column = f"{here}/{key}".lstrip("/")
        if key not in known:
            yield problem("descriptor-property", path, column=column, found=key)
        elif not isinstance(item, known[key]) or (isinstance(item, bool) and known[key] is not bool):
            yield _value(column, item, "give a value of the right type", path)
    for key in required:
        if key not in value:
            yield _value(f"{here}/{key}".lstrip("/"), None, "add the property", path)


def _value(column: str, found: object, detail: str, path: str = DESCRIPTOR) -> Problem:
    return problem("descriptor-value", path, column=column, found=json.dumps(found), detail=detail)


def _objects(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _usable_constraints(value: object, kind: object) -> dict[str, Any]:
    """Return the constraints that have a usable value; the others are reported elsewhere."""
    return {key: item for key, item in value.items() if _fits(key, item, kind)} if isinstance(value, dict) else {}


def _fits(key: str, value: Any, kind: object) -> bool:
    """Whether a constraint has a value of its own type, and stands at a field that it can be checked for."""
    known: Any = _CONSTRAINT_KEYS.get(key, ())
    if not isinstance(value, known) or (isinstance(value, bool) and known is not bool):
        return False
    if known is bool:
        return True
    if known is int and abs(value) >= _MAX_INTEGER:
        return False
    if key in ("minimum", "maximum"):
        return kind == "integer"
    usable = key != "pattern" or is_portable(value)
    if key == "enum":
        usable = bool(value) and all(isinstance(code, str) for code in value)
    return kind == "string" and usable


def _foreign_key(key: Mapping[str, Any], table: str) -> ForeignKey | None:
    """Return a foreign key of one column, None if it is none."""
    reference = key.get("reference")
    if not isinstance(reference, dict):
        return None
    fields, there = key.get("fields"), reference.get("fields")
    target = reference.get("resource", table)
    if not (isinstance(fields, list) and isinstance(there, list) and isinstance(target, str)):
        return None
    if len(fields) != 1 or len(there) != 1 or not all(isinstance(name, str) for name in (*fields, *there)):
        return None
    return ForeignKey(tuple(fields), target, tuple(there))
