"""The next step for an area: one thing that somebody can do about its cover, with the reason for it.

It never says who is the successor. It proposes somebody whom the records already name, and says which record does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from forgebook.core.cover import Cover, Ground, Stand
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.covering.people import people_of
from forgebook.covering.rehearsals import Freshness, freshness, most_needed_first
from forgebook.covering.worded import Worded, worded

Do = Literal["rehearse", "write", "owner", "holder", "deputy", "again"]
"""`rehearse`: somebody who does not cover it yet rehearses a runbook. `write`: there is none to rehearse. `owner`,
`deputy`: nobody is named, or too few. `holder`: a role or team answers for it that nobody is in. `again`: a runbook is
to be rehearsed again, or for the first time, by another than its owner."""

_NEAREST = (
    "rehearsal",
    "deputy",
    "owner",
    "role",
    "can teach it",
    "can change it",
    "can run it",
    "knows",
    "authorship",
)
"""What makes somebody the nearest to begin with."""


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next.

    Attributes:
        do: see `Do`.
        who: who would do it, or None.
        reason: why they; None without somebody.
        runbook: the runbook, or None.
        fresh: how fresh it is, for `again`.
        role: the role or team that nobody is in, for `holder`.
        first: systems that they cannot enter yet.
    """

    do: Do
    who: Stand | None = None
    reason: Worded | None = None
    runbook: Record | None = None
    fresh: Freshness | None = None
    role: Record | None = None
    first: tuple[str, ...] = ()


def next_step(record: Record, cover: Cover, graph: ProjectGraph, *, thin: bool) -> Step | None:
    """The next step for an area or runbook.

    Args:
        record: the area or runbook.
        cover: who can look after it today.
        graph: what this reader may see. Where something may be hidden, no gap in the records is told of.
        thin: whether too few cover it, now or soon.
    """
    books = _runbooks(record, graph)
    who = _candidate(cover) if thin else None
    if who is not None:
        reason = worded(_nearest(who), record.ref, graph)
        book = next((b for b in books if not _has_shown(who, b, graph)), None)
        if book is not None:
            return Step("rehearse", who, reason, book, first=_locked_out(who, record))
        if graph.visibility == "team":
            return Step("write", who, reason, first=_locked_out(who, record))
    return _gap(record, books, graph, thin=thin) if graph.visibility == "team" else None


def _runbooks(record: Record, graph: ProjectGraph) -> list[Record]:
    """The runbooks of an area, those first that most need a rehearsal; of a runbook itself."""
    if record.kind == "runbook":
        return [record]
    found = [runbook for runbook in graph.of("runbook") if record.ref in runbook.fields.area]
    return [runbook for runbook, _ in most_needed_first(found, graph)]


def _candidate(cover: Cover) -> Stand | None:
    """Somebody who does not cover it, is not known to leave, and is the nearest to it by what the records say."""
    open_to = [stand for stand in cover.stands if not stand.covers and stand.until is None]
    return min(open_to, key=lambda stand: (_distance(_nearest(stand)), stand.name, stand.person), default=None)


def _nearest(stand: Stand) -> Ground:
    return min(stand.grounds, key=_distance)


def _distance(ground: Ground) -> int:
    name = ground.note if ground.note in _NEAREST else ground.what
    return _NEAREST.index(name) if ground.rung != "none" else len(_NEAREST)


def _has_shown(who: Stand, runbook: Record, graph: ProjectGraph) -> bool:
    cover = graph.ladder.covers.get(runbook.ref)
    stand = cover.of(who.person) if cover is not None else None
    return stand is not None and stand.covers


def _locked_out(who: Stand, record: Record) -> tuple[str, ...]:
    """The systems of the area that somebody cannot enter."""
    access = getattr(record.fields, "access", ())
    return tuple(entry.system for entry in access if entry.held_by and who.person not in entry.held_by)


def _gap(record: Record, books: list[Record], graph: ProjectGraph, *, thin: bool) -> Step | None:
    """What the records lack."""
    if record.f.owner is None:
        return Step("owner")
    empty = _empty_seat(record, graph)
    if empty is not None:
        return Step("holder", role=empty)
    if record.f.deputy is None or thin:
        return Step("deputy", runbook=books[0] if books else None)
    for book in books:
        fresh = freshness(book, graph)
        if fresh.state != "fresh" and _is_asked(fresh, graph.as_of):
            return Step("again", runbook=book, fresh=fresh)
    return None


def _empty_seat(record: Record, graph: ProjectGraph) -> Record | None:
    """The role or team that owns something or is its deputy, and that nobody is in."""
    named = (graph.get(who) for who in (record.f.owner, record.f.deputy))
    seats = (who for who in named if who is not None and who.kind != "person")
    return next((seat for seat in seats if not people_of(seat.ref, graph, graph.as_of)), None)


def _is_asked(fresh: Freshness, today: date) -> bool:
    """Whether a rehearsal is called for: what is due by policy, and what nobody else has shown to work."""
    return fresh.state != "due" or (fresh.due is not None and fresh.due < today)
