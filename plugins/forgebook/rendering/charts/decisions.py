"""Decisions over time: a lane an area, a shape a status, a curve from what supersedes to what it supersedes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from forgebook.rendering.charts import svg
from forgebook.rendering.charts.frame import WIDTH, Key, Picture, figure
from forgebook.rendering.charts.lanes import INSET, RADIUS, TOP, DecisionPoint, Lane, Mark, lane_name, lay_out
from forgebook.rendering.charts.supersession import SupersessionCurve, arrow, draw_curves
from forgebook.rendering.charts.svg import TONES, Tone, element, label, line
from forgebook.rendering.charts.timescale import Band, Scale, part_bands, year_bands

__all__ = ["DecisionPoint", "DecisionsOverTime", "SupersessionCurve", "decisions_over_time"]

_LABEL_MOST: Final = 132.0
_WORDS: Final[dict[Tone, str]] = {
    "holds": "in force",
    "open": "open",
    "due": "review due",
    "bad": "needs attention",
    "closed": "no longer in force",
}


@dataclass(frozen=True, slots=True)
class DecisionsOverTime:
    """The chart before it is drawn. The `href` of each point is its address below the site."""

    points: tuple[DecisionPoint, ...]
    curves: tuple[SupersessionCurve, ...]
    start: dt.date
    end: dt.date
    chart_id: str = "decisions-over-time"

    def drawn(self, href: Callable[[str], str]) -> Markup:
        """The chart for the page whose links `href` makes."""
        points = [replace(point, href=href(point.href)) for point in self.points]
        return decisions_over_time(points, self.curves, chart_id=self.chart_id, start=self.start, end=self.end)


def decisions_over_time(
    points: Sequence[DecisionPoint],
    curves: Sequence[SupersessionCurve],
    *,
    chart_id: str,
    start: dt.date,
    end: dt.date,
) -> Markup:
    """The chart of *points* from *start* to *end*, or "" where there are none.

    Lanes stand in the order in which they first occur. The range is widened where a point
    lies outside. Points on one day of one lane are stacked, then nudged sideways; the exact
    date is in each tooltip. A curve one end of which is not among *points* is left out.
    *chart_id* must be unique on the page.
    """
    if not points:
        return Markup("")
    label_width = _label_width(points)
    first = min(start, *(point.date for point in points))
    last = max(end, *(point.date for point in points))
    scale = Scale(first, last, label_width + INSET, WIDTH - INSET)
    lanes = lay_out(points, scale, {curve.newer_ref for curve in curves})
    marks = [mark for lane in lanes for mark in lane.marks]
    arcs = draw_curves(curves, marks, chart_id)
    tip = [arrow(chart_id)] if arcs else []
    picture = Picture(
        chart_id=chart_id,
        kind="decisions",
        title="Decisions over time",
        description=_description(points, len(arcs)),
        labels=_labels(lanes, label_width),
        plot=[*_backgrounds(lanes, label_width), *_grid(scale, lanes[-1].bottom), *tip, *arcs, *map(_mark, marks)],
        label_width=label_width,
        height=lanes[-1].bottom + (42 if part_bands(scale) else 26),
        keys=_keys(points, curves if arcs else []),
    )
    return figure(picture)


def _label_width(points: Sequence[DecisionPoint]) -> float:
    widest = max(svg.text_width(lane_name(point)) for point in points)
    return min(max(widest, 40.0), _LABEL_MOST) + 12


def _backgrounds(lanes: list[Lane], left: float) -> list[Markup]:
    return [
        element(
            "rect",
            x=left,
            y=lane.top,
            width=WIDTH - left,
            height=lane.bottom - lane.top,
            class_=f"fb-chart-lane fb-chart-lane--{'odd' if i % 2 else 'even'}",
        )
        for i, lane in enumerate(lanes)
    ]


def _labels(lanes: list[Lane], width: float) -> list[Markup]:
    shown = []
    for lane in lanes:
        lines = svg.two_lines(lane.name, width - 10)
        first = lane.middle + 4.5 - 8 * (len(lines) - 1)
        texts = [label(words, 0, first + 16 * i, "fb-chart-label") for i, words in enumerate(lines)]
        shown.append(element("g", element("title", svg.text(lane.name)), *texts))
    return shown


def _grid(scale: Scale, bottom: float) -> list[Markup]:
    years, parts = year_bands(scale), part_bands(scale)
    drawn = [line(b.low, TOP, b.low, bottom, "fb-chart-part") for b in parts if b.opens]
    drawn += [line(b.low, TOP, b.low, bottom + 6, "fb-chart-year") for b in years if b.opens]
    drawn += _names(parts, bottom + 16, "fb-chart-tick")
    return drawn + _names(years, bottom + (34 if parts else 18), "fb-chart-tick fb-chart-tick--year")


def _names(bands: list[Band], y: float, class_: str) -> list[Markup]:
    return [
        label(band.name, (band.low + band.high) / 2, y, class_, "middle")
        for band in bands
        if svg.text_width(band.name) <= band.high - band.low + 4 or len(bands) == 1
    ]


def _mark(mark: Mark) -> Markup:
    point = mark.point
    tooltip = f"{point.title} ({point.status}, {point.date.isoformat()}, {lane_name(point)})"
    shape = svg.tone_mark(point.tone, mark.x, mark.y, RADIUS)
    return svg.link(point.href, tooltip, shape, f"fb-chart-point fb-chart-{point.tone}")


def _description(points: Sequence[DecisionPoint], arcs: int) -> str:
    dates = [point.date.isoformat() for point in points]
    refs = {point.ref: point.status for point in points}
    lanes = list(dict.fromkeys(lane_name(point) for point in points))
    statuses = list(refs.values())
    counts = ", ".join(f"{statuses.count(status)} {status}" for status in dict.fromkeys(statuses))
    noun = "decision" if len(refs) == 1 else "decisions"
    told = f"{len(refs)} {noun} from {min(dates)} to {max(dates)} ({counts}), by area: {', '.join(lanes)}."
    if arcs:
        told += (
            f" {arcs} {'curve leads' if arcs == 1 else 'curves lead'} from a decision to the one that it supersedes."
        )
    return f"{told} Each mark links to its decision."


def _keys(points: Sequence[DecisionPoint], curves: Sequence[SupersessionCurve]) -> list[Key]:
    keys = []
    for tone in TONES:
        words = list(dict.fromkeys(point.status for point in points if point.tone == tone))
        if words:
            shown = ", ".join(words[:3]) if all(words) else _WORDS[tone]
            more = ", …" if len(words) > 3 else ""
            keys.append(Key(svg.tone_mark(tone, 9, 9, RADIUS), f"fb-chart-point fb-chart-{tone}", shown + more))
    for partly, words_ in ((False, "supersedes"), (True, "supersedes a part of")):
        if any(curve.partly == partly for curve in curves):
            class_ = f"fb-chart-curve{' fb-chart-curve--partly' if partly else ''}"
            keys.append(Key(element("path", d="M17 13C13 3 5 3 1 13", class_=class_), "fb-chart-swatch", words_))
    return keys
