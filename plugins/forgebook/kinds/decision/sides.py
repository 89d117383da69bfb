"""Links between Markdown files that one side alone has."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator

from forgebook.core.diagnostics import Finding, listed
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.kinds.decision import codes


def one_way(graph: ProjectGraph) -> Iterator[Finding]:
    """For each file of another style, the files beside it that it links to and that do not link back.

    Pages show such links on both sides; whoever reads the files alone finds them on one.
    """
    linked: dict[str, dict[str, Record]] = defaultdict(dict)
    for relation in graph.written:
        source, target = graph.get(relation.source), graph.get(relation.target)
        if source is not None and target is not None and _beside(source, target):
            linked[source.ref][target.ref] = target
    for ref in sorted(linked):
        record = graph.records[ref]
        silent = [target for target in linked[ref].values() if ref not in linked.get(target.ref, ())]
        if silent:
            names = [posixpath.basename(target.source.path) for target in silent]
            yield Finding(
                codes.ONE_WAY,
                record,
                f"links to {listed(names)}, which {'does' if len(names) == 1 else 'do'} not link back",
                needle=names[0],
                remedy="pages show it on both sides; for readers of the files, link back there",
            )


def _beside(source: Record, target: Record) -> bool:
    """Whether both are files of another style in one folder."""
    return (
        source.foreign
        and target.foreign
        and source.ref != target.ref
        and source.kind == target.kind == "decision"
        and source.source.folder == target.source.folder
    )
