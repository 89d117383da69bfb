"""What can be wrong with sprints: their dates, their neighbours, and a plan that is not held against what came out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from forgebook.core.diagnostics import ITSELF, Finding
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.kinds.sprint import codes
from forgebook.kinds.sprint.order import by_team, last_day, order_of
from forgebook.kinds.sprint.outcome import fate_of, is_named

_FAR = timedelta(weeks=4)


def check(graph: ProjectGraph) -> Iterator[Finding]:
    """Findings on all sprints."""
    for record in graph.of("sprint"):
        yield from _dates(record)
        yield from _carried(record, graph)
        yield from _plan(record, graph)
    for sprints in by_team(graph).values():
        yield from _overlaps(sprints)


def _dates(record: Record) -> Iterator[Finding]:
    fields = record.f
    if fields.end < fields.start:
        yield Finding(codes.SPRINT_DATES, record, f"ends on {fields.end}, before it starts on {fields.start}", ("end",))
    if fields.recovery_until and fields.recovery_until < fields.end:
        message = f"recovery ends on {fields.recovery_until}, before the sprint does on {fields.end}"
        yield Finding(codes.SPRINT_DATES, record, message, ("recovery_until",))
    for index, meeting in enumerate(fields.meetings):
        day = meeting.date
        far = fields.start - day > _FAR or day - last_day(record) > _FAR
        if far and fields.start <= fields.end:
            message = f"held on {day}, and the sprint runs from {fields.start} to {last_day(record)}"
            yield Finding(codes.FAR_MEETING, record, message, ("meetings", index, "date"))


def _carried(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    for index, carried in enumerate(record.f.carried):
        target = graph.get(carried.to)
        if not carried.reason:
            yield Finding(codes.NO_REASON, record, f'"{carried.item}" is carried on, and nothing says why',
                          ("carried", index), remedy="add reason: …")  # fmt: skip
        if target is None:
            continue
        if order_of(target) <= order_of(record):
            message = f"carried to {target.ref}, which starts on {target.f.start}, no later than this sprint"
            yield Finding(codes.CARRIED_BACK, record, message, ("carried", index, "to"))
        elif target.f.planned and target.f.start <= graph.as_of and not is_named(carried, target):
            message = f'"{carried.item}" is carried to {target.ref}, which has begun and names it nowhere'
            yield Finding(codes.NOT_PICKED_UP, record, message, ("carried", index, "to"), rests_on=("sprint",))


def _plan(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    """Whether all that was planned came to something. Work of the latest weeks may still be written down."""
    fates = [fate_of(entry, record, graph) for entry in record.f.planned]
    for index, (entry, fate) in enumerate(zip(record.f.planned, fates, strict=True)):
        if fate == "both":
            message = f'"{entry.item}" stands under done and under carried'
            yield Finding(codes.DONE_AND_CARRIED, record, message, ("planned", index))
    untold = [index for index, fate in enumerate(fates) if fate == "untold"]
    if untold:
        named = f'"{record.f.planned[untold[0]].item}"'
        others = f" and {len(untold) - 1} more" if len(untold) > 1 else ""
        message = f"nothing says what became of {named}{others}, of {len(fates)} planned"
        yield Finding(codes.UNTOLD, record, message, ("planned", untold[0]), rests_on=(ITSELF,))


def _overlaps(sprints: list[Record]) -> Iterator[Finding]:
    earlier: Record | None = None
    for later in sprints:
        if earlier is not None and later.f.start < last_day(earlier):
            message = f"starts on {later.f.start}, before {earlier.ref} is over on {last_day(earlier)}"
            yield Finding(
                codes.OVERLAP,
                later,
                message,
                ("start",),
                remedy="correct the dates, or give each its team where these are two teams",
            )
        if earlier is None or last_day(later) > last_day(earlier):
            earlier = later
