"""List what is still to code: sentences without a record, records without participants or addressees.

With your copy of the article the sentences are shown too.

Examples:
  coded-article todo
  coded-article todo my-package --source my-package/seeds/article.txt

exit status: 0 every sentence carries a record and every act its actors, 1 something is left, 2 unusable input
"""

import argparse
from pathlib import Path

from coded_article.cli.run import add_package_argument


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_package_argument(parser)
    parser.add_argument("--source", type=Path, metavar="FILE", help="your copy of the article, to show the sentences")


def run(options: argparse.Namespace) -> int:
    """Print what is left; 0 if that is nothing."""
    from coded_article.check.article import rows_of
    from coded_article.check.validate import SENTENCES
    from coded_article.read.descriptor import read_descriptor
    from coded_article.read.tables import read_tables
    from coded_article.text.copies import read_copy
    from coded_article.text.passages import recorded

    descriptor, _ = read_descriptor(options.package)
    tables, _ = read_tables(descriptor)
    cells = {name: [row.cells for row in rows_of(tables, name)] for name in tables}
    texts = recorded(read_copy(options.source), cells["passages"], options.source) if options.source else {}
    coded = {row["passage_id"] for row in cells["evidence"]}
    uncoded = [row for row in cells["passages"] if row["kind"] in SENTENCES and row["passage_id"] not in coded]
    involved = {row["record_id"] for row in cells["involvements"]}
    addressed = {row["record_id"] for row in cells["involvements"] if row["role"] == "addressee"}
    alone = [
        (row[f"{name[:-1]}_id"], row[column])
        for name, column in (("events", "label"), ("recommendations", "action"))
        for row in cells[name]
        if row[f"{name[:-1]}_id"] not in involved
    ]
    unheard = [
        (row["statement_id"], row["proposition"])
        for row in cells["statements"]
        if row["voice"] == "attributed" and not {row["statement_id"], row["event_id"]} & addressed
    ]
    for row in uncoded:
        shown = texts.get(
            row["passage_id"], f"section {row['section']}, paragraph {row['paragraph']}, {row['words']} words"
        )
        print(f"uncoded {row['passage_id']}: {shown}")
    for record, words in alone:
        print(f"nobody involved in {record}: {words}")
    for record, words in unheard:
        print(f"no addressee of {record} (code one where the text names one): {words}")
    left = [
        f"{len(uncoded)} sentences without a record",
        f"{len(alone)} acts without actors",
        f"{len(unheard)} statements without addressees",
    ]
    print(", ".join(left))
    return 1 if uncoded or alone else 0
