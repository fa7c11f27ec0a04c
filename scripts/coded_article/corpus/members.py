"""The packages that go into a corpus: found, each under its namespace, and looked at before anything is written."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coded_article.check.validate import check
from coded_article.console import Progress
from coded_article.corpus.layout import NAMESPACE
from coded_article.errors import RefusedError
from coded_article.files.paths import safe_path
from coded_article.model.problems import Problem
from coded_article.model.profile import CORPUS, DESCRIPTOR, PROFILE, prefixed
from coded_article.model.schema import Descriptor, Table
from coded_article.read.opening import opened

MEMBER_TABLES = tuple(name for name in PROFILE if name not in CORPUS)

Code = Mapping[str, str]


@dataclass(frozen=True)
class Member:
    """A package that goes into the corpus, as far as it must be known before any is written."""

    namespace: str
    path: str
    raw: Mapping[str, Any]
    sha256: str
    tables: Mapping[str, Table]
    schemas: Mapping[str, dict[str, Any]]
    codes: Mapping[tuple[str, str], Code]


def list_packages(arguments: Iterable[str]) -> list[tuple[str, str]]:
    """Return namespace (empty if it is the package's name) and path of every package that the arguments name.

    Raises:
        RefusedError: a list cannot be read.
    """
    packages: list[tuple[str, str]] = []
    for argument in arguments:
        path = Path(argument)
        if path.is_file() and path.suffix.lower() != ".zip" and path.name != DESCRIPTOR:
            try:
                lines = path.read_text(encoding="utf-8-sig").splitlines()
            except UnicodeDecodeError:
                msg = f"{path}: neither a package nor a list of packages in UTF-8; give a folder, a zip or a list"
                raise RefusedError(msg) from None
            given = (line.strip() for line in lines)
            packages += [_named(line) for line in given if line and not line.startswith("#")]
        else:
            packages.append(_named(argument))
    if not packages:
        msg = "the list names no package; write the path of one on each line"
        raise RefusedError(msg)
    return packages


def _named(argument: str) -> tuple[str, str]:
    namespace, equals, path = argument.partition("=")
    if not equals or Path(argument).exists():
        return "", argument
    if not NAMESPACE.fullmatch(namespace):
        msg = f'{argument}: "{namespace}" cannot be a namespace; use the letters a to z, digits and -'
        raise RefusedError(msg)
    return namespace, path


def surveyed(paths: Sequence[tuple[str, str]], *, allow_invalid: bool = False) -> list[Member]:
    """Return the packages, given by namespace and path, in the order in which they stand in a corpus.

    Raises:
        RefusedError: a package has faults of form or, unless these are allowed, of sense; or no name that can be a
            namespace, or that of another.
    """
    progress = Progress("combine: packages looked at", len(paths))
    members: dict[str, Member] = {}
    for number, (namespace, path) in enumerate(paths):
        member = _surveyed(namespace, path, allow_invalid)
        other = members.setdefault(member.namespace, member)
        if other is not member:
            msg = f'{path}: has the namespace "{member.namespace}" of {other.path}; write another as NAMESPACE={path}'
            raise RefusedError(msg)
        progress.tell(number + 1)
    return sorted(members.values(), key=lambda member: f"{member.namespace}:")


def _surveyed(namespace: str, path: str, allow_invalid: bool) -> Member:
    with opened(path) as package:
        descriptor = package.descriptor
        refuse_faults(path, package.slips)
        if not NAMESPACE.fullmatch(namespace or descriptor.name):
            msg = f'{path}: its name "{descriptor.name}" cannot be a namespace; write another as NAMESPACE={path}'
            raise RefusedError(msg)
        if CORPUS[0] in descriptor.tables:
            msg = f"{path}: is a corpus; give the packages that it was made of"
            raise RefusedError(msg)
        if not allow_invalid and (errors := check(package, standard=False, shown=1).errors):
            msg = f"{path}: is not valid: {errors[0]}; correct it, or give --allow-invalid"
            raise RefusedError(msg)
        tables = {name: descriptor.tables[name] for name in MEMBER_TABLES if name in descriptor.tables}
        schemas = {name: _json(descriptor, table) for name, table in tables.items()}
        (codes,) = package.rows("codes")
        return Member(
            namespace or descriptor.name,
            path,
            descriptor.raw,
            hashlib.sha256((descriptor.root / DESCRIPTOR).read_bytes()).hexdigest(),
            tables,
            schemas,
            {(row["vocabulary"], row["code"]): prefixed("codes", row) for row in codes},
        )


def _json(descriptor: Descriptor, table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(safe_path(descriptor.root, table.schema_path).read_text(encoding="utf-8"))
    return schema


def refuse_faults(path: str, problems: Sequence[Problem]) -> None:
    """See that a package has no faults.

    Raises:
        RefusedError: it has some.
    """
    if problems:
        msg = f"{path}: has faults, so nothing was written; the first is {min(problems)}"
        raise RefusedError(msg)
