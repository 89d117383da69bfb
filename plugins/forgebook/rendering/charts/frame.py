"""What every chart shares: the figure, its text alternative, the fixed labels and the legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from forgebook.rendering.charts.svg import element, number, text

WIDTH: Final = 860.0
"""Natural width of a chart in user units, labels included."""


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend: *swatch* is drawn around (9, 9) in a box of 18 by 18."""

    swatch: Markup
    class_: str
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn chart before it is framed.

    *plot* and *labels* are SVG contents, drawn in one system of coordinates: labels left of
    *label_width*, the plot to the right of it; *height* is that of both (user units).
    """

    chart_id: str
    kind: str
    title: str
    description: str
    labels: Sequence[Markup]
    plot: Sequence[Markup]
    label_width: float
    height: float
    keys: Sequence[Key]


def figure(picture: Picture) -> Markup:
    """*picture* as a figure: labels that stay in sight, a plot that scrolls, a legend that wraps."""
    body = element("div", _labels(picture), _plot(picture), class_="fb-chart-body")
    scroll = element("div", body, class_="fb-chart-scroll")
    legend = element("figcaption", *[_key(key) for key in picture.keys], class_="fb-chart-legend")
    return element("figure", scroll, legend, class_=f"fb-chart fb-chart--{picture.kind}")


def _labels(picture: Picture) -> Markup:
    share = picture.label_width / WIDTH * 100
    return element(
        "svg",
        *(picture.labels or [element("g")]),
        class_="fb-chart-labels",
        viewBox=f"0 0 {number(picture.label_width)} {number(picture.height)}",
        width=f"{number(share)}%",
        aria_hidden="true",
        focusable="false",
    )


def _plot(picture: Picture) -> Markup:
    """The picture itself: a group, not an image, since an image would hide its links."""
    title_id, description_id = f"{picture.chart_id}-title", f"{picture.chart_id}-desc"
    left, width = picture.label_width, WIDTH - picture.label_width
    return element(
        "svg",
        element("title", text(picture.title), id=title_id),
        element("desc", text(picture.description), id=description_id),
        *picture.plot,
        class_="fb-chart-plot",
        viewBox=f"{number(left)} 0 {number(width)} {number(picture.height)}",
        width=f"{number(width / WIDTH * 100)}%",
        **{"xmlns:xlink": "http://www.w3.org/1999/xlink"},
        role="group",
        aria_labelledby=f"{title_id} {description_id}",
    )


def _key(key: Key) -> Markup:
    swatch = element(
        "svg", key.swatch, class_=key.class_, viewBox="0 0 18 18", width=18.0, height=18.0, aria_hidden="true"
    )
    return element("span", swatch, text(f" {key.words}"), class_="fb-chart-key")
