"""Dates as decision files write them."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_FILE_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


def read_date(text: str) -> date | None:
    """The first date in a text, or None.

    ISO and `20220513` first; then `6th December, 2024` and `June 26, 2017`; then `05/02/2018`, whose day comes first
    unless the second number is no month.
    """
    for pattern in (_ISO, _COMPACT, _YEAR_FIRST):
        if (match := pattern.search(text)) and (found := _day(*match.groups())):
            return found
    if match := _DAY_MONTH.search(text):
        return _day(match[3], _month(match[2]), match[1])
    if match := _MONTH_DAY.search(text):
        return _day(match[3], _month(match[1]), match[2])
    if match := _SLASHED.search(text):
        year = match[3] if len(match[3]) == 4 else f"20{match[3]}"
        return _day(year, match[2], match[1]) or _day(year, match[1], match[2])
    return None


def date_of_stem(stem: str) -> date | None:
    """The date that a file name begins with, or None."""
    match = _FILE_DATE.match(stem)
    return _day(*match.groups()) if match else None


def _month(name: str) -> str:
    key = name[:3].casefold()
    return str(_MONTHS.index(key) + 1) if key in _MONTHS else "0"


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
