"""What a roadmap item holds."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from forgebook.core.fields import WHO, Date, Line, Plain, RefTo, Text
from forgebook.core.model import Fields, Item, no_entries

Horizon = Literal["now", "next", "later", "exploring", "done", "dropped"]


class Moved(Item):
    """That the item went from one horizon to another, or that something else about it changed."""

    date: Date
    from_: Horizon | None = Field(default=None, alias="from")
    to: Horizon | None = None
    reason: Line | None = None


class RoadmapItem(Fields):
    """Something that the team means to do, or looks into."""

    horizon: Horizon
    public_wording: Line | None = None
    public_id: Plain | None = None
    why: Text | None = None
    target: Annotated[str, RefTo(("release",), inverse="roadmap_items", name="target")] | None = None
    delivered_in: Annotated[str, RefTo(("release",), inverse="delivers")] | None = None
    owner: Annotated[str, RefTo(WHO, inverse="owns")] | None = None
    changed: list[Moved] = no_entries()
