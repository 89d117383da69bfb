"""Time on the x axis: where a date stands, and the years, quarters and months beneath."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

_Naming = Callable[[int, int], str]

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""English month names, written out so that no locale changes them."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale from the dates *start* … *end* to *low* … *high* (user units)."""

    start: dt.date
    end: dt.date
    low: float
    high: float

    def x(self, date: dt.date) -> float:
        """Where *date* stands; a scale of one day has it in the middle."""
        days = (self.end - self.start).days
        if days <= 0:
            return (self.low + self.high) / 2
        return self.low + (self.high - self.low) * (date - self.start).days / days


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the axis with its name: *low* and *high* in user units.

    *opens* says that its calendar period begins inside the scale, so that a line is due.
    """

    name: str
    low: float
    high: float
    opens: bool


def year_bands(scale: Scale) -> list[Band]:
    """One band a calendar year (five or more years together where there are over 24)."""
    years = scale.end.year - scale.start.year + 1
    step = next(s for s in (1, 5, 10, 50, 10_000) if years / s <= 24)
    return _bands(scale, 12 * step, lambda year, _: f"{year}\N{EN DASH}{year + step - 1}" if step > 1 else str(year))


def part_bands(scale: Scale) -> list[Band]:
    """Months where there are at most eight, quarters up to five years, beyond that nothing."""
    months = (scale.end.year - scale.start.year) * 12 + scale.end.month - scale.start.month + 1
    if months <= 8:
        return _bands(scale, 1, lambda _, month: MONTHS[month - 1])
    if months <= 61:
        return _bands(scale, 3, lambda _, month: f"Q{(month + 2) // 3}")
    return []


def year_fraction(date: dt.date) -> float:
    """How far into its year *date* is, from 0 to 1, with all twelve months equally wide."""
    days = calendar.monthrange(date.year, date.month)[1]
    return (date.month - 1 + (date.day - 1) / days) / 12


def _bands(scale: Scale, months: int, name: _Naming) -> list[Band]:
    found = []
    for first, following in _periods(scale, months):
        low = scale.low if first <= scale.start else scale.x(first)
        high = scale.high if following is None or following > scale.end else scale.x(following)
        found.append(Band(name(first.year, first.month), low, high, opens=first > scale.start))
    return found


def _periods(scale: Scale, months: int) -> Iterator[tuple[dt.date, dt.date | None]]:
    index = (scale.start.year * 12 + scale.start.month - 1) // months * months
    while True:
        first, following = _month(index), _month(index + months)
        yield first or dt.date.min, following
        if following is None or following > scale.end:
            return
        index += months


def _month(index: int) -> dt.date | None:
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, 1) if dt.MINYEAR <= year <= dt.MAXYEAR else None
