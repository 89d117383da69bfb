"""Checks on retros, on the full graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from forgebook.blameless.check import blame_in
from forgebook.blameless.names import Roster
from forgebook.core import improving
from forgebook.core.diagnostics import ITSELF, Finding
from forgebook.core.drafting import team_of
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.kinds.retro import codes

_GOES_WITH = {
    "kept": ("keep",),
    "partly": ("keep", "retry", "redefine", "stop"),
    "not_tried": ("retry", "redefine", "stop"),
    "did_not_help": ("retry", "redefine", "stop"),
    "dropped": ("redefine", "stop"),
    "obsolete": ("redefine", "stop"),
}
"""What can be next, by the verdict."""


def check(graph: ProjectGraph) -> Iterator[Finding]:
    """All findings about retros."""
    first: dict[tuple[str, str | None], Record] = {}
    roster = Roster.of(graph)
    for record in sorted(graph.of("retro"), key=lambda r: (r.f.date, r.ref)):
        items = enumerate(record.f.could_be_better)
        yield from blame_in(record, ((("could_be_better", i, "text"), item.text) for i, item in items), roster)
        yield from _agreed(record, graph)
        yield from _sprint(record, graph, first)
        seen: set[str] = set()
        for index, verdict in enumerate(record.f.reviewed):
            yield from _verdict(record, index, verdict)
            yield from _in_time(record, index, verdict, graph, seen)
            seen.add(verdict.improvement)


def _agreed(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    if record.f.improvement is None and record.f.date <= graph.as_of:
        yield Finding(
            codes.NO_IMPROVEMENT,
            record,
            "no improvement was agreed",
            remedy="agree on one, and write it under improvement",
            rests_on=(ITSELF,),
        )


def _sprint(record: Record, graph: ProjectGraph, first: dict[tuple[str, str | None], Record]) -> Iterator[Finding]:
    sprint = graph.get(record.f.sprint)
    if sprint is None:
        return
    if record.f.date < sprint.f.start:
        message = f"held on {record.f.date}, before {sprint.title} began on {sprint.f.start}"
        yield Finding(codes.BEFORE_ITS_SPRINT, record, message, ("date",), remedy="correct date or sprint")
    other = first.setdefault((sprint.ref, team_of(record, graph)), record)
    if other is not record:
        message = f"{other.ref} looks back on {sprint.title} as well"
        yield Finding(
            codes.TWO_OF_ONE_SPRINT, record, message, ("sprint",), remedy="correct sprint in one of them"
        )  # fmt: skip


def _verdict(record: Record, index: int, verdict: Any) -> Iterator[Finding]:
    place = ("reviewed", index)
    if verdict.next == "redefine" and verdict.replaced_by is None:
        yield Finding(
            codes.NO_SUCCESSOR,
            record,
            f'"{_id(verdict)}" is redefined, and nothing takes its place',
            (*place, "next"),
            remedy="add replaced_by, or set next to stop",
        )
    elif verdict.next not in _GOES_WITH[verdict.verdict]:
        said = verdict.verdict.replace("_", " ")
        yield Finding(
            codes.ODD_PAIR,
            record,
            f'the verdict is "{said}", but what is next is "{verdict.next}"',
            (*place, "next"),
            remedy=f"with this verdict goes {' or '.join(_GOES_WITH[verdict.verdict])}",
        )
    if verdict.replaced_by is not None and verdict.next != "redefine":
        yield Finding(
            codes.SUCCESSOR_UNUSED,
            record,
            f'replaced_by stands beside next: {verdict.next}',
            (*place, "replaced_by"),
            remedy="set next to redefine, or take replaced_by out",
        )  # fmt: skip


def _in_time(record: Record, index: int, verdict: Any, graph: ProjectGraph, seen: set[str]) -> Iterator[Finding]:
    improvement, place = graph.get(verdict.improvement), ("reviewed", index, "improvement")
    if improvement is None:
        return  # the reference itself is reported
    agreed = improving.agreed_at(improvement, graph)
    if agreed is not None and (agreed is record or agreed.f.date > record.f.date):
        when = "at this very retro" if agreed is record else f"on {agreed.f.date}, after this retro"
        message = f'"{improvement.id}" was agreed {when}'
        yield Finding(codes.JUDGED_TOO_EARLY, record, message, place, remedy="name one that was agreed before")
    elif verdict.improvement in seen:
        message = f'a second verdict on "{improvement.id}"'
        yield Finding(codes.JUDGED_TWICE, record, message, place, remedy="keep one of them")
    else:
        yield from _closed(record, improvement, place, graph)


def _closed(
    record: Record, improvement: Record, place: tuple[str | int, ...], graph: ProjectGraph
) -> Iterator[Finding]:
    earlier = [j for j in improving.judgements(improvement, graph) if j.retro.f.date < record.f.date]
    ends = [judgement for judgement in earlier if judgement.verdict.next != "retry"]
    if ends:
        message = f'"{improvement.id}" was closed at {ends[0].retro.ref} (next: {ends[0].verdict.next})'
        remedy = "set next to retry there, or agree on a new improvement"
        yield Finding(codes.JUDGED_AFTER_ITS_END, record, message, place, remedy=remedy)


def _id(verdict: Any) -> str:
    return str(verdict.improvement).partition("/")[2]
