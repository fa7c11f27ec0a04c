"""Write every file that repeats a fact of the package, from the one place that has the fact.

From data/codes.csv: the enums and categories of the schemas. From the tables: bytes and hashes in
datapackage.json. From datapackage.json and the schemas: CITATION.cff, .zenodo.json, data/README.md, and
the marked sections of the other READMEs. With --formats: the package as SQLite, Parquet, XLSX, JSON Lines,
CSV for spreadsheets and Web Annotations. The result does not depend on the clock.

With --site, it writes a static site instead, which needs no server and no network: one page to explore the
package, a page for each actor and each principle, the tables, and the figures as SVG and PNG and to embed. Of a corpus
it has an overview by principle and a page for each package. A figure that is in docs/ is written there too. If you
will publish the site, --base-url says where, so that links to it are shown with a picture; --repository lets readers
report a fault. --formats needs the extra `release`, --site the extra `site`:
python -m pip install '.[release,site]' in this repository.

Examples:
  coded-article build              write what has drifted
  coded-article build --check      write nothing; name what has drifted
  coded-article build --formats    write the other formats into build/
  coded-article build --site       write the site into build/site/
  coded-article build --site --base-url https://example.org/op-ed/

exit status: 0 done, or nothing has drifted; 1 something has drifted (--check); 2 unusable input, or a package with
faults (--formats, --site)
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coded_article.cli.run import add_package_argument, output_of
from coded_article.cli.sandbox import add_limit_options
from coded_article.errors import RefusedError
from coded_article.files.paths import folder_of

if TYPE_CHECKING:
    from coded_article.read.opening import Opened

EXTRAS = {"pyarrow": "release", "xlsxwriter": "release", "jinja2": "site", "networkx": "site", "vl_convert": "site"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_package_argument(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="write nothing; fail if a file has drifted")
    what.add_argument("--formats", action="store_true", help="write the package in other formats")
    what.add_argument("--site", action="store_true", help="write a site to explore the package, and its figures")
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="where to put formats or site (default: PACKAGE/build, build/site)"
    )
    parser.add_argument(
        "--base-url", metavar="URL", help="where the site will be published, for canonical and share addresses"
    )
    parser.add_argument("--repository", metavar="URL", help="repository on GitHub that takes reports of faults")
    parser.add_argument("--documentation", metavar="URL", help="where the documentation lies, for a link from the site")
    add_limit_options(parser, seconds=600, memory=0)  # the figures' engine sets more address space aside than any limit


def run(options: argparse.Namespace) -> int:
    """Write what has drifted, or name it, or write the other formats or the site."""
    if options.output and not (options.formats or options.site):
        msg = "--output goes with --formats or --site; give one of them"
        raise RefusedError(msg)
    if (options.base_url or options.repository or options.documentation) and not options.site:
        msg = "--base-url, --repository and --documentation go with --site; give it too"
        raise RefusedError(msg)
    return _formats(options) if options.formats else _site(options) if options.site else _build(options)


def _build(options: argparse.Namespace) -> int:
    from coded_article.files.atomic import write_texts
    from coded_article.read.opening import opened, writable
    from coded_article.release.generate import across, drifted, outputs, rebuild

    if not options.check:
        with writable(options.package, "build") as package:
            changed = rebuild(package, {})
            page = across(package)  # of the tables as they are now
            stale = drifted(page)
            write_texts({path: page[path] for path in stale}, package.root)
            for path in [*changed, *stale]:
                print(f"wrote {path}")
    else:
        with opened(options.package) as package:
            # nothing is written from tables in Parquet
            texts = {} if package.is_parquet else {**outputs(package), **across(package)}
            stale = [path.relative_to(package.root) for path in drifted(texts)]
        if stale:
            print(*(f"drifted {folder_of(options.package) / path}" for path in stale), sep="\n")
            print(f"{len(stale)} {'file' if len(stale) == 1 else 'files'} drifted; run `coded-article build`")
            return 1
    print("every generated file is up to date")
    return 0


def _refuse_faulty(package: "Opened") -> None:
    """See that a package is without faults.

    Raises:
        RefusedError: it has some.
    """
    from coded_article.check.validate import check

    errors = check(package).errors
    if errors:
        faults = f"{len(errors)} faults" if len(errors) > 1 else "a fault"
        msg = f"nothing was written, because the package has {faults}: {errors[0]}"
        raise RefusedError(msg)


def _formats(options: argparse.Namespace) -> int:
    from coded_article.files.atomic import refuse_links, write_files
    from coded_article.files.lock import alone
    from coded_article.read.opening import opened
    from coded_article.release.formats import FORMATS, Content
    from coded_article.release.release import SUMS

    folder = output_of(options, "build")
    root = options.output or folder_of(options.package)
    refuse_links(folder, root)  # before the work
    with alone("build", folder_of(options.package), folder), opened(options.package) as package:
        _refuse_faulty(package)
        content = Content(package.descriptor, package.tables)
        if (folder / SUMS).exists():
            msg = f"{folder}: holds a release, which is not written over; give another --output"
            raise RefusedError(msg)
        made = {f"{content.stem}{form.suffix}": form.make(content) for form in FORMATS}
        write_files({folder / name: data for name, data in made.items()}, root)
    for name, data in made.items():
        print(f"{len(data):>10,}  {folder / name}")
    return 0


def _site(options: argparse.Namespace) -> int:
    from coded_article.files.atomic import refuse_links
    from coded_article.files.lock import alone
    from coded_article.package import load
    from coded_article.read.opening import opened
    from coded_article.site import write_site
    from coded_article.site.addresses import Published

    published = Published(options.base_url or "", options.repository or "", options.documentation or "")
    folder = output_of(options, "build/site")
    root = folder_of(options.package)
    roots = (root, options.output) if options.output else (root,)
    refuse_links(folder, *roots)  # before the work
    with alone("build", folder_of(options.package), folder), opened(options.package) as package:
        _refuse_faulty(package)
        print("drawing the figures and the page ...", file=sys.stderr)
        pictures = root / "docs" if root.is_dir() else None
        written = write_site(load(package.root), folder, *roots, pictures=pictures, published=published)
    for path in written:
        print(f"wrote {path}")
    return 0
