"""Checks on runs, on the full graph."""

from __future__ import annotations

from collections.abc import Iterator

from forgebook.core.dates import days_between
from forgebook.core.diagnostics import Finding, Severity
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.times import day_of, moment_of
from forgebook.kinds.run import codes


def check(graph: ProjectGraph) -> Iterator[Finding]:
    """All findings about runs."""
    for record in graph.of("run"):
        yield from _retention(record, graph)
        yield from _release(record, graph)
        yield from _replaced(record, graph)


def _retention(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    until = record.f.retain_until
    if until is not None and until < graph.as_of:
        message = f"was to be kept until {until}, {days_between(until, graph.as_of)}"
        remedy = "delete the output, or agree on a later day"
        yield Finding(codes.RETENTION_OVER, record, message, ("retain_until",), remedy=remedy)


def _release(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    day = day_of(record.f.run_at)
    if day > graph.as_of:
        yield Finding(codes.RUN_DATES, record, f"made on {day}, which is still to come", ("run_at",))
    release = graph.get(record.f.release)
    if release is None:
        return
    if release.f.status == "withdrawn" and not graph.related(record, "replaced_by"):
        message = f"{release.ref} was withdrawn, and no later run replaces this one"
        yield Finding(
            codes.RUN_OF_WITHDRAWN, record, message, ("release",), remedy="run it again, and say so with replaces"
        )
    if release.f.status == "cancelled":
        yield Finding(codes.RUN_DATES, record, f"{release.ref} was cancelled and never came out", ("release",))
    elif release.f.status in ("planned", "candidate"):
        message = f"{release.ref} is not out yet and may still change"
        yield Finding(codes.RUN_DATES, record, message, ("release",), severity=Severity.ADVICE)
    elif release.f.released_on and day < release.f.released_on:
        message = f"made on {day}, before {release.ref} came out on {release.f.released_on}"
        yield Finding(codes.RUN_DATES, record, message, ("run_at",))


def _replaced(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    earlier = graph.get(record.f.replaces)
    if earlier is not None and moment_of(earlier.f.run_at) > moment_of(record.f.run_at):
        message = f"replaces {earlier.ref}, which was made after it"
        yield Finding(codes.REPLACED_EARLIER, record, message, ("replaces",))
