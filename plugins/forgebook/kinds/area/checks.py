"""Checks on areas, on the full graph: who answers for each, and who can get in."""

from __future__ import annotations

from collections.abc import Iterator

from forgebook.core.diagnostics import ITSELF, Code, Finding, Severity, listed
from forgebook.core.fields import WHO
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.covering.asked import IDLE_GLOB, NO_CLONE, UNREAD, told_of_clones
from forgebook.covering.belongings import still_held_by

NO_OWNER = Code(
    "FB571", Severity.WARNING, "An area without an owner",
    "Nobody answers for the area.",
    "Nobody is asked before it changes, and nobody notices that it lies fallow.",
    "Add `owner`: a person, better a role, so that it outlives the person.",
)  # fmt: skip
NO_DEPUTY = Code(
    "FB572", Severity.WARNING, "An area without a deputy",
    "The area has an owner and nobody who stands in.",
    "When the owner is away, nobody answers for it.",
    "Add `deputy`. Where there is nobody yet, a handover with the reason `cover` says how there will be one.",
)  # fmt: skip
ENTERED_BY_ONE = Code(
    "FB573", Severity.WARNING, "A system that one person alone can enter",
    "Of the people who can enter the system, one is still there.",
    "Knowing how does not help those who cannot get in. Access often takes weeks, and longer once its holder is gone.",
    "Get access for somebody else, and add them to `held_by`.",
)  # fmt: skip
ENTERED_BY_GONE = Code(
    "FB574", Severity.WARNING, "A system that somebody who left can enter",
    "Somebody who has left is listed as a holder of access.",
    "The account may still be open; and the list says that there is one head more than there is.",
    "Have the account closed, then take them out of `held_by`.",
)  # fmt: skip

BELOW_MINIMUM = Code(
    "FB577", Severity.WARNING, "Fewer people cover an area than the team asks for",
    "`policies.cover_minimum` says how many people should cover each area. Fewer have shown that they can, within "
    "twelve months or by recent work; being named in a record is not counted. Where git tells too little of an area, "
    "this is told only once nobody has shown it at all.",
    "When those few are away at the same time, nobody is there who has done it before.",
    "Let somebody rehearse a runbook of the area, or pair on the next piece of work there. `forgebook rehearse` notes "
    "a rehearsal. No gate rests on this.",
)  # fmt: skip

AREA_CODES = (IDLE_GLOB, NO_CLONE, UNREAD, NO_OWNER, NO_DEPUTY, ENTERED_BY_ONE, ENTERED_BY_GONE, BELOW_MINIMUM)


def check(graph: ProjectGraph) -> Iterator[Finding]:
    """All findings about areas. Who answers for one, and who stands in, is asked once there is somebody who could."""
    somebody = sum(len(graph.of(kind)) for kind in WHO)
    for record in graph.of("area"):
        if somebody:
            yield from _answered_for(record, somebody_else=somebody > 1)
        yield from _entered(record, graph)
        yield from _covered(record, graph)
    yield from told_of_clones(graph, graph.cover)


def _answered_for(record: Record, *, somebody_else: bool) -> Iterator[Finding]:
    if record.f.owner is None:
        yield Finding(NO_OWNER, record, "nobody answers for it", remedy="add owner", rests_on=(ITSELF,))
    elif record.f.deputy is None and somebody_else:
        message = "it has an owner, and nobody stands in"
        yield Finding(NO_DEPUTY, record, message, remedy="add deputy", rests_on=(ITSELF,))


def _entered(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    for index, access in enumerate(record.f.access):
        path = ("access", index, "held_by")
        there = still_held_by(access.held_by, graph)
        if len(there) == 1 and (person := graph.get(there[0])) is not None:
            message = f"{person.title} alone can enter {access.system}"
            remedy = "get access for somebody else"
            yield Finding(ENTERED_BY_ONE, record, message, path, remedy, rests_on=("person",), on_key=True)
        for place, ref in enumerate(access.held_by):
            person = graph.get(ref)
            if person is not None and ref not in there:
                message = f"{person.title} has left, and can enter {access.system}"
                remedy = "have the account closed, then take them out"
                yield Finding(ENTERED_BY_GONE, record, message, (*path, place), remedy=remedy)


def _covered(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    """Whether as many cover it as the team asks for.

    Where git tells too little, others may well work on it whom nobody sees, so that only the absence of any proof is
    told. The same holds where a clone is cut off or a part of the area could not be asked.
    """
    asked = graph.project.policies.cover_minimum or 0
    cover = graph.ladder.covers.get(record.ref)
    if cover is None:
        return
    covering = cover.covering()
    whole = cover.enough and not cover.partial
    if len(covering) >= asked or (covering and not whole):
        return
    names = listed([stand.name for stand in covering])
    heads = f"{names} alone covers it" if len(covering) == 1 else f"{names} cover it" if names else "nobody covers it"
    declared = listed([stand.name for stand in cover.stands if stand.only_declared])
    said = f"{heads}, and the team asks for {asked}"
    message = f"{said}; only declared: {declared}" if declared else said
    remedy = "let somebody rehearse a runbook of it, or pair on the next work there"
    yield Finding(BELOW_MINIMUM, record, message, remedy=remedy, rests_on=("person", "runbook", "release"))
