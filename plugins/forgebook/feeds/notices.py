"""Notices with days: from when to when stakeholders must know of something."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record


def notices(graph: ProjectGraph) -> Iterator[tuple[Record, date, date]]:
    """The notices that name the days they hold for, with the first and the last."""
    for record in graph.of("notice"):
        start, end = record.f.from_, record.f.until
        if start is not None or end is not None:
            first = start or end
            yield record, first, max(first, end or first)
