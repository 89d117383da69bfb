"""What the pages of requests show."""

from __future__ import annotations

from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.views import PageView
from forgebook.kinds.request.answers import SHOWN, in_order, is_due

_HEADINGS = {
    "open": "Waiting for an answer",
    "not_now": "Not now",
    "no": "No",
    "yes": "Yes",
}


def record_context(record: Record, graph: ProjectGraph) -> dict[str, Any]:
    """What the page of one request shows beside its fields."""
    return {
        "due": is_due(record, graph.as_of),
        "outcomes": outcomes(record, graph),
        "changes": graph.related(record, "changes"),
    }


def outcomes(record: Record, graph: ProjectGraph) -> list[Record]:
    """What came of a request: a decision, a roadmap item."""
    found = (graph.get(record.f.decision), graph.get(record.f.roadmap))
    return [other for other in found if other is not None]


def index_view(kind: RecordKind, graph: ProjectGraph) -> PageView:
    """The index: what waits first, then what was put off, then no and yes."""
    records = graph.of(kind.name)
    sections = [(answer, _HEADINGS[answer], in_order(records, answer, graph.as_of)) for answer in SHOWN]
    sections = [section for section in sections if section[2]]
    context = {
        "kind": kind,
        "records": records,
        "sections": sections,
        "counts": [(SHOWN[answer], len(found)) for answer, _, found in sections],
        "due": {record.ref: record for record in records if is_due(record, graph.as_of)},
        "outcomes": {record.ref: outcomes(record, graph) for record in records},
        "years": sorted({record.f.asked_on.year for record in records}, reverse=True),
        "areas": [area for area in graph.of("area") if any(area.ref in record.fields.area for record in records)],
    }
    return PageView(
        address=f"{kind.plural}/",
        title=kind.label_plural,
        template="request/index.html",
        context=context,
        description="What the team was asked for, and what it answered.",
        nav=kind.nav,
        hide=("toc", "navigation"),
    )
