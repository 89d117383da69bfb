"""How each area and runbook stands: who covers it today and after the next departure, and what the next step is.

Pages ask here, so that all tell the same in the same order: what nobody has shown that they can do comes first, then
what rests on one person, then what will after the next departure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from forgebook.core.cover import Cover, Stand
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.views import Status
from forgebook.covering.next_step import Step, next_step

State = Literal["nobody", "then_nobody", "one", "then_one", "few", "enough"]
"""`nobody`: nobody has shown that they can. `one`: it rests on one person. `then_nobody`, `then_one`: so it will after
the next departure. `few`: fewer cover it than the team asks. `enough`: none of these."""

SHOWN: dict[State, Status] = {
    "nobody": Status("nobody covers it", "bad"),
    "then_nobody": Status("nobody soon", "bad"),
    "one": Status("rests on one", "bad"),
    "then_one": Status("one soon", "due"),
    "few": Status("fewer than asked", "due"),
    "enough": Status("covered", "holds"),
}
"""As readers see it, in the order of need."""

_KEY = "covering.standing"
_ORDER = {state: place for place, state in enumerate(SHOWN)}


@dataclass(frozen=True, slots=True)
class Standing:
    """How an area or runbook stands.

    Attributes:
        record: the area or runbook.
        cover: who can look after it today.
        by: who covers it today.
        then: who covers it after the next departure; as `by` where nobody is known to leave.
        leaves: the last day before that; None where nobody is known to leave.
        state: see `State`.
        asked: how many the team asks for.
        after: the cover after the next departure, or None.
        step: what to do next; None where nothing is due.
    """

    record: Record
    cover: Cover
    by: tuple[Stand, ...]
    then: tuple[Stand, ...]
    leaves: date | None
    state: State
    asked: int
    after: Cover | None
    step: Step | None

    @property
    def thin(self) -> bool:
        """Whether too few cover it, now or soon."""
        return self.state != "enough"

    @property
    def status(self) -> Status:
        """As readers see it."""
        return SHOWN[self.state]

    @property
    def only_declared(self) -> tuple[Stand, ...]:
        """Whom a record names and nothing shows."""
        return tuple(stand for stand in self.cover.stands if stand.only_declared)

    @property
    def undeclared(self) -> tuple[Stand, ...]:
        """Who covers it and stands in no record."""
        return tuple(stand for stand in self.cover.stands if stand.undeclared)

    def fall_of(self, stand: Stand) -> str:
        """The rung on which somebody stands after the next departure, where it is another; else empty."""
        if self.after is None:
            return ""
        other = self.after.of(stand.person)
        rung = other.rung if other is not None else "none"
        return "" if rung == stand.rung else rung


def is_told(graph: ProjectGraph) -> bool:
    """Whether anybody asked who can look after what."""
    return graph.ladder.day != date.min


def standing_of(record: Record, graph: ProjectGraph) -> Standing | None:
    """How an area or runbook stands; None where nothing was asked, or this reader may not know."""
    known = cast("dict[str, Standing | None]", graph.worked_out.setdefault(_KEY, {}))
    if record.ref not in known:
        cover = graph.ladder.covers.get(record.ref)
        known[record.ref] = None if cover is None else _standing(record, cover, graph)
    return known[record.ref]


def standings(kind: str, graph: ProjectGraph) -> list[Standing]:
    """How the areas, or the runbooks, stand: those first that need it most, then by their names."""
    told = [standing for record in graph.of(kind) if (standing := standing_of(record, graph)) is not None]
    return most_needed_first(told)


def most_needed_first(told: Iterable[Standing]) -> list[Standing]:
    """Standings in the order of need, then by name."""
    return sorted(told, key=lambda s: (_ORDER[s.state], s.record.title.casefold(), s.record.ref))


def _standing(record: Record, cover: Cover, graph: ProjectGraph) -> Standing:
    facts = graph.ladder
    after = facts.after.get(record.ref)
    by = cover.covering()
    then = by if after is None else after.covering()
    asked = graph.project.policies.cover_minimum or 2
    state = _state(len(by), len(then), asked)
    leaves = min(facts.leaving.values()) if facts.leaving and after is not None else None
    step = next_step(record, cover, graph, thin=state != "enough")
    return Standing(record, cover, by, then, leaves, state, asked, after, step)


def _state(today: int, then: int, asked: int) -> State:
    if not today:
        return "nobody"
    if not then:
        return "then_nobody"
    if asked > 1 and today == 1:
        return "one"
    if asked > 1 and then == 1:
        return "then_one"
    return "few" if min(today, then) < asked else "enough"
