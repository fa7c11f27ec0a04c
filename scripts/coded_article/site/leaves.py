"""The small pages around the one: a page for each actor and for each principle, and each figure as a page to embed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coded_article.model.citation import citation
from coded_article.package import Package
from coded_article.site.addresses import Published, actor_page, from_below, principle_page
from coded_article.site.figures import FIGURES, alternative, finding
from coded_article.site.network import TIES, Tie, ties
from coded_article.site.playbook import playbook
from coded_article.site.references import references
from coded_article.site.rendering import rendered, words
from coded_article.site.rows import Codes, Row, grouped, rows
from coded_article.site.timeline import when
from coded_article.site.titles import Title, Titles

STYLES = ("page.css", "leaf.css")
_VOICES = ("author", "attributed")  # what the title of a statement has as its code


@dataclass(frozen=True)
class Part:
    """A record in which an actor has a part: its roles in words, and when it was; empty for no date."""

    title: Title
    roles: tuple[str, ...]
    when: str


@dataclass(frozen=True)
class Met:
    """Another actor, and the kinds of ties in both directions in words, each with the number of its records."""

    actor_id: str
    name: str
    given: tuple[str, ...]
    taken: tuple[str, ...]


@dataclass(frozen=True)
class Portrait:
    """All that the tables hold of one actor."""

    row: Row
    parts: Sequence[Row]
    events: Sequence[Part]
    advice: Sequence[Part]
    said: Sequence[Title]
    about: Sequence[Title]
    met: Sequence[Met]
    forms: Mapping[str, int]
    passages: Sequence[str]


def leaves(package: Package, pictures: Mapping[str, str], published: Published) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every page but the first; ``pictures`` are the figures as SVG by name."""
    shared = {
        **words(package, from_below(package)),
        "kinds": TIES,
        "sources": rows(package.sources),
        "cite": lambda row=None: citation(package.metadata, row),
        "report": lambda row: published.report(package, row),
        "actor_page": actor_page,
        "principle_page": principle_page,
        "references": references(package),
        "checks": grouped(rows(package.external_checks), "record_id"),
    }

    def leaf(template: str, path: str, heading: str, **values: Any) -> tuple[str, str]:
        where = {"heading": heading, "canonical": published.page(path)}
        return path, rendered(template, STYLES, (), {**shared, **where, **values})

    for portrait in portraits(package):
        if path := actor_page(portrait.row["actor_id"]):
            yield leaf("actor.html", path, portrait.row["name"], portrait=portrait)
    definitions = {row["code"]: row["definition"] for row in rows(package.codes) if row["vocabulary"] == "principle"}
    for lane in playbook(package).lanes:
        if path := principle_page(lane.principle):
            told = definitions.get(lane.principle, "")
            yield leaf("principle.html", path, lane.label, lane=lane, definition=told)
    for name in FIGURES:
        if name in pictures:
            told = {"picture": pictures[name], "alternative": alternative(name, package), "name": name}
            yield leaf("embed.html", f"embed/{name}.html", finding(name, package), **told)


def portraits(package: Package) -> Iterator[Portrait]:
    """Yield what there is of each actor, in the order of the table."""
    titles, codes = Titles(package), Codes(package)
    parted = grouped(rows(package.actors), "parent_id")
    involved = grouped(rows(package.involvements), "actor_id")
    dates = {row["event_id"]: when(row) for row in rows(package.timeline())}  # in the order of the timeline
    order = {key: place for place, key in enumerate(dict.fromkeys((*dates, *titles)))}
    spoken, targeted = (grouped(rows(package.statements), column) for column in ("speaker_id", "target_id"))
    mentioned = grouped(rows(package.mentions), "actor_id")
    tied = ties(package)
    from_actor: dict[str, list[Tie]] = {}
    for tie in tied:
        for end in dict.fromkeys((tie.source_id, tie.target_id)):
            from_actor.setdefault(end, []).append(tie)
    for row in rows(package.actors):
        key = row["actor_id"]
        roles: dict[str, list[str]] = {}
        for one in involved.get(key, ()):
            role = codes.label("role", one["role"]).lower()
            roles.setdefault(one["record_id"], []).append(f"{role}, implied" if one.get("basis") == "implied" else role)
        parts = [
            Part(titles[record], tuple(of), dates.get(record, ""))
            for record, of in sorted(roles.items(), key=lambda item: order[item[0]])
        ]
        said = [one["statement_id"] for one in spoken.get(key, ())]
        about = [one["statement_id"] for one in targeted.get(key, ())] + [
            record for record in roles if titles[record].code in _VOICES and record not in said
        ]
        mentions = mentioned.get(key, ())
        yield Portrait(
            row,
            parted.get(key, ()),
            [part for part in parts if part.title.record_id in dates],
            [part for part in parts if part.title.record_id not in dates and part.title.code not in _VOICES],
            [titles[one] for one in said],
            [titles[one] for one in dict.fromkeys(about)],
            list(_met(key, from_actor.get(key, ()))),
            dict(Counter(one["form"] for one in mentions).most_common()),
            list(dict.fromkeys(one["passage_id"] for one in mentions)),
        )


def _met(actor_id: str, own: Sequence[Tie]) -> Iterator[Met]:
    names: dict[str, str] = {}
    kinds: dict[str, tuple[list[str], list[str]]] = {}
    for tie in own:
        gives = tie.source_id == actor_id
        other, name = (tie.target_id, tie.target) if gives else (tie.source_id, tie.source)
        names[other] = name
        told = f"{TIES[tie.kind]} {tie.weight}{'' if tie.happened else ' (not done, or to come)'}"
        kinds.setdefault(other, ([], []))[0 if gives else 1].append(told)
    for other in sorted(names, key=lambda other: names[other]):
        yield Met(other, names[other], *(tuple(told) for told in kinds[other]))
