"""Turn quotes into evidence and mentions, or merge a whole coding sheet: nobody counts characters by hand.

QUOTES is a coding sheet that `sheet` made, as a workbook or a folder, or a CSV file of quotes alone. It is
kept out of the package because it quotes the article. A CSV file has the columns
  id          the record (evt-, stm-, rec-) that rests on the words, or the actor (act-) that they mention
  part        of evidence: whole, content, cue, source (who speaks) or date;
              of a mention: name, title, metonym, adjective, description, pronoun
  quote       the words, copied from the article; empty for the whole passage
  passage_id  needed where the words stand in several passages, or for a whole one
  within      needed where they stand twice in the passage: longer words that hold them and stand there once

Of a coding sheet, new records get ids and are registered, dates are worked out, quotes are anchored, the result
is built and validated. A row that is refused, or that contradicts another, is reported with its place, all of them
in one run, and then nothing is written. What is only unlikely is reported at its row too, and written. Rows are
added to the tables, and none of them is changed or deleted. The file NAME.ids.csv beside the sheet remembers what
each row has given; keep the two together. From then on
  an unchanged row    is passed over, whatever has become of it in the tables: these are corrected by hand
  a changed row       is refused with what to do, unless the tables say the same by now; with --update it takes its
                      place in the tables, and what changed is listed. What was corrected there by hand since, in
                      the same cell, is never overwritten
  a changed name      still means the same record, as long as the other cells are as they were
  a deleted row       stays in the tables, and is listed
so running it again changes nothing.

Examples:
  coded-article anchor path/to/package                merge its seeds/coding.xlsx or seeds/coding
  coded-article anchor path/to/package --update
  coded-article anchor seeds/quotes.csv --source seeds/my-copy.txt

exit status: 0 written, 1 rows or quotes refused, 2 unusable input
"""

import argparse
import csv
import io
import re
import sys
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coded_article.cli.run import add_package_option, named

EXTRAS = {"openpyxl": "sheet"}

if TYPE_CHECKING:
    from coded_article.coding.merge import Merged
    from coded_article.coding.sheets import SheetRow
    from coded_article.model.problems import Problem
    from coded_article.model.schema import Descriptor

Tables = Mapping[str, Sequence[Mapping[str, str]]]
_SHEETS = ("seeds/coding.xlsx", "seeds/coding")  # where `sheet` makes them
_PLACE = re.compile(r"(all rows|[a-z]+:[0-9]+)(?=[: ])")  # where a refusal begins
_ALONE = ("preflight", "standard", "table")  # what is wrong with a row whatever others say
_IN_SHEET = {  # what the remedies of a package say, and what they are while a sheet is merged
    " with `coded-article anchor`": " in the sheet",
    "to data/codes.csv and run `coded-article build`": "in the sheet `codes`",
    "one of the codes in data/codes.csv": "one of the codes in the sheet `definitions`",
    "add a row to data/involvements.csv": "add a row to the sheet `involvements`",
    "yours there and run `build`": "yours in the sheet `codes`",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "quotes",
        nargs="?",
        type=Path,
        metavar="QUOTES",
        help="your coding sheet, or a CSV file of quotes (default: seeds/coding.xlsx or seeds/coding of the package)",
    )
    parser.add_argument(
        "--source", type=Path, metavar="FILE", help="your copy of the article (default: seeds/article.txt)"
    )
    parser.add_argument(
        "--update", action="store_true", help="let rows that changed in the sheet change what they were merged as"
    )
    add_package_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write the tables that change, or say which rows and quotes are refused."""
    from coded_article.coding import ledger, quotes, sheets
    from coded_article.coding.merge import merge
    from coded_article.errors import RefusedError
    from coded_article.files.paths import folder_of
    from coded_article.model.profile import COPY, TABLES
    from coded_article.read.opening import writable
    from coded_article.text.copies import read_copy
    from coded_article.text.passages import recorded

    both = [folder_of(options.quotes or options.package) / path for path in _SHEETS]
    if all(path.exists() for path in both):
        msg = f"{both[0]} and {both[1]} are both there; name the one to merge"
        raise RefusedError(msg)
    options.quotes = named(options, options.quotes, *_SHEETS)
    options.source = options.source or folder_of(options.package) / COPY
    with writable(options.package, "anchor") as package:
        descriptor = package.descriptor
        tables: Tables = dict(zip(TABLES, package.rows(*TABLES), strict=True))
        passage_texts = recorded(read_copy(options.source), tables["passages"], options.source)
        if sheets.is_sheet(options.quotes):
            entries = ledger.read(ledger.beside(options.quotes))
            coded = sheets.read(options.quotes, descriptor)
            merged = merge(coded, descriptor, tables, entries, passage_texts, update=options.update)
            return _write_all(options, descriptor, tables, coded, merged)
        known = {row["record_id"] for row in tables["records"]}
        anchored = quotes.anchor(
            quotes.read_quotes(options.quotes),
            passage_texts,
            known,
            sheets.parts(descriptor),
            tables,
            {name: descriptor.issued(name) for name in ("evidence", "mentions")},
        )
        new = {"evidence": anchored.evidence, "mentions": anchored.mentions}
        return _refused(options, anchored.refused) or _write_spans(descriptor, tables, new)


def _refused(options: argparse.Namespace, refused: Sequence[str]) -> int:
    """Say which quotes are refused, with their places; 0 if none is."""
    from coded_article.console import counted as number_of
    from coded_article.console import visible

    if not refused:
        return 0
    print("\n".join(f"{options.quotes}:{visible(refusal, len(refusal))}" for refusal in refused), file=sys.stderr)
    print(f"anchor: {number_of(len(refused), 'place')} refused; nothing was written", file=sys.stderr)
    return 1


def _counted(
    descriptor: "Descriptor",
    old: Tables,
    coded: Mapping[str, Sequence["SheetRow"]],
    merged: "Merged",
    refused: AbstractSet[str] | None = None,
) -> str:
    """Return what has become of the rows of the sheet, each of them once, as far as its last filled row.

    ``refused`` are the places of the rows that are, on account of which no other is merged either.
    """
    filled = sum(map(len, coded.values()))
    # a place ends with the number of its row; the first is the header
    read = sum(int(rows[-1].place.rpartition(":")[2]) - 1 for rows in coded.values() if rows)
    known = {
        (name, *(row[column] for column in table.primary_key))
        for name, table in descriptor.tables.items()
        for row in old.get(name, ())
    }
    new = {place for key, place in merged.places.items() if key not in known}
    there = len(merged.read - new - (refused or set()))
    empty = read - filled
    if refused is None:
        return f"{read} rows read: {len(new)} merged, {there} there already, {empty} empty, 0 refused"
    bad = len(refused)
    split = f"0 merged, {there} there already, {empty} empty, {bad} refused, {filled - there - bad} held back by them"
    return f"{read} rows read: {split}"


def _texts(descriptor: "Descriptor", rows: Tables) -> dict[str, str]:
    from coded_article.files.canonical_csv import format_table

    tables = descriptor.tables
    return {
        tables[name].path: format_table(tables[name].columns, tables[name].primary_key, table_rows)
        for name, table_rows in rows.items()
    }


def _write_spans(descriptor: "Descriptor", old: Tables, new: Tables) -> int:
    """Write evidence and mentions."""
    from coded_article.files.atomic import write_texts

    write_texts({descriptor.root / path: text for path, text in _texts(descriptor, new).items()}, descriptor.root)
    for name in new:
        print(_summarise(descriptor, name, old[name], new[name]))
    print("now run `coded-article build`, which updates hashes and derived columns, and `coded-article validate`")
    return 0


def _write_all(
    options: argparse.Namespace,
    descriptor: "Descriptor",
    old: Tables,
    coded: Mapping[str, Sequence["SheetRow"]],
    merged: "Merged",
) -> int:
    """Build and validate the package with the new tables; write it if it is valid, else say what is not."""
    from coded_article.check.report import covered
    from coded_article.check.validate import validate
    from coded_article.coding import ledger
    from coded_article.coding.retiring import kept_ids
    from coded_article.console import command, visible
    from coded_article.console import counted as number_of
    from coded_article.files.atomic import write_texts
    from coded_article.release.generate import settled, trial

    counted = partial(_counted, descriptor, old, coded, merged)
    texts = _texts(descriptor, merged.tables)
    texts |= kept_ids(descriptor, old, merged.tables)
    with trial(texts, descriptor) as root:
        built = {**texts, **settled(root)}
        report = validate(root, options.source)
    places = _places(descriptor, texts, merged)
    at = {item: places.get((item.path, item.line), "") for item in report.problems}
    refused = [*merged.refused]
    faulty = {match[0] for refusal in refused if (match := _PLACE.match(refusal))}
    held = _named(coded, faulty)
    filled = _filled(descriptor)
    there = {at[item] for item in report.errors if item.column in filled}
    errors = [
        item
        for item in report.errors
        if (item.column in filled or at[item] not in there)  # else it follows from another fault
        and (not refused or (at[item] and (item.rule.layer in _ALONE or not held & _named(coded, {at[item]}))))
    ]
    if refused or errors:
        told = [_in_sheet(item, at[item], merged) for item in errors]
        for line in (*refused, *map(str, told)):
            said = merged.in_names(line)
            for remedy, here in _IN_SHEET.items():
                said = said.replace(remedy, here)
            print(f"{options.quotes}:{visible(said, len(said))}" if _PLACE.match(line) else said, file=sys.stderr)
        print(counted(faulty | {at[item] for item in errors} - {""}), file=sys.stderr)
        print(f"anchor: {number_of(len(refused) + len(errors), 'fault')}; nothing was written", file=sys.stderr)
        return 1
    for item in report.problems:
        if at[item]:
            print(replace(item, path=f"{options.quotes}:{at[item]}", line=0), file=sys.stderr)
    # the register comes after the tables and the ledger last, so that the next run completes one that was killed
    register = descriptor.tables["records"].path
    built[register] = built.pop(register)
    written = {descriptor.root / path: text for path, text in built.items()}
    written[ledger.beside(options.quotes)] = ledger.as_csv(merged.ledger)
    write_texts({path: text for path, text in written.items() if _differs(path, text)}, descriptor.root)
    for name, rows in merged.tables.items():
        if len(rows) > len(old[name]):
            print(_summarise(descriptor, name, old[name], rows))
    for note in merged.notes:
        print(f"{options.quotes}: {visible(note, len(note))}")
    some, total = covered(report.coverage)
    print(f"{some} of {total} sentences carry a record; `{command('todo')}` lists what is left")
    print(counted())
    return 0


def _filled(descriptor: "Descriptor") -> set[str]:
    """Return the columns of the sheets that a coder fills."""
    from coded_article.coding import sheets

    return {column for columns in sheets.columns(descriptor).values() for column in columns}


def _in_sheet(item: "Problem", place: str, merged: "Merged") -> "Problem":
    """Return a problem at its place in the sheet, if it has one; that is enough to name a relation or a quote."""
    if not place:
        return item
    return replace(item, path=place, line=0, record="" if merged.names.get(item.record) == place else item.record)


def _named(coded: Mapping[str, Sequence["SheetRow"]], places: AbstractSet[str]) -> set[str]:
    """Return the ids and names of records in the rows at some places."""
    return {
        cell
        for rows in coded.values()
        for row in rows
        if row.place in places
        for cell in row.cells.values()
        if re.fullmatch(r"[a-z]{3}-[a-z0-9_-]+", cell) and not cell.startswith("psg-")
    }


def _places(descriptor: "Descriptor", texts: Mapping[str, str], merged: "Merged") -> dict[tuple[str, int], str]:
    """Return where in the sheet the lines of the new tables come from, by path and line."""
    places = {}
    for name, table in descriptor.tables.items():
        for number, row in enumerate(csv.DictReader(io.StringIO(texts.get(table.path, ""))), start=2):
            place = merged.places.get((name, *(row[column] for column in table.primary_key)))
            if place:
                places[table.path, number] = place
    return places


def _differs(path: Path, text: str) -> bool:
    return not path.is_file() or path.read_bytes() != text.encode("utf-8")


def _summarise(
    descriptor: "Descriptor", name: str, old: Sequence[Mapping[str, str]], new: Sequence[Mapping[str, str]]
) -> str:
    from coded_article.coding.merge import shortened
    from coded_article.console import counted

    key = descriptor.tables[name].primary_key
    known = {tuple(row[column] for column in key) for row in old}
    added = [
        " ".join(row[column] for column in key) for row in new if tuple(row[column] for column in key) not in known
    ]
    additions = f"{len(added)} new ({shortened(added)})" if added else "nothing new"
    return f"{name}: {additions}, {counted(len(new), 'row')} in {descriptor.root / descriptor.tables[name].path}"
