"""Report inter-coder agreement: how far the independent codings in data/codings.csv agree.

For each variable: the number of units that two coders or more have judged, the units left out because fewer
found them, the share of pairs of coders that agree, Krippendorff's alpha (nominal) and Gwet's AC1 with their
95 % intervals from a seeded bootstrap over units; then both coefficients for each pair of coders. A table
of its own shows whether the coders found the same records at all. What was not tested is listed. No coefficient
is given for fewer than 20 units.

Examples:
  coded-article reliability
  coded-article reliability path/to/package --format json

exit status: 0 printed, 2 no codings, or unusable input
"""

import argparse

from coded_article.cli.run import add_package_argument
from coded_article.cli.sandbox import add_limit_options


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

    from coded_article.coding.reliability import count_found, figures, notes, tables, untested
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
        if options.format == "json":
            value = {
                "found": [asdict(row) for row in count_found(units, codings)],
                "variables": [{**asdict(figure), "verdict": figure.verdict} for figure in figures(units, codings)],
                "untested": untested(package),
            }
            print(to_json(value))
            return 0
        for table in tables(units, codings):
            rows = [[visible(cell.strip("`")) for cell in row] for row in (table.head, *table.rows)]
            widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
            for row in rows:
                sides = zip(row, widths, table.align, strict=True)
                print("  ".join(f"{cell:{'>' if side == 'r' else '<'}{width}}" for cell, width, side in sides).rstrip())
            print()
        for note in notes(package):
            print(visible(note.replace("`", "").replace("*", ""), 5000))
    return 0
