"""A coding sheet merged into the tables: ids issued and registered, dates worked out, quotes gathered.

A row of a sheet names a record by its id, or a new one by a name of the coder's after the prefix, such as
``evt-call``; the next free id is issued for it and remembered, so that the same sheet gives the same ids.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coded_article.anchoring import Quote
from coded_article.canonical import canonical
from coded_article.csvfile import last_number
from coded_article.descriptor import RECORD_TABLES, Descriptor, Table
from coded_article.edtf_dates import bounds, precision
from coded_article.sheets import WHERE, SheetRow

PREFIXES = dict(zip(RECORD_TABLES, ("act", "evt", "stm", "rec"), strict=True))
_ID = re.compile(r"(act|evt|stm|rec)-[0-9]{3,}")
_NAME = re.compile(r"(act|evt|stm|rec)-[a-z0-9_-]*[a-z_-][a-z0-9_-]*")

Rows = list[dict[str, str]]


@dataclass
class Merged:
    """The tables after a merge, the quotes to anchor, the ids by name, and what was refused."""

    tables: dict[str, Rows]
    quotes: list[Quote] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


def merge(
    sheets: Mapping[str, Sequence[SheetRow]],
    descriptor: Descriptor,
    tables: Mapping[str, Sequence[Mapping[str, str]]],
    remembered: Mapping[str, str],
) -> Merged:
    """Return what the tables are after the rows of a coding sheet are merged into them.

    ``tables`` gives the rows of every table, ``remembered`` the ids that were issued for names before.
    """
    merged = Merged({name: [dict(row) for row in rows] for name, rows in tables.items()}, ids=dict(remembered))
    _issue(sheets, merged)
    for name, rows in sheets.items():
        for row in rows:
            cells = {column: merged.ids.get(cell, cell) for column, cell in row.cells.items()}
            unknown = [cell for cell in cells.values() if _NAME.fullmatch(cell) and cell in row.cells.values()]
            if unknown:
                told = (
                    f"{row.place}: {unknown[0]} names no row of the sheet; add the row, or write the id of a coded one"
                )
                merged.refused.append(told)
            elif name == "quotes":
                merged.quotes.append(_quote(row, cells["id"], cells["part"], cells))
            else:
                _add(merged, descriptor, name, row, cells)
    return merged


def _issue(sheets: Mapping[str, Sequence[SheetRow]], merged: Merged) -> None:
    """Issue ids for the names of new rows, and register them and the new ids that the coder chose."""
    registered = {row["record_id"]: row for row in merged.tables["records"]}
    last = {
        prefix: last_number(one for one in registered if one.startswith(f"{prefix}-")) for prefix in PREFIXES.values()
    }
    for name, prefix in PREFIXES.items():
        for row in sheets[name]:
            key = next(iter(row.cells.values()))
            if _NAME.fullmatch(key) and key.startswith(f"{prefix}-"):
                if key not in merged.ids:
                    last[prefix] += 1
                    merged.ids[key] = f"{prefix}-{last[prefix]:03d}"
            elif not (_ID.fullmatch(key) and key.startswith(f"{prefix}-")):
                example = f"{prefix}-001 for a coded row, or a name such as {prefix}-call for a new one"
                merged.refused.append(f'{row.place}: id "{key}"; write an id such as {example}')


def _add(merged: Merged, descriptor: Descriptor, name: str, row: SheetRow, cells: Mapping[str, str]) -> None:
    """Add a row to its table, unless it is there already; one that is coded otherwise is refused."""
    table = descriptor.tables[name]
    written = {column: cell for column, cell in cells.items() if column not in WHERE or column in table.columns}
    full = dict.fromkeys(table.columns, "") | written | _dates(table, written)
    identity = ("subject_id", "predicate", "object_id") if name == "relations" else table.primary_key
    known = next((old for old in merged.tables[name] if all(old[key] == full[key] for key in identity)), None)
    if known is None:
        if name == "relations":
            last = last_number(old["relation_id"] for old in merged.tables[name])
            full["relation_id"] = f"rel-{last + 1:03d}"
        if name in PREFIXES and not _register(merged, descriptor, name, row, full[table.columns[0]]):
            return
        merged.tables[name].append(full)
    else:
        different = [column for column in written if known[column] != full[column]]
        if different:
            column = different[0]
            merged.refused.append(
                f"{row.place}: {','.join(known[key] for key in table.primary_key)} is coded otherwise: {column} is"
                f' "{known[column]}" in {table.path} and "{full[column]}" here; make the two agree'
            )
            return
    if name in ("events", "statements", "recommendations"):
        merged.quotes += _quotes(row, full[table.columns[0]], cells)


def _register(merged: Merged, descriptor: Descriptor, name: str, row: SheetRow, record: str) -> bool:
    for old in merged.tables["records"]:
        if old["record_id"] == record:
            merged.refused.append(f"{row.place}: {record} was issued before and is no row of {name}; take a new id")
            return False
    new = {"record_id": record, "table": name, "added_in": descriptor.version}
    merged.tables["records"].append({column: new.get(column, "") for column in descriptor.tables["records"].columns})
    return True


def _dates(table: Table, cells: Mapping[str, str]) -> dict[str, str]:
    """Return the columns of a date that follow from its EDTF."""
    if "date_edtf" not in table.columns:
        return {}
    edtf = cells["date_edtf"]
    span = bounds(edtf) if edtf else None
    return {
        "date_earliest": span[0].isoformat() if span else "",
        "date_latest": span[1].isoformat() if span else "",
        "date_precision": (precision(edtf) or "") if span else "",
        "date_basis": cells["date_basis"] or ("" if edtf else "none"),
    }


def _quotes(row: SheetRow, record: str, cells: Mapping[str, str]) -> Iterator[Quote]:
    """Yield the quotes of a record: its content, or its passage as a whole, its cue and its date words."""
    if cells["quote"]:
        yield _quote(row, record, "content", cells)
    elif cells["passage_id"]:
        yield _quote(row, record, "whole", cells)
    for column, part in (("cue", "cue"), ("date_text", "date")):
        if cells.get(column):
            yield _quote(row, record, part, {**cells, "quote": cells[column], "within": ""})


def _quote(row: SheetRow, record: str, part: str, cells: Mapping[str, str]) -> Quote:
    return Quote(row.place, record, part, *(canonical(cells[column]) for column in WHERE))
