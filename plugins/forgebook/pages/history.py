"""History: one timeline of everything that happened, and a page a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.timeline import Event
from forgebook.core.views import NavEntry, PageView


def history_views(graph: ProjectGraph) -> Iterator[PageView]:
    """The whole history, and each year by itself so that it can be read without JavaScript."""
    past = [event for event in reversed(graph.events) if event.date <= graph.as_of]
    years = sorted({event.date.year for event in past}, reverse=True)
    yield _view(graph, past, years, None)
    for year in years:
        yield _view(graph, [event for event in past if event.date.year == year], years, year)


def _view(graph: ProjectGraph, events: list[Event], years: list[int], year: int | None) -> PageView:
    return PageView(
        address=f"history/{year}/" if year else "history/",
        title=f"History of {year}" if year else "History",
        template="history.html",
        context={
            "year": year,
            "years": years,
            "total": len(events),
            "months": _by_month(events),
            "event_kinds": _kinds(events, graph),
            "event_areas": _areas(events, graph),
            "area_ids": _area_ids(events, graph),
        },
        description="Everything that happened, newest first.",
        nav=None if year else NavEntry("", "History", 10),
        hide=("toc", "navigation"),
        searchable=year is None and len(events) <= 200,
    )


def _by_month(events: Iterable[Event]) -> list[tuple[date, list[Event]]]:
    grouped = groupby(events, key=lambda event: event.date.replace(day=1))
    return [(first, list(group)) for first, group in grouped]


def _kinds(events: Iterable[Event], graph: ProjectGraph) -> list[str]:
    seen = {event.kind for event in events}
    return [name for name in graph.kinds if name in seen]


def _areas(events: Iterable[Event], graph: ProjectGraph) -> list[Any]:
    seen = {ref for event in events for ref in event.areas}
    return [area for area in graph.of("area") if area.ref in seen]


def _area_ids(events: Iterable[Event], graph: ProjectGraph) -> dict[tuple[str, ...], str]:
    """The ids of areas, for the filter, by the refs that events have."""
    groups = dict.fromkeys(event.areas for event in events)
    return {refs: " ".join(area.id for ref in refs if (area := graph.get(ref))) for refs in groups}
