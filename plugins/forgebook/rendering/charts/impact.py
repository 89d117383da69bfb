"""How far results go up or down: a bar to the right or to the left of a line that stands for no change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from markupsafe import Markup

from forgebook.rendering.charts.svg import element, polygon, text

WIDTH: Final = 140.0
_HEIGHT: Final = 16.0
_MIDDLE: Final = WIDTH / 2
_ROOM: Final = _MIDDLE - 2


class Span(Protocol):
    """A size in per cent of a result."""

    @property
    def down(self) -> float:
        """How far results may go down."""

    @property
    def up(self) -> float:
        """How far they may go up."""

    @property
    def least(self) -> float:
        """What they change by at least."""


class Sized(Protocol):
    """What a bar can be drawn of."""

    @property
    def direction(self) -> str:
        """`up`, `down` or `mixed`; empty for nothing to draw."""

    @property
    def span(self) -> Span | None:
        """The size, where it is known."""

    @property
    def words(self) -> str:
        """Direction and size in words."""


def impact_bars(effects: Sequence[Sized]) -> list[ImpactBar | None]:
    """A bar for each effect, all to one scale; None where nothing is known to move."""
    spans = [effect.span for effect in effects if effect.span is not None]
    scale = max((max(span.down, span.up) for span in spans), default=0.0)
    return [_bar_of(effect, scale) if effect.direction else None for effect in effects]


def _bar_of(effect: Sized, scale: float) -> ImpactBar:
    span = effect.span
    if span is None or not scale:
        ways = (float(effect.direction != "up"), float(effect.direction != "down"))
        return ImpactBar(*ways, 0.0, 0.0, f"Results go {effect.words}")
    return ImpactBar(span.down, span.up, span.least, scale, f"Results go {effect.words}; full width is {scale:g} %")


@dataclass(frozen=True, slots=True)
class ImpactBar:
    """The bar before it is drawn. Lengths are in per cent of a result.

    Attributes:
        down: how far results may go down.
        up: how far they may go up.
        least: what they change by at least; the part of the bar beyond it is drawn lighter.
        scale: the percentage at either end of the picture; 0 where no size is known, and arrows show the direction.
        words: what the picture says, for those who do not see it.
    """

    down: float
    up: float
    least: float
    scale: float
    words: str

    def drawn(self, href: Callable[[str], str]) -> Markup:
        """The picture. It takes the colour of the text, and has no links."""
        return element(
            "svg",
            element("title", text(self.words)),
            *self._side(-1, self.down),
            *self._side(1, self.up),
            element("rect", x=_MIDDLE - 0.75, y=0.0, width=1.5, height=_HEIGHT),
            class_="fb-impact",
            viewBox=f"0 0 {WIDTH:g} {_HEIGHT:g}",
            width=WIDTH,
            height=_HEIGHT,
            role="img",
            fill="currentColor",
        )

    def _side(self, way: int, most: float) -> list[Markup]:
        """What lies on one side of the line: `way` is -1 for down, 1 for up."""
        if not most:
            return []
        if not self.scale:
            foot, tip = _MIDDLE + way * 6, _MIDDLE + way * 24
            return [polygon([(foot, 2), (tip, _HEIGHT / 2), (foot, _HEIGHT - 2)])]
        parts = [(0.0, self.least, 0.85), (self.least, most, 0.45)]
        return [self._bar(way, start, end, opacity) for start, end, opacity in parts if end > start]

    def _bar(self, way: int, start: float, end: float, opacity: float) -> Markup:
        near, far = (_MIDDLE + way * min(1.0, value / self.scale) * _ROOM for value in (start, end))
        return element(
            "rect",
            x=min(near, far),
            y=2.0,
            width=abs(far - near),
            height=_HEIGHT - 4,
            fill_opacity=opacity,
        )
