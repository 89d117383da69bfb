"""Curves of the decision chart, each from a decision to the one that it supersedes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from forgebook.rendering.charts import svg
from forgebook.rendering.charts.lanes import RADIUS, Mark
from forgebook.rendering.charts.svg import element, number


@dataclass(frozen=True, slots=True)
class SupersessionCurve:
    """The decision *newer_ref* supersedes *older_ref*, or, if *partly*, a part of it."""

    older_ref: str
    newer_ref: str
    partly: bool


def arrow(chart_id: str) -> Markup:
    """The tip of the curves, defined once a chart."""
    tip = element("path", d="M0 0L8 4L0 8Z")
    return element(
        "defs",
        element(
            "marker",
            tip,
            id=f"{chart_id}-arrow",
            class_="fb-chart-tip",
            markerWidth="8",
            markerHeight="8",
            refX="7",
            refY="4",
            orient="auto",
            markerUnits="userSpaceOnUse",
        ),
    )


def draw_curves(curves: Sequence[SupersessionCurve], marks: Sequence[Mark], chart_id: str) -> list[Markup]:
    """The drawn *curves* between *marks*; one whose ends are not both among them is left out."""
    by_ref: dict[str, list[Mark]] = {}
    for mark in marks:
        by_ref.setdefault(mark.point.ref, []).append(mark)
    drawn = []
    for curve in curves:
        pairs = [(n, o) for n in by_ref.get(curve.newer_ref, []) for o in by_ref.get(curve.older_ref, [])]
        if not pairs or curve.newer_ref == curve.older_ref:
            continue
        newer, older = min(pairs, key=lambda pair: abs(pair[0].lane - pair[1].lane))
        verb = "supersedes a part of" if curve.partly else "supersedes"
        drawn.append(
            element(
                "path",
                element("title", svg.text(f"{newer.point.title} {verb} {older.point.title}")),
                d=_arc(newer, older) if newer.lane == older.lane else _sweep(newer, older),
                class_=f"fb-chart-curve{' fb-chart-curve--partly' if curve.partly else ''}",
                marker_end=f"url(#{chart_id}-arrow)",
            )
        )
    return drawn


def _arc(newer: Mark, older: Mark) -> str:
    rise = min(12 + abs(newer.x - older.x) * 0.14, 24.0)
    y1, y2 = newer.y - RADIUS - 1, older.y - RADIUS - 2
    lean = (older.x - newer.x) * 0.22
    x1, x2 = newer.x, older.x
    return _bezier((x1, y1), (x1 + lean, y1 - rise), (x2 - lean, y2 - rise), (x2, y2))


def _sweep(newer: Mark, older: Mark) -> str:
    way = 1 if older.y > newer.y else -1
    y1, y2 = newer.y + way * (RADIUS + 1), older.y - way * (RADIUS + 2)
    bend = max(abs(y2 - y1) * 0.55, 12) * way
    return _bezier((newer.x, y1), (newer.x, y1 + bend), (older.x, y2 - bend), (older.x, y2))


def _bezier(*points: tuple[float, float]) -> str:
    first, *rest = (f"{number(x)} {number(y)}" for x, y in points)
    return f"M{first}C{' '.join(rest)}"
