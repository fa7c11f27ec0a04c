"""Bring a package to the newest version of the profile, without touching what is coded.

A package says in its descriptor, as `conformsTo`, which version of the profile it follows; one that says nothing
follows 1.0. New columns are empty, except where their cells follow from what is coded: the basis of an involvement from
evidence and mentions, and what the profile says of its own codes. New codes of the profile are added. Schemas,
hashes and READMEs are brought up to date as `build` does it. No existing row or cell changes, except
`followed` and `followed_basis`, which are worked out from the relations since 1.1. A later version may ask more
of the rows, which `validate` then lists. A package that follows an older version stays valid: it is checked against
the version that it names.

Examples:
  coded-article upgrade                  the package in this folder
  coded-article upgrade path/to/package
  git diff                               what it changed

exit status: 0 upgraded, or up to date already, 2 refused or unusable input
"""

import argparse

from coded_article.cli.run import add_package_argument


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_package_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Upgrade the package."""
    from coded_article.console import visible
    from coded_article.errors import RefusedError
    from coded_article.model.profile import CONFORMS_TO, CORPUS, VERSIONS
    from coded_article.read.opening import writable
    from coded_article.release.generate import rebuild
    from coded_article.release.upgrade import upgraded

    newest = CONFORMS_TO[VERSIONS[-1]]
    with writable(options.package, "upgrade") as package:
        if package.descriptor.tables.keys() & {*CORPUS}:
            msg = f"{package.root}: is a corpus; upgrade its packages, and combine them again"
            raise RefusedError(msg)
        if package.descriptor.raw.get("conformsTo") == newest:
            print(f"{visible(package.descriptor.name)} follows {newest} already")
            return 0
        for path in rebuild(package, upgraded(package)):
            print(f"wrote {path}")
    print(f"{visible(package.descriptor.name)} follows {newest}; now run `coded-article validate`")
    return 0
