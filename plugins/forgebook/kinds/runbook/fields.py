"""The fields of a runbook."""

from __future__ import annotations

from typing import Annotated, Literal

from forgebook.core.fields import WHO, Date, Line, RefTo, TeamOnly, Text, Told
from forgebook.core.model import Fields, Item, Lines, no_entries

Automation = Literal["manual", "scripted", "automatic"]
Outcome = Literal["worked", "worked_with_help", "failed"]


class Rehearsal(Item):
    """Somebody followed the runbook on a day, and what came of it."""

    date: Date
    by: Annotated[str, RefTo(WHO, inverse="rehearsed", name="rehearsed_by")]
    outcome: Outcome
    note: Line | None = None


class Runbook(Fields):
    """How to do a thing, in steps that one can follow without having done it before."""

    owner: Annotated[str, RefTo(WHO, inverse="owns")] | None = None
    deputy: Annotated[str, RefTo(WHO, inverse="deputises")] | None = None
    trigger: Line | None = None
    severity: Line | None = None
    duration: Line | None = None
    automation: Automation | None = None
    prerequisites: Lines = no_entries()
    escalation: Text | None = None
    rehearsals: Annotated[list[Rehearsal], TeamOnly.YES] = no_entries()
    purpose: Text | None = None
    meaning: Text | None = None
    impact: Text | None = None
    diagnosis: Text | None = None
    mitigation: Text | None = None
    steps: Text | None = None
    verify: Text | None = None
    rollback: Text | None = None
    proven_on: Annotated[Date, Told.YES] | None = None
    """The day of the last rehearsal that proves something, for sites that show no rehearsals."""


HEADINGS = {
    "purpose": "purpose",
    "goal": "purpose",
    "meaning": "meaning",
    "impact": "impact",
    "diagnosis": "diagnosis",
    "mitigation": "mitigation",
    "steps": "steps",
    "procedure": "steps",
    "verify": "verify",
    "verification": "verify",
    "rollback": "rollback",
    "roll back": "rollback",
}
"""Headings of a Markdown runbook and the field that each means."""
