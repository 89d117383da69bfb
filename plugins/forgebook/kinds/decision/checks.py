"""Checks on decisions, on the full graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from forgebook.core.dates import days_between
from forgebook.core.diagnostics import Finding, Severity, closest, did_you_mean, listed
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.kinds.decision import codes
from forgebook.kinds.decision.life import review_overdue


def check(graph: ProjectGraph) -> Iterator[Finding]:
    """All findings about decisions."""
    for record in graph.of("decision"):
        yield from _accepted_undated(record)
        yield from _no_successor(record, graph)
        yield from _overdue(record, graph)
        yield from _chosen(record)
        yield from _dates(record)
    yield from _numbers(graph.of("decision"))


def _accepted_undated(record: Record) -> Iterator[Finding]:
    if record.f.status == "accepted" and record.f.decided is None:
        yield Finding(
            codes.ACCEPTED_UNDATED,
            record,
            "accepted, but nothing says when",
            ("status",),
            remedy="add decided: 2025-10-07 (the day of the decision)",
            severity=Severity.ADVICE if record.foreign else None,
        )


def _no_successor(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    if record.f.status == "superseded" and not graph.related(record, "superseded_by"):
        yield Finding(
            codes.NO_SUCCESSOR,
            record,
            "superseded, but no decision supersedes it",
            ("status",),
            remedy="add supersedes to the successor, or superseded_by here",
            severity=Severity.WARNING if record.foreign else None,
        )


def _overdue(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    if review_overdue(record, graph):
        when = days_between(record.f.review_by, graph.as_of)
        yield Finding(
            codes.REVIEW_OVERDUE,
            record,
            f"the review was due {when} ({record.f.review_by})",
            ("review_by",),
            remedy="review it, then move review_by or supersede the decision",
        )


def _chosen(record: Record) -> Iterator[Finding]:
    fields = record.f
    if not fields.chosen or not fields.options:
        return
    names = [name for option in fields.options for name in (option.id, option.title) if name]
    if fields.chosen not in names:
        guess = closest(fields.chosen, names)
        yield Finding(
            codes.CHOSEN_UNKNOWN,
            record,
            f'"{fields.chosen}" is none of the options{did_you_mean(guess)}',
            ("chosen",),
            remedy=f"one of {listed(names)}",
            suggestion=guess,
        )


def _dates(record: Record) -> Iterator[Finding]:
    fields = record.f
    if fields.created and fields.decided and fields.decided < fields.created:
        yield Finding(
            codes.DECISION_DATES,
            record,
            f"decided on {fields.decided}, before it was created on {fields.created}",
            ("decided",),
        )
    if fields.decided and fields.review_by and fields.review_by < fields.decided:
        yield Finding(
            codes.DECISION_DATES,
            record,
            f"to be reviewed by {fields.review_by}, before it was decided on {fields.decided}",
            ("review_by",),
        )


def _numbers(records: Iterable[Record]) -> Iterator[Finding]:
    by_number: dict[tuple[str, int], list[Record]] = defaultdict(list)
    for record in records:
        if record.f.number is not None:
            by_number[record.source.folder, record.f.number].append(record)
    for (_, number), same in by_number.items():
        for record in same[1:]:
            yield Finding(
                codes.NUMBER_TWICE,
                record,
                f"number {number} is also that of {listed(r.ref for r in same if r is not record)}",
                ("number",),
            )
