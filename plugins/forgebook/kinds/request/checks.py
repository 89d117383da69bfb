"""Checks on requests, on the full graph."""

from __future__ import annotations

from collections.abc import Iterator

from forgebook.core.dates import days_between
from forgebook.core.diagnostics import ITSELF, Finding
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.kinds.request import codes
from forgebook.kinds.request.answers import SHOWN, is_due, names_somebody


def check(graph: ProjectGraph) -> Iterator[Finding]:
    """All findings about requests."""
    for record in graph.of("request"):
        yield from _no_reason(record)
        yield from _due_again(record, graph)
        yield from _dates(record)
        yield from _open_and_answered(record)
        yield from _asker(record, graph)


def _no_reason(record: Record) -> Iterator[Finding]:
    if record.f.answer in ("no", "not_now") and not (record.f.reason or "").strip():
        yield Finding(
            codes.NO_REASON,
            record,
            f'the answer is "{SHOWN[record.f.answer].word}", and nothing says why',
            ("answer",),
            remedy="add reason",
            rests_on=(ITSELF,),
        )


def _due_again(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    if is_due(record, graph.as_of):
        when = days_between(record.f.revisit_on, graph.as_of)
        yield Finding(
            codes.REVISIT_OVERDUE,
            record,
            f"the team wanted to look at it again {when} ({record.f.revisit_on})",
            ("revisit_on",),
            remedy="answer it anew, or move revisit_on",
        )


def _dates(record: Record) -> Iterator[Finding]:
    fields = record.f
    if fields.decided_on and fields.decided_on < fields.asked_on:
        message = f"answered on {fields.decided_on}, before it was asked on {fields.asked_on}"
        yield Finding(codes.REQUEST_DATES, record, message, ("decided_on",))
    since = fields.decided_on or fields.asked_on
    if fields.revisit_on and fields.revisit_on < since:
        message = f"comes up again on {fields.revisit_on}, before {since}"
        yield Finding(codes.REQUEST_DATES, record, message, ("revisit_on",))


def _open_and_answered(record: Record) -> Iterator[Finding]:
    if record.f.answer != "open":
        return
    for name in ("decided_on", "decided_by", "revisit_on"):
        if getattr(record.f, name) is not None:
            yield Finding(
                codes.OPEN_AND_ANSWERED,
                record,
                f"the answer is open, but {name} is given",
                (name,),
                remedy=f"set answer to yes, no or not_now, or take {name} out",
            )
            return


def _asker(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    name = names_somebody(record.f.asker, graph)
    if name is not None:
        yield Finding(
            codes.PERSON_ASKED,
            record,
            f'"{name}" is a person',
            ("asker",),
            remedy="name the group that they asked for",
            needle=name,
        )
