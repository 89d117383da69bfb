"""The draft of a handover: what rests on somebody, item by item, each with those who could take it as comments.

A comment gives the reason that records or git give for a name. It is an offer: who takes what is agreed by people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from forgebook.core.drafting import Blank, Wish
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.covering.belongings import entries_of
from forgebook.covering.candidates import Candidate, Charge, Without, charges
from forgebook.covering.in_flight import in_flight
from forgebook.rendering.scope import plain_words
from forgebook.writing.drafts.clone_notes import plain
from forgebook.writing.drafts.compose import NewRecord, compose
from forgebook.writing.drafts.places import taken_by

SAID: dict[Without, str] = {
    "nobody": "Nobody else covers it.",
    "none_today": "Nobody covers it today.",
    "one": "One other covers it",
    "more": "Others cover it",
}
_OF_ROLES: dict[Without, str] = {**SAID, "nobody": "Nobody else holds it.", "one": "Held too by", "more": "Held too by"}
_MARK = re.compile(r"(?P<space> *)to: # item (?P<index>\d+)\Z")


def chosen(person: Record, reason: str, graph: ProjectGraph) -> list[Charge]:
    """What of all that rests on somebody passes on, by the reason.

    Whatever they own, hold or stand in for, and what would lose its cover, or all but one head of it. When a turn
    passes on, the roles alone; where more shall be able to do it, what nobody or one other covers.
    """
    found = charges(person, graph)
    if reason == "rotation":
        held = [charge for charge in found if charge.subject.kind == "role" and "holder" in charge.hows]
        return [charge for charge in held if charge.subject.f.rotates] or held
    if reason == "cover":
        return [charge for charge in found if charge.without != "more" and charge.subject.kind != "role"]
    return [charge for charge in found if charge.hows or charge.without != "more"]


def drafted_handover(
    person: Record,
    reason: str,
    items: Sequence[Charge],
    last_day: date | None,
    graph: ProjectGraph,
    settings: SiteSettings,
    *,
    id_: str = "",
) -> NewRecord:
    """The record of a handover.

    Args:
        person: who hands over.
        reason: one of the reasons of a handover. Where more shall be able to do it, nobody is named as leaving it.
        items: what passes on.
        last_day: the day by which it must be done; None where the person's own record says it, or nobody knows.
        graph: the records, with the ladder of cover.
        settings: where they lie.
        id_: the id that was asked for; empty for the one that we propose.

    Raises:
        NotPossible: there is such a record already, or the id is none.
    """
    values: dict[str, Any] = {"reason": reason}
    if reason == "cover":
        title = _title(items)
    else:
        title, values = "", {"person": person.id, **values}
    if last_day is not None:
        values["last_day"] = last_day.isoformat()
    values["items"] = [
        {charge.subject.kind: charge.subject.id, "to": Blank(f"item {index}")} for index, charge in enumerate(items)
    ]
    if notes := "\n".join(_notes(person, reason, graph)):
        values["notes"] = f"{notes}\n"
    proposed = id_ or ("" if reason == "cover" else _free_id(person, last_day or graph.as_of, graph))
    record = compose(graph.kinds["handover"], Wish(title, values, proposed), graph, settings)
    lines = (found for line in record.text.split("\n") for found in _with_candidates(line, items))
    return replace(record, text="\n".join(lines))


def _title(items: Sequence[Charge]) -> str:
    """A title that names no person."""
    first = plain_words(items[0].subject.title)
    more = len(items) - 1
    return f"More than one for {first}" + (f" and {more} other{'' if more == 1 else 's'}" if more else "")


def _free_id(person: Record, day: date, graph: ProjectGraph) -> str:
    """The person's own id; with the month where an earlier handover has that."""
    free = taken_by(graph.kinds["handover"], person.id, graph) is None
    return person.id if free else f"{person.id}-{day:%Y-%m}"


def _with_candidates(line: str, items: Sequence[Charge]) -> Iterator[str]:
    """A line of the draft; the open receiver of an item has above it who could take it."""
    match = _MARK.match(line)
    if match is None:
        yield line
        return
    charge = items[int(match["index"])]
    for words in (_covered(charge), *map(_offered, charge.candidates)):
        yield f"{match['space']}# {plain(words)}"
    if not charge.candidates:
        yield f"{match['space']}# No record says who could take it: agree who learns it."
    yield f"{match['space']}to:"


def _covered(charge: Charge) -> str:
    said = (_OF_ROLES if charge.subject.kind == "role" else SAID)[charge.without]
    if charge.subject.kind == "role" and "holder" not in charge.hows:
        said = said.replace("Held too by", "Held by")
    hows = ", ".join(how for how in charge.hows if how != "holder")
    said = f"{hows[:1].upper()}{hows[1:]}. {said}" if hows else said
    if not charge.others:
        return said
    names = ", ".join(f"{s.name} (until {s.until})" if s.until else s.name for s in charge.others)
    return f"{said} {names}." if said.endswith("by") else f"{said}: {names}."


def _offered(candidate: Candidate) -> str:
    reasons = [reason.plain for reason in candidate.reasons[:3]]
    known = candidate.person.startswith("person/")
    who = candidate.person.removeprefix("person/") if known else candidate.name
    return f"Could take it: {who} ({'; '.join(reasons if known else [*reasons, 'has no record yet'])})"


def _notes(person: Record, reason: str, graph: ProjectGraph) -> Iterator[str]:
    """What else must not be forgotten: what is under way, and the systems that nobody else can enter.

    Only who goes leaves work behind; with a role that passes on, its accounts stay.
    """
    flights = in_flight(person, graph) if reason not in ("cover", "rotation") else []
    doors = [entry for entry in entries_of(person, graph) if entry.alone and reason != "rotation"]
    if flights:
        yield from ("Under way:", "")
    for flight in flights:
        words = f"{_one_line(flight.line)} ([[{flight.record.ref}]])" if flight.line else f"[[{flight.record.ref}]]"
        yield f"- {words}: {flight.what}{f', {flight.day}' if flight.day else ''}"
    if doors:
        yield from (*([""] if flights else []), "Nobody else can enter:", "")
    for entry in doors:
        role = f", {_one_line(entry.role)}" if entry.role else ""
        how = f". To get in: {_one_line(entry.how_to_get)}" if entry.how_to_get else ""
        yield f"- {_one_line(entry.system)}{role} ([[{entry.area.ref}]]){how}"


def _one_line(text: str) -> str:
    return plain(plain_words(text))
