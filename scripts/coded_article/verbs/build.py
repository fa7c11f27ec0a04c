"""Write every file that repeats a fact of the package, from the place where the fact stands.

From data/codes.csv: the enums and categories of the schemas. From the tables: bytes and hashes in
datapackage.json. From datapackage.json and the schemas: CITATION.cff, .zenodo.json, data/README.md, and
the marked sections of the other READMEs. The clock is never read.

With --site, it writes a static site instead, which needs no server and no network: one page to explore the
package, and its figures as SVG and PNG. A figure that lies in docs/ is written there too. This takes the extra
`site` (python -m pip install '.[site]').

Examples:
  python scripts/build.py            write what has drifted
  python scripts/build.py --check    write nothing; name what has drifted
  python scripts/build.py --site     write the site to build/site in the package

exit status: 0 done, or nothing has drifted; 1 something has drifted (--check); 2 unusable input
"""

import argparse
import sys
from pathlib import Path

from coded_article.cli import add_package_argument
from coded_article.errors import RefusedError


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_package_argument(parser)
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--check", action="store_true", help="write nothing; fail if a file has drifted")
    either.add_argument("--site", action="store_true", help="write a site to explore the package, and its figures")
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="where --site writes (default: build/site in the package)"
    )


def run(options: argparse.Namespace) -> int:
    """Write what has drifted, or name it."""
    if options.site:
        return _site(options)
    if options.output:
        msg = "--output says where a site is written; give --site with it"
        raise RefusedError(msg)
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


def _site(options: argparse.Namespace) -> int:
    from coded_article.package import load
    from coded_article.report import line
    from coded_article.site import write_site
    from coded_article.validation import validate

    faults = validate(options.package).errors
    if faults:
        found = f"{len(faults)} faults" if len(faults) > 1 else "a fault"
        msg = f"nothing was written, because the package has {found}: {line(faults[0])}"
        raise RefusedError(msg)
    print("drawing the figures and the page ...", file=sys.stderr)
    root = options.package
    for path in write_site(load(root), options.output or root / "build" / "site", pictures=root / "docs"):
        print(f"wrote {path}")
    return 0
