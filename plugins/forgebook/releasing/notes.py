"""Notes to send: what one audience is told of a release, and which deployments call for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.times import moment_of
from forgebook.releasing.changes import changes_of
from forgebook.releasing.effects import Effect, effects_of
from forgebook.releasing.issues import issues_of
from forgebook.releasing.told import Headline, concerning, headline

TAKEN_BACK = ("rolled_back", "taken_down")


@dataclass(frozen=True, slots=True)
class Note:
    """What one audience is told of a release.

    Attributes:
        release: the release.
        headline: the sentence of the release's page, and the subject of the mail.
        changes: the changes that concern the audience, breaking and action first.
        effects: those of them that move results or touch earlier runs.
        issues: the known issues that touch the release.
        before: the release that it follows, as far as the reader may know it.
    """

    release: Record
    headline: Headline
    changes: tuple[Record, ...]
    effects: tuple[Effect, ...]
    issues: tuple[Record, ...]
    before: Record | None


def note_of(release: Record, audience: str, graph: ProjectGraph) -> Note:
    """The note of a release for an audience of the project file; an empty `audience` means everyone."""
    changes = concerning(changes_of(release, graph), audience)
    return Note(
        release=release,
        headline=headline(release, audience, graph),
        changes=tuple(changes),
        effects=tuple(effects_of(changes, graph)),
        issues=tuple(issues_of(release, graph)),
        before=graph.get(release.f.previous),
    )


@dataclass(frozen=True, slots=True)
class Arrival:
    """That a release went to an environment for the first time."""

    deployment: Record
    release: Record


def arrivals(before: ProjectGraph, now: ProjectGraph, environment: str) -> Iterator[Arrival]:
    """The releases that went to an environment between two states of the records, in order of time.

    A deployment that failed is none, and neither is one of a single component, or one that was taken back since. A
    release that was there before, as after a rollback, does not arrive again.
    """
    known = {record.ref for record in before.of("deployment")}
    there = {record.f.release for record in _to(before, environment) if record.f.outcome == "succeeded"}
    events = _to(now, environment)
    for place, record in enumerate(events):
        release = now.get(record.f.release)
        if record.f.outcome != "succeeded" or release is None or record.ref in known or release.ref in there:
            continue
        there.add(release.ref)
        if not any(later.f.release == release.ref and later.f.outcome in TAKEN_BACK for later in events[place + 1 :]):
            yield Arrival(record, release)


def _to(graph: ProjectGraph, environment: str) -> list[Record]:
    """The deployments of whole releases to an environment, in order of time."""
    found = [
        record for record in graph.of("deployment") if record.f.environment == environment and not record.f.component
    ]
    return sorted(found, key=lambda record: (moment_of(record.f.at), record.ref))
