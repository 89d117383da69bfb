"""Circles, against a search that tries everything."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forgebook.core.circles import circles_of
from support.properties import examples

NAMES = "abcdef"
GRAPHS = st.dictionaries(st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=4), max_size=6)
Graph = dict[str, list[str]]


def reachable(edges: Graph, start: str) -> set[str]:
    """All that can be reached by at least one step."""
    found: set[str] = set()
    left = list(edges.get(start, ()))
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left.extend(edges.get(name, ()))
    return found


@given(GRAPHS)
@examples(300)
def test_what_is_named_is_a_circle_that_begins_with_its_smallest(edges: Graph) -> None:
    for circle in circles_of(edges):
        following = [*circle[1:], circle[0]]
        assert all(after in edges[before] for before, after in zip(circle, following, strict=True))
        assert len(set(circle)) == len(circle)
        assert circle[0] == min(circle)


@given(GRAPHS)
@examples(300)
def test_every_knot_gives_a_circle_and_no_circle_is_named_twice(edges: Graph) -> None:
    found = [tuple(circle) for circle in circles_of(edges)]
    assert len(found) == len(set(found))
    for name in NAMES:
        if name in reachable(edges, name):
            knot = {other for other in reachable(edges, name) if name in reachable(edges, other)}
            assert any(set(circle) <= knot for circle in found)


@given(GRAPHS)
@examples(300)
def test_to_break_what_is_named_again_and_again_ends_without_circles(edges: Graph) -> None:
    left = {name: list(targets) for name, targets in edges.items()}
    for _ in range(30):
        found = list(circles_of(left))
        for circle in found:
            last, first = circle[-1], circle[0]
            left[last] = [target for target in left[last] if target != first]
        if not found:
            break
    assert not any(name in reachable(left, name) for name in NAMES)


def test_a_long_chain_is_no_trouble() -> None:
    chain = {str(i): [str(i + 1)] for i in range(20_000)}
    assert list(circles_of(chain)) == []
    chain["20000"] = ["0"]
    assert [len(circle) for circle in circles_of(chain)] == [20_001]
