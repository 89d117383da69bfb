"""What the pages of areas show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from forgebook.core.cover import Stand
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.views import PageView, Status
from forgebook.covering.belongings import still_held_by
from forgebook.covering.ladder import may_show
from forgebook.covering.rehearsals import freshness
from forgebook.covering.standing import Standing, standing_of, standings
from forgebook.covering.worded import Worded, worded

LEVELS = {
    "aware": "is aware of it",
    "can_run": "can run it",
    "can_change": "can change it",
    "can_teach": "can teach it",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who stands in the area.

    Attributes:
        stand: where they stand.
        grounds: what shows it, in words.
        note: what the area's record says of them.
        fall: the rung after the next departure, where it is another.
    """

    stand: Stand
    grounds: tuple[Worded, ...]
    note: str
    fall: str


@dataclass(frozen=True, slots=True)
class Book:
    """A runbook of the area, how fresh it is, and when it was last shown to work."""

    record: Record
    fresh: Status | None
    day: date | None


def record_context(record: Record, graph: ProjectGraph) -> dict[str, Any]:
    """What the page of one area shows beside its fields."""
    inside = graph.related(record, "in_area")
    told = standing_of(record, graph) if may_show(graph) else None
    people = _people(told, graph) if told else []
    return {
        "told": told,
        "people": people,
        "knows": [entry for entry in record.f.knows if entry.person not in {p.stand.person for p in people}],
        "books": [_book(book, graph) for book in inside if book.kind == "runbook"],
        "alone": _alone(record, graph),
        "inside": [
            (graph.kinds[name], [r for r in inside if r.kind == name])
            for name in graph.kinds
            if name != "runbook" and any(r.kind == name for r in inside)
        ],
        "levels": LEVELS,
    }


def _people(told: Standing, graph: ProjectGraph) -> list[Person]:
    ref = told.record.ref
    notes = {entry.person: entry.note or "" for entry in told.record.f.knows}
    return [
        Person(
            stand, tuple(worded(g, ref, graph) for g in stand.grounds), notes.get(stand.person, ""), told.fall_of(stand)
        )
        for stand in told.cover.stands
    ]


def _book(record: Record, graph: ProjectGraph) -> Book:
    if graph.visibility != "team":
        return Book(record, None, record.f.proven_on)
    fresh = freshness(record, graph)
    return Book(record, fresh.status, fresh.day)


def _alone(record: Record, graph: ProjectGraph) -> list[str]:
    """The systems that one person alone can enter."""
    return [entry.system for entry in record.f.access if len(still_held_by(entry.held_by, graph)) == 1]


def index_view(kind: RecordKind, graph: ProjectGraph) -> PageView:
    """The index: by name, each with who answers for it and how many cover it."""
    told = {s.record.ref: s for s in standings(kind.name, graph)} if may_show(graph) else {}
    return PageView(
        address="handover/areas/",
        title=kind.label_plural,
        template="area/index.html",
        context={"kind": kind, "records": graph.of(kind.name), "told": told},
        nav=kind.nav,
        hide=("toc",),
    )
