"""What the pages of incidents show."""

from __future__ import annotations

from datetime import date
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.times import day_of, in_words, is_about, moment_of
from forgebook.core.views import PageView
from forgebook.kinds.incident.course import PHASES, lasted, since, status_of

ACTIONS = {
    "open": {"word": "open", "tone": "open"},
    "done": {"word": "done", "tone": "holds"},
    "dropped": {"word": "dropped", "tone": "closed"},
}
MANY = 8
"""Open actions that the index shows at once; the others are folded away."""
OVERDUE = {"word": "overdue", "tone": "due"}


def record_context(record: Record, graph: ProjectGraph) -> dict[str, Any]:
    """What the page of one incident shows beside its fields."""
    fields = record.f
    given = [(name, in_words(time)) for name in PHASES if (time := getattr(fields, name))]
    return {
        "times": given,
        "spans": [(label, words) for label, words in _spans(record) if words],
        "moments": _moments(record),
        "actions": [(action, _shown(action, graph)) for action in _in_order(record)],
        "open_actions": len(open_actions(record)),
    }


def _spans(record: Record) -> list[tuple[str, str]]:
    """How long each part of its course took, and the whole of it."""
    f = record.f
    begun, over = f.started or f.detected, f.mitigated or f.resolved
    parts = [("Unseen for", lasted(f.started, f.detected)), ("Then mitigated in", lasted(f.detected, f.mitigated))]
    after = (
        [("Then resolved in", lasted(f.mitigated, f.resolved))]
        if f.mitigated and not is_about(f.resolved or "~")
        else []
    )
    return [*parts, *after, ("Lasted", lasted(begun, over))]


def _moments(record: Record) -> list[tuple[str, str, str, Any]]:
    """The timeline in order of time: the clock, the day where a new one begins, how far from detection, the moment."""
    found, day = [], ""
    for moment in sorted(record.f.timeline, key=lambda m: moment_of(m.at)):
        words = in_words(moment.at)
        at, _, clock = words.removeprefix("about ").partition(" ")
        found.append(
            (
                f"{'about ' if words.startswith('about ') else ''}{clock or at}",
                at if at != day else "",
                since(record.f.detected, moment.at),
                moment,
            )
        )
        day = at
    return found


def _in_order(record: Record) -> list[Any]:
    order = list(ACTIONS)
    return sorted(record.f.actions, key=lambda a: (order.index(a.status), a.due is None, a.due))


def _shown(action: Any, graph: ProjectGraph) -> dict[str, str]:
    late = action.status == "open" and action.due is not None and action.due < graph.as_of
    return OVERDUE if late else ACTIONS[action.status]


def open_actions(record: Record) -> list[Any]:
    """The actions that are still to be done."""
    return [action for action in record.f.actions if action.status == "open"]


def index_view(kind: RecordKind, graph: ProjectGraph) -> PageView:
    """The index: newest first; what goes on stands above all."""
    records = sorted(
        graph.of(kind.name), key=lambda r: (not r.f.resolved, moment_of(r.f.detected), r.ref), reverse=True
    )
    statuses = [status_of(record) for record in records]
    still = [(record, action, _shown(action, graph)) for record in records for action in open_actions(record)]
    context = {
        "kind": kind,
        "records": records,
        "days": {record.ref: day_of(record.f.detected) for record in records},
        "took": {r.ref: lasted(r.f.started or r.f.detected, r.f.mitigated or r.f.resolved) for r in records},
        "counts": [(status, statuses.count(status)) for status in dict.fromkeys(statuses)],
        "open": sorted(still, key=lambda row: row[1].due or date.max),  # those without a day stay newest first
        "many": MANY,
        "years": sorted({day_of(record.f.detected).year for record in records}, reverse=True),
        "severities": sorted({record.f.severity for record in records if record.f.severity}),
        "areas": [area for area in graph.of("area") if any(area.ref in record.fields.area for record in records)],
    }
    return PageView(
        address=f"{kind.plural}/",
        title=kind.label_plural,
        template="incident/index.html",
        context=context,
        description="What went wrong, what it did, and what was changed.",
        nav=kind.nav,
        hide=("toc", "navigation"),
    )
