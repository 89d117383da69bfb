"""Dates of a project for calendars: what is planned, what meets, what is due, each with an id that stays.

An id does not hold the day, so that what is put off moves in a reader's calendar instead of standing there twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.subscriptions import CalendarSort
from forgebook.core.timeline import Event
from forgebook.covering.rehearsals import freshness
from forgebook.feeds.notices import notices


def is_due(event: Event) -> bool:
    """Whether the event is a day by which something must be done, such as `review due`, and nothing that happened."""
    return event.tone == "due" and " due" in event.what


@dataclass(frozen=True, slots=True)
class Dated:
    """Something on a day, or on several.

    Attributes:
        id: stays the same when the day moves; unique among the dates of a project.
        title: what it is, in inline Markdown.
        start: the first day.
        end: the last day; the same for one day.
        address: the page below the site.
        about: more words, in inline Markdown; may be empty.
        where: the place of a meeting; may be empty.
        sure: whether it is settled; a planned release is not.
        called_off: whether it will not be.
        areas: titles of the areas it belongs to.
    """

    id: str
    title: str
    start: date
    end: date
    address: str
    about: str = ""
    where: str = ""
    sure: bool = True
    called_off: bool = False
    areas: tuple[str, ...] = ()


def dates_of(sort: CalendarSort, graph: ProjectGraph) -> list[Dated]:
    """The dates of a calendar, in their order."""
    makers = {"releases": _releases, "rhythm": _rhythm, "due": _due}
    chosen = makers.values() if sort == "all" else [makers[sort]]
    found = [dated for maker in chosen for dated in maker(graph)]
    return sorted(found, key=lambda dated: (dated.start, dated.id))


def _releases(graph: ProjectGraph) -> Iterator[Dated]:
    for record in graph.of("release"):
        f = record.f
        day = f.released_on or f.planned_on
        if day is None:
            continue
        coming = f.status in ("planned", "candidate")
        said = "is planned" if coming else "was called off" if f.status == "cancelled" else "is out"
        yield Dated(
            f"{record.ref}/out", f"{record.title} {said}", day, day, record.address, f.summary or "", sure=not coming,
            called_off=f.status == "cancelled", areas=_areas(record, graph),
        )  # fmt: skip
    for record, start, end in notices(graph):
        yield Dated(f"{record.ref}/notice", record.title, start, end, record.address, record.f.text)


def _rhythm(graph: ProjectGraph) -> Iterator[Dated]:
    held = {retro.f.sprint for retro in graph.of("retro")}
    for record in graph.of("sprint"):
        f = record.f
        about = (record.ref, record.address)
        yield Dated(f"{about[0]}/sprint", record.title, f.start, f.end, about[1], f.goal or "")
        if f.recovery_until and f.recovery_until > f.end:
            after = date.fromordinal(f.end.toordinal() + 1)
            yield Dated(f"{about[0]}/recovery", f"{record.title}: recovery", after, f.recovery_until, about[1])
        counted: dict[str, int] = {}
        for meeting in f.meetings:
            counted[meeting.kind] = number = counted.get(meeting.kind, 0) + 1
            if meeting.kind == "retro" and record.ref in held:
                continue  # the retro's own record says when it was
            name = meeting.kind.replace("_", "-").capitalize()
            at = f", {meeting.at}" if meeting.at else ""
            yield Dated(
                f"{record.ref}/{meeting.kind}/{number}", f"{name}{at} ({record.title})", meeting.date, meeting.date,
                record.address, meeting.notes or "", meeting.where or "",
            )  # fmt: skip
    for retro in graph.of("retro"):
        yield Dated(f"{retro.ref}/retro", retro.title, retro.f.date, retro.f.date, retro.address)


def _due(graph: ProjectGraph) -> Iterator[Dated]:
    for event in graph.events:
        if is_due(event):
            yield _of_event(event)
    for runbook in graph.of("runbook"):
        told = freshness(runbook, graph)
        if told.due is not None:
            title = f"Rehearsal due: {runbook.title}"
            yield Dated(f"{runbook.ref}/rehearsal", title, told.due, told.due, runbook.address)
    for handover in graph.of("handover"):
        yield from _sessions(handover, graph)
    for incident in graph.of("incident"):
        for index, action in enumerate(incident.f.actions):
            if action.due is not None and action.status == "open":
                title = f"Due: {action.what}"
                yield Dated(f"{incident.ref}/action/{index}", title, action.due, action.due, incident.address)


def _of_event(event: Event) -> Dated:
    title = f"{event.what.capitalize()}: {event.title}"
    return Dated(f"{event.ref}/{event.what}", title, event.date, event.date, event.address)


def _sessions(handover: Record, graph: ProjectGraph) -> Iterator[Dated]:
    """Sessions by their place in the record: the day may move, and the words may be corrected."""
    for number, item in enumerate(handover.f.items):
        subject = graph.get(item.area or item.runbook or item.role)
        for index, session in enumerate(item.sessions):
            on = f" on {subject.title}" if subject is not None else ""
            id_ = f"{handover.ref}/{number}/session/{index}"
            yield Dated(id_, f"Session{on}", session.date, session.date, handover.address, session.what or "")


def _areas(record: Record, graph: ProjectGraph) -> tuple[str, ...]:
    return tuple(area.title for ref in record.fields.area if (area := graph.get(ref)) is not None)
