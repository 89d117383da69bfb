"""What a sprint record holds."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from forgebook.core.fields import WHO, Date, Line, Plain, RefTo, TeamOnly, Text
from forgebook.core.model import Fields, Item, no_entries


class Meeting(Item):
    """A meeting of the sprint. `at` is a time of day."""

    kind: Literal["planning", "kickoff", "catch_up", "review", "retro", "other"]
    date: Date
    at: Plain | None = None
    where: Annotated[Line, TeamOnly.YES] | None = None
    notes: Text | None = None


class Planned(Item):
    """Something that the sprint set out to do."""

    item: Line
    url: Plain | None = None
    state: Line | None = None
    roadmap: Annotated[str, RefTo(("roadmap",), inverse="planned_in")] | None = None


class Done(Item):
    """Something that was done."""

    item: Line
    url: Plain | None = None
    outcome: Line | None = None


class Carried(Item):
    """Something that was carried on, and why."""

    item: Line
    url: Plain | None = None
    reason: Line | None = None
    to: Annotated[str, RefTo(("sprint",), inverse="carried_from", name="carried_to")] | None = None


class Added(Item):
    """Something that came in while the sprint ran."""

    item: Line
    url: Plain | None = None
    reason: Line | None = None
    request: Annotated[str, RefTo(("request",), inverse="brought")] | None = None


def _item(value: Any) -> Any:
    return {"item": value} if isinstance(value, str) else value


class Sprint(Fields):
    """A sprint."""

    start: Date
    end: Date
    recovery_until: Date | None = None
    goal: Text | None = None
    product_owner: Annotated[str, RefTo(WHO, inverse="product_owner_of")] | None = None
    scrum_master: Annotated[str, RefTo(WHO, inverse="scrum_master_of")] | None = None
    meetings: list[Meeting] = no_entries()
    planned: list[Annotated[Planned, BeforeValidator(_item)]] = no_entries()
    done: list[Annotated[Done, BeforeValidator(_item)]] = no_entries()
    carried: list[Annotated[Carried, BeforeValidator(_item)]] = no_entries()
    added: list[Annotated[Added, BeforeValidator(_item)]] = no_entries()
    releases: list[Annotated[str, RefTo(("release",), inverse="sprints")]] = no_entries()
    improvements: list[Annotated[str, RefTo(("improvement",), inverse="target_sprint")]] = no_entries()
