"""Turn quotes into evidence and mentions, or merge a whole coding sheet: nobody counts characters by hand.

QUOTES is a coding sheet that `sheet` made, as a workbook or a folder, or a CSV file of quotes alone. It is
kept out of the package because it quotes the article. A CSV file has the columns
  id          the record (evt-, stm-, rec-) that rests on the words, or the actor (act-) that they mention
  part        of evidence: whole, content, cue or date; of a mention: name, title, metonym, adjective, description
  quote       the words, copied from the article; empty for the whole passage
  passage_id  needed where the words stand in several passages, or for a whole one
  within      needed where they stand twice in the passage: longer words that hold them and stand there once

Of a coding sheet, new records get ids and are registered, dates are worked out, quotes are anchored, the
result is built and validated. A row that is refused is told with its place, all of them in one run, and then
nothing is written. What is recorded already keeps its id, so running it again changes nothing.

Examples:
  coded-article anchor seeds/coding.xlsx --source seeds/article.txt
  coded-article anchor seeds/quotes.csv --source seeds/my-copy.txt

exit status: 0 written, 1 rows or quotes refused, 2 unusable input
"""

import argparse
import csv
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coded_article.cli import add_package_option

if TYPE_CHECKING:
    from coded_article.descriptor import Descriptor

Tables = Mapping[str, Sequence[Mapping[str, str]]]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("quotes", type=Path, metavar="QUOTES", help="your coding sheet, or a CSV file of quotes")
    parser.add_argument("--source", type=Path, required=True, metavar="FILE", help="your copy of the article")
    add_package_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write the tables that change, or say which rows and quotes are refused."""
    from coded_article import anchoring, sheets
    from coded_article.article import recorded
    from coded_article.copies import read_copy
    from coded_article.descriptor import TABLES, read_descriptor
    from coded_article.merging import merge
    from coded_article.preflight import sound_rows

    descriptor, _ = read_descriptor(options.package)
    tables: Tables = dict(zip(TABLES, sound_rows(descriptor, *TABLES), strict=True))
    found = recorded(read_copy(options.source), tables["passages"], options.source)
    is_sheet = options.quotes.is_dir() or options.quotes.suffix == ".xlsx"
    refused: list[str] = []
    ids: dict[str, str] = {}
    if is_sheet:
        remembered = _remembered(_ids_path(options.quotes))
        merged = merge(sheets.read(options.quotes, descriptor), descriptor, tables, remembered)
        new, quotes, refused, ids = merged.tables, merged.quotes, merged.refused, merged.ids
    else:
        new, quotes = (
            {name: list(map(dict, rows)) for name, rows in tables.items()},
            anchoring.read_quotes(options.quotes),
        )
    known = {row["record_id"] for row in new["records"]}
    parts = {
        name: sheets.codes_of(descriptor, name, column)
        for name, column in (("evidence", "part"), ("mentions", "form_type"))
    }
    anchored = anchoring.anchor(quotes, found, known, parts, tables)
    refused += anchored.refused
    if refused:
        print("\n".join(f"{options.quotes}:{one}" for one in refused), file=sys.stderr)
        print(f"anchor: {len(refused)} rows or quotes refused; nothing was written", file=sys.stderr)
        return 1
    new["evidence"], new["mentions"] = anchored.evidence, anchored.mentions
    texts = _texts(descriptor, new) if is_sheet else _texts(descriptor, {name: new[name] for name in parts})
    if is_sheet:
        return _write_all(options, descriptor, texts, tables, new, ids)
    return _write_spans(descriptor, texts, tables, new)


def _ids_path(sheet: Path) -> Path:
    """Return where the ids are remembered that were issued for the names of a sheet."""
    return sheet.with_name(f"{sheet.stem}.ids.csv")


def _remembered(path: Path) -> dict[str, str]:
    from coded_article.csvfile import read_rows
    from coded_article.errors import RefusedError

    try:
        return {row["name"]: row["id"] for row in read_rows(path)}
    except (KeyError, ValueError, csv.Error):
        msg = f"{path}: cannot be read as the ids that were issued before; restore it, or delete it with its rows"
        raise RefusedError(msg) from None


def _texts(descriptor: "Descriptor", rows: Tables) -> dict[str, str]:
    from coded_article.csvfile import format_table

    tables = descriptor.tables
    return {
        tables[name].path: format_table(tables[name].columns, tables[name].primary_key, listed)
        for name, listed in rows.items()
    }


def _write_spans(descriptor: "Descriptor", texts: Mapping[str, str], old: Tables, new: Tables) -> int:
    """Write evidence and mentions."""
    from coded_article.csvfile import write_texts

    write_texts({descriptor.root / path: text for path, text in texts.items()})
    for name in ("evidence", "mentions"):
        print(_told(descriptor, name, old[name], new[name]))
    print("now run `coded-article build`, which updates the hashes, and `coded-article validate`")
    return 0


def _write_all(
    options: argparse.Namespace,
    descriptor: "Descriptor",
    texts: Mapping[str, str],
    old: Tables,
    new: Tables,
    ids: Mapping[str, str],
) -> int:
    """Build and validate the package with the new tables; write it if it is valid, else say what is not."""
    from coded_article.building import settled, trial
    from coded_article.csvfile import format_rows, write_texts
    from coded_article.report import line
    from coded_article.validation import validate

    with trial(texts, descriptor) as root:
        built = {**texts, **settled(root)}
        report = validate(root, options.source)
    if report.errors:
        names = {one: f" ({name})" for name, one in ids.items()}
        for problem in report.errors:
            print(f"{line(problem)}{names.get(problem.record, '')}", file=sys.stderr)
        print(f"anchor: {len(report.errors)} errors with the rows of the sheet; nothing was written", file=sys.stderr)
        return 1
    written = {descriptor.root / path: text for path, text in built.items()}
    remembered = format_rows([("name", "id"), *sorted(ids.items())])
    written[_ids_path(options.quotes)] = remembered
    write_texts({path: text for path, text in written.items() if _differs(path, text)})
    for name, rows in new.items():
        if len(rows) > len(old[name]):
            print(_told(descriptor, name, old[name], rows))
    covered, total = report.coverage.total
    print(f"{covered} of {total} sentences carry a record; `coded-article todo` lists what is left")
    return 0


def _differs(path: Path, text: str) -> bool:
    return not path.is_file() or path.read_bytes() != text.encode("utf-8")


def _told(
    descriptor: "Descriptor", name: str, old: Sequence[Mapping[str, str]], new: Sequence[Mapping[str, str]]
) -> str:
    key = descriptor.tables[name].primary_key
    known = {tuple(row[column] for column in key) for row in old}
    added = [",".join(row[column] for column in key) for row in new if tuple(row[one] for one in key) not in known]
    told = f"{len(added)} new ({', '.join(added[:3])}{' ...' if len(added) > 3 else ''})" if added else "nothing new"
    return f"{name}: {told}, {len(new)} rows in {descriptor.root / descriptor.tables[name].path}"
