"""The door for users of the library: a package loaded, and the schema of a table for frames of one's own."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from coded_article.check.validate import faults_of_tables
from coded_article.check.wording import worded
from coded_article.console import counted
from coded_article.errors import CodedArticleError, RefusedError
from coded_article.files import git
from coded_article.files.fetch import WEB, fetched
from coded_article.files.paths import folder_of, shipped
from coded_article.model.problems import Problem
from coded_article.model.versions import SEMVER
from coded_article.package.package import Package
from coded_article.read.opening import Opened, exported, opened, opened_zip
from coded_article.read.tables import changed_files

if TYPE_CHECKING:
    import pandera.pandas as pa

_SHOWN = 5


class InvalidPackageError(CodedArticleError, ValueError):
    """The package has faults: ``problems`` are all of them, and the message names the first."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        """Keep the problems beside the message."""
        super().__init__(message)
        self.problems = tuple(problems)


def load(package: str | Path | None = None, version: str | None = None, *, sha256: str | None = None) -> Package:
    """Load a package, checked for form, types and the rules of each table.

    ``package`` is a folder, its ``datapackage.json``, the zip of a release, its address on the web or a git revision;
    without it, the package that is installed with this library. What is on the web is taken only if it has the
    ``sha256`` given. With ``version`` it must be that version: of a folder, the release that its git repository has
    tagged ``v<version>``, else the folder if it is an unchanged copy of that version. ``check`` looks at keys and the
    rules across tables too.

    Raises:
        RefusedError: there is no package, it is not safe to open, it is not of that version, or it is on the web and
            has another SHA-256, or none is given.
        InvalidPackageError: a table has faults.
    """
    if version is not None and not SEMVER.fullmatch(version):
        msg = f"{version!r} is not a version number; write one such as 1.0.0"
        raise RefusedError(msg)
    where = shipped() if package is None else package
    with _found(where, version, sha256) as opened_package:
        loaded, unchanged = _load(opened_package)
    if version not in (None, loaded.version):
        msg = f"{where}: is version {loaded.version}, and no release of it is tagged v{version}; fetch its tags or zip"
        raise RefusedError(msg)
    if version and not unchanged:
        msg = f"{where}: has files that are not those of version {version}; fetch its tags or its zip"
        raise RefusedError(msg)
    return loaded


def schema(
    table: str, package: Package | None = None, *, coerce: bool = False, strict: bool = True
) -> "pa.DataFrameSchema":
    """Return the pandera schema of a table, to check a frame of your own: ``schema("events").validate(frame)``.

    It has the codes of ``package``; without one, those of the package that is installed with this library. With
    ``coerce`` the columns are converted first, such as dates that were read as text; without ``strict`` the frame may
    have further columns, and its columns in any order.

    Raises:
        UnknownNameError: there is no such table.
    """
    return (package or load()).schema(table, coerce=coerce, strict=strict)


def _found(where: str | Path, version: str | None, sha256: str | None) -> AbstractContextManager[Opened]:
    if isinstance(where, str) and WEB.match(where):
        return opened_zip(fetched(where, sha256), where)
    if sha256 is not None:
        msg = f"{where}: a sha256 goes with an address on the web; leave it out"
        raise RefusedError(msg)
    folder = folder_of(Path(where))
    commit = git.resolve(folder, f"refs/tags/v{version}") if version else None
    return exported(folder, commit, f"v{version}") if commit else opened(where)


def _load(package: Opened) -> tuple[Package, bool]:
    """Return a package, and whether its files have the hashes that its descriptor gives."""
    descriptor, problems = package.descriptor, faults_of_tables(package)
    if problems:
        shown = "\n".join(map(str, worded(sorted(problems)[:_SHOWN], package)))
        msg = (
            f"{counted(len(problems), 'fault')} in {descriptor.name}; `coded-article validate` lists them all:\n{shown}"
        )
        raise InvalidPackageError(msg, sorted(problems))
    hashed = all(resource.sha256 for resource in descriptor.tables.values())
    return Package(descriptor, package.tables), hashed and not any(changed_files(descriptor))
