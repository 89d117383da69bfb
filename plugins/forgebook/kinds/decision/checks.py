"""Checks on decisions, on the full graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from forgebook.core.dates import days_between
from forgebook.core.diagnostics import ITSELF, Finding, Severity, closest, did_you_mean, listed
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.kinds.decision import codes
from forgebook.kinds.decision.life import (
    OPEN,
    WAS_ACCEPTED,
    decision_overdue,
    may_follow,
    review_overdue,
    successors,
)
from forgebook.kinds.decision.sides import one_way


def check(graph: ProjectGraph) -> Iterator[Finding]:
    """All findings about decisions."""
    for record in graph.of("decision"):
        yield from _accepted_undated(record)
        yield from _no_successor(record, graph)
        yield from _never_accepted(record, graph)
        yield from _delivered(record)
        yield from _overdue(record, graph)
        yield from _chosen(record)
        yield from _dates(record)
    yield from _numbers(graph.of("decision"))
    yield from one_way(graph)


def check_step(before: Record, after: Record) -> Iterator[Finding]:
    """What is to be said of a step from one status to another."""
    was, now = before.f.status, after.f.status
    if not may_follow(was, now):
        yield Finding(
            codes.STEP,
            after,
            f"was {was} and is {now} now: that step is not in the life of a decision",
            ("status",),
            remedy=f"keep {was}, and write a decision of its own that says what is to hold now",
            severity=Severity.ADVICE if after.foreign else None,
        )


def _accepted_undated(record: Record) -> Iterator[Finding]:
    if record.f.status == "accepted" and (record.f.decided is None or record.f.dates_from == "git"):
        yield Finding(
            codes.ACCEPTED_UNDATED,
            record,
            "accepted, but nothing says when",
            ("status",),
            remedy="add decided: 2025-10-07 (the day of the decision)",
            severity=Severity.ADVICE if record.foreign else None,
            rests_on=(ITSELF,),
        )


def _no_successor(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    if record.f.status != "superseded":
        return
    named = graph.related(record, "superseded_by")
    open_ = [other for other in named if other.f.status not in (*WAS_ACCEPTED, "unknown")]
    if named and len(open_) < len(named):
        return
    told = listed(f"{other.ref}, which is {other.f.status}" for other in open_)
    yield Finding(
        codes.NO_SUCCESSOR,
        record,
        f"superseded by {told}" if named else "superseded, but no decision supersedes it",
        ("status",),
        remedy=f"accept {open_[0].ref}, or set this one back"
        if named
        else "add supersedes to the successor, or superseded_by here",
        rests_on=() if named else ("decision",),
        severity=Severity.WARNING if record.foreign or named else None,
    )


def _never_accepted(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    """What never held cannot be superseded: there was nothing to take the place of."""
    status = record.f.status
    if status in (*WAS_ACCEPTED, "unknown"):
        return
    for other in successors(record, graph):
        yield Finding(
            codes.STEP,
            record,
            f"{other.ref} supersedes it, but it is {status} and never held",
            ("status",),
            remedy="say superseded if it held once; else put relates_to in the place of supersedes",
            severity=Severity.ADVICE if record.foreign else None,
        )


def _delivered(record: Record) -> Iterator[Finding]:
    status, delivery = record.f.status, record.f.delivery
    if delivery in ("in_progress", "implemented") and status in (*OPEN, "rejected", "withdrawn"):
        yield Finding(
            codes.DELIVERED_UNDECIDED,
            record,
            f"{delivery.replace('_', ' ')}, but the decision is {status}",
            ("delivery",),
            remedy="decide it, or correct delivery",
        )


def _overdue(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    due = record.f.review_by
    if review_overdue(record, graph):
        message = f"the review was due {days_between(due, graph.as_of)} ({due})"
        remedy = "review it, then move review_by or supersede the decision"
    elif decision_overdue(record, graph):
        message = f"it was to be decided {days_between(due, graph.as_of)} ({due})"
        remedy = "decide it, then say accepted or rejected; or move review_by"
    else:
        return
    yield Finding(codes.REVIEW_OVERDUE, record, message, ("review_by",), remedy=remedy)


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
            rests_on=(ITSELF,),
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
    if fields.decided and fields.ended and fields.ended < fields.decided:
        yield Finding(
            codes.DECISION_DATES,
            record,
            f"ended on {fields.ended}, before it was decided on {fields.decided}",
            ("ended",),
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
        for record in same if len(same) > 1 else ():
            yield Finding(
                codes.NUMBER_TWICE,
                record,
                f"number {number} is also that of {listed(r.ref for r in same if r is not record)}",
                ("number",),
            )
