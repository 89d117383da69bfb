"""The life of a decision: what its status means, and when another decision has changed it."""

from __future__ import annotations

from datetime import date

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.views import Status

_SHOWN = {
    "draft": Status("draft", "open"),
    "proposed": Status("proposed", "open"),
    "accepted": Status("in force", "holds"),
    "rejected": Status("declined", "closed"),
    "withdrawn": Status("withdrawn", "closed"),
    "deferred": Status("deferred", "open"),
    "deprecated": Status("deprecated", "due"),
    "superseded": Status("superseded", "closed"),
    "unknown": Status("unknown", "due"),
}
OPEN = ("proposed", "draft", "deferred")
CLOSED = ("superseded", "deprecated", "rejected", "withdrawn")


def status_of(word: str) -> Status:
    """The status as readers see it."""
    return _SHOWN[word]


def effective_status(record: Record, graph: ProjectGraph) -> str:
    """The status that holds: an accepted successor supersedes, whatever the old file still says."""
    written: str = record.f.status
    if written == "accepted" and successors(record, graph):
        return "superseded"
    return written


def successors(record: Record, graph: ProjectGraph) -> list[Record]:
    """The decisions, accepted at some time, that took this one's place."""
    return [
        other
        for other in graph.related(record, "superseded_by")
        if other.f.status in ("accepted", "superseded", "deprecated")
    ]


def in_force_instead(record: Record, graph: ProjectGraph) -> list[Record]:
    """What holds now in the place of a superseded decision, following the chain to its end."""
    found: list[Record] = []
    seen = {record.ref}
    queue = successors(record, graph)
    while queue:
        other = queue.pop(0)
        if other.ref in seen:
            continue
        seen.add(other.ref)
        later = successors(other, graph)
        if later:
            queue.extend(later)
        else:
            found.append(other)
    return found


def review_overdue(record: Record, graph: ProjectGraph) -> bool:
    """Whether the team meant to look again by now."""
    due: date | None = record.f.review_by
    return due is not None and due < graph.as_of and effective_status(record, graph) == "accepted"


def day_of(record: Record) -> date | None:
    """The day that a decision is sorted by."""
    found: date | None = record.f.decided or record.f.created
    return found
