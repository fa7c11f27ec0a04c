"""Write every file that repeats a fact of the package, from the place where the fact stands.

From data/codes.csv: the enums and categories of the schemas. From the tables: bytes and hashes in
datapackage.json. From datapackage.json and the schemas: CITATION.cff, .zenodo.json, data/README.md, and
the marked sections of the other READMEs. With --formats: the package as SQLite, Parquet, XLSX, JSON Lines,
CSV for spreadsheets and Web Annotations. The clock is never read.

Examples:
  python scripts/build.py              write what has drifted
  python scripts/build.py --check      write nothing; name what has drifted
  python scripts/build.py --formats    write the other formats into build/

exit status: 0 done, or nothing has drifted; 1 something has drifted (--check); 2 unusable input
"""

import argparse
import sys
from pathlib import Path

from coded_article.cli import add_package_argument
from coded_article.limits import add_limit_options


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_package_argument(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="write nothing; fail if a file has drifted")
    what.add_argument("--formats", action="store_true", help="write the package in other formats")
    parser.add_argument("--output", type=Path, metavar="DIR", help="where to put the formats (default: PACKAGE/build)")
    add_limit_options(parser)


def run(options: argparse.Namespace) -> int:
    """Write what has drifted, or name it, or write the other formats."""
    if options.output and not options.formats:
        print("build: --output goes with --formats", file=sys.stderr)
        return 2
    return _formats(options) if options.formats else _build(options)


def _build(options: argparse.Namespace) -> int:
    from coded_article.building import drifted, outputs
    from coded_article.csvfile import write_texts

    # what a schema says is repeated elsewhere, so build again until nothing changes any more
    for _ in range(3):
        texts = outputs(options.package)
        stale = drifted(texts)
        for path in stale:
            print(f"{'drifted' if options.check else 'wrote'} {path}")
        if options.check or not stale:
            break
        write_texts({path: texts[path] for path in stale})
    if options.check and stale:
        print(f"{len(stale)} files drifted; run `python scripts/build.py`")
        return 1
    if not stale:
        print("every generated file is up to date")
    return 0


def _formats(options: argparse.Namespace) -> int:
    from coded_article.csvfile import write_files
    from coded_article.errors import RefusedError
    from coded_article.formats import FORMATS, Content
    from coded_article.releasing import SUMS
    from coded_article.report import line
    from coded_article.validation import validate

    report = validate(options.package)
    if not report.valid:
        print(f"build: nothing was written, because the package is invalid: {line(report.errors[0])}", file=sys.stderr)
        return 1
    folder = options.output or options.package / "build"
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / SUMS).exists():
        msg = f"{folder}: holds a release, which is not written over; give another --output"
        raise RefusedError(msg)
    content = Content(report.descriptor, report.tables)
    made = {f"{content.stem}{one.suffix}": one.make(content) for one in FORMATS}
    write_files({folder / name: data for name, data in made.items()})
    for name, data in made.items():
        print(f"{len(data):>10,}  {folder / name}")
    return 0
