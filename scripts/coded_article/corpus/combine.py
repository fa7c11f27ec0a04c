"""Packages to a corpus: every id under the namespace of its package, and nothing merged."""

import hashlib
import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from coded_article.console import Progress, visible
from coded_article.corpus.layout import (
    NAMESPACE,
    SameAs,
    begun,
    complete,
    folder_of,
    is_parquet,
    parquet_path,
    write_parquet,
)
from coded_article.errors import RefusedError
from coded_article.files.canonical_csv import format_rows, sort_key
from coded_article.files.paths import safe_path
from coded_article.model.problems import Problem
from coded_article.model.profile import (
    CORPUS,
    DESCRIPTOR,
    PACKAGE_NAME,
    PACKAGE_PROFILE,
    PROFILE,
    RECORD_TABLES,
    SCHEMAS,
)
from coded_article.model.schema import Descriptor, Table
from coded_article.model.versions import SEMVER, numbers_of
from coded_article.read.opening import opened

_TABLES = tuple(name for name in PROFILE if name not in CORPUS)
_FIRST = "1.0.0"

Code = dict[str, str]


@dataclass(frozen=True)
class Member:
    """A package that goes into the corpus, as far as it must be known before any is written."""

    namespace: str
    path: str
    raw: Mapping[str, Any]
    sha256: str
    tables: Mapping[str, Table]
    schemas: Mapping[str, dict[str, Any]]
    codes: Mapping[tuple[str, str], Code]


@dataclass(frozen=True)
class Named:
    """What the corpus is called; the version, if it is None, is that of the packages."""

    name: str
    title: str
    version: str | None


def list_packages(arguments: Iterable[str]) -> list[tuple[str, str]]:
    """Return namespace (empty if it is the package's name) and path of every package that the arguments name.

    Raises:
        RefusedError: a list cannot be read.
    """
    packages: list[tuple[str, str]] = []
    for argument in arguments:
        path = Path(argument)
        if path.is_file() and path.suffix.lower() != ".zip" and path.name != DESCRIPTOR:
            try:
                lines = path.read_text(encoding="utf-8-sig").splitlines()
            except UnicodeDecodeError:
                msg = f"{path}: neither a package nor a list of packages in UTF-8; give a folder, a zip or a list"
                raise RefusedError(msg) from None
            given = (line.strip() for line in lines)
            packages += [_named(line) for line in given if line and not line.startswith("#")]
        else:
            packages.append(_named(argument))
    if not packages:
        msg = "the list names no package; write the path of one on each line"
        raise RefusedError(msg)
    return packages


def _named(argument: str) -> tuple[str, str]:
    namespace, equals, path = argument.partition("=")
    if not equals or Path(argument).exists():
        return "", argument
    if not NAMESPACE.fullmatch(namespace):
        msg = f'{argument}: "{namespace}" cannot be a namespace; use the letters a to z, digits and -'
        raise RefusedError(msg)
    return namespace, path


def surveyed(paths: Sequence[tuple[str, str]]) -> list[Member]:
    """Return the packages, given by namespace and path, in the order in which they stand in a corpus.

    Raises:
        RefusedError: a package has faults of form, no name that can be a namespace, or that of another.
    """
    progress = Progress("combine: packages looked at", len(paths))
    members: dict[str, Member] = {}
    for number, (namespace, path) in enumerate(paths):
        member = _surveyed(namespace, path)
        other = members.setdefault(member.namespace, member)
        if other is not member:
            msg = f'{path}: has the namespace "{member.namespace}" of {other.path}; write another as NAMESPACE={path}'
            raise RefusedError(msg)
        progress.tell(number + 1)
    return sorted(members.values(), key=lambda member: f"{member.namespace}:")


def _surveyed(namespace: str, path: str) -> Member:
    with opened(path) as package:
        descriptor = package.descriptor
        _refuse_faults(path, package.slips)
        if not NAMESPACE.fullmatch(namespace or descriptor.name):
            msg = f'{path}: its name "{descriptor.name}" cannot be a namespace; write another as NAMESPACE={path}'
            raise RefusedError(msg)
        if CORPUS[0] in descriptor.tables:
            msg = f"{path}: is a corpus; give the packages that it was made of"
            raise RefusedError(msg)
        tables = {name: descriptor.tables[name] for name in _TABLES if name in descriptor.tables}
        schemas = {name: _schema(descriptor, table) for name, table in tables.items()}
        (codes,) = package.rows("codes")
        return Member(
            namespace or descriptor.name,
            path,
            descriptor.raw,
            hashlib.sha256((descriptor.root / DESCRIPTOR).read_bytes()).hexdigest(),
            tables,
            schemas,
            {(row["vocabulary"], row["code"]): row for row in codes},
        )


def _schema(descriptor: Descriptor, table: Table) -> dict[str, Any]:
    """Return a schema without foreign keys to tables that a corpus has not, and without ``unique``.

    What is unique in a package, as names are, may well stand in another one too.
    """
    schema: dict[str, Any] = json.loads(safe_path(descriptor.root, table.schema_path).read_text(encoding="utf-8"))
    for field in schema["fields"]:
        field.get("constraints", {}).pop("unique", None)
    keys = [key for key in schema.get("foreignKeys", []) if key["reference"].get("resource", table.name) in _TABLES]
    return {**schema, "foreignKeys": keys} if keys else schema


def _refuse_faults(path: str, problems: Sequence[Problem]) -> None:
    if problems:
        msg = f"{path}: has faults, so nothing was written; the first is {min(problems)}"
        raise RefusedError(msg)


def disagreements(members: Sequence[Member]) -> list[str]:
    """Return a line for each package whose schemas or codes differ from those of the first that has them."""
    said = []
    for member in members:
        differences = list(_differences(member, members))
        if differences:
            more = f", and {len(differences) - 1} more" if len(differences) > 1 else ""
            said.append(f"{member.path}: {differences[0]}{more}; bring both to the same version of the profile")
    return said


def _differences(member: Member, members: Sequence[Member]) -> Iterator[str]:
    for name, table in member.tables.items():
        first = next(other for other in members if name in other.tables)
        for part, ours, theirs in _parts(table, first.tables[name]):
            if ours != theirs:
                yield f"{part} of `{name}` is not that of {first.path}"
    for vocabulary in dict.fromkeys(vocabulary for vocabulary, _ in member.codes):
        first = next(other for other in members if any(key[0] == vocabulary for key in other.codes))
        ours, theirs = _meanings(member, vocabulary), _meanings(first, vocabulary)
        for code in sorted(ours.keys() | theirs.keys()):
            if ours.get(code) != theirs.get(code):
                yield f"the code `{code}` of `{vocabulary}` is not that of {first.path}"


def _parts(table: Table, other: Table) -> Iterator[tuple[str, object, object]]:
    columns = [{field.name: field for field in side.fields} for side in (table, other)]
    for name in sorted(columns[0].keys() | columns[1].keys()):
        fields = [by_name.get(name) for by_name in columns]
        ours, theirs = (
            (field.type, _ordered(field.constraints), field.vocabulary) if field else None for field in fields
        )
        yield f"the field `{name}`", ours, theirs
    yield "the order of the columns", table.columns, other.columns
    yield "the primary key", table.primary_key, other.primary_key
    yield "a foreign key", set(table.foreign_keys), set(other.foreign_keys)


def _ordered(constraints: Mapping[str, Any]) -> dict[str, Any]:
    return {key: sorted(value) if isinstance(value, list) else value for key, value in constraints.items()}


def _meanings(member: Member, vocabulary: str) -> dict[str, Code]:
    return {
        code: {column: cell for column, cell in row.items() if column != "example"}
        for (named, code), row in member.codes.items()
        if named == vocabulary
    }


def combine(members: Sequence[Member], named: Named, target: Path, form: str) -> dict[str, int]:
    """Write the corpus of ``members`` into the folder ``target``; return the rows of each table.

    One package is in memory at a time.

    Raises:
        RefusedError: there is something at ``target``, a package has faults, or what the corpus is called is unusable.
    """
    metadata = _metadata(members, named)
    first = {name: schema for member in reversed(members) for name, schema in member.schemas.items()}
    schemas = {name: first[name] for name in _TABLES if name in first} | {name: SCHEMAS[name] for name in CORPUS}
    with begun("combine", target) as root:
        counts = _write(members, schemas, root, form)
        complete(root, metadata, schemas, form)
    return counts


def _write(members: Sequence[Member], schemas: Mapping[str, dict[str, Any]], root: Path, form: str) -> dict[str, int]:
    counts = dict.fromkeys(schemas, 0)
    same_as, progress = SameAs(), Progress("combine: packages", len(members))
    for folder in ("data", "seeds"):
        (root / folder).mkdir()

    def add(name: str, rows: Sequence[Sequence[str]]) -> None:
        with (root / folder_of(name) / f"{name}.csv").open("a", encoding="utf-8", newline="") as file:
            file.write(format_rows(rows))
        counts[name] += len(rows)

    for name, schema in schemas.items():
        if not is_parquet(name, form):
            add(name, [[field["name"] for field in schema["fields"]]])
            counts[name] = 0
    add("codes", _codes(members, schemas))
    # `a-b:evt-001` stands before `a:evt-001`, and `a` before `a-b`
    add("packages", sorted(map(_package, members), key=lambda row: sort_key(row[:1])))
    with duckdb.connect() as connection:
        for number, member in enumerate(members):
            for name, rows in _rows(member):
                if is_parquet(name, form):
                    path = root / parquet_path(name, member.namespace)
                    with _refuse_mistyped(member):
                        write_parquet(connection, rows, schemas[name]["fields"], path)
                    counts[name] += len(rows)
                else:
                    add(name, rows)
                if name == "actors":
                    columns = member.tables[name].columns
                    place = columns.index("wikidata_id")
                    add("same_as", list(same_as.rows((row[0], row[place]) for row in rows if row[place])))
            progress.tell(number + 1)
    return counts


@contextmanager
def _refuse_mistyped(member: Member) -> Iterator[None]:
    try:
        yield
    except duckdb.ConversionException as error:
        cause = str(error).splitlines()[0]
        msg = f"{member.path}: has a cell that is not of its type, so nothing was written; validate it ({cause})"
        raise RefusedError(msg) from None


def _rows(member: Member) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the rows of each table of a package but ``codes``, with every id under its namespace."""
    with opened(member.path) as package:
        _refuse_faults(member.path, package.problems)
        for name, rows in package.tables.items():
            if name not in _TABLES:
                print(f"combine: {member.path}: its table {visible(name)} is left out", file=sys.stderr)
            elif name != "codes":
                under = _namespaced(member)
                places = [rows.table.columns.index(column) for column in id_columns(rows.table)]
                for row in rows.cells:
                    for place in places:
                        row[place] = under(row[place])
                    if name == "external_checks":
                        _namespace_checked(row, rows.table.columns, package.descriptor, under)
                yield name, rows.cells


def id_columns(table: Table) -> list[str]:
    """Return the columns of a table that hold ids: its own, and those of other rows."""
    pointing = [column for key in table.foreign_keys for column in key.fields if key.target in _TABLES]
    return list(dict.fromkeys([table.columns[0], *pointing]))


def _namespace_checked(
    row: list[str], columns: Sequence[str], descriptor: Descriptor, under: Callable[[str], str]
) -> None:
    """Keep the value that an outside check repeats the same as the cell that it checks."""
    ids = {column for name in RECORD_TABLES for column in id_columns(descriptor.tables[name])}
    if row[columns.index("field")] in ids:
        place = columns.index("coded_value")
        row[place] = under(row[place])


def _namespaced(member: Member) -> Callable[[str], str]:
    def under(cell: str) -> str:
        if ":" in cell:
            msg = f'{member.path}: "{visible(cell)}" is under a namespace already; give the packages it was made of'
            raise RefusedError(msg)
        return f"{member.namespace}:{cell}" if cell else ""

    return under


def _codes(members: Sequence[Member], schemas: Mapping[str, dict[str, Any]]) -> list[list[str]]:
    """Return the codes of the vocabularies that the corpus uses, with the first example that a package has."""
    used = {field.get("vocabulary") for schema in schemas.values() for field in schema["fields"]}
    codes: dict[tuple[str, str], Code] = {}
    for member in members:
        under = _namespaced(member)
        for key, row in member.codes.items():
            if key[0] in used:
                code = codes.setdefault(key, {**row, "example": ""})
                code["example"] = code["example"] or under(row["example"])
    return [list(codes[key].values()) for key in sorted(codes, key=sort_key)]


def _package(member: Member) -> list[str]:
    raw = member.raw
    licences = " AND ".join(licence["name"] for licence in raw["licenses"])
    return [
        member.namespace,
        raw["name"],
        _plain(raw.get("title", "")),
        raw["version"],
        _day(raw),
        licences,
        member.sha256,
    ]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _day(raw: Mapping[str, Any]) -> str:
    try:
        return date.fromisoformat(str(raw.get("created", ""))[:10]).isoformat()
    except ValueError:
        return ""


def _metadata(members: Sequence[Member], named: Named) -> dict[str, Any]:
    if not PACKAGE_NAME.fullmatch(named.name):
        msg = f'"{named.name}" cannot be the name of a corpus; give --name, such as my-corpus'
        raise RefusedError(msg)
    highest = max([_FIRST, *(str(member.raw["version"]) for member in members)], key=numbers_of)
    version = named.version or highest
    if not SEMVER.fullmatch(version) or numbers_of(version) < numbers_of(highest):
        msg = f"--corpus-version {version}: write a version such as {highest}, not below those of the packages"
        raise RefusedError(msg)
    titles = "; ".join(_plain(member.raw.get("title", member.raw["name"])) for member in members[:5])
    more = f"; and {len(members) - 5:,} more" if len(members) > 5 else ""
    days = [member.raw.get("created") for member in members]
    joined = {key: _joined(members, key) for key in ("licenses", "contributors", "sources")}
    return {
        "$schema": PACKAGE_PROFILE,
        "name": named.name,
        "title": named.title,
        "description": f"{len(members):,} packages put together: {titles}{more}.",
        "version": version,
        **({"created": max(map(str, days))} if all(days) else {}),
        **{key: items for key, items in joined.items() if items},
    }


def _joined(members: Sequence[Member], key: str) -> list[Any]:
    items = {json.dumps(item, sort_keys=True): item for member in members for item in member.raw.get(key, [])}
    return list(items.values())
