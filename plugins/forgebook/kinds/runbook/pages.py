"""What the pages of runbooks show."""

from __future__ import annotations

from datetime import date
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.times import day_of
from forgebook.core.views import PageView
from forgebook.covering.rehearsals import SHOWN, freshness, is_by_another, most_needed_first, newest_first
from forgebook.kinds.runbook.steps import parts_of

_SECTIONS = (
    ("purpose", "Purpose"),
    ("meaning", "Meaning"),
    ("impact", "Impact"),
    ("diagnosis", "Diagnosis"),
    ("mitigation", "Mitigation"),
    ("steps", "Steps"),
    ("verify", "Verify"),
    ("rollback", "Roll back"),
)
_TOLD = ("purpose", "meaning", "impact")
"""Sections that say something and ask for nothing to be done. They come before what one needs."""

AUTOMATION = {"manual": "by hand", "scripted": "by a script that one starts", "automatic": "by itself"}
OUTCOMES = {
    "worked": {"word": "worked", "tone": "holds"},
    "worked_with_help": {"word": "worked with help", "tone": "holds"},
    "failed": {"word": "failed", "tone": "bad"},
}


def record_context(record: Record, graph: ProjectGraph) -> dict[str, Any]:
    """What the page of one runbook shows beside its fields."""
    team = graph.visibility == "team"
    parts = _parts(record)
    asked = [part for part in parts if part[0] not in _TOLD]
    return {
        "fresh": freshness(record, graph) if team else None,
        "proven_on": record.f.proven_on if not team else None,
        "done": [(r, is_by_another(record, r, graph)) for r in newest_first(record, graph)],
        "used_in": _incidents(record, graph),
        "told": [part for part in parts if part[0] in _TOLD],
        "asked": asked,
        "steps_follow": any(stretch.steps for _, _, stretches in asked for stretch in stretches),
        "outcomes": OUTCOMES,
        "automation": AUTOMATION,
    }


def _incidents(record: Record, graph: ProjectGraph) -> list[tuple[date, Record]]:
    """The incidents that it was used in, newest first."""
    dated = [(day_of(incident.f.detected), incident) for incident in graph.related(record, "used_in")]
    return sorted(dated, key=lambda pair: (pair[0], pair[1].ref), reverse=True)


def _parts(record: Record) -> list[tuple[str, str, list[Any]]]:
    """Each section that says something: its field, its heading, and what is to be done in texts and steps."""
    found = []
    for name, heading in _SECTIONS:
        text = getattr(record.fields, name)
        if text and text.strip():
            found.append((name, heading, [] if name in _TOLD else parts_of(text)))
    return found


def index_view(kind: RecordKind, graph: ProjectGraph) -> PageView:
    """The index: what nobody else has rehearsed first, then what is due, then the others."""
    records = graph.of(kind.name)
    team = graph.visibility == "team"
    rows = most_needed_first(records, graph) if team else [(record, None) for record in records]
    states = [fresh.state for _, fresh in rows if fresh]
    context = {
        "kind": kind,
        "records": records,
        "rows": rows,
        "counts": [(SHOWN[state], states.count(state)) for state in SHOWN if state in states],
        "areas": [area for area in graph.of("area") if any(area.ref in record.fields.area for record in records)],
        "tags": sorted({tag for record in records for tag in record.fields.tags}),
        "severities": sorted({record.f.severity for record in records if record.f.severity}),
        "automation": AUTOMATION,
    }
    return PageView(
        address=f"{kind.plural}/",
        title=kind.label_plural,
        template="runbook/index.html",
        context=context,
        description="What to do, step by step, and who has shown that it works.",
        nav=kind.nav,
        hide=("toc", "navigation"),
    )
