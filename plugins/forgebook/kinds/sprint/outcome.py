"""What the plan said, and what came out of it: every planned item with its fate, and where carried ones went on to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.views import Status
from forgebook.kinds.sprint.fields import Added
from forgebook.kinds.sprint.items import find_piece, words_of
from forgebook.kinds.sprint.order import in_order, last_day

Fate = Literal["done", "carried", "dropped", "both", "untold", "open"]
"""`both`: done and carried on, which cannot be. `untold`: the sprint is over and says nothing of it. `open`: it is not
over yet."""

SHOWN: dict[Fate, Status] = {
    "done": Status("done", "holds"),
    "open": Status("open", "open"),
    "carried": Status("carried on", "due"),
    "dropped": Status("dropped", "closed"),
    "both": Status("done and carried on", "bad"),
    "untold": Status("nothing said", "bad"),
}
"""Fates as readers see them, in the order in which they are counted."""

_STATES: dict[str, Fate] = {
    **dict.fromkeys(("done", "finished", "closed", "complete", "completed"), "done"),
    **dict.fromkeys(("carried", "carried on", "carried over"), "carried"),
    **dict.fromkeys(("dropped", "cancelled", "abandoned", "stopped"), "dropped"),
}
"""What the words of a planned item's own `state` say, where `done` and `carried` do not name it."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A later sprint that a carried item went on to, and what became of it there; no fate where it says nothing."""

    sprint: Record
    fate: Fate | None

    @property
    def status(self) -> Status | None:
        """As readers see it."""
        return SHOWN[self.fate] if self.fate else None


@dataclass(frozen=True, slots=True)
class Told:
    """An item and what became of it.

    Attributes:
        entry: the item as the sprint has it under `planned`, `added`, `done` or `carried`.
        fate: see `Fate`; None where nothing can be told.
        done: the entry under `done`, or None.
        carried: the entry under `carried`, or None.
        onward: the later sprints that it went on to, in their order.
        times: how often it has been carried on so far, this time included; 0 where not all is known.
    """

    entry: Any
    fate: Fate | None
    done: Any = None
    carried: Any = None
    onward: tuple[Leg, ...] = ()
    times: int = 0

    @property
    def state(self) -> str | None:
        """What the plan says of it in words of its own."""
        return getattr(self.entry, "state", None)

    @property
    def roadmap(self) -> str | None:
        """The roadmap item that it belongs to."""
        return getattr(self.entry, "roadmap", None)

    @property
    def request(self) -> str | None:
        """The request that brought it."""
        return getattr(self.entry, "request", None)

    @property
    def why(self) -> str | None:
        """Why an item that came in could not wait. The reason of a carried one is another matter."""
        return None if self.entry is self.carried else getattr(self.entry, "reason", None)

    @property
    def status(self) -> Status | None:
        """As readers see it."""
        return SHOWN[self.fate] if self.fate else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A sprint's plan against what came out.

    Attributes:
        planned: each item of the plan.
        added: each item that came in on the way.
        besides: what was done or carried on and stands in neither.
        whole: whether all is known: a filtered site may lack entries, so that nothing is counted there.
    """

    planned: list[Told] = field(default_factory=list)
    added: list[Told] = field(default_factory=list)
    besides: list[Told] = field(default_factory=list)
    whole: bool = True

    @property
    def counts(self) -> list[tuple[Status, int]]:
        """How many planned items had each fate, in the order of `SHOWN`; empty where not all is known."""
        numbers = Counter(told.fate for told in self.planned)
        return [(SHOWN[fate], numbers[fate]) for fate in SHOWN if numbers[fate]] if self.whole else []

    @property
    def done(self) -> int:
        """How many planned items were done."""
        return sum(told.fate == "done" for told in self.planned)

    @property
    def added_done(self) -> int:
        """How many of the items that came in were done."""
        return sum(told.fate == "done" for told in self.added)


def outcome_of(record: Record, graph: ProjectGraph) -> Outcome:
    """What became of a sprint's plan, told from what this reader may see."""
    fields = record.f
    planned = [_told(entry, record, graph) for entry in fields.planned]
    added = [_told(entry, record, graph) for entry in fields.added]
    seen = {id(entry) for told in (*planned, *added) for entry in (told.done, told.carried)}
    rest = [entry for entry in (*fields.done, *fields.carried) if id(entry) not in seen]
    besides = [_told(entry, record, graph) for entry in rest]
    return Outcome(planned, added, besides, whole=graph.visibility == "team")


def fate_of(entry: Any, record: Record, graph: ProjectGraph) -> Fate | None:
    """What became of an item in a sprint."""
    return _told_here(entry, record, graph).fate


def _told(entry: Any, record: Record, graph: ProjectGraph) -> Told:
    here = _told_here(entry, record, graph)
    if here.fate == "untold" and isinstance(entry, Added):
        return replace(here, fate=None)  # it was dealt with on the way, or the next plan has it
    times = _carried_before(entry, record, graph)
    if here.fate != "carried":
        return replace(here, times=times)
    return replace(here, times=times + 1, onward=tuple(_onward(entry, here.carried, record, graph)))


def _told_here(entry: Any, record: Record, graph: ProjectGraph) -> Told:
    done, carried = find_piece(entry, record.f.done), find_piece(entry, record.f.carried)
    if done is not None or carried is not None:
        fate: Fate | None = "both" if done and carried else "done" if done else "carried"
        return Told(entry, fate, done, carried)
    fate = _STATES.get(words_of(getattr(entry, "state", None) or ""))
    if fate is None and graph.visibility == "team":
        fate = "untold" if last_day(record) < graph.as_of else "open"
    return Told(entry, fate)


def _onward(entry: Any, carried: Any, record: Record, graph: ProjectGraph) -> Iterator[Leg]:
    """The later sprints that an item went on to. It ends, for each lies later than the last."""
    here: Record | None = record
    while here is not None and (there := _next(entry, carried, here, graph)) is not None:
        planned = find_piece(entry, [*there.f.planned, *there.f.added, *there.f.done, *there.f.carried])
        found = None if planned is None else _told_here(planned, there, graph)
        yield Leg(there, found.fate if found else None)
        here = there if found is not None and found.fate == "carried" else None
        carried = found.carried if found else None
        entry = planned if planned is not None and planned.url else entry


def _next(entry: Any, carried: Any, record: Record, graph: ProjectGraph) -> Record | None:
    """The sprint that `to` names, if it lies later; else the team's next one that names the item."""
    team = in_order(record, graph)
    named = graph.get(carried.to) if carried is not None else None
    if named is not None:
        return named if named.f.start > record.f.start else None
    return next((later for later in team[team.index(record) + 1 :] if is_named(entry, later)), None)


def is_named(entry: Any, record: Record) -> bool:
    """Whether a sprint names an item anywhere."""
    fields = record.f
    return any(find_piece(entry, found) for found in (fields.planned, fields.added, fields.done, fields.carried))


def _carried_before(entry: Any, record: Record, graph: ProjectGraph) -> int:
    """How often an item had been carried on before it came to a sprint; 0 where not all is known."""
    if graph.visibility != "team":
        return 0  # an earlier sprint may be hidden
    times, here, earlier = 0, record, in_order(record, graph)
    for sprint in reversed(earlier[: earlier.index(record)]):
        carried = find_piece(entry, sprint.f.carried)
        if carried is not None and _next(entry, carried, sprint, graph) is here:
            times, here = times + 1, sprint
            entry = carried if carried.url else entry
    return times
