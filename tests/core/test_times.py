"""Points in time: what is taken, how it is kept, its day and its order."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import BaseModel, ValidationError

from forgebook.core.times import DateOrTime, Time, day_of, in_words, is_about, moment_of


class Held(BaseModel):
    at: DateOrTime | None = None
    strict: Time | None = None


@pytest.mark.parametrize(
    ("written", "kept", "words"),
    [
        ("2025-10-07T14:30+01:00", "2025-10-07T14:30+01:00", "2025-10-07 14:30 +01:00"),
        (" 2025-10-07 14:30Z ", "2025-10-07T14:30Z", "2025-10-07 14:30 UTC"),
        ("~2025-10-07T14:30:05-05:00", "~2025-10-07T14:30:05-05:00", "about 2025-10-07 14:30:05 -05:00"),
        ("~ 2025-10-07", "~2025-10-07", "about 2025-10-07"),
        ("2025-10-07", "2025-10-07", "2025-10-07"),
    ],
)
def test_what_is_taken(written: str, kept: str, words: str) -> None:
    value = Held(at=written).at
    assert value == kept
    assert day_of(value) == date(2025, 10, 7)
    assert in_words(value) == words
    assert is_about(value) is written.startswith("~")


@pytest.mark.parametrize(
    "written",
    ["7 October", "2025-13-01", "2025-10-07T25:00Z", "2025-10-07T14:30", "14:30Z", "2025-10-07T14:30+01", "",
     "2025-02-30", "0001-01-01T00:00+14:00", "٢٠٢٥-١٠-٠٧"],
)  # fmt: skip
def test_what_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        Held(at=written)


def test_a_day_alone_is_no_time() -> None:
    with pytest.raises(ValidationError):
        Held(strict="2025-10-07")
    assert Held(strict="2025-10-07T14:30Z").strict == "2025-10-07T14:30Z"


def test_order_is_that_of_the_clock_and_not_of_the_text() -> None:
    told = ["2025-10-07T09:00+09:00", "2025-10-07T02:00+01:00", "2025-10-07", "2025-10-06T23:30Z"]
    assert sorted(told, key=moment_of) == [
        "2025-10-06T23:30Z", "2025-10-07T09:00+09:00", "2025-10-07", "2025-10-07T02:00+01:00",
    ]  # fmt: skip
