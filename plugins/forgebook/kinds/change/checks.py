"""Checks on changes, on the full graph: those inside releases and the fragments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from forgebook.core.diagnostics import ITSELF, Finding, listed
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.kinds.change import codes
from forgebook.releasing.effects import since_of
from forgebook.releasing.lineage import lineage


def check(graph: ProjectGraph) -> Iterator[Finding]:
    """All findings about changes."""
    for change in graph.of("change"):
        releases = _releases(change, graph)
        yield from _words(change)
        yield from _since(change, releases, graph)
        yield from _runs(change, releases)
        yield from _acting(change, releases)
        if change.parent is None:
            yield from _named(change, releases, graph)


def _words(change: Record) -> Iterator[Finding]:
    if not change.f.summary.strip():
        message = "the summary is empty"
        yield Finding(codes.NO_WORDS, change, message, ("summary",), remedy="say what changes", rests_on=(ITSELF,))


def _releases(change: Record, graph: ProjectGraph) -> list[Record]:
    """The releases that bring a change."""
    refs = [change.parent] if change.parent else change.f.releases
    return [release for ref in refs if (release := graph.get(ref)) is not None]


def _line(release: Record, graph: ProjectGraph) -> set[str]:
    return {other.ref for other in lineage(release, graph)}


def _day(release: Record) -> date | None:
    day: date | None = release.f.released_on or release.f.planned_on
    return day


def _since(change: Record, releases: list[Record], graph: ProjectGraph) -> Iterator[Finding]:
    since = since_of(change, graph)
    if not isinstance(since, Record):
        return
    for release in releases:
        if since.ref in _line(release, graph):
            continue
        follows = release.ref in _line(since, graph)
        here, there = _day(release), _day(since)
        if follows or (here and there and here < there):
            when = f" of {there}" if there else ""
            message = f"affected since {since.ref}{when}, but {release.ref} came before it"
            yield Finding(codes.SINCE_LATER, change, message, ("affected_since",), remedy="name an earlier release")
            return


def _runs(change: Record, releases: list[Record]) -> Iterator[Finding]:
    runs = change.f.affected_runs
    if runs is None or runs.from_ is None:
        return
    if runs.to is not None and runs.to < runs.from_:
        message = f"affected runs end on {runs.to}, before they begin on {runs.from_}"
        yield Finding(codes.RUN_DATES, change, message, ("affected_runs", "to"), rests_on=(ITSELF,))
    elif (
        change.f.kind == "fixed"
        and releases
        and all(r.f.released_on and runs.from_ > r.f.released_on for r in releases)
    ):
        last = max(releases, key=lambda r: (r.f.released_on, r.ref))
        message = f"affected runs begin on {runs.from_}, after {last.ref} mended them on {last.f.released_on}"
        yield Finding(codes.RUN_DATES, change, message, ("affected_runs", "from"))


def _acting(change: Record, releases: list[Record]) -> Iterator[Finding]:
    by = change.f.act_by
    if change.f.action and by is None:
        message = "it asks for action, and does not say by when"
        yield Finding(codes.NO_DAY, change, message, ("action",), remedy="add act_by", rests_on=(ITSELF,))
    days = [(day, release) for release in releases if (day := _day(release)) is not None]
    if by is not None and days and all(by < day for day, _ in days):
        day, release = min(days, key=lambda pair: (pair[0], pair[1].ref))
        word = "came out" if release.f.released_on else "is planned for"
        on = "on " if release.f.released_on else ""
        message = f"to be done by {by}, but {release.ref} {word} {on}{day}"
        yield Finding(codes.ACT_EARLY, change, message, ("act_by",))


def _named(change: Record, releases: list[Record], graph: ProjectGraph) -> Iterator[Finding]:
    if releases and all(release.f.status == "cancelled" for release in releases):
        message = f"{listed(r.ref for r in releases)} will not come out"
        yield Finding(codes.CANCELLED, change, message, ("releases",))
    named = {release.ref for release in releases}
    for index, release in enumerate(releases):
        before = [other for other in lineage(release, graph)[1:] if other.ref in named]
        if before:
            message = f"{release.ref} follows {before[0].ref}, which brings it already"
            yield Finding(codes.TWICE_IN_A_LINE, change, message, ("releases", index))
            return
