"""What the pages of handovers show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.views import PageView
from forgebook.covering.belongings import entries_of, held_by
from forgebook.covering.handovers import Part, progress, running
from forgebook.covering.people import people_of
from forgebook.covering.rehearsals import newest_first

REASONS = {
    "leaving": "leaves the team",
    "moving": "moves to other work",
    "long_absence": "will be away for long",
    "rotation": "the turn passes on",
    "cover": "so that more than one can do it",
}


@dataclass(frozen=True, slots=True)
class Row:
    """An item as its page shows it.

    Attributes:
        part: the item and how far it is.
        subject: the record that is handed over, or None.
        shown: the day of the last rehearsal by the receiver that worked, for what has runbooks.
        runbook: the runbook that was rehearsed.
    """

    part: Part
    subject: Record | None
    shown: date | None = None
    runbook: Record | None = None


def record_context(record: Record, graph: ProjectGraph) -> dict[str, Any]:
    """What the page of one handover shows beside its fields."""
    told = progress(record, graph)
    rows = [_row(part, graph) for part in told.parts]
    person = graph.get(record.f.person)
    named = {part.subject for part in told.parts}
    leaves = record.f.reason in ("leaving", "moving", "long_absence")
    return {
        "told": told,
        "groups": [
            (state, [row for row in rows if row.part.state == state]) for state in ("untaken", "taken", "accepted")
        ],
        "reasons": REASONS,
        "late": told.last_day is not None and told.last_day < graph.as_of and not told.done,
        "missing": [held for held in held_by(person, graph) if held.record.ref not in named]
        if person and leaves
        else [],
        "entries": entries_of(person, graph) if person and leaves else [],
    }


def _row(part: Part, graph: ProjectGraph) -> Row:
    """An item with what its receiver has shown: evidence beside the word of acceptance."""
    subject = graph.get(part.subject)
    if subject is None or part.item.to is None:
        return Row(part, subject)
    takers = people_of(part.item.to, graph, graph.as_of)
    runbooks = [subject] if subject.kind == "runbook" else []
    if subject.kind == "area":
        runbooks = [r for r in graph.of("runbook") if subject.ref in r.fields.area]
    shown = [
        (rehearsal.date, runbook.ref, runbook)
        for runbook in runbooks
        for rehearsal in newest_first(runbook, graph)
        if rehearsal.outcome != "failed" and people_of(rehearsal.by, graph, rehearsal.date) & takers
    ]
    if not shown:
        return Row(part, subject)
    day, _, runbook = max(shown, key=lambda entry: entry[:2])
    return Row(part, subject, day, runbook)


def index_view(kind: RecordKind, graph: ProjectGraph) -> PageView:
    """The index: what runs, by its last day, then what is done."""
    now = running(graph)
    open_refs = {record.ref for record, _ in now}
    done = [(r, progress(r, graph)) for r in graph.of(kind.name) if r.ref not in open_refs]
    context = {
        "kind": kind,
        "records": graph.of(kind.name),
        "running": [(record, told, [_row(part, graph) for part in told.parts]) for record, told in now],
        "done": sorted(done, key=lambda pair: (pair[1].last_day or date.min, pair[0].ref), reverse=True),
    }
    return PageView(
        address=f"{kind.plural}/",
        title=kind.label_plural,
        template="handover/index.html",
        context=context,
        description="What passes from one to others, and what nobody has taken yet.",
        nav=kind.nav,
        hide=("toc", "navigation"),
    )
