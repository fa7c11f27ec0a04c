"""A record that should not be there, taken back: dropped while it is a draft, retired once a release has had it."""

from collections.abc import Mapping, Sequence

from coded_article.errors import RefusedError
from coded_article.files.canonical_csv import last_number
from coded_article.files.json_text import json_text
from coded_article.model.profile import DESCRIPTOR, LINKS, PREFIXES, RECORD_TABLES
from coded_article.model.schema import Descriptor
from coded_article.model.versions import final

Tables = Mapping[str, Sequence[Mapping[str, str]]]
# the tables whose rows say something of a record, and go with it
_GOING = ("evidence", "mentions", "involvements", "relations", "external_checks")


def without(
    descriptor: Descriptor, tables: Tables, ids: Sequence[str], replaced_by: str
) -> tuple[dict[str, list[dict[str, str]]], list[str]]:
    """Return the tables that change when the records ``ids`` are taken back, and what goes, a line each.

    Raises:
        RefusedError: an id is none of a record, or what is left would name it.
    """
    register = {row["record_id"]: row for row in tables["records"]}
    gone = dict.fromkeys(ids)
    for record in (*gone, *filter(None, [replaced_by])):
        if record not in register or register[record]["retired_in"] or (record == replaced_by and record in gone):
            msg = f"{record}: no record that can be taken back or replace one; data/records.csv lists them"
            raise RefusedError(msg)
    new = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    drafts = [record for record in gone if _is_draft(descriptor, register[record]["added_in"])]
    if replaced_by and drafts:
        msg = f"{drafts[0]}: no release has it, so it is dropped and nothing has to replace it; leave --replaced-by out"
        raise RefusedError(msg)
    lines = [
        f"{record} {'dropped' if record in drafts else f'retired in {final(descriptor.version)}'}" for record in gone
    ]
    new["records"] = [row for row in new["records"] if row["record_id"] not in drafts]
    for entry in new["records"]:
        if entry["record_id"] in gone:
            entry |= {"retired_in": final(descriptor.version), "replaced_by": replaced_by}
    named: list[str] = []
    for name, rows in tables.items():
        columns = [column for column, target in LINKS[name].items() if target in ("records", *RECORD_TABLES)]
        kept = []
        for row, copy in zip(rows, new[name], strict=True) if name != "records" else ():
            names = [column for column in columns if row[column] in gone]
            own = next(iter(row.values()))
            if name in RECORD_TABLES and own in gone:
                continue
            if names and name in _GOING:
                key = "" if own in gone else f"{own} "
                lines.append(f"  with {name}: {key}{', '.join(row[column] for column in columns)}")
                continue
            named += [f"{own} {column} {row[column]}" for column in names]
            if row.get("example") in gone:
                copy["example"] = ""
            kept.append(copy)
        if name != "records":
            new[name] = kept
    named += [
        f"{row['record_id']} replaced_by {row['replaced_by']}"
        for row in tables["records"]
        if row["replaced_by"] in drafts
    ]
    if named:
        shown = "; ".join(named[:5]) + (" ..." if named[5:] else "")
        msg = f"nothing was taken back, because rows that stay name it: {shown}; correct these, or take them back too"
        raise RefusedError(msg)
    return {name: rows for name, rows in new.items() if rows != tables[name]}, lines


def _is_draft(descriptor: Descriptor, added_in: str) -> bool:
    """Return whether no release has had a record that was added in a version.

    Raises:
        RefusedError: the package is the release itself.
    """
    if added_in != final(descriptor.version):
        return False
    if "created" in descriptor.raw:
        msg = f"{descriptor.version} is released: raise `version` in datapackage.json first, and take `created` out"
        raise RefusedError(msg)
    return True


def kept_ids(descriptor: Descriptor, old: Tables, new: Tables) -> dict[str, str]:
    """Return the descriptor, by its path, if it must remember ids whose rows are gone, lest they be issued again."""

    def last(tables: Tables, name: str) -> int:
        registered = [row["record_id"] for row in tables["records"] if row["record_id"].startswith(PREFIXES[name])]
        own = (row[f"{next(iter(row))}"] for row in tables.get(name, ()))
        return last_number([*registered, *own])

    lost = {name: last(old, name) for name in PREFIXES if name in old and last(old, name) > last(new, name)}
    return {DESCRIPTOR: json_text(descriptor.with_issued(lost))} if lost else {}
