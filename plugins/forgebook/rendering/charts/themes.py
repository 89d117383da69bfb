"""Themes over time: a row a theme, a dot a retro that it came up at, larger where it had more items."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from markupsafe import Markup

from forgebook.rendering.charts import svg
from forgebook.rendering.charts.frame import WIDTH, Key, Picture, figure
from forgebook.rendering.charts.svg import element, label, line

_ROW: Final = 26.0
_HEAD: Final = 22.0
_INSET: Final = 16.0
_LEAST, _MOST = 4.0, 10.0
_LABEL_MOST: Final = 150.0


@dataclass(frozen=True, slots=True)
class ThemeDot:
    """A theme at one retro. `href` is an address below the site; *items* is how many items had the theme."""

    theme: str
    retro: str
    date: dt.date
    items: int
    href: str


@dataclass(frozen=True, slots=True)
class ThemeChart:
    """The chart before it is drawn: *rows* are themes from top to bottom, *retros* the days of all retros."""

    rows: tuple[str, ...]
    dots: tuple[ThemeDot, ...]
    retros: tuple[dt.date, ...]
    chart_id: str = "themes-chart"

    def drawn(self, href: Callable[[str], str]) -> Markup:
        """The chart for the page whose links `href` makes; "" where there are no dots."""
        if not self.dots:
            return Markup("")
        left = 16 + min(max(svg.text_width(row) for row in self.rows), _LABEL_MOST)
        bottom = _HEAD + _ROW * len(self.rows)
        places = _places(sorted(set(self.retros)), left)
        picture = Picture(
            chart_id=self.chart_id,
            kind="themes",
            title="Themes over time",
            description=f"{len(self.rows)} themes at {len(self.retros)} retros. Each dot links to its retro.",
            labels=[_label(row, index, left) for index, row in enumerate(self.rows)],
            plot=[*_grid(places, left, bottom, len(self.rows)), *self._dots(places, href)],
            label_width=left,
            height=bottom + 2,
            keys=self._keys(),
        )
        return figure(picture)

    def _dots(self, places: dict[dt.date, float], href: Callable[[str], str]) -> list[Markup]:
        most = max(dot.items for dot in self.dots)
        return [
            svg.link(
                href(dot.href),
                f"{dot.theme}: {_items(dot.items)} ({dot.retro}, {dot.date.isoformat()})",
                svg.circle(places[dot.date], _middle(self.rows.index(dot.theme)), _radius(dot.items, most)),
                "fb-chart-point",
            )
            for dot in self.dots
        ]

    def _keys(self) -> list[Key]:
        most = max(dot.items for dot in self.dots)
        return [
            Key(svg.circle(9, 9, min(_radius(number, most), 8.5)), "fb-chart-point", _items(number))
            for number in sorted({1, most})
        ]


def _items(number: int) -> str:
    return f"{number} item{'' if number == 1 else 's'}"


def _radius(items: int, most: int) -> float:
    """A dot's area grows with its items."""
    return _LEAST if most == 1 else max(_LEAST, _MOST * sqrt(items / most))


def _middle(row: int) -> float:
    return _HEAD + _ROW * (row + 0.5)


def _label(row: str, index: int, left: float) -> Markup:
    words = svg.shortened(row, left - 12)
    return element("g", element("title", svg.text(row)), label(words, 0, _middle(index) + 4.5, "fb-chart-label"))


def _places(days: Sequence[dt.date], left: float) -> dict[dt.date, float]:
    """Retros in their order, at equal distances: what counts is which of them a theme came back at."""
    room = WIDTH - left - 2 * _INSET
    step = room / max(len(days) - 1, 1)
    return {day: left + _INSET + step * index for index, day in enumerate(days)}


def _grid(places: dict[dt.date, float], left: float, bottom: float, rows: int) -> list[Markup]:
    """Bands for rows, and a line with the year where one begins."""
    shapes = [
        element(
            "rect",
            x=left,
            y=_HEAD + _ROW * row,
            width=WIDTH - left,
            height=_ROW,
            class_="fb-chart-lane fb-chart-lane--even" if row % 2 == 0 else "fb-chart-lane",
        )
        for row in range(rows)
    ]
    year = 0
    for day, x in places.items():
        if day.year != year:
            year = day.year
            shapes.append(line(x - 12, _HEAD, x - 12, bottom, "fb-chart-year"))
            shapes.append(label(str(year), x - 8, _HEAD - 7, "fb-chart-tick fb-chart-tick--year"))
    return shapes
