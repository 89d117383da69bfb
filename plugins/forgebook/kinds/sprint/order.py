"""Sprints in their order, by team."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import natural_order
from forgebook.core.record import Record

_MEMO = "sprint.by_team"


def order_of(record: Record) -> tuple[Any, ...]:
    """By day, then by id: short sprints may begin on one day."""
    return record.f.start, natural_order(record.ref)


def in_order(record: Record, graph: ProjectGraph) -> list[Record]:
    """The sprints of a sprint's team, itself included, in their order."""
    return by_team(graph)[record.fields.team or ""]


def by_team(graph: ProjectGraph) -> dict[str, list[Record]]:
    """The sprints of each team by its ref, in their order; those without a team by an empty one."""
    known = cast("dict[str, list[Record]] | None", graph.worked_out.get(_MEMO))
    if known is None:
        known = graph.worked_out[_MEMO] = {}
        for record in sorted(graph.of("sprint"), key=order_of):
            known.setdefault(record.fields.team or "", []).append(record)
    return known


def last_day(record: Record) -> date:
    """The last day of a sprint, its recovery included."""
    last: date = max(record.f.end, record.f.recovery_until or date.min)
    return last


def weeks_of(record: Record) -> int:
    """How many weeks a sprint takes, those counted that have begun."""
    weeks: int = max(1, ((record.f.end - record.f.start).days + 7) // 7)
    return weeks


def recovery_weeks_of(record: Record) -> int:
    """How many weeks of recovery follow, those counted that have begun."""
    weeks: int = max(0, ((last_day(record) - record.f.end).days + 6) // 7)
    return weeks


def week_of(record: Record, day: date) -> int:
    """The week that a sprint is in on a day; the first before it, the last after it."""
    week: int = min(weeks_of(record), max(1, (day - record.f.start).days // 7 + 1))
    return week
