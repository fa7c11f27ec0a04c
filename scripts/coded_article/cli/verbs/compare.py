"""Compare two versions of a coded article data package.

OLD and NEW are folders, zips of releases, or git revisions (v1.0.0, HEAD~3). A revision OLD is one of the folder
NEW; others are of the current folder. It lists the rows that were added, changed and removed by id and column, the
codes and columns that changed, and the smallest version step that the changes call for. An id that vanished without
`retired_in`, or that came back with another meaning, is an error. `--format html` needs the extra `release`:
python -m pip install '.[release]' in the folder of this repository.

Examples:
  coded-article compare v1.0.0
  coded-article compare v1.0.0 path/to/package
  coded-article compare dist/old-1.0.0.zip dist/new-1.1.0.zip --format json
  coded-article compare HEAD . --format html > changes.html

exit status: 0 compared, 1 an id vanished or means something else, 2 not a package
"""

import argparse
from pathlib import Path

from coded_article.cli.sandbox import add_limit_options

EXTRAS = {"jinja2": "release"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("old", metavar="OLD", help="the older version: a folder, a zip, or a git revision")
    said = "the newer one (default: this folder)"
    parser.add_argument("new", metavar="NEW", nargs="?", default=argparse.SUPPRESS, help=said)
    parser.add_argument("--package", dest="new", metavar="NEW", default=".", help="the same, as an option")
    parser.add_argument(
        "--format", choices=("text", "json", "html"), default="text", help="form of the comparison (default: text)"
    )
    add_limit_options(parser)


def run(options: argparse.Namespace) -> int:
    """Print the comparison; 0 if no id is at fault, else 1."""
    from coded_article.files.paths import folder_of
    from coded_article.read.opening import opened
    from coded_article.release import compare_report
    from coded_article.release.compare import compare

    with opened(options.old, folder_of(Path(options.new))) as old, opened(options.new) as new:
        comparison = compare(old, new)
    if options.format == "text":
        print("\n".join(compare_report.as_text(comparison)))
    elif options.format == "json":
        print(compare_report.as_json(comparison))
    else:
        from coded_article.release.compare_page import page

        print(page(comparison))
    return 1 if comparison.faults else 0
