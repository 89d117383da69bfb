"""Checks on improvements, on the full graph."""

from __future__ import annotations

from collections.abc import Iterator

from forgebook.core import improving
from forgebook.core.diagnostics import Finding
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.kinds.improvement import codes


def check(graph: ProjectGraph) -> Iterator[Finding]:
    """All findings about improvements."""
    seen: set[str] = set()
    for record in graph.of("improvement"):
        yield from _verdict(record, graph)
        yield from _sprint(record, graph)
        yield from _circle(record, graph, seen)


def _verdict(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    retro = improving.silent_retro(record, graph)
    if retro is not None:
        yield Finding(
            codes.NO_VERDICT,
            retro,
            f'no verdict on the open improvement "{record.title}" ({record.id})',
            ("reviewed",),
            remedy="add an entry under reviewed: what became of it, and what is next",
            rests_on=("retro",),
        )


def _sprint(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    retro = improving.agreed_at(record, graph)
    if retro is None:
        return
    missed = improving.sprint_to_carry(record, graph)
    if missed is not None and improving.is_open(record, graph):
        yield Finding(
            codes.NOT_CARRIED,
            retro,
            f'no sprint carries the improvement "{record.title}", and {missed.title} has begun',
            ("improvement",),
            remedy=f"add target_sprint: {missed.id}, or the sprint that tries it",
            rests_on=("sprint",),
        )
    target = graph.get(record.f.target_sprint)
    if target is not None and target.f.end < retro.f.date:
        yield Finding(
            codes.TARGET_OVER,
            retro,
            f"{target.title} ended on {target.f.end}, before this retro",
            ("improvement", "target_sprint"),
            remedy="name a later sprint",
        )


def _circle(record: Record, graph: ProjectGraph, seen: set[str]) -> Iterator[Finding]:
    way: list[Record] = []
    here: Record | None = record
    while here is not None and here.ref not in seen:
        seen.add(here.ref)
        way.append(here)
        here = improving.replaced_by(here, graph)
    if here is None or here not in way:
        return
    circle = [*way[way.index(here) :], here]
    last = improving.judgements(circle[-2], graph)[-1]
    yield Finding(
        codes.REPLACED_IN_A_CIRCLE,
        last.retro,
        "improvements replace each other: " + " → ".join(one.id for one in circle),
        ("reviewed", last.retro.f.reviewed.index(last.verdict), "replaced_by"),
        remedy="take one replaced_by out",
    )
