"""The tables of a package shaped into what the site draws: the playbook, the timeline, the coverage."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import pandas as pd

from coded_article.package import Package

Row = Mapping[str, Any]
ADVISED = ("addressee", "target", "participant")  # the roles of those whom a contact is with
NOT_DONE = ("not_done", "counterfactual")
OVERALL = "overall"
_FOLLOWED = {"yes": "followed", "partly": "partly followed", "no": "not followed", "not_addressed": "not told"}


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame with None for what is missing, and dates and integers as Python's own."""
    columns = []
    for name in frame.columns:
        values = frame[name]
        if pd.api.types.is_datetime64_any_dtype(values):
            columns.append([None if pd.isna(value) else value.date() for value in values])
        else:
            columns.append([None if pd.isna(value) else value for value in values.tolist()])
    return [dict(zip(frame.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]


def grouped(items: Iterable[Row], column: str) -> dict[Any, list[Row]]:
    """Return the rows by their value in ``column``, in the order in which the values first stand."""
    groups: dict[Any, list[Row]] = {}
    for item in items:
        groups.setdefault(item[column], []).append(item)
    return groups


class Codes:
    """The labels and definitions of a package's codes; a code that has none speaks for itself."""

    def __init__(self, package: Package) -> None:
        """Read the codes of ``package``."""
        self._codes = {(row["vocabulary"], row["code"]): row for row in rows(package.codes)}

    def __contains__(self, key: tuple[str, str]) -> bool:
        return key in self._codes

    def label(self, vocabulary: str, code: str | None) -> str:
        """Return the label of a code, empty for none."""
        if code is None:
            return ""
        known = self._codes.get((vocabulary, code))
        return str(known["label"]) if known else code.replace("_", " ")

    def followed(self, code: str) -> str:
        """Return in words whether advice was followed."""
        return _FOLLOWED.get(code) or self.label("followed", code).lower()


# --- the playbook


@dataclass(frozen=True)
class Conduct:
    """What a recommendation criticises; ``negative`` where the label names what was not done."""

    event_id: str
    label: str
    status: str
    negative: bool


@dataclass(frozen=True)
class Advice:
    """One recommendation beside the conduct that it criticises; ``depth`` is 0 at the top of its lane."""

    recommendation_id: str
    depth: int
    action: str
    explicit: bool
    followed: str
    conduct: tuple[Conduct, ...]


@dataclass(frozen=True)
class Lane:
    """The recommendations under one principle, parents before their children."""

    principle: str
    label: str
    advice: tuple[Advice, ...]

    @property
    def tally(self) -> dict[str, int]:
        """Return how many pieces of advice have each value of ``followed``."""
        found: dict[str, int] = {}
        for one in self.advice:
            found[one.followed] = found.get(one.followed, 0) + 1
        return found


@dataclass(frozen=True)
class Step:
    """One contact that is advised, in its place; ``who`` are those to be contacted."""

    recommendation_id: str
    number: int
    who: tuple[str, ...]
    action: str
    followed: str


@dataclass(frozen=True)
class Prior:
    """Advice outside the steps that is to come before step number ``before`` (counted from 0)."""

    recommendation_id: str
    principle: str
    action: str
    followed: str
    before: int


@dataclass(frozen=True)
class Act:
    """One contact that took place or was announced; ``without`` are those who were left out of it."""

    event_id: str
    who: tuple[str, ...]
    label: str
    status: str
    without: tuple[str, ...]


@dataclass(frozen=True)
class Order:
    """The advised order of contacts and the actual one, in which what shares a place has no order of its own."""

    parent: str
    steps: tuple[Step, ...]
    priors: tuple[Prior, ...]
    actual: tuple[tuple[Act, ...], ...]

    @property
    def width(self) -> int:
        """Return the number of places."""
        return max(len(self.steps), len(self.actual))

    @property
    def missing(self) -> tuple[str, ...]:
        """Return those whom the steps name and the actual order does not."""
        met = {who for acts in self.actual for act in acts for who in act.who}
        return tuple(dict.fromkeys(who for step in self.steps for who in step.who if who not in met))


@dataclass(frozen=True)
class Playbook:
    """The author's advice: what concerns the whole, a lane for each principle, the orders of contacts."""

    whole: Lane | None
    lanes: tuple[Lane, ...]
    orders: tuple[Order, ...]

    @cached_property
    def tally(self) -> dict[str, int]:
        """Return how many pieces of advice have each value of ``followed``, the most frequent first."""
        found: dict[str, int] = {}
        for lane in (*self.lanes, *([self.whole] if self.whole else [])):
            for followed, number in lane.tally.items():
                found[followed] = found.get(followed, 0) + number
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def playbook(package: Package) -> Playbook:
    """Return the advice of the package in lanes, and the orders of contacts that it gives in steps."""
    codes = Codes(package)
    joined = rows(package.playbook())
    lanes = []
    for principle, listed in grouped(joined, "principle").items():
        advice = []
        top = min(row["depth"] for row in listed)
        for same in grouped(listed, "recommendation_id").values():
            row = same[0]
            conduct = {one["conduct_id"]: one for one in same if one["conduct_id"]}
            advice.append(
                Advice(
                    row["recommendation_id"],
                    row["depth"] - top,
                    row["action"],
                    row["explicitness"] == "explicit",
                    row["followed"],
                    tuple(
                        Conduct(key, one["conduct"], one["conduct_status"], one["conduct_polarity"] == "negative")
                        for key, one in conduct.items()
                    ),
                )
            )
        lanes.append(Lane(principle, codes.label("principle", principle), tuple(advice)))
    return Playbook(
        next((lane for lane in lanes if lane.principle == OVERALL), None),
        tuple(lane for lane in lanes if lane.principle != OVERALL),
        tuple(_orders(package)),
    )


def _orders(package: Package) -> Iterator[Order]:
    advice = {row["recommendation_id"]: row for row in rows(package.recommendations)}
    events = {row["event_id"]: row for row in rows(package.events)}
    links = grouped(rows(package.relations), "predicate")
    owner = {row["object_id"]: row["subject_id"] for row in links.get("calls_for", [])} | {one: one for one in advice}
    stepped = sorted((row for row in advice.values() if row["step"]), key=lambda row: row["step"])
    for parent, siblings in grouped(stepped, "parent_id").items():
        if len(siblings) < 2:
            continue
        places = {row["recommendation_id"]: place for place, row in enumerate(siblings)}
        priors = {
            (owner[row["subject_id"]], places[owner[row["object_id"]]])
            for row in links.get("precedes", [])
            if owner.get(row["object_id"]) in places and owner.get(row["subject_id"], next(iter(places))) not in places
        }
        wanted = {event for event, one in owner.items() if one in places}
        faulted = {
            row["object_id"]
            for row in (*links.get("criticises", []), *links.get("alternative_to", []))
            if row["subject_id"] in wanted
        }
        started = [one for one in events if one in faulted and events[one]["status"] not in NOT_DONE]
        yield Order(
            advice[parent]["action"] if parent else "",
            tuple(
                Step(key, row["step"], _names(package, key, set()), row["action"], row["followed"])
                for key, row in zip(places, siblings, strict=True)
            ),
            tuple(
                Prior(key, advice[key]["principle"], advice[key]["action"], advice[key]["followed"], place)
                for key, place in sorted(priors)
            ),
            tuple(_acts(package, started, events, links.get("precedes", []), set(places))),
        )


def _acts(
    package: Package, started: Sequence[str], events: Mapping[str, Row], precedes: Sequence[Row], advised: set[str]
) -> Iterator[tuple[Act, ...]]:
    """Yield the conduct that the steps fault and all that follows it, what shares a place together."""
    own = package.involvements[package.involvements["role"] == "initiator"]
    callers = set(own.loc[own["record_id"].isin(advised), "actor_id"])
    place = dict.fromkeys(started, 0)
    for _ in events:  # as often as the longest chain may need; the rules allow no circle
        for row in precedes:
            before, after = row["subject_id"], row["object_id"]
            if before in place and after in events and events[after]["status"] not in NOT_DONE:
                place[after] = max(place.get(after, 0), min(place[before] + 1, len(events)))
    for layer in sorted(set(place.values())):
        yield tuple(
            Act(
                one,
                _names(package, one, callers),
                events[one]["label"],
                events[one]["status"],
                _left_out(package, one),
            )
            for one in events
            if place.get(one) == layer
        )


def _names(package: Package, record_id: str, besides: set[str]) -> tuple[str, ...]:
    """Return whom a contact is with, without the actors ``besides``."""
    names = dict(zip(package.actors["actor_id"], package.actors["name"], strict=True))
    roles = package.involvements[package.involvements["record_id"] == record_id]
    return tuple(
        str(names[row["actor_id"]]) for row in rows(roles) if row["role"] in ADVISED and row["actor_id"] not in besides
    )


def _left_out(package: Package, event_id: str) -> tuple[str, ...]:
    names = dict(zip(package.actors["actor_id"], package.actors["name"], strict=True))
    parts = {event_id, *package.events.loc[package.events["part_of_id"] == event_id, "event_id"]}
    return tuple(
        str(names[row["actor_id"]])
        for row in rows(package.involvements)
        if row["record_id"] in parts and row["role"] == "excluded"
    )


# --- the timeline


@dataclass(frozen=True)
class Tick:
    """A mark on the axis, at ``x`` per cent of the whole width."""

    x: float
    label: str


@dataclass(frozen=True)
class Panel:
    """A stretch of time without a long gap, from ``x`` over ``width`` per cent of the whole."""

    x: float
    width: float
    first: date
    last: date
    ticks: tuple[Tick, ...]

    def at(self, day: date) -> float:
        """Return where the start of ``day`` is, in per cent of the whole width."""
        return round(self.x + self.width * (day - self.first).days / ((self.last - self.first).days + 1), 2)


@dataclass(frozen=True)
class Moment:
    """An event in the timeline; ``x`` and ``width`` are per cent, None for an undated one."""

    event_id: str
    label: str
    status: str
    negative: bool
    when: str
    basis: str
    point: bool
    x: float | None
    width: float
    ordinal: int | None
    earliest: date | None
    latest: date | None


@dataclass(frozen=True)
class Timeline:
    """The dated events in time, and the undated in the article's order."""

    panels: tuple[Panel, ...]
    dated: tuple[Moment, ...]
    undated: tuple[Moment, ...]


def timeline(package: Package) -> Timeline:
    """Return the events of the package in panels of time; a gap longer than half a year parts two panels."""
    listed = rows(package.timeline())
    dated = [row for row in listed if row["date_earliest"]]
    panels = _panels(dated)
    moments = []
    for row in listed:
        first, last = row["date_earliest"], row["date_latest"] or row["date_earliest"]
        panel = next((one for one in panels if first and one.first <= first <= one.last), None)
        x = panel.at(first) if panel else None
        width = round(panel.at(last + timedelta(days=1)) - panel.at(first), 2) if panel else 0
        moments.append(
            Moment(
                row["event_id"],
                row["label"],
                row["status"],
                row["polarity"] == "negative",
                when(row),
                row["date_basis"],
                first is not None and first == last,
                x,
                width,
                row["ordinal"],
                first,
                last,
            )
        )
    return Timeline(
        panels,
        tuple(one for one in moments if one.x is not None),
        tuple(one for one in moments if one.x is None),
    )


def when(row: Row) -> str:
    """Return the date of a record for readers: a day, the two ends of an interval, a year; empty for none."""
    first, last = row["date_earliest"], row["date_latest"]
    if first is None:
        return ""
    if row["date_precision"] == "year" and first.year == last.year:
        return str(first.year)
    if row["date_precision"] == "month" and (first.year, first.month) == (last.year, last.month):
        return f"{first:%B} {first.year}"
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    same = first.month == last.month
    return f"{first.day} to {day(last)}" if same else f"{first.day} {first:%b} to {day(last)}"


def day(one: date) -> str:
    """Return a day as readers write it, such as 12 Feb 2025."""
    return f"{one.day} {one:%b} {one.year}"


_GAP = timedelta(days=183)
_LEAST_SHARE = 0.16


def _panels(dated: Sequence[Row]) -> tuple[Panel, ...]:
    stretches: list[list[Any]] = []  # first day, last day, events
    for row in sorted(dated, key=lambda row: row["date_earliest"]):
        first, last = row["date_earliest"], row["date_latest"] or row["date_earliest"]
        if stretches and first - stretches[-1][1] <= _GAP:
            stretches[-1][1] = max(stretches[-1][1], last)
            stretches[-1][2] += 1
        else:
            stretches.append([first, last, 1])
    total = sum(number for *_, number in stretches)
    shares = [max(number / total, _LEAST_SHARE) for *_, number in stretches]
    gap = 4.0 if len(stretches) > 1 else 0.0
    room = 100 - gap * (len(stretches) - 1)
    panels = []
    x = 0.0
    for (first, last, _), share in zip(stretches, shares, strict=True):
        width = room * share / sum(shares)
        bare = Panel(x, width, first, last, ())
        panels.append(Panel(x, width, first, last, tuple(_ticks(bare, max(2, int(width / 22))))))
        x += width + gap
    return tuple(panels)


def _ticks(panel: Panel, most: int) -> Iterator[Tick]:
    """Yield up to ``most`` marks, at days, firsts of months or firsts of years."""
    days = (panel.last - panel.first).days + 1
    if days > 350:
        every = -(-max(panel.last.year - panel.first.year, 1) // most)
        for year in range(panel.first.year, panel.last.year + 1, every):
            yield Tick(panel.at(max(date(year, 1, 1), panel.first)), str(year))
    elif days > 60:
        every = -(-days // (31 * most))
        months = range(panel.first.year * 12 + panel.first.month, panel.last.year * 12 + panel.last.month, every)
        for month in months:
            first = date(month // 12, month % 12 + 1, 1)
            yield Tick(panel.at(first), f"{first:%b} {first.year}")
    else:
        every = next(one for one in (1, 2, 7, 14, 28) if days / one <= most or one == 28)
        for number in range(0, days, every):
            one = panel.first + timedelta(days=number)
            yield Tick(panel.at(one), day(one) if number == 0 else f"{one.day} {one:%b}")


# --- the coverage

# what a passage may carry, in the order of drawing
TRACKS = {
    "event": "events",
    "attributed": "statements by others",
    "claim": "the author's claims",
    "advice": "advice",
}


@dataclass(frozen=True)
class Covered:
    """A passage and the records that rest on it; ``x`` and ``width`` are per cent of the longest section."""

    passage_id: str
    kind: str
    section: int
    paragraph: int
    words: int
    characters: int
    x: float
    width: float
    records: Mapping[str, tuple[str, ...]]
    actors: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """The passages of one section of one article."""

    source_id: str
    number: int
    characters: int
    passages: tuple[Covered, ...]


def coverage(package: Package) -> tuple[Section, ...]:
    """Return the article as sections of passages, each with what rests on it: lengths only, no text."""
    voices = dict(zip(package.statements["statement_id"], package.statements["voice"], strict=True))
    tracks = dict.fromkeys(package.events["event_id"], "event")
    tracks |= {key: "attributed" if voice == "attributed" else "claim" for key, voice in voices.items()}
    tracks |= dict.fromkeys(package.recommendations["recommendation_id"], "advice")
    resting: dict[str, dict[str, list[str]]] = {}
    for row in rows(package.evidence):
        if row["record_id"] in tracks:
            listed = resting.setdefault(row["passage_id"], {}).setdefault(tracks[row["record_id"]], [])
            if row["record_id"] not in listed:
                listed.append(row["record_id"])
    named = {
        key: tuple(dict.fromkeys(row["actor_id"] for row in listed))
        for key, listed in grouped(rows(package.mentions), "passage_id").items()
    }
    ordered = package.passages.sort_values(["source_id", "ordinal"])
    groups: dict[tuple[str, int], list[Row]] = {}
    for row in rows(ordered):
        groups.setdefault((row["source_id"], row["section"]), []).append(row)
    longest = max((group[-1]["end"] - group[0]["start"] for group in groups.values()), default=1)
    return tuple(
        Section(
            source,
            number,
            group[-1]["end"] - group[0]["start"],
            tuple(
                Covered(
                    row["passage_id"],
                    row["kind"],
                    number,
                    row["paragraph"],
                    row["words"],
                    row["end"] - row["start"],
                    round(100 * (row["start"] - group[0]["start"]) / longest, 3),
                    round(100 * (row["end"] - row["start"]) / longest, 3),
                    {
                        track: tuple(resting[row["passage_id"]][track])
                        for track in TRACKS
                        if track in resting.get(row["passage_id"], {})
                    },
                    named.get(row["passage_id"], ()),
                )
                for row in group
            ),
        )
        for (source, number), group in groups.items()
    )
