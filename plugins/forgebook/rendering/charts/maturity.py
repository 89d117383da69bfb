"""Maturity over time: a step a level, a mark an assessment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from markupsafe import Markup

from forgebook.core.record import Record
from forgebook.rendering.charts import svg
from forgebook.rendering.charts.svg import circle, element, number, text
from forgebook.rendering.charts.timescale import Scale, year_bands

WIDTH: Final = 380.0
_LEFT: Final = 64.0
_STEP: Final = 40.0
_HEAD: Final = 18.0
_FOOT: Final = 26.0
_INSET: Final = 14.0
_RADIUS: Final = 6.0
_NONE: Final = "below"


class Assessed(Protocol):
    """What an assessment came to."""

    @property
    def title(self) -> str:
        """The ladder."""

    @property
    def level(self) -> int | None:
        """The level that was reached; None below the first."""

    @property
    def levels(self) -> tuple[int, ...]:
        """All levels of the ladder, lowest first."""


def maturity_chart(assessed: Sequence[tuple[Record, Assessed]], chart_id: str) -> MaturityChart | None:
    """The chart of some assessments by one ladder, oldest first; None where there are fewer than two."""
    if len(assessed) < 2:
        return None
    points = tuple(MaturityPoint(record.f.date, found.level, record.address) for record, found in assessed)
    last = assessed[-1][1]
    return MaturityChart(last.levels, points, last.title, chart_id)


@dataclass(frozen=True, slots=True)
class MaturityPoint:
    """An assessment: its day, the level that it found (None below the first), and where it leads."""

    date: dt.date
    level: int | None
    href: str


@dataclass(frozen=True, slots=True)
class MaturityChart:
    """The chart before it is drawn.

    Attributes:
        levels: the levels of the ladder, lowest first.
        points: the assessments, oldest first. The `href` of each is its address below the site.
        title: what was assessed.
        chart_id: unique on the page.
    """

    levels: tuple[int, ...]
    points: tuple[MaturityPoint, ...]
    title: str
    chart_id: str = "maturity"

    def drawn(self, href: Callable[[str], str]) -> Markup:
        """The chart for the page whose links `href` makes, or nothing where nothing was assessed."""
        if not self.points or not self.levels:
            return Markup("")
        rows = self._rows()
        height = _HEAD + len(rows) * _STEP + _FOOT
        title_id, description_id = f"{self.chart_id}-title", f"{self.chart_id}-desc"
        return element(
            "svg",
            element("title", text(f"{self.title} over time"), id=title_id),
            element("desc", text(self._description()), id=description_id),
            element("g", *self._ground(rows, height), class_="fb-closed"),
            element("g", self._line(rows), *self._marks(rows, href), class_="fb-open"),
            class_="fb-maturity",
            viewBox=f"0 0 {number(WIDTH)} {number(height)}",
            width=WIDTH,
            height=height,
            **{"xmlns:xlink": "http://www.w3.org/1999/xlink"},
            role="group",
            aria_labelledby=f"{title_id} {description_id}",
        )

    def _rows(self) -> list[int | None]:
        """What can be reached, lowest first; what lies below the first level only where somebody was there."""
        below: list[int | None] = [None] if any(point.level is None for point in self.points) else []
        return [*below, *self.levels]

    def _scale(self) -> Scale:
        return Scale(self.points[0].date, self.points[-1].date, _LEFT + _INSET, WIDTH - _INSET)

    def _y(self, level: int | None, rows: list[int | None]) -> float:
        place = rows.index(level) if level in rows else 0
        return _HEAD + (len(rows) - 1 - place) * _STEP + _STEP / 2

    def _description(self) -> str:
        return "; ".join(f"{point.date.isoformat()}: {_words(point.level)}" for point in self.points)

    def _ground(self, rows: list[int | None], height: float) -> list[Markup]:
        shapes = []
        for level in rows:
            y = self._y(level, rows)
            name = _NONE if level is None else f"Level {level}"
            shapes += [_rule(_LEFT, y, WIDTH, y), _label(name, _LEFT - 8, y + 4.5, "end")]
        for band in year_bands(self._scale()):
            if band.opens:
                shapes.append(_rule(band.low, _HEAD, band.low, height - _FOOT))
            if band.high - band.low >= svg.text_width(band.name):
                shapes.append(_label(band.name, (band.low + band.high) / 2, height - 6, "middle"))
        return shapes

    def _line(self, rows: list[int | None]) -> Markup:
        """Steps: a level stands until the next assessment finds another."""
        scale, path = self._scale(), ""
        for index, point in enumerate(self.points):
            x, y = number(scale.x(point.date)), number(self._y(point.level, rows))
            path += f"H{x}V{y}" if index else f"M{x} {y}"
        return element("path", d=path, fill="none", stroke="currentColor", stroke_width="2.5")

    def _marks(self, rows: list[int | None], href: Callable[[str], str]) -> list[Markup]:
        scale = self._scale()
        return [
            svg.link(
                href(point.href),
                f"{point.date.isoformat()}: {_words(point.level)}",
                element("g", circle(scale.x(point.date), self._y(point.level, rows), _RADIUS), fill="currentColor"),
                "fb-open",
            )
            for point in self.points
        ]


def _words(level: int | None) -> str:
    return "below the first level" if level is None else f"level {level}"


def _rule(x1: float, y1: float, x2: float, y2: float) -> Markup:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke="currentColor", stroke_opacity=0.35)


def _label(words: str, x: float, y: float, anchor: str) -> Markup:
    return element("text", text(words), x=x, y=y, text_anchor=anchor, font_size=13.0, fill="currentColor")
