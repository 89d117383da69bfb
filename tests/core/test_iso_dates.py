"""Dates that can be read in one way only."""

from __future__ import annotations

import pytest

from forgebook.core.iso_dates import iso_date


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-07", "2025/3/7", "2025.03.07", "2025-3-7", "20250307", "7 March 2025", "7th of March, 2025",
        "March 7, 2025", "Mar 7th 2025", "7 mar. 2025", "7-Mar-2025", " 2025/03/07 ",
    ],
)  # fmt: skip
def test_one_reading(text: str) -> None:
    assert iso_date(text) == "2025-03-07"


@pytest.mark.parametrize(
    ("text", "day"), [("13.03.2025", "2025-03-13"), ("03/13/2025", "2025-03-13"), ("7/7/2025", "2025-07-07")]
)
def test_day_and_month_that_cannot_be_mistaken(text: str, day: str) -> None:
    assert iso_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2025", "3.4.2025", "03-04-2025", "7 March 25", "13/13/2025", "2025-02-30", "2025/3", "soon", "",
        "7 Mai 2025", "M 7 2025", "2025-03-07 or so", "2025/3-7", "１ March 2025", "7/7/25",
    ],
)  # fmt: skip
def test_no_reading_or_several(text: str) -> None:
    assert iso_date(text) is None
