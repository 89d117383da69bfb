"""What rests on somebody, and who could take it, with the reason. A reason is no order: who takes it is agreed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from forgebook.core.cover import RUNGS, Cover, Rung, Stand
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.covering.belongings import held_by
from forgebook.covering.ladder import may_show
from forgebook.covering.people import holders_on, is_gone, is_leaving, leaves_on, people_of
from forgebook.covering.standing import is_told
from forgebook.covering.worded import Worded, worded

Without = Literal["nobody", "none_today", "one", "more"]
"""Who covers it without them. `nobody`: they alone do. `none_today`: nobody does, they included. `one`: one other.
`more`: several others."""

ORDER: tuple[Without, ...] = ("nobody", "none_today", "one", "more")
"""In the order of need."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take something, and why.

    Attributes:
        person: their id on the ladder, which for most is a record's ref.
        name: what they are called.
        rung: the strongest rung that speaks for them.
        reasons: what speaks for them, the strongest first.
    """

    person: str
    name: str
    rung: Rung
    reasons: tuple[Worded, ...]


@dataclass(frozen=True, slots=True)
class Charge:
    """An area, runbook or role that rests on somebody, alone or with others.

    Attributes:
        subject: the record.
        hows: what they are there, in words: `owner`, `deputy as Engineer lead`.
        without: see `Without`.
        others: who covers it beside them; for a role, who else holds it.
        candidates: who could take it.
    """

    subject: Record
    hows: tuple[str, ...]
    without: Without
    others: tuple[Stand, ...]
    candidates: tuple[Candidate, ...]


def person_address(person: Record) -> str:
    """The address of the page of what rests on somebody."""
    return f"handover/people/{person.id}/"


def has_person_pages(graph: ProjectGraph) -> bool:
    """Whether there are such pages: somebody asked who covers what, and this reader may know."""
    return may_show(graph) and is_told(graph)


def charges(person: Record, graph: ProjectGraph) -> list[Charge]:
    """What rests on somebody: what needs most comes first, then areas before runbooks before roles.

    That is what they own, hold or stand in for, by themselves or by a role that they hold; what they cover; and what
    they are declared for where nobody covers it. For somebody who leaves, those who leave before them cover nothing.
    """
    hows = _hows(person, graph)
    for subject, cover in graph.ladder.covers.items():
        stand = cover.of(person.ref)
        if stand is not None and (stand.covers or (stand.only_declared and not cover.covering())):
            hows.setdefault(subject, [])
    kinds = ("area", "runbook", "role")
    found = [_charge(person, record, hows[ref], graph) for ref in hows if (record := graph.get(ref)) is not None]
    return sorted(found, key=lambda c: (ORDER.index(c.without), kinds.index(c.subject.kind), c.subject.ref))


def _hows(person: Record, graph: ProjectGraph) -> dict[str, list[str]]:
    """By subject, what somebody is there."""
    found: dict[str, list[str]] = {}
    for held in held_by(person, graph):
        found.setdefault(held.record.ref, []).append(held.how)
    for role in graph.of("role"):
        if not any(holder.person == person.ref for holder in holders_on(role, graph.as_of)):
            continue
        for record in (*graph.of("area"), *graph.of("runbook")):
            for what in ("owner", "deputy"):
                if getattr(record.fields, what) == role.ref:
                    found.setdefault(record.ref, []).append(f"{what} as {role.title}")
    return found


def _charge(person: Record, subject: Record, hows: list[str], graph: ProjectGraph) -> Charge:
    last = leaves_on(person, graph.as_of)
    others = _holding(subject, person, graph) if subject.kind == "role" else _covering(subject, person, graph)
    staying = tuple(stand for stand in others if last is None or stand.until is None or stand.until > last)
    cover = graph.ladder.covers.get(subject.ref)
    stand = cover.of(person.ref) if cover else None
    theirs = "holder" in hows if subject.kind == "role" else stand is not None and stand.covers
    without: Without = "more" if len(staying) > 1 else "one" if staying else "nobody" if theirs else "none_today"
    return Charge(subject, tuple(hows), without, staying, candidates(subject, person.ref, graph))


def _covering(subject: Record, person: Record, graph: ProjectGraph) -> tuple[Stand, ...]:
    return graph.ladder.covers.get(subject.ref, Cover(subject.ref)).covering({person.ref})


def _holding(role: Record, person: Record, graph: ProjectGraph) -> tuple[Stand, ...]:
    """Who else holds a role."""
    others = (graph.get(holder.person) for holder in holders_on(role, graph.as_of))
    people = {p.ref: p for p in others if p is not None and p.ref != person.ref and not is_gone(p, graph.as_of)}
    return tuple(Stand(p.ref, p.title, "declared", (), leaves_on(p, graph.as_of)) for p in people.values())


def candidates(subject: Record, away: str, graph: ProjectGraph) -> tuple[Candidate, ...]:
    """Who could take an area, a runbook or a role from somebody: by rung, then by name.

    Nobody who has left or is leaving, and nobody for whom no record and no work speaks. Only the team is told: others
    may not know who leaves, and so cannot be told who does not. Where nobody is named for the
    thing itself, those who are named for what lies around it.

    Args:
        subject: what is to be taken.
        away: the ref of who hands it over.
        graph: where to look.
    """
    if graph.visibility != "team":
        return ()
    near = _collected(_speaking(subject, away, graph), away, graph)
    found = near or _collected(_around(subject, graph, covering=False), away, graph)
    return tuple(sorted(found, key=lambda c: (RUNGS.index(c.rung), c.name, c.person)))


def _collected(told: Iterable[tuple[str, Worded]], away: str, graph: ProjectGraph) -> list[Candidate]:
    named: dict[str, list[Worded]] = {}
    for person, reason in told:
        if reason not in named.setdefault(person, []):
            named[person].append(reason)
    leaving = _with_a_last_day(graph) | {away}
    return [
        _candidate(person, reasons, graph)
        for person, reasons in named.items()
        if person not in leaving and _stays(person, graph)
    ]


def _candidate(person: str, reasons: list[Worded], graph: ProjectGraph) -> Candidate:
    told = tuple(sorted(reasons, key=lambda reason: RUNGS.index(reason.rung)))
    record = graph.get(person)
    name = record.title if record else graph.ladder.people.get(person, person)
    return Candidate(person, name, told[0].rung, told)


def _stays(person: str, graph: ProjectGraph) -> bool:
    record = graph.get(person)
    if record is None or record.kind != "person":
        return person in graph.ladder.people
    return not is_gone(record, graph.as_of) and not is_leaving(record, graph.as_of)


def _with_a_last_day(graph: ProjectGraph) -> frozenset[str]:
    """Who is known to leave, also where a reader may not see it in their record."""
    stands = (stand for cover in graph.ladder.covers.values() for stand in cover.stands)
    return frozenset(graph.ladder.leaving) | {stand.person for stand in stands if stand.until is not None}


def _speaking(subject: Record, away: str, graph: ProjectGraph) -> Iterator[tuple[str, Worded]]:
    """Who is spoken for, and by what."""
    if subject.kind == "role":
        yield from _for_role(subject, away, graph)
    for stand in _stands(subject.ref, graph):
        for ground in stand.grounds:
            if ground.rung != "none":
                yield stand.person, worded(ground, subject.ref, graph)
    yield from _around(subject, graph, covering=True)


def _for_role(role: Record, away: str, graph: ProjectGraph) -> Iterator[tuple[str, Worded]]:
    """Who holds it as well, stands in, or held it before. Who holds it alone is no receiver of the deputy's part."""
    now = holders_on(role, graph.as_of)
    passes_on = any(holder.person == away for holder in now)
    for holder in role.f.holders:
        if holder in now and passes_on:
            yield holder.person, Worded("declared", "holds this role too")
        elif holder.to is not None and holder.to < graph.as_of:
            yield holder.person, Worded("historic", f"held this role until {holder.to}")
    for person in sorted(people_of(role.f.deputy, graph, graph.as_of)):
        yield person, Worded("declared", "deputy of this role")


def _around(subject: Record, graph: ProjectGraph, *, covering: bool) -> Iterator[tuple[str, Worded]]:
    """Who covers, or is named for, the areas of a runbook or what a role answers for. The thing itself is not shown."""
    refs = subject.fields.area if subject.kind == "runbook" else []
    if subject.kind == "role":
        refs = [record.ref for record in (*graph.of("area"), *graph.of("runbook")) if record.f.owner == subject.ref]
    holding = {holder.person for holder in holders_on(subject, graph.as_of)} if subject.kind == "role" else set()
    for ref in refs:
        record = graph.get(ref)
        for stand in _stands(ref, graph):
            if (
                record is not None
                and stand.person not in holding
                and (stand.covers if covering else stand.only_declared)
            ):
                yield stand.person, Worded("declared", "covers" if covering else "named for", ref, record.title)


def _stands(ref: str, graph: ProjectGraph) -> tuple[Stand, ...]:
    cover = graph.ladder.covers.get(ref)
    return cover.stands if cover else ()
