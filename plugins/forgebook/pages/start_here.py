"""Start here: what somebody needs who is new, told from records, for all and for each role.

What a newcomer should read is picked by hand in the role's record (`start_here`), and by a rule that the page tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.views import NavEntry, PageView
from forgebook.covering.people import holders_on, people_of
from forgebook.covering.rehearsals import Freshness, most_needed_first

ADDRESS = "start-here/"
MANY = 6
_STEPS = (("day", "First day"), ("week", "First week"), ("month", "First month"))


@dataclass(frozen=True, slots=True)
class Who:
    """A role or an area, and who to ask.

    Attributes:
        record: the role or area.
        people: the people who hold the role, or answer for the area, today.
        deputy: who stands in, as the record says; a ref, or empty.
    """

    record: Record
    people: tuple[Record, ...]
    deputy: str


@dataclass(frozen=True, slots=True)
class Access:
    """Something to ask for on the first day: how, and who holds it already."""

    area: Record
    entry: Any
    holders: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A runbook to rehearse, and with whom."""

    runbook: Record
    freshness: Freshness
    along: tuple[Record, ...]


def start_views(graph: ProjectGraph) -> Iterator[PageView]:
    """A page for all, and one for each role that is held or says what a newcomer does; none without people's roles."""
    roles = [role for role in graph.of("role") if _is_for_newcomers(role, graph)]
    if not roles and not graph.of("area") and not graph.of("person"):
        return
    yield _view(ADDRESS, "Start here", None, roles, graph, NavEntry("", "Start here", 5))
    for role in roles:
        yield _view(f"{ADDRESS}{role.id}/", f"Start here: {role.title}", role, roles, graph, None)


def _is_for_newcomers(role: Record, graph: ProjectGraph) -> bool:
    return bool(role.f.onboarding or role.f.start_here or holders_on(role, graph.as_of))


def _view(
    address: str, title: str, role: Record | None, roles: list[Record], graph: ProjectGraph, nav: NavEntry | None
) -> PageView:
    areas = _areas(role, graph)
    picked = [record for ref in (role.f.start_here if role else []) if (record := graph.get(ref)) is not None]
    context = {
        "role": role,
        "roles": roles,
        "purpose": _first_paragraph(graph.project.purpose or ""),
        "who_roles": [_role(other, graph) for other in roles] if role is None else [_role(role, graph)],
        "who_areas": [_area(area, graph) for area in areas],
        "all_areas": len(areas) == len(graph.of("area")),
        "teams": graph.of("team"),
        "sprints": _running(graph),
        "picked": picked,
        "decisions": _decisions(areas, picked, graph),
        "access": _access(areas, graph),
        "steps": _steps(role),
        "rehearse": _rehearsal(areas, graph),
        "terms": graph.of("term"),
    }
    words = f"What a new {role.title[:1].lower()}{role.title[1:]} needs first." if role else "What you need first."
    return PageView(address, title, "start_here.html", context, words, role, nav)


def _first_paragraph(text: str) -> str:
    return text.strip().partition("\n\n")[0]


def _steps(role: Record | None) -> list[tuple[str, str, list[Any]]]:
    """What to do on the first day, in the first week and month: an id, a heading, and lines."""
    told = role.f.onboarding if role is not None else None
    return [(name, label, getattr(told, name)) for name, label in _STEPS if told is not None and getattr(told, name)]


def _areas(role: Record | None, graph: ProjectGraph) -> list[Record]:
    """The areas of a role: those that it answers for or that are picked for it; of nobody in particular, all."""
    if role is None:
        return graph.of("area")
    return [
        area for area in graph.of("area") if role.ref in (area.f.owner, area.f.deputy) or area.ref in role.f.start_here
    ]


def _role(role: Record, graph: ProjectGraph) -> Who:
    return Who(role, _people(role.ref, graph), role.f.deputy or "")


def _area(area: Record, graph: ProjectGraph) -> Who:
    return Who(area, _people(area.f.owner, graph), area.f.deputy or "")


def _people(ref: str | None, graph: ProjectGraph) -> tuple[Record, ...]:
    found = (graph.get(person) for person in sorted(people_of(ref, graph, graph.as_of)))
    return tuple(person for person in found if person is not None)


def _running(graph: ProjectGraph) -> list[Record]:
    day = graph.as_of
    return [s for s in graph.of("sprint") if s.f.start <= day <= (s.f.recovery_until or s.f.end)]


def _decisions(areas: list[Record], picked: list[Record], graph: ProjectGraph) -> list[Record]:
    """Decisions in force, of these areas where there are any, that most other records rest on; the newer one first."""
    refs = {area.ref for area in areas}
    chosen = {record.ref for record in picked}
    found = [
        record
        for record in graph.of("decision")
        if (status := graph.status(record)) is not None
        and status.tone == "holds"
        and record.ref not in chosen
        and (not refs or refs & set(record.fields.area))
    ]
    return sorted(found, key=lambda r: (-_leant_on(r, graph), -(r.f.decided or date.min).toordinal(), r.ref))[:MANY]


def _leant_on(decision: Record, graph: ProjectGraph) -> int:
    """How many other records are related to it: what much hangs on is worth knowing first."""
    refs = {ref for refs in graph.relations_of(decision.ref).values() for ref in refs}
    return len({ref for ref in refs if ref.partition("/")[0] not in ("area", "person", "role", "team")})


def _access(areas: list[Record], graph: ProjectGraph) -> list[Access]:
    found = []
    for area in areas:
        for entry in area.f.access:
            holders = tuple(p for ref in entry.held_by for p in _people(ref, graph))
            found.append(Access(area, entry, holders))
    return found


def _rehearsal(areas: list[Record], graph: ProjectGraph) -> Rehearsal | None:
    """The runbook of these areas that most needs a rehearsal, and who can be there: its owner, else its deputy."""
    refs = {area.ref for area in areas}
    runbooks = [r for r in graph.of("runbook") if refs & set(r.fields.area)] or graph.of("runbook")
    for runbook, fresh in most_needed_first(runbooks, graph):
        along = _people(runbook.f.owner, graph) or _people(runbook.f.deputy, graph)
        if along:
            return Rehearsal(runbook, fresh, along)
    return None
