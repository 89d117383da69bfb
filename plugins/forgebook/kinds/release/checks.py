"""Checks on releases, on the full graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from forgebook.core.dates import days_between
from forgebook.core.diagnostics import ITSELF, Code, Finding, Severity, listed
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.kinds.release import gates, identity

RELEASED_UNDATED = Code(
    "FB701", Severity.ERROR, "Released without a date",
    "A release is released, and nothing says when.",
    "The history cannot show it, and nobody can tell which version a run was made with.",
    "Add `released_on: 2025-10-07`.",
)  # fmt: skip
NO_COMMIT = Code(
    "FB702", Severity.ERROR, "A component without a commit",
    "A release is released, and one of its components names no commit, or it names no components at all.",
    "A version can be moved to another commit; without the commit nobody can run the release again.",
    "Add `commit:` with the full hash to each component.",
)  # fmt: skip
WITHDRAWN_SILENT = Code(
    "FB703", Severity.ERROR, "Withdrawn without a reason",
    "A release is withdrawn, and `withdrawn` does not say when and why; or it says so, and the status is another.",
    "Readers who used it must be told what is wrong with it and what to use instead.",
    "Add `withdrawn: {date: …, reason: …, replacement: …}` and `status: withdrawn`.",
)  # fmt: skip
TWO_SUCCESSORS = Code(
    "FB704", Severity.ERROR, "Two releases follow the same one",
    "Two releases of one maintenance line have the same `previous`.",
    "A line of releases has one successor at each step; else nobody can tell what changed between two of them.",
    "Correct `previous`, or give one of them its own `maintenance_line`.",
)  # fmt: skip
RELEASE_DATES = Code(
    "FB705", Severity.ERROR, "Release dates out of order",
    "A release came out before the one that it follows, was withdrawn before it came out, or is said to be out on a "
    "day that is still to come.",
    "One of the dates is a slip, and the history would tell it wrongly.",
    "Correct the date, or `previous`.",
)  # fmt: skip
PLAN_PASSED = Code(
    "FB717", Severity.WARNING, "The planned day has passed",
    "A release is planned or a candidate, and the day that it was planned for has passed.",
    "Its page promises a day that is gone, and those who wait for it plan with that.",
    "Set `status: released` and `released_on` if it is out; else move `planned_on`, or set `status: cancelled`.",
)  # fmt: skip

RELEASE_CODES = (
    RELEASED_UNDATED, NO_COMMIT, WITHDRAWN_SILENT, TWO_SUCCESSORS, RELEASE_DATES, PLAN_PASSED,
    *identity.IDENTITY_CODES, *gates.GATE_CODES,
)  # fmt: skip


def check(graph: ProjectGraph) -> Iterator[Finding]:
    """All findings about releases."""
    for record in graph.of("release"):
        if record.f.status in ("released", "withdrawn"):
            yield from _came_out(record)
        yield from _withdrawn(record)
        yield from _order(record, graph)
        yield from _today(record, graph.as_of)
    yield from _successors(graph)
    yield from identity.check_identity(graph)
    yield from gates.check(graph)


def _came_out(record: Record) -> Iterator[Finding]:
    fields = record.f
    if fields.released_on is None:
        message = f"{fields.status}, but nothing says when it came out"
        yield Finding(RELEASED_UNDATED, record, message, ("status",), rests_on=(ITSELF,))
    if not fields.components:
        yield Finding(NO_COMMIT, record, "no components", ("status",), remedy="add components", rests_on=(ITSELF,))
    for index, part in enumerate(fields.components):
        if not part.commit:
            yield Finding(
                NO_COMMIT, record, f"{part.repository} names no commit", ("components", index), rests_on=(ITSELF,)
            )


def _withdrawn(record: Record) -> Iterator[Finding]:
    fields = record.f
    if (fields.status == "withdrawn") != (fields.withdrawn is not None):
        message = (
            "withdrawn, but it does not say when and why"
            if fields.withdrawn is None
            else f"says why it was withdrawn, but its status is {fields.status}"
        )
        yield Finding(WITHDRAWN_SILENT, record, message, ("status",), rests_on=(ITSELF,))
    elif fields.withdrawn and fields.released_on and fields.withdrawn.date < fields.released_on:
        yield Finding(
            RELEASE_DATES,
            record,
            f"withdrawn on {fields.withdrawn.date}, before it came out on {fields.released_on}",
            ("withdrawn", "date"),
        )


def _order(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    previous = graph.get(record.f.previous)
    if previous is None or not record.f.released_on or not previous.f.released_on:
        return
    if record.f.released_on < previous.f.released_on:
        yield Finding(
            RELEASE_DATES,
            record,
            f"came out on {record.f.released_on}, before {previous.ref} on {previous.f.released_on}",
            ("released_on",),
        )


def _today(record: Record, today: date) -> Iterator[Finding]:
    """What is out is not out in the future, and what is to come not planned for the past."""
    fields = record.f
    if fields.status in ("released", "withdrawn") and fields.released_on and fields.released_on > today:
        message = f"{fields.status}, but {fields.released_on} is still to come"
        remedy = "correct the date, or set status to planned or candidate"
        yield Finding(RELEASE_DATES, record, message, ("released_on",), remedy=remedy)
    elif fields.status in ("planned", "candidate") and fields.planned_on and fields.planned_on < today:
        message = f"it was planned for {fields.planned_on}, {days_between(fields.planned_on, today)}"
        yield Finding(PLAN_PASSED, record, message, ("planned_on",))


def _successors(graph: ProjectGraph) -> Iterator[Finding]:
    following: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in graph.of("release"):
        if record.f.previous and record.f.status != "cancelled":
            following[record.f.previous, record.f.maintenance_line or ""].append(record)
    for (previous, _), records in following.items():
        for record in records[1:]:
            others = listed(r.ref for r in records if r is not record)
            yield Finding(TWO_SUCCESSORS, record, f"{others} follows {previous} as well", ("previous",))
