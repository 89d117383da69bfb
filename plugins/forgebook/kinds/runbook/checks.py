"""Checks on runbooks, on the full graph. They speak of cover; a runbook without a rehearsal is no faulty file."""

from __future__ import annotations

from collections.abc import Iterator

from forgebook.core.dates import days_between
from forgebook.core.diagnostics import ITSELF, Finding
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.covering.rehearsals import freshness
from forgebook.kinds.runbook import codes

_REHEARSE = "forgebook rehearse {} --by WHO --outcome worked"


def check(graph: ProjectGraph) -> Iterator[Finding]:
    """All findings about runbooks."""
    for record in graph.of("runbook"):
        if record.f.owner is None:
            yield Finding(codes.NO_OWNER, record, "nobody owns it", remedy="add owner", rests_on=(ITSELF,))
        yield from _rehearsed(record, graph)
        for index, rehearsal in enumerate(record.f.rehearsals):
            if rehearsal.date > graph.as_of:
                when = days_between(rehearsal.date, graph.as_of)
                message = f"rehearsed {when} ({rehearsal.date})"
                yield Finding(codes.REHEARSED_AHEAD, record, message, ("rehearsals", index, "date"))


def _rehearsed(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    fresh = freshness(record, graph)
    remedy = _REHEARSE.format(record.id)
    path = ("rehearsals",) if record.f.rehearsals else ()
    if fresh.day is None:
        said = {
            "owner_only": "only its owner has rehearsed it",
            "failed": "no rehearsal by somebody else has worked yet",
        }.get(fresh.state, "nobody has rehearsed it")
        yield Finding(codes.NEVER_REHEARSED, record, said, path, remedy, rests_on=(ITSELF,), on_key=True)
    elif fresh.state == "failed":
        message = f"it failed in its last rehearsal; it worked on {fresh.day}"
        yield Finding(codes.LAST_FAILED, record, message, path, "mend it, then rehearse it again", on_key=True)
    elif fresh.state == "due" and fresh.due is not None:
        months = graph.project.policies.rehearse_after_months
        when = days_between(fresh.due, graph.as_of)
        message = (
            f"a rehearsal was due {when}: the last one by another was on {fresh.day}, and {months} months are allowed"
        )
        yield Finding(codes.REHEARSAL_OVERDUE, record, message, path, remedy, on_key=True)
