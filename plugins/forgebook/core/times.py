"""Points in time: an ISO date with a time of day and its zone, or a date where that is all one knows.

A value stays the text that was written, so that nothing is lost that its author said; these functions tell its day and
its place in an order. `~` before it says that it is approximate.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import Enum
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_TIME = re.compile(
    r"(?P<about>~ *)?(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ](?P<clock>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?) *(?P<zone>Z|[+-][0-9]{2}:[0-9]{2}))?\Z"
)


class Clock(Enum):
    """Marks a text that is a point in time: with a time of day, or a date alone as well."""

    TIME = "time"
    DATE_OR_TIME = "date or time"


def _read(value: Any, *, date_alone: bool) -> Any:
    if isinstance(value, dt.date):
        value = value.isoformat()
    if not isinstance(value, str):
        raise PydanticCustomError("fb_time_type", "expected a time")
    text = value.strip()
    found = _TIME.match(text)
    if found is None or not (found["clock"] or date_alone):
        raise PydanticCustomError("fb_time", "not a time: {text}", {"text": text})
    clock = f"T{found['clock']}{found['zone']}" if found["clock"] else ""
    written = f"{'~' if found['about'] else ''}{found['day']}{clock}"
    try:
        moment_of(written)
    except (ValueError, OverflowError):
        raise PydanticCustomError("fb_time", "no such time: {text}", {"text": text}) from None
    return written


def _time(value: Any) -> Any:
    return _read(value, date_alone=False)


def _date_or_time(value: Any) -> Any:
    return _read(value, date_alone=True)


Time = Annotated[str, BeforeValidator(_time), Clock.TIME]
"""A point in time, `2025-10-07T14:30+01:00`."""

DateOrTime = Annotated[str, BeforeValidator(_date_or_time), Clock.DATE_OR_TIME]
"""A point in time, or a date where that is all one knows."""


def day_of(value: str) -> dt.date:
    """The day that was written, in its own zone.

    Raises:
        ValueError: the text is no time.
    """
    return dt.date.fromisoformat(value.removeprefix("~")[:10])


def moment_of(value: str) -> dt.datetime:
    """The point in time, for an order; a date alone is its first moment in UTC.

    Raises:
        ValueError: the text is no time.
        OverflowError: it lies outside of the years 1 to 9999 once told in UTC.
    """
    text = value.removeprefix("~")
    if len(text) == len("2025-10-07"):
        return dt.datetime.combine(dt.date.fromisoformat(text), dt.time(), dt.UTC)
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(dt.UTC)


def is_about(value: str) -> bool:
    """Whether the time is approximate."""
    return value.startswith("~")


def in_words(value: str) -> str:
    """As a reader sees it: `2025-10-07 14:30 +01:00`, `about 2025-10-07`."""
    day, _, clock = value.removeprefix("~").partition("T")
    spoken = clock.replace("Z", " UTC") if clock.endswith("Z") else f"{clock[:-6]} {clock[-6:]}"
    return f"{'about ' if is_about(value) else ''}{day}{f' {spoken}' if clock else ''}"
