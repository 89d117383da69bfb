"""What the pages about decisions show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.views import PageView
from forgebook.kinds.decision.life import (
    CLOSED,
    OPEN,
    day_of,
    decision_overdue,
    effective_status,
    inferred_from,
    last_successors,
    once_accepted,
    review_overdue,
    status_of,
    wanting,
)
from forgebook.rendering.charts import DecisionPoint, DecisionsOverTime, SupersessionCurve


def record_context(record: Record, graph: ProjectGraph) -> dict[str, Any]:
    """Computed values of a decision's page. What another decision changes, it changes once it is accepted."""
    status = effective_status(record, graph)
    last = last_successors(record, graph) if status == "superseded" else []
    by = {name: graph.related(record, name) for name in ("superseded_by", "partly_superseded_by", "amended_by")}
    return {
        "status": status,
        "in_force_instead": [other for other in last if effective_status(other, graph) == "accepted"],
        "ended_with": [other for other in last if effective_status(other, graph) != "accepted"],
        "overdue": review_overdue(record, graph),
        "late": decision_overdue(record, graph),
        "partly_superseded_by": once_accepted(by["partly_superseded_by"]),
        "amended_by": once_accepted(by["amended_by"]),
        "wanting": _wanting(by),
        "inferred_from": inferred_from(record),
        "changes": graph.related(record, "decisions_of"),
        "options": _options(record),
    }


def _wanting(by: dict[str, list[Record]]) -> list[Record]:
    """Open proposals that would change a decision, each once."""
    found = {record.ref: record for records in by.values() for record in wanting(records)}
    return list(found.values())


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
        "late": [r.ref for r in records if decision_overdue(r, graph)],
        "inferred": {r.ref: source for r in records if (source := inferred_from(r))},
        "closed": _newest_first([r for r in records if statuses[r.ref] in CLOSED]),
        "unknown": _newest_first([r for r in records if statuses[r.ref] == "unknown"]),
        "counts": _counts(statuses.values()),
        "chart": chart_of(records, statuses, graph),
        "drawn": _drawn(records, graph),
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


def chart_of(records: list[Record], statuses: dict[str, str], graph: ProjectGraph) -> DecisionsOverTime | None:
    """The chart of the dated decisions, lanes in the order of the list; None where there are fewer than two."""
    dated = [(record, day) for record in records if (day := day_of(record))]
    if len(dated) < 2:
        return None
    points = [_point(record, day, statuses[record.ref], graph) for record, day in dated]
    days = [day for _, day in dated]
    margin = timedelta(days=max(10, (max(days) - min(days)).days // 40))
    return DecisionsOverTime(
        tuple(sorted(points, key=lambda point: (not point.lane, point.lane.casefold()))),
        tuple(_curves(records, graph)),
        min(days) - margin,
        max(days) + margin,
    )


def _point(record: Record, day: date, status: str, graph: ProjectGraph) -> DecisionPoint:
    shown = status_of(status)
    return DecisionPoint(
        ref=record.ref,
        title=record.title,
        date=day,
        tone=shown.tone,
        status=shown.word,
        href=record.address,
        lane=_lane(record, graph),
    )


def _drawn(records: list[Record], graph: ProjectGraph) -> list[tuple[Record, date, list[Record], list[Record]]]:
    """What the chart shows, as a table: decision, day, what it supersedes whole and in part; newest first."""
    return [
        (record, day, graph.related(record, "supersedes"), graph.related(record, "partly_supersedes"))
        for record in _newest_first(records)
        if (day := day_of(record))
    ]


def _lane(record: Record, graph: ProjectGraph) -> str:
    area = next((a for ref in record.fields.area if (a := graph.get(ref))), None)
    return area.title if area else ""


def _curves(records: list[Record], graph: ProjectGraph) -> list[SupersessionCurve]:
    return [
        SupersessionCurve(older_ref=older.ref, newer_ref=record.ref, partly=name != "supersedes")
        for record in records
        for name in ("supersedes", "partly_supersedes")
        for older in graph.related(record, name)
    ]
