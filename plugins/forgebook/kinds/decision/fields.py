"""What a decision record holds."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from forgebook.core.fields import WHO, Date, Line, Plain, RefTo, Text, Told
from forgebook.core.model import Fields, Item, Lines, Model, ShortRef, no_entries

Status = Literal[
    "draft", "proposed", "accepted", "rejected", "withdrawn", "deferred", "deprecated", "superseded", "unknown"
]  # fmt: skip
"""`unknown` is never written by hand: it stands for a status that could not be told."""

STATUSES = (
    "draft", "proposed", "accepted", "rejected", "withdrawn", "deferred", "deprecated", "superseded",
)  # fmt: skip

Deciders = list[Annotated[str, RefTo(WHO, inverse="decided", free_text=True)]]
Consulted = list[Annotated[str, RefTo(WHO, inverse="consulted_on", free_text=True)]]
Informed = list[Annotated[str, RefTo(WHO, inverse="informed_of", free_text=True)]]
DECISION = ("decision",)


class Option(Item):
    """A way that was considered."""

    title: Line
    description: Text | None = None
    pros: Lines = no_entries()
    cons: Lines = no_entries()
    why_not: Text | None = None


class Consequences(Model):
    """What follows: as one text, or told apart into good, bad and neutral."""

    text: Text | None = None
    good: Lines = no_entries()
    bad: Lines = no_entries()
    neutral: Lines = no_entries()


def _as_text(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


class Decision(Fields):
    """A decision: what was decided, why, and whether it still holds."""

    status: Status
    raw_status: Annotated[Line, Told.YES] | None = None
    status_from: Annotated[Plain, Told.YES] | None = None
    number: Annotated[int, Field(ge=0)] | None = None
    created: Date | None = None
    decided: Date | None = None
    ended: Date | None = None
    review_by: Date | None = None
    dates_from: Annotated[Plain, Told.YES] | None = None
    deciders: Deciders = no_entries()
    consulted: Consulted = no_entries()
    informed: Informed = no_entries()
    context: Text | None = None
    drivers: Lines = no_entries()
    options: list[Option] = no_entries()
    chosen: Line | None = None
    outcome: Text | None = None
    consequences: Annotated[Consequences, BeforeValidator(_as_text)] | None = None
    confirmation: Text | None = None
    supersedes: list[Annotated[ShortRef, RefTo(DECISION, inverse="superseded_by", acyclic=True)]] = no_entries()
    superseded_by: list[Annotated[ShortRef, RefTo(DECISION, inverse="supersedes")]] = no_entries()
    partly_supersedes: list[Annotated[ShortRef, RefTo(DECISION, inverse="partly_superseded_by", acyclic=True)]] = (
        no_entries()
    )
    partly_superseded_by: list[Annotated[ShortRef, RefTo(DECISION, inverse="partly_supersedes")]] = no_entries()
    amends: list[Annotated[ShortRef, RefTo(DECISION, inverse="amended_by", acyclic=True)]] = no_entries()
    amended_by: list[Annotated[ShortRef, RefTo(DECISION, inverse="amends")]] = no_entries()
    depends_on: list[Annotated[ShortRef, RefTo(DECISION, inverse="needed_by", acyclic=True)]] = no_entries()
    relates_to: list[Annotated[ShortRef, RefTo(DECISION, inverse="relates_to")]] = no_entries()
    delivery: Literal["none", "in_progress", "implemented", "reverted"] | None = None
    releases: list[Annotated[str, RefTo(("release",), inverse="decisions")]] = no_entries()
    extra: Annotated[dict[str, Any], Told.YES] = Field(default_factory=dict)
    """Front matter of files in other styles that no field takes. It is kept and shown."""
