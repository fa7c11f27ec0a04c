"""Circles in a graph, found in a time and a memory that grow with its edges alone, whatever it is like."""

from collections.abc import Hashable, Iterable, Sequence


def in_circles(edges: Sequence[tuple[Hashable, Hashable]]) -> list[bool]:
    """Return for each edge whether it lies in a circle: whether its second end leads back to its first.

    Kosaraju's way: both ends are then in one strongly connected component.
    """
    numbers: dict[Hashable, int] = {}
    ends = [tuple(numbers.setdefault(node, len(numbers)) for node in edge) for edge in edges]
    after: list[list[int]] = [[] for _ in numbers]
    before: list[list[int]] = [[] for _ in numbers]
    for first, second in ends:
        after[first].append(second)
        before[second].append(first)
    component = [-1] * len(numbers)
    for root in reversed(_finished(after)):
        if component[root] >= 0:
            continue
        component[root] = root
        left = [root]
        while left:
            for node in before[left.pop()]:
                if component[node] < 0:
                    component[node] = root
                    left.append(node)
    return [component[first] == component[second] for first, second in ends]


def _finished(after: Sequence[Iterable[int]]) -> list[int]:
    """Return all nodes, each after those that it leads to and that were not met before it."""
    order: list[int] = []
    met = [False] * len(after)
    for root in range(len(after)):
        if met[root]:
            continue
        met[root] = True
        way = [(root, iter(after[root]))]
        while way:
            node, nodes = way[-1]
            following = next((other for other in nodes if not met[other]), None)
            if following is None:
                order.append(node)
                way.pop()
            else:
                met[following] = True
                way.append((following, iter(after[following])))
    return order
