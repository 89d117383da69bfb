"""Notices that stand beside releases."""

from __future__ import annotations

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record


def notices_to_show(graph: ProjectGraph) -> list[Record]:
    """The notices that are current or to come, the next one first."""
    shown = [n for n in graph.of("notice") if (status := graph.status(n)) is not None and status.tone != "closed"]
    return sorted(shown, key=lambda n: (n.f.from_ or n.f.published, n.ref))
