"""Times of an incident review: as its timeline writes them, and what its statistics say of its course."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

ZONES = {
    "UTC": "+00:00", "GMT": "+00:00", "CET": "+01:00", "CEST": "+02:00", "EET": "+02:00", "EEST": "+03:00",
    "EST": "-05:00", "EDT": "-04:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00",
    "PDT": "-07:00",
}  # fmt: skip
"""Zones that one name says for sure. Of a name that means several, the time of day cannot be told."""
_WINTER = frozenset(("CET", "EET"))

_ZONE = re.compile(r"\b(?i:times?(?: are| is)?(?: given)? in) \W*(?P<zone>[A-Z]{3,4})\b")
_TIME = re.compile(
    r"(?P<about>~?)\s*(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[ T]+(?:(?P<hour>\d{1,2}):(?P<minute>\d\d|\?\?)|[HhMm?-]{2}:[HhMm?-]{2}))?"
    r"(?P<after>~?)(?P<rest>.*)\Z"
)
_SPAN = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>d|h|m|s)\w*", re.I)
_UNITS = {"d": 1440, "h": 60, "m": 1, "s": 1 / 60}


@dataclass(frozen=True, slots=True)
class When:
    """A time as a timeline writes it.

    Attributes:
        at: as a record has it: a day, or a time with its zone; `~` before it where it is rough.
        moment: the point in time, where the source tells one.
        rest: what stands in the cell beside the time.
    """

    at: str
    moment: datetime | None = None
    rest: str = ""


def zone_of(text: str) -> str:
    """The zone that a text says its times are in, in capitals; empty where it says none."""
    match = _ZONE.search(text)
    return match["zone"].upper() if match else ""


def read_when(cell: str, zone: str) -> When | None:
    """The time in a cell of a timeline; None where it names no day.

    Args:
        cell: the words of the cell.
        zone: the zone that the times are in; without one that is known, days alone can be told.
    """
    match = _TIME.match(cell.strip())
    if match is None or not _is_day(match["day"]):
        return None
    rough = bool(match["about"] or match["after"]) or match["minute"] == "??"
    rest = match["rest"].strip()
    if match["hour"] is None:
        return When(f"{'~' if rough else ''}{match['day']}", rest=rest)
    hour, minute = int(match["hour"]), 0 if match["minute"] == "??" else int(match["minute"])
    clock = f"{hour:02}:{minute:02}"
    if zone not in ZONES or hour > 23 or minute > 59:
        said = f"{clock} {zone}".strip()
        return When(f"{'~' if rough else ''}{match['day']}", rest=f"{said} {rest}".strip())
    at = f"{match['day']}T{clock}{ZONES[zone]}"
    moment = None if match["minute"] == "??" else datetime.fromisoformat(at)
    return When(f"{'~' if rough else ''}{at}", moment, rest)


def is_in_summer(day: str, zone: str) -> bool:
    """Whether a day is one on which a zone's winter time is kept nowhere: clocks in Europe are an hour ahead then."""
    found = date.fromisoformat(day.removeprefix("~")[:10])
    return zone in _WINTER and _last_sunday(found.year, 3) <= found < _last_sunday(found.year, 10)


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta((last.weekday() + 1) % 7)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def minutes_of(text: str) -> int | None:
    """`19 hours 43 minutes` in minutes; None where the text tells no span."""
    spans = list(_SPAN.finditer(text.partition("[")[0]))
    if not spans:
        return None
    return round(sum(float(s["number"].replace(",", ".")) * _UNITS[s["unit"][0].lower()] for s in spans))


@dataclass(frozen=True, slots=True)
class Course:
    """The times of an incident, each as a record has it or empty.

    Attributes:
        started: when it began.
        detected: when somebody noticed.
        mitigated: when its effect was over.
        resolved: when it was over.
        guessed: the fields that the review does not say, and for which a day of its timeline stands in.
    """

    started: str = ""
    detected: str = ""
    mitigated: str = ""
    resolved: str = ""
    guessed: tuple[str, ...] = ()


def course_of(times: Sequence[When], to_detection: int | None, to_recovery: int | None) -> Course | None:
    """The course of an incident; None where its timeline names no day.

    A span of the statistics begins at the first entry of the timeline from which each span that is given ends at
    an entry. Where there is none, no point in time is made up: the first and the last day stand in, as guesses.

    Args:
        times: the times of the timeline, in its order.
        to_detection: minutes from the beginning until somebody noticed.
        to_recovery: minutes from the beginning until its effect was over.
    """
    days = sorted(_day(when) for when in times)
    if not days:
        return None
    course = _anchored(times, to_detection, to_recovery)
    if not course.detected:
        course = replace(course, detected=f"~{_day_or(course.started, days[0])}", guessed=("detected",))
    return replace(course, resolved=f"~{days[-1]}", guessed=(*course.guessed, "resolved"))


def _anchored(times: Sequence[When], to_detection: int | None, to_recovery: int | None) -> Course:
    """Started, detected and mitigated where the statistics and the timeline agree."""
    known = {when.moment.astimezone(UTC): when.at for when in reversed(times) if when.moment}
    spans = [span for span in (to_detection, to_recovery) if span is not None]
    for start, ends in _fitting(known, spans):
        named = iter(ends)
        detected = next(named) if to_detection is not None else ""
        return Course(known[start], detected, next(named) if to_recovery is not None else "")
    return Course()


def _fitting(known: dict[datetime, str], spans: list[int]) -> Iterator[tuple[datetime, list[str]]]:
    """Entries from which every span ends at an entry, the earliest first, with the entries that they end at."""
    for start in sorted(known) if spans else []:
        ends = [start + timedelta(minutes=span) for span in spans]
        if all(end in known for end in ends):
            yield start, [known[end] for end in ends]


def _day(when: When) -> str:
    return when.at.removeprefix("~")[:10]


def _day_or(time: str, other: str) -> str:
    return time.removeprefix("~")[:10] or other
