"""Dates in words, and months added."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgebook.core.dates import add_months, days_between, long_day, short_day, span
from support.properties import deterministic

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(DAYS, st.integers(-1200, 1200))
@deterministic
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == min(day.day, calendar.monthrange(later.year, later.month)[1])


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2025, 11, 30), 1, date(2025, 12, 30)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2025, 1, 15), -1, date(2024, 12, 15)),
        (date(9999, 11, 30), 1, date(9999, 12, 30)),
    ],
)
def test_months_over_the_ends_of_years(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "in 1 day"), (8, "in 8 days"), (-1, "1 day ago")])
def test_days_are_told_against_the_day_of_reading(days: int, words: str) -> None:
    today = date(2025, 11, 20)
    assert days_between(today + timedelta(days=days), today) == words


def test_days_and_spans_in_english() -> None:
    day = date(2025, 10, 7)
    assert short_day(day) == "Tue 7 Oct"
    assert long_day(day) == "Tue 7 Oct 2025"
    assert span(date(2025, 10, 27), date(2025, 11, 28)) == "27 Oct to 28 Nov 2025"
    assert span(date(2025, 12, 27), date(2026, 1, 8)) == "27 Dec 2025 to 8 Jan 2026"
