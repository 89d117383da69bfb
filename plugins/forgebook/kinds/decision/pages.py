"""What the pages about decisions show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.views import PageView
from forgebook.kinds.decision.life import (
    CLOSED,
    OPEN,
    day_of,
    effective_status,
    in_force_instead,
    review_overdue,
    status_of,
)
from forgebook.rendering.charts import DecisionPoint, SupersessionCurve, decisions_over_time


def record_context(record: Record, graph: ProjectGraph) -> dict[str, Any]:
    """Computed values of a decision's page."""
    status = effective_status(record, graph)
    return {
        "status": status,
        "in_force_instead": in_force_instead(record, graph) if status == "superseded" else [],
        "overdue": review_overdue(record, graph),
        "partly_superseded_by": graph.related(record, "partly_superseded_by"),
        "amended_by": graph.related(record, "amended_by"),
        "changes": graph.related(record, "decisions_of"),
        "options": _options(record),
    }


def _options(record: Record) -> list[tuple[Any, bool]]:
    """The options, the chosen one first, each with whether it was chosen."""
    chosen = record.f.chosen
    marked = [(o, chosen is not None and chosen in (o.id, o.title)) for o in record.f.options]
    return sorted(marked, key=lambda pair: not pair[1])


def index_view(kind: RecordKind, graph: ProjectGraph) -> PageView:
    """The index: in force by area, open, overdue, closed."""
    records = graph.of(kind.name)
    statuses = {record.ref: effective_status(record, graph) for record in records}
    in_force = [r for r in records if statuses[r.ref] == "accepted"]
    context = {
        "kind": kind,
        "records": records,
        "in_force": _by_area(_newest_first(in_force), graph),
        "open": _by_deadline([r for r in records if statuses[r.ref] in OPEN]),
        "overdue": [r for r in records if review_overdue(r, graph)],
        "closed": _newest_first([r for r in records if statuses[r.ref] in CLOSED]),
        "unknown": _newest_first([r for r in records if statuses[r.ref] == "unknown"]),
        "counts": _counts(statuses.values()),
        "chart": lambda href: _chart(records, statuses, graph, href),
        "years": sorted({d.year for r in records if (d := day_of(r))}, reverse=True),
        "areas": [a for a in graph.of("area") if graph.related(a, "in_area")],
    }
    return PageView(
        address=f"{kind.plural}/",
        title=kind.label_plural,
        template="decision/index.html",
        context=context,
        description="What was decided, why, and what holds today.",
        nav=kind.nav,
        hide=("toc", "navigation"),
    )


def _newest_first(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda r: (day_of(r) or date.min, r.ref), reverse=True)


def _by_deadline(records: list[Record]) -> list[Record]:
    return sorted(records, key=lambda r: (r.f.review_by or date.max, day_of(r) or date.max, r.ref))


def _by_area(records: list[Record], graph: ProjectGraph) -> list[tuple[str, str, list[Record]]]:
    """Title, ref and records of each area that has some; what has none comes last.

    A decision stands under the first of its areas alone, so that the list counts right; the filter knows them all.
    """
    groups: dict[str, list[Record]] = {}
    for record in records:
        first = next((ref for ref in record.fields.area if graph.get(ref)), "")
        groups.setdefault(first, []).append(record)
    titled = [(area.title, ref, group) for ref, group in groups.items() if (area := graph.get(ref))]
    rest = [("No area", "", groups[""])] if "" in groups else []
    return sorted(titled, key=lambda entry: entry[0].casefold()) + rest


def _counts(statuses: Iterable[str]) -> list[tuple[Any, int]]:
    counted = Counter(statuses)
    order = ("accepted", *OPEN, *CLOSED, "unknown")
    return [(status_of(word), counted[word]) for word in order if counted[word]]


def _chart(records: list[Record], statuses: dict[str, str], graph: ProjectGraph, href: Callable[[str], str]) -> Markup:
    dated = [(record, day) for record in records if (day := day_of(record))]
    if len(dated) < 2:
        return Markup("")
    points = [
        DecisionPoint(
            ref=record.ref,
            title=record.title,
            date=day,
            tone=status_of(statuses[record.ref]).tone,
            status=status_of(statuses[record.ref]).word,
            href=href(record.address),
            lane=_lane(record, graph),
        )
        for record, day in dated
    ]
    days = [day for _, day in dated]
    margin = timedelta(days=max(10, (max(days) - min(days)).days // 40))
    return decisions_over_time(
        points,
        _curves(records, graph),
        chart_id="decisions-over-time",
        start=min(days) - margin,
        end=max(days) + margin,
    )


def _lane(record: Record, graph: ProjectGraph) -> str:
    area = next((a for ref in record.fields.area if (a := graph.get(ref))), None)
    return area.title if area else "Other"


def _curves(records: list[Record], graph: ProjectGraph) -> list[SupersessionCurve]:
    return [
        SupersessionCurve(older_ref=older.ref, newer_ref=record.ref, partly=name != "supersedes")
        for record in records
        for name in ("supersedes", "partly_supersedes")
        for older in graph.related(record, name)
    ]
