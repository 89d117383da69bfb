"""What rests on somebody: what they answer for, and which systems they can enter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forgebook.core.diagnostics import FieldPath
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.covering.people import holders_on, is_gone


@dataclass(frozen=True, slots=True)
class Held:
    """Something that somebody answers for.

    Attributes:
        record: the area, runbook or role.
        how: `owner`, `deputy` or `holder`.
    """

    record: Record
    how: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A system that somebody can enter.

    Attributes:
        area: the area that lists it.
        system: its name.
        role: as what one enters it; empty where that is not said.
        how_to_get: how to ask for it; empty where that is not said.
        alone: whether nobody else who is still there can enter it.
    """

    area: Record
    system: str
    role: str
    how_to_get: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Left:
    """Something that still names somebody who has left: the record, the path of the field, and what they do there."""

    record: Record
    path: FieldPath
    said: str


def left_behind(person: Record, graph: ProjectGraph) -> Iterator[Left]:
    """What still names a person as owner, deputy or holder. A release that they owned is history, and no such thing."""
    for kind in ("area", "runbook", "role"):
        for record in graph.of(kind):
            for name, does in (("owner", "still owns this"), ("deputy", "is still its deputy")):
                if getattr(record.fields, name, None) == person.ref:
                    yield Left(record, (name,), does)
    for role in graph.of("role"):
        for index, holder in enumerate(role.f.holders):
            if holder.person == person.ref and holder in holders_on(role, graph.as_of):
                yield Left(role, ("holders", index, "person"), "still holds this role")
    for incident in graph.of("incident"):
        for index, action in enumerate(incident.f.actions):
            if action.owner == person.ref and action.status == "open":
                yield Left(incident, ("actions", index, "owner"), "still owns this action")


def held_by(person: Record, graph: ProjectGraph) -> list[Held]:
    """The areas, roles and runbooks that somebody owns, holds or is the deputy of, by their own name."""
    found = []
    for kind in ("area", "runbook"):
        for record in graph.of(kind):
            found += [Held(record, how) for how in ("owner", "deputy") if getattr(record.fields, how) == person.ref]
    for role in graph.of("role"):
        if any(holder.person == person.ref for holder in holders_on(role, graph.as_of)):
            found.append(Held(role, "holder"))
        if role.f.deputy == person.ref:
            found.append(Held(role, "deputy"))
    return found


def entries_of(person: Record, graph: ProjectGraph) -> list[Entry]:
    """The systems that somebody can enter, those first that nobody else can."""
    found = []
    for area in graph.of("area"):
        for access in area.f.access:
            if person.ref in access.held_by:
                alone = not (set(still_held_by(access.held_by, graph)) - {person.ref})
                found.append(Entry(area, access.system, access.role or "", access.how_to_get or "", alone))
    return sorted(found, key=lambda entry: (not entry.alone, entry.area.ref, entry.system))


def still_held_by(refs: list[str], graph: ProjectGraph) -> list[str]:
    """Of people who can enter a system, those who are still there."""
    people = (graph.get(ref) for ref in refs)
    return [person.ref for person in people if person is not None and not is_gone(person, graph.as_of)]
