"""What is live in each environment, on any day, told from deployments alone.

Deployments are events that are only ever added. They are read by time, the oldest first; those of one moment in the
order in which they were written, and a date alone is the day's first moment. What they mean:

- **succeeded**: the release is live in the environment from then on, in the place of what its *stream* had before. A
  stream is the product of a release (its folder, or its train, where it names no product); where the environment
  runs lines side by side (`per_line`), each maintenance line is a stream of its own. So an environment may have
  several live releases: one a line, one a product.
- **failed**: nothing has changed. What was live stays live.
- **rolled_back**: this deployment was undone at that time, and what was live before it is live again. Where the
  release is not the one that is live, it had been undone before it counted, and nothing has changed.
- **taken_down**: it is live no more, and nothing takes its place.

A deployment of a single **component** puts that component over the one of the live release, until the next release
comes. With a `release` it is that release's component; without one it belongs to the stream whose live release has
such a component (where several have, the one with a release that holds this very version; where none has, the one
whose releases hold it). Where nobody can tell, it stands by itself.

Days are told by their end: what came at noon was live on that day, what was undone on the same day was not.

A filtered graph does not hold all events, so it does not read them again: each deployment that shows says itself when
what it brought was there (`RecordKind.redact` writes it down on the full graph).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from forgebook.core.graph import ProjectGraph
from forgebook.core.project import Environment as Declared
from forgebook.core.record import Record
from forgebook.core.times import day_of, moment_of
from forgebook.core.views import Status
from forgebook.releasing.behind import Behind, behind
from forgebook.releasing.families import Families
from forgebook.releasing.live_parts import LivePart, parts_live
from forgebook.releasing.presence import Environment, Presence, Stream, in_order, is_whole

MEMO = "releasing.live"


@dataclass(frozen=True, slots=True)
class Live:
    """What is live in one stream of an environment.

    Attributes:
        environment: the environment's id.
        family: the product or train; empty where a project has one only.
        line: the maintenance line, where lines run side by side; else empty.
        release: the release, or None where single components alone were deployed.
        since: the point in time since when, as it was written.
        deployment: what brought it.
        again: whether it is back after something that followed it was rolled back.
        behind: how far behind the newest of its line it is, or None without a release.
        withdrawn: whether the release had been withdrawn by the day that was asked about.
        parts: its components, in the order of the project file.
    """

    environment: str
    family: str
    line: str
    release: Record | None
    since: str
    deployment: Record
    again: bool = False
    behind: Behind | None = None
    withdrawn: bool = False
    parts: tuple[LivePart, ...] = ()

    @property
    def day(self) -> date:
        """The day since when."""
        return day_of(self.since)

    @property
    def status(self) -> Status | None:
        """What a reader must know first: withdrawn, or how far behind."""
        if self.withdrawn:
            return Status("withdrawn, and live", "bad")
        return self.behind.status if self.behind is not None else None

    @property
    def stream(self) -> Stream:
        """What it takes the place of."""
        return self.family, self.line


@dataclass(frozen=True, slots=True)
class LiveTime:
    """A time in which a release was live somewhere.

    Attributes:
        environment, family, line, release: where, and what.
        start, end: points in time as they were written; no end while it is live.
        again: whether it came back after a rollback.
    """

    environment: str
    family: str
    line: str
    release: Record
    start: str
    end: str | None
    again: bool = False

    @property
    def first(self) -> date:
        """The first day."""
        return day_of(self.start)

    @property
    def last(self) -> date | None:
        """The day on which it ceased to be live, or None while it is."""
        return day_of(self.end) if self.end else None

    @property
    def momentary(self) -> bool:
        """Whether it began and ended on one day, so that no day ended with it."""
        return self.last == self.first


@dataclass
class _Told:
    """What was worked out of a graph once."""

    families: Families
    present: dict[str, list[Presence]] = field(default_factory=dict)
    times: dict[str, list[LiveTime]] = field(default_factory=dict)
    of_release: dict[str, list[LiveTime]] = field(default_factory=dict)
    of_deployment: dict[str, list[Presence]] = field(default_factory=dict)


def environments(graph: ProjectGraph) -> list[Declared]:
    """The environments by their order, the highest last; those that deployments alone name come first.

    A filtered graph tells of those alone that something visible was deployed to.
    """
    named = {str(record.f.environment) for record in graph.of("deployment")}
    declared = graph.project.environments
    known = [entry for entry in declared if graph.visibility == "team" or entry.id in named]
    places = {entry.id: place for place, entry in enumerate(declared)}
    known.sort(key=lambda entry: (entry.order if entry.order is not None else places[entry.id], places[entry.id]))
    return [*(Declared(id=name) for name in sorted(named - set(places))), *known]


def final_environment(graph: ProjectGraph) -> Declared | None:
    """The environment of the highest order, or None where the project file names none."""
    declared = [entry for entry in environments(graph) if entry.id in graph.project.ids("environments")]
    return declared[-1] if declared else None


def presences(environment: str, graph: ProjectGraph) -> list[Presence]:
    """What was there in an environment, and from when to when; the oldest first."""
    return _told(graph).present.get(environment, [])


def presences_of(deployment: Record, graph: ProjectGraph) -> list[Presence]:
    """From when to when what a deployment brought was there; several times where a rollback brought it back."""
    return _told(graph).of_deployment.get(deployment.ref, [])


def live_in(environment: str, graph: ProjectGraph, day: date | None = None) -> list[Live]:
    """What was live in an environment at the end of a day (today by default), a stream each.

    Streams stand by family, then by the project file's order of maintenance lines.
    """
    on = day or graph.as_of
    streams: dict[Stream, list[Presence]] = {}
    for presence in presences(environment, graph):
        if presence.on(on):
            streams.setdefault(presence.stream, []).append(presence)
    lines = graph.project.ids("maintenance_lines")
    found = [_live(environment, stream, present, on, graph) for stream, present in streams.items()]
    return sorted(found, key=lambda e: (e.family, lines.index(e.line) if e.line in lines else -1, e.line))


def live_releases(graph: ProjectGraph, day: date | None = None) -> list[Live]:
    """The releases that were live in the environment of the highest order at the end of a day, today by default."""
    final = final_environment(graph)
    return [live for live in live_in(final.id, graph, day) if live.release is not None] if final is not None else []


def live_times(environment: str, graph: ProjectGraph) -> list[LiveTime]:
    """From when to when each release was live in an environment, the oldest first; times that touch are one."""
    return _told(graph).times.get(environment, [])


def times_of(release: Record, graph: ProjectGraph) -> list[LiveTime]:
    """Where and from when to when a release was live, the environment of the highest order first, newest first."""
    return _told(graph).of_release.get(release.ref, [])


def _times(environment: str, present: Iterable[Presence], graph: ProjectGraph) -> list[LiveTime]:
    found: list[LiveTime] = []
    last: dict[Stream, int] = {}
    for presence in present:
        release = graph.get(presence.deployment.f.release)
        if release is None or not is_whole(presence.deployment):
            continue
        before = found[last[presence.stream]] if presence.stream in last else None
        time = LiveTime(environment, *presence.stream, release, presence.start, presence.end, presence.again)
        if before is not None and before.release.ref == release.ref and before.end == presence.start:
            found[last[presence.stream]] = LiveTime(
                environment, *presence.stream, release, before.start, presence.end, before.again
            )
            continue
        last[presence.stream] = len(found)
        found.append(time)
    return sorted(found, key=lambda time: (moment_of(time.start), time.release.ref))


def _told(graph: ProjectGraph) -> _Told:
    known: _Told | None = graph.worked_out.get(MEMO)
    if known is None:
        known = graph.worked_out[MEMO] = _Told(Families(graph))
        by_environment: dict[str, list[Record]] = {}
        for record in in_order(graph.of("deployment")):
            by_environment.setdefault(str(record.f.environment), []).append(record)
        per_line = {entry.id: entry.per_line for entry in graph.project.environments}
        for name, events in by_environment.items():
            reading = Environment(per_line.get(name, False), known.families, graph)
            known.present[name] = _read(reading, events) if graph.visibility == "team" else _written(reading, events)
            for presence in known.present[name]:
                known.of_deployment.setdefault(presence.deployment.ref, []).append(presence)
            known.times[name] = _times(name, known.present[name], graph)
        for entry in reversed(environments(graph)):
            for time in reversed(known.times.get(entry.id, ())):
                known.of_release.setdefault(time.release.ref, []).append(time)
    return known


def _read(environment: Environment, events: Iterable[Record]) -> list[Presence]:
    for event in events:
        environment.read(event)
    return environment.presences


def _written(environment: Environment, events: Iterable[Record]) -> list[Presence]:
    """The times that the full graph wrote down, each in the stream that it has among what shows."""
    found = [
        Presence(event, ("", time.line or ""), time.start, time.end, time.again)
        for event in events
        for time in event.f.live
    ]
    families: dict[str, set[str]] = {}
    for presence in found:
        release = environment.graph.get(presence.deployment.f.release)
        if release is not None:
            presence.stream = environment.families.of(release), presence.stream[1]
            families.setdefault(presence.stream[1], set()).add(presence.stream[0])
    for presence in found:
        beside = families.get(presence.stream[1], set())
        if not presence.deployment.f.release and len(beside) == 1:
            presence.stream = next(iter(beside)), presence.stream[1]
    return sorted(found, key=lambda presence: moment_of(presence.start))


def _live(environment: str, stream: Stream, present: list[Presence], day: date, graph: ProjectGraph) -> Live:
    whole = next((p for p in reversed(present) if is_whole(p.deployment)), None)
    first = whole or present[0]
    release = graph.get(first.deployment.f.release) if whole is not None else None
    since, told = first.start, None
    if release is not None:
        times = (time for time in reversed(live_times(environment, graph)) if (time.family, time.line) == stream)
        since = next((time.start for time in times if time.release.ref == release.ref and _on(time, day)), since)
        told = behind(release, _line(stream, release), day, _told(graph).families, graph)
    whole_stream = [presence for presence in presences(environment, graph) if presence.stream == stream]
    return Live(
        environment, *stream, release, since, first.deployment, first.again, told,
        withdrawn=release is not None and _is_withdrawn(release, day),
        parts=tuple(parts_live(whole_stream, told, day, graph)),
    )  # fmt: skip


def _on(time: LiveTime, day: date) -> bool:
    return time.first <= day and (time.last is None or time.last > day)


def _line(stream: Stream, release: Record) -> str:
    return stream[1] or str(release.f.maintenance_line or "")


def _is_withdrawn(release: Record, day: date) -> bool:
    fields = release.f
    return fields.status == "withdrawn" and (fields.withdrawn is None or fields.withdrawn.date <= day)
