"""The risk of assumptions: a grid of quality and impact, and how many stand in each cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from markupsafe import Markup

from forgebook.rendering.charts import svg
from forgebook.rendering.charts.svg import Tone, element, text, tone_mark

_ROOM: Final = 370.0
"""Natural width of a grid whose scales are short (user units)."""
_LEAST: Final = 44.0
_MOST: Final = 120.0
_ROW: Final = 56.0
_HEAD: Final = 22.0
_FOOT: Final = 42.0
_LABEL_MOST: Final = 110.0
_GAP: Final = 4.0
_SMALL: Final = 12.0


class Risked(Protocol):
    """The risk at a place of the grid."""

    @property
    def word(self) -> str:
        """The risk in a word."""

    @property
    def tone(self) -> Tone:
        """Its tone."""

    @property
    def anchor(self) -> str:
        """The id of its place in the register."""


class Counted(Protocol):
    """What a cell can be drawn of."""

    @property
    def risk(self) -> Risked:
        """The risk there."""

    @property
    def number(self) -> int:
        """How many assumptions stand there."""


def risk_grid(scales: tuple[list[str], list[str]], rows: Sequence[Sequence[Counted]], register: str) -> RiskGrid:
    """The grid of `rows` on the scales of quality and impact; cells lead into the page at the address `register`."""
    cells = (
        tuple(RiskCell(c.number, c.risk.word, c.risk.tone, f"{register}#{c.risk.anchor}") for c in row) for row in rows
    )
    return RiskGrid(tuple(scales[0]), tuple(scales[1]), tuple(cells))


@dataclass(frozen=True, slots=True)
class RiskCell:
    """A cell of the grid.

    Attributes:
        number: how many assumptions stand there.
        word: the risk there, `high`.
        tone: its tone.
        href: where they are listed: an address below the site. A cell without any leads nowhere.
    """

    number: int
    word: str
    tone: Tone
    href: str = ""


@dataclass(frozen=True, slots=True)
class RiskGrid:
    """The grid before it is drawn.

    Attributes:
        qualities: the words for quality, the worst first; they stand below the columns.
        impacts: the words for impact, the smallest first; the greatest is the highest row.
        cells: for each impact a row of cells, one for each quality.
        chart_id: unique on the page.
    """

    qualities: tuple[str, ...]
    impacts: tuple[str, ...]
    cells: tuple[tuple[RiskCell, ...], ...]
    chart_id: str = "risk"

    def drawn(self, href: Callable[[str], str]) -> Markup:
        """The grid for the page whose links `href` makes, or nothing where a scale has no words."""
        if not self.qualities or not self.impacts:
            return Markup("")
        width, height = self._left + len(self.qualities) * self._column, _HEAD + len(self.impacts) * _ROW + _FOOT
        title_id, description_id = f"{self.chart_id}-title", f"{self.chart_id}-desc"
        return element(
            "svg",
            element("title", text("Assumptions by quality and impact"), id=title_id),
            element("desc", text(self._description()), id=description_id),
            *self._axes(height),
            *self._drawn_cells(href),
            class_="fb-risk",
            viewBox=f"0 0 {svg.number(width)} {svg.number(height)}",
            width=width,
            height=height,
            **{"xmlns:xlink": "http://www.w3.org/1999/xlink"},
            role="group",
            aria_labelledby=f"{title_id} {description_id}",
        )

    @property
    def _left(self) -> float:
        widest = max(svg.text_width(word) for word in (*self.impacts, "Impact"))
        return min(widest, _LABEL_MOST) + 10

    @property
    def _column(self) -> float:
        return min(max((_ROOM - self._left) / len(self.qualities), _LEAST), _MOST)

    def _description(self) -> str:
        return "; ".join(self._words(row, column) for row, column in self._places()) or "There are none."

    def _words(self, row: int, column: int) -> str:
        cell = self.cells[row][column]
        number = f"{cell.number} assumption{'s' if cell.number != 1 else ''}"
        return f"{number} of {self.qualities[column]} quality and {self.impacts[row]} impact, {cell.word} risk"

    def _places(self) -> list[tuple[int, int]]:
        """The cells that hold something, those of the greatest impact first."""
        rows = reversed(range(len(self.impacts)))
        return [(r, c) for r in rows for c in range(len(self.qualities)) if self.cells[r][c].number]

    def _axes(self, height: float) -> list[Markup]:
        middle = self._left + len(self.qualities) * self._column / 2
        words = [_label("Impact", self._left - 8, 14, "end", bold=True)]
        words += [
            _label(svg.shortened(word, _LABEL_MOST), self._left - 8, self._top(row) + _ROW / 2 + 3, "end")
            for row, word in enumerate(self.impacts)
        ]
        words += [
            _label(svg.shortened(word, self._column), self._x(column) + self._column / 2, height - 24, "middle")
            for column, word in enumerate(self.qualities)
        ]
        return [*words, _label("Quality of what it rests on", middle, height - 6, "middle", bold=True)]

    def _drawn_cells(self, href: Callable[[str], str]) -> list[Markup]:
        rows = reversed(range(len(self.impacts)))
        return [self._cell(row, column, href) for row in rows for column in range(len(self.qualities))]

    def _cell(self, row: int, column: int, href: Callable[[str], str]) -> Markup:
        cell, x, y = self.cells[row][column], self._x(column), self._top(row)
        width, height = self._column - _GAP, _ROW - _GAP
        box = element(
            "rect", x=x, y=y, width=width, height=height, rx=4.0, fill="currentColor",
            fill_opacity=0.16 if cell.number else 0.05, stroke="currentColor",
            stroke_opacity=1.0 if cell.number else 0.35,
        )  # fmt: skip
        inside = [box, self._told(cell, x + width / 2, y + height / 2, width)]
        shape = element("g", *inside, class_=f"fb-{cell.tone}")
        if not cell.number or not cell.href:
            return shape
        return svg.link(href(cell.href), self._words(row, column), shape, "fb-risk-cell")

    def _told(self, cell: RiskCell, x: float, y: float, width: float) -> Markup:
        """The number, and below it the risk in a word beside its shape, where there is room for the word."""
        word_width = svg.text_width(cell.word, _SMALL) + 14
        if not cell.number:
            return element("g")
        number = _label(str(cell.number), x, y + 2, "middle", bold=True, size=20)
        if word_width > width:
            return element("g", number, element("g", tone_mark(cell.tone, x, y + 15, 4.5), fill="currentColor"))
        mark = tone_mark(cell.tone, x - word_width / 2 + 5, y + 15, 4.5)
        return element(
            "g",
            number,
            element("g", mark, **_mark_look(cell.tone)),
            _label(cell.word, x - word_width / 2 + 13, y + 19, "start", size=_SMALL),
        )

    def _x(self, column: int) -> float:
        return self._left + column * self._column

    def _top(self, row: int) -> float:
        return _HEAD + (len(self.impacts) - 1 - row) * _ROW


def _mark_look(tone: Tone) -> dict[str, str]:
    """A ring for what is open, else filled, in the colour of the words."""
    return {"fill": "none", "stroke": "currentColor"} if tone == "open" else {"fill": "currentColor"}


def _label(words: str, x: float, y: float, anchor: str, *, bold: bool = False, size: float = 13) -> Markup:
    return element(
        "text", text(words), x=x, y=y, text_anchor=anchor, font_size=size, font_weight="700" if bold else None,
        fill="currentColor",
    )  # fmt: skip
