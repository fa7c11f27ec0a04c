"""Read what was marked in an annotation tool into a coding sheet, which `anchor` merges.

FILE is what the tool saved of a text that `export` wrote: of brat the .ann file, with the text beside it; of a CAS the
.xmi file with its TypeSystem.xml beside it, or JSON. The sheet, a folder of CSV files, has only what is new: quotes,
relations, and a row to be filled for each new record. A span says whose evidence it is by an id (`evt-001`), or by a
name of yours for a new record (`evt-call`): in brat in its note, in a CAS as the feature `record`. Words in several
pieces, or over the end of a sentence, are a quote each. What is in the package and not in FILE is listed; to take it
out, delete its row. Nothing else is written: an unchanged file makes an empty sheet.

Examples:
  coded-article import --from brat seeds/brat/op-ed.ann
  coded-article import --from cas export.xmi --output seeds/from-inception --package path/to/package
  coded-article anchor seeds/imported --source seeds/my-copy.txt

exit status: 0 written, 1 something marked without a record (each is listed), 2 refused or unusable input
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coded_article.cli.run import add_package_option, output_of

if TYPE_CHECKING:
    from coded_article.coding.annotation.article import Annotated

EXTRAS = {"cassis": "cas"}
_LISTED = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="what the tool saved")
    parser.add_argument("--from", dest="kind", choices=("cas", "brat"), required=True, help="the form of FILE")
    parser.add_argument("--output", type=Path, metavar="DIR", help="the sheet to write (default: seeds/imported)")
    add_package_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write the sheet, and say what is new and what is gone."""
    from coded_article.coding.annotation.article import tables_of
    from coded_article.coding.annotation.to_sheet import imported, texts
    from coded_article.coding.sheets import refuse_there
    from coded_article.console import counted, visible
    from coded_article.files.atomic import refuse_links, write_texts
    from coded_article.files.lock import alone
    from coded_article.files.paths import folder_of
    from coded_article.read.opening import opened
    from coded_article.text.keeping import refuse_public

    folder = folder_of(options.package)
    output = output_of(options, "seeds/imported", "for the sheet")
    refuse_there(output)
    article = _read(options.kind, options.file)
    with opened(options.package) as package:
        tables, descriptor = tables_of(package), package.descriptor
    refuse_public(output / "quotes.csv", folder, tables["sources"][0]["rights"])
    refuse_links(output, options.output or folder)
    done = imported(article, tables, options.file)
    if done.refused:
        print(*(f"{options.file}: {visible(line, len(line))}" for line in done.refused), sep="\n", file=sys.stderr)
        print(f"import: {counted(len(done.refused), 'place')} refused; nothing was written", file=sys.stderr)
        return 1
    made = {output / name: text for name, text in texts(done, descriptor, tables).items()}
    with alone("import", output):
        refuse_there(output)  # another run may have made it
        write_texts(made, options.output or folder)
    if done.gone:
        some = f"{', '.join(done.gone[:_LISTED])}{' ...' if done.gone[_LISTED:] else ''}"
        print(f"not in {options.file} any more: {some}; the tables keep them, so delete their rows if that is meant")
    new = ", ".join(f"{counted(len(rows), 'row')} of {name}" for name, rows in done.rows.items() if rows)
    if not new:
        print(f"{output}: nothing is new")
        return 0
    then = f"coded-article anchor {output} --source COPY --package {options.package}"
    print(f"{output}: {new}; fill what is empty, then: {then}")
    return 0


def _read(kind: str, path: Path) -> "Annotated":
    """Return what is in the file of a tool.

    Raises:
        RefusedError: a file is absent, too large, or not readable as its kind.
    """
    from coded_article.coding.annotation import brat
    from coded_article.text.copies import read_saved

    if kind == "brat":
        return brat.read(path, read_saved(path.with_suffix(".txt")), read_saved(path))
    from coded_article.coding.annotation import cas

    types = "" if path.suffix.lower() == ".json" else read_saved(path.with_name(cas.TYPES))
    return cas.read(path, read_saved(path), types)
