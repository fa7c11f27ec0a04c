"""The advice of an article in lanes, with the conduct that it criticises, and the orders of contacts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from coded_article.console import counted
from coded_article.package import Package
from coded_article.site.rows import NOT_DONE, TOOK_PLACE, Codes, Row, grouped, once, rows
from coded_article.site.titles import Mark, Title, Titles, brief

OVERALL = "overall"
_MOST, _MOST_ORDERS = 40, 3
_WITH = ("addressee", "target", "participant")  # the roles of those whom a contact is with


@dataclass(frozen=True)
class Ground:
    """Why something is advised, and in words how it is tied to the advice."""

    title: Title
    tied: str


@dataclass(frozen=True)
class Advice:
    """One recommendation with the conduct that it criticises and calls for; ``depth`` is 0 atop its lane.

    ``elsewhere`` says in a few words, by the id of the conduct, that the record elsewhere adds something to it.
    """

    recommendation_id: str
    depth: int
    action: str
    explicit: bool
    followed: str
    conduct: tuple[Title, ...]
    called_for: tuple[Title, ...]
    grounds: tuple[Ground, ...]
    elsewhere: Mapping[str, str]


# how many pieces of advice are explicit (or not) and have a value of ``followed``
Tally = Mapping[tuple[bool, str], int]


@dataclass(frozen=True)
class Lane:
    """The recommendations under one principle, parents before their children."""

    principle: str
    label: str
    advice: tuple[Advice, ...]

    @property
    def tally(self) -> Tally:
        """Return the tally of the lane."""
        return _tally(self.advice)

    @property
    def drawn(self) -> tuple[Advice, ...]:
        """Return the advice that is drawn: no more than anybody can read."""
        return self.advice[:_MOST]

    @property
    def left_out_note(self) -> str:
        """Return in words what is not drawn; empty if all is."""
        rest = len(self.advice) - len(self.drawn)
        return f"{counted(rest, 'piece')} more: of each principle no more than {_MOST} are drawn." if rest else ""


@dataclass(frozen=True)
class Step:
    """One contact that is advised, in its place; ``who`` are those to be contacted.

    ``marks`` are what the record elsewhere says of the contact that would have carried it out.
    """

    recommendation_id: str
    number: int
    who: tuple[str, ...]
    action: str
    followed: str
    marks: tuple[Mark, ...]


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
    """One contact of which the article tells; ``without`` are those whom it says were left out of it."""

    title: Title
    who: tuple[str, ...]
    took_place: bool
    without: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Order:
    """The advised order of contacts and the one that the article tells, in which what shares a place has no order."""

    parent: str
    steps: tuple[Step, ...]
    priors: tuple[Prior, ...]
    told: tuple[tuple[Act, ...], ...]

    @property
    def width(self) -> int:
        """Return the number of places."""
        return max(len(self.steps), len(self.told) + bool(self.untold))

    @property
    def untold(self) -> Mapping[str, tuple[Mark, ...]]:
        """Return those whom the steps name and of whose contact the article tells nothing, each with its marks."""
        met = {who for acts in self.told for act in acts for who in act.who}
        return {who: step.marks for step in self.steps for who in step.who if who not in met}


@dataclass(frozen=True)
class Playbook:
    """The author's advice: a lane for what concerns the whole and for each principle, the orders of contacts.

    ``left_out_note`` says in words how many orders are not drawn; empty if all are.
    """

    lanes: tuple[Lane, ...]
    orders: tuple[Order, ...]
    left_out_note: str = ""

    @cached_property
    def tally(self) -> Tally:
        """Return the tally of all advice."""
        return _tally(advice for lane in self.lanes for advice in lane.advice)


def _tally(pieces: Iterable[Advice]) -> Tally:
    counts = Counter((advice.explicit, advice.followed) for advice in pieces)
    return dict(sorted(counts.items(), key=lambda item: (not item[0][0], -item[1], item[0][1])))


@once
def playbook(package: Package) -> Playbook:
    """Return the advice of the package in lanes, and the orders of contacts that it gives in steps."""
    codes, titles = Codes(package), Titles(package)
    grounds = grouped(rows(package.grounds()), "conclusion_id")
    advised = (row for row in rows(package.playbook()) if row["recommendation_id"])
    by_principle = grouped(advised, "principle")
    lanes = []
    for principle in sorted(by_principle, key=lambda principle: principle != OVERALL):
        advice_rows = by_principle[principle]
        advice = []
        top = min(row["depth"] for row in advice_rows)
        for same in grouped(advice_rows, "recommendation_id").values():
            row = same[0]
            conduct, called_for = (
                tuple(titles[key] for key in dict.fromkeys(row[column] for row in same) if key)
                for column in ("conduct_id", "called_for_id")
            )
            advice.append(
                Advice(
                    row["recommendation_id"],
                    row["depth"] - top,
                    row["action"],
                    row["explicitness"] == "explicit",
                    row["followed"],
                    conduct,
                    called_for,
                    tuple(
                        Ground(titles[one["ground_id"]], codes.label("basis", one["basis"]).lower())
                        for one in grounds.get(row["recommendation_id"], [])
                    ),
                    {act.record_id: brief(titles.marks(act.record_id)) for act in (*conduct, *called_for)},
                )
            )
        lanes.append(Lane(principle, codes.label("principle", principle), tuple(advice)))
    stepped = _stepped(package)
    rest = len(stepped) - _MOST_ORDERS
    note = f"{counted(rest, 'order')} of contacts more: no more than {_MOST_ORDERS} are drawn." if rest > 0 else ""
    return Playbook(tuple(lanes), tuple(_orders(package, titles, stepped[:_MOST_ORDERS])), note)


def _stepped(package: Package) -> Sequence[tuple[str | None, Sequence[Row]]]:
    """Return the siblings that advice gives in steps, each with their parent."""
    steps = sorted((row for row in rows(package.recommendations) if row["step"]), key=lambda row: row["step"])
    return [(parent, siblings) for parent, siblings in grouped(steps, "parent_id").items() if len(siblings) > 1]


def _orders(package: Package, titles: Titles, stepped: Sequence[tuple[str | None, Sequence[Row]]]) -> Iterator[Order]:
    advice = {row["recommendation_id"]: row for row in rows(package.recommendations)}
    events = {row["event_id"]: row for row in rows(package.events)}
    links = grouped(rows(package.relations), "predicate")
    owner = {row["object_id"]: row["subject_id"] for row in links.get("calls_for", [])} | {key: key for key in advice}
    for parent, siblings in stepped:
        places = {row["recommendation_id"]: place for place, row in enumerate(siblings)}
        priors = {
            (owner[row["subject_id"]], places[owner[row["object_id"]]])
            for row in links.get("precedes", [])
            if owner.get(row["object_id"]) in places and owner.get(row["subject_id"], next(iter(places))) not in places
        }
        wanted = [event for event, recommendation in owner.items() if recommendation in places]
        faulted = {
            row["object_id"]
            for row in (*links.get("criticises", []), *links.get("alternative_to", []))
            if row["subject_id"] in wanted
        }
        started = [event for event in events if event in faulted and events[event]["status"] not in NOT_DONE]
        yield Order(
            advice[parent]["action"] if parent else "",
            tuple(
                Step(
                    key,
                    row["step"],
                    _names(package, key, set()),
                    row["action"],
                    row["followed"],
                    tuple(mark for event in wanted if owner[event] == key for mark in titles.marks(event)),
                )
                for key, row in zip(places, siblings, strict=True)
            ),
            tuple(
                Prior(key, advice[key]["principle"], advice[key]["action"], advice[key]["followed"], place)
                for key, place in sorted(priors, key=lambda prior: (-prior[1], prior[0]))
            ),
            tuple(_acts(package, titles, started, events, links.get("precedes", []), set(places))),
        )


def _acts(
    package: Package,
    titles: Titles,
    started: Sequence[str],
    events: Mapping[str, Row],
    precedes: Sequence[Row],
    advised: set[str],
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
                titles[event],
                _names(package, event, callers),
                events[event]["status"] in TOOK_PLACE,
                _left_out(package, event),
                titles.marks(event),
            )
            for event in events
            if place.get(event) == layer
        )


def _names(package: Package, record_id: str, besides: set[str]) -> tuple[str, ...]:
    """Return whom a contact is with, without the actors ``besides``."""
    names = dict(zip(package.actors["actor_id"], package.actors["name"], strict=True))
    roles = package.involvements[package.involvements["record_id"] == record_id]
    return tuple(
        str(names[row["actor_id"]]) for row in rows(roles) if row["role"] in _WITH and row["actor_id"] not in besides
    )


def _left_out(package: Package, event_id: str) -> tuple[str, ...]:
    names = dict(zip(package.actors["actor_id"], package.actors["name"], strict=True))
    parts = {event_id, *package.events.loc[package.events["part_of_id"] == event_id, "event_id"]}
    return tuple(
        str(names[row["actor_id"]])
        for row in rows(package.involvements)
        if row["record_id"] in parts and row["role"] == "excluded"
    )
