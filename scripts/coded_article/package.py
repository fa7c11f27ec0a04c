"""Load a package as typed pandas frames, with the joins that an analyst would otherwise write by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pandas as pd

from coded_article import frames
from coded_article.descriptor import TABLES, read_descriptor
from coded_article.preflight import read_tables


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
        events = self.events.merge(self._participants(), how="left", left_on="event_id", right_on="record_id")
        events = events.merge(self._places(), how="left", left_on="event_id", right_on="record_id")
        first = ["event_id", "date_earliest", "date_latest", "date_edtf", "label", "participants", "status", "polarity"]
        rest = [column for column in self.events.columns if column not in first]
        order = ["date_earliest", "date_latest", "ordinal", "event_id"]
        return events.sort_values(order, na_position="last", ignore_index=True)[[*first, *rest, "ordinal"]]

    def named_statements(self) -> pd.DataFrame:
        """Return all statements with names: ``speaker``, ``target``, and ``addressees`` joined by "; ".

        Those by others have the ``voice`` ``attributed``, the author's own claims ``author``.
        """
        names = self._names()
        frame = self.statements.copy()
        frame.insert(2, "speaker", frame["speaker_id"].map(names))
        frame.insert(list(frame.columns).index("target_id") + 1, "target", frame["target_id"].map(names))
        addressed = self.involvements[self.involvements["role"] == "addressee"]
        joined = addressed["actor_id"].map(names).groupby(addressed["record_id"]).agg("; ".join)
        frame["addressees"] = frame["statement_id"].map(joined).astype("string")
        return frame

    def playbook(self) -> pd.DataFrame:
        """Return what was recommended against what was done, the tree of advice from the top.

        One row for each recommendation and conduct that it criticises: ``depth`` (0 for the root), the
        columns of ``recommendations`` that tell the advice and whether it was followed, then ``conduct_id``,
        ``conduct``, ``conduct_status``, ``conduct_polarity`` (negative: what ``conduct`` names was not done)
        and ``conduct_basis`` of the criticism, missing where it criticises none, and ``called_for_id`` and
        ``called_for``, the counterfactual event that would have carried it out.
        """
        tree = self._tree()
        conduct = self._related("criticises").rename(
            columns={
                "object_id": "conduct_id",
                "label": "conduct",
                "status": "conduct_status",
                "polarity": "conduct_polarity",
                "basis": "conduct_basis",
            }
        )
        called_for = self._related("calls_for").rename(columns={"object_id": "called_for_id", "label": "called_for"})
        advice = self.recommendations.set_index("recommendation_id").loc[[one for one, _ in tree]].reset_index()
        advice.insert(1, "depth", [depth for _, depth in tree])
        kept = ["recommendation_id", "depth", "principle", "step", "action", "polarity", "temporality",
                "explicitness", "followed", "followed_basis"]  # fmt: skip
        called_for = called_for[["recommendation_id", "called_for_id", "called_for"]]
        joined = advice[kept].merge(conduct, how="left", on="recommendation_id")
        return joined.merge(called_for, how="left", on="recommendation_id")

    def network(self) -> pd.DataFrame:
        """Return the actor network as an edge list, one row for each record, kind and pair of actors.

        ``source_actor_id`` and ``source``, ``target_actor_id`` and ``target``, ``kind``, ``record_id``,
        ``status``, ``polarity`` and ``valence``. An event leads from its initiators to everybody else in it,
        with the role of the other as kind; participants without an initiator are joined in pairs, kind
        ``participant``. A statement leads from its speaker and co-speakers to its target, kind
        ``evaluates``, and to addressees that its speech act has not. Edges of non-acts have the polarity
        ``negative``: the act did not take place, an exclusion did.
        """
        roles = self.involvements
        involved = roles.merge(
            self.events[["event_id", "status", "polarity"]], left_on="record_id", right_on="event_id"
        )
        initiators = involved[involved["role"] == "initiator"]
        others = involved[involved["role"] != "initiator"]
        acts = initiators[["record_id", "actor_id", "status", "polarity"]].merge(
            others[["record_id", "actor_id", "role"]], on="record_id"
        )
        alone = others[~others["record_id"].isin(initiators["record_id"]) & (others["role"] == "participant")]
        pairs = alone.merge(alone[["record_id", "actor_id"]], on="record_id")
        pairs = pairs[pairs["actor_id_x"] < pairs["actor_id_y"]]
        spoken = self.statements[["statement_id", "event_id", "speaker_id", "target_id", "valence"]].rename(
            columns={"statement_id": "record_id", "speaker_id": "actor_id_x", "target_id": "actor_id_y"}
        )
        beside = roles.loc[roles["role"] == "co_speaker", ["record_id", "actor_id"]]
        joint = (
            spoken.drop(columns="actor_id_x").merge(beside, on="record_id").rename(columns={"actor_id": "actor_id_x"})
        )
        told = roles.loc[roles["role"] == "addressee", ["record_id", "actor_id", "role"]]
        told = told.merge(spoken[["record_id", "event_id", "actor_id_x"]], on="record_id")
        known = {*zip(involved["record_id"], involved["actor_id"], involved["role"], strict=True)}
        new = [key not in known for key in zip(told["event_id"], told["actor_id"], told["role"], strict=True)]
        judged = pd.concat([spoken, joint], ignore_index=True).dropna(subset="actor_id_y").assign(role="evaluates")
        addressed = told[new].rename(columns={"actor_id": "actor_id_y"})
        edges = pd.concat([acts, pairs, judged, addressed], ignore_index=True)
        names = self._names()
        edges = edges.rename(columns={"actor_id_x": "source_actor_id", "actor_id_y": "target_actor_id", "role": "kind"})
        edges["source"] = edges["source_actor_id"].map(names)
        edges["target"] = edges["target_actor_id"].map(names)
        columns = ["source_actor_id", "source", "target_actor_id", "target", "kind", "record_id", "status", "polarity",
                   "valence"]  # fmt: skip
        order = ["record_id", "source_actor_id", "target_actor_id", "kind"]
        return edges[columns].sort_values(order, ignore_index=True)

    def located(self) -> pd.DataFrame:
        """Return where in the article each record rests: one row for each span of evidence.

        ``record_id``, ``part``, ``passage_id``, ``section``, ``paragraph``, and ``first`` and ``last``, the
        positions in the canonical text (0-based, end-exclusive, in code points).
        """
        spans = self.evidence.merge(self.passages, on="passage_id", suffixes=("", "_of_passage"))
        spans["first"] = spans["start_of_passage"] + spans["start"]
        spans["last"] = spans["start_of_passage"] + spans["end"]
        columns = ["record_id", "part", "passage_id", "section", "paragraph", "first", "last"]
        return spans[columns].sort_values(["record_id", "first", "last"], ignore_index=True)

    def _names(self) -> "pd.Series[str]":
        return self.actors.set_index("actor_id")["name"]

    def _participants(self) -> pd.DataFrame:
        first = self.involvements["role"] == "initiator"
        rows = pd.concat([self.involvements[first], self.involvements[~first]])
        told = rows["actor_id"].map(self._names()) + " (" + rows["role"] + ")"
        joined = told.groupby(rows["record_id"]).agg("; ".join)
        return joined.astype("string").rename("participants").reset_index()

    def _places(self) -> pd.DataFrame:
        placed = self.evidence.merge(self.passages[["passage_id", "ordinal"]], on="passage_id")
        return placed.groupby("record_id")["ordinal"].min().reset_index()

    def _related(self, predicate: str) -> pd.DataFrame:
        """Return the events to which advice leads: recommendation_id, object_id, basis, label, status, polarity."""
        leading = self.relations.loc[self.relations["predicate"] == predicate, ["subject_id", "object_id", "basis"]]
        events = self.events[["event_id", "label", "status", "polarity"]]
        joined = leading.merge(events, left_on="object_id", right_on="event_id").drop(columns="event_id")
        return joined.rename(columns={"subject_id": "recommendation_id"})

    def _tree(self) -> list[tuple[str, int]]:
        """Return the recommendations and their depths, each parent before its children."""
        children: dict[str, list[str]] = {}
        rows = self.recommendations.sort_values(["step", "recommendation_id"], na_position="last")
        for child, parent in zip(rows["recommendation_id"], rows["parent_id"].fillna(""), strict=True):
            children.setdefault(parent, []).append(child)
        ordered: list[tuple[str, int]] = []
        waiting = [(root, 0) for root in reversed(children.get("", []))]
        while waiting:
            one, depth = waiting.pop()
            ordered.append((one, depth))
            waiting += [(child, depth + 1) for child in reversed(children.get(one, []))]
        return ordered


def load(package: str | Path = ".") -> Package:
    """Load the package in the folder ``package``, checked for form, types and the rules of each table.

    Keys and the rules across tables are the business of ``scripts/validate.py``.

    Raises:
        RefusedError: there is no package, or it is not safe to open.
        InvalidPackageError: a table has faults.
    """
    from coded_article.report import line

    descriptor, problems = read_descriptor(Path(package))
    tables, faults = read_tables(descriptor)
    problems += faults
    loaded: dict[str, pd.DataFrame] = {}
    for name, rows in tables.items():
        if rows.usable:
            loaded[name], faults = frames.check(rows)
            problems += faults
    if problems:
        shown = "\n".join(map(line, sorted(problems)[:5]))
        msg = f"{len(problems)} faults in {descriptor.root}; `python scripts/validate.py` lists them all:\n{shown}"
        raise InvalidPackageError(msg)
    return Package(
        descriptor.name,
        descriptor.version,
        descriptor.raw,
        extra={name: frame for name, frame in loaded.items() if name not in TABLES},
        **{name: loaded[name] for name in TABLES},
    )
