"""What the pages of the roadmap show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.views import PageView
from forgebook.kinds.roadmap.fields import Moved
from forgebook.kinds.roadmap.horizons import COMING, SHOWN, target_passed

MOST_MOVES = 8
"""Moves that the page tells at once; the rest is folded away."""

_MEANS = {
    "now": "being worked on",
    "next": "after that",
    "later": "without a date",
    "exploring": "may come, or may not",
}


@dataclass(frozen=True, slots=True)
class Move:
    """A move, with the item that moved."""

    record: Record
    move: Moved


def record_context(record: Record, graph: ProjectGraph) -> dict[str, Any]:
    """What the page of one item shows beside its fields."""
    return {
        "target": graph.get(record.f.target),
        "delivered": graph.get(record.f.delivered_in),
        "passed": target_passed(record, graph),
        "moves": list(reversed(record.f.changed)),
        "requests": graph.related(record, "requests"),
        "sprints": graph.related(record, "planned_in"),
        "changes": graph.related(record, "changes"),
    }


def index_view(kind: RecordKind, graph: ProjectGraph) -> PageView:
    """The roadmap on one page: what comes by horizon, the releases that are planned, what moved and why."""
    records = graph.of(kind.name)
    moves = _moves(records)
    context = {
        "kind": kind,
        "records": records,
        "columns": [(SHOWN[name], _MEANS[name], _in_order(records, name, graph)) for name in COMING],
        "done": _latest_first(records, "done"),
        "dropped": _latest_first(records, "dropped"),
        "targets": {r.ref: target for r in records if (target := graph.get(r.f.target)) is not None},
        "delivered": {r.ref: release for r in records if (release := graph.get(r.f.delivered_in)) is not None},
        "passed": {r.ref: passed for r in records if (passed := target_passed(r, graph))},
        "asked": {r.ref: len(found) for r in records if (found := graph.related(r, "requests"))},
        "releases": _planned(graph),
        "moves": moves[:MOST_MOVES],
        "older_moves": moves[MOST_MOVES:],
    }
    return PageView(
        address=f"{kind.plural}/",
        title=kind.label_plural,
        template="roadmap/index.html",
        context=context,
        description="What comes now, next and later, and what moved.",
        nav=kind.nav,
        hide=("toc", "navigation"),
    )


def _in_order(records: list[Record], horizon: str, graph: ProjectGraph) -> list[Record]:
    """Items of a horizon, the one that is due first on top."""

    def due(record: Record) -> tuple[date, str]:
        target = graph.get(record.f.target)
        day = (target.f.planned_on or target.f.released_on) if target else None
        return day or date.max, record.ref

    return sorted((r for r in records if r.f.horizon == horizon), key=due)


def _latest_first(records: list[Record], horizon: str) -> list[Record]:
    found = [record for record in records if record.f.horizon == horizon]
    return sorted(found, key=lambda r: (max((m.date for m in r.f.changed), default=date.min), r.ref), reverse=True)


def _moves(records: list[Record]) -> list[Move]:
    """All moves, the newest first."""
    found = [(move.date, record.ref, index, record, move) for record in records for index, move in _numbered(record)]
    return [Move(record, move) for _, _, _, record, move in sorted(found, key=lambda f: f[:3], reverse=True)]


def _numbered(record: Record) -> list[tuple[int, Moved]]:
    return list(enumerate(record.f.changed))


def _planned(graph: ProjectGraph) -> list[tuple[Record, list[Record]]]:
    """Releases that are to come by their day, each with the items that are meant for it."""
    coming = [release for release in graph.of("release") if release.f.status in ("planned", "candidate")]
    coming.sort(key=lambda r: (r.f.planned_on or date.max, r.ref))
    return [(release, graph.related(release, "roadmap_items")) for release in coming]
