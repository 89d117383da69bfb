"""What a retro record holds. An item has no author."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from forgebook.core.fields import WHO, Date, Line, Plain, RefTo, Several, Text
from forgebook.core.model import Fields, Item, no_entries


class RetroItem(Item):
    """Something that was said. It stays with the team unless it is marked public."""

    default_visibility: ClassVar[str] = "team"

    text: Line
    theme: Line | None = None
    votes: Annotated[int, Field(ge=0)] | None = None


class Verdict(Item):
    """What became of an improvement, and what is next for it."""

    improvement: Annotated[str, RefTo(("improvement",), inverse="judged_at", name="judges")]
    verdict: Literal["kept", "partly", "not_tried", "did_not_help", "dropped", "obsolete"]
    evidence: Text | None = None
    next: Literal["keep", "retry", "redefine", "stop"]
    replaced_by: Annotated[str, RefTo(("improvement",), inverse="replaces", name="replaced_by")] | None = None


class Agreed(Item):
    """The one agreed improvement."""

    id: Plain
    statement: Line
    owner: Annotated[str, RefTo(WHO, inverse="owns")] | None = None
    success_looks_like: Text | None = None
    target_sprint: Annotated[str, RefTo(("sprint",), inverse="improvements")] | None = None


def _long(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


RetroItems = list[Annotated[RetroItem, BeforeValidator(_long)]]


class Retro(Fields):
    """A retro."""

    sprint: Annotated[str, RefTo(("sprint",), inverse="retros")] | None = None
    date: Date
    facilitator: Annotated[str, RefTo(WHO, inverse="facilitated")] | None = None
    format: Line | None = None
    went_well: RetroItems = no_entries()
    could_be_better: RetroItems = no_entries()
    ideas: RetroItems = no_entries()
    reviewed: list[Verdict] = no_entries()
    improvement: Annotated[Agreed, Several.READ] | None = None
