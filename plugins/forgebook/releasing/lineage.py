"""Which release follows which. Ancestry is told by `previous`, never by the order of versions."""

from __future__ import annotations

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record


def lineage(record: Record, graph: ProjectGraph) -> list[Record]:
    """The release and those that it follows, newest first. A circle ends where it closes."""
    line: list[Record] = []
    seen: set[str] = set()
    here: Record | None = record
    while here is not None and here.ref not in seen:
        line.append(here)
        seen.add(here.ref)
        here = graph.get(here.f.previous)
    return line
