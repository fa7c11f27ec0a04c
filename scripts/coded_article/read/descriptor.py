"""The descriptor and its Table Schemas, read strictly: unknown and misplaced properties are faults.

The standard's tools let most slips in a descriptor pass; here only the portable subset that every
reader understands the same way is accepted.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from coded_article.console import visible
from coded_article.errors import RefusedError
from coded_article.files.paths import MAX_JSON, safe_folder, safe_path, see_small
from coded_article.model.citation import ADDRESS
from coded_article.model.patterns import is_portable
from coded_article.model.problems import Problem, Rule, declare, problem
from coded_article.model.profile import (
    CONFORMS_TO,
    CORPUS,
    CSV,
    CSV_BEFORE,
    DESCRIPTOR,
    KEYS,
    PACKAGE_NAME,
    PACKAGE_PROFILE,
    PROFILE,
    REPLACED,
    SCHEMA_PROFILE,
    SCHEMAS,
    TABLES,
    VERSIONS,
)
from coded_article.model.schema import ISSUED, LAST_ISSUED, Descriptor, Field, ForeignKey, Table
from coded_article.model.versions import SEMVER

RULES = declare(
    Rule(
        code="descriptor-property",
        statement="a descriptor or schema uses only the properties of the portable subset",
        remedy="correct the name, or move it to its place (constraints belong under `constraints`)",
        why="readers ignore a property that they do not know, so a misspelt or misplaced one has no effect",
        bad='{"name": "status", "type": "string", "enum": ["occurred"]}',
        good='{"name": "status", "type": "string", "constraints": {"enum": ["occurred"]}}',
    ),
    Rule(
        code="descriptor-value",
        statement="a property of a descriptor or schema has a usable value",
        remedy="correct the value",
        why="readers would guess, refuse the package, or each read it in another way",
        bad='"version": "one"',
        good='"version": "1.0.0"',
    ),
    Rule(
        code="missing-table",
        statement="the descriptor names all thirteen tables",
        remedy="add the resource",
        why="programs that load the package expect each table to exist, even one without rows",
        bad='"resources": [{"name": "sources"}, {"name": "actors"}, ...]',
        good='"resources": [{"name": "sources"}, {"name": "passages"}, {"name": "actors"}, ...]',
    ),
    Rule(
        code="profile",
        statement="every table has the columns, foreign keys and constraints of the profile, or stricter ones",
        remedy="restore them in the schema, and the column in the table",
        why="a rule cannot run on a column that is not there, and what a schema lets pass nobody else would notice",
        bad='"fields": [{"name": "event_id"}, {"name": "title"}]',
        good='"fields": [{"name": "event_id"}, {"name": "label"}]',
    ),
)

_LINE = "line"
_CONFLICT = re.compile(rb"^<{7} ", re.MULTILINE)

_MAX_TABLES = 50
_MAX_FIELDS = 1_000
_MAX_INTEGER = 10**18  # exclusive, as in the pinned grammar of integers
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})")
_REMOTE = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PACKAGE_KEYS = {
    "$schema": str, "name": str, "id": str, "title": str, "description": str, "version": str, "created": str,
    "homepage": str, "repository": str, "keywords": list, "licenses": list, "contributors": list, "sources": list,
    "resources": list, "conformsTo": str,
}  # fmt: skip
_RESOURCE_KEYS = {
    "name": str, "path": str, "title": str, "description": str, "profile": str, "type": str, "format": str,
    "mediatype": str, "encoding": str, "dialect": dict, "schema": str, "bytes": int, "hash": str,
    LAST_ISSUED: str,
}  # fmt: skip
_TOLD = ("title", "description", "example")  # what a reader of any field is told
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
_PARQUET = {"type": "table", "format": "parquet", "mediatype": "application/vnd.apache.parquet"}


def read_descriptor(package: Path) -> tuple[Descriptor, list[Problem]]:
    """Read the descriptor of the package in the folder ``package`` and every schema that it names.

    Raises:
        RefusedError: no package there, unreadable JSON, or a path that is not safe to open.
    """
    root = package.parent if package.name == DESCRIPTOR else package
    if not (root / DESCRIPTOR).is_file():
        msg = f"{root}: no {DESCRIPTOR} there; give the folder or the zip of a coded article data package"
        raise RefusedError(msg)
    raw = _read_json(root, DESCRIPTOR)
    problems = list(_slips(DESCRIPTOR, "", raw, _PACKAGE_KEYS, ("name", "version", "licenses", "resources")))
    if not SEMVER.fullmatch(str(raw.get("version", ""))):
        problems.append(_value("version", raw.get("version"), "write a version such as 1.0.0"))
    created = raw.get("created")
    if isinstance(created, str) and not _is_moment(created):
        day = created if _is_moment(f"{created}T00:00:00Z") else "2025-02-17"
        problems.append(_value("created", created, f"write a day and a time, such as {day}T00:00:00Z"))
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
    problems += [
        _value(key, raw[key], "write an address such as https://example.org/package")
        for key in ("homepage", "repository")
        if isinstance(raw.get(key), str) and not ADDRESS.fullmatch(raw[key])
    ]
    problems += [
        _value(f"contributors/{key}", one[key], "write a text")
        for one in _objects(raw.get("contributors"))
        for key in ("path", "givenName", "familyName")
        if not isinstance(one.get(key, ""), str)
    ]
    resources = raw.get("resources")
    if not isinstance(resources, list) or not resources:
        msg = f"{root / DESCRIPTOR}: names no resources; list the tables under `resources`"
        raise RefusedError(msg)
    if len(resources) > _MAX_TABLES:
        msg = f"{root / DESCRIPTOR}: names {len(resources):,} resources; a package has {_MAX_TABLES} at most"
        raise RefusedError(msg)
    _hold_profile(root, raw, resources)
    follows = _version_of(root, raw)
    tables: dict[str, Table] = {}
    for number, resource in enumerate(resources):
        _hold_resource(root, number, resource)
        table, slips = _read_table(root, resource, follows)
        problems += slips
        if table.name in tables:
            problems.append(_value("resources", table.name, "name each resource once"))
        tables[table.name] = table
    problems += _shared_files(tables.values())
    problems += [slip for table in [*tables.values()] for slip in _unlink(table, tables)]
    is_corpus = not tables.keys().isdisjoint(CORPUS)
    problems += [slip for table in tables.values() for slip in _loosened(table, is_corpus=is_corpus)]
    problems += [
        problem("missing-table", DESCRIPTOR, column="resources", found=name) for name in TABLES if name not in tables
    ]
    return Descriptor(root, str(raw.get("name")), str(raw.get("version")), tables, raw), problems


def _is_moment(text: str) -> bool:
    try:
        return bool(MOMENT.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _hold_profile(root: Path, raw: Mapping[str, Any], resources: list[Any]) -> None:
    """See that a package means to be one of this profile.

    Raises:
        RefusedError: it neither says so nor has most of the profile's tables.
    """
    named = {str(resource.get("name")) for resource in _objects(resources)}
    lacking = [name for name in TABLES if name not in named]
    if "conformsTo" not in raw and len(lacking) > len(TABLES) / 2:
        msg = (
            f"{root / DESCRIPTOR}: a Data Package, but no coded article data package ({CONFORMS_TO[VERSIONS[-1]]}): it"
            f" lacks the tables {', '.join(lacking)}; `coded-article init` makes such a package"
        )
        raise RefusedError(msg)


def _hold_resource(root: Path, number: int, resource: object) -> None:
    """See that a resource names a file of the package, and a file with its schema.

    Raises:
        RefusedError: it has these in another form, such as inline or on the web.
    """
    which = f"{root / DESCRIPTOR}: resource {number + 1}"
    if not isinstance(resource, dict) or not isinstance(resource.get("name"), str):
        msg = f"{which} has no name; give each resource name, path and schema as strings"
        raise RefusedError(msg)
    which = f'{which}, "{visible(resource["name"])}",'
    if "data" in resource and "path" not in resource:
        msg = f"{which} has its data inline; put them into a CSV such as data/{visible(resource['name'])}.csv"
        raise RefusedError(msg)
    for key, file in (("path", "CSV"), ("schema", "JSON file")):
        value = resource.get(key)
        if isinstance(value, str) and not _REMOTE.match(value):
            continue
        if isinstance(value, str):
            elsewhere = f"has its {key} elsewhere: {visible(value)} is not a plain relative path"
            said = f"{elsewhere}; put the {file} into the package"
        elif isinstance(value, dict):
            said = f"has its {key} inline; put it into a {file} of the package"
        elif isinstance(value, list):
            said = f"has several files as its {key}; put them into one {file}"
        else:
            said = f"has no {key}; name the {file}"
        msg = f"{which} {said} and give its path as a string"
        raise RefusedError(msg)


def _version_of(root: Path, raw: Mapping[str, Any]) -> str:
    """Return the version of the profile that a package says it follows.

    Raises:
        RefusedError: it follows another profile, or a version of it that is not known here.
    """
    said = raw.get("conformsTo", CONFORMS_TO[VERSIONS[0]])
    for version, name in CONFORMS_TO.items():
        if said == name:
            return version
    known = ", ".join(CONFORMS_TO.values())
    msg = f"{root / DESCRIPTOR}: follows {json.dumps(said)}, and known are {known}; install a newer coded-article"
    raise RefusedError(msg)


def _shared_files(tables: Iterable[Table]) -> Iterator[Problem]:
    """Yield the tables that have one file with another, if only where a disk takes capitals for small letters."""
    spelt: dict[str, str] = {}
    taken: set[str] = set()
    for table in tables:
        for path in (table.path, table.schema_path):
            if spelt.setdefault(path.lower(), path) != path or path in taken:
                yield _value("path", path, "give each table files of its own, whose names differ by more than capitals")
        taken.add(table.path)


def _unlink(table: Table, tables: dict[str, Table]) -> Iterator[Problem]:
    """Take foreign keys away from a table that lead to a field which their target lacks, and yield these faults."""
    lost = {
        key
        for key in table.foreign_keys
        if key.target in tables and not {*key.target_fields} <= {*tables[key.target].columns}
    }
    if lost:
        kept = tuple(key for key in table.foreign_keys if key not in lost)
        tables[table.name] = replace(table, foreign_keys=kept)
    missed = {link.partition(":")[0] for link in table.unlinked}  # the profile's own, which are reported as such
    for key in sorted(lost, key=lambda key: (key.fields, key.target)):
        if key.fields[0] not in missed:
            yield _value("foreignKeys", key.target_fields[0], f"name a field of {key.target}", table.schema_path)


def _loosened(table: Table, *, is_corpus: bool) -> Iterator[Problem]:
    """Yield what the profile asks of a column and its schema does not; in a corpus no column of one package is unique.

    A pattern must be the profile's, or the one that it had in its place before, for nobody can say which of two is
    stricter.
    """
    own = {field.name: field for field in table.fields}
    for wanted in SCHEMAS.get(table.name, {}).get("fields", ()):
        field = own.get(wanted["name"])
        if field is None or field.type != wanted["type"]:
            continue  # reported as such
        vocabulary = wanted.get("vocabulary")
        if field.vocabulary != vocabulary:
            yield _profile(table, field, "vocabulary", field.vocabulary, vocabulary)
        for key, least in wanted["constraints"].items():
            given = field.constraints.get(key)
            if not _is_as_strict(key, given, least) and not (is_corpus and key == "unique"):
                yield _profile(table, field, f"constraints/{key}", given, least)


def _is_as_strict(key: str, given: Any, least: Any) -> bool:
    """Whether a constraint of a schema is at least as strict as the profile's."""
    if least is False:
        return True
    if key.startswith("max"):
        return given is not None and bool(given <= least)
    if key.startswith("min"):
        return given is not None and bool(given >= least)
    return bool(given == least) or (key == "pattern" and REPLACED.get(str(given)) == least)


def _profile(table: Table, field: Field, key: str, given: object, wanted: object) -> Problem:
    column, detail = f"fields/{field.name}/{key}", f"the profile has {json.dumps(wanted)}"
    return problem("profile", table.schema_path, column=column, found=json.dumps(given), detail=detail)


def _read_json(root: Path, relative: str) -> dict[str, Any]:
    path = safe_path(root, relative)
    if not path.is_file():
        msg = f"{path}: no such file, though {DESCRIPTOR} names it; restore it, or correct the path"
        raise RefusedError(msg)
    see_small(path, MAX_JSON, "a descriptor or schema is small")
    try:
        text = path.read_bytes()
        conflict = _CONFLICT.search(text)
        if conflict:
            line = text.count(b"\n", 0, conflict.start()) + 1
            remedy = "keep one of the two versions, and delete the lines of marks"
            msg = f"{path}:{line}: marks of a merge conflict; {remedy}"
            raise RefusedError(msg)
        value = json.loads(text.decode("utf-8"), object_pairs_hook=_no_repeats)
    except (ValueError, RecursionError) as error:
        msg = f"{path}: unreadable JSON ({error}); correct it"
        raise RefusedError(" ".join(msg.split())) from None
    if not isinstance(value, dict):
        msg = f"{path}: not a JSON object; correct it"
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


def _read_table(root: Path, resource: Mapping[str, Any], follows: str) -> tuple[Table, list[Problem]]:
    name, path, schema_path = resource["name"], resource["path"], resource["schema"]
    here = f"resources/{name}"
    parquet = resource.get("format") == "parquet"
    problems = list(_slips(DESCRIPTOR, here, resource, _RESOURCE_KEYS, () if parquet else ("bytes", "hash")))
    problems += [
        _value(f"{here}/{key}", resource.get(key), f"write {value if isinstance(value, str) else json.dumps(value)}")
        for key, value in (_PARQUET if parquet else CSV).items()
        if resource.get(key) not in (value, *([] if parquet else [CSV_BEFORE[key]]))
    ]
    sha256 = re.fullmatch(r"sha256:([0-9a-f]{64})", str(resource.get("hash", "")))
    if not sha256 and "hash" in resource:
        problems.append(_value(f"{here}/hash", resource.get("hash"), "run `coded-article build`"))
    problems += [
        _value(f"{here}/{LAST_ISSUED}", item, "write an id such as psg-012")
        for key, item in resource.items()
        if key == LAST_ISSUED and not re.fullmatch(ISSUED, str(item))
    ]
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
    entries = schema.get("foreignKeys", [])
    foreign_keys = (
        [_foreign_key(key, name) if isinstance(key, dict) else None for key in entries]
        if isinstance(entries, list)
        else [None]
    )
    keys = tuple(key for key in foreign_keys if key is not None)
    if None in foreign_keys:
        problems.append(
            _value("foreignKeys", entries, "give each one field and the one field it refers to", schema_path)
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
        follows,
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
    if name in PROFILE and table.primary_key != KEYS[name]:
        problems.append(_value("primaryKey", list(table.primary_key), "restore the key of the profile", schema_path))
    elif primary == []:
        problems.append(_value("primaryKey", primary, "name a field", schema_path))
    if not table.primary_key or unknown & {*table.primary_key}:  # checks go on with the key that it should have
        table = replace(table, primary_key=KEYS.get(name, table.columns[:1]))
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
        yield from _slips(path, here, field, _FIELD_KEYS, ("name", "type", "constraints", *_TOLD))
        yield from (_value(f"{here}/{key}", "", "fill it", path) for key in _TOLD if field.get(key) == "")
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
            near = get_close_matches(key, known, 1)
            detail = f"did you mean `{near[0]}`?" if near else ""
            yield problem("descriptor-property", path, column=column, found=key, detail=detail)
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
    target = reference.get("resource", "")
    if not (isinstance(fields, list) and isinstance(there, list) and isinstance(target, str)):
        return None
    if len(fields) != 1 or len(there) != 1 or not all(isinstance(name, str) for name in (*fields, *there)):
        return None
    return ForeignKey(tuple(fields), target or table, tuple(there))
