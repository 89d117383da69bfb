"""From when to when an assumption held, by the days of releases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.timeline import Event, Held
from forgebook.releasing.assumptions import state_of, successors


def held(record: Record, graph: ProjectGraph) -> Held | None:
    """From the day of the release that began with it to the one that no longer rested on it; None before that."""
    state = state_of(record, graph)
    if state == "to_come":
        return None
    return Held(day_of(record.f.since, graph), ended_on(record, graph), over=state in ("superseded", "ended"))


def day_of(ref: str | None, graph: ProjectGraph) -> date | None:
    """The day that a release came out."""
    release = graph.get(ref)
    day: date | None = release.f.released_on if release is not None else None
    return day


def ended_on(record: Record, graph: ProjectGraph) -> date | None:
    """The first day on which it no longer held: that of the first release without it."""
    if state_of(record, graph) not in ("superseded", "ended"):
        return None
    after = [day_of(other.f.since, graph) for other in successors(record, graph)]
    if record.f.until:
        after += [release.f.released_on for release in graph.related(record.f.until, "next")]
    return min((day for day in after if day), default=None)


def events(record: Record, graph: ProjectGraph) -> Iterator[Event]:
    """When it was taken up, when it was given up, and when it is to be looked at again."""
    areas = tuple(record.fields.area)
    state = state_of(record, graph)
    days = [
        (day_of(record.f.since, graph), "taken up", "holds"),
        (ended_on(record, graph), "superseded" if state == "superseded" else "given up", "closed"),
        (record.f.review_by if state == "in_force" else None, "review due", "due"),
    ]
    for day, what, tone in days:
        if day is not None:
            yield Event(day, record.ref, record.kind, what, record.title, record.address, areas, tone)
