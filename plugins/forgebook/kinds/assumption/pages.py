"""What the pages of assumptions show."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.views import PageView
from forgebook.releasing.assumptions import (
    STATUSES,
    UNKNOWN,
    by_risk,
    cells_of,
    holds_for,
    in_force,
    is_due,
    risk_of,
    scales_of,
    state_of,
    status_of_risk,
    successors,
)
from forgebook.releasing.standing import newest_of_each_line, order_of
from forgebook.rendering.charts import risk_grid

NOT_KNOWN = "risk-not-known"


def record_context(record: Record, graph: ProjectGraph) -> dict[str, Any]:
    """What the page of one assumption shows beside its fields."""
    releases = sorted((r for r in graph.of("release") if holds_for(record, r, graph)), key=order_of, reverse=True)
    return {
        "risk": status_of_risk(record, graph),
        "state": state_of(record, graph),
        "due": is_due(record, graph),
        "before": graph.related(record, "supersedes"),
        "after": successors(record, graph),
        "newest": [release for release in newest_of_each_line(graph) if release in releases],
        "rests": [release for release in releases if release.f.status != "cancelled"],
    }


def index_view(kind: RecordKind, graph: ProjectGraph) -> PageView:
    """The register: the grid of what is in force, then the list by risk; what no longer holds stays below."""
    records = graph.of(kind.name)
    holding = in_force(graph)
    states = {record.ref: state_of(record, graph) for record in records}
    cells = []
    for risk, group in groupby(holding, key=lambda record: risk_of(record, graph)):
        cells.append((risk.anchor if risk else NOT_KNOWN, risk.status if risk else UNKNOWN, list(group)))
    context = {
        "kind": kind,
        "records": records,
        "holding": holding,
        "grid": risk_grid(scales_of(graph), cells_of(holding, graph), f"{kind.plural}/"),
        "cells": cells,
        "due": sorted((r for r in holding if is_due(r, graph)), key=lambda r: (r.f.review_by, r.ref)),
        "others": [
            (state, STATUSES[state], found)
            for state in ("to_come", "superseded", "ended")
            if (found := by_risk([r for r in records if states[r.ref] == state], graph))
        ],
        "risks": {record.ref: status_of_risk(record, graph) for record in records},
        "after": {record.ref: successors(record, graph) for record in records},
        "words": list(dict.fromkeys(status_of_risk(record, graph).word for record in by_risk(records, graph))),
        "areas": [area for area in graph.of("area") if any(area.ref in record.fields.area for record in records)],
    }
    return PageView(
        address=f"{kind.plural}/",
        title=kind.label_plural,
        template="assumption/index.html",
        context=context,
        description="What the results rest on without being known for sure, by risk.",
        nav=kind.nav,
        hide=("toc", "navigation"),
    )
