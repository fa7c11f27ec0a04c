"""The advice of an article in lanes, with the conduct that it criticises, and the orders of contacts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from coded_article.console import counted
from coded_article.package import Package
from coded_article.site.rows import TOOK_PLACE, Codes, Row, grouped, once, rows
from coded_article.site.titles import Mark, Title, Titles, brief

OVERALL = "overall"
_MOST, _MOST_ORDERS = 40, 3


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
    stepped = grouped(rows(package.contacts()), "parent_id")
    rest = len(stepped) - _MOST_ORDERS
    note = f"{counted(rest, 'order')} of contacts more: no more than {_MOST_ORDERS} are drawn." if rest > 0 else ""
    return Playbook(tuple(lanes), tuple(_orders(package, titles, [*stepped.items()][:_MOST_ORDERS])), note)


def _orders(package: Package, titles: Titles, stepped: Iterable[tuple[str | None, Sequence[Row]]]) -> Iterator[Order]:
    advice = {row["recommendation_id"]: row for row in rows(package.recommendations)}
    called_for = package.relations[package.relations["predicate"] == "calls_for"]
    carried_out = grouped(rows(called_for), "subject_id")
    for parent, contacts in stepped:
        sides = grouped(contacts, "side")
        yield Order(
            advice[parent]["action"] if parent else "",
            tuple(
                Step(
                    step["record_id"],
                    advice[step["record_id"]]["step"],
                    _names(step["who"]),
                    step["contact"],
                    step["followed"],
                    tuple(
                        mark
                        for link in [*carried_out.get(step["record_id"], []), {"object_id": step["record_id"]}]
                        for mark in titles.marks(link["object_id"])
                    ),
                )
                for step in sides["advised"]
            ),
            tuple(
                Prior(
                    prior["record_id"],
                    advice[prior["record_id"]]["principle"],
                    prior["contact"],
                    prior["followed"],
                    prior["place"] - 1,
                )
                for prior in sorted(sides.get("before", []), key=lambda prior: (-prior["place"], prior["record_id"]))
            ),
            tuple(
                tuple(
                    Act(
                        titles[act["record_id"]],
                        _names(act["who"]),
                        act["status"] in TOOK_PLACE,
                        _names(act["without"]),
                        titles.marks(act["record_id"]),
                    )
                    for act in layer
                )
                for layer in grouped(sides.get("reported", []), "place").values()
            ),
        )


def _names(names: str | None) -> tuple[str, ...]:
    return tuple(names.split("; ")) if names else ()
