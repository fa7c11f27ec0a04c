"""Check a coded article data package, or a corpus of them.

It checks five layers and reports each fault once: preflight (safe to open, every byte canonical), the Data Package
standard (frictionless), each table (types, constraints, rules inside one row), the rules across tables, the anchors.
With --source and your own copy of the article, it also compares every passage and span with the text.

Examples:
  coded-article validate                               the package in this folder
  coded-article validate path/to/package --format json
  coded-article validate dist/some-package-1.0.0.zip   a release
  coded-article validate v1.0.0                        a version in git
  coded-article validate --fast                        without frictionless: a fraction of a second
  coded-article validate --source seeds/my-copy.txt    the deep check
  coded-article validate --report found.html --report found.sarif
  coded-article validate --explain step-order          what a rule asks, why, and an example
  coded-article validate corpus                        a corpus of any size, CSV or Parquet

SQLite checks a package in memory. DuckDB checks tables of more than 5 MB, or in Parquet, a part at a time, in the
memory that --memory gives; every problem is counted, and the first of each kind are shown. `--engine spark` checks with
PySpark. The rules are the same, except that Spark does not check the order of rows and needless quotation marks.

exit status: 0 valid (there may be warnings), 1 invalid, 2 refused or unusable input
"""

import argparse
from pathlib import Path

from coded_article.cli.run import add_package_argument
from coded_article.cli.sandbox import add_limit_options
from coded_article.files.atomic import write_texts

# the form of a file of the report, by its suffix
SUFFIXES = {".sarif": "sarif", ".xml": "junit", ".html": "html", ".json": "json", ".md": "markdown", ".txt": "text"}
EXTRAS = {"pyspark": "spark", "sqlglot": "spark"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_package_argument(parser)
    parser.add_argument("--source", type=Path, metavar="FILE", help="your copy of the article: .txt, .md or .html")
    parser.add_argument(
        "--format",
        choices=("text", "json", "sarif", "junit", "html", "github"),
        default="text",
        help="form of the report (default: text)",
    )
    parser.add_argument(
        "--report",
        action="append",
        type=_report_file,
        default=[],
        metavar="FILE",
        help="write the report to FILE too: .sarif, .xml (JUnit), .html, .json, .md or .txt; may be given again",
    )
    parser.add_argument("--all", action="store_true", help="show every fault of a kind, not only the first three")
    parser.add_argument(
        "--max-problems",
        type=_count,
        metavar="N",
        help="show only the first N problems of each kind (default: all; for a large package 5); all are counted",
    )
    standard = parser.add_mutually_exclusive_group()
    standard.add_argument("--fast", dest="standard", action="store_false", default=None, help="leave out frictionless")
    standard.add_argument(
        "--standard", action="store_true", default=None, help="run frictionless even where it takes minutes"
    )
    parser.add_argument(
        "--engine",
        type=_engine,
        metavar="spark",
        help="check with PySpark (default: SQLite in memory, or DuckDB a part at a time, by size)",
    )
    parser.add_argument(
        "--memory", type=_count, default=768, metavar="MB",
        help="memory of DuckDB for a large package, for all cores together (default: %(default)s)",
    )  # fmt: skip
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--rules", action="store_true", help="list the rules and stop")
    what.add_argument("--explain", metavar="CODE", help="explain one rule and stop")
    add_limit_options(parser)


def run(options: argparse.Namespace) -> int:
    """Print the report; 0 if the package is valid, 1 if it is not, 2 if it cannot be checked."""
    from coded_article.check import explain

    if options.rules:
        print(explain.rules_json() if options.format == "json" else "\n".join(explain.rules_text()))
        return 0
    if options.explain is not None:
        print("\n".join(explain.explanation(options.explain)))
        return 0
    from coded_article.check.formats import rendered
    from coded_article.check.validate import validate

    result = validate(
        options.package,
        options.source,
        standard=options.standard,
        engine=options.engine,
        shown=options.max_problems,
        memory=options.memory,
    )
    write_texts({file: rendered(result, SUFFIXES[file.suffix], every=options.all) for file in options.report})
    print(rendered(result, options.format, every=options.all))
    return 0 if result.valid else 1


def refused(options: argparse.Namespace, why: str) -> str | None:
    """Write to the files of the report that there is no verdict, and return what standard output says of it, if any."""
    if options.format == "text" and not options.report:
        return None  # without loading a library, which may be what ended the check
    from coded_article.check.formats import refusal

    write_texts({file: refusal(why, SUFFIXES[file.suffix]) for file in options.report})
    return None if options.format == "text" else refusal(why, options.format)


def _report_file(text: str) -> Path:
    file = Path(text)
    if file.suffix not in SUFFIXES:
        msg = f"{text!r} does not end in one of {', '.join(SUFFIXES)}, which say the form of the report"
        raise argparse.ArgumentTypeError(msg)
    return file


def _engine(text: str) -> str | None:
    if text in {"single", "bulk"}:
        return None  # names of 1.0.0 for what the size decides now
    if text != "spark":
        msg = f"{text!r} is not an engine to choose; give spark, or leave the option out"
        raise argparse.ArgumentTypeError(msg)
    return text


def _count(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        msg = f"{text!r} is not a count such as 20"
        raise argparse.ArgumentTypeError(msg)
    return int(text)
