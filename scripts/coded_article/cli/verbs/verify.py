"""Check a package against your copy of the article.

Every passage is looked up by its hash at every word start of your copy, so the copy may have other white
space, other quotation marks and other text around it. It may be plain text, Markdown or a saved web page (this
takes the extra `pages`); soft hyphens and the marks of notes are left out as it is read. Every span of evidence
and every mention is then checked in the passage that was found. A different text is never a near match.

Examples:
  coded-article verify seeds/my-copy.txt
  coded-article verify seeds/saved.html
  coded-article verify seeds/my-copy.txt --package path/to/package

exit status: 0 everything confirmed, 1 something not confirmed (the rows are named), 2 not this article, or
unusable input
"""

import argparse
from pathlib import Path

from coded_article.cli.run import add_package_option
from coded_article.cli.sandbox import add_limit_options


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="your copy: a text, Markdown or a saved web page")
    add_package_option(parser)
    add_limit_options(parser)


def run(options: argparse.Namespace) -> int:
    """Print what the copy confirms; 0 if that is everything, else 1."""
    from coded_article.check.article import read_against
    from coded_article.check.report import line
    from coded_article.errors import RefusedError
    from coded_article.read.descriptor import read_descriptor
    from coded_article.read.tables import read_tables
    from coded_article.text.copies import read_copy

    copy = read_copy(options.file)
    descriptor, _ = read_descriptor(options.package)
    tables, _ = read_tables(descriptor)
    unusable = [tables[name].table.path for name in ("passages", "evidence", "mentions") if not tables[name].usable]
    if unusable:
        msg = f"{unusable[0]}: cannot be read; `coded-article validate` tells why"
        raise RefusedError(msg)
    reading = read_against(tables, copy, options.file)
    for problem in sorted(reading.problems):
        print(line(problem))
    counts = {
        "passages": (len(reading.found), reading.passages),
        "evidence": reading.evidence,
        "mentions": reading.mentions,
    }
    for what, (confirmed, total) in counts.items():
        print(f"{what:<9} {confirmed} of {total} confirmed")
    print("CONFIRMED" if not reading.problems else "NOT CONFIRMED")
    return 1 if reading.problems else 0
