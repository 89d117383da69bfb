"""What a release is made of, and since when each part is the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.releasing.lineage import lineage


@dataclass(frozen=True, slots=True)
class Part:
    """A component, and the release in which it last changed."""

    component: Any
    title: str
    since: Record


def parts_of(record: Record, graph: ProjectGraph) -> list[Part]:
    """The components, each with the release since which its version is the same."""
    titles = {r.id: r.title or r.id for r in graph.project.repositories}
    before = lineage(record, graph)[1:]
    parts = []
    for component in record.f.components:
        since = record
        for earlier in before:
            if not any(
                c.repository == component.repository and c.version == component.version for c in earlier.f.components
            ):
                break
            since = earlier
        parts.append(Part(component, titles.get(component.repository, component.repository), since))
    return parts
