"""The grounds that records hold: who has shown that they can do a thing, and whom a record names for it.

A rehearsal shows that its person can follow the runbook, whoever owns it. (That a runbook is *fresh* is another
question: there the owner's own rehearsal says nothing, since its writer needs no text.) One that worked only with help
shows that help was needed, so it names its person and proves nothing. What a role or a team with several people did,
nobody did by name: it proves nothing of any of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from forgebook.core.cover import Ground
from forgebook.core.dates import add_months
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.times import day_of
from forgebook.covering.people import behind, people_of

PROVEN_MONTHS = 12
"""For how long what somebody has done shows that they can."""

KNOWS = {"can_run": "can run it", "can_change": "can change it", "can_teach": "can teach it"}
"""Levels of `knows` that declare somebody, in words. To be aware of an area is to be told of, not to cover it."""
AWARE = "is aware of it"

Named = tuple[str, Ground]
"""The ref of a person, and a ground of theirs."""


@dataclass
class Proofs:
    """What has shown that people can do things, by the ref of an area or runbook.

    Attributes:
        found: by subject, who and why.
    """

    found: dict[str, list[Named]] = field(default_factory=dict)

    def of(self, subject: str) -> list[Named]:
        """Who has shown that they can do it, and what shows it."""
        return self.found.get(subject, [])

    def add(self, subjects: list[str], person: str, ground: Ground) -> None:
        """Note a ground of somebody for several subjects."""
        for subject in subjects:
            self.found.setdefault(subject, []).append((person, ground))


def proofs(graph: ProjectGraph) -> Proofs:
    """All that records show of who has done what in the twelve months up to today."""
    told = Proofs()
    for runbook in graph.of("runbook"):
        _rehearsed(runbook, graph, told)
    touched = _touched(graph)
    for release in graph.of("release"):
        if release.ref in touched and _recent(release.f.released_on, graph):
            for person in behind(release.f.owner, graph, release.f.released_on):
                ground = Ground("proven", "release", release.ref, release.f.released_on)
                told.add(touched[release.ref], person, ground)
    for deployment in graph.of("deployment"):
        if deployment.f.release in touched and deployment.f.outcome == "succeeded":
            _deployed(deployment, graph, touched[deployment.f.release], told)
    return told


def _recent(day: date | None, graph: ProjectGraph) -> bool:
    return day is not None and add_months(graph.as_of, -PROVEN_MONTHS) <= day <= graph.as_of


def _rehearsed(runbook: Record, graph: ProjectGraph, told: Proofs) -> None:
    for rehearsal in runbook.f.rehearsals:
        if rehearsal.outcome == "failed" or not _recent(rehearsal.date, graph):
            continue
        alone = rehearsal.outcome == "worked"
        rung, note = ("proven", "") if alone else ("declared", "worked with help")
        for person in behind(rehearsal.by, graph, rehearsal.date):
            ground = Ground(rung, "rehearsal", runbook.ref, rehearsal.date, note)  # type: ignore[arg-type]
            told.add([runbook.ref, *runbook.fields.area], person, ground)


def _deployed(deployment: Record, graph: ProjectGraph, areas: list[str], told: Proofs) -> None:
    day = day_of(deployment.f.at)
    if _recent(day, graph):
        for person in behind(deployment.f.by, graph, day):
            told.add(areas, person, Ground("proven", "deployment", deployment.f.release, day))


def _touched(graph: ProjectGraph) -> dict[str, list[str]]:
    """By released release, the areas that it touches: those that it names, and those that its changes name."""
    found: dict[str, dict[str, None]] = {}
    for release in graph.of("release"):
        if release.f.status == "released" and release.f.released_on is not None:
            found[release.ref] = dict.fromkeys(release.fields.area)
    for change in graph.of("change"):
        if change.fields.area and change.parent is None:
            for ref in change.f.releases:
                if ref in found:
                    found[ref].update(dict.fromkeys(change.fields.area))
    return {ref: list(areas) for ref, areas in found.items() if areas}


def declared(subject: Record, graph: ProjectGraph, day: date) -> Iterator[Named]:
    """Whom records name for an area or runbook on a day."""
    for what in ("owner", "deputy"):
        yield from _answering(subject, what, graph, day)
    for known in getattr(subject.fields, "knows", ()):
        if known.since is None or known.since <= day:
            words = KNOWS.get(known.level)
            yield (
                known.person,
                Ground("declared" if words else "none", "knows", subject.ref, known.since, words or AWARE),
            )


def _answering(subject: Record, what: str, graph: ProjectGraph, day: date) -> Iterator[Named]:
    """The owner or the deputy, or those who are it by a role or a team."""
    who = graph.get(getattr(subject.fields, what))
    if who is None:
        return
    for person in sorted(people_of(who.ref, graph, day)):
        if who.kind == "person":
            yield person, Ground("declared", what, subject.ref)  # type: ignore[arg-type]
        elif who.kind == "role":
            yield person, Ground("declared", "role", who.ref, note=f"{what} by this role")
        else:
            yield person, Ground("declared", what, who.ref, note="as a member of the team")  # type: ignore[arg-type]
    if who.kind == "role" and what == "owner":
        for person in sorted(people_of(who.f.deputy, graph, day)):
            yield person, Ground("declared", "deputy", who.ref, note="deputy of the role that owns it")
