"""Checks on handovers, on the full graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from forgebook.core.dates import days_between
from forgebook.core.diagnostics import ITSELF, Finding, listed
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.covering.handovers import SUBJECTS, last_day_of, progress, subjects_of
from forgebook.covering.people import is_gone, is_leaving
from forgebook.kinds.handover import codes


def check(graph: ProjectGraph) -> Iterator[Finding]:
    """All findings about handovers."""
    for record in graph.of("handover"):
        seen: set[tuple[str, str | None]] = set()
        for index, item in enumerate(record.f.items):
            yield from _shape(record, item, index, seen)
            yield from _accepted(record, item, index, graph)
            yield from _taker(record, item, index, graph)
        yield from _days(record, graph)


def _shape(record: Record, item: Any, index: int, seen: set[tuple[str, str | None]]) -> Iterator[Finding]:
    subjects, path = subjects_of(item), ("items", index)
    if len(subjects) != 1:
        said = f"the item names {listed(subjects)}" if subjects else f"the item names none of {', '.join(SUBJECTS)}"
        yield Finding(
            codes.ITEM_SHAPE, record, said, path, remedy="name one of area, runbook and role", rests_on=(ITSELF,)
        )
        return
    if (subjects[0], item.to) in seen:
        message = f"{subjects[0]} stands in this handover twice"
        yield Finding(codes.ITEM_TWICE, record, message, path)
    seen.add((subjects[0], item.to))


def _accepted(record: Record, item: Any, index: int, graph: ProjectGraph) -> Iterator[Finding]:
    path = ("items", index, "accepted_on")
    if item.accepted_on is None:
        return
    if item.to is None:
        message = f"accepted on {item.accepted_on}, and nobody is named who takes it"
        yield Finding(codes.ACCEPTED_BY_NOBODY, record, message, path, remedy="add to", rests_on=(ITSELF,))
    elif item.accepted_on > graph.as_of:
        message = f"accepted {days_between(item.accepted_on, graph.as_of)} ({item.accepted_on})"
        yield Finding(codes.ACCEPTED_BY_NOBODY, record, message, path)


def _taker(record: Record, item: Any, index: int, graph: ProjectGraph) -> Iterator[Finding]:
    taker = graph.get(item.to)
    path = ("items", index, "to")
    if taker is None or taker.kind != "person":
        return
    if taker.ref == record.f.person:
        yield Finding(codes.WRONG_TAKER, record, f"{taker.title} hands this over and takes it", path)
    elif item.accepted_on is None and (is_gone(taker, graph.as_of) or is_leaving(taker, graph.as_of)):
        said = "has left" if is_gone(taker, graph.as_of) else "is leaving"
        yield Finding(codes.WRONG_TAKER, record, f"{taker.title} {said}", path, remedy="name somebody who stays")


def _days(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    person = graph.get(record.f.person)
    left = person.f.left if person is not None else None
    if record.f.last_day and left and left != record.f.last_day and record.f.reason == "leaving" and person:
        message = f"the last day is {record.f.last_day} here, and {person.title} leaves on {left}"
        yield Finding(codes.DAYS_DIFFER, record, message, ("last_day",))
    last = last_day_of(record, graph)
    told = progress(record, graph)
    waiting = [part for part in told.parts if part.state != "accepted"]
    if last is not None and last < graph.as_of and waiting:
        items = "1 item waits" if len(waiting) == 1 else f"{len(waiting)} items wait"
        message = f"the last day was {days_between(last, graph.as_of)} ({last}), and {items} for acceptance"
        path = ("last_day",) if record.f.last_day else ()
        yield Finding(codes.LATE, record, message, path, rests_on=(ITSELF,))
