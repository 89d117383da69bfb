"""Known issues: written once, shown on every release that they touch."""

from __future__ import annotations

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.releasing.lineage import lineage


def issues_of(record: Record, graph: ProjectGraph) -> list[Record]:
    """The known issues that touch a release: found in it or before, and not fixed before it."""
    position = {release.ref: index for index, release in enumerate(lineage(record, graph))}
    found = []
    for issue in graph.of("known-issue"):
        start = position.get(issue.f.found_in)
        if start is None:
            continue
        fixed = position.get(issue.f.fixed_in) if issue.f.fixed_in else None
        if fixed is None or fixed == 0 or fixed > start:
            found.append(issue)
    return found
