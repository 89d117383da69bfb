"""The fields of a handover."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from forgebook.core.fields import WHO, Date, Line, RefTo, TeamOnly, Text
from forgebook.core.model import Fields, Item, Model, no_entries

Reason = Literal["leaving", "moving", "long_absence", "rotation", "cover"]


class Session(Item):
    """A time at which something was shown or done together."""

    date: Date
    what: Line | None = None


class HandoverItem(Item):
    """One thing that is handed over: an area, a runbook or a role."""

    area: Annotated[str, RefTo(("area",), inverse="handed_over_in", name="areas")] | None = None
    runbook: Annotated[str, RefTo(("runbook",), inverse="handed_over_in", name="runbooks")] | None = None
    role: Annotated[str, RefTo(("role",), inverse="handed_over_in", name="roles")] | None = None
    to: Annotated[str, RefTo(WHO, inverse="takes_over", name="takers")] | None = None
    sessions: list[Session] = no_entries()
    accepted_on: Date | None = None

    def trimmed(self, changes: dict[str, Any]) -> Model | None:
        """It goes with what it hands over."""
        named = [name for name in ("area", "runbook", "role") if getattr(self, name) is not None]
        lost = any(changes.get(name, "") is None for name in named)
        return None if lost else super().trimmed(changes)


class Handover(Fields):
    """A handover."""

    person: Annotated[str, RefTo(("person",), inverse="hands_over")] | None = None
    reason: Annotated[Reason, TeamOnly.YES]
    last_day: Annotated[Date, TeamOnly.YES] | None = None
    items: list[HandoverItem] = no_entries()
    notes: Text | None = None
