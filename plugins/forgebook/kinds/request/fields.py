"""What a request record holds."""

from __future__ import annotations

from typing import Annotated, Literal

from forgebook.core.fields import WHO, Date, Line, RefTo, Text
from forgebook.core.model import Fields


class Request(Fields):
    """Something that was asked of the team. `asker` is a group: nobody's wish is held against a person."""

    asked_on: Date
    asker: Line | None = None
    need: Text
    answer: Literal["yes", "not_now", "no", "open"]
    reason: Text | None = None
    alternative: Text | None = None
    decided_on: Date | None = None
    decided_by: Annotated[str, RefTo(WHO, inverse="answered")] | None = None
    revisit_on: Date | None = None
    decision: Annotated[str, RefTo(("decision",), inverse="requests")] | None = None
    roadmap: Annotated[str, RefTo(("roadmap",), inverse="requests")] | None = None
