"""A coding sheet merged into the tables: ids issued and registered, dates worked out, quotes anchored.

A row of a sheet names a record by its id, or a new one by a name of the coder's after the prefix, such as
``evt-call``; the next free id is issued for it. A merge only adds to the tables. The ledger remembers what each
row has given, so that the tables can be corrected by hand: a row that was merged before is not merged again. Only where
an update is asked for does a row that changed in the sheet since take its place in the tables.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from coded_article.coding import quotes, sheets
from coded_article.coding.ledger import Entry, packed
from coded_article.coding.quotes import Quote
from coded_article.coding.rows import ResolvedRow, dates, quote_of, quotes_of, replaced, role_of
from coded_article.coding.sheets import SheetRow
from coded_article.files.canonical_csv import last_number
from coded_article.model.profile import PREFIXES, RECORD_PREFIXES, RECORD_TABLES
from coded_article.model.schema import Descriptor
from coded_article.model.versions import final

_ID = re.compile(rf"(?P<prefix>{RECORD_PREFIXES})-[0-9]{{3,}}")
_ANY_ID = re.compile(r"\b[a-z]{3}-[0-9]{3,}\b")
_ANY_NAME = re.compile(rf"\b(?:{RECORD_PREFIXES})-[a-z0-9_-]*[a-z0-9]")
_NAME = re.compile(rf"(?P<prefix>{RECORD_PREFIXES})-[a-z0-9_-]*[a-z_-][a-z0-9_-]*")

_LETTERS = "small letters from a to z, digits and hyphens"

Rows = list[dict[str, str]]
Tables = Mapping[str, Sequence[Mapping[str, str]]]
Sheets = Mapping[str, Sequence[SheetRow]]


@dataclass
class Merged:
    """The tables after a merge and its ledger, what was refused, and what the coder should know.

    ``places`` gives by table and primary key where in the sheet a new row comes from, ``read`` the places of all rows
    whose names are known, and ``names`` what the coder calls what an id was issued for: its name, or its place.
    """

    tables: dict[str, Rows]
    ledger: list[Entry] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    places: dict[tuple[str, ...], str] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)

    def in_names(self, text: str) -> str:
        """Return a text with what the coder calls them in place of the ids that were issued."""
        return _ANY_ID.sub(lambda match: self.names.get(match[0], match[0]), text)


def merge(
    coded: Sheets,
    descriptor: Descriptor,
    tables: Tables,
    ledger: Sequence[Entry],
    passages: Mapping[str, str],
    *,
    update: bool = False,
) -> Merged:
    """Return what the tables are after the rows of a coding sheet, by sheet, are merged into them.

    ``tables`` gives the rows of every table, ``ledger`` what was merged before, ``passages`` the text by id. With
    ``update`` a changed row takes the place of what it was, where the tables have not been corrected by hand since.
    """
    merging = _Merging(descriptor, tables, ledger, passages, update=update)
    if ledger and not any(map(merging.stands, ledger)):
        reason = "were merged before, says the file .ids.csv beside the sheet, yet none is in the tables"
        merging.refuse("all rows", f"{reason}; delete that file if it is of another package")
        return merging.merged
    rows = merging.resolved(coded)
    merging.merged.read = {row.place for row in rows}
    merging.add(rows)
    merging.anchor(rows)
    return merging.merged


class _Merging:
    """The tables as they grow by one sheet, with indexes of their rows."""

    def __init__(
        self,
        descriptor: Descriptor,
        tables: Tables,
        ledger: Sequence[Entry],
        passages: Mapping[str, str],
        *,
        update: bool,
    ) -> None:
        self.descriptor = descriptor
        self.update = update
        self.passages = passages
        self.ledger = ledger
        self.merged = Merged({name: [dict(row) for row in rows] for name, rows in tables.items()})
        self.columns = sheets.columns(descriptor)
        self.rows = {name: {self.key(name, row): row for row in self.merged.tables[name]} for name in sheets.CODED}
        self.spans = {
            ",".join(quotes.span_key(name, row)): row[self.own(name)]
            for name in ("evidence", "mentions")
            for row in tables[name]
        }
        self.registered = {row["record_id"] for row in tables["records"]}
        self.issued = {
            name: max(descriptor.issued(name), last_number(row[self.own(name)] for row in tables[name]))
            for name in ("evidence", "mentions", "relations")
        }
        self.relations = self.issued["relations"]
        self.quotes: list[Quote] = []

    def own(self, table: str) -> str:
        """Return the column of the ids of a table."""
        return self.descriptor.tables[table].primary_key[0]

    def key(self, sheet: str, cells: Mapping[str, str]) -> tuple[str, ...]:
        """Return the cells that tell a row of a sheet from the others, there and in its table."""
        relation = ("subject_id", "predicate", "object_id")
        return tuple(
            cells[column]
            for column in (relation if sheet == "relations" else self.descriptor.tables[sheet].primary_key)
        )

    def stands(self, entry: Entry) -> bool:
        """Whether the tables have what an entry of the ledger tells of."""
        return (
            entry.id in self.spans if entry.sheet == "quotes" else tuple(entry.id.split(",")) in self.rows[entry.sheet]
        )

    def refuse(self, place: str, reason: str) -> None:
        self.merged.refused.append(f"{place}: {reason}")

    def resolved(self, coded: Sheets) -> list[ResolvedRow]:
        """Return the rows with ids in place of names; those with a name that cannot be replaced are refused."""
        targets: dict[str, dict[str, str]] = {
            name: {column: key.target for key in self.descriptor.tables[name].foreign_keys for column in key.fields}
            for name in sheets.CODED
        } | {"quotes": {"id": "records"}}
        links = {name: {*columns} for name, columns in targets.items()}
        names, doubtful = self._names(coded, links)
        known = {*names.values(), *self.registered}
        known |= {row.cells[self.own(sheet)] for sheet in RECORD_TABLES for row in coded[sheet]}
        rows = []
        unknown: dict[tuple[str, str], list[str]] = {}
        for sheet, sheet_rows in coded.items():
            for row in sheet_rows:
                cells = replaced(row.cells, names, links[sheet])
                if "note" in cells:
                    cells["note"] = _ANY_NAME.sub(lambda match: names.get(match[0], match[0]), cells["note"])
                linked = {cells[column] for column in links[sheet]}
                unnamed = {
                    (cells[column], target)
                    for column, target in targets[sheet].items()
                    if target != "passages" and cells[column] and cells[column] not in known
                }
                told = row.place in doubtful or linked & doubtful  # its fault, or that of the row that it names
                for one in () if told else unnamed:
                    unknown.setdefault(one, []).append(row.place)
                if unnamed or told:
                    doubtful |= {cells[self.own(sheet)]} if sheet in RECORD_TABLES else set()
                    if row.place not in doubtful:
                        self._see_located(sheet, row)
                    continue
                name = row.cells[self.own(sheet)] if sheet in RECORD_TABLES else ""
                rows.append(ResolvedRow(sheet, row.place, name if name in names else "", cells))
        for (name, target), places in unknown.items():
            tables = RECORD_TABLES if target == "records" else (target,)
            prefixes = {PREFIXES[table] for table in tables}
            prefix = name.partition("-")[0]
            if not ({prefix} if prefix in prefixes else prefixes) & doubtful:
                also = f" (also in {', '.join(places[1:])})" if places[1:] else ""
                self.refuse(places[0], f"{self._unknown(name, target.removesuffix('s'), tables, coded)}{also}")
        return rows

    def _see_located(self, sheet: str, row: SheetRow) -> None:
        """Refuse the quotes of a row that is held back, where they stand nowhere."""
        given: Iterable[Quote] = ()
        if sheet == "quotes":
            given = [quote_of(row.place, row.cells["id"], "", row.cells)]
        elif "quote" in row.cells:
            given = quotes_of(row.place, row.cells[self.own(sheet)], row.cells)
        for quote in given:
            found = quotes.locate(quote, self.passages)
            if isinstance(found, str):
                self.refuse(row.place, f'{quote.id}: "{quote.quote}": {found}')

    def _unknown(self, name: str, what: str, tables: Sequence[str], coded: Sheets) -> str:
        """Return what to say of a name that no row of the ``tables`` has, with the row that is probably meant."""
        known: dict[str, str] = {}
        for table in tables:
            for cells in (*(row.cells for row in coded[table]), *self.rows[table].values()):
                own = cells[self.own(table)]
                said = cells.get("name") or cells.get("label") or own
                for word in (own, own.partition("-")[2], said, *(said.split() if table == "actors" else ())):
                    known.setdefault(word.lower(), own)
        near = get_close_matches(name.lower(), known, 1, 0.75)
        if near and not _ID.fullmatch(name):
            return f"no {what} {name}; did you mean {known[near[0]]}?"
        return f"{name} names no row of the sheet; add the row, or write the id of a coded one"

    def _names(self, coded: Sheets, links: Mapping[str, set[str]]) -> tuple[dict[str, str], set[str]]:
        """Return the id of every name, and the places and names that are refused.

        A prefix is among the latter where the name of a row cannot be read: any other may be meant for it.
        """
        names = {entry.name: entry.id for entry in self.ledger if entry.name}
        doubtful = {row.place for rows in coded.values() for row in rows if row.fault}
        for row in (row for rows in coded.values() for row in rows if row.fault):
            self.refuse(row.place, row.fault)
        new: dict[str, tuple[str, SheetRow]] = {}
        held: dict[str, str] = {}
        for sheet, prefix in ((sheet, PREFIXES[sheet]) for sheet in RECORD_TABLES):
            for row in coded[sheet]:
                name = row.cells[self.own(sheet)]
                match = _ID.fullmatch(name) or _NAME.fullmatch(name)
                record = names.get(name, name)
                if match is None or match[1] != prefix:
                    if not row.fault:
                        example = (
                            f"{prefix}-001 for a coded row, or a name such as {_name_of(prefix, name)} for a new one:"
                            f" {_LETTERS}"
                        )
                        self.refuse(row.place, f'id "{name}"; write an id such as {example}')
                    doubtful |= {row.place, prefix}
                elif record in held:
                    reason = f"{name} has its row in {held[record]}; give further words of it in the sheet `quotes`"
                    self.refuse(row.place, reason)
                    doubtful.add(row.place)
                else:
                    held[record] = row.place
                    if _NAME.fullmatch(record):
                        new[name] = sheet, row
        self._recognise(new, names, doubtful, held, links)
        for sheet, prefix in ((sheet, PREFIXES[sheet]) for sheet in RECORD_TABLES):
            used = (*(key[0] for key in self.rows[sheet]), *self.registered)
            last = last_number(record_id for record_id in used if record_id.startswith(f"{prefix}-"))
            last = max(last, self.descriptor.issued(sheet))
            for name in (name for name, (where, _) in new.items() if where == sheet):
                last += 1
                names[name] = f"{prefix}-{last:03d}"
                self.merged.names[names[name]] = name
        return names, doubtful

    def _recognise(
        self,
        new: dict[str, tuple[str, SheetRow]],
        names: dict[str, str],
        doubtful: set[str],
        held: dict[str, str],
        links: Mapping[str, set[str]],
    ) -> None:
        """Give a new name the id of the record that is coded alike, so that a name may change or be forgotten.

        A row that repeats the row of another name is refused.
        """
        alike = {
            (sheet, self._but_id(sheet, row)): key[0]
            for sheet in RECORD_TABLES
            for key, row in self.rows[sheet].items()
        }
        alike |= {
            (entry.sheet, self._but_id(entry.sheet, json.loads(entry.row))): entry.id
            for entry in self.ledger
            if entry.sheet in RECORD_TABLES and entry.id not in held
        }
        referring: dict[str, list[str]] = {}
        for name, (sheet, row) in new.items():
            for other in {row.cells[column] for column in links[sheet]} - {name}:
                referring.setdefault(other, []).append(name)
        waiting = list(new)
        while waiting:
            name = waiting.pop()
            if name not in new:
                continue
            sheet, row = new[name]
            cells = replaced(row.cells, names, links[sheet])
            full = self._but_id(sheet, self._full(sheet, cells))
            record = alike.get((sheet, self._but_id(sheet, cells))) or alike.get((sheet, full))
            if record and record not in held:
                names[name], held[record] = record, row.place
                del new[name]
                waiting += referring.get(name, [])  # they are alike in more cells now
        for name, (sheet, row) in list(new.items()):
            full = self._but_id(sheet, self._full(sheet, replaced(row.cells, names, links[sheet])))
            record = alike.setdefault((sheet, full), name)
            if record != name:
                self.refuse(row.place, f"{name} repeats {record} of {held[record]} in every cell; keep one of the two")
                doubtful |= {row.place, name}
                del new[name]

    def _but_id(self, sheet: str, cells: Mapping[str, str]) -> str:
        """Return the cells that a coder writes, packed, without the id."""
        left_out = {self.own(sheet), *sheets.DERIVED.get(sheet, ())}
        return packed({column: cell for column, cell in cells.items() if column not in left_out})

    def add(self, rows: Sequence[ResolvedRow]) -> None:
        """Add the rows that were not merged before to their tables; those that are coded otherwise are refused."""
        before = {(entry.sheet, entry.row) for entry in self.ledger}
        here = {(row.sheet, row.packed) for row in rows}
        gone = {
            (entry.sheet, column, packed({**json.loads(entry.row), column: ""})): entry.id
            for entry in self.ledger
            if (entry.sheet, entry.row) not in here and entry.sheet not in RECORD_TABLES and self.stands(entry)
            for column in self.columns[entry.sheet]
        }
        merged_as = {(entry.sheet, entry.id): entry for entry in self.ledger}
        for row in rows:
            if (row.sheet, row.packed) in before:
                continue
            changed = [
                gone[key]
                for column in (self.columns[row.sheet] if gone else ())
                if (key := (row.sheet, column, packed({**row.cells, column: ""}))) in gone
            ]
            if row.sheet == "quotes":
                quote = quote_of(row.place, row.cells["id"], row.cells["part"], row.cells)
                if changed and self.update and self._span(quote) not in self.spans:
                    self._drop_span(self.spans[changed[0]])
                    changed = []
                if not changed or self._span(quote) in self.spans:
                    self.quotes.append(quote)
                else:
                    self._refuse_change(row, self.spans[changed[0]], quotes.table_of(quote))
            elif changed and self.key(row.sheet, row.cells) not in self.rows[row.sheet]:
                if self.update:
                    self._replace(row, tuple(changed[0].split(",")))
                else:
                    self._refuse_change(row, changed[0], row.sheet)
            else:
                self._add(row, merged_as.get((row.sheet, ",".join(self.key(row.sheet, row.cells)))))

    def _replace(self, row: ResolvedRow, old: tuple[str, ...]) -> None:
        """Let a row take the place of the one that it was in the tables, under another key."""
        known = self.rows[row.sheet].pop(old)
        new = {column: cell for column, cell in row.cells.items() if column in known}
        self._note_change(",".join(old), known, new)
        known |= new
        self.rows[row.sheet][self.key(row.sheet, row.cells)] = known
        self._place(row, known)

    def _place(self, row: ResolvedRow, cells: Mapping[str, str]) -> None:
        """Remember where a row of the tables comes from."""
        key = self.descriptor.tables[row.sheet].primary_key
        self.merged.places[row.sheet, *(cells[column] for column in key)] = row.place

    def _note_change(self, record: str, before: Mapping[str, str], after: Mapping[str, str]) -> None:
        for column, cell in after.items():
            if before[column] != cell:
                self.merged.notes.append(f'updated {record}: {column} "{before[column]}" -> "{cell}"')

    def _drop_span(self, span_id: str) -> None:
        """Take a span out of evidence or mentions."""
        key = next(key for key, known in self.spans.items() if known == span_id)
        del self.spans[key]
        for name in ("evidence", "mentions"):
            self.merged.tables[name] = [row for row in self.merged.tables[name] if row[self.own(name)] != span_id]
        self.merged.notes.append(f"updated: {span_id} was taken out for the words that the sheet has now")

    def _refuse_change(self, row: ResolvedRow, known: str, table: str) -> None:
        path = self.descriptor.tables[table].path
        reason = (
            f"was merged as {known} before one cell of it changed; merge with --update, or delete {known} from {path},"
            " if this takes its place"
        )
        self.refuse(row.place, f"{reason}, else put the row back and write a new one")

    def _add(self, row: ResolvedRow, before: Entry | None) -> None:
        sheet, key = row.sheet, self.key(row.sheet, row.cells)
        table = self.descriptor.tables[sheet]
        full = self._full(sheet, row.cells)
        known = self.rows[sheet].get(key)
        quotes = list(quotes_of(row.place, key[0], row.cells)) if "quote" in row.cells else []
        if known is None:
            if key[0] in self.registered and sheet in RECORD_TABLES:
                self.refuse(row.place, f"{key[0]} was issued before and is no row of {sheet}; take a new id")
                return
            if sheet == "relations":
                self.relations += 1
                full["relation_id"] = f"{PREFIXES['relations']}-{self.relations:03d}"
                self.merged.names[full["relation_id"]] = row.place
            self.rows[sheet][key] = full
            self.merged.tables[sheet].append(full)
            self._place(row, full)
        else:
            different = [column for column in row.cells if column in known and known[column] != full[column]]
            was = self._full(sheet, dict.fromkeys(row.cells, "") | json.loads(before.row)) if before else {}
            if was and self.update:  # what the sheet has as it was is left as it was corrected
                different = [column for column in different if full[column] != was[column]]
            is_begun = not before and all(not known[column] for column in different)  # as `init` leaves the author
            is_changed = self.update and all(known[column] == was.get(column) for column in different)
            if different and (is_begun or is_changed):
                new = {column: full[column] for column in different}
                new |= {column: cell for column, cell in dates(table, row.cells).items() if "date_edtf" in new}
                self._note_change(",".join(key), known, new)
                known |= new
                self._place(row, known)
                different = []
            if different:
                column = different[0]
                self.refuse(
                    row.place,
                    f'{",".join(key)} is coded otherwise: {column} is "{known[column]}" in {table.path} and'
                    f' "{full[column]}" here; make the two agree, or merge with --update if the sheet is right',
                )
                return
            if before and self.update:
                self._drop_old_words(row, before, quotes)
            evidence = self._replaced_words(row, before, quotes)
            if evidence:
                self._refuse_change(row, evidence, "evidence")
                return
        if sheet in RECORD_TABLES and key[0] not in self.registered:
            self.registered.add(key[0])
            new = {"record_id": key[0], "table": sheet, "added_in": final(self.descriptor.version)}
            columns = self.descriptor.tables["records"].columns
            self.merged.tables["records"].append({column: new.get(column, "") for column in columns})
            self.merged.places["records", key[0]] = row.place
        self.quotes += quotes

    def _drop_old_words(self, row: ResolvedRow, before: Entry, quotes: Sequence[Quote]) -> None:
        """Take out the evidence that the row gave and gives no more."""
        given = {self._span(quote) for quote in quotes}
        cells = dict.fromkeys(self.columns[row.sheet], "") | json.loads(before.row)
        for quote in quotes_of(row.place, before.id, cells) if "quote" in cells else ():
            span = self._span(quote)
            if span in self.spans and span not in given:
                self._drop_span(self.spans[span])

    def _replaced_words(self, row: ResolvedRow, before: Entry | None, quotes: Sequence[Quote]) -> str:
        """Return the id of the evidence that the row gave and gives no more, where it gives other words instead."""
        if before is None:
            return ""
        cells = dict.fromkeys(self.columns[row.sheet], "") | json.loads(before.row)
        given = {self._span(quote) for quote in quotes}
        new = {role_of(quote) for quote in quotes if self._span(quote) not in self.spans}
        for quote in quotes_of(row.place, before.id, cells) if new else ():
            span = self._span(quote)
            if span in self.spans and span not in given and role_of(quote) in new:
                return self.spans[span]
        return ""

    def _span(self, quote: Quote) -> str:
        """Return what tells the span of a quote from others, nothing if its words are not found."""
        span = quotes.locate(quote, self.passages)
        if isinstance(span, str):
            return ""
        return ",".join(quotes.span_key(quotes.table_of(quote), quotes.row_of(quote, span)))

    def _full(self, sheet: str, cells: Mapping[str, str]) -> dict[str, str]:
        """Return a row of a sheet with all columns of its table, those that follow from others among them."""
        table = self.descriptor.tables[sheet]
        written = {column: cell for column, cell in cells.items() if column in table.columns}
        return dict.fromkeys(table.columns, "") | written | dates(table, written)

    def anchor(self, rows: Sequence[ResolvedRow]) -> None:
        """Anchor the quotes of the new rows, and write the ledger of all."""
        merged = self.merged
        parts = sheets.parts(self.descriptor)
        anchored = quotes.anchor(self.quotes, self.passages, self.registered, parts, merged.tables, self.issued)
        merged.refused += anchored.refused
        merged.tables["evidence"], merged.tables["mentions"] = anchored.evidence, anchored.mentions
        spans = {}
        for place, table, row in anchored.spans:
            spans[place] = ",".join(quotes.span_key(table, row))
            merged.places.setdefault((table, row[self.own(table)]), place)
            if last_number([row[self.own(table)]]) > self.issued[table]:
                merged.names.setdefault(row[self.own(table)], place)
        self._remember(rows, spans)

    def _remember(self, rows: Sequence[ResolvedRow], spans: Mapping[str, str]) -> None:
        """Write the ledger, and note where sheet and tables have parted; ``spans`` are those of quotes, by place."""
        before = {(entry.sheet, entry.row): entry.id for entry in self.ledger}
        ledger = set()
        deleted = []
        for row in rows:
            new = spans.get(row.place, "") if row.sheet == "quotes" else ",".join(self.key(row.sheet, row.cells))
            entry = Entry(row.sheet, row.name, before.get((row.sheet, row.packed), new), row.packed)
            ledger.add(entry)
            if (row.sheet, row.packed) in before and not self.stands(entry):
                deleted.append(row.place)
        here = {(entry.sheet, entry.id): entry.row for entry in ledger}
        gone = [entry for entry in self.ledger if (entry.sheet, entry.id) not in here and self.stands(entry)]
        ledger |= {
            *gone,
            *(
                replace(entry, row=here.get((entry.sheet, entry.id), entry.row))
                for entry in self.ledger
                if entry.sheet in RECORD_TABLES
            ),
        }
        self.merged.ledger = sorted(ledger)
        for note, names in (
            ("rows that were merged earlier have since been deleted from the tables; they stay deleted", deleted),
            (
                "rows that were merged before are not in the sheet any more; the tables keep them, and"
                " `coded-article drop` takes records back",
                [*dict.fromkeys(entry.id for entry in gone)],
            ),
        ):
            if names:
                self.merged.notes.append(f"{len(names)} {note}: {shortened(names)}")


def _name_of(prefix: str, text: str) -> str:
    """Return a name that a coder may give a record, of what was written for it."""
    from slugify import slugify

    name = f"{prefix}-{slugify(text).removeprefix(f'{prefix}-')}"
    return name if _NAME.fullmatch(name) else f"{prefix}-call"


def shortened(names: Sequence[str]) -> str:
    """Return the first three names, and dots if there are more."""
    return f"{', '.join(names[:3])}{' ...' if len(names) > 3 else ''}"
