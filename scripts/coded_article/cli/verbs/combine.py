"""Put packages together into a corpus: one folder of the same shape, in which every id says which package it is from.

Each package gets a namespace, its name unless you write NAMESPACE=PATH, and each of its ids is written under it
(`finch-2026:evt-001`), so that nothing collides and no row is merged with another. A package may be a folder or a
zip. A file of another kind is a list of packages, one a line; paths are relative to the current folder, and # begins
a comment.

The corpus has the tables of the profile, `units` and `codings` if a package has them, and every code of every package
once. A code that means something else in another package is refused by name, all such codes at once. With --keep-apart
it stays what it is in the profile, or else in the first package that has it, and becomes `<namespace>_<code>` in the
others (`finch_2026_bridge`), there in `codes` and in every row. A code that rules and pages know by name, such as those
of `status` and the profile's of `role`, is still refused. Columns beyond the profile must be the same in all packages.

In CSV the corpus is a package itself, which `validate` and `load` take. In Parquet, each table is a folder with a
file for each package, which DuckDB, Spark and others read at once. Three tables are added: `packages` says what each
namespace is, `code_packages` which packages define a code that the profile lacks, and `same_as` proposes actors of
different packages that have the same Wikidata identifier. Review it, and delete a row that is wrong; the actors
themselves are never merged. Tables beyond the profile are left out.

A package that is not valid is refused, and the first of its faults is named. With --allow-invalid it is combined as
it is, if its tables can be read; the corpus then has the same faults. This also saves time if you know that all are
valid.

An interrupted run leaves nothing at CORPUS; run it again.

Examples:
  coded-article combine first second third.zip -o corpus
  coded-article combine finch-2024=first finch-2026=second -o corpus     when names are the same, or no namespaces
  coded-article combine packages.txt -o corpus --format parquet
  coded-article combine first second -o corpus --keep-apart              when a code means one thing here, another there

exit status: 0 written, 2 refused or unusable input
"""

import argparse
import sys
from pathlib import Path

from coded_article.cli.sandbox import add_limit_options


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "packages", nargs="+", metavar="PACKAGE", help="folder or zip, NAMESPACE=PATH, or a file that lists them"
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="CORPUS", help="folder of the corpus; must not be there yet"
    )
    parser.add_argument("--format", choices=("csv", "parquet"), default="csv", help="form of the tables (default: csv)")
    parser.add_argument(
        "--keep-apart", action="store_true", help="rename a code that means something else to <namespace>_<code>"
    )
    parser.add_argument("--allow-invalid", action="store_true", help="combine packages without validating them first")
    parser.add_argument("--name", help="name of the corpus (default: that of its folder)")
    parser.add_argument("--title", default="A corpus of coded articles", help="title of the corpus")
    parser.add_argument(
        "--corpus-version", metavar="X.Y.Z", help="its version (default: 1.0.0, or the highest of the packages')"
    )
    add_limit_options(parser, seconds=0, memory=0)  # a corpus has no limit of its own


def run(options: argparse.Namespace) -> int:
    """Write the corpus and say what it holds; 2 if the packages do not go together."""
    from coded_article.console import visible
    from coded_article.corpus.combine import Named, combine
    from coded_article.corpus.members import list_packages, surveyed
    from coded_article.corpus.union import differences, united

    members = surveyed(list_packages(options.packages), allow_invalid=options.allow_invalid)
    differing = differences(members, keep_apart=options.keep_apart)
    if differing:
        print("\n".join(f"combine: {visible(difference, 2000)}" for difference in differing), file=sys.stderr)
        return 2
    union = united(members, keep_apart=options.keep_apart)
    named = Named(options.name or options.output.resolve().name, options.title, options.corpus_version)
    counts = combine(members, union, named, options.output, options.format)
    packages, rows = counts["packages"], sum(counts.values())
    print(f"wrote {options.output}: {rows:,} rows of {packages:,} packages, {counts['same_as']:,} of them in same_as")
    print(f"validate it with: coded-article validate {options.output}")
    return 0
