"""What a release tells each of its readers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record

_DIRECTIONS = {"up": "results go up", "down": "results go down", "mixed": "results change both ways"}


@dataclass(slots=True)
class Told:
    """What one audience is told: a sentence, and the changes that concern it."""

    id: str
    title: str
    must_act: bool
    act_by: date | None
    sentence: str
    acting: list[tuple[Record, list[Any]]] = field(default_factory=list)
    other: list[Record] = field(default_factory=list)


def audiences_of(changes: list[Record], graph: ProjectGraph) -> list[Told]:
    """What each audience of the project is told, in the project file's order; one for all where none is named."""
    audiences = [(a.id, a.title or a.id) for a in graph.project.audiences]
    if not audiences or not changes:
        return [_told("", "Everyone", changes)] if changes else []
    told = [
        _told(id_, title, [c for c in changes if not c.f.audience or id_ in c.f.audience]) for id_, title in audiences
    ]
    return [entry for entry in told if entry.acting or entry.other]


def _told(id_: str, title: str, changes: list[Record]) -> Told:
    acting = [(c, actions) for c in changes if (actions := _actions(c, id_))]
    other = [c for c in changes if not _actions(c, id_)]
    days = [c.f.act_by for c, _ in acting if c.f.act_by]
    act_by = min(days) if days else None
    return Told(id_, title, bool(acting), act_by, _results(changes), acting, other)


def _actions(change: Record, audience: str) -> list[Any]:
    return [a for a in change.f.action if not a.audience or not audience or a.audience == audience]


def _results(changes: list[Record]) -> str:
    """What happens to results, in one sentence."""
    impacts = [c.f.impact for c in changes if c.f.impact and c.f.impact.direction in _DIRECTIONS]
    if not impacts:
        known = any(c.f.impact for c in changes)
        return "Results stay as they are." if known else ""
    directions = {impact.direction for impact in impacts}
    words = _DIRECTIONS[directions.pop() if len(directions) == 1 else "mixed"]
    sizes = [impact.size for impact in impacts if impact.size]
    size = f" ({sizes[0]})" if len(sizes) == 1 and len(impacts) == 1 else ""
    return f"{words[:1].upper()}{words[1:]}{size}."
