"""What a field that is left open could name."""

from __future__ import annotations

from pydantic import BaseModel

from forgebook.core.annotated import taken
from forgebook.core.diagnostics import listed
from forgebook.core.drafting import open_improvements
from forgebook.core.fields import ProjectId, RefTo
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.schema import field_at

MOST = 8
"""How many names are listed, if that is all of them. A line is to be read at a glance."""
SOME = 4
"""How many are listed where there are more."""


def candidates(model: type[BaseModel], key: str, graph: ProjectGraph) -> str:
    """The records (or ids of the project file) that a field may name, the newest first; empty where there are none."""
    found = taken(field_at(model, (key,)))
    marks = (*found.marks, *(found.entry.marks if found.entry else ()))
    section = next((mark.section for mark in marks if isinstance(mark, ProjectId)), None)
    if section is not None:
        return _some(graph.project.ids(section))
    reference = next((mark for mark in marks if isinstance(mark, RefTo)), None)
    kinds = [kind for kind in reference.kinds if graph.of(kind)] if reference else []
    records = [record for kind in reversed(kinds) for record in _newest_first(kind, graph)]
    return _some([record.id if len(kinds) == 1 else record.ref for record in records])


def _some(names: list[str]) -> str:
    return listed(names, limit=MOST if len(names) <= MOST else SOME)


def _newest_first(kind: str, graph: ProjectGraph) -> list[Record]:
    """Records of a kind without those that have ended, by their last day."""
    if kind == "improvement":
        return list(reversed(open_improvements(graph)))
    last = {event.ref: event.date for event in graph.events if event.kind == kind}
    living = [r for r in graph.of(kind) if (status := graph.status(r)) is None or status.tone != "closed"]
    dated = sorted((r for r in living if r.ref in last), key=lambda r: (last[r.ref], r.ref), reverse=True)
    return [*dated, *(r for r in living if r.ref not in last)]
