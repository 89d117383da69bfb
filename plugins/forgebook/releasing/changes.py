"""The changes of a release, whether they stand inside it or as fragments of their own."""

from __future__ import annotations

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record


def changes_of(record: Record, graph: ProjectGraph) -> list[Record]:
    """All changes of a release: breaking first, then those that ask for action, each in the order of writing.

    Fragments come after those that stand in the release itself.
    """
    inline = [c for c in graph.of("change") if c.parent == record.ref]
    inline.sort(key=lambda c: tuple(part for part in c.source.prefix if isinstance(part, int)))
    fragments = [c for c in graph.related(record, "fragments") if c.parent is None]
    return sorted([*inline, *fragments], key=lambda c: (not c.f.breaking, not c.f.action))
