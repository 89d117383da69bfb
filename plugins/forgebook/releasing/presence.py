"""From deployments to what was present in each environment, and from when to when. `live` tells what that means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import natural_order
from forgebook.core.record import Record
from forgebook.core.times import day_of, moment_of
from forgebook.releasing.families import Families

Stream = tuple[str, str]
"""What takes each other's place: a family of releases and, where lines run side by side, a maintenance line."""


@dataclass(slots=True, eq=False)
class Presence:
    """A time in which what a deployment brought was there.

    Attributes:
        deployment: what brought it.
        stream: what it takes the place of, and what takes its own.
        start: the point in time, as it was written.
        end: the same for the first moment at which it was there no more; None while it is.
        again: it had been there before, and came back when what followed it was rolled back.
    """

    deployment: Record
    stream: Stream
    start: str
    end: str | None = None
    again: bool = False

    def on(self, day: date) -> bool:
        """Whether it was there at the end of a day."""
        return day_of(self.start) <= day and (self.end is None or day_of(self.end) > day)


@dataclass(slots=True)
class _Layer:
    """A deployment of a whole release, or of single components on their own, and those that were put on top of it."""

    base: Record | None
    above: list[Record] = field(default_factory=list)

    @property
    def release(self) -> str | None:
        return self.base.f.release if self.base is not None else None

    def deployments(self) -> list[Record]:
        """All that is present of it: of two of one component, the later one."""
        last = {record.f.component: record for record in self.above}
        return [*([self.base] if self.base is not None else []), *last.values()]


def in_order(deployments: Iterable[Record]) -> list[Record]:
    """Deployments by time, the oldest first; those of one moment in the order in which they were written."""
    return sorted(deployments, key=lambda r: (moment_of(r.f.at), r.source.path, r.source.prefix, natural_order(r.ref)))


def is_whole(deployment: Record) -> bool:
    """Whether a deployment brings a whole release, and not a single component."""
    return bool(deployment.f.release) and not deployment.f.component


class Environment:
    """One environment while its events are read, the oldest first."""

    def __init__(self, per_line: bool, families: Families, graph: ProjectGraph) -> None:
        self.per_line = per_line
        self.families = families
        self.graph = graph
        self.presences: list[Presence] = []
        self._open: dict[str, Presence] = {}
        self._layers: dict[Stream, list[_Layer]] = {}

    def read(self, deployment: Record) -> None:
        """Take one event in."""
        outcome = deployment.f.outcome
        if outcome == "failed" or not (deployment.f.release or deployment.f.component):
            return
        stream = self.stream_of(deployment)
        if outcome == "succeeded":
            self._bring(deployment, stream)
        elif outcome == "rolled_back":
            self._undo(deployment, stream)
        else:
            self._take_down(deployment, stream)

    def stream_of(self, deployment: Record) -> Stream:
        """The stream of a deployment: told by its release, else by what is there of its component."""
        line = str(deployment.f.maintenance_line or "")
        release = self.graph.get(deployment.f.release)
        if release is not None:
            own = line or str(release.f.maintenance_line or "")
            return self.families.of(release), own if self.per_line else ""
        found = list(self._with_component(deployment, line))
        if len(found) == 1:
            return found[0]
        return (self._family_of(deployment.f.component) if not found else ""), line if self.per_line else ""

    def _family_of(self, component: str) -> str:
        """The one family whose releases hold a component; empty where there are several, or none."""
        found = {
            self.families.of(release)
            for release in self.graph.of("release")
            if any(part.repository == component for part in release.f.components)
        }
        return found.pop() if len(found) == 1 else ""

    def _with_component(self, deployment: Record, line: str) -> Iterator[Stream]:
        """The streams that have a component in them now; of several, those of a release with this very version."""
        name, version = deployment.f.component, deployment.f.version
        found = [
            stream
            for stream, layers in self._layers.items()
            if layers and (not line or stream[1] == line) and self._has(layers[-1], name)
        ]
        exact = {stream for stream in found if stream in self._releasing(name, version)} if len(found) > 1 else None
        yield from exact or found

    def _has(self, layer: _Layer, component: str) -> bool:
        release = self.graph.get(layer.release)
        inside = release is not None and any(part.repository == component for part in release.f.components)
        return inside or any(record.f.component == component for record in layer.above)

    def _releasing(self, component: str, version: str | None) -> set[Stream]:
        """The streams whose releases hold a component at a version."""
        return {
            (self.families.of(release), str(release.f.maintenance_line or "") if self.per_line else "")
            for release in self.graph.of("release")
            if version and any(p.repository == component and p.version == version for p in release.f.components)
        }

    def _bring(self, deployment: Record, stream: Stream) -> None:
        layers = self._layers.setdefault(stream, [])
        if is_whole(deployment):
            if layers and layers[-1].release == deployment.f.release:
                layers.pop()  # the same once more takes its own place: to roll it back leads to what was before
            layers.append(_Layer(deployment))
        elif layers:
            layers[-1].above.append(deployment)
        else:
            layers.append(_Layer(None, [deployment]))
        self._settle(stream, deployment.f.at)

    def _undo(self, rollback: Record, stream: Stream) -> None:
        """Take away what was deployed last, if it is this; else it was undone before it counted."""
        if is_whole(rollback):
            place = self._holding(rollback, stream)
            if place is not None:
                self._layers[place].pop()
                self._settle(place, rollback.f.at, again=True)
            return
        layers = self._layers.get(stream)
        last = (
            next((r for r in reversed(layers[-1].above) if r.f.component == rollback.f.component), None)
            if layers
            else None
        )
        if layers and last is not None and _same(last, rollback):
            layers[-1].above.remove(last)
            self._settle(stream, rollback.f.at, again=True)

    def _take_down(self, event: Record, stream: Stream) -> None:
        """Take away what is there, with nothing in its place."""
        if is_whole(event):
            place = self._holding(event, stream)
            if place is not None:
                self._layers[place].clear()
                self._settle(place, event.f.at)
            return
        for layer in self._layers.get(stream, ())[-1:]:
            layer.above = [record for record in layer.above if record.f.component != event.f.component]
        self._settle(stream, event.f.at)

    def _holding(self, event: Record, stream: Stream) -> Stream | None:
        """The stream in which the release of an event is the one that is live: its own, else another."""
        for place in dict.fromkeys((stream, *self._layers)):
            layers = self._layers.get(place)
            if layers and layers[-1].release == event.f.release:
                return place
        return None

    def _settle(self, stream: Stream, at: str, *, again: bool = False) -> None:
        """Close the times of what is gone, and open those of what has come."""
        layers = self._layers.get(stream)
        there = layers[-1].deployments() if layers else []
        refs = {record.ref for record in there}
        for ref, presence in list(self._open.items()):
            if presence.stream == stream and ref not in refs:
                presence.end = at
                del self._open[ref]
        for record in there:
            if record.ref not in self._open:
                self._open[record.ref] = Presence(record, stream, at, again=again)
                self.presences.append(self._open[record.ref])


def _same(deployment: Record, rollback: Record) -> bool:
    """Whether a rollback means this deployment of its component: what it tells of the version must agree."""
    told = [name for name in ("version", "commit", "digest") if getattr(rollback.f, name)]
    return all(getattr(deployment.f, name) in (None, getattr(rollback.f, name)) for name in told)
