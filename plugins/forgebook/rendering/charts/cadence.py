"""The cadence of a team: a row a calendar year, sprints and recovery as bars, releases and retros as marks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from markupsafe import Markup

from forgebook.rendering.charts import svg
from forgebook.rendering.charts.cadence_marks import LOOKS, CadenceMark, mark_at, mark_shape
from forgebook.rendering.charts.frame import WIDTH, Key, Picture, figure
from forgebook.rendering.charts.placing import levels_for, place, stack
from forgebook.rendering.charts.svg import element, label, line
from forgebook.rendering.charts.timescale import MONTHS, year_fraction

GAP: Final = 13.0
"""Least distance between the centres of two marks (user units)."""

_HEAD: Final = 22.0
_BAR: Final = 22.0
_BAR_GAP: Final = 3.0
_PAD: Final = 7.0
_INSET: Final = 8.0
_YEAR_WIDTH: Final = 58.0
_TEAM_MOST: Final = 110.0
_NO_TEAM: Final = "no team"
_DAY: Final = dt.timedelta(days=1)
_LAST_NUMBER = re.compile(r"(\d+)\D*$")


@dataclass(frozen=True, slots=True)
class CadenceSpan:
    """A sprint or a recovery time from *start* to *end*, both days included; *row* is its team."""

    title: str
    kind: Literal["sprint", "recovery"]
    start: dt.date
    end: dt.date
    href: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class CadenceCalendar:
    """The calendar before it is drawn. Each `href` is an address below the site."""

    spans: tuple[CadenceSpan, ...]
    marks: tuple[CadenceMark, ...]
    as_of: dt.date
    chart_id: str = "cadence"

    def drawn(self, href: Callable[[str], str]) -> Markup:
        """The calendar for the page whose links `href` makes."""
        spans = [replace(span, href=href(span.href)) for span in self.spans]
        marks = [replace(mark, href=href(mark.href)) for mark in self.marks]
        return cadence_calendar(spans, marks, chart_id=self.chart_id, as_of=self.as_of)


@dataclass(frozen=True, slots=True)
class _Piece:
    """The part of *span* that lies in one year: *low* … *high* in user units.

    *whole* is false where the span goes on in another year.
    """

    span: CadenceSpan
    low: float
    high: float
    whole: bool


@dataclass(frozen=True, slots=True)
class _Year:
    """One row of the calendar, drawn: *top* and *bottom* in user units."""

    top: float
    bottom: float
    labels: tuple[Markup, ...]
    plot: tuple[Markup, ...]


def cadence_calendar(
    spans: Sequence[CadenceSpan], marks: Sequence[CadenceMark], *, chart_id: str, as_of: dt.date
) -> Markup:
    """The calendar of *spans* and *marks*, newest year first, or "" where there are none.

    A span over a year's end is split. Teams get lanes of their own where more than one is
    named, each with its marks above it. Marks too close together are stacked, then nudged; the exact date is in each
    tooltip. The day *as_of* is marked if its year is shown. *chart_id* must be unique on
    the page.
    """
    years = _years(spans, marks)
    if not years:
        return Markup("")
    teams = list(dict.fromkeys(span.row for span in spans))
    left = _label_width(teams)
    drawn: list[_Year] = []
    for year in years:
        top = drawn[-1].bottom if drawn else _HEAD
        drawn.append(_year(year, top, left, spans, marks, teams, as_of))
    picture = Picture(
        chart_id=chart_id,
        kind="cadence",
        title="Calendar of sprints",
        description=_description(spans, marks, years, as_of),
        labels=[shape for year in drawn for shape in year.labels],
        plot=[*_months(left, drawn), *(shape for year in drawn for shape in year.plot)],
        label_width=left,
        height=drawn[-1].bottom + 2,
        keys=_keys(spans, marks, as_of if as_of.year in years else None),
    )
    return figure(picture)


def _years(spans: Sequence[CadenceSpan], marks: Sequence[CadenceMark]) -> list[int]:
    found = {mark.date.year for mark in marks}
    for span in spans:
        found.update(range(span.start.year, max(span.start, span.end).year + 1))
    return sorted(found, reverse=True)


def _label_width(teams: list[str]) -> float:
    if len(teams) < 2:
        return _YEAR_WIDTH - 10
    return _YEAR_WIDTH + min(max(svg.text_width(team or _NO_TEAM) for team in teams), _TEAM_MOST)


def _x(date: dt.date, left: float, *, after: bool = False) -> float:
    """Where *date* begins or, with *after*, where it ends."""
    low, width = left + _INSET, WIDTH - left - 2 * _INSET
    following = None if not after or (date.month, date.day) == (12, 31) else date + _DAY
    if after:
        return low + width * (1.0 if following is None else year_fraction(following))
    return low + width * year_fraction(date)


def _months(left: float, years: list[_Year]) -> list[Markup]:
    low, step = left + _INSET, (WIDTH - left - 2 * _INSET) / 12
    names = [label(name, low + step * (i + 0.5), 14, "fb-chart-tick", "middle") for i, name in enumerate(MONTHS)]
    bands = [
        element(
            "rect",
            x=left,
            y=year.top,
            width=WIDTH - left,
            height=year.bottom - year.top,
            class_=f"fb-chart-lane fb-chart-lane--{'odd' if i % 2 else 'even'}",
        )
        for i, year in enumerate(years)
    ]
    lines = [line(low + step * i, _HEAD, low + step * i, years[-1].bottom, "fb-chart-part") for i in range(13)]
    return names + bands + lines


def _year(
    year: int,
    top: float,
    left: float,
    spans: Sequence[CadenceSpan],
    marks: Sequence[CadenceMark],
    teams: list[str],
    as_of: dt.date,
) -> _Year:
    several = len(teams) > 1
    of_year = [mark for mark in marks if mark.date.year == year]
    of_all = [mark for mark in of_year if not several or mark.row not in teams]
    shapes, y = _draw_marks(of_all, top + _PAD, left)
    labels = []
    first_row = y
    for team in teams:
        pieces = [piece for span in spans if span.row == team for piece in _piece(span, year, left)]
        own = [mark for mark in of_year if several and mark.row == team]
        if not pieces and not own:
            continue
        points, y = _draw_marks(own, y, left)
        bars, bottom = _draw_bars(pieces, y)
        if several:
            labels.append(_team_label(team, y, left))
        shapes += [*points, *bars]
        y = bottom + (_BAR_GAP if several else 0)
    bottom = max(y + _PAD - _BAR_GAP, top + 34)
    middle = first_row + _BAR / 2 + 4.5 if y > first_row else (top + bottom) / 2 + 4.5
    labels.insert(0, label(str(year), 0, middle, "fb-chart-label fb-chart-label--year"))
    if as_of.year == year:
        shapes.append(_today(as_of, top, bottom, left))
    return _Year(top, bottom, tuple(labels), tuple(shapes))


def _team_label(team: str, y: float, left: float) -> Markup:
    name = team or _NO_TEAM
    words = label(svg.shortened(name, left - _YEAR_WIDTH), left - 8, y + _BAR / 2 + 4.5, "fb-chart-label", "end")
    return element("g", element("title", svg.text(name)), words)


def _piece(span: CadenceSpan, year: int, left: float) -> list[_Piece]:
    first = max(span.start, dt.date(year, 1, 1))
    last = min(max(span.start, span.end), dt.date(year, 12, 31))
    if first > last:
        return []
    whole = span.start.year == span.end.year
    return [_Piece(span, _x(first, left), _x(last, left, after=True), whole)]


def _draw_bars(pieces: list[_Piece], top: float) -> tuple[list[Markup], float]:
    """The bars, sprints of one time below each other, and where the next row may begin."""
    ordered = sorted(pieces, key=lambda piece: (piece.low, piece.high, piece.span.title))
    levels = stack([(piece.low, piece.high) for piece in ordered]) or [0]
    bars = [_bar(piece, top + level * (_BAR + _BAR_GAP)) for piece, level in zip(ordered, levels, strict=False)]
    return bars, top + (max(levels) + 1) * (_BAR + _BAR_GAP)


def _bar(piece: _Piece, y: float) -> Markup:
    span, width = piece.span, max(piece.high - piece.low - 1.5, 2.0)
    rect = element("rect", x=piece.low + 0.75, y=y, width=width, height=_BAR, rx=3.0)
    words = _fitting(span.title, width - 6) if span.kind == "sprint" else ""
    inside = label(words, piece.low + 0.75 + width / 2, y + _BAR / 2 + 4, "fb-chart-bar-text", "middle")
    tooltip = f"{span.title} ({span.kind}, {_range(span)}{', ' + span.row if span.row else ''})"
    cut = "" if piece.whole else " fb-chart-bar--cut"
    shape = element("g", rect, inside) if words else rect
    return svg.link(span.href, tooltip, shape, f"fb-chart-bar fb-chart-{span.kind}{cut}")


def _range(span: CadenceSpan) -> str:
    return f"{span.start.isoformat()} to {span.end.isoformat()}"


def _fitting(title: str, width: float) -> str:
    """*title*, else its last number, else nothing: whatever fits in *width*."""
    found = _LAST_NUMBER.search(title)
    for words in (title, found[1] if found else ""):
        if words and svg.text_width(words, 12) <= width:
            return words
    return ""


def _draw_marks(marks: list[CadenceMark], top: float, left: float) -> tuple[list[Markup], float]:
    """The marks of a year in rows above its bars, and where the bars may begin."""
    if not marks:
        return [], top
    ordered = sorted(marks, key=lambda mark: (mark.date, mark.kind, mark.title))
    low, high = left + _INSET, WIDTH - _INSET
    levels = levels_for(len(marks), gap=GAP, width=high - low, least=3)
    places = place([_x(mark.date, left) for mark in ordered], gap=GAP, low=low, high=high, levels=levels)
    rows = max(level for _, level in places) + 1
    base = top + rows * GAP - GAP / 2
    drawn = [mark_at(mark, x, base - level * GAP) for mark, (x, level) in zip(ordered, places, strict=True)]
    return drawn, top + rows * GAP + 3


def _today(as_of: dt.date, top: float, bottom: float, left: float) -> Markup:
    x = (_x(as_of, left) + _x(as_of, left, after=True)) / 2
    tip = svg.polygon([(x - 5, top), (x + 5, top), (x, top + 6)])
    title = element("title", svg.text(f"as of {as_of.isoformat()}"))
    return element("g", title, line(x, top, x, bottom, "fb-chart-today-line"), tip, class_="fb-chart-today")


def _description(spans: Sequence[CadenceSpan], marks: Sequence[CadenceMark], years: list[int], as_of: dt.date) -> str:
    kinds: list[str] = [span.kind for span in spans] + [mark.kind for mark in marks]
    words = {"sprint": "sprints", "recovery": "recovery times", "release": "releases"}
    words |= {"planned release": "planned releases", "retro": "retros"}
    counts = [f"{kinds.count(kind)} {plural}" for kind, plural in words.items() if kind in kinds]
    told = f"{years[-1]} to {years[0]}" if len(years) > 1 else str(years[0])
    return f"{', '.join(counts)}, {told}, as of {as_of.isoformat()}. Each bar and mark links to its record."


def _keys(spans: Sequence[CadenceSpan], marks: Sequence[CadenceMark], today: dt.date | None) -> list[Key]:
    keys = []
    bar = element("rect", x=1.0, y=3.0, width=16.0, height=12.0, rx=2.0)
    for kind, words in (("sprint", "sprint"), ("recovery", "recovery")):
        if any(span.kind == kind for span in spans):
            keys.append(Key(bar, f"fb-chart-bar fb-chart-{kind}", words))
    for mark_kind, look in LOOKS.items():
        if any(mark.kind == mark_kind for mark in marks):
            keys.append(Key(mark_shape(mark_kind, 9, 9), f"fb-chart-point fb-chart-{look}", mark_kind))
    if today:
        tip = [svg.polygon([(4, 1), (14, 1), (9, 7)]), line(9, 1, 9, 17, "fb-chart-today-line")]
        keys.append(Key(element("g", *tip), "fb-chart-today", f"as of {today.isoformat()}"))
    return keys
