"""The fields of an incident."""

from __future__ import annotations

from typing import Annotated, Literal

from forgebook.core.fields import WHO, Date, Flag, Line, RefTo, Text
from forgebook.core.model import Fields, Item, Lines, no_entries
from forgebook.core.times import DateOrTime


class Moment(Item):
    """Something that happened in the course of an incident."""

    at: DateOrTime
    what: Line


class Action(Item):
    """What is to be changed."""

    what: Line
    owner: Annotated[str, RefTo(WHO, inverse="acts_on", name="action_owners")] | None = None
    due: Date | None = None
    status: Literal["open", "done", "dropped"] = "open"


class Incident(Fields):
    """An incident."""

    started: DateOrTime | None = None
    detected: DateOrTime
    mitigated: DateOrTime | None = None
    resolved: DateOrTime | None = None
    severity: Line | None = None
    impact: Text | None = None
    timeline: list[Moment] = no_entries()
    contributing_factors: Lines = no_entries()
    went_well: Lines = no_entries()
    lessons: Lines = no_entries()
    actions: list[Action] = no_entries()
    runbook: Annotated[str, RefTo(("runbook",), inverse="used_in")] | None = None
    runbook_worked: Flag | None = None
    release: Annotated[str, RefTo(("release",), inverse="incidents")] | None = None
    related: list[Annotated[str, RefTo(("incident",), inverse="related")]] = no_entries()
