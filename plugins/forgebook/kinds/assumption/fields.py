"""What an assumption record holds."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from forgebook.core.fields import WHO, Date, Line, Plain, RefTo, Text, Told, as_list
from forgebook.core.model import Fields, no_entries

Since = Annotated[str, RefTo(("release",), inverse="assumptions_since")]
Until = Annotated[str, RefTo(("release",), inverse="assumptions_until", along="previous")]
Superseded = Annotated[str, RefTo(("assumption",), inverse="superseded_by", acyclic=True)]


class Assumption(Fields):
    """Something that is taken to be true. `told_for` and `told_state` are told by the full graph for other readers."""

    statement: Line
    why: Text | None = None
    evidence: Text | None = None
    quality: Plain
    impact: Plain
    owner: Annotated[str, RefTo(WHO, inverse="owns")] | None = None
    review_by: Date | None = None
    since: Since | None = None
    until: Until | None = None
    supersedes: Annotated[list[Superseded], BeforeValidator(as_list)] = no_entries()
    told_for: Annotated[list[Annotated[str, RefTo(("release",), inverse="rests_on")]], Told.YES] = no_entries()
    told_state: Annotated[Literal["in_force", "to_come", "superseded", "ended"], Told.YES] | None = None
