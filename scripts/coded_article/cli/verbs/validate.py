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
  coded-article validate corpus --engine bulk          a corpus of any size, CSV or Parquet

The engine `bulk` checks a corpus a part at a time, in the memory that --memory gives, and `spark` with PySpark,
wherever that runs: what cells hold, keys, and the rules across tables, spans and hashes, by the same rules as one
package. They count every problem and show the first of each kind (--max-problems). How a file is written
(quoting, order of rows, hashes in the descriptor) is the business of the engine `single`.

exit status: 0 valid (warnings aside), 1 invalid, 2 refused or unusable input
"""

import argparse
from pathlib import Path

from coded_article.cli.run import add_package_argument
from coded_article.cli.sandbox import add_limit_options
from coded_article.errors import RefusedError


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
        "--max-problems",
        type=_count,
        metavar="N",
        help="show only the first N problems, of a corpus the first N of each kind (default there: 5); all are counted",
    )
    parser.add_argument(
        "--engine", choices=("single", "bulk", "spark"), default="single", help="what checks (default: single)"
    )
    parser.add_argument(
        "--memory", type=_count, default=768, metavar="MB",
        help="memory of the engine bulk, for all cores together (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument("--rules", action="store_true", help="list the rules and stop")
    add_limit_options(parser)


def run(options: argparse.Namespace) -> int:
    """Print the report; 0 if the package is valid, 1 if it is not, 2 if it cannot be checked."""
    from coded_article.check import report

    if options.rules:
        print(report.rules_json() if options.format == "json" else "\n".join(report.rules_text()))
        return 0
    if options.engine != "single":
        return _run_on_corpus(options)
    from coded_article.check.validate import validate
    from coded_article.read.opening import opened

    with opened(options.package) as package:
        result = validate(package, options.source)
    if options.format == "json":
        print(report.as_json(result, options.max_problems))
    elif options.format == "github":
        print("\n".join(report.github(result, options.package, options.max_problems)))
    else:
        print("\n".join(report.text(result, options.max_problems)))
    return 0 if result.valid else 1


def _run_on_corpus(options: argparse.Namespace) -> int:
    from coded_article.check import corpus_report, engines
    from coded_article.read.descriptor import read_descriptor
    from coded_article.read.opening import opened

    if options.source:
        msg = "--source needs the engine single, and one package: a copy of one article says nothing of a corpus"
        raise RefusedError(msg)
    shown = 5 if options.max_problems is None else options.max_problems
    with opened(options.package) as folder:
        descriptor, problems = read_descriptor(folder, parquet=True)
        tally = engines.validate(descriptor, problems, options.engine, shown, options.memory)
    if options.format == "json":
        print(corpus_report.as_json(descriptor, tally))
    elif options.format == "github":
        print("\n".join(corpus_report.github(descriptor, tally, options.package)))
    else:
        print("\n".join(corpus_report.text(descriptor, tally)))
    return 1 if tally.errors else 0


def _count(text: str) -> int:
    if not text.isdecimal():
        msg = f"{text!r} is not a count such as 20"
        raise argparse.ArgumentTypeError(msg)
    return int(text)
