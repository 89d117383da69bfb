"""Checks on the roadmap, on the full graph."""

from __future__ import annotations

from collections.abc import Iterator

from forgebook.core.diagnostics import ITSELF, Finding
from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import normalise_id
from forgebook.core.record import Record
from forgebook.kinds.roadmap import codes
from forgebook.kinds.roadmap.horizons import target_passed


def check(graph: ProjectGraph) -> Iterator[Finding]:
    """All findings about roadmap items."""
    taken: dict[str, Record] = {}
    for record in graph.of("roadmap"):
        yield from _delivery(record)
        yield from _target(record, graph)
        yield from _moves(record)
        yield from _public(record, graph, taken)


def _delivery(record: Record) -> Iterator[Finding]:
    done = record.f.horizon == "done"
    if done and record.f.delivered_in is None:
        yield Finding(
            codes.DELIVERED_WHERE,
            record,
            "done, but no release is named",
            ("horizon",),
            remedy="add delivered_in",
            rests_on=(ITSELF,),
        )
    if record.f.delivered_in is not None and not done:
        yield Finding(
            codes.DELIVERED_NOT_DONE,
            record,
            f'delivered, but the horizon is "{record.f.horizon}"',
            ("delivered_in",),
            remedy="set horizon to done, or take delivered_in out",
        )


def _target(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    passed = target_passed(record, graph)
    if passed is not None and record.f.delivered_in is None:
        yield Finding(
            codes.TARGET_PASSED,
            record,
            f'{passed}, and this is still "{record.f.horizon}"',
            ("target",),
            remedy="set horizon to done with delivered_in, or name another target",
        )


def _moves(record: Record) -> Iterator[Finding]:
    moves = record.f.changed
    for index, move in enumerate(moves[1:], 1):
        before = moves[index - 1]
        if move.date < before.date:
            message = f"{move.date} stands after {before.date}; write the oldest first"
            yield Finding(codes.MOVES_OUT_OF_ORDER, record, message, ("changed", index, "date"))
        elif before.to and move.from_ and move.from_ != before.to:
            message = f'begins at "{move.from_}", but the move before it led to "{before.to}"'
            yield Finding(codes.MOVES_OUT_OF_ORDER, record, message, ("changed", index, "from"))
    last = next((index for index in range(len(moves) - 1, -1, -1) if moves[index].to), None)
    if last is not None and moves[last].to != record.f.horizon:
        yield Finding(
            codes.HORIZON_DISAGREES,
            record,
            f'the last move led to "{moves[last].to}", but the horizon is "{record.f.horizon}"',
            ("changed", last, "to"),
            remedy="correct horizon, or write down the move",
        )


def _public(record: Record, graph: ProjectGraph, taken: dict[str, Record]) -> Iterator[Finding]:
    words, public = record.f.public_wording, record.f.public_id
    if bool(words) != bool(public):
        given, missing = ("public_wording", "public_id") if words else ("public_id", "public_wording")
        message = f"{given} without {missing}: partners and the public do not see it by that"
        yield Finding(codes.HALF_PUBLIC, record, message, (given,), remedy=f"add {missing}", rests_on=(ITSELF,))
    if not public:
        return
    id_ = normalise_id(public)
    other = taken.setdefault(id_, record)
    holder = other if other is not record else graph.get(f"roadmap/{id_}")
    if holder is not None:
        whose = "this file's own id" if holder is record else f"taken by {holder.ref}"
        message = f'the public id "{public}" is {whose}'
        yield Finding(codes.PUBLIC_ID_TAKEN, record, message, ("public_id",), remedy="choose another one")
