"""Turn quotes into evidence and mentions: nobody counts characters by hand.

QUOTES is a CSV file of yours, kept out of the package because it quotes the article, with the columns
  id          the record (evt-, stm-, rec-) that rests on the words, or the actor (act-) that they mention
  part        of evidence: whole, content, cue or date; of a mention: name, title, metonym, adjective, description
  quote       the words, copied from the article; empty for the whole passage
  passage_id  needed where the words stand in several passages, or for a whole one
  within      needed where they stand twice in the passage: longer words that hold them and stand there once

Words that occur twice or not at all are refused, all of them in one run, and then nothing is written.
Spans that are recorded already keep their ids, so running it again changes nothing.

Example:
  python scripts/anchor.py seeds/quotes.csv --source seeds/my-copy.txt

exit status: 0 written, 1 quotes refused, 2 unusable input
"""

import argparse
import sys
from pathlib import Path

from coded_article.cli import add_package_option


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("quotes", type=Path, metavar="QUOTES", help="your working file")
    parser.add_argument(
        "--source", type=Path, required=True, metavar="FILE", help="your copy of the article, as plain text"
    )
    add_package_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write data/evidence.csv and data/mentions.csv, or say which quotes are refused."""
    from coded_article.anchoring import Span, locate, merged_evidence, merged_mentions, read_quotes
    from coded_article.article import find_passages, read_copy
    from coded_article.csvfile import format_table, write_texts
    from coded_article.descriptor import read_descriptor
    from coded_article.errors import RefusedError
    from coded_article.preflight import sound_rows

    descriptor, _ = read_descriptor(options.package)
    copy = read_copy(options.source)
    quotes = read_quotes(options.quotes)
    tables = descriptor.tables
    recorded, registered, evidence, mentions = sound_rows(descriptor, "passages", "records", "evidence", "mentions")
    found = find_passages(
        copy, ((row["passage_id"], int(row["end"] or 0) - int(row["start"] or 0), row["sha256"]) for row in recorded)
    )
    if not found:
        msg = f"{options.source}: not this article: none of its {len(recorded)} passages is in that file"
        raise RefusedError(msg)
    known = {row["record_id"] for row in registered}
    codes = {
        name: next(field.constraints.get("enum", []) for field in tables[name].fields if field.name == column)
        for name, column in (("evidence", "part"), ("mentions", "form_type"))
    }
    anchored, refused = [], []
    for quote in quotes:
        span = locate(quote, found)
        name = "mentions" if quote.id.rpartition(":")[2].startswith("act-") else "evidence"
        if quote.id not in known:
            span = f"no record {quote.id!r} is registered in {tables['records'].path}; add it there first"
        elif quote.part not in codes[name]:
            span = f"part {quote.part!r} is none of {', '.join(codes[name])}"
        if isinstance(span, Span):
            anchored.append((name, quote, span))
        else:
            refused.append(f'{options.quotes}:{quote.line} {quote.id}: "{quote.quote}": {span}')
    if refused:
        print("\n".join(refused), file=sys.stderr)
        print(f"anchor: {len(refused)} of {len(quotes)} quotes refused; nothing was written", file=sys.stderr)
        return 1
    texts = {}
    for name, merge, old in (("evidence", merged_evidence, evidence), ("mentions", merged_mentions, mentions)):
        path = descriptor.root / tables[name].path
        rows = merge([(quote, span) for table, quote, span in anchored if table == name], old)
        texts[path] = format_table(tables[name].columns, tables[name].primary_key, rows)
        known_ids = {cells[tables[name].columns[0]] for cells in old}
        new = [row[tables[name].columns[0]] for row in rows if row[tables[name].columns[0]] not in known_ids]
        told = f"{len(new)} new ({', '.join(new[:3])}{' ...' if len(new) > 3 else ''})" if new else "nothing new"
        print(f"{name}: {told}, {len(rows)} rows in {path}")
    write_texts(texts)
    print("now run `python scripts/build.py`, which updates the hashes, and `python scripts/validate.py`")
    return 0
