"""Load a package as typed pandas frames, with the joins that an analyst would otherwise write by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from coded_article.check import table
from coded_article.check.wording import worded
from coded_article.console import counted
from coded_article.errors import RefusedError
from coded_article.files import git
from coded_article.files.paths import folder_of
from coded_article.joins import join_sql
from coded_article.model.citation import citation
from coded_article.model.profile import PROFILE, TABLES
from coded_article.model.versions import SEMVER
from coded_article.read.opening import Opened, exported, opened
from coded_article.read.tables import changed_files

# tables whose rows have no id of their own
_WITHOUT_IDS = ("records", "codes", "involvements", "codings")


class InvalidPackageError(ValueError):
    """The package has faults; the message names the first of them."""


@dataclass(frozen=True)
class Package:
    """The tables of a package as frames: dtypes ``string``, ``Int64`` and ``datetime64[s]``.

    The methods return new frames; changing one changes nothing here.
    """

    name: str
    version: str
    metadata: Mapping[str, Any]
    sources: pd.DataFrame
    passages: pd.DataFrame
    actors: pd.DataFrame
    events: pd.DataFrame
    statements: pd.DataFrame
    recommendations: pd.DataFrame
    involvements: pd.DataFrame
    relations: pd.DataFrame
    evidence: pd.DataFrame
    mentions: pd.DataFrame
    external_checks: pd.DataFrame
    records: pd.DataFrame
    codes: pd.DataFrame
    extra: Mapping[str, pd.DataFrame]

    def __repr__(self) -> str:
        """Return name, version and the number of rows of each table."""
        rows = ", ".join(f"{name} {len(frame)}" for name, frame in self.tables.items())
        return f"<{self.name} {self.version}: {rows}>"

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The frames by table name: those above, then the tables that this package has besides."""
        own = {field.name: getattr(self, field.name) for field in fields(self) if field.name in TABLES}
        return {**own, **self.extra}

    def timeline(self) -> pd.DataFrame:
        """Return all events: the dated in time, then the undated in the article's order.

        The columns of ``events`` with ``participants`` (each with its role), the telling ones first, and
        ``ordinal``, the place in the article of the first sentence that the event rests on. Filter
        ``status`` for what took place, by the article: it has planned and counterfactual events too.
        """
        return self._join("timeline")

    def named_statements(self) -> pd.DataFrame:
        """Return all statements with names: ``speaker``, ``target``, and ``addressees`` joined by "; ".

        The author's own claims have the ``voice`` ``author``, those of others ``attributed``. Of these some were never
        uttered: what the author ascribes to somebody, such as a wish, has the ``quotation_type`` ``ascribed``.
        """
        return self._join("named_statements")

    def playbook(self) -> pd.DataFrame:
        """Return what was recommended against what was done, the tree of advice from the top.

        One row for each recommendation and conduct that it criticises: ``depth`` (0 for the root), the
        columns of ``recommendations`` that tell the advice and whether it was followed, then ``conduct_id``,
        ``conduct``, ``conduct_status``, ``conduct_polarity`` (negative: what ``conduct`` names was not done)
        and ``conduct_basis`` of the criticism, missing where it criticises none, ``called_for_id`` and
        ``called_for``, the counterfactual event that would have carried it out, and ``grounds``, why the author
        advises it, joined by "; ".
        """
        return self._join("playbook")

    def grounds(self) -> pd.DataFrame:
        """Return on what grounds the author advises or claims something, one row for each ground of a conclusion.

        ``relation_id``; ``conclusion_id``, ``conclusion_kind`` (``recommendation``, ``claim`` of the author or
        ``statement`` of another) and ``conclusion``, its words; the same of the ground, which may be an ``event`` too;
        ``owner_id`` and ``owner``, whose ground it is: who states it, and of an event the author, who tells it; then
        how the two are tied, ``basis`` and ``cue``, and ``passage_id``. None of a package of profile 1.0.
        """
        return self._join("grounds")

    def network(self) -> pd.DataFrame:
        """Return the actor network as an edge list, one row for each record, kind and pair of actors.

        ``source_actor_id`` and ``source``, ``target_actor_id`` and ``target``, ``kind``, ``record_id``,
        ``status``, ``polarity`` and ``valence``. An event leads from its initiators to everybody else in it,
        with the role of the other as kind; participants without an initiator are joined in pairs, kind
        ``participant``. A statement leads from its speaker and co-speakers to its targets, kind
        ``evaluates``, and to addressees that its speech act has not. Edges of non-acts have the polarity
        ``negative``: the act did not take place, an exclusion did.
        """
        return self._join("network")

    def located(self) -> pd.DataFrame:
        """Return where in the article each record rests: one row for each span of evidence.

        ``record_id``, ``part``, ``passage_id``, ``section``, ``paragraph``, and ``first`` and ``last``, the
        positions in the canonical text (0-based, end-exclusive, in code points).
        """
        return self._join("located")

    def cite(self, row: str | None = None) -> str:
        """Return how to cite the package, or the row with the id ``row`` of it, in one line.

        Raises:
            KeyError: no row of this version has that id.
        """
        if row is not None:
            retired = self.records[self.records["record_id"].eq(row) & self.records["retired_in"].notna()]
            if len(retired):
                msg = f"{row} was retired in {retired['retired_in'].iloc[0]}; cite the version before"
                raise KeyError(msg)
            keys = [frame.iloc[:, 0] for name, frame in self.tables.items() if name not in _WITHOUT_IDS]
            if not any(key.eq(row).any() for key in keys):
                msg = f"{self.name} {self.version} has no row {row!r}"
                raise KeyError(msg)
        return citation(self.metadata, row)

    def _join(self, name: str) -> pd.DataFrame:
        with duckdb.connect(config={"threads": 1, "enable_external_access": False}) as connection:
            for table, frame in self.tables.items():
                # a package of an earlier profile has nothing in the columns of a later one
                gained = {*PROFILE.get(table, {})} - {*frame.columns}
                nothing = pd.Series(pd.NA, frame.index, "string")
                connection.register(table, frame.assign(**dict.fromkeys(gained, nothing)))
            joined = connection.execute(join_sql(name)).df()
        for column in joined.columns:
            kind = joined[column].dtype
            if pd.api.types.is_integer_dtype(kind):
                joined[column] = joined[column].astype("Int64")
            elif not pd.api.types.is_datetime64_dtype(kind):
                joined[column] = joined[column].astype("string")
        return joined


def load(package: str | Path = ".", version: str | None = None) -> Package:
    """Load a package, checked for form, types and the rules of each table.

    ``package`` is a folder, its ``datapackage.json``, the zip of a release or a git revision. With ``version`` it
    must be that version: of a folder, the release that its git repository has tagged ``v<version>``, else the folder
    if it is an unchanged copy of that version. Keys and the rules across tables are the business of
    ``coded-article validate``.

    Raises:
        RefusedError: there is no package, it is not safe to open, or it is not of that version.
        InvalidPackageError: a table has faults.
    """
    if version is not None and not SEMVER.fullmatch(version):
        msg = f"{version!r} is no version; write one such as 1.0.0"
        raise RefusedError(msg)
    folder = folder_of(Path(package))
    commit = git.resolve(folder, f"refs/tags/v{version}") if version else None
    with exported(folder, commit, f"v{version}") if commit else opened(package) as opened_package:
        loaded, unchanged = _load(opened_package)
    if version not in (None, loaded.version):
        msg = (
            f"{package}: is version {loaded.version}, and no release of it is tagged v{version}; fetch its tags or zip"
        )
        raise RefusedError(msg)
    if version and not unchanged:
        msg = f"{package}: has files that are not those of version {version}; fetch its tags or its zip"
        raise RefusedError(msg)
    return loaded


def _load(package: Opened) -> tuple[Package, bool]:
    """Return the frames of a package, and whether its files have the hashes that its descriptor gives."""
    descriptor, problems = package.descriptor, package.problems
    loaded: dict[str, pd.DataFrame] = {}
    for name, rows in package.tables.items():
        if rows.judged:
            loaded[name], faults = table.check(rows)
            problems += faults
    if problems:
        shown = "\n".join(map(str, worded(sorted(problems)[:5], package)))
        msg = (
            f"{counted(len(problems), 'fault')} in {descriptor.name}; `coded-article validate` lists them all:\n{shown}"
        )
        raise InvalidPackageError(msg)
    hashed = all(resource.sha256 for resource in descriptor.tables.values())
    unchanged = hashed and not any(changed_files(descriptor))
    loaded_package = Package(
        descriptor.name,
        descriptor.version,
        descriptor.raw,
        extra={name: frame for name, frame in loaded.items() if name not in TABLES},
        **{name: loaded[name] for name in TABLES},
    )
    return loaded_package, unchanged
