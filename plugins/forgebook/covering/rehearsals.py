"""Rehearsals: whether somebody other than its owner has shown that a runbook works, and how long ago.

A failed rehearsal proves nothing, and neither does one by the owner, who wrote it. Freshness comes from rehearsals, not
from a date that can be bumped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from forgebook.core.dates import add_months
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.views import Status
from forgebook.covering.people import people_of

State = Literal["never", "owner_only", "failed", "due", "fresh"]
"""`never`: nobody has rehearsed it with success. `owner_only`: its owner alone has. `failed`: somebody else has, and it
failed since. `due`: longer ago than the policy asks. `fresh`: none of these."""

SHOWN: dict[State, Status] = {
    "never": Status("never rehearsed", "bad"),
    "owner_only": Status("only by its owner", "bad"),
    "failed": Status("failed last time", "bad"),
    "due": Status("rehearsal due", "due"),
    "fresh": Status("rehearsed", "holds"),
}
"""As readers see it, in the order of need."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """How fresh a runbook is.

    Attributes:
        state: see `State`.
        last: the last rehearsal by somebody else that worked, as the record has it, or None.
        day: its day.
        due: the day by which the next one is due, by the project's policy; None without policy or proof.
    """

    state: State
    last: Any = None
    day: date | None = None
    due: date | None = None

    @property
    def status(self) -> Status:
        """As readers see it."""
        return SHOWN[self.state]


def is_by_another(runbook: Record, rehearsal: Any, graph: ProjectGraph) -> bool:
    """Whether somebody took part who neither owns the runbook now nor did on that day."""
    owner = runbook.f.owner
    if owner is None:
        return True
    owners = people_of(owner, graph, graph.as_of) | people_of(owner, graph, rehearsal.date)
    there = people_of(rehearsal.by, graph, rehearsal.date)
    return bool(there - owners) if there else rehearsal.by != owner


def newest_first(runbook: Record, graph: ProjectGraph) -> list[Any]:
    """The rehearsals that have happened, newest first; of one day the last one written."""
    past = [(r.date, index, r) for index, r in enumerate(runbook.f.rehearsals) if r.date <= graph.as_of]
    return [rehearsal for _, _, rehearsal in sorted(past, key=lambda entry: entry[:2], reverse=True)]


def proofs(runbook: Record, graph: ProjectGraph) -> list[Any]:
    """The rehearsals that prove something: they worked, and somebody other than the owner did them. Newest first."""
    return [r for r in newest_first(runbook, graph) if r.outcome != "failed" and is_by_another(runbook, r, graph)]


def freshness(runbook: Record, graph: ProjectGraph) -> Freshness:
    """How fresh a runbook is, told from the full graph."""
    past, proven = newest_first(runbook, graph), proofs(runbook, graph)
    if not proven:
        worked = any(r.outcome != "failed" for r in past)
        return Freshness("owner_only" if worked else "failed" if past else "never")
    last = proven[0]
    months = graph.project.policies.rehearse_after_months
    due = add_months(last.date, months) if months else None
    if past[0].outcome == "failed":
        return Freshness("failed", last, last.date, due)
    return Freshness("due" if due is not None and due < graph.as_of else "fresh", last, last.date, due)


def most_needed_first(runbooks: Iterable[Record], graph: ProjectGraph) -> list[tuple[Record, Freshness]]:
    """Runbooks with their freshness: never rehearsed first, then the longest ago."""
    found = [(runbook, freshness(runbook, graph)) for runbook in runbooks]
    order = list(SHOWN)
    return sorted(found, key=lambda pair: (order.index(pair[1].state), pair[1].day or date.min, pair[0].ref))
