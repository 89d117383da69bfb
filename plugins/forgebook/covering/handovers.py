"""How far a handover is: what nobody has taken, what waits for its receiver, what was accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.views import Status

State = Literal["untaken", "taken", "accepted"]
"""`untaken`: nobody has said that they take it. `taken`: a receiver is named. `accepted`: the receiver has accepted."""

SHOWN: dict[State, Status] = {
    "untaken": Status("nobody has taken it", "bad"),
    "taken": Status("not accepted yet", "open"),
    "accepted": Status("accepted", "holds"),
}
"""As readers see it, in the order of need."""

SUBJECTS = ("area", "runbook", "role")
"""What an item may hand over, one of them."""


@dataclass(frozen=True, slots=True)
class Part:
    """One item of a handover.

    Attributes:
        item: the item, as the record has it.
        subject: the ref of what is handed over; empty where the item names nothing.
        state: see `State`.
        index: its place in the record, from 0.
    """

    item: Any
    subject: str
    state: State
    index: int

    @property
    def status(self) -> Status:
        """As readers see it."""
        return SHOWN[self.state]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a handover is.

    Attributes:
        parts: its items, what nobody has taken first.
        last_day: the day by which it must be done, or None.
    """

    parts: tuple[Part, ...]
    last_day: date | None = None

    def of(self, state: State) -> list[Part]:
        """The parts of one state."""
        return [part for part in self.parts if part.state == state]

    @property
    def done(self) -> bool:
        """Whether each item's receiver has accepted."""
        return bool(self.parts) and all(part.state == "accepted" for part in self.parts)


def subjects_of(item: Any) -> list[str]:
    """What an item names; one, if it is as it should be."""
    return [ref for name in SUBJECTS if (ref := getattr(item, name)) is not None]


def progress(handover: Record, graph: ProjectGraph) -> Progress:
    """How far a handover is. What is said to be accepted on a day to come is not accepted yet."""
    parts = [_part(item, index, graph.as_of) for index, item in enumerate(handover.f.items)]
    order = list(SHOWN)
    return Progress(tuple(sorted(parts, key=lambda p: (order.index(p.state), p.index))), last_day_of(handover, graph))


def _part(item: Any, index: int, today: date) -> Part:
    accepted = item.to is not None and item.accepted_on is not None and item.accepted_on <= today
    state: State = "accepted" if accepted else "untaken" if item.to is None else "taken"
    return Part(item, next(iter(subjects_of(item)), ""), state, index)


def last_day_of(handover: Record, graph: ProjectGraph) -> date | None:
    """The day by which it must be done: its own, else that on which somebody who leaves does so."""
    person = graph.get(handover.f.person)
    leaves = person.f.left if person is not None and handover.f.reason == "leaving" else None
    day: date | None = handover.f.last_day or leaves
    return day


def running(graph: ProjectGraph) -> list[tuple[Record, Progress]]:
    """The handovers that are not done: those with the nearest last day first, those without one last."""
    told = [(record, progress(record, graph)) for record in graph.of("handover")]
    left = [pair for pair in told if not pair[1].done]
    return sorted(left, key=lambda pair: (pair[1].last_day or date.max, pair[0].ref))
