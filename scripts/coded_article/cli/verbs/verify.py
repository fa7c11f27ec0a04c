"""Check a package against your copy of the article.

It looks for the hash of every passage at every word of your copy, so that the copy may have other white space,
other quotation marks and other text around the article. The copy may be plain text, Markdown or a saved web page
(this needs the extra `pages`); soft hyphens and the marks of notes are ignored. Then it checks every span of evidence
and every mention in the passage that it found. Words that differ are never accepted as a near match.

Examples:
  coded-article verify seeds/my-copy.txt
  coded-article verify path/to/package            with its seeds/article.txt
  coded-article verify seeds/saved.html
  coded-article verify seeds/my-copy.txt --package path/to/package

exit status: 0 everything confirmed, 1 something not confirmed (the rows are named), 2 not this article, or
unusable input
"""

import argparse
from pathlib import Path

from coded_article.cli.run import add_package_option, named
from coded_article.cli.sandbox import add_limit_options


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="your copy: a text, Markdown or a saved web page (default: seeds/article.txt of the package)",
    )
    add_package_option(parser)
    add_limit_options(parser)


def run(options: argparse.Namespace) -> int:
    """Print what the copy confirms; 0 if that is everything, else 1."""
    from coded_article.check.article import read_against
    from coded_article.model.profile import COPY
    from coded_article.read.opening import opened
    from coded_article.text.copies import read_copy

    file = named(options, options.file, COPY)
    copy = read_copy(file)
    with opened(options.package) as package:
        package.rows("passages", "evidence", "mentions")  # or it is refused
        reading = read_against(package.tables, copy, file)
    for problem in sorted(reading.problems):
        print(problem)
    counts = (len(reading.found), reading.passages), reading.evidence, reading.mentions
    for what, (confirmed, total) in zip(("passages", "evidence", "mentions"), counts, strict=True):
        print(f"{what:<9} {confirmed} of {total} confirmed")
    print("CONFIRMED" if not reading.problems else "NOT CONFIRMED")
    return 1 if reading.problems else 0
