"""Dates as decision files write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_YEAR_FIRST = (
    re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)"),
)
_DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})(?!\d)")
_MONTH_DAY = re.compile(r"(?<![A-Za-z])([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})(?!\d)")
_FILE_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_WEEKDAY_OR_TIME = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|t?\d{1,2}:\d{2}(?::[\d.]{2,12})?z?)\b", re.I
)


def read_date(text: str) -> date | None:
    """The first date in a text, or None.

    ISO and `20220513` first; then `6th December, 2024` and `June 26, 2017`; then `05/02/2018`, whose day comes first
    unless the second number is no month.
    """
    found = next(_dates(text), None)
    return found[0] if found else None


def leading_date(text: str) -> date | None:
    """The date that a text begins with, or None."""
    return next((found for found, start, _ in _dates(text) if start == 0), None)


def says_more(text: str) -> bool:
    """Whether a text holds words beside its first date, such as a remark that must not be lost."""
    found = next(_dates(text), None)
    if found is None:
        return bool(text.strip())
    rest = text[: found[1]] + " " + text[found[2] :]
    return re.search(r"[^\W_]", _WEEKDAY_OR_TIME.sub("", rest)) is not None


def date_of_stem(stem: str) -> date | None:
    """The date that a file name begins with, or None."""
    match = _FILE_DATE.match(stem)
    return _day(*match.groups()) if match else None


def _dates(text: str) -> Iterator[tuple[date, int, int]]:
    """Dates with where each starts and ends, the surest way of writing first."""
    for pattern in (*_YEAR_FIRST, _DAY_MONTH, _MONTH_DAY, _SLASHED):
        for match in pattern.finditer(text):
            if found := _read(pattern, *match.groups()):
                yield found, match.start(), match.end()


def _read(pattern: re.Pattern[str], first: str, second: str, third: str) -> date | None:
    if pattern is _DAY_MONTH:
        return _day(third, _month(second), first)
    if pattern is _MONTH_DAY:
        return _day(third, _month(first), second)
    if pattern is _SLASHED:
        year = third if len(third) == 4 else f"20{third}"
        return _day(year, second, first) or _day(year, first, second)
    return _day(first, second, third)


def _month(name: str) -> str:
    """The number of a month told by its name or the first letters of it; 0 for any other word."""
    key = name.casefold()
    return str(next((n for n, month in enumerate(_MONTHS, 1) if month.startswith(key)), 0))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
