"""The story of an article in up to five steps, each a caption that is made of the package's rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coded_article.console import counted
from coded_article.package import Package
from coded_article.site.playbook import Order, Playbook, playbook
from coded_article.site.rows import NOT_DONE, Codes
from coded_article.site.titles import brief


@dataclass(frozen=True)
class Step:
    """One step of the story; ``lit`` names what the page lights up in the playbook meanwhile."""

    title: str
    caption: str
    lit: str


def steps(package: Package) -> Sequence[Step]:
    """Return the steps of which the package has rows, in the order of the story."""
    book, codes = playbook(package), Codes(package)
    order = book.orders[0] if book.orders else None
    told = (
        Step("The order that is advised", _advised(order), "advised"),
        Step("What the article reports", _told(order), "told"),
        Step("Who is left out", _left_out(order), "untold"),
        Step(*_undone(book, order, codes), "undone"),
        Step("What the record elsewhere adds", _elsewhere(package, order, codes), "elsewhere"),
    )
    return tuple(step for step in told if step.caption)


def _advised(order: Order | None) -> str:
    if not order:
        return ""
    contacts = ", ".join(f"{step.number}. {_and(step.who) or step.action}" for step in order.steps)
    return ". ".join((contacts, *(f"Before step {prior.before + 1}: {prior.action}" for prior in order.priors))) + "."


def _told(order: Order | None) -> str:
    places = ("; ".join(str(act.title) for act in acts) for acts in order.told) if order else ()
    return " ".join(f"{'Then' if number else 'First'}: {place}." for number, place in enumerate(places))


def _left_out(order: Order | None) -> str:
    if not order:
        return ""
    untold = [f"The article reports no contact with {_and(list(order.untold))}."] if order.untold else []
    acts = [act for acts in order.told for act in acts if act.without]
    return " ".join((*untold, *(f"Without {_and(act.without)}: {act.title}." for act in acts)))


def _undone(book: Playbook, order: Order | None, codes: Codes) -> tuple[str, str]:
    """Return the head and the caption of what was left undone: of what was to come first, if there is such advice."""
    first = {prior.principle for prior in order.priors} if order else set()
    advice = [one for lane in book.lanes if not first or lane.principle in first for one in lane.advice]
    undone = dict.fromkeys(
        act.words for one in advice for act in (*one.conduct, *one.called_for) if act.negative and act.code in NOT_DONE
    )
    kind = f"{_and([codes.label('principle', one) for one in sorted(first)])}: " if first else ""
    caption = f"By the article, this was not done: {'; '.join(undone)}." if undone else ""
    return f"{kind}{'w' if kind else 'W'}hat was not done", caption


def _elsewhere(package: Package, order: Order | None, codes: Codes) -> str:
    lines = []
    if order:
        lines += [f"{who}: {mark.value}" for who, marks in order.untold.items() for mark in marks]
        acts = [act for acts in order.told for act in acts if act.marks]
        lines += [f"{act.title.words}: {brief(act.marks).removeprefix('record elsewhere ')}" for act in acts]
    kinds = Counter(codes.label("agreement", code).lower() for code in package.external_checks["agreement"])
    if kinds:
        found = ", ".join(f"{kind} {number}" for kind, number in kinds.most_common())
        lines.append(f"Public pages were compared with {counted(sum(kinds.values()), 'cell')}: {found}")
    return " ".join(f"{line.removesuffix('.')}." for line in lines)


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
