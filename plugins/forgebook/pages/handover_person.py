"""What somebody would hand over: what loses its cover without them, what is under way, and who could take it.

There is a page for everybody who has a record, whether or not they leave: it is of use before anybody does. It never
says why somebody leaves, and never who the successor is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.views import PageView, Status
from forgebook.covering.belongings import Entry, entries_of, left_behind, still_held_by
from forgebook.covering.candidates import ORDER, Charge, Without, charges, has_person_pages, person_address
from forgebook.covering.handovers import Part, Progress, progress
from forgebook.covering.in_flight import Flight, in_flight
from forgebook.covering.people import holders_on, is_gone, is_leaving, leaves_on

HEADINGS: dict[Without, str] = {
    "nobody": "Nobody else covers it",
    "none_today": "Nobody covers it today",
    "one": "One other covers it",
    "more": "Others cover it",
}
PILLS: dict[Without, Status] = {
    "nobody": Status("nobody else", "bad"),
    "none_today": Status("nobody today", "bad"),
    "one": Status("one other", "due"),
    "more": Status("others do", "holds"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """Something that rests on somebody, and who has taken it in a handover of theirs.

    Attributes:
        charge: what rests on them, and who could take it.
        parts: the items of their handovers that name it.
    """

    charge: Charge
    parts: tuple[Part, ...]

    @property
    def takers(self) -> list[str]:
        """Who takes it."""
        return [part.item.to for part in self.parts if part.item.to]


@dataclass(frozen=True, slots=True)
class Door:
    """A system that they can enter, and who else can."""

    entry: Entry
    others: tuple[Record, ...]

    @property
    def need(self) -> int:
        """How many others can enter, as far as that matters: nobody, one, more."""
        return min(len(self.others), 2)


def person_views(graph: ProjectGraph) -> Iterator[PageView]:
    """A page for each person with a record; none for a reader who may not know."""
    if not has_person_pages(graph):
        return
    decisions = _decisions_of_each(graph)
    for person in graph.of("person"):
        yield PageView(
            address=person_address(person),
            title=f"What rests on {person.title}",
            template="handover_person.html",
            context=_context(person, decisions.get(person.ref, []), graph),
            description=f"What would pass on from {person.title}, and who could take it.",
            hide=("navigation",),
            searchable=False,  # what it tells stands in records that are found; a page a person would bury them
        )


def _context(person: Record, decisions: list[Record], graph: ProjectGraph) -> dict[str, Any]:
    handovers = [(record, progress(record, graph)) for record in graph.of("handover") if record.f.person == person.ref]
    gone = is_gone(person, graph.as_of)
    rows = [] if gone else [_row(charge, handovers) for charge in charges(person, graph)]
    areas = {area for row in rows for area in (row.charge.subject.ref, *row.charge.subject.fields.area)}
    flights = [] if gone else in_flight(person, graph)
    doors = sorted((_door(entry, person, graph) for entry in entries_of(person, graph)), key=lambda d: d.need)
    about = [record for record in decisions if areas & set(record.fields.area)]
    return {
        "person": person,
        "gone": gone,
        "leaving": is_leaving(person, graph.as_of),
        "last": leaves_on(person, graph.as_of),
        "groups": [(name, HEADINGS[name], PILLS[name], _of(rows, name)) for name in ORDER],
        "handovers": handovers,
        "flights": flights,
        "doors": doors,
        "left_behind": list(left_behind(person, graph)) if gone else [],
        "about": about,
        "further": [record for record in decisions if record not in about],
        "to_sign": _to_sign(rows, flights, doors, handovers, graph) if not gone else None,
        "shows_command": graph.visibility == "team" and not gone and not _under_way(handovers),
        "late": _late(flights, graph.as_of),
    }


def _row(charge: Charge, handovers: list[tuple[Record, Progress]]) -> Row:
    parts = (part for _, told in handovers for part in told.parts if part.subject == charge.subject.ref)
    return Row(charge, tuple(parts))


def _of(rows: list[Row], without: Without) -> list[Row]:
    return [row for row in rows if row.charge.without == without]


def _under_way(handovers: list[tuple[Record, Progress]]) -> bool:
    return any(not told.done for _, told in handovers)


def _late(flights: list[Flight], today: date) -> list[Flight]:
    return [flight for flight in flights if flight.day is not None and flight.day < today]


def _door(entry: Entry, person: Record, graph: ProjectGraph) -> Door:
    doors = (
        access for access in entry.area.f.access if (access.system, access.role or "") == (entry.system, entry.role)
    )
    held = [ref for access in doors for ref in access.held_by]
    refs = [ref for ref in dict.fromkeys(still_held_by(held, graph)) if ref != person.ref]
    return Door(entry, tuple(record for ref in refs if (record := graph.get(ref)) is not None))


def _decisions_of_each(graph: ProjectGraph) -> dict[str, list[Record]]:
    """By person, the decisions in force that they took part in, also by a role or team of that day; newest first."""
    found: dict[str, list[Record]] = {}
    in_force = [record for record in graph.of("decision") if record.f.status == "accepted"]
    for record in sorted(in_force, key=lambda r: (r.f.decided or date.min, r.ref), reverse=True):
        day = record.f.decided or graph.as_of
        named = [*record.f.deciders, *record.f.consulted]
        for person in {ref for who in named for ref in _behind(graph.get(who), day, graph)}:
            found.setdefault(person, []).append(record)
    return found


def _behind(who: Record | None, day: date, graph: ProjectGraph) -> set[str]:
    """Everybody behind a person, role or team on a day, whether or not they are still there."""
    if who is None or who.kind == "person":
        return {who.ref} if who else set()
    if who.kind == "team":
        return {ref for ref in who.f.members if _was_there(graph.get(ref), day)}
    return {holder.person for holder in holders_on(who, day)}


def _was_there(person: Record | None, day: date) -> bool:
    """Whether somebody had come by a day and had not left: a team's record tells its members of today alone."""
    if person is None:
        return False
    joined, left = person.f.joined, person.f.left
    return (joined is None or joined <= day) and (left is None or left >= day)


@dataclass(frozen=True, slots=True)
class ToSign:
    """The checklist that a receiver signs.

    Attributes:
        areas, runbooks, roles: what is handed over, each with who takes it.
        doors: the systems of what is handed over, and those that at most one other can enter.
        flights: what is under way.
        takers: who takes something, for the lines of signatures.
    """

    areas: tuple[Row, ...]
    runbooks: tuple[Row, ...]
    roles: tuple[Row, ...]
    doors: tuple[Door, ...]
    flights: tuple[Flight, ...]
    takers: tuple[Record, ...]


def _to_sign(
    rows: list[Row],
    flights: list[Flight],
    doors: list[Door],
    handovers: list[tuple[Record, Progress]],
    graph: ProjectGraph,
) -> ToSign | None:
    """What a receiver must be able to do: what is in a handover, or else what fewer than two others cover."""
    chosen = [row for row in rows if row.parts] if handovers else []
    chosen = chosen or [row for row in rows if row.charge.without != "more"]
    if not (chosen or flights or doors):
        return None
    areas = {row.charge.subject.ref for row in chosen}
    takers = dict.fromkeys(ref for row in chosen for ref in row.takers)
    by_kind = {kind: tuple(r for r in chosen if r.charge.subject.kind == kind) for kind in ("area", "runbook", "role")}
    return ToSign(
        by_kind["area"],
        by_kind["runbook"],
        by_kind["role"],
        tuple(door for door in doors if door.need < 2 or door.entry.area.ref in areas),
        tuple(flights),
        tuple(record for ref in takers if (record := graph.get(ref)) is not None),
    )
