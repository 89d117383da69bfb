"""What two releases are made of, and what the gates said of each, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.views import Status
from forgebook.releasing.gates import verdicts_of

Move = Literal["changed", "added", "removed", "other_commit", "same"]
"""What happened to a component. `other_commit`: the version is the same and the commit is not, as when a tag moved."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A component in two releases; None where one of them is without it."""

    repository: str
    title: str
    before: Any
    after: Any
    move: Move


@dataclass(frozen=True, slots=True)
class GatePair:
    """What a gate said of two releases; None where nothing was asked and nothing is told."""

    title: str
    before: Status | None
    after: Status | None


def moves_of(start: Record, end: Record, graph: ProjectGraph) -> list[Moved]:
    """The components of two releases: those that differ first. Empty where one of them lists none yet."""
    before = {part.repository: part for part in start.f.components}
    after = {part.repository: part for part in end.f.components}
    if not before or not after:
        return []
    titles = {r.id: r.title or r.id for r in graph.project.repositories}
    moved = [
        Moved(id_, titles.get(id_, id_), before.get(id_), after.get(id_), _move(before.get(id_), after.get(id_)))
        for id_ in dict.fromkeys([*after, *before])
    ]
    return sorted(moved, key=lambda entry: entry.move == "same")


def _move(before: Any, after: Any) -> Move:
    if before is None or after is None:
        return "added" if before is None else "removed"
    if before.version != after.version:
        return "changed"
    return "other_commit" if before.commit and after.commit and before.commit != after.commit else "same"


def gates_of(start: Record, end: Record, graph: ProjectGraph) -> list[GatePair]:
    """The gates of which either release tells something, in the project file's order."""
    pairs = zip(verdicts_of(start, graph), verdicts_of(end, graph), strict=True)
    return [
        GatePair(str(before.gate.title), before.status, after.status)
        for before, after in pairs
        if before.status or after.status
    ]
