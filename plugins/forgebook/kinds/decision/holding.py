"""From when to when a decision was in force."""

from __future__ import annotations

from datetime import date

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.timeline import Held
from forgebook.kinds.decision.life import WAS_ACCEPTED, effective_status, successors


def held(record: Record, graph: ProjectGraph) -> Held | None:
    """From the day of decision to the day that a successor was accepted, or that the record gives.

    An accepted decision without a date holds today, and nobody can tell since when. One that is over and has no date of
    its own may never have held.
    """
    status, start = effective_status(record, graph), record.f.decided
    if status == "accepted":
        return Held(start)
    if status not in ("superseded", "deprecated") or record.f.status not in WAS_ACCEPTED or start is None:
        return None
    return Held(start, ended_on(record, graph), over=True)


def ended_on(record: Record, graph: ProjectGraph) -> date | None:
    """The first day on which a decision was in force no more; None while it is, and where the day is not recorded.

    What the record itself gives counts beside its successors' days: the earliest ended it. Where one of several
    successors has no day, nobody can tell whether it was the first.
    """
    if effective_status(record, graph) not in ("superseded", "deprecated"):
        return None
    given: date | None = record.f.ended
    days: list[date | None] = [other.f.decided for other in successors(record, graph)]
    known = [day for day in days if day is not None]
    if given is not None:
        return min([given, *known])
    return min(known) if known and len(known) == len(days) else None
