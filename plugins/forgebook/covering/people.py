"""Who stands behind a person, a role or a team on a day, and who is there no longer."""

from __future__ import annotations

from datetime import date
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record


def is_gone(person: Record, day: date) -> bool:
    """Whether somebody has left by a day: the last day itself still counts as being there."""
    left = person.f.left
    return person.f.status == "emeritus" or (left is not None and left < day)


def leaves_on(person: Record, today: date) -> date | None:
    """The last day of somebody who will leave; None for those who stay, and where the day is not known."""
    left: date | None = person.f.left
    return left if left is not None and left >= today and not is_gone(person, today) else None


def is_leaving(person: Record, today: date) -> bool:
    """Whether it is known that somebody will leave."""
    return leaves_on(person, today) is not None or (person.f.status == "leaving" and not is_gone(person, today))


def holders_on(role: Record, day: date) -> list[Any]:
    """The entries of `holders` that hold on a day."""
    return [
        holder
        for holder in role.f.holders
        if (holder.from_ is None or holder.from_ <= day) and (holder.to is None or holder.to >= day)
    ]


def people_of(who: str | None, graph: ProjectGraph, day: date) -> frozenset[str]:
    """The refs of the people behind a person, role or team on a day; those who had left by then are none of them."""
    record = graph.get(who)
    if record is None:
        return frozenset()
    if record.kind == "person":
        return frozenset() if is_gone(record, day) else frozenset({record.ref})
    if record.kind == "role":
        named = [holder.person for holder in holders_on(record, day)]
    else:
        named = list(record.f.members) if record.kind == "team" else []
    found = (graph.get(ref) for ref in named)
    return frozenset(person.ref for person in found if person is not None and not is_gone(person, day))


def behind(who: str | None, graph: ProjectGraph, day: date) -> tuple[str, ...]:
    """The one person who did what a record says that a person, role or team did on a day, whether or not they left.

    Empty where several stood behind the name, so that nobody can tell who of them it was.
    """
    record = graph.get(who)
    if record is None:
        return ()
    if record.kind == "person":
        return (record.ref,)
    if record.kind == "role":
        named = {holder.person for holder in holders_on(record, day)}
    else:
        named = set(record.f.members) if record.kind == "team" else set()
    return tuple(named) if len(named) == 1 else ()
