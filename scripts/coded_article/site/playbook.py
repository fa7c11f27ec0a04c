"""The advice of an article in lanes, beside the conduct that it criticises, and the orders of contacts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from coded_article.package import Package
from coded_article.site.rows import NOT_DONE, Codes, Row, grouped, rows

OVERALL = "overall"
HUES = 4  # of the lanes of principles
_WITH = ("addressee", "target", "participant")  # the roles of those whom a contact is with


@dataclass(frozen=True)
class Conduct:
    """An event that a recommendation criticises or calls for; ``negative`` where the label names what is no act."""

    event_id: str
    label: str
    status: str
    negative: bool


@dataclass(frozen=True)
class Ground:
    """Why something is advised: the words of a claim or event, whose it is, and how it is tied, in words."""

    record_id: str
    words: str
    owner: str
    tied: str


@dataclass(frozen=True)
class Advice:
    """One recommendation beside the conduct that it criticises and calls for; ``depth`` is 0 atop its lane."""

    recommendation_id: str
    depth: int
    action: str
    explicit: bool
    followed: str
    conduct: tuple[Conduct, ...]
    called_for: tuple[Conduct, ...]
    grounds: tuple[Ground, ...]


@dataclass(frozen=True)
class Lane:
    """The recommendations under one principle, parents before their children; ``hue`` is 0 for what concerns all."""

    principle: str
    label: str
    hue: int
    advice: tuple[Advice, ...]

    @property
    def tally(self) -> dict[str, int]:
        """Return how many pieces of advice have each value of ``followed``."""
        counts: dict[str, int] = {}
        for advice in self.advice:
            counts[advice.followed] = counts.get(advice.followed, 0) + 1
        return counts


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
    """The author's advice: a lane for what concerns the whole and for each principle, the orders of contacts."""

    lanes: tuple[Lane, ...]
    orders: tuple[Order, ...]

    @cached_property
    def tally(self) -> dict[str, int]:
        """Return how many pieces of advice have each value of ``followed``, the most frequent first."""
        counts: dict[str, int] = {}
        for lane in self.lanes:
            for followed, number in lane.tally.items():
                counts[followed] = counts.get(followed, 0) + number
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def playbook(package: Package) -> Playbook:
    """Return the advice of the package in lanes, and the orders of contacts that it gives in steps."""
    codes = Codes(package)
    events = {
        row["event_id"]: Conduct(row["event_id"], row["label"], row["status"], row["polarity"] == "negative")
        for row in rows(package.events)
    }
    grounds = grouped(rows(package.grounds()), "conclusion_id")
    by_principle = grouped(rows(package.playbook()), "principle")
    lanes = []
    others = 0
    for principle in sorted(by_principle, key=lambda principle: principle != OVERALL):
        advice_rows = by_principle[principle]
        advice = []
        top = min(row["depth"] for row in advice_rows)
        for same in grouped(advice_rows, "recommendation_id").values():
            row = same[0]
            advice.append(
                Advice(
                    row["recommendation_id"],
                    row["depth"] - top,
                    row["action"],
                    row["explicitness"] == "explicit",
                    row["followed"],
                    _events(same, "conduct_id", events),
                    _events(same, "called_for_id", events),
                    tuple(
                        Ground(one["ground_id"], one["ground"], one["owner"] or "", codes.label("basis", one["basis"]))
                        for one in grounds.get(row["recommendation_id"], [])
                    ),
                )
            )
        hue = 0 if principle == OVERALL else 1 + others % HUES
        others += principle != OVERALL
        lanes.append(Lane(principle, codes.label("principle", principle), hue, tuple(advice)))
    return Playbook(tuple(lanes), tuple(_orders(package)))


def _events(same: Sequence[Row], column: str, events: Mapping[str, Conduct]) -> tuple[Conduct, ...]:
    return tuple(events[key] for key in dict.fromkeys(row[column] for row in same) if key)


def _orders(package: Package) -> Iterator[Order]:
    advice = {row["recommendation_id"]: row for row in rows(package.recommendations)}
    events = {row["event_id"]: row for row in rows(package.events)}
    links = grouped(rows(package.relations), "predicate")
    owner = {row["object_id"]: row["subject_id"] for row in links.get("calls_for", [])} | {key: key for key in advice}
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
        wanted = {event for event, recommendation in owner.items() if recommendation in places}
        faulted = {
            row["object_id"]
            for row in (*links.get("criticises", []), *links.get("alternative_to", []))
            if row["subject_id"] in wanted
        }
        started = [event for event in events if event in faulted and events[event]["status"] not in NOT_DONE]
        yield Order(
            advice[parent]["action"] if parent else "",
            tuple(
                Step(key, row["step"], _names(package, key, set()), row["action"], row["followed"])
                for key, row in zip(places, siblings, strict=True)
            ),
            tuple(
                Prior(key, advice[key]["principle"], advice[key]["action"], advice[key]["followed"], place)
                for key, place in sorted(priors, key=lambda prior: (-prior[1], prior[0]))
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
                event,
                _names(package, event, callers),
                events[event]["label"],
                events[event]["status"],
                _left_out(package, event),
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
