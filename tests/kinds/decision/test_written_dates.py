"""Dates as decision files write them."""

from __future__ import annotations

from datetime import date

import pytest

from forgebook.kinds.decision.dates import date_of_stem, read_date, says_more


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-05-16.", date(2022, 5, 16)),
        ("2022-5-6", date(2022, 5, 6)),
        ("2022-05-16T10:00:00Z", date(2022, 5, 16)),
        ("20220513", date(2022, 5, 13)),
        ("2022/05/13", date(2022, 5, 13)),
        ("05/02/2018", date(2018, 2, 5)),
        ("28/03/2018", date(2018, 3, 28)),
        ("03/28/2018", date(2018, 3, 28)),
        ("10/04/18", date(2018, 4, 10)),
        ("24.12.2020", date(2020, 12, 24)),
        ("June 26, 2017", date(2017, 6, 26)),
        ("Sept. 5 2024", date(2024, 9, 5)),
        ("6th December, 2024", date(2024, 12, 6)),
        ("1st of March 2021", date(2021, 3, 1)),
        ("between 12 weeks 2024 and 5 May 2024", date(2024, 5, 5)),
        ("2024-13-45, then 2024-02-01", date(2024, 2, 1)),
    ],
)
def test_dates(text: str, day: date) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "TBD",
        "YYYY-MM-DD",
        "2023-02-30",
        "May 2024",
        "Decided 5, 2024",
        "Marvin 5, 2024",
        "v1.2.3",
        "120240513",
        "99/99/2018",
    ],
)
def test_no_dates(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("stem", "day"),
    [
        ("20230604-use-factories", date(2023, 6, 4)),
        ("2023-06-04-use-factories", date(2023, 6, 4)),
        ("0015-dns", None),
        ("20239999-x", None),
        ("123456789-x", None),
        ("use-2023-06-04", None),
    ],
)
def test_date_of_a_file_name(stem: str, day: date | None) -> None:
    assert date_of_stem(stem) == day


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("2022-05-16.", False),
        ("Monday, 6th December, 2024", False),
        ("2022-05-16 10:30", False),
        ("2022-05-16 (after the workshop)", True),
        ("2022-05-16, 2022-07-11", True),
        ("some day", True),
        ("", False),
    ],
)
def test_words_beside_a_date(text: str, more: bool) -> None:
    assert says_more(text) is more


@pytest.mark.parametrize(
    "text", ["1" * 200_000, "1 " * 100_000, "1" + " " * 200_000, "May " * 50_000, "1/" * 100_000, ":1" * 100_000]
)
def test_long_lines_come_to_an_end(text: str) -> None:
    assert read_date(text) is None
    assert says_more(text)
