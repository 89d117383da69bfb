"""Areas: parts of the work that one can be responsible for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

from forgebook.core.diagnostics import Finding
from forgebook.core.fields import WHO, Date, Line, Plain, ProjectId, RefTo, TeamOnly, Text
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields, Item, Lines, no_entries
from forgebook.core.record import Record
from forgebook.core.views import NavEntry, PageView
from forgebook.kinds.area import checks, pages


class Paths(Item):
    """Where the area's files lie: a repository and gitignore-style patterns in it."""

    repository: Annotated[Plain, ProjectId("repositories")]
    globs: list[Plain] = no_entries()


class Knows(Item):
    """What somebody can do in the area, as declared."""

    person: Annotated[str, RefTo(("person",), inverse="knows", name="known_by")]
    level: Literal["aware", "can_run", "can_change", "can_teach"]
    since: Date | None = None
    note: Line | None = None


class Access(Item):
    """A system that one must be able to enter. Never a secret."""

    system: Plain
    role: Line | None = None
    how_to_get: Line | None = None
    held_by: list[Annotated[str, RefTo(("person",), inverse="can_enter", name="entered_by")]] = no_entries()


class Area(Fields):
    """A part of the work."""

    description: Text | None = None
    owner: Annotated[str, RefTo(WHO, inverse="owns")] | None = None
    deputy: Annotated[str, RefTo(WHO, inverse="deputises")] | None = None
    paths: Annotated[list[Paths], TeamOnly.YES] = no_entries()
    knows: Annotated[list[Knows], TeamOnly.YES] = no_entries()
    access: Annotated[list[Access], TeamOnly.YES] = no_entries()
    depends_on: list[Annotated[str, RefTo(("area",), inverse="needed_by", acyclic=True)]] = no_entries()
    contacts: Annotated[Lines, TeamOnly.YES] = no_entries()


class AreaKind(RecordKind):
    """What the work is made of, and who answers for each part."""

    name = "area"
    plural = "areas"
    label = "Area"
    label_plural = "Areas"
    folder = "areas"
    model = Area
    codes = checks.AREA_CODES
    nav = NavEntry("People", "Areas", 63)
    templates = Path(__file__).parent / "templates"
    relation_labels = {"needed_by": "Other areas rest on it"}
    shown_apart = frozenset({"in_area", "owner", "deputy", "known_by", "entered_by", "depends_on"})
    teaches = "The parts of the work, each with an owner and a deputy, so that one can see what rests on whom."
    first = '--title "Data import"'

    def address(self, record_id: str) -> str:
        return f"handover/areas/{record_id}/"

    def check(self, graph: ProjectGraph) -> Iterable[Finding]:
        return checks.check(graph)

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        return pages.record_context(record, graph)

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        yield pages.index_view(self, graph)


KIND = AreaKind()
