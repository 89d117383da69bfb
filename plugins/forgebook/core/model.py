"""Base classes of the values that records hold."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from forgebook.core.fields import Inherited, Line, Plain, RefTo, Text, Told, as_list

Visibility = Literal["team", "partner", "public"]
"""Who may see a record, narrowest first."""

VISIBILITY_ORDER: dict[str, int] = {"team": 0, "partner": 1, "public": 2}


def no_entries() -> Any:
    """The default of a list field. A plain `[]` would be copied deeply for each record."""
    return Field(default_factory=list)


class Model(BaseModel):
    """A mapping with known keys; any other key is an error.

    Its validator is made when it is first used: a team has records of few of the kinds that there are.
    """

    model_config = ConfigDict(extra="forbid", populate_by_name=True, frozen=False, defer_build=True)

    def trimmed(self, changes: dict[str, Any]) -> Model | None:
        """A copy that the visibility filter changed, or None where what is left would tell of something hidden."""
        return self.model_copy(update=changes)


class Item(Model):
    """An entry of a list in a record. One with an `id` can be linked as `kind/record#id`."""

    id: Plain | None = None
    visibility: Visibility | None = None


class LineItem(Item):
    """A line in a list, short (`- text`) or long (`- {text: …, visibility: …}`)."""

    text: Line


class Link(Item):
    """A link to somewhere outside the records."""

    title: Plain
    url: Plain


class Waiver(Item):
    """A finding that the team accepts, with its reason."""

    code: Plain
    reason: Line


class Imported(Model):
    """Where an importer found the record, so that a second run knows what was edited since."""

    from_: Plain = Field(alias="from")
    key: Plain
    digest: Plain | None = None


class Section(Model):
    """A section of a Markdown record that no field takes. It is kept and shown."""

    title: Plain
    text: Text = ""


class ScopedRef(Item):
    """A reference that may say how far it reaches: `id` or `{ref: id, scope: …}`."""

    ref: Annotated[str, Inherited.REF]
    scope: Line | None = None


def _long_line(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


def _long_ref(value: Any) -> Any:
    return {"ref": value} if isinstance(value, str) else value


ShortLine = Annotated[LineItem, BeforeValidator(_long_line)]
Lines = list[ShortLine]
"""A list of lines, each short or long."""

ShortRef = Annotated[ScopedRef, BeforeValidator(_long_ref)]

AreaRefs = Annotated[list[Annotated[str, RefTo(("area",), inverse="in_area")]], BeforeValidator(as_list)]


class Fields(Model):
    """The fields that every record may have."""

    title: Line | None = None
    summary: Line | None = None
    tags: list[Plain] = no_entries()
    area: AreaRefs = no_entries()
    team: Annotated[str, RefTo(("team",), inverse="team_of")] | None = None
    product: Line | None = None
    visibility: Visibility | None = None
    aliases: list[Plain] = no_entries()
    links: list[Link] = no_entries()
    waivers: list[Waiver] = no_entries()
    imported: Annotated[Imported, Told.YES] | None = None
    sections: Annotated[list[Section], Told.YES] = no_entries()
