"""Small building blocks of SVG: elements, numbers, shapes, and how wide a text will be.

All lengths are user units of the chart (about one CSS pixel at the chart's natural width).
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Final, Literal

from markupsafe import Markup, escape

Tone = Literal["holds", "open", "due", "bad", "closed"]
"""What a status means to a reader; each tone has a shape and a colour of its own."""

TONES: Final[tuple[Tone, ...]] = ("holds", "open", "due", "bad", "closed")

FONT_SIZE: Final = 13.0
"""Font size of chart text, in user units; the style sheet sets the same."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NARROW: Final = frozenset("iIjl.,:;'|!()[] ")
_WIDE: Final = frozenset("mwMW@%")


def number(value: float) -> str:
    """*value* with at most two decimals and no trailing zeros, never "-0"."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def text(value: str) -> Markup:
    """*value* escaped, without the control characters that XML forbids."""
    return escape(value if value.isprintable() else _NOT_XML.sub("", value))


def element(name: str, *children: Markup, **attributes: str | float | None) -> Markup:
    """An element with *children*; `class_` gives `class`, `aria_label` gives `aria-label`.

    Attributes that are None are left out; floats go through `number`.
    """
    parts = ["<", name]
    for key, value in attributes.items():
        if value is not None:
            shown = value if isinstance(value, str) else number(value)
            parts += (" ", _attribute(key), '="', text(shown), '"')
    if not children:
        return Markup("".join([*parts, "/>"]))
    return Markup("".join([*parts, ">", *children, "</", name, ">"]))


@lru_cache(maxsize=256)
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def label(value: str, x: float, y: float, class_: str, anchor: str | None = None) -> Markup:
    """A text whose baseline starts (or, by *anchor*, is centred or ends) at *x*, *y*."""
    return element("text", text(value), x=x, y=y, class_=class_, text_anchor=anchor)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def link(href: str, tooltip: str, shape: Markup, class_: str) -> Markup:
    """*shape* as a link that is named, for pointers and for screen readers, by *tooltip*.

    The address stands in `xlink:href`: Material's instant navigation assigns to the `href` of
    every element that has one, which an SVG link refuses, and no page would load any more.
    """
    title = element("title", text(tooltip))
    return element("a", title, shape, **{"xlink:href": href}, class_=class_)


def text_width(value: str, size: float = FONT_SIZE) -> float:
    """An upper estimate of the width of *value* set in *size*; no font is measured."""
    units = sum(0.36 if c in _NARROW else 0.95 if c in _WIDE or ord(c) > 0x2E80 else 0.63 for c in value)
    return units * size


def shortened(value: str, width: float, size: float = FONT_SIZE) -> str:
    """*value*, or as much of it as fits in *width* followed by an ellipsis."""
    if text_width(value, size) <= width:
        return value
    kept = value
    while kept and text_width(kept + "…", size) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def two_lines(value: str, width: float) -> list[str]:
    """*value* broken at a space into at most two lines of *width*, the second shortened."""
    if text_width(value) <= width:
        return [value]
    words = value.split()
    first = words[0]
    taken = 1
    while taken < len(words) and text_width(f"{first} {words[taken]}") <= width:
        first = f"{first} {words[taken]}"
        taken += 1
    rest = " ".join(words[taken:])
    return [shortened(first, width)] + ([shortened(rest, width)] if rest else [])


def polygon(points: list[tuple[float, float]]) -> Markup:
    """A closed shape through *points*."""
    return element("path", d="M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z")


def diamond(x: float, y: float, radius: float) -> Markup:
    """A square standing on its tip around *x*, *y*."""
    r = radius * 1.2
    return polygon([(x, y - r), (x + r, y), (x, y + r), (x - r, y)])


def circle(x: float, y: float, radius: float) -> Markup:
    """A circle; filled or a ring is for the style sheet to say."""
    return element("circle", cx=x, cy=y, r=radius)


def tone_mark(tone: Tone, x: float, y: float, radius: float) -> Markup:
    """The shape of *tone* around *x*, *y*: circle, ring, triangle, diamond or square."""
    if tone == "due":
        r, half = radius * 1.25, radius * 1.25 * math.sqrt(3) / 2
        return polygon([(x, y - r), (x + half, y + r / 2), (x - half, y + r / 2)])
    if tone == "bad":
        return diamond(x, y, radius)
    if tone == "closed":
        side = radius * 0.88
        return polygon([(x - side, y - side), (x + side, y - side), (x + side, y + side), (x - side, y + side)])
    return circle(x, y, radius - 1 if tone == "open" else radius)
