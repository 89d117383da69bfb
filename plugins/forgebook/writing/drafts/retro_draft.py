"""The draft of a retro: its record, with what the sprint says as comments to talk about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from forgebook.core.drafting import Wish, open_improvements, team_of
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.core.themes import recurring
from forgebook.core.times import day_of
from forgebook.writing.drafts.clone_notes import plain
from forgebook.writing.drafts.compose import NewRecord, compose

MOST_THEMES = 6
"""Themes that a draft tells of. More than these say little about the next sprint."""


def drafted_retro(
    sprint: Record, given: dict[str, str], graph: ProjectGraph, settings: SiteSettings, *, id_: str = ""
) -> NewRecord:
    """The record of the retro of a sprint.

    Args:
        sprint: the sprint that it looks back on.
        given: values of fields that the author gave.
        graph: the records.
        settings: where they lie.
        id_: the id that was asked for; empty for the one that we propose.

    Raises:
        NotPossible: there is such a record already, or the id is none.
    """
    record = compose(graph.kinds["retro"], Wish("", {"sprint": sprint.id, **given}, id_), graph, settings)
    lines = ["To talk about, from the records. Throw these lines away once the retro is over.", *prompts(sprint, graph)]
    return replace(record, text=record.text + "\n" + "".join(f"# {line}".rstrip() + "\n" for line in lines))


def prompts(sprint: Record, graph: ProjectGraph) -> Iterator[str]:
    """What a retro can begin with: what was agreed, what the sprint set out to do and what came of it."""
    f = sprint.f
    goal = (f.goal or "").strip().partition("\n")[0]
    if goal:
        yield f"The goal was: {plain(goal)}"
    if f.planned or f.done:
        yield f"{len(f.planned)} planned, {len(f.done)} done, {len(f.carried)} carried, {len(f.added)} added"
    yield from _list("To be judged", _agreed(sprint, graph))
    yield from _list("Carried on", [_because(entry.item, entry.reason) for entry in f.carried])
    yield from _list("Came in while the sprint ran", [_because(entry.item, entry.reason) for entry in f.added])
    yield from _list("Released", [release.title for release in _releases(sprint, graph)])
    yield from _list("Incidents", [f"{incident.title} ({incident.ref})" for incident in incidents_in(sprint, graph)])
    themes = recurring(graph, team_of(sprint, graph))[:MOST_THEMES]
    yield from _list(
        "Themes that came back",
        [f"{theme.word}: at {len(theme.times)} retros, last {theme.retros[-1].f.date}" for theme in themes],
    )


def _list(head: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"{head}:"
        yield from (f"- {plain(line)}" for line in lines)


def _because(item: str, reason: str | None) -> str:
    return f"{item} ({reason})" if reason else item


def _agreed(sprint: Record, graph: ProjectGraph) -> list[str]:
    """The team's open improvements, each with what it was to look like."""
    team = team_of(sprint, graph)
    found = []
    for improvement in open_improvements(graph):
        retro = graph.get(improvement.parent)
        if retro is not None and team_of(retro, graph) == team:
            success = (improvement.f.success_looks_like or "").strip()
            found.append(f"{improvement.id}: {improvement.title}" + (f". Looks like: {success}" if success else ""))
    return found


def _releases(sprint: Record, graph: ProjectGraph) -> list[Record]:
    return [release for ref in sprint.f.releases if (release := graph.get(ref)) is not None]


def incidents_in(sprint: Record, graph: ProjectGraph) -> list[Record]:
    """The incidents that were noticed from the first day of a sprint to the last of its recovery."""
    last = sprint.f.recovery_until or sprint.f.end
    return [r for r in graph.of("incident") if sprint.f.start <= day_of(r.f.detected) <= last]
