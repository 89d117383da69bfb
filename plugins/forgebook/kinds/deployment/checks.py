"""Checks on deployments, on the full graph and against what was recorded before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from forgebook.core.diagnostics import ITSELF, Finding
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.times import day_of
from forgebook.kinds.deployment import codes
from forgebook.releasing.live import Live, final_environment, live_releases, presences_of

_KEPT = (
    "environment", "release", "component", "version", "commit", "digest", "maintenance_line", "at", "outcome",
)  # fmt: skip
"""What an entry says of the event itself. Who did it and the note may be mended."""


def check(graph: ProjectGraph) -> Iterator[Finding]:
    """All findings about deployments."""
    final = final_environment(graph)
    for record in graph.of("deployment"):
        yield from _of_nothing(record)
        yield from _to_come(record, graph)
        yield from _of_its_release(record, graph, final.id if final is not None else "")
        yield from _line(record, graph)
    for live in live_releases(graph):
        yield from _withdrawn(live)


def _of_nothing(record: Record) -> Iterator[Finding]:
    fields = record.f
    if not fields.release and not fields.component:
        message = "it names neither a release nor a component"
        yield Finding(codes.NOTHING, record, message, ("environment",), remedy="add release", rests_on=(ITSELF,))
    elif not (fields.release or fields.version or fields.commit or fields.digest):
        message = f"it says {fields.component}, and nothing of the version"
        remedy = "add version, commit or digest"
        yield Finding(codes.NOTHING, record, message, ("component",), remedy=remedy, rests_on=(ITSELF,))


def _to_come(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    """A day's difference may be that of two time zones."""
    day = day_of(record.f.at)
    if day > graph.as_of + timedelta(days=1):
        yield Finding(codes.TO_COME, record, f"{day} is still to come, as of {graph.as_of}", ("at",))


def _of_its_release(record: Record, graph: ProjectGraph, final: str) -> Iterator[Finding]:
    release = graph.get(record.f.release)
    if release is None:
        return
    if record.f.outcome == "succeeded":
        yield from _usable(record, release)
        if record.f.environment == final:
            yield from _out_by_then(record, release)
    yield from _component(record, release)


def _usable(record: Record, release: Record) -> Iterator[Finding]:
    gone = release.f.withdrawn.date if release.f.withdrawn else None
    if release.f.status == "cancelled":
        yield Finding(codes.NOT_TO_BE_USED, record, f"{release.ref} was cancelled", ("release",))
    elif gone is not None and gone < day_of(record.f.at):
        yield Finding(codes.NOT_TO_BE_USED, record, f"{release.ref} had been withdrawn on {gone}", ("release",))


def _out_by_then(record: Record, release: Record) -> Iterator[Finding]:
    fields = release.f
    day = day_of(record.f.at)
    if fields.status in ("planned", "candidate"):
        message = f"{release.ref} is {fields.status} and not out"
        yield Finding(codes.BEFORE_IT_WAS_OUT, record, message, ("release",))
    elif fields.released_on is not None and day < fields.released_on:
        message = f"deployed on {day}, but {release.ref} came out on {fields.released_on}"
        yield Finding(codes.BEFORE_IT_WAS_OUT, record, message, ("at",))


def _component(record: Record, release: Record) -> Iterator[Finding]:
    name = record.f.component
    if not name:
        return
    inside: Any = next((part for part in release.f.components if part.repository == name), None)
    if inside is None:
        yield Finding(codes.NOT_A_COMPONENT, record, f"{release.ref} holds no {name}", ("component",))
    elif record.f.version and record.f.version != inside.version:
        message = f"{release.ref} holds {name} at {inside.version}, not {record.f.version}"
        yield Finding(codes.NOT_A_COMPONENT, record, message, ("version",))


def _line(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    fields = record.f
    declared = next((entry for entry in graph.project.environments if entry.id == fields.environment), None)
    if declared is None or not declared.per_line or not fields.component or fields.release or fields.maintenance_line:
        return
    brought = presences_of(record, graph)
    if brought and not brought[0].stream[1]:
        message = f"{declared.title or declared.id} runs lines side by side; which one is this {fields.component} for?"
        remedy = "add release or maintenance_line"
        yield Finding(codes.LINE_UNTOLD, record, message, ("component",), remedy=remedy, rests_on=(ITSELF, "release"))


def _withdrawn(live: Live) -> Iterator[Finding]:
    release = live.release
    if release is None or not live.withdrawn:
        return
    since = f" on {release.f.withdrawn.date}" if release.f.withdrawn else ""
    message = f"{release.ref} was withdrawn{since} and is live in {live.environment} since {live.day}"
    yield Finding(codes.LIVE_AND_WITHDRAWN, live.deployment, message, ("release",))


def check_step(before: Record, after: Record) -> Iterator[Finding]:
    """What was changed in an entry that stood there before."""
    for name in _KEPT:
        was, now = getattr(before.f, name), getattr(after.f, name)
        if _bare(was) != _bare(now):
            message = f"{name} was {was or 'not given'} and is {now or 'not given'} now"
            place = (name,) if now else ()
            yield Finding(codes.REWRITTEN, after, message, place, remedy="add a new entry instead")


def check_gone(before: Record) -> Iterator[Finding]:
    """An entry that is there no more, told of its file as a whole."""
    nowhere = replace(before, source=replace(before.source, prefix=()))
    message = f"{before.ref} was recorded here and is gone"
    yield Finding(codes.REWRITTEN, nowhere, message, remedy="put it back; add a new entry for what happened since")


def _bare(value: Any) -> str:
    """A value without the kind before an id: the former graph may know fewer records."""
    return str(value or "").removeprefix("release/")
