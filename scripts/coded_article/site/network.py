"""The actor network: typed and weighted ties, and a layout that is the same every time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from coded_article.package import Package
from coded_article.site.rows import rows
from coded_article.site.text import counted

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
_HAPPENED = ("occurred", "ongoing", "reported")
SEED = 20250217
_TRIES = 24
_MOST = 40
_STEPS = 400

Path = tuple[tuple[float, float], tuple[float, float], tuple[float, float]]  # start, control and end of a curve
# records by source, target and kind, and if it took place
_TieRecords = dict[tuple[str, str, str], tuple[list[str], bool]]


@dataclass(frozen=True)
class Node:
    """An actor with its place; ``lines`` is the name as it is written, ``weight`` its number of ties."""

    actor_id: str
    name: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float
    weight: int


@dataclass(frozen=True)
class Tie:
    """All records in which ``source`` does one kind of thing to ``target``; ``path`` is a quadratic curve.

    ``happened`` is false where, by the article, none of them took place: not done, announced or wished for.
    """

    source_id: str
    target_id: str
    source: str
    target: str
    kind: str
    records: tuple[str, ...]
    happened: bool
    path: Path

    @property
    def weight(self) -> int:
        """Return the number of records."""
        return len(self.records)


@dataclass(frozen=True)
class Network:
    """Actors and their ties in a field of ``width`` by ``height``.

    ``actors`` is how many have a tie at all; ``left_out`` are those that are not drawn, as pairs of id and name.
    """

    width: float
    height: float
    actors: int
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def left_out_note(self) -> str:
        """Return in words how many actors are not drawn, and why; empty if all are."""
        fewer = self.actors - len(self.nodes)
        untied = len(self.left_out) - fewer
        reasons = [f"{counted(untied, 'actor')} without a tie"] if untied else []
        reasons += [f"{counted(fewer, 'actor')} with fewer records"] if fewer else []
        return f"Not drawn: {' and '.join(reasons)}." if reasons else ""


def network(package: Package, width: float, height: float, letter: float = 7, line: float = 14) -> Network:
    """Return the network laid out in a field of ``width`` by ``height``: the clearest of a few seeded layouts.

    Of very many actors it holds those with the most records, because nobody can read more.
    ``letter`` and ``line`` are the mean width of a letter and the height of a line of the labels.
    """
    tie_records = ties(package)
    names = {str(key): str(name) for key, name in zip(package.actors["actor_id"], package.actors["name"], strict=True)}
    weights: dict[str, int] = {}
    for (source, target, _), (records, _) in tie_records.items():
        for actor in (source, target):
            weights[actor] = weights.get(actor, 0) + len(records)
    actors = len(weights)
    weights = dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:_MOST])
    tie_records = {key: value for key, value in tie_records.items() if key[0] in weights and key[1] in weights}
    sizes = {
        actor: (lines, round(max(map(len, lines)) * letter + 16, 1), len(lines) * line + 8)
        for actor in weights
        for lines in (_wrapped(names[actor]),)
    }
    left_out = tuple((key, name) for key, name in names.items() if key not in weights)
    drawn = []
    for seed in range(SEED, SEED + _TRIES):
        spots = _spots(tie_records, {actor: size[1:] for actor, size in sizes.items()}, width, height, seed)
        nodes = {
            actor: Node(
                actor, names[actor], *sizes[actor][:1], round(x, 1), round(y, 1), *sizes[actor][1:], weights[actor]
            )
            for actor, (x, y) in spots.items()
        }
        drawn.append(Network(width, height, actors, tuple(nodes.values()), tuple(_tied(tie_records, nodes)), left_out))
    return min(drawn, key=_muddle)


def _tied(tie_records: _TieRecords, nodes: Mapping[str, Node]) -> Iterator[Tie]:
    pairs: dict[frozenset[str], list[tuple[str, str, str]]] = {}
    for key in tie_records:
        pairs.setdefault(frozenset(key[:2]), []).append(key)
    for together in pairs.values():
        for number, (source, target, kind) in enumerate(together):
            records, happened = tie_records[source, target, kind]
            # ties of one pair fan out; the bend is told for one direction, so that there and back do not fall together
            bend = (number - (len(together) - 1) / 2) * 26 + (10 if len(together) == 1 else 0)
            path = _curve(nodes[source], nodes[target], bend if source < target else -bend)
            names = nodes[source].name, nodes[target].name
            yield Tie(source, target, *names, kind, tuple(records), happened, path)


def _muddle(drawn: Network) -> int:
    """Return how many ties cross, or run under the label of an actor that they do not concern."""
    muddle = 0
    for number, tie in enumerate(drawn.ties):
        ends = {tie.source_id, tie.target_id}
        (ax, ay), _, (bx, by) = tie.path
        for other in drawn.ties[number + 1 :]:
            if not ends & {other.source_id, other.target_id}:
                (cx, cy), _, (dx, dy) = other.path
                muddle += (
                    _side(ax, ay, bx, by, cx, cy) * _side(ax, ay, bx, by, dx, dy) < 0
                    and _side(cx, cy, dx, dy, ax, ay) * _side(cx, cy, dx, dy, bx, by) < 0
                )
        for x, y in points(tie.path, 12):
            muddle += sum(
                abs(x - node.x) < node.width / 2 and abs(y - node.y) < node.height / 2
                for node in drawn.nodes
                if node.actor_id not in ends
            )
    return muddle


def _side(ax: float, ay: float, bx: float, by: float, x: float, y: float) -> float:
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax)


def points(path: Path, number: int) -> Iterator[tuple[float, float]]:
    """Yield ``number`` + 1 points along a quadratic curve."""
    (ax, ay), (bx, by), (cx, cy) = path
    for step in range(number + 1):
        t = step / number
        yield (1 - t) ** 2 * ax + 2 * t * (1 - t) * bx + t**2 * cx, (1 - t) ** 2 * ay + 2 * t * (1 - t) * by + t**2 * cy


def ties(package: Package) -> _TieRecords:
    """Return the records by the actor who does something, the other, and the kind, and whether it took place."""
    tie_records: _TieRecords = {}
    for row in rows(package.network()):
        if row["kind"] == "evaluates":
            kind, happened = "favours" if row["valence"] == "positive" else "criticises", True
        else:
            kind = _TIE_OF_ROLE.get(row["kind"], "acts")
            # an exclusion is told as the absence of a part in something, and did take place
            happened = row["status"] in (None, *_HAPPENED) and (row["polarity"] != "negative" or kind == "excludes")
            happened = happened or (kind == "excludes" and row["polarity"] == "negative")
        key = (row["source_actor_id"], row["target_actor_id"], kind)
        records, before = tie_records.get(key, ([], False))
        if row["record_id"] not in records:
            records.append(row["record_id"])
        tie_records[key] = records, before or happened
    return tie_records


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
    tie_records: _TieRecords, boxes: Mapping[str, tuple[float, float]], width: float, height: float, seed: int
) -> dict[str, list[float]]:
    graph = nx.Graph()
    graph.add_nodes_from(sorted(boxes))
    graph.add_edges_from((source, target) for source, target, _ in tie_records if source != target)
    if not boxes:
        return {}
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
