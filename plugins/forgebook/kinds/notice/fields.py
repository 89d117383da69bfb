"""What a notice holds."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from forgebook.core.fields import Date, Plain, ProjectId, Text, as_list
from forgebook.core.model import Fields, no_entries


class Notice(Fields):
    """What stakeholders must know that belongs to no version: a planned shutdown, a data refresh."""

    published: Date
    from_: Date | None = Field(default=None, alias="from")
    until: Date | None = None
    audience: Annotated[list[Annotated[Plain, ProjectId("audiences")]], BeforeValidator(as_list)] = no_entries()
    text: Text
