"""Dates as readers see them. ISO throughout; months and weekdays in English, whatever the locale."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def weekday(day: date) -> str:
    """`Tue`."""
    return _DAYS[day.weekday()]


def month_name(month: int) -> str:
    """`October` for 10."""
    return _MONTHS[month - 1]


def short_day(day: date) -> str:
    """`Tue 7 Oct`, for dates near today."""
    return f"{weekday(day)} {day.day} {_MONTHS[day.month - 1][:3]}"


def long_day(day: date) -> str:
    """`Tue 7 Oct 2025`."""
    return f"{short_day(day)} {day.year}"


def span(start: date, end: date) -> str:
    """`27 Oct to 28 Nov 2025`."""
    first = f"{start.day} {_MONTHS[start.month - 1][:3]}"
    if start.year != end.year:
        first += f" {start.year}"
    return f"{first} to {end.day} {_MONTHS[end.month - 1][:3]} {end.year}"


def days_between(day: date, as_of: date) -> str:
    """`in 8 days`, `today`, `3 days ago`."""
    days = (day - as_of).days
    if days == 0:
        return "today"
    count = abs(days)
    unit = "day" if count == 1 else "days"
    return f"in {count} {unit}" if days > 0 else f"{count} {unit} ago"


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
