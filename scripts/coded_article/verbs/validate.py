"""Check a coded article data package.

Five layers, each fault reported once: preflight (safe to open, every byte canonical), the Data Package
standard (frictionless), each table (pandera), the rules across tables (SQL), the anchors. With --source
and your own copy of the article, every passage and span is held against the text too.

Examples:
  coded-article validate                               the package in this folder
  coded-article validate path/to/package --format json
  coded-article validate dist/some-package-1.0.0.zip         a release
  coded-article validate --source seeds/my-copy.txt          the deep check
  coded-article validate --rules                       what is checked, rule by rule

exit status: 0 valid (warnings aside), 1 invalid, 2 refused or unusable input
"""

import argparse
from pathlib import Path

from coded_article.cli import add_package_argument
from coded_article.limits import add_limit_options


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_package_argument(parser)
    parser.add_argument("--source", type=Path, metavar="FILE", help="your copy of the article: .txt, .md or .html")
    parser.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="form of the report (default: text)",
    )
    parser.add_argument(
        "--max-problems", type=_count, metavar="N", help="show only the first N problems; all are counted"
    )
    parser.add_argument("--rules", action="store_true", help="list the rules and stop")
    add_limit_options(parser)


def run(options: argparse.Namespace) -> int:
    """Print the report; 0 if the package is valid, 1 if it is not, 2 if it cannot be checked."""
    from coded_article import report

    if options.rules:
        print(report.rules_json() if options.format == "json" else "\n".join(report.rules_text()))
        return 0
    from coded_article.opening import opened
    from coded_article.validation import validate

    with opened(options.package) as package:
        result = validate(package, options.source)
    if options.format == "json":
        print(report.as_json(result, options.max_problems))
    elif options.format == "github":
        print("\n".join(report.github(result, options.package, options.max_problems)))
    else:
        print("\n".join(report.text(result, options.max_problems)))
    return 0 if result.valid else 1


def _count(text: str) -> int:
    if not text.isdecimal():
        msg = f"{text!r} is not a count such as 20"
        raise argparse.ArgumentTypeError(msg)
    return int(text)
