"""Make a corpus that nobody coded, of any size: to measure with, or to try queries on before there is a real one.

Every rule of the profile holds in it, and codes, dates, spans and texts of varied length have the shape of real
ones; their words mean nothing. The same seed gives the same bytes (with the same version of DuckDB). For every
100 events there are about 1 article, 60 passages, 20 actors, 30 statements, 5 recommendations, 180 involvements,
190 pieces of evidence, 60 mentions and 156 registered records.

With --faults, that share of the rows gets one fault each: an unknown code, a date that does not exist, a key that
points nowhere, a span outside its passage, a claim against its own speaker, and three dozen more. What was planted is
listed beside the corpus, in NAME-faults.csv, as code, table, key and column, so that whatever checks the corpus can be
scored. A checker will report more than the list, because faults have consequences.

Examples:
  python benchmarks/synthesise.py corpus --events 10000
  python benchmarks/synthesise.py corpus --events 1000000 --packages 50 --format parquet
  python benchmarks/synthesise.py broken --events 1000 --faults 0.01 --seed 7     and broken-faults.csv

exit status: 0 written, 2 refused or unusable input
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from coded_article.errors import RefusedError
from synthesis import MAX_EVENTS, MAX_PACKAGES, Wanted, synthesise


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the corpus that the command line asks for, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, metavar="CORPUS", help="folder of the corpus; must not be there yet")
    parser.add_argument(
        "--events", type=_count, required=True, metavar="N", help="how many events, the measure of all else"
    )
    parser.add_argument(
        "--packages", type=_count, metavar="P",
        help="how many packages (default: one for every 100 events, up to 1,000)",
    )  # fmt: skip
    parser.add_argument(
        "--seed", type=int, default=1, metavar="S", help="another number gives another corpus (default: 1)"
    )
    parser.add_argument(
        "--faults",
        type=_share,
        default=0.0,
        metavar="SHARE",
        help="share of rows with a fault, such as 0.01 (default: 0)",
    )
    parser.add_argument(
        "--faults-file", type=Path, metavar="FILE", help="where the faults are listed (default: CORPUS-faults.csv)"
    )
    parser.add_argument("--format", choices=("csv", "parquet"), default="csv", help="form of the tables (default: csv)")
    try:
        return _run(parser.parse_args(arguments))
    except RefusedError as error:
        print(f"synthesise: {error}", file=sys.stderr)
        return 2


def _run(options: argparse.Namespace) -> int:
    """Write the corpus and say what it holds."""
    articles = -(-options.events // 100)
    packages = options.packages or min(articles, MAX_PACKAGES)
    if options.events > MAX_EVENTS:
        msg = f"--events {options.events}: more than {MAX_EVENTS:,}; make several corpora with different seeds"
        raise RefusedError(msg)
    if packages > articles:
        msg = f"--packages {packages}: {options.events} events, 100 to an article, make {articles} packages at most"
        raise RefusedError(msg)
    corpus: Path = options.corpus
    faults = options.faults_file or corpus.parent / f"{corpus.name}-faults.csv"
    wanted = Wanted(options.events, packages, options.seed, options.faults, options.format)
    counts = synthesise(wanted, corpus, faults)
    fault_count = counts.pop("faults")
    print(
        f"wrote {corpus}: {sum(counts.values()):,} rows, {counts['events']:,} of them events, in {packages:,} packages"
    )
    if options.faults:
        print(f"wrote {faults}: {fault_count:,} faults")
    return 0


def _count(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 10**12:
        msg = f"{text!r} is not a number such as 1000"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        msg = f"{text!r} is not a share such as 0.01"
        raise argparse.ArgumentTypeError(msg)
    return share


if __name__ == "__main__":
    sys.exit(main())
