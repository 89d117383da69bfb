"""What the pages of changes show."""

from __future__ import annotations

from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.views import PageView
from forgebook.releasing.changes import COMING, OUT, in_order, named_in, unreleased
from forgebook.releasing.effects import Runs, effects_of
from forgebook.releasing.runs import runs_touched
from forgebook.releasing.told import told_of


def record_context(record: Record, graph: ProjectGraph) -> dict[str, Any]:
    """What the page of one fragment shows beside its fields."""
    titles = {repository.id: repository.title or repository.id for repository in graph.project.repositories}
    out = named_in(record, graph, OUT)
    return {
        "out": out,
        "planned": named_in(record, graph, COMING),
        "audiences": [] if out else told_of([record], graph),
        "components": [titles.get(id_, id_) for id_ in record.f.component],
        "runs": _runs([record], graph),
        "relied": {record.ref: runs_touched(record, graph)},
    }


def _runs(changes: list[Record], graph: ProjectGraph) -> dict[str, Runs | None]:
    """By the ref of a change, the runs that it touches."""
    return {effect.change.ref: effect.runs for effect in effects_of(changes, graph)}


def index_view(kind: RecordKind, graph: ProjectGraph) -> PageView:
    """What is made and not out: by reader, and by the release that it is to come with."""
    groups = unreleased(graph)
    waiting = in_order({change.ref: change for _, changes in groups for change in changes}.values())
    return PageView(
        address=f"{kind.plural}/",
        title="Not yet released",
        template="change/index.html",
        context={
            "kind": kind,
            "records": [record for record in graph.of(kind.name) if record.parent is None] or waiting,
            "waiting": waiting,
            "groups": groups,
            "audiences": told_of(waiting, graph),
            "runs": _runs(waiting, graph),
        },
        description="Changes that wait for a release, and what they will mean.",
        nav=kind.nav,
        hide=("toc",),
    )
