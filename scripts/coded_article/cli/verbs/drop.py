"""Take records back that were merged by mistake, with all that is said of them elsewhere.

Before the first release that has it, a record is dropped from its table and from the register; afterwards it is
retired: its row goes, and the register keeps its id with the version. Its evidence, mentions, involvements, relations
and outside checks go with it, and are listed. Where rows that stay name it, such as the parent of another record,
nothing is done, and they are listed. Its id is not issued again.

Examples:
  coded-article drop evt-012
  coded-article drop stm-004 act-009 my-package
  coded-article drop evt-012 --replaced-by evt-003         once it is released

exit status: 0 taken back, 2 refused or unusable input
"""

import argparse
from pathlib import Path

from coded_article.cli.run import add_package_option


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("ids", nargs="+", metavar="ID", help="an actor, event, statement or recommendation")
    parser.add_argument("--replaced-by", default="", metavar="ID", help="the record that takes its place, if retired")
    add_package_option(parser)


def run(options: argparse.Namespace) -> int:
    """Take the records back and list what went."""
    from coded_article.coding.retiring import kept_ids, without
    from coded_article.console import visible
    from coded_article.files.canonical_csv import format_table
    from coded_article.model.profile import DESCRIPTOR, OPTIONAL, TABLES
    from coded_article.read.opening import writable
    from coded_article.release.generate import rebuild

    paths = [Path(one) for one in options.ids if (Path(one) / DESCRIPTOR).is_file()]
    ids = [one for one in options.ids if Path(one) not in paths]
    options.package = next(iter(paths), options.package)
    with writable(options.package, "drop") as package:
        descriptor = package.descriptor
        names = [*TABLES, *(name for name in OPTIONAL if name in descriptor.tables)]
        old = dict(zip(names, package.rows(*names), strict=True))
        changed, lines = without(descriptor, old, ids, options.replaced_by)
        tables = descriptor.tables
        texts = {
            tables[name].path: format_table(tables[name].columns, tables[name].primary_key, rows)
            for name, rows in changed.items()
        }
        rebuild(package, texts | kept_ids(descriptor, old, {**old, **changed}))
    print("\n".join(visible(line, len(line)) for line in lines))
    print("now run `coded-article validate`, which lists sentences that are left without a record")
    return 0
