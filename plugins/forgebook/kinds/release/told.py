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


@dataclass(frozen=True, slots=True)
class Part:
    """A component, and the release in which it last changed."""

    component: Any
    title: str
    since: Record


def changes_of(record: Record, graph: ProjectGraph) -> list[Record]:
    """All changes of a release: breaking first, then those that ask for action, each in the order of writing.

    Fragments come after those that stand in the release itself.
    """
    inline = [c for c in graph.of("change") if c.parent == record.ref]
    inline.sort(key=lambda c: tuple(part for part in c.source.prefix if isinstance(part, int)))
    fragments = [c for c in graph.related(record, "fragments") if c.parent is None]
    return sorted([*inline, *fragments], key=lambda c: (not c.f.breaking, not c.f.action))


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


def issues_of(record: Record, graph: ProjectGraph) -> list[Record]:
    """The known issues that touch a release: found in it or before, and not fixed before it."""
    line = _lineage(record, graph)
    position = {ref: index for index, ref in enumerate(line)}
    found = []
    for issue in graph.of("known-issue"):
        start = position.get(issue.f.found_in)
        if start is None:
            continue
        fixed = position.get(issue.f.fixed_in) if issue.f.fixed_in else None
        if fixed is None or fixed == 0 or fixed > start:
            found.append(issue)
    return found


def _lineage(record: Record, graph: ProjectGraph) -> list[str]:
    """The release and those it follows, newest first."""
    line: list[str] = []
    here: Record | None = record
    while here is not None and here.ref not in line:
        line.append(here.ref)
        here = graph.get(here.f.previous)
    return line


def parts_of(record: Record, graph: ProjectGraph) -> list[Part]:
    """The components, each with the release since which its version is the same."""
    titles = {r.id: r.title or r.id for r in graph.project.repositories}
    line = [r for ref in _lineage(record, graph) if (r := graph.get(ref))]
    parts = []
    for component in record.f.components:
        since = record
        for earlier in line[1:]:
            if not any(
                c.repository == component.repository and c.version == component.version for c in earlier.f.components
            ):
                break
            since = earlier
        parts.append(Part(component, titles.get(component.repository, component.repository), since))
    return parts
