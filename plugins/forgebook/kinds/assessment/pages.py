"""What the pages of assessments show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.views import PageView
from forgebook.releasing.maturity import Maturity, criteria_of, maturity_of, series_of, stories
from forgebook.rendering.charts import MaturityChart, maturity_chart


@dataclass(frozen=True, slots=True)
class Story:
    """The assessments of one ladder, team and product.

    Attributes:
        newest: the last of them.
        found: what that came to; None where nobody knows its ladder.
        rows: all of them, newest first, and what each came to.
        chart: the level over time; None where there is but one.
    """

    newest: Record
    found: Maturity | None
    rows: list[tuple[Record, Maturity | None]]
    chart: MaturityChart | None


def record_context(record: Record, graph: ProjectGraph) -> dict[str, Any]:
    """What the page of one assessment shows beside its fields."""
    found = maturity_of(record, graph)
    known = {criterion.id for criterion in criteria_of(found.ladder)} if found is not None else set()
    story = next(story for story in stories(graph) if series_of(story[0]) == series_of(record))
    place = next(index for index, other in enumerate(story) if other.ref == record.ref)
    before = story[place - 1] if place else None
    return {
        "found": found,
        "strangers": [entry for entry in record.f.criteria if entry.id not in known],
        "before": before,
        "came_from": maturity_of(before, graph) if before is not None else None,
        "after": story[place + 1] if place + 1 < len(story) else None,
    }


def index_view(kind: RecordKind, graph: ProjectGraph) -> PageView:
    """The index: for each ladder the level now, what comes next, and how it came about."""
    context = {
        "kind": kind,
        "records": graph.of(kind.name),
        "stories": [_story(story, index, graph) for index, story in enumerate(stories(graph))],
    }
    return PageView(
        address=f"{kind.plural}/",
        title="Maturity",
        template="assessment/index.html",
        context=context,
        description="How far the team has come on its ladders, over time, and what comes next.",
        nav=kind.nav,
        hide=("toc", "navigation"),
    )


def _story(story: list[Record], index: int, graph: ProjectGraph) -> Story:
    rows = [(record, maturity_of(record, graph)) for record in reversed(story)]
    chart = maturity_chart([(record, found) for record, found in reversed(rows) if found], f"maturity-{index + 1}")
    return Story(story[-1], rows[0][1], rows, chart)
