"""People: who is who, by consent."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

from forgebook.core.fields import Date, Line, Plain, TeamOnly, Text
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields, no_entries
from forgebook.core.record import Record
from forgebook.core.timeline import Event
from forgebook.core.views import NavEntry, PageView, Status


class Person(Fields):
    """Somebody of the team. The title is the name; e-mail addresses match git history and are never shown."""

    handle: Annotated[Plain, TeamOnly.YES] | None = None
    emails: Annotated[list[Plain], TeamOnly.YES] = no_entries()
    joined: Annotated[Date, TeamOnly.YES] | None = None
    left: Annotated[Date, TeamOnly.YES] | None = None
    status: Annotated[Literal["active", "leaving", "emeritus"], TeamOnly.YES] | None = None
    contact: Annotated[Line, TeamOnly.YES] | None = None
    public_name: Plain | None = None
    about: Annotated[Text, TeamOnly.YES] | None = None


class PersonKind(RecordKind):
    """Who is who."""

    name = "person"
    plural = "people"
    label = "Person"
    label_plural = "People"
    folder = "people"
    model = Person
    nav = NavEntry("People", "People", 60)
    templates = Path(__file__).parent / "templates"
    relation_labels = {"owns": "Owner of", "decided": "Decided", "checked": "Checked", "made": "Did the work for"}
    shown_apart = frozenset({"holds"})
    teaches = "Who is who: one file a person, named after them, so that decisions and areas can link to them."
    first = '--title "Nadia Rahimi"'

    def status(self, record: Record, graph: ProjectGraph) -> Status | None:
        fields = record.f
        if fields.status == "emeritus" or (fields.left and fields.left < graph.as_of):
            return Status("left the team", "closed")
        return Status("leaving", "due") if fields.status == "leaving" else None

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        for day, what in ((record.f.joined, "joined"), (record.f.left, "left")):
            if day:
                yield Event(day, record.ref, record.kind, what, record.title, record.address)

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        return {
            "roles": [
                (role, holder) for role in graph.of("role") for holder in role.f.holders if holder.person == record.ref
            ]
        }

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        people = graph.of(self.name)
        gone = [p for p in people if (s := graph.status(p)) and s.tone == "closed"]
        yield PageView(
            address=f"{self.plural}/",
            title=self.label_plural,
            template="person/index.html",
            context={
                "kind": self,
                "here": [(p, _roles_now(p, graph)) for p in people if p not in gone],
                "gone": gone,
                "records": people,
            },
            nav=self.nav,
        )


def _roles_now(person: Record, graph: ProjectGraph) -> list[Record]:
    return [
        role
        for role in graph.of("role")
        if any(
            holder.person == person.ref and (holder.to is None or holder.to >= graph.as_of) for holder in role.f.holders
        )
    ]


KIND = PersonKind()
