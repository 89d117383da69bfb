"""What stands beside the gates on the quality page: assumptions by risk, and maturity."""

from __future__ import annotations

from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.releasing.assumptions import cells_of, in_force, is_due, risk_of, scales_of, status_of_risk
from forgebook.releasing.maturity import maturity_of, stories
from forgebook.rendering.charts import maturity_chart, risk_grid

_MOST = 5
"""How many of the riskiest assumptions are named."""


def beside_gates(graph: ProjectGraph) -> dict[str, Any]:
    """The context of the parts about assumptions and maturity."""
    holding = in_force(graph)
    due = sorted((record for record in holding if is_due(record, graph)), key=lambda r: (r.f.review_by, r.ref))
    return {
        "holding": holding,
        "risky": [record for record in holding if _is_high(record, graph)],
        "riskiest": [(record, status_of_risk(record, graph)) for record in holding[:_MOST]],
        "reviews": due,
        "grid": risk_grid(scales_of(graph), cells_of(holding, graph), "assumptions/"),
        "stories": [_story(story, index, graph) for index, story in enumerate(stories(graph))],
    }


def _is_high(record: Record, graph: ProjectGraph) -> bool:
    risk = risk_of(record, graph)
    return risk is not None and risk.word == "high"


def _story(story: list[Record], index: int, graph: ProjectGraph) -> tuple[Record, Any, Any]:
    """The newest assessment, what it came to, and the level over time."""
    assessed = [(record, found) for record in story if (found := maturity_of(record, graph)) is not None]
    return story[-1], maturity_of(story[-1], graph), maturity_chart(assessed, f"maturity-{index + 1}")
