"""What an assessment record holds."""

from __future__ import annotations

from typing import Annotated, Literal

from forgebook.core.fields import Date, Plain, Text, Told
from forgebook.core.model import Fields, Item, no_entries


class CriterionMet(Item):
    """What an assessment says of a criterion."""

    id: Plain
    status: Literal["met", "partly", "unmet", "not_applicable"]
    evidence: Text | None = None


class Assessment(Fields):
    """An assessment by a ladder. Its level is computed; `told_level` is that of the whole, told for other readers."""

    date: Date
    framework: Plain
    criteria: list[CriterionMet] = no_entries()
    told_level: Annotated[int, Told.YES] | None = None
