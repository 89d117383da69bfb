"""History: one timeline of everything that happened, or is to, and a page a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.references import MENTIONED_BY, MENTIONS
from forgebook.core.timeline import Event, event_ids
from forgebook.core.views import NavEntry, PageView
from forgebook.pages.finding import Facet, Finding, Value
from forgebook.pages.then import INDEX as HELD
from forgebook.pages.then import Then, month_address
from forgebook.rendering.scope import plain_words

ALL_AT_ONCE = 500
"""Up to so many events stand on one page."""
FIRST = 200
"""Of more, the newest; the others stand by year, and the filter fetches them."""
TO_COME = 12
"""The next dates that stand above what has happened."""
INDEX = "history/events.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as the history shows it.

    Attributes:
        event: the event.
        title: the title of its record in plain words.
        what: what happened, as of today.
        place: where it can be linked: in the page of its year, which never moves.
        id: its id on that page.
        areas, roles: ids of the areas it belongs to, and of the roles that its record names.
    """

    event: Event
    title: str
    what: str
    place: str
    id: str
    areas: str
    roles: str


class History:
    """The history of a graph."""

    def __init__(self, graph: ProjectGraph, then: Then) -> None:
        self.graph = graph
        self.then = then

    @cached_property
    def entries(self) -> list[Entry]:
        """All events, newest first."""
        graph = self.graph
        areas = {refs: _ids(graph, refs) for refs in dict.fromkeys(event.areas for event in graph.events)}
        roles = {ref: _ids(graph, roles_of(ref, graph)) for ref in dict.fromkeys(event.ref for event in graph.events)}
        found = [
            Entry(
                event,
                plain_words(event.title),
                event.what if event.date <= graph.as_of else event.will,
                f"history/{event.date.year}/#{id_}",
                id_,
                areas[event.areas],
                roles[event.ref],
            )
            for event, id_ in zip(graph.events, event_ids(graph.events), strict=True)
        ]
        return found[::-1]

    @cached_property
    def years(self) -> list[int]:
        """The years with an event, the last one first."""
        return sorted({entry.event.date.year for entry in self.entries}, reverse=True)

    @property
    def is_long(self) -> bool:
        """Whether there are more events than one page should hold."""
        return len(self.entries) > ALL_AT_ONCE

    def views(self) -> Iterator[PageView]:
        """The whole history, and each year by itself so that it can be read without JavaScript."""
        today = self.graph.as_of
        past = [entry for entry in self.entries if entry.event.date <= today]
        to_come = self.entries[: len(self.entries) - len(past)][::-1]
        yield self._front(past[:FIRST] if self.is_long else past, to_come)
        for year, entries in groupby(self.entries, key=lambda entry: entry.event.date.year):
            yield self._year(year, list(entries))

    def _front(self, past: list[Entry], to_come: list[Entry]) -> PageView:
        shown = to_come[:TO_COME] if self.is_long else to_come
        return PageView(
            address="history/",
            title="History",
            template="history.html",
            context={
                **self._context(None, past),
                "to_come": shown,
                "shown": len(past) + len(shown),
                "index": INDEX if self.is_long else None,
                "held_index": HELD if self.then.months else None,
            },
            description="Everything that happened, newest first.",
            nav=NavEntry("", "History", 10),
            hide=("toc", "navigation"),
            searchable=len(self.entries) <= FIRST,
        )

    def _year(self, year: int, entries: list[Entry]) -> PageView:
        months = [first for first in self.then.months if first.year == year]
        return PageView(
            address=f"history/{year}/",
            title=f"History of {year}",
            template="history.html",
            context={
                **self._context(year, entries),
                "to_come": [],
                "shown": len(entries),
                "index": None,
                "held": [(first, month_address(first)) for first in months],
            },
            description=f"Everything that happened in {year}, newest first.",
            hide=("toc", "navigation"),
            searchable=False,
        )

    def _context(self, year: int | None, entries: list[Entry]) -> dict[str, Any]:
        return {
            "year": year,
            "years": self.years,
            "total": len(entries) if year else len(self.entries),
            "months": _by_month(entries),
            "labels": {name: kind.label for name, kind in self.graph.kinds.items()},
            "facets": _facets(self.graph, self.entries if year is None else entries, self.years if not year else []),
        }

    def finding(self) -> Finding:
        """What the filter looks through where a page does not hold all events."""
        facets = _facets(self.graph, self.entries, self.years)
        names = [facet.name for facet in facets]
        rows = []
        for entry in self.entries:
            event = entry.event
            keys = {"kind": event.kind, "area": entry.areas, "role": entry.roles, "year": str(event.date.year)}
            cells = (event.date.isoformat(), entry.title, event.address, entry.what, entry.place)
            rows.append((cells, [keys[name] for name in names]))
        return Finding(facets, rows)


def roles_of(ref: str, graph: ProjectGraph) -> list[str]:
    """The roles that a record names in whatever part (owner, decider, holder), from either side; mentions are none."""
    if ref.startswith("role/"):
        return [ref]
    named = [
        other
        for name, refs in graph.relations_of(ref).items()
        if name not in (MENTIONS, MENTIONED_BY)
        for other in refs
        if other.startswith("role/")
    ]
    return sorted(dict.fromkeys(named))


def _ids(graph: ProjectGraph, refs: Iterable[str]) -> str:
    return " ".join(record.id for ref in refs if (record := graph.get(ref)))


def _by_month(entries: Iterable[Entry]) -> list[tuple[date, list[Entry]]]:
    grouped = groupby(entries, key=lambda entry: entry.event.date.replace(day=1))
    return [(first, list(group)) for first, group in grouped]


def _facets(graph: ProjectGraph, entries: list[Entry], years: list[int]) -> list[Facet]:
    """What one can choose among these events; a choice of one is none."""
    kinds = {entry.event.kind for entry in entries}
    areas = {id_ for words in {entry.areas for entry in entries} for id_ in words.split()}
    roles = {id_ for words in {entry.roles for entry in entries} for id_ in words.split()}
    facets = [
        Facet("kind", "Kind", [Value(name, kind.label) for name, kind in graph.kinds.items() if name in kinds]),
        Facet("area", "Area", _values(graph.of("area"), areas)),
        Facet("role", "Role", _values(graph.of("role"), roles)),
        Facet("year", "Year", [Value(str(year), str(year)) for year in years]),
    ]
    return [facet for facet in facets if facet.values]


def _values(records: list[Record], ids: set[str]) -> list[Value]:
    return [Value(record.id, record.title) for record in records if record.id in ids]
