"""What a sprint's meetings have to talk about, told from the records: planning, catch-up and retro."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from forgebook.core.drafting import open_improvements, team_of
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.times import day_of
from forgebook.covering.rehearsals import Freshness, most_needed_first
from forgebook.kinds.sprint.order import in_order, last_day
from forgebook.kinds.sprint.outcome import Outcome, Told, outcome_of

_WEEK = timedelta(weeks=1)
_TO_REVIEW = {"decision": ("accepted", "proposed"), "assumption": ()}
"""Kinds with a `review_by`, and the statuses in which it asks for something; none for any."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something that asks for an answer, a review or an action by a day; *day* may be open."""

    record: Record
    day: date | None = None
    entry: Any = None


@dataclass(frozen=True, slots=True)
class Carried:
    """An item that an earlier sprint carried on to this one."""

    sprint: Record
    told: Told


@dataclass(frozen=True, slots=True)
class Planning:
    """What a planning has to talk about.

    Attributes:
        until: the last day of the sprint that is planned, its recovery included: what is due by then is on the table.
        before: the team's sprint before it, or None.
        came_out: what came out of that one.
        carried: what goes on to it: carried on by earlier ones, or still open in the one before.
        improvements: the improvements that it tries.
        waiting: open improvements of the team that no sprint tries yet.
        requests: requests without an answer, and those to be answered again by its end.
        reviews: decisions and assumptions to be reviewed by its end.
        actions: open actions of incidents, those with a day first.
        rehearsals: runbooks to be rehearsed by its end, those first that need it most.
        releases: releases planned for its days.
    """

    until: date
    before: Record | None
    came_out: Outcome | None
    carried: list[Carried]
    improvements: list[Record]
    waiting: list[Record]
    requests: list[Due]
    reviews: list[Due]
    actions: list[Due]
    rehearsals: list[tuple[Record, Freshness]]
    releases: list[Record]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What one sprint's meetings have to talk about.

    Attributes:
        planning: its planning; None once it has run for a week.
        following: the planning of the sprint after it, where that has begun to matter and has no record of its own.
        outcome: its plan against what came out so far.
        meetings: its meetings by their kind, the first of each.
        improvements: the improvements that it tries.
        judge: open improvements that its retro has to judge.
        releases: releases planned for its days.
        incidents: incidents of its days.
    """

    planning: Planning | None
    following: Planning | None
    outcome: Outcome
    meetings: dict[str, Any]
    improvements: list[Record]
    judge: list[Record]
    releases: list[Record]
    incidents: list[Record]


def has_agenda(record: Record, graph: ProjectGraph) -> bool:
    """Whether meetings of a sprint are still to come: it is not over, or it is the last one and has no retro.

    Agendas draw on what only the team sees, so that a filtered site has none.
    """
    if graph.visibility != "team" or record.f.end < record.f.start:
        return False
    if last_day(record) >= graph.as_of:
        return True
    begun = [sprint for sprint in in_order(record, graph) if sprint.f.start <= graph.as_of]
    return begun[-1:] == [record] and not graph.related(record, "retros")


def agenda_of(record: Record, graph: ProjectGraph) -> Agenda:
    """The agenda of a sprint's meetings."""
    last = in_order(record, graph)[-1]
    improvements = graph.related(record, "improvements")
    begun = record.f.start <= graph.as_of
    first, until = record.f.start, last_day(record)
    return Agenda(
        planning_of(record, graph) if graph.as_of < record.f.start + _WEEK else None,
        following(record, graph) if last is record and begun else None,
        outcome_of(record, graph),
        {meeting.kind: meeting for meeting in reversed(record.f.meetings)},
        improvements,
        [r for r in _open(record, graph, record.f.end) if r in improvements or not _is_for_later(r, record, graph)],
        _releases(graph, first, until),
        [r for r in graph.of("incident") if first <= day_of(r.f.detected) <= until],
    )


def planning_of(record: Record, graph: ProjectGraph) -> Planning:
    """What the planning of a sprint has to talk about."""
    sprints = in_order(record, graph)
    here = sprints.index(record)
    before = sprints[here - 1] if here else None
    improvements = graph.related(record, "improvements")
    waiting = [r for r in _open(record, graph, record.f.end) if r not in improvements]
    return _planning(
        graph, record.f.start, last_day(record), before, list(_carried(record, graph)), improvements,
        [r for r in waiting if not graph.related(r, "target_sprint")],
    )  # fmt: skip


def _later(day: date, days: int) -> date:
    """Some days later, or the last day that there is: a slip in a year ends no build."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def following(record: Record, graph: ProjectGraph) -> Planning:
    """What the planning of the sprint after the team's last one has to talk about. It is taken to be equally long."""
    first = _later(last_day(record), 1)
    until = _later(first, (last_day(record) - record.f.start).days)
    outcome = outcome_of(record, graph)
    rest = (*outcome.planned, *outcome.added, *outcome.besides)
    carried = [Carried(record, told) for told in rest if told.fate in ("carried", "open", "untold") and not told.onward]
    waiting = [r for r in _open(record, graph, until) if not graph.related(r, "target_sprint")]
    return _planning(graph, first, until, record, carried, [], waiting)


def _planning(
    graph: ProjectGraph,
    first: date,
    until: date,
    before: Record | None,
    carried: list[Carried],
    improvements: list[Record],
    waiting: list[Record],
) -> Planning:
    return Planning(
        until,
        before,
        outcome_of(before, graph) if before else None,
        carried,
        improvements,
        waiting,
        _requests(graph, until),
        _reviews(graph, until),
        _actions(graph),
        _rehearsals(graph, until),
        _releases(graph, first, until),
    )


def _releases(graph: ProjectGraph, first: date, until: date) -> list[Record]:
    found = [r for r in graph.of("release") if r.f.status in ("planned", "candidate") and r.f.planned_on]
    return sorted((r for r in found if first <= r.f.planned_on <= until), key=lambda r: (r.f.planned_on, r.ref))


def _open(record: Record, graph: ProjectGraph, until: date) -> list[Record]:
    """The open improvements of a sprint's team that were agreed before a day."""
    found = []
    for improvement in open_improvements(graph):
        retro = graph.get(improvement.parent)
        if retro is not None and retro.f.date < until and team_of(retro, graph) == record.fields.team:
            found.append(improvement)
    return found


def _is_for_later(improvement: Record, record: Record, graph: ProjectGraph) -> bool:
    sprints = graph.related(improvement, "target_sprint")
    return bool(sprints) and all(sprint.f.start > record.f.start for sprint in sprints)


def _carried(record: Record, graph: ProjectGraph) -> Iterator[Carried]:
    """What earlier sprints carried on to this one: by `to`, by the words of its plan, or since it is the next one."""
    sprints = in_order(record, graph)
    here = sprints.index(record)
    for index, sprint in enumerate(sprints[:here]):
        outcome = outcome_of(sprint, graph)
        for told in (*outcome.planned, *outcome.added, *outcome.besides):
            goes_to = told.onward[0].sprint if told.onward else sprints[index + 1]
            if told.fate == "carried" and told.carried is not None and goes_to is record:
                yield Carried(sprint, told)


def _requests(graph: ProjectGraph, until: date) -> list[Due]:
    again = [r for r in graph.of("request") if r.f.answer == "not_now" and r.f.revisit_on and r.f.revisit_on <= until]
    waiting = sorted((r for r in graph.of("request") if r.f.answer == "open"), key=lambda r: (r.f.asked_on, r.ref))
    again.sort(key=lambda r: (r.f.revisit_on, r.ref))
    return [*(Due(r, r.f.revisit_on) for r in again), *(Due(r) for r in waiting)]


def _reviews(graph: ProjectGraph, until: date) -> list[Due]:
    found = []
    for kind, statuses in _TO_REVIEW.items():
        for record in graph.of(kind):
            day, shown = record.f.review_by, graph.status(record)
            asks = record.f.status in statuses if statuses else shown is None or shown.tone != "closed"
            if asks and day is not None and day <= until:
                found.append(Due(record, day))
    return sorted(found, key=lambda due: (due.day or date.max, due.record.ref))


def _actions(graph: ProjectGraph) -> list[Due]:
    found = [
        Due(incident, action.due, action)
        for incident in graph.of("incident")
        for action in incident.f.actions
        if action.status == "open"
    ]
    return sorted(found, key=lambda due: (due.day or date.max, due.record.ref))


def _rehearsals(graph: ProjectGraph, until: date) -> list[tuple[Record, Freshness]]:
    ordered = most_needed_first(graph.of("runbook"), graph)
    return [(r, fresh) for r, fresh in ordered if fresh.state != "fresh" or (fresh.due and fresh.due <= until)]
