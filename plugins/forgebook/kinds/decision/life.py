"""The life of a decision: what its status means, and when another decision has changed it."""

from __future__ import annotations

from collections.abc import Iterable
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
WAS_ACCEPTED = ("accepted", "superseded", "deprecated")
"""With one of these a decision has held at some time, and can have taken another's place."""

STEPS = {
    "draft": ("proposed", "accepted", "rejected", "withdrawn", "deferred"),
    "proposed": ("draft", "accepted", "rejected", "withdrawn", "deferred"),
    "deferred": ("draft", "proposed", "accepted", "rejected", "withdrawn"),
    "accepted": ("deprecated", "superseded"),
    "deprecated": ("accepted", "superseded"),
    "rejected": (),
    "withdrawn": ("draft", "proposed"),
    "superseded": (),
}
"""By status, those that may follow it. What was decided stays decided: to think otherwise is a decision of its own."""


def status_of(word: str) -> Status:
    """The status as readers see it."""
    return _SHOWN[word]


def effective_status(record: Record, graph: ProjectGraph) -> str:
    """The status that holds: an accepted successor supersedes, whatever the old file still says.

    A proposal can be overtaken in the same way. What was declined or taken back stays so.
    """
    written: str = record.f.status
    if written not in ("rejected", "withdrawn", "unknown") and successors(record, graph):
        return "superseded"
    return written


def may_follow(before: str, after: str) -> bool:
    """Whether a status may follow another; one that is not known tells nothing."""
    return before == after or before not in STEPS or after not in STEPS or after in STEPS[before]


def successors(record: Record, graph: ProjectGraph) -> list[Record]:
    """The decisions, accepted at some time, that took this one's place."""
    return once_accepted(graph.related(record, "superseded_by"))


def once_accepted(records: Iterable[Record]) -> list[Record]:
    """Those that were accepted at some time: only they can have changed another decision."""
    return [record for record in records if record.f.status in WAS_ACCEPTED]


def wanting(records: Iterable[Record]) -> list[Record]:
    """Those that are not decided yet, and so have not changed another decision yet."""
    return [record for record in records if record.f.status in OPEN]


def last_successors(record: Record, graph: ProjectGraph) -> list[Record]:
    """The ends of the chains that lead on from a superseded decision, whether they hold or not."""
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
    return _passed(record, graph) and effective_status(record, graph) == "accepted"


def decision_overdue(record: Record, graph: ProjectGraph) -> bool:
    """Whether a proposal was to be decided by now."""
    return _passed(record, graph) and effective_status(record, graph) in OPEN


def _passed(record: Record, graph: ProjectGraph) -> bool:
    due: date | None = record.f.review_by
    return due is not None and due < graph.as_of


def day_of(record: Record) -> date | None:
    """The day that a decision is sorted by."""
    found: date | None = record.f.decided or record.f.created
    return found


def inferred_from(record: Record) -> str:
    """Where a date was told from that the file itself does not give: `file name`, `git`, or nothing."""
    source: str | None = record.f.dates_from
    return source if source in ("file name", "git") else ""
