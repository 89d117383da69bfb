"""Dates that can be read in one way only, made ISO."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\Z", re.A)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})\Z", re.A)
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?([A-Za-z]{3,9})\.?,?[ -](\d{4})\Z", re.A)
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\Z", re.A)
_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})\Z", re.A)


def iso_date(text: str) -> str | None:
    """The ISO form of a date that can be read in one way only, or None.

    `2025/3/7`, `7 March 2025` and `13.03.2025` are such; `03/04/2025` is not, since the day may come first or last.
    """
    words = " ".join(text.split())
    if match := _YEAR_FIRST.match(words):
        return _day(match[1], match[3], match[4])
    if match := _COMPACT.match(words):
        return _day(*match.groups())
    if match := _DAY_MONTH.match(words):
        return _day(match[3], _month(match[2]), match[1])
    if match := _MONTH_DAY.match(words):
        return _day(match[3], _month(match[1]), match[2])
    if match := _SLASHED.match(words):
        readings = {_day(match[4], match[3], match[1]), _day(match[4], match[1], match[3])} - {None}
        return readings.pop() if len(readings) == 1 else None
    return None


def _month(name: str) -> str:
    """The number of a month told by its name, or by its first letters (three or more); 0 for any other word."""
    key = name.casefold()
    key = "sep" if key == "sept" else key
    return str(next((number for number, month in enumerate(_MONTHS, 1) if month.startswith(key)), 0))


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
