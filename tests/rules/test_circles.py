"""Circles in graphs: found as a search from every edge finds them, and in a time that grows with the edges alone."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from coded_article.rules.circles import in_circles
from coded_article.rules.engine import SQLite
from coded_article.rules.run import offending, sql_rules

Edges = list[tuple[int, int]]
NODES = st.integers(0, 7)


def leads_back(edges: Sequence[tuple[int, int]], edge: tuple[int, int]) -> bool:
    """Whether the second end of an edge leads to its first."""
    reached = {edge[1]}
    while more := {second for first, second in edges if first in reached} - reached:
        reached |= more
    return edge[0] in reached


@settings(max_examples=200)
@given(st.lists(st.tuples(NODES, NODES), max_size=14))
def test_an_edge_is_in_a_circle_if_its_end_leads_back(edges: Edges) -> None:
    assert in_circles(edges) == [leads_back(edges, edge) for edge in edges]


def test_a_long_chain_and_a_dense_graph_take_as_long_as_they_have_edges() -> None:
    chain = [(number, number + 1) for number in range(50_000)]
    assert not any(in_circles(chain))
    assert all(in_circles([*chain, (50_000, 0)]))
    dense = [(first, second) for first in range(250) for second in range(first + 1, 250)]
    assert not any(in_circles(dense))


def test_dense_graph_of_relations_is_judged() -> None:
    ids = [f"evt-{number:03}" for number in range(400)]
    pairs = [(first, second) for place, first in enumerate(ids) for second in ids[place + 1 : place + 30]]
    (rule,) = (one for one in sql_rules() if one.rule.code == "precedes-cycle")
    for more, circle in (([], 0), ([(ids[-1], ids[0])], len(pairs) + 1)):
        engine = SQLite()
        relations = [
            (line, f"rel-{line:05}", first, "precedes", second) for line, (first, second) in enumerate([*pairs, *more])
        ]
        engine.load("relations", ("line", "relation_id", "subject_id", "predicate", "object_id"), relations)
        engine.load("record_rows", ("table_name", "record_id"), [("events", name) for name in ids])
        engine.load("code_facts", ("vocabulary", "code", "fact"), [("predicate", "precedes", "before")])
        assert len(offending(engine, rule)) == circle
