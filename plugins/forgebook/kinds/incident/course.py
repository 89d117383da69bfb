"""The course of an incident: its times, how long it took, and how it stands."""

from __future__ import annotations

from datetime import timedelta

from forgebook.core.record import Record
from forgebook.core.times import day_of, is_about, moment_of
from forgebook.core.views import Status

PHASES = ("started", "detected", "mitigated", "resolved")
"""The times of an incident in their order."""


def is_after(earlier: str, later: str) -> bool:
    """Whether what should come first comes last. A date alone, or a rough time, is held against days only."""
    if any(is_about(time) or "T" not in time for time in (earlier, later)):
        return day_of(earlier) > day_of(later)
    return moment_of(earlier) > moment_of(later)


def status_of(record: Record) -> Status:
    """How an incident stands: it goes on, its effect is over, or it is over."""
    if record.f.resolved:
        return Status("resolved", "closed")
    return Status("mitigated", "due") if record.f.mitigated else Status("going on", "bad")


def lasted(start: str | None, end: str | None) -> str:
    """`2 h 40 min`, `3 days`; empty where it cannot be told."""
    if not start or not end or is_after(start, end):
        return ""
    about = "about " if is_about(start) or is_about(end) else ""
    if any("T" not in time for time in (start, end)):
        days = (day_of(end) - day_of(start)).days
        return about + _days(days) if days else "within a day"
    return about + _spoken(moment_of(end) - moment_of(start))


def since(detected: str, at: str) -> str:
    """How far a moment lies from when the incident was detected, as in `+45 min`; `detected` for that moment itself.

    Empty where one of the two is a day alone, or only roughly known.
    """
    if any("T" not in time or is_about(time) for time in (detected, at)):
        return ""
    apart = moment_of(at) - moment_of(detected)
    if not apart:
        return "detected"
    return f"{'+' if apart > timedelta() else '−'}{_spoken(abs(apart))}"


def _spoken(time: timedelta) -> str:
    minutes = max(int(time.total_seconds() // 60), 0)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return _days(round(hours / 24))


def _days(days: int) -> str:
    return f"{days} {'day' if days == 1 else 'days'}"
