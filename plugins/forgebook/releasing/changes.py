"""The changes of a release, whether they stand inside it or as fragments of their own, and those that wait for one."""

from __future__ import annotations

from collections.abc import Iterable

from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import slug
from forgebook.core.record import Record
from forgebook.releasing.standing import coming

OUT = ("released", "withdrawn")
COMING = ("planned", "candidate")


def changes_of(record: Record, graph: ProjectGraph) -> list[Record]:
    """All changes of a release: breaking first, then those that ask for action, each in the order of writing.

    Fragments come after those that stand in the release itself.
    """
    refs = dict.fromkeys(f"{record.ref}#{entry.id or slug(entry.summary)}" for entry in record.f.changes)
    inline = [change for ref in refs if (change := graph.get(ref)) is not None]
    fragments = [c for c in graph.related(record, "fragments") if c.parent is None]
    return in_order([*inline, *fragments])


def in_order(changes: Iterable[Record]) -> list[Record]:
    """Breaking first, then those that ask for action, else as they come."""
    return sorted(changes, key=lambda c: (not c.f.breaking, not c.f.action))


def named_in(change: Record, graph: ProjectGraph, statuses: tuple[str, ...]) -> list[Record]:
    """The releases that a fragment names and that have one of some statuses."""
    named = [release for ref in change.f.releases if (release := graph.get(ref)) is not None]
    return [release for release in named if release.f.status in statuses]


def waits(change: Record, graph: ProjectGraph) -> bool:
    """Whether a fragment still waits for a release: it names one that is to come, or none that ever came out."""
    return bool(named_in(change, graph, COMING)) or not named_in(change, graph, OUT)


def unreleased(graph: ProjectGraph) -> list[tuple[Record | None, list[Record]]]:
    """All changes that are not out, by the release that they are to come with, the next one first.

    At the end, under None, the fragments that name no release, or only some that were cancelled.
    """
    groups: list[tuple[Record | None, list[Record]]] = [(r, changes_of(r, graph)) for r in coming(graph)]
    loose = [
        c
        for c in graph.of("change")
        if c.parent is None and not named_in(c, graph, COMING) and not named_in(c, graph, OUT)
    ]
    return [(release, changes) for release, changes in [*groups, (None, in_order(loose))] if changes]
