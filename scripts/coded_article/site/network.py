"""The actor network: typed and weighted ties, and a layout that is the same every time."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from coded_article.console import counted
from coded_article.package import Package
from coded_article.site.rows import TOOK_PLACE, once, rows

# what a role in an event, or the judgement in a statement, says about the two actors
TIES = {
    "meets": "meets",
    "addresses": "addresses",
    "acts": "acts on",
    "excludes": "excludes",
    "criticises": "criticises",
    "favours": "favours",
}
_TIE_OF_ROLE = {"participant": "meets", "addressee": "addresses", "excluded": "excludes"}
SEED = 20250217
_TRIES = 24
_BEST = 5  # layouts whose ties are bent around labels
_MOST, _MOST_LISTED = 40, 300
_STEPS = 400
_CLEAR = 4  # pixels between a tie and the label of an actor that it does not concern
_BENDS = (0, 18, -18, 36, -36, 54, -54, 76, -76, 100, -100, 130, -130, 165, -165)

Path = tuple[tuple[float, float], tuple[float, float], tuple[float, float]]  # start, control and end of a curve


@dataclass(frozen=True)
class Node:
    """An actor with its place; ``lines`` is the name as it is written."""

    actor_id: str
    name: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Tie:
    """All records in which ``source`` does one kind of thing to ``target``.

    ``happened`` is false where, by the article, none of them took place: not done, announced or wished for.
    """

    source_id: str
    target_id: str
    source: str
    target: str
    kind: str
    records: tuple[str, ...]
    happened: bool

    @property
    def weight(self) -> int:
        """Return the number of records."""
        return len(self.records)


@dataclass(frozen=True)
class Chosen:
    """What is drawn of all ties, and what is not.

    Of very many actors those with the most records are drawn, because nobody can read more. What the author of the
    article says of others is not drawn: it is judgement, and would hide what the article tells of everybody else.

    ``names`` are those of the actors that are drawn, the one with the most records first, ``weights`` their records.
    ``actors`` is how many have a tie that might be drawn; ``judgements`` are the ties of the author; ``left_out`` are
    the other actors that are not drawn, as pairs of id and name.
    """

    names: Mapping[str, str]
    weights: Mapping[str, int]
    actors: int
    ties: tuple[Tie, ...]
    judgements: tuple[Tie, ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def listed(self) -> tuple[Tie, ...]:
        """Return the ties that are listed, judgements included, those with the most records, by name."""
        most = sorted((*self.ties, *self.judgements), key=lambda tie: -tie.weight)[:_MOST_LISTED]
        return tuple(sorted(most, key=lambda tie: (tie.source, tie.target)))

    @property
    def unlisted_note(self) -> str:
        """Return in words what is not listed; empty if all is."""
        rest = len(self.ties) + len(self.judgements) - len(self.listed)
        return f"{counted(rest, 'tie')} more: those with the most records are listed." if rest else ""

    @property
    def left_out_note(self) -> str:
        """Return in words what is not drawn, and why; empty if all is."""
        fewer = self.actors - len(self.names)
        untied = len(self.left_out) - fewer
        reasons = [f"{counted(untied, 'actor')} without a tie"] if untied else []
        reasons += [f"{counted(fewer, 'actor')} with fewer records"] if fewer else []
        if self.judgements:
            records = counted(sum(tie.weight for tie in self.judgements), "record")
            authors = " and ".join(dict.fromkeys(tie.source for tie in self.judgements))
            reasons.append(f"the judgements of the author, {authors} ({records})")
        return f"Not drawn: {' and '.join(reasons)}." if reasons else ""


@dataclass(frozen=True)
class Network(Chosen):
    """The actors in a field of ``width`` by ``height``; each of the ties has a curve in ``paths``."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    paths: tuple[Path, ...]


@once
def chosen(package: Package) -> Chosen:
    """Return what is drawn of the ties of ``package``."""
    every = ties(package)
    names = {str(key): str(name) for key, name in zip(package.actors["actor_id"], package.actors["name"], strict=True)}
    authors = set(package.sources["author_id"].dropna())
    judgements = tuple(tie for tie in every if tie.source_id in authors)
    judging = {tie.source_id for tie in judgements}
    weights = Counter[str]()
    for tie in every:
        if tie.source_id not in judging:
            weights.update(dict.fromkeys((tie.source_id, tie.target_id), tie.weight))
    most = dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:_MOST])
    drawn = tuple(tie for tie in every if tie.source_id in most and tie.target_id in most)
    return Chosen(
        {actor: names[actor] for actor in most},
        most,
        len(weights),
        tuple(tie for tie in drawn if tie.source_id not in judging),
        judgements,
        tuple((key, name) for key, name in names.items() if key not in most and key not in judging),
    )


def network(package: Package, width: float, height: float, letter: float = 7, line: float = 14) -> Network:
    """Return the network laid out in a field of ``width`` by ``height``: the clearest of a few seeded layouts.

    ``letter`` and ``line`` are the mean width of a letter and the height of a line of the labels.
    """
    what = chosen(package)
    sizes = {
        actor: (lines, round(max(map(len, lines)) * letter + 16, 1), len(lines) * line + 8)
        for actor, name in what.names.items()
        for lines in (_wrapped(name),)
    }
    layouts = []
    for seed in range(SEED, SEED + _TRIES):
        spots = _spots(what.ties, {actor: size[1:] for actor, size in sizes.items()}, width, height, seed)
        nodes = {
            actor: Node(actor, what.names[actor], *sizes[actor][:1], round(x, 1), round(y, 1), *sizes[actor][1:])
            for actor, (x, y) in spots.items()
        }
        layouts.append(nodes)
    layouts.sort(key=lambda nodes: _muddle(what.ties, nodes))
    drawn = [(nodes, *_paths(what.ties, nodes, width, height)) for nodes in layouts[:_BEST]]
    nodes, paths, _ = min(drawn, key=lambda one: one[2])
    return Network(**vars(what), width=width, height=height, nodes=tuple(nodes.values()), paths=paths)


def _paths(
    shown: Sequence[Tie], nodes: Mapping[str, Node], width: float, height: float
) -> tuple[tuple[Path, ...], int]:
    """Return a curve for each tie, bent around the labels of those whom it does not concern where that can be.

    With it comes how many labels are in the way of the curves all the same.
    """
    labels = Labels(nodes)
    taken: dict[frozenset[str], list[float]] = {}
    total = Counter(frozenset((tie.source_id, tie.target_id)) for tie in shown)
    paths, muddle = [], 0
    for tie in shown:
        pair = frozenset((tie.source_id, tie.target_id))
        others = taken.setdefault(pair, [])
        # ties of one pair fan out; the bend is told for one direction, so that there and back do not fall together
        sign = 1 if tie.source_id < tie.target_id else -1
        usual = (len(others) - (total[pair] - 1) / 2) * 26 + (10 if total[pair] == 1 else 0)
        tried: list[tuple[int, int, float, Path]] = []
        for order, bend in enumerate(usual + more for more in _BENDS):
            if any(abs(bend - other) <= 12 for other in others):
                continue
            path = _curve(nodes[tie.source_id], nodes[tie.target_id], sign * bend)
            outside = sum(not (0 < x < width and 0 < y < height) for x, y in points(path, 12))
            tried.append((outside + len(labels.under(path) - pair), order, bend, path))
            if not tried[-1][0]:
                break
        hits, _, bend, path = min(tried)
        others.append(bend)
        paths.append(path)
        muddle += hits
    return tuple(paths), muddle


class Labels:
    """The labels of actors, to be kept clear of ties."""

    def __init__(self, nodes: Mapping[str, Node]) -> None:
        """Take the places of ``nodes``."""
        self._ids = np.array(list(nodes), dtype=object)
        self._middles = np.array([[node.x, node.y] for node in nodes.values()]).reshape(-1, 1, 2)
        self._halves = np.array([[node.width, node.height] for node in nodes.values()]).reshape(-1, 1, 2) / 2

    def under(self, path: Path) -> set[str]:
        """Return the actors whose label a curve runs under, or so close to it that nobody could tell."""
        apart = np.abs(np.array(list(points(path, 24))) - self._middles)
        return set(self._ids[(apart < self._halves + _CLEAR).all(axis=2).any(axis=1)])


def _muddle(shown: Sequence[Tie], nodes: Mapping[str, Node]) -> int:
    """Return how many straight ties cross, or run under the label of an actor that they do not concern."""
    muddle = 0
    labels = Labels(nodes)
    lines = [
        ({tie.source_id, tie.target_id}, (one.x, one.y), (other.x, other.y))
        for tie in shown
        for one, other in ((nodes[tie.source_id], nodes[tie.target_id]),)
    ]
    for number, (ends, start, end) in enumerate(lines):
        for others, first, last in lines[number + 1 :]:
            muddle += not ends & others and (
                _side(*start, *end, *first) * _side(*start, *end, *last) < 0
                and _side(*first, *last, *start) * _side(*first, *last, *end) < 0
            )
        middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        muddle += 3 * len(labels.under((start, middle, end)) - ends)
    return muddle


def _side(ax: float, ay: float, bx: float, by: float, x: float, y: float) -> float:
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax)


def points(path: Path, number: int) -> Iterator[tuple[float, float]]:
    """Yield ``number`` + 1 points along a quadratic curve."""
    (ax, ay), (bx, by), (cx, cy) = path
    for step in range(number + 1):
        t = step / number
        yield (1 - t) ** 2 * ax + 2 * t * (1 - t) * bx + t**2 * cx, (1 - t) ** 2 * ay + 2 * t * (1 - t) * by + t**2 * cy


@once
def ties(package: Package) -> tuple[Tie, ...]:
    """Return the ties of all actors, one for each pair in one direction and each kind."""
    names: dict[str, str] = {}
    found: dict[tuple[str, str, str], dict[str, bool]] = {}  # to each record whether it took place
    for row in rows(package.network()):
        if row["kind"] == "evaluates":
            kind, happened = "favours" if row["valence"] == "positive" else "criticises", True
        else:
            kind = _TIE_OF_ROLE.get(row["kind"], "acts")
            # an exclusion is told as the absence of a part in something, and did take place
            happened = row["status"] in (None, *TOOK_PLACE) and (row["polarity"] != "negative" or kind == "excludes")
            happened = happened or (kind == "excludes" and row["polarity"] == "negative")
        names |= {row["source_actor_id"]: row["source"], row["target_actor_id"]: row["target"]}
        records = found.setdefault((row["source_actor_id"], row["target_actor_id"], kind), {})
        records[row["record_id"]] = records.get(row["record_id"], False) or happened
    return tuple(
        Tie(source, target, names[source], names[target], kind, tuple(records), any(records.values()))
        for (source, target, kind), records in found.items()
    )


def _wrapped(name: str, most: int = 15) -> tuple[str, ...]:
    """Return a name in lines of about ``most`` letters, none of its words broken."""
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def _spots(
    shown: Sequence[Tie], boxes: Mapping[str, tuple[float, float]], width: float, height: float, seed: int
) -> dict[str, list[float]]:
    graph = nx.Graph()
    graph.add_nodes_from(sorted(boxes))
    graph.add_edges_from((tie.source_id, tie.target_id) for tie in shown if tie.source_id != tie.target_id)
    if not boxes:
        return {}
    # those who are tied to nobody here would drift away and leave the middle too little room
    busiest = max(graph, key=graph.degree)
    graph.add_edges_from((busiest, min(part)) for part in list(nx.connected_components(graph)) if busiest not in part)
    places = nx.spring_layout(graph, seed=seed, iterations=200, k=2.2 / len(boxes) ** 0.5)
    xs, ys = (_evened({actor: float(at[axis]) for actor, at in places.items()}) for axis in (0, 1))
    spots = {
        actor: [
            xs[actor] * (width - boxes[actor][0]) + boxes[actor][0] / 2,
            ys[actor] * (height - boxes[actor][1]) + boxes[actor][1] / 2,
        ]
        for actor in places
    }
    _part(spots, boxes, width, height)
    return spots


def _evened(values: Mapping[str, float]) -> dict[str, float]:
    """Return the values from 0 to 1, drawn halfway to their ranks, so that a crowded middle takes up more room."""
    least, most = min(values.values()), max(values.values())
    ranks = {actor: number for number, actor in enumerate(sorted(values, key=lambda actor: (values[actor], actor)))}
    return {
        actor: 0.5 * (value - least) / (most - least or 1) + 0.5 * ranks[actor] / (len(values) - 1 or 1)
        for actor, value in values.items()
    }


def _part(spots: dict[str, list[float]], boxes: Mapping[str, tuple[float, float]], width: float, height: float) -> None:
    """Push labels that overlap apart, each by the shorter way, within the field."""
    margin_x, margin_y = 14.0, 14.0
    for _ in range(_STEPS):
        moved = False
        keys = list(spots)
        for number, actor in enumerate(keys):
            for other in keys[number + 1 :]:
                over_x = (boxes[actor][0] + boxes[other][0]) / 2 + margin_x - abs(spots[actor][0] - spots[other][0])
                over_y = (boxes[actor][1] + boxes[other][1]) / 2 + margin_y - abs(spots[actor][1] - spots[other][1])
                if over_x > 0.5 and over_y > 0.5:
                    axis, over = (0, over_x) if over_x * height < over_y * width else (1, over_y)
                    sign = 1 if spots[actor][axis] >= spots[other][axis] else -1
                    spots[actor][axis] += sign * over / 2
                    spots[other][axis] -= sign * over / 2
                    moved = True
        for actor, spot in spots.items():
            spot[0] = min(max(spot[0], boxes[actor][0] / 2 + 1), width - boxes[actor][0] / 2 - 1)
            spot[1] = min(max(spot[1], boxes[actor][1] / 2 + 1), height - boxes[actor][1] / 2 - 1)
        if not moved:
            break


def _curve(source: Node, target: Node, bend: float) -> Path:
    """Return start, control and end of a curve from the edge of one label to the edge of another."""
    across, down = target.x - source.x, target.y - source.y
    length = max((across**2 + down**2) ** 0.5, 1)
    middle = (
        (source.x + target.x) / 2 - bend * down / length,
        (source.y + target.y) / 2 + bend * across / length,
    )
    return _edge(source, middle, 2), (round(middle[0], 1), round(middle[1], 1)), _edge(target, middle, 5)


def _edge(node: Node, towards: tuple[float, float], gap: float) -> tuple[float, float]:
    """Return where the line from the middle of a label to ``towards`` leaves the label, and ``gap`` farther."""
    across, down = towards[0] - node.x, towards[1] - node.y
    length = max((across**2 + down**2) ** 0.5, 1)
    shares = [
        (node.width / 2) / abs(across) if across else float("inf"),
        (node.height / 2) / abs(down) if down else float("inf"),
    ]
    share = min(min(shares) + gap / length, 1)
    return round(node.x + across * share, 1), round(node.y + down * share, 1)
