"""Marks of a calendar: releases and retros, each on its day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from markupsafe import Markup

from forgebook.rendering.charts import svg

RADIUS: Final = 5.0
MarkKind = Literal["release", "planned release", "retro"]
LOOKS: Final[dict[MarkKind, str]] = {"release": "release", "planned release": "open", "retro": "retro"}
"""What a mark looks like, by its kind: part of its class."""


@dataclass(frozen=True, slots=True)
class CadenceMark:
    """A release or a retro on its *date*; *row* is the team that it belongs to, or empty for one of all teams."""

    title: str
    kind: MarkKind
    date: dt.date
    href: str
    row: str = ""


def mark_at(mark: CadenceMark, x: float, y: float) -> Markup:
    """A mark with its link, its middle at a point (user units)."""
    tooltip = f"{mark.title} ({mark.kind}, {mark.date.isoformat()}{', ' + mark.row if mark.row else ''})"
    return svg.link(mark.href, tooltip, mark_shape(mark.kind, x, y), f"fb-chart-point fb-chart-{LOOKS[mark.kind]}")


def mark_shape(kind: MarkKind, x: float, y: float) -> Markup:
    """A circle for a retro, a diamond for a release."""
    return svg.circle(x, y, RADIUS - 1) if kind == "retro" else svg.diamond(x, y, RADIUS)
