"""Where the marks of the decision chart stand: lanes by area, none hiding another."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import ceil
from typing import Final

from forgebook.rendering.charts.placing import alternating, levels_for, place
from forgebook.rendering.charts.svg import Tone
from forgebook.rendering.charts.timescale import Scale

RADIUS: Final = 5.5
GAP: Final = 14.0
"""Least distance between the centres of two marks, side by side or one above the other (user units)."""

TOP: Final = 6.0
_LANE_LEAST: Final = 40.0
INSET: Final = 14.0
_STACK: Final = 7


@dataclass(frozen=True, slots=True)
class DecisionPoint:
    """A decision on its date: *ref* names it for curves, *lane* is the title of its area.

    *tone* gives the shape, *status* the word for it; a decision of two areas is two points.
    """

    ref: str
    title: str
    date: dt.date
    tone: Tone
    status: str
    href: str
    lane: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A point where it is drawn: centre *x*, *y* (user units), *lane* counted from the top."""

    point: DecisionPoint
    lane: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: its *name*, its edges *top* and *bottom* and its marks (user units)."""

    name: str
    top: float
    bottom: float
    marks: tuple[Mark, ...]

    @property
    def middle(self) -> float:
        """Half-way between its edges."""
        return (self.top + self.bottom) / 2


def lane_name(point: DecisionPoint) -> str:
    """The name of the lane of *point*, also where it belongs to no area."""
    return point.lane.strip() or "No area"


def lay_out(points: Sequence[DecisionPoint], scale: Scale, newer: AbstractSet[str]) -> list[Lane]:
    """A lane per area, in the order of first occurrence; refs in *newer* get room for a curve above."""
    by_name: dict[str, list[DecisionPoint]] = {}
    for point in points:
        by_name.setdefault(lane_name(point), []).append(point)
    lanes: list[Lane] = []
    top = TOP
    for index, (name, members) in enumerate(by_name.items()):
        lane = _lane(name, sorted(members, key=lambda p: (p.date, p.ref)), index, top, scale, newer)
        lanes.append(lane)
        top = lane.bottom
    return lanes


def _lane(
    name: str, points: list[DecisionPoint], index: int, top: float, scale: Scale, newer: AbstractSet[str]
) -> Lane:
    crowd = max(Counter(point.date for point in points).values())
    least = max(_STACK, ceil(crowd / 5))
    levels = levels_for(len(points), gap=GAP, width=scale.high - scale.low, least=least)
    wanted = [scale.x(point.date) for point in points]
    places = place(wanted, gap=GAP, low=scale.low, high=scale.high, levels=levels)
    steps = [alternating(level) for _, level in places]
    above = 26.0 if any(point.ref in newer for point in points) else 15.0
    height = max(_LANE_LEAST, above + (max(steps) - min(steps)) * GAP + 15.0)
    slack = (height - above - 15.0 - (max(steps) - min(steps)) * GAP) / 2
    zero = top + above + slack - min(steps) * GAP
    marks = tuple(
        Mark(point, index, x, zero + step * GAP) for point, (x, _), step in zip(points, places, steps, strict=True)
    )
    return Lane(name, top, top + height, marks)
