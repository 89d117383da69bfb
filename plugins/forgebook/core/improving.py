"""How a team improves: one thing agreed at a retro, carried into a sprint, judged at a later retro.

Told from the graph alone, so that retros, sprints, improvements and home can ask without knowing each other.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast

from forgebook.core.drafting import team_of
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.views import Status

_HELD, _SILENT = "retros held by team", "improvements that a retro did not judge"
"""Where the graph keeps what is asked for each retro and improvement."""

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
NEVER_JUDGED = Status("never judged", "closed")
BEING_TRIED = Status("being tried", "open")
TRIED_AGAIN = Status("being tried again", "open")
NOT_CARRIED = Status("no sprint carried it", "due")
NO_VERDICT_SINCE = Status("no verdict since", "due")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the retro that gave it."""

    retro: Record
    verdict: Any

    @property
    def status(self) -> Status:
        """The verdict as readers see it."""
        return VERDICTS[self.verdict.verdict]

    @property
    def next(self) -> str:
        """What happens to the improvement now, in words."""
        return NEXT[self.verdict.next]


@dataclass(frozen=True, slots=True)
class Step:
    """A step on the way of an improvement.

    Attributes:
        what: `agreed` and `judged` at a retro, `carried` by a sprint, `replaced` by another improvement, or `gap`.
        record: the retro, the sprint or the other improvement; of a gap, the retro that said nothing.
        day: when, where that is known.
        status: what a verdict said, or what is missing.
        next: what a verdict leads to, in words.
    """

    what: Literal["agreed", "carried", "judged", "replaced", "gap"]
    record: Record | None = None
    day: date | None = None
    status: Status | None = None
    next: str = ""


def agreed_at(record: Record, graph: ProjectGraph) -> Record | None:
    """The retro that agreed on an improvement."""
    return graph.get(record.parent)


def agreed_on(record: Record, graph: ProjectGraph) -> date:
    """The day on which an improvement was agreed."""
    retro = agreed_at(record, graph)
    day: date = retro.f.date if retro else date.min
    return day


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
    held = _held_by_team(graph).get(team_of(agreed, graph), [])
    return held[bisect_right(held, _place(agreed), key=_place) :]


def _place(retro: Record) -> tuple[date, str]:
    return (retro.f.date, retro.ref)


def _held_by_team(graph: ProjectGraph) -> dict[str | None, list[Record]]:
    """The retros that were held, by team, oldest first. It is asked for each improvement, and worked out once."""
    known = cast("dict[str | None, list[Record]] | None", graph.worked_out.get(_HELD))
    if known is None:
        known = graph.worked_out[_HELD] = {}
        for retro in sorted(graph.of("retro"), key=_place):
            if retro.f.date <= graph.as_of:
                known.setdefault(team_of(retro, graph), []).append(retro)
    return known


def carried_by(record: Record, graph: ProjectGraph) -> list[Record]:
    """The sprints that took an improvement in, by their start: by its own `target_sprint` or by theirs."""
    found = {sprint.ref: sprint for sprint in graph.related(record, "target_sprint")}
    target = graph.get(record.f.target_sprint)
    if target is not None:
        found[target.ref] = target
    return sorted(found.values(), key=lambda s: (s.f.start, s.ref))


def sprint_to_carry(record: Record, graph: ProjectGraph) -> Record | None:
    """The first sprint of the team that began after an improvement was agreed, where no sprint took it in."""
    agreed = agreed_at(record, graph)
    if agreed is None or carried_by(record, graph):
        return None
    team = team_of(agreed, graph)
    begun = [
        sprint
        for sprint in graph.of("sprint")
        if agreed.f.date < sprint.f.start <= graph.as_of and sprint.fields.team == team
    ]
    return min(begun, key=lambda s: (s.f.start, s.ref), default=None)


def silent_retro(record: Record, graph: ProjectGraph) -> Record | None:
    """The first retro of the team that should have judged an improvement, and says nothing about it.

    None where a verdict came in time, or the improvement was closed before.
    """
    judged = {judgement.retro.ref for judgement in judgements(record, graph)}
    for retro in retros_after(record, graph):
        if not is_open(record, graph, retro.f.date):
            return None
        if retro.ref not in judged:
            return retro
    return None


def unjudged_at(retro: Record, graph: ProjectGraph) -> list[Record]:
    """The improvements that were due for a verdict at a retro and got none. Asked for each retro, worked out once."""
    known = cast("dict[str, list[Record]] | None", graph.worked_out.get(_SILENT))
    if known is None:
        known = graph.worked_out[_SILENT] = {}
        for improvement in graph.of("improvement"):
            silent = silent_retro(improvement, graph)
            if silent is not None:
                known.setdefault(silent.ref, []).append(improvement)
    return known.get(retro.ref, [])


def status_of(record: Record, graph: ProjectGraph) -> Status:
    """The last verdict; without one, whether it is being tried or was never judged."""
    found = judgements(record, graph)
    if found:
        last = found[-1]
        if last.verdict.next == "retry":
            return Status(f"{last.status.word}, tried again", "open")
        return last.status
    if graph.visibility != "team":
        return Status("agreed", "open")  # a verdict may stand in a retro that this reader does not see
    return NEVER_JUDGED if retros_after(record, graph) else BEING_TRIED


def stuck(record: Record, graph: ProjectGraph) -> bool | None:
    """Whether an improvement stuck (its last verdict is kept); None where it was never judged."""
    found = judgements(record, graph)
    return found[-1].verdict.verdict == "kept" if found else None


def way_of(record: Record, graph: ProjectGraph) -> list[Step]:
    """The way of an improvement in order: agreed, carried, judged, and what is missing on it."""
    retro = agreed_at(record, graph)
    steps = [Step("agreed", retro, retro.f.date)] if retro else []
    steps += [Step("carried", sprint, sprint.f.start) for sprint in carried_by(record, graph)]
    for judgement in judgements(record, graph):
        steps.append(Step("judged", judgement.retro, judgement.retro.f.date, judgement.status, judgement.next))
    steps.sort(key=lambda step: (step.day or date.min, step.what == "judged"))
    if graph.visibility == "team" and is_open(record, graph):  # elsewhere a sprint or a verdict may only be hidden
        if sprint_to_carry(record, graph) is not None:
            steps.insert(1, Step("gap", status=NOT_CARRIED))
        steps.append(_awaited(record, graph))
    successor = replaced_by(record, graph)
    return [*steps, Step("replaced", successor)] if successor else steps


def _awaited(record: Record, graph: ProjectGraph) -> Step:
    """What is to come on the way of an open improvement, or did not come."""
    silent, judged = silent_retro(record, graph), bool(judgements(record, graph))
    if silent is not None:
        return Step("gap", silent, silent.f.date, NO_VERDICT_SINCE if judged else NEVER_JUDGED)
    return Step("gap", status=TRIED_AGAIN if judged else BEING_TRIED)


def replaced_by(record: Record, graph: ProjectGraph) -> Record | None:
    """The improvement that took the place of one."""
    named = [j.verdict.replaced_by for j in judgements(record, graph) if j.verdict.next == "redefine"]
    return graph.get(named[-1]) if named else None


def is_overdue(record: Record, graph: ProjectGraph) -> bool:
    """Whether an improvement is open and a retro of its team has let it pass without a verdict."""
    return graph.visibility == "team" and is_open(record, graph) and silent_retro(record, graph) is not None
