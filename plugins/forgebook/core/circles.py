"""Circles in a relation, each named once and from its smallest record on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def circles_of(edges: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """The circles that a walk along `edges` meets, in a fixed order.

    Each strongly tied group gives at least one; a group with several circles may give fewer than all of them, since
    to break the one that is named is how an editor begins.
    """
    state: dict[str, int] = {}
    seen: set[tuple[str, ...]] = set()
    for start in sorted(edges):
        if start in state:
            continue
        for circle in _walk_from(start, edges, state):
            turn = circle.index(min(circle))
            turned = tuple(circle[turn:] + circle[:turn])
            if turned not in seen:
                seen.add(turned)
                yield list(turned)


def _walk_from(start: str, edges: Mapping[str, Sequence[str]], state: dict[str, int]) -> Iterator[list[str]]:
    """Depth first without recursion, so that a chain of thousands is no trouble."""
    path = [start]
    stack = [iter(edges.get(start, ()))]
    state[start] = 1
    while stack:
        following = next(stack[-1], None)
        if following is None:
            stack.pop()
            state[path.pop()] = 2
        elif state.get(following) == 1:
            yield path[path.index(following) :]
        elif following not in state:
            state[following] = 1
            path.append(following)
            stack.append(iter(edges.get(following, ())))
