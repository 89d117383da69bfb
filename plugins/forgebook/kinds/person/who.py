"""Who is who: what somebody holds, where they belong, and what they answer for, as far as this reader may know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.covering.candidates import has_person_pages, person_address
from forgebook.covering.people import holders_on, is_gone, is_leaving, leaves_on


@dataclass(frozen=True, slots=True)
class AnswersFor:
    """An area, runbook or role, and what somebody is there, in words: `owner`, `deputy`, `owner as Model lead`."""

    record: Record
    hows: tuple[str, ...]

    @property
    def owns(self) -> bool:
        """Whether it is theirs, and not only while somebody else is away."""
        return any(how.startswith("owner") for how in self.hows)


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody, and where one finds them.

    Attributes:
        record: the person.
        roles: the roles that they hold today.
        teams: the teams that they belong to.
        areas: what they answer for, by themselves, by a role or by a team.
        leaves: whether it is known that they will leave.
        last_day: when, where that is known.
        rests: the address of what rests on them; empty where there is no such page.
    """

    record: Record
    roles: tuple[Record, ...]
    teams: tuple[Record, ...]
    areas: tuple[AnswersFor, ...]
    leaves: bool
    last_day: date | None
    rests: str

    @property
    def through(self) -> tuple[Record, ...]:
        """By what they answer for something, beside their own name."""
        return (*self.roles, *self.teams)

    @property
    def is_placed(self) -> bool:
        """Whether a role, a team or an area names them today."""
        return bool(self.roles or self.teams or self.areas)


def who_is(person: Record, graph: ProjectGraph) -> Who:
    """Where one finds somebody."""
    roles = tuple(
        role
        for role in graph.of("role")
        if any(holder.person == person.ref for holder in holders_on(role, graph.as_of))
    )
    teams = tuple(team for team in graph.of("team") if person.ref in team.f.members)
    today = graph.as_of
    rests = person_address(person) if has_person_pages(graph) else ""
    areas = tuple(_charges("area", person, (*roles, *teams), graph))
    return Who(person, roles, teams, areas, is_leaving(person, today), leaves_on(person, today), rests)


def charges(who: Who, graph: ProjectGraph) -> list[AnswersFor]:
    """What somebody answers for: areas, then runbooks, then the roles in which they stand in for somebody."""
    return [found for kind in ("area", "runbook", "role") for found in _charges(kind, who.record, who.through, graph)]


def _charges(kind: str, person: Record, through: tuple[Record, ...], graph: ProjectGraph) -> Iterator[AnswersFor]:
    named = {person.ref: ""}
    named |= {record.ref: f" {'as' if record.kind == 'role' else 'with'} {record.title}" for record in through}
    for record in graph.of(kind):
        fields = ((how, getattr(record.fields, how, None)) for how in ("owner", "deputy"))
        hows = tuple(f"{how}{named[ref]}" for how, ref in fields if ref in named)
        if hows:
            yield AnswersFor(record, hows)


def index_context(graph: ProjectGraph) -> dict[str, Any]:
    """What the index shows: who is there, who leaves soon, and apart from them who is there no longer.

    Others than the team are not told who has left. So of those whom they may know by name only those are listed as
    being there whom a role, team or area names today.
    """
    people = [who_is(person, graph) for person in graph.of("person")]
    at_home = graph.visibility == "team"
    here = [who for who in people if (not is_gone(who.record, graph.as_of) if at_home else who.is_placed)]
    leaving = [who for who in here if who.leaves]
    return {
        "here": here,
        "leaving": sorted(leaving, key=lambda who: (who.last_day or date.max, who.record.title)),
        "apart": [who.record for who in people if who not in here],
        "roles": _sorted(role for who in here for role in who.roles),
        "teams": _sorted(team for who in here for team in who.teams),
        "areas": _sorted(charge.record for who in here for charge in who.areas),
        "nameless": [] if at_home else _nameless(here, graph),
        "contacts": any(who.record.f.contact for who in here),
    }


def _sorted(records: Iterable[Record]) -> list[Record]:
    """Each once, by title."""
    return sorted({record.ref: record for record in records}.values(), key=lambda record: (record.title, record.ref))


def _nameless(here: list[Who], graph: ProjectGraph) -> list[Record]:
    """The public roles that nobody named holds: whom to ask for where no name may stand."""
    held = {role.ref for who in here for role in who.roles}
    return [role for role in graph.of("role") if role.ref not in held]
