"""The components that are live in a stream of an environment: which version of each, and since when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.times import day_of, moment_of
from forgebook.core.views import Status
from forgebook.releasing.behind import Behind, versions_behind
from forgebook.releasing.deployed import short
from forgebook.releasing.presence import Presence, is_whole


@dataclass(frozen=True, slots=True)
class LivePart:
    """A component that is live.

    Attributes:
        component: the repository's id.
        version: its version, else its commit or digest in short; empty where nothing tells it.
        since: the point in time since when it is there at this version, as it was written.
        deployment: what brought it.
        apart: whether it was deployed by itself, and not with the release.
        status: where it stands to the newest release of the line, or None where nobody can tell.
    """

    component: str
    version: str
    since: str
    deployment: Record
    apart: bool = False
    status: Status | None = None

    @property
    def day(self) -> date:
        """The day since when."""
        return day_of(self.since)


@dataclass(frozen=True, slots=True)
class _Brought:
    """What a deployment brings of one component."""

    version: str | None
    told: str


def parts_live(stream: Sequence[Presence], behind: Behind | None, day: date, graph: ProjectGraph) -> Iterator[LivePart]:
    """The components of a stream at the end of a day, in the order of the project file.

    Args:
        stream: all that was ever present in the stream.
        behind: where its release stands, or None where it has none.
        day: the day.
        graph: the graph.
    """
    order = graph.project.ids("repositories")
    names = {name for presence in stream if presence.on(day) for name in _names(presence.deployment, graph)}
    for name in sorted(names, key=lambda name: (order.index(name) if name in order else len(order), name)):
        part = _part(name, stream, behind, day, graph)
        if part is not None:
            yield part


def _names(deployment: Record, graph: ProjectGraph) -> list[str]:
    if deployment.f.component:
        return [str(deployment.f.component)]
    release = graph.get(deployment.f.release)
    return [part.repository for part in release.f.components] if release is not None else []


def _part(
    name: str, stream: Sequence[Presence], behind: Behind | None, day: date, graph: ProjectGraph
) -> LivePart | None:
    """A component as it was at the end of a day: one walk through all that brought it or took it away."""
    steps: list[tuple[Any, int, Presence]] = []
    brought = {id(p): what for p in stream if (what := _brought(name, p.deployment, graph)) is not None}
    for presence in stream:
        if id(presence) not in brought:
            continue
        if day_of(presence.start) <= day:
            steps.append((moment_of(presence.start), 1, presence))
        if presence.end is not None and day_of(presence.end) <= day:
            steps.append((moment_of(presence.end), 0, presence))
    steps.sort(key=lambda step: step[:2])
    present: list[Presence] = []
    told, since = "", ""
    for place, (moment, begins, presence) in enumerate(steps):
        if begins:
            present.append(presence)
        elif presence in present:
            present.remove(presence)
        if place + 1 < len(steps) and steps[place + 1][0] == moment:
            continue
        now = brought[id(present[-1])].told if present else ""
        if now != told or not since:
            told, since = now, presence.start if begins else str(presence.end)
    if not present:
        return None
    last = present[-1]
    status = _status(name, brought[id(last)], behind, graph)
    return LivePart(name, told, since, last.deployment, not is_whole(last.deployment), status)


def _brought(name: str, deployment: Record, graph: ProjectGraph) -> _Brought | None:
    """What a deployment brings of a component, or None where it does not touch it."""
    fields = deployment.f
    release = graph.get(fields.release)
    inside: Any = next((p for p in release.f.components if p.repository == name), None) if release is not None else None
    if fields.component:
        if fields.component != name:
            return None
        version = fields.version or (inside.version if inside is not None and not _told(fields) else None)
        return _Brought(version, version or short(fields.commit or fields.digest))
    return _Brought(inside.version, inside.version) if inside is not None else None


def _told(fields: Any) -> bool:
    return bool(fields.version or fields.commit or fields.digest)


def _status(name: str, brought: _Brought, behind: Behind | None, graph: ProjectGraph) -> Status | None:
    if behind is None or behind.newest is None or brought.version is None:
        return None
    count = versions_behind(name, brought.version, behind.newest, graph)
    if count is None:
        return Status("not released yet", "open") if behind.place == "ahead" else Status("in no release", "closed")
    if count == 0:
        return Status("newest", "holds")
    return Status(f"{count} {'version' if count == 1 else 'versions'} behind", "due")
