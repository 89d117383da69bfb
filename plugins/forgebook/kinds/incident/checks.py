"""Checks on incidents, on the full graph."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from forgebook.blameless.check import blame_in
from forgebook.blameless.names import Roster
from forgebook.core.dates import days_between
from forgebook.core.diagnostics import ITSELF, FieldPath, Finding
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.times import day_of, in_words
from forgebook.kinds.incident import codes
from forgebook.kinds.incident.course import PHASES, is_after


def check(graph: ProjectGraph) -> Iterator[Finding]:
    """All findings about incidents."""
    roster = Roster.of(graph)
    for record in graph.of("incident"):
        yield from blame_in(record, _texts(record), roster)
        yield from _order(record)
        yield from _ahead(record, graph)
        yield from _actions(record, graph)
        yield from _runbook(record)


def _texts(record: Record) -> Iterator[tuple[FieldPath, str]]:
    """What must not blame. What went well may praise."""
    for name in ("contributing_factors", "lessons"):
        yield from (((name, index, "text"), line.text) for index, line in enumerate(getattr(record.fields, name)))


def _order(record: Record) -> Iterator[Finding]:
    given = [(name, time) for name in PHASES if (time := getattr(record.fields, name))]
    for (before, earlier), (name, time) in pairwise(given):
        if is_after(earlier, time):
            message = f"{name} {in_words(time)}, before it was {before} ({in_words(earlier)})"
            yield Finding(codes.INCIDENT_TIMES, record, message.replace("was started", "started"), (name,))


def _ahead(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    for name in PHASES:
        time = getattr(record.fields, name)
        if time and day_of(time) > graph.as_of:
            when = days_between(day_of(time), graph.as_of)
            yield Finding(codes.INCIDENT_TIMES, record, f"{name} {when} ({in_words(time)})", (name,))


def _actions(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    for index, action in enumerate(record.f.actions):
        if action.status == "open" and action.due and action.due < graph.as_of:
            message = f"this was to be done {days_between(action.due, graph.as_of)} ({action.due})"
            remedy = "do it, move due, or say status: dropped"
            yield Finding(codes.ACTION_OVERDUE, record, message, ("actions", index, "due"), remedy=remedy)


def _runbook(record: Record) -> Iterator[Finding]:
    fields = record.f
    if fields.runbook_worked is not None and fields.runbook is None:
        message = "this says whether the runbook worked, and none is named"
        yield Finding(codes.WORKED_WITHOUT, record, message, ("runbook_worked",), remedy="add runbook", on_key=True)
    elif fields.runbook and fields.runbook_worked is None and fields.resolved:
        message = "the runbook was used, and nothing says whether it worked"
        path = ("runbook",)
        yield Finding(codes.NOT_SAID_WHETHER, record, message, path, remedy="add runbook_worked", rests_on=(ITSELF,))
