"""From idea to sprint to verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.views import Status

VERDICTS = {
    "kept": Status("kept", "holds"),
    "partly": Status("partly", "due"),
    "not_tried": Status("not tried", "closed"),
    "did_not_help": Status("did not help", "bad"),
    "dropped": Status("dropped", "closed"),
    "obsolete": Status("obsolete", "closed"),
}
NEXT = {
    "keep": "it stays",
    "retry": "tried again",
    "redefine": "put another way",
    "stop": "stopped",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the retro that gave it."""

    retro: Record
    verdict: Any


def agreed_at(record: Record, graph: ProjectGraph) -> Record | None:
    """The retro that agreed on the improvement."""
    return graph.get(record.parent)


def judgements(record: Record, graph: ProjectGraph) -> list[Judgement]:
    """All verdicts on an improvement, oldest first."""
    found = [
        Judgement(retro, verdict)
        for retro in graph.related(record, "judged_at")
        for verdict in retro.f.reviewed
        if verdict.improvement == record.ref
    ]
    return sorted(found, key=lambda j: (j.retro.f.date, j.retro.ref))


def is_open(record: Record, graph: ProjectGraph, on: date | None = None) -> bool:
    """Open until a verdict's `next` is keep, stop or redefine (which names what replaces it)."""
    return not any(
        judgement.verdict.next != "retry" and (on is None or judgement.retro.f.date <= on)
        for judgement in judgements(record, graph)
    )


def retros_after(record: Record, graph: ProjectGraph) -> list[Record]:
    """The retros of the same team held after the improvement was agreed, oldest first."""
    agreed = agreed_at(record, graph)
    if agreed is None:
        return []
    team = team_of(agreed, graph)
    later = [
        retro
        for retro in graph.of("retro")
        if (retro.f.date, retro.ref) > (agreed.f.date, agreed.ref)
        and team_of(retro, graph) == team
        and retro.f.date <= graph.as_of
    ]
    return sorted(later, key=lambda r: (r.f.date, r.ref))


def team_of(retro: Record, graph: ProjectGraph) -> str | None:
    """The team of a retro, or of its sprint."""
    sprint = graph.get(retro.f.sprint)
    return retro.fields.team or (sprint.fields.team if sprint else None)


def status_of(record: Record, graph: ProjectGraph) -> Status:
    """The last verdict; without one, whether it is being tried or was never judged."""
    found = judgements(record, graph)
    if found:
        last = found[-1].verdict
        if last.next == "retry":
            return Status(f"{VERDICTS[last.verdict].word}, tried again", "open")
        return VERDICTS[last.verdict]
    if graph.visibility != "team":
        return Status("agreed", "open")  # a verdict may stand in a retro that this reader does not see
    if retros_after(record, graph):
        return Status("never judged", "closed")
    return Status("being tried", "open")


def stuck(record: Record, graph: ProjectGraph) -> bool | None:
    """Whether the improvement stuck (its last verdict is kept); None where it was never judged."""
    found = judgements(record, graph)
    return found[-1].verdict.verdict == "kept" if found else None
