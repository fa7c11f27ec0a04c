"""Turn an article into seeds/: positions, lengths and hashes of its passages, never its words.

The text is brought into canonical form ca-1, cut into sentences, headings and credit lines, and recorded
in seeds/sources.csv and seeds/passages.csv. Run it again after correcting your copy: the columns of
sources.csv that are filled by hand, the ids of unchanged passages and their kinds are kept.

Examples:
  coded-article fingerprint seeds/my-copy.txt
  coded-article fingerprint other.txt --source-id src-002 --package path/to/package

exit status: 0 written, 2 refused or unusable input
"""

import argparse
import re
from collections import Counter
from pathlib import Path

from coded_article.cli.run import add_package_option


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="the article as UTF-8 plain text, paragraphs separated by blank lines",
    )
    add_package_option(parser)
    parser.add_argument(
        "--source-id",
        type=_source_id,
        default="src-001",
        metavar="ID",
        help="id of the source (default: src-001)",
    )
    parser.add_argument(
        "--language",
        default="en",
        metavar="TAG",
        help="language of the text, for its sentences (default: en)",
    )


def run(options: argparse.Namespace) -> int:
    """Write the two seed tables and say what was found."""
    from coded_article.console import counted
    from coded_article.files.atomic import write_texts
    from coded_article.files.canonical_csv import format_table
    from coded_article.read.opening import writable
    from coded_article.text.canonical import canonical
    from coded_article.text.copies import read_article
    from coded_article.text.fingerprint import passage_rows, source_row
    from coded_article.text.passages import passages

    text = read_article(options.file)
    with writable(options.package, "fingerprint") as package:
        old_sources, old_passages = package.rows("sources", "passages")
        tables = [package.descriptor.tables[name] for name in ("sources", "passages")]
        source_path, passage_path = (package.root / table.path for table in tables)
        article_passages = passages(text, options.language)
        kept = next(
            (row for row in old_sources if row["source_id"] == options.source_id), {"language": options.language}
        )
        sources = [row for row in old_sources if row["source_id"] != options.source_id]
        sources.append(source_row(options.source_id, canonical(text), article_passages, tables[0].columns, kept))
        others = [row for row in old_passages if row["source_id"] != options.source_id]
        rows = others + passage_rows(options.source_id, article_passages, old_passages)
        write_texts(
            {
                source_path: format_table(tables[0].columns, tables[0].primary_key, sources),
                passage_path: format_table(tables[1].columns, tables[1].primary_key, rows),
            },
            package.root,
        )
    kinds = ", ".join(
        f"{kind} {count}" for kind, count in Counter(passage.kind for passage in article_passages).items()
    )
    found = f"{counted(len(article_passages), 'passage')} ({kinds})"
    print(f"{options.source_id}: {found} in {source_path} and {passage_path}")
    empty = [column for column, cell in sources[-1].items() if not cell]
    if empty:
        print(f"still empty in {source_path}, to be filled by hand where known: {', '.join(empty)}")
    return 0


def _source_id(text: str) -> str:
    if not re.fullmatch(r"src-[0-9]{3,}", text):
        msg = f"{text!r} is not an id such as src-001"
        raise argparse.ArgumentTypeError(msg)
    return text
