"""Packages to a corpus: every id under the namespace of its package, and nothing merged."""

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from coded_article.console import Progress, visible
from coded_article.corpus.layout import SameAs, begun, complete, folder_of, is_parquet, parquet_path, write_parquet
from coded_article.corpus.members import MEMBER_TABLES, Member, refuse_faults
from coded_article.corpus.union import Union, header_of
from coded_article.errors import RefusedError
from coded_article.files.canonical_csv import format_rows, sort_key
from coded_article.model.profile import CONFORMS_TO, KEYS, PACKAGE_NAME, PACKAGE_PROFILE, RECORD_TABLES, VERSIONS
from coded_article.model.schema import Rows
from coded_article.model.versions import SEMVER, rank
from coded_article.read.later import in_columns
from coded_article.read.opening import opened

_FIRST = "1.0.0"


@dataclass(frozen=True)
class Named:
    """What the corpus is called; the version, if it is None, is that of the packages."""

    name: str
    title: str
    version: str | None


def combine(members: Sequence[Member], union: Union, named: Named, target: Path, form: str) -> dict[str, int]:
    """Write the corpus of ``members`` into the folder ``target``; return the rows of each table.

    One package is in memory at a time.

    Raises:
        RefusedError: there is something at ``target``, a package has faults, or what the corpus is called is unusable.
    """
    metadata = _metadata(members, named)
    with begun("combine", target) as root:
        counts = _write(members, union, root, form)
        complete(root, metadata, union.schemas, form)
    return counts


def _write(members: Sequence[Member], union: Union, root: Path, form: str) -> dict[str, int]:
    schemas = union.schemas
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
            add(name, [header_of(schema)])
            counts[name] = 0
    add("codes", [[row.get(column, "") for column in header_of(schemas["codes"])] for row in union.codes])
    add("code_packages", union.code_packages)
    # `a-b:evt-001` stands before `a:evt-001`, and `a` before `a-b`
    add("packages", sorted(map(_package, members), key=lambda row: sort_key(row[:1])))
    with duckdb.connect() as connection:
        for number, member in enumerate(members):
            for name, rows in _rows(member, union):
                if is_parquet(name, form):
                    path = root / parquet_path(name, member.namespace)
                    with _refuse_mistyped(member):
                        write_parquet(connection, rows, schemas[name]["fields"], path)
                    counts[name] += len(rows)
                else:
                    add(name, rows)
                if name == "actors":
                    place = header_of(schemas[name]).index("wikidata_id")
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


def _rows(member: Member, union: Union) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the rows of each table of a package but ``codes``, in the corpus's columns, order, ids and codes."""
    under, renamed = _namespaced(member), union.renamed[member.namespace]
    with opened(member.path) as package:
        refuse_faults(member.path, package.problems)
        coding = _Coding(package.tables, union.schemas, renamed)
        for name in package.tables:
            if name not in MEMBER_TABLES:
                print(f"combine: {member.path}: its table {visible(name)} is left out", file=sys.stderr)
            elif name != "codes":
                schema = union.schemas[name]
                columns = header_of(schema)
                cells = in_columns(package, name, columns)
                if renamed:
                    coding.rename(name, cells)
                places = [columns.index(column) for column in id_columns(schema)]
                for row in cells:
                    for place in places:
                        row[place] = under(row[place])
                    if name == "external_checks":
                        _namespace_checked(row, columns, union.schemas, under)
                if renamed:  # a code in a key has another place under its new name
                    keys = [columns.index(column) for column in schema["primaryKey"]]
                    cells.sort(key=lambda row: sort_key([row[place] for place in keys]))
                yield name, cells


class _Coding:
    """The codes of a package under their new names, wherever its rows repeat them."""

    def __init__(
        self, tables: Mapping[str, Rows], schemas: Mapping[str, dict[str, Any]], renamed: Mapping[tuple[str, str], str]
    ) -> None:
        self._renamed = renamed
        self._vocabularies = {
            (name, field["name"]): field["vocabulary"]
            for name, schema in schemas.items()
            for field in schema["fields"]
            if "vocabulary" in field
        }
        self._schemas = schemas
        # before any is under its namespace
        self._tables: dict[str, str] = {}
        if renamed:
            self._tables = {
                row[rows.table.columns.index(KEYS[name][0])]: name
                for name in RECORD_TABLES
                for rows in [tables[name]]
                for row in rows.cells
            }
            if "units" in tables:
                rows = tables["units"]
                unit, level = (rows.table.columns.index(column) for column in ("unit_id", "level"))
                self._tables |= {row[unit]: f"{row[level]}s" for row in rows.cells}

    def rename(self, name: str, cells: Sequence[list[str]]) -> None:
        """Write the new names into the rows of a table."""
        columns = header_of(self._schemas[name])
        coded = [
            (columns.index(column), vocabulary)
            for (table, column), vocabulary in self._vocabularies.items()
            if table == name
        ]
        # cells that repeat one of another table, by the record or unit that it is of
        repeated = {
            "external_checks": ("record_id", "field", "coded_value"),
            "codings": ("unit_id", "variable", "value"),
        }
        repeats = [columns.index(column) for column in repeated.get(name, ())]
        for row in cells:
            if repeats:
                of, column, value = repeats
                vocabulary = self._vocabularies.get((self._tables.get(row[of], ""), row[column]), "")
                row[value] = self._renamed.get((vocabulary, row[value]), row[value])
            for place, vocabulary in coded:
                row[place] = self._renamed.get((vocabulary, row[place]), row[place])


def id_columns(schema: Mapping[str, Any]) -> list[str]:
    """Return the columns of a table that hold ids: its own, and those of other rows."""
    pointing = [column for key in schema.get("foreignKeys", []) for column in key["fields"]]
    return list(dict.fromkeys([header_of(schema)[0], *pointing]))


def _namespace_checked(
    row: list[str], columns: Sequence[str], schemas: Mapping[str, dict[str, Any]], under: Callable[[str], str]
) -> None:
    """Keep the value that an outside check repeats the same as the cell that it checks."""
    ids = {column for name in RECORD_TABLES for column in id_columns(schemas[name])}
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
    highest = max([_FIRST, *(str(member.raw["version"]) for member in members)], key=rank)
    version = named.version or highest
    if not SEMVER.fullmatch(version) or rank(version) < rank(highest):
        msg = f"--corpus-version {version}: write a version such as {highest}, not below those of the packages"
        raise RefusedError(msg)
    titles = "; ".join(_plain(member.raw.get("title", member.raw["name"])) for member in members[:5])
    more = f"; and {len(members) - 5:,} more" if len(members) > 5 else ""
    days = [member.raw.get("created") for member in members]
    joined = {key: _joined(members, key) for key in ("licenses", "contributors", "sources")}
    return {
        "$schema": PACKAGE_PROFILE,
        "conformsTo": CONFORMS_TO[VERSIONS[-1]],
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
