"""Tell how well the coding holds: agreement between the independent codings in data/codings.csv.

For each variable: the number of units that two coders or more have judged, the share of pairs of coders
that agree, Krippendorff's alpha (nominal) and its 95 % interval from a seeded bootstrap over units. Whether
the coders found the same records at all is told apart. No alpha is given for fewer than 20 units.

Examples:
  coded-article reliability
  coded-article reliability path/to/package --format json

exit status: 0 printed, 2 no codings, or unusable input
"""

import argparse

from coded_article.cli.run import add_package_argument
from coded_article.cli.sandbox import add_limit_options

EXTRAS = {"krippendorff": "reliability"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_package_argument(parser)
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="form of the figures (default: text)"
    )
    add_limit_options(parser)


def run(options: argparse.Namespace) -> int:
    """Print the figures."""
    from dataclasses import asdict

    from coded_article.coding.reliability import cells, count_found, figures
    from coded_article.console import to_json, visible
    from coded_article.errors import RefusedError
    from coded_article.model.profile import OPTIONAL
    from coded_article.read.opening import opened

    with opened(options.package) as package:
        if not package.descriptor.tables.keys() >= set(OPTIONAL):
            msg = f"{package.root}: no tables `units` and `codings`; the package publishes no further coding"
            raise RefusedError(msg)
        units, codings = package.rows(*OPTIONAL)
        if not codings:
            msg = f"{package.root}: no rows in `codings`; the package publishes no further coding"
            raise RefusedError(msg)
    variables = figures(units, codings)
    unitised = count_found(units, codings)
    if options.format == "json":
        value = {
            "found": [asdict(row) for row in unitised],
            "variables": [{**asdict(figure), "verdict": figure.verdict} for figure in variables],
        }
        print(to_json(value))
        return 0
    print("records found by how many coders")
    for row in unitised:
        counts = ", ".join(f"{n} by {count}" for count, n in reversed(list(enumerate(row.by, start=1))))
        print(f"  {visible(row.level):<16} {row.units:>4}: {counts}")
    print("\nlevel            variable          units agreement  alpha  95 % interval    verdict")
    for figure in variables:
        level, variable, n, agreement, alpha, interval, verdict = map(visible, cells(figure))
        named = f"{level:<16} {variable.strip('`'):<18}"
        print(f"{named} {n:>4} {agreement:>9}  {alpha:>5}  {interval:<15}  {verdict}")
    return 0
