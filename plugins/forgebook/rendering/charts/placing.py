"""Find a place for marks so that none hides another."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence

_SLACK = 1e-6


def place(xs: Sequence[float], *, gap: float, low: float, high: float, levels: int) -> list[tuple[float, int]]:
    """A place (x, level) for each of *xs*, in their order, near where it wants to be.

    Marks at one place are stacked first, up to *levels* high, then nudged sideways by
    multiples of *gap* within *low* and *high*; more levels are opened only when all are
    full. No two marks of one level stand closer than *gap*.
    """
    rows: list[list[float]] = [[] for _ in range(levels)]
    places: list[tuple[float, int]] = []
    for wanted in xs:
        x, level = _first_free(rows, wanted, gap, low, high)
        if level == len(rows):
            rows.append([])
        insort(rows[level], x)
        places.append((x, level))
    return places


def levels_for(count: int, *, gap: float, width: float, least: int) -> int:
    """How many levels *count* marks should get on *width*: room for twice as many, never under *least*."""
    return max(least, math.ceil(2 * count * gap / max(width, gap)))


def alternating(level: int) -> int:
    """The step from the middle of a lane: level 0, 1, 2, 3 … stands at 0, -1, 1, -2 …"""
    return (level + 1) // 2 * (-1 if level % 2 else 1)


def stack(spans: Sequence[tuple[float, float]]) -> list[int]:
    """The level of each (start, end) of *spans*: the lowest on which it overlaps no earlier one."""
    ends: list[list[tuple[float, float]]] = []
    levels: list[int] = []
    for start, end in spans:
        level = next(
            (i for i, row in enumerate(ends) if all(end <= s + _SLACK or start >= e - _SLACK for s, e in row)),
            len(ends),
        )
        if level == len(ends):
            ends.append([])
        ends[level].append((start, end))
        levels.append(level)
    return levels


def _first_free(rows: list[list[float]], wanted: float, gap: float, low: float, high: float) -> tuple[float, int]:
    for x in _candidates(min(max(wanted, low), high), gap, low, high):
        for level, row in enumerate(rows):
            if _is_free(row, x, gap):
                return x, level
    return min(max(wanted, low), high), len(rows)


def _candidates(x: float, gap: float, low: float, high: float) -> Iterator[float]:
    yield x
    step = gap
    while x + step <= high or x - step >= low:
        if x + step <= high:
            yield x + step
        if x - step >= low:
            yield x - step
        step += gap


def _is_free(row: list[float], x: float, gap: float) -> bool:
    at = bisect_left(row, x)
    left_clear = at == 0 or x - row[at - 1] >= gap - _SLACK
    right_clear = at == len(row) or row[at] - x >= gap - _SLACK
    return left_clear and right_clear
