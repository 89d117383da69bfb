"""What the pages of runs show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.times import day_of, in_words
from forgebook.core.views import PageView, Status
from forgebook.releasing.runs import Reliance, changes_touching, is_out, newest_first, reliance_of, touches_by_run
from forgebook.releasing.standing import order_of

SHOWN: dict[str, Status | None] = {
    "touched": Status("changed since", "bad"),
    "withdrawn": Status("release withdrawn", "bad"),
    "coming": Status("will change", "due"),
    "look": Status("look at it", "due"),
    "replaced": Status("replaced", "closed"),
    "stands": Status("stands", "holds"),
    "untold": None,
}
"""How far one may rely on a run, the worst first."""


@dataclass(frozen=True, slots=True)
class Row:
    """A run as lists show it."""

    record: Record
    day: date
    status: Status | None
    reliance: Reliance


def status_of(record: Record, graph: ProjectGraph) -> Status | None:
    """How far one may rely on a run."""
    return SHOWN[reliance_of(record, graph).word]


def record_context(record: Record, graph: ProjectGraph) -> dict[str, Any]:
    """What the page of one run shows beside its fields."""
    touches = changes_touching(record, graph)
    reliance = reliance_of(record, graph, touches)
    until = record.f.retain_until
    return {
        "release": graph.get(record.f.release),
        "when": in_words(record.f.run_at),
        "reliance": reliance,
        "touches": [(touch, graph.get(touch.change.parent), is_out(touch.change, graph)) for touch in touches],
        "replaces": graph.get(record.f.replaces),
        "over": until is not None and until < graph.as_of,
    }


def index_view(kind: RecordKind, graph: ProjectGraph) -> PageView:
    """All runs by release, the newest release first; those that are touched stand above all."""
    records = newest_first(graph.of(kind.name))
    touches = touches_by_run(graph)
    rows = [_row(record, touches, graph) for record in records]
    words = list(SHOWN)
    touched = [row for row in rows if words.index(row.reliance.word) < words.index("replaced")]
    touched.sort(key=lambda row: words.index(row.reliance.word))
    context = {
        "kind": kind,
        "records": records,
        "touched": touched,
        "counts": _counts(rows),
        "releases": _by_release(rows, graph),
        "years": sorted({row.day.year for row in rows}, reverse=True),
        "groups": sorted({row.record.f.for_ for row in rows if row.record.f.for_}, key=str.casefold),
    }
    return PageView(
        address=f"{kind.plural}/",
        title=kind.label_plural,
        template="run/index.html",
        context=context,
        description="Runs that somebody relies on, and what touches them.",
        nav=kind.nav,
        hide=("toc", "navigation"),
    )


def _row(record: Record, touches: dict[str, Any], graph: ProjectGraph) -> Row:
    reliance = reliance_of(record, graph, touches.get(record.ref, []))
    return Row(record, day_of(record.f.run_at), SHOWN[reliance.word], reliance)


def _counts(rows: list[Row]) -> list[tuple[Status, int]]:
    found = [(status, sum(row.status == status for row in rows)) for status in SHOWN.values() if status is not None]
    return [(status, number) for status, number in found if number]


def _by_release(rows: list[Row], graph: ProjectGraph) -> list[tuple[Record | None, list[Row]]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.record.f.release, []).append(row)
    found = [(graph.get(ref), group) for ref, group in groups.items()]
    known = sorted((pair for pair in found if pair[0] is not None), key=lambda pair: order_of(pair[0]), reverse=True)  # type: ignore[arg-type]
    return [*known, *(pair for pair in found if pair[0] is None)]
