"""What if somebody is away: which areas and runbooks lose their cover, or are left with one who covers them.

The page lists every single absence. For several people at once a script asks `INDEX`, which holds who covers what and
nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from forgebook.core.cover import Cover, Stand
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.views import NavEntry, PageView
from forgebook.covering.absence import ADDRESS, Absence, absence, choices, resting
from forgebook.covering.ladder import may_show
from forgebook.pages.finding import dumped
from forgebook.rendering.renderer import Renderer
from forgebook.rendering.scope import plain_words

INDEX = "what-if/cover.json"
NAV = NavEntry("Cover", "What if", 55)
_RUNGS = ("proven", "active", "declared")


@dataclass(frozen=True, slots=True)
class Away:
    """What changes when one is away: their id on the ladder, their name, what changes."""

    person: str
    name: str
    absence: Absence


@dataclass(frozen=True, slots=True)
class Told:
    """Every single absence on one day.

    Attributes:
        id: an anchor.
        day: the first day that it is told for; None for today.
        leave: who has left by then.
        rows: those whose absence changes something, by name.
        others: the names of those whose absence changes nothing.
        resting: what nobody covers and what one alone does, with everybody there.
    """

    id: str
    day: date | None
    leave: tuple[str, ...]
    rows: tuple[Away, ...]
    others: tuple[str, ...]
    resting: Absence


class WhatIf:
    """The absences of a graph."""

    def __init__(self, graph: ProjectGraph) -> None:
        self.graph = graph
        self.facts = graph.ladder

    @property
    def is_any(self) -> bool:
        """Whether there is anything to cover, and this reader may know how it is covered."""
        return may_show(self.graph) and bool(self.facts.covers)

    @cached_property
    def people(self) -> dict[str, str]:
        """Everybody whose absence is told of, or changes what others' absence does, by name."""
        return choices(self.facts, [person.ref for person in self.graph.of("person")])

    @cached_property
    def offered(self) -> dict[str, str]:
        """Whom one can think of as away. Where readers know somebody as no more than a team member, they cannot."""
        team = self.graph.visibility == "team"
        return {ref: name for ref, name in self.people.items() if team or self.graph.get(ref) is not None}

    @cached_property
    def after(self) -> date | None:
        """The day after the next departure."""
        leaving = self.facts.leaving
        return min(leaving.values()) + timedelta(days=1) if leaving and self.facts.after else None

    def views(self) -> Iterator[PageView]:
        """The page. Without an area or a runbook it says what would stand there, unless this reader may not know."""
        kind = self.graph.kinds.get("area")
        if not may_show(self.graph) or kind is None or not (self.is_any or self.graph.visibility == "team"):
            return
        told = [self._told("today", self.facts.covers, None)]
        if self.after is not None:
            told.append(self._told("after", self.facts.after, self.after))
        yield PageView(
            address=ADDRESS,
            title="What if",
            template="what_if.html",
            context={
                "kind": kind,
                "index": INDEX,
                "is_any": self.is_any,
                "people": [(_key(person), name) for person, name in self.offered.items()],
                "told": told,
                "after": self.after,
                "missing": [plain_words(self.graph.project.titled("repositories", id_)) for id_ in self.facts.missing],
                "notes": list(self.facts.notes),
            },
            description="Pick who is away, and see what nobody could look after.",
            nav=NAV if self.is_any or not self.graph.records else None,
            hide=("toc",),
        )

    def _told(self, id_: str, covers: Mapping[str, Cover], day: date | None) -> Told:
        leave = tuple(self.facts.people.get(ref, "") for ref in self.facts.leaving) if day else ()
        here = {ref: name for ref, name in self.offered.items() if not (day and ref in self.facts.leaving)}
        found = [Away(ref, name, absence(covers, {ref})) for ref, name in here.items()]
        rows = tuple(away for away in found if away.absence.changes)
        others = tuple(away.name for away in found if not away.absence.changes)
        return Told(id_, day, leave, rows, others, resting(covers))

    def as_json(self, renderer: Renderer) -> bytes:
        """What the script asks: people, and by area and runbook who covers it or is declared for it, by place."""
        scope = renderer.scope(ADDRESS)
        places = {ref: place for place, ref in enumerate(self.people)}
        records = [record for ref in self.facts.covers if (record := self.graph.get(ref)) is not None]
        return dumped({
            "rungs": _RUNGS,
            "people": [[_key(ref), name] for ref, name in self.people.items()],
            "subjects": [
                [plain_words(record.title), scope.href(record.address), *self._stands(record, places)]
                for record in records
            ],
        })  # fmt: skip

    def _stands(self, record: Record, places: Mapping[str, int]) -> tuple[object, object]:
        """Who stands where today, and after the next departure; 0 where that is the same."""
        today = _numbers(self.facts.covers[record.ref].stands, places)
        cover = self.facts.after.get(record.ref) if self.after else None
        after = today if cover is None else _numbers(cover.stands, places)
        return today, 0 if after == today else after


def _numbers(stands: tuple[Stand, ...], places: Mapping[str, int]) -> list[int]:
    """Person and rung in one number each: the file is fetched whole."""
    return [
        places[stand.person] * len(_RUNGS) + _RUNGS.index(stand.rung)
        for stand in stands
        if stand.rung in _RUNGS and stand.person in places
    ]


def _key(person: str) -> str:
    """How an address names somebody: by the record's id, or `name:` and a name."""
    return person.removeprefix("person/")
