"""Known issues: written once, shown on every release that they touch.

An issue touches the release that it was found in and all that follow it by `previous`, up to the release that fixes
it; that one and what follows it are free of it. A fix in one maintenance line mends that line alone: releases of
another line that follow the one with the issue, and not the one with the fix, go on having it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.releasing.lineage import lineage
from forgebook.releasing.standing import newest_of_each_line


@dataclass(frozen=True, slots=True)
class Standing:
    """How an issue stands to a release.

    Attributes:
        issue: the issue.
        how: `found` in this release, `inherited` from an earlier one, or `fixed` by it.
    """

    issue: Record
    how: str


def issues_of(record: Record, graph: ProjectGraph) -> list[Record]:
    """The known issues that touch a release: found in it or before, and fixed neither in it nor before."""
    return [entry.issue for entry in standings(record, graph) if entry.how != "fixed"]


def standings(record: Record, graph: ProjectGraph) -> list[Standing]:
    """The issues found in a release, then those that it inherits, then those that it fixes; each in order of ids."""
    line = [release.ref for release in lineage(record, graph)]
    before = frozenset(line[1:])
    told = [Standing(issue, how) for issue in graph.of("known-issue") if (how := _how(issue, record, before))]
    return sorted(told, key=lambda entry: ("found", "inherited", "fixed").index(entry.how))


def fixes_of(issue: Record) -> list[str]:
    """The releases that fix an issue, one in each maintenance line."""
    return [ref for ref in (issue.f.fixed_in, *issue.f.also_fixed_in) if ref]


def touched_by(issue: Record, releases: Iterable[Record], graph: ProjectGraph) -> list[Record]:
    """Those of some releases that an issue touches."""
    found = []
    for release in releases:
        before = frozenset(r.ref for r in lineage(release, graph)[1:])
        if _how(issue, release, before) in ("found", "inherited"):
            found.append(release)
    return found


def open_in(issue: Record, graph: ProjectGraph) -> list[Record]:
    """The releases in use that an issue touches: the newest of each maintenance line that has not ended."""
    return touched_by(issue, newest_of_each_line(graph), graph)


def is_open(issue: Record, graph: ProjectGraph) -> bool:
    """Whether an issue is to be told to anybody: it touches a release in use, or none that is out fixes it.

    The second holds for what was found in a release that is not out yet, and where no release is recorded.
    """
    if open_in(issue, graph):
        return True
    if any(
        (fix := graph.get(ref)) is not None and fix.f.status in ("released", "withdrawn") for ref in fixes_of(issue)
    ):
        return False
    found = graph.get(issue.f.found_in)
    return found is None or found.f.status in ("planned", "candidate") or not newest_of_each_line(graph)


def _how(issue: Record, release: Record, before: frozenset[str]) -> str:
    """How an issue stands to a release whose ancestors are known; empty where it has nothing to do with it."""
    start, fixes = issue.f.found_in, fixes_of(issue)
    if start != release.ref and start not in before:
        return ""
    if any(ref in before for ref in fixes):
        return ""
    if release.ref in fixes:
        return "fixed"
    return "found" if start == release.ref else "inherited"
