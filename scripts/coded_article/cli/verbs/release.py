"""Make a release of a coded article data package: every file that is published, with checksums.

It refuses an invalid package, uncommitted changes, generated files that have drifted, a version without an
entry in CHANGELOG.md, and a version step that is too small for the changes since the last release. The last
release is the newest tag v<version> that led to this commit. It writes the package as a zip, the other
formats, SHA256SUMS and release notes into dist/. The same commit gives the same bytes.

Examples:
  coded-article release --check      may this be released? write nothing
  coded-article release              make dist/
  git tag v1.0.0 && git push --tags      publish: CI makes the same files and attests them

exit status: 0 made (or ready to be made), 1 refused, with every reason, 2 unusable input
"""

import argparse
import sys
from pathlib import Path

from coded_article.cli.run import add_package_argument

EXTRAS = {"pyarrow": "release", "xlsxwriter": "release"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_package_argument(parser)
    parser.add_argument("--output", type=Path, metavar="DIR", help="where to put the files (default: PACKAGE/dist)")
    parser.add_argument("--check", action="store_true", help="write nothing; say whether it may be released")


def run(options: argparse.Namespace) -> int:
    """Make the release, or say why not."""
    from coded_article.files.atomic import refuse_links, write_files
    from coded_article.files.lock import alone
    from coded_article.files.paths import folder_of
    from coded_article.read.opening import opened_folder
    from coded_article.release.release import SUMS, artefacts, committed, differing, prepare, sums

    root = folder_of(options.package)
    folder = options.output or root / "dist"
    refuse_links(folder, options.output or root)  # before anything is read there
    if options.check:  # of the files as they are, so that all that is missing is listed before they are committed
        release, complaints = prepare(root, opened_folder(root), {}, _progress)
        _complain(complaints)
        if release is not None:
            print(f"{release.content.stem} may be released")
        return 0 if release is not None else 1
    with alone("release", root, folder), committed(root) as (package, files):
        release, complaints = prepare(root, package, files, _progress)
        if release is None:
            _complain(complaints)
            return 1
        made = artefacts(release, _progress)
        others = "is there with other bytes; raise the version, or delete it if it was never published"
        complaints = [f"{folder / name}: {others}" for name in differing(folder, made)]
        if complaints:
            _complain(complaints)
            return 1
        made[SUMS] = sums(made, folder)
        write_files({folder / name: data for name, data in made.items()}, options.output or root)
    for name, data in made.items():
        print(f"{len(data):>10,}  {folder / name}")
    print(f"publish them, and tag the commit: git -C {root} tag v{release.package.descriptor.version}")
    return 0


def _complain(complaints: list[str]) -> None:
    from coded_article.console import visible

    for complaint in complaints:
        print(f"release: {visible(complaint, len(complaint))}", file=sys.stderr)


def _progress(step: str) -> None:
    from coded_article.console import visible

    print(visible(step, len(step)), file=sys.stderr)
