"""What is under way in somebody's hands: it must be carried on by another, or be ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forgebook.core.drafting import open_improvements
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.covering.handovers import running
from forgebook.covering.people import holders_on


@dataclass(frozen=True, slots=True)
class Flight:
    """Something that is under way.

    Attributes:
        record: where it is written.
        what: what sort of thing it is, and by which role it is theirs, in words.
        line: what is to be done, inline Markdown of that record; empty where its title says it.
        day: the day by which, or on which; None where none is known.
    """

    record: Record
    what: str
    line: str = ""
    day: date | None = None


def in_flight(person: Record, graph: ProjectGraph) -> list[Flight]:
    """All that is under way in somebody's hands, by themselves or by a role that they hold; the nearest day first."""
    mine = {person.ref: ""} | {role.ref: f", as {role.title}" for role in roles_of(person, graph)}
    found = [*_actions(mine, graph), *_owned(mine, graph), *_sprints(mine, graph), *_decisions(person, graph)]
    found += _to_take(person, graph)
    return sorted(found, key=lambda flight: (flight.day or date.max, flight.what, flight.record.ref, flight.line))


def roles_of(person: Record, graph: ProjectGraph) -> list[Record]:
    """The roles that somebody holds today."""
    return [
        role
        for role in graph.of("role")
        if any(holder.person == person.ref for holder in holders_on(role, graph.as_of))
    ]


def _actions(mine: dict[str, str], graph: ProjectGraph) -> Iterator[Flight]:
    for incident in graph.of("incident"):
        for action in incident.f.actions:
            if action.status == "open" and action.owner in mine:
                yield Flight(incident, f"open action{mine[action.owner]}", action.what, action.due)


def _owned(mine: dict[str, str], graph: ProjectGraph) -> Iterator[Flight]:
    for improvement in open_improvements(graph):
        if improvement.f.owner in mine:
            yield Flight(improvement, f"open improvement{mine[improvement.f.owner]}")
    for item in graph.of("roadmap"):
        if item.f.owner in mine and item.f.horizon not in ("done", "dropped"):
            yield Flight(item, f"on the roadmap{mine[item.f.owner]}")
    for release in graph.of("release"):
        if release.f.owner in mine and release.f.status in ("planned", "candidate"):
            yield Flight(release, f"owner of the release{mine[release.f.owner]}", day=release.f.planned_on)


def _sprints(mine: dict[str, str], graph: ProjectGraph) -> Iterator[Flight]:
    for sprint in graph.of("sprint"):
        for name in ("scrum_master", "product_owner"):
            who = getattr(sprint.fields, name)
            if who in mine and sprint.f.end >= graph.as_of:
                yield Flight(sprint, f"{name.replace('_', ' ')} of the sprint", day=sprint.f.end)


def _decisions(person: Record, graph: ProjectGraph) -> Iterator[Flight]:
    for decision in graph.of("decision"):
        if decision.f.status in ("draft", "proposed") and person.ref in decision.f.deciders:
            yield Flight(decision, "decision to be made", day=decision.f.review_by)


def _to_take(person: Record, graph: ProjectGraph) -> Iterator[Flight]:
    """What they are taking over from others."""
    for handover, told in running(graph):
        for part in told.parts:
            subject = graph.get(part.subject)
            if part.item.to == person.ref and part.state != "accepted" and subject is not None:
                yield Flight(handover, "takes over", f"[[{subject.ref}]]", told.last_day)
