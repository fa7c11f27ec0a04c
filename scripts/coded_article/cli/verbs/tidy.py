"""Bring tables and descriptor into canonical form, without changing what any cell says.

It mends what spreadsheets, pandas and editors do to a CSV: encoding, byte order mark, line ends, semicolons or tabs
between cells, needless quotation marks, the order of rows and columns, blank lines, a column of row numbers, spaces at
the ends of cells, no-break spaces, line breaks in cells, letters of two parts (Unicode's form C), `1.0` where a column
holds integers, `7` where it wants `07`, words such as NA for an empty cell. Then it writes the sizes and hashes of the
tables into datapackage.json.

A date such as 2/12/2025 is restored if it can be read in one way only: because of a day above 12, or because the EDTF
date of the same row or the version that was last committed shows which. A file in Windows-1252 is read if the committed
version shows that it is one.

Nothing is guessed. The marks of a merge, rows with too many or too few cells, two rows with one id and dates that can
be read in two ways are listed for you and stay as they are. So does a file whose cells cannot be told apart.

Examples:
  coded-article tidy             tidy the package in this folder
  coded-article tidy --check     write nothing; fail if something is to be mended
  coded-article tidy --diff      the same, and show every cell that would change
  coded-article build            afterwards: README files, citation and all that repeats a fact

exit status: 0 tidy, or made so; 1 something is left for you, or to be mended (--check, --diff); 2 refused or unusable
input
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from coded_article.cli.run import add_package_argument
from coded_article.console import visible

if TYPE_CHECKING:
    from coded_article.release.tidy import Change, Tidied


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_package_argument(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="write nothing; fail if something is to be mended")
    what.add_argument("--diff", action="store_true", help="the same, and show every cell that would change")


def run(options: argparse.Namespace) -> int:
    """Tidy the package, or only say what would change."""
    from coded_article.files.atomic import write_files
    from coded_article.files.lock import alone
    from coded_article.files.paths import folder_of
    from coded_article.read.opening import opened, writable
    from coded_article.release.tidy import plain_json, tidied

    only_told = options.check or options.diff
    folder = folder_of(options.package)
    plain = plain_json(folder)  # before anything else can be read
    for path in plain:
        print(f"{folder / path}: encoding")
    if plain and only_told:
        print("run `coded-article tidy`; the tables can be read after that")
        return 1
    if plain:
        with alone("tidy", folder):
            write_files({folder / path: data for path, data in plain_json(folder).items()}, folder)
    with opened(options.package) if only_told else writable(options.package, "tidy") as package:
        package.refuse_parquet()
        result = tidied(package.descriptor)
        if not only_told:
            write_files({package.root / path: data for path, data in result.contents.items()}, package.root)
    for line in _told(result, folder, whole=options.diff):
        print(line)
    if result.contents:
        files = f"{len(result.contents)} {'file' if len(result.contents) == 1 else 'files'}"
        print(f"{files} would change; run `coded-article tidy`" if only_told else f"{files} tidied")
    left = len(result.left) + len(result.unmerged)
    if left:
        print(f"{left} {'place is' if left == 1 else 'places are'} left for you")
    elif not result.contents:
        print("tidy already")
    return 1 if left or (only_told and result.contents) else 0


def _told(result: "Tidied", folder: Path, *, whole: bool) -> Iterator[str]:
    """Yield what changes, file by file, and then what is left."""
    for path in result.contents:
        form = ", ".join(result.form[path])
        if form:
            yield f"{folder / path}: {form}"
        cells = [change for change in result.cells if change.path == path]
        if whole:
            yield from (_shown(change, folder) for change in cells)
            continue
        alike: dict[tuple[str, bool], list[Change]] = {}
        for change in cells:
            alike.setdefault((change.column, bool(change.after)), []).append(change)
        for first, *more in alike.values():
            yield _shown(first, folder) + (f", and {len(more):,} more in {first.column}" if more else "")
    for path, line in result.unmerged:
        yield f"{folder / path}:{line}: a merge left its marks here; choose between the rows, and delete the marks"
    for item in sorted(result.left):
        yield f"{item.place(folder)}: {item.explanation} [{item.code}]"


def _shown(change: "Change", folder: Path) -> str:
    where = f"{folder / change.path}:{change.line} {visible(change.record)} {change.column}"
    return f'{where}: "{visible(change.before)}" becomes "{visible(change.after)}"'
