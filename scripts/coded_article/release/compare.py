"""Two versions of a package, compared: rows, columns and codes, and the version step that they call for.

The steps follow the package's own rule: what a user of the older version could rely on and cannot any more
is major, what is new is minor, what is corrected is patch. ``scripts/README.md`` has them in a table.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from coded_article.check.wording import worded
from coded_article.errors import RefusedError
from coded_article.model.profile import DESCRIPTOR, PROFILE, RECORD_TABLES, REPLACED
from coded_article.model.schema import Descriptor, Field, Rows, Table
from coded_article.model.versions import SEMVER, final, numbers_of, rank
from coded_article.read.opening import Opened

STEPS = ("none", "patch", "minor", "major")
# of datapackage.json: what every version changes, and what repeats a fact that stands elsewhere
_OWN = {"version", "created", "resources"}
# tables whose rows are cited or pointed at, and the columns on which every position in the article rests
_LASTING = ("sources", "passages", "records")
_POSITIONS = {
    "sources": ("canonicalisation", "sha256"),
    "passages": ("source_id", "ordinal", "start", "end", "sha256"),
}
_MAJOR = {"name", "licenses", "$schema"}
# constraints that are stricter when they are greater, and those that are stricter when they are less
_RISING = ("unique", "minimum", "minLength")
_FALLING = ("maximum", "maxLength")


_Register = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class CellChange:
    """One cell that was changed: the row's key, its cells joined by commas, and both values."""

    key: str
    column: str
    old: str
    new: str


@dataclass(frozen=True)
class PropertyChange:
    """One property of the descriptor or of a column that was changed, as JSON, and the step that it calls for."""

    name: str
    old: str
    new: str
    step: str


@dataclass(frozen=True)
class TableChange:
    """What became of one table; rows are named by their keys."""

    name: str
    columns_added: tuple[str, ...]
    columns_removed: tuple[str, ...]
    properties: tuple[PropertyChange, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[CellChange, ...]

    def __bool__(self) -> bool:
        """Whether anything was changed."""
        return any((self.columns_added, self.columns_removed, self.properties, self.added, self.removed, self.changed))


@dataclass(frozen=True)
class Side:
    """One of the two packages as read."""

    descriptor: Descriptor
    rows: Mapping[str, Rows]

    @cached_property
    def cells(self) -> dict[str, dict[str, dict[str, str]]]:
        """The rows by table and key, each as cells by column."""
        return {name: _keyed(rows) for name, rows in self.rows.items()}


@dataclass(frozen=True)
class Comparison:
    """What differs between two versions, and what must not differ so (``faults``)."""

    old: Side
    new: Side
    tables_added: tuple[str, ...]
    tables_removed: tuple[str, ...]
    tables: tuple[TableChange, ...]
    metadata: tuple[PropertyChange, ...]
    retired: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """The changes that call for a version step, as (step, reason), the greatest step first."""
        return sorted(_reasons(self), key=lambda reason: -STEPS.index(reason[0]))

    @property
    def step(self) -> str:
        """The smallest step that the changes call for: major, minor, patch or none."""
        return self.reasons[0][0] if self.reasons else "none"

    @property
    def least_version(self) -> str:
        """The smallest version that the changes call for."""
        return least_version(self.old.descriptor.version, self.step)

    @property
    def sufficient(self) -> bool:
        """Whether the newer version is as late as the changes call for."""
        old, new = self.old.descriptor.version, self.new.descriptor.version
        is_later = rank(new) > rank(old) or self.step == "none"
        return is_later and numbers_of(new) >= numbers_of(self.least_version)

    @property
    def changed_records(self) -> list[str]:
        """The ids of actors, events, statements and recommendations with a changed cell or retired, sorted."""
        changed = {item.key for table in self.tables if table.name in RECORD_TABLES for item in table.changed}
        return sorted({*changed, *self.retired})


def least_version(version: str, step: str) -> str:
    """Return the smallest version after ``version`` for a step; before 1.0.0 a major step raises the minor number.

    Whatever changes after a pre-release, the release that it precedes is the next.
    """
    major, minor, patch = numbers_of(version)
    if rank(version) < rank(final(version)) and step != "none":
        return final(version)
    if step == "major" and major:
        return f"{major + 1}.0.0"
    if step == "major" or (step == "minor" and major):
        return f"{major}.{minor + 1}.0"
    return version if step == "none" else f"{major}.{minor}.{patch + 1}"


def compare(old: Opened, new: Opened) -> Comparison:
    """Compare two packages.

    Raises:
        RefusedError: one of them is no package, or a table of it cannot be read.
    """
    before, after = _read(old), _read(new)
    tables_before, tables_after = before.descriptor.tables, after.descriptor.tables
    changes = [
        _compare_table(tables_before[name], tables_after[name], before.cells[name], after.cells[name])
        for name in tables_after
        if name in tables_before
    ]
    return Comparison(
        before,
        after,
        tuple(name for name in tables_after if name not in tables_before),
        tuple(name for name in tables_before if name not in tables_after),
        tuple(change for change in changes if change),
        tuple(_compare_metadata(before.descriptor.raw, after.descriptor.raw)),
        tuple(_retired(before, after)),
        tuple(_faults(before, after)),
    )


def _read(package: Opened) -> Side:
    descriptor = package.descriptor
    if not SEMVER.fullmatch(descriptor.version):
        stated = f'version "{descriptor.version}" in {DESCRIPTOR}'
        msg = f"{package.name}: {stated} is no semantic version; write one such as 1.0.0"
        raise RefusedError(msg)
    for name, rows in package.tables.items():
        if not rows.usable or rows.faulty_lines:
            paths = (rows.table.path, rows.table.schema_path, DESCRIPTOR)
            problem = next(item for item in sorted(package.problems) if item.path in paths)
            msg = f"{package.name}: a table cannot be read: {worded([problem], package)[0]}"
            raise RefusedError(msg)
        wrong = next(
            (item for item in package.problems if item.code == "header" and item.path == rows.table.path), None
        )
        if wrong:
            msg = f"{package.name}: a table is not that of its schema: {worded([wrong], package)[0]}"
            raise RefusedError(msg)
        if len(_keyed(rows)) < len(rows.cells):
            msg = f"{package.name}: rows of {name} cannot be told apart by their key; validate the package first"
            raise RefusedError(msg)
    return Side(descriptor, package.tables)


def _keyed(rows: Rows) -> dict[str, dict[str, str]]:
    columns = rows.table.columns
    places = [columns.index(name) for name in rows.table.primary_key if name in columns]
    return {",".join(cells[place] for place in places): dict(zip(columns, cells, strict=True)) for cells in rows.cells}


def _compare_table(
    old: Table, new: Table, before: Mapping[str, Mapping[str, str]], after: Mapping[str, Mapping[str, str]]
) -> TableChange:
    shared = [column for column in new.columns if column in old.columns]
    return TableChange(
        new.name,
        tuple(column for column in new.columns if column not in old.columns),
        tuple(column for column in old.columns if column not in new.columns),
        tuple(_compare_schema(old, new, shared)),
        tuple(key for key in after if key not in before),
        tuple(key for key in before if key not in after),
        tuple(
            CellChange(key, column, before[key][column], row[column])
            for key, row in after.items()
            if key in before
            for column in shared
            if before[key][column] != row[column]
        ),
    )


def _compare_schema(old: Table, new: Table, shared: list[str]) -> Iterator[PropertyChange]:
    if [column for column in old.columns if column in shared] != shared or new.columns[: len(shared)] != tuple(shared):
        yield PropertyChange("order of columns", _json(old.columns), _json(new.columns), "major")
    for name in ("primary_key", "foreign_keys"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield PropertyChange(name.replace("_", " "), _describe_keys(before), _describe_keys(after), "major")
    for name in ("title", "description", "path"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield PropertyChange(name, _json(before), _json(after), "major" if name == "path" else "patch")
    fields = {field.name: field for field in old.fields}
    for field in new.fields:
        if field.name in fields:
            yield from _compare_field(fields[field.name], field)


def _compare_field(old: Field, new: Field) -> Iterator[PropertyChange]:
    for name, step in (("type", "major"), ("vocabulary", "major"), ("title", "patch"), ("description", "patch"),
                       ("example", "patch")):  # fmt: skip
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield PropertyChange(f"{new.name}.{name}", _json(before), _json(after), step)
    for name in sorted({*old.constraints, *new.constraints}):
        before, after = old.constraints.get(name), new.constraints.get(name)
        if before == after or (name == "enum" and new.vocabulary):  # such codes are compared in the table codes
            continue
        yield PropertyChange(f"{new.name}.{name}", _json(before), _json(after), _constraint_step(name, before, after))


def _constraint_step(name: str, before: Any, after: Any) -> str:
    """Return the step for a changed constraint: minor if every cell that was good still is, else major.

    A cell that was always filled and need not be any more is major, because readers relied on it.
    """
    if name == "required":
        return "major"
    if after is None:
        return "minor"
    if name == "enum":
        return "minor" if before is not None and set(before) <= set(after) else "major"
    if name in _RISING:
        return "minor" if (before or 0) >= after else "major"
    if name == "pattern" and REPLACED.get(before) == after:  # by the profile: wider, or the same with a prefix
        return "minor"
    return "minor" if name in _FALLING and before is not None and before <= after else "major"


def _compare_metadata(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[PropertyChange]:
    for name in sorted({*old, *new} - _OWN):
        if old.get(name) != new.get(name):
            yield PropertyChange(
                name, _json(old.get(name)), _json(new.get(name)), "major" if name in _MAJOR else "patch"
            )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _describe_keys(keys: tuple[Any, ...]) -> str:
    return _json([key if isinstance(key, str) else f"{key.fields[0]} to {key.target}" for key in keys])


def _retired(old: Side, new: Side) -> Iterator[str]:
    if _lost_columns(old, new):
        return
    before = old.cells.get("records", {})
    for record, row in new.cells.get("records", {}).items():
        if row["retired_in"] and record in before and not before[record]["retired_in"]:
            yield record


def _faults(old: Side, new: Side) -> Iterator[str]:
    """Yield what the promise that ids are never reused forbids, each as one line."""
    versions = old.descriptor.version, new.descriptor.version
    if rank(versions[0]) > rank(versions[1]):
        yield f"OLD has version {versions[0]} and NEW {versions[1]}, which is earlier; give the older one first"
        return
    for column in _lost_columns(old, new):
        yield f"the register has no column {column}, so that ids cannot be followed; restore it in data/records.csv"
        return
    before, after = old.cells.get("records", {}), new.cells.get("records", {})
    yield from _faults_of_old(before, after, new)
    yield from _faults_of_new(before, after, new, versions)


def _faults_of_old(before: _Register, after: _Register, new: Side) -> Iterator[str]:
    for record, row in before.items():
        now = after.get(record)
        if now is None:
            yield f"{record} vanished from data/records.csv; keep its row there, with retired_in"
            continue
        if row["retired_in"] and now["retired_in"] and row["retired_in"] != now["retired_in"]:
            yield f"{record} was retired in {row['retired_in']}, and now in {now['retired_in']}; restore the version"
        if row["retired_in"] and not now["retired_in"]:
            yield f"{record} came back: it was retired in {row['retired_in']}; give the row a new id"
        elif now["table"] == row["table"] and not now["retired_in"] and record not in new.cells.get(now["table"], {}):
            yield f"{record} vanished from {now['table']} without retired_in; restore the row, or fill retired_in"
        for column in ("table", "added_in"):
            if row[column] != now[column]:
                yield (
                    f"{record} means something else: {column} was {row[column]} and is {now[column]};"
                    " restore it, or give the row a new id"
                )


def _faults_of_new(before: _Register, after: _Register, new: Side, versions: tuple[str, str]) -> Iterator[str]:
    for record, row in after.items():
        if record not in before and not _between(versions, row["added_in"]):
            yield f"{record} is new, but added_in is {row['added_in']}; write the version that brings it"
        retired = row["retired_in"]
        if retired and record in new.cells.get(row["table"], {}):
            yield f"{record} is retired and yet a row of {row['table']}; take the row out, or give it a new id"
        if retired and retired != before.get(record, {}).get("retired_in") and not _between(versions, retired):
            yield f"{record} is newly retired, but retired_in is {retired}; write the version that retires it"


def _lost_columns(old: Side, new: Side) -> list[str]:
    """Return the columns of the register that one of the two lacks."""
    tables = [side.descriptor.tables["records"] for side in (old, new) if "records" in side.descriptor.tables]
    return [column for column in PROFILE["records"] if any(column not in table.columns for table in tables)]


def _between(versions: tuple[str, str], version: str) -> bool:
    """Whether ``version`` is later than the first of two versions and not later than the second."""
    if not SEMVER.fullmatch(version):
        return False
    return rank(versions[0]) < rank(version) <= rank(final(versions[1]))


def _reasons(comparison: Comparison) -> Iterator[tuple[str, str]]:
    for name in comparison.tables_removed:
        yield "major", f"table {name} removed"
    for name in comparison.tables_added:
        yield "minor", f"table {name} added"
    for table in comparison.tables:
        yield from _table_reasons(table)
    for change in comparison.metadata:
        yield change.step, f"{change.name} of the package changed"
    if comparison.retired:
        yield "major", f"{_some(comparison.retired)} retired: an id no longer stands for a row"
    if any(table.name in RECORD_TABLES and table.removed for table in comparison.tables) and not comparison.retired:
        yield "major", "an id no longer stands for a row"


def _table_reasons(table: TableChange) -> Iterator[tuple[str, str]]:
    if table.columns_removed:
        yield "major", f"columns of {table.name} removed: {', '.join(table.columns_removed)}"
    if table.columns_added:
        yield "minor", f"columns of {table.name} added: {', '.join(table.columns_added)}"
    for change in table.properties:
        yield change.step, f"{change.name} of {table.name} changed"
    if table.added:
        yield "minor", f"rows of {table.name} added: {_some(table.added)}"
    if table.removed and table.name == "codes":
        yield "major", f"codes removed: {_some(table.removed)}"
    elif table.removed and table.name in _LASTING:
        yield "major", f"rows of {table.name} removed: {_some(table.removed)}"
    elif table.removed and table.name not in RECORD_TABLES:  # records that go are retired, or a fault
        yield "minor", f"rows of {table.name} removed: {_some(table.removed)}"
    yield from _cell_reasons(table)


def _cell_reasons(table: TableChange) -> Iterator[tuple[str, str]]:
    moved = tuple(dict.fromkeys(item.key for item in table.changed if item.column in _POSITIONS.get(table.name, ())))
    if moved:
        yield "major", f"positions in the article move: {_some(moved)} of {table.name} changed"
    if table.changed:
        defined = sorted({item.key for item in table.changed if item.column == "definition"})
        meant = (
            f" (major if the meaning of {_some(tuple(defined))} changed)" if table.name == "codes" and defined else ""
        )
        keys = tuple(dict.fromkeys(item.key for item in table.changed))
        yield "patch", f"cells of {table.name} corrected: {_some(keys)}{meant}"


def _some(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:5])
    return f"{shown} and {len(names) - 5} more" if len(names) > 5 else shown
