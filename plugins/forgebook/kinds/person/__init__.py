"""People: who is who, by consent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from forgebook.core.diagnostics import Code, Finding, Severity
from forgebook.core.fields import Date, Line, Plain, TeamOnly, Text
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields, no_entries
from forgebook.core.record import Record
from forgebook.core.timeline import Event
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.covering.addresses import EMAIL_OF_TWO, claimed_by_two
from forgebook.covering.belongings import left_behind
from forgebook.covering.candidates import has_person_pages, person_address
from forgebook.covering.people import is_gone

LEFT_AND_OWNS = Code(
    "FB576", Severity.ERROR, "Somebody who left still answers for something",
    "An area, a runbook or an open action is owned by somebody who has left, or they are its deputy or hold a role.",
    "Questions go to an address that nobody reads, and pages show cover that is not there.",
    "Name somebody who is there: better a role than a person. For a role that they held, set `to` at their entry.",
)  # fmt: skip


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
    codes = (LEFT_AND_OWNS, EMAIL_OF_TWO)
    nav = NavEntry("People", "People", 60)
    templates = Path(__file__).parent / "templates"
    relation_labels = {"owns": "Owner of", "decided": "Decided", "checked": "Checked", "made": "Did the work for"}
    shown_apart = frozenset({"holds", "deployed"})
    teaches = "Who is who: one file a person, named after them, so that decisions and areas can link to them."
    first = '--title "Nadia Rahimi"'

    def status(self, record: Record, graph: ProjectGraph) -> Status | None:
        if is_gone(record, graph.as_of):
            return Status("left the team", "closed")
        return Status("leaving", "due") if record.f.status == "leaving" else None

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        for day, what in ((record.f.joined, "joined"), (record.f.left, "left")):
            if day:
                yield Event(day, record.ref, record.kind, what, record.title, record.address)

    def check(self, graph: ProjectGraph) -> Iterator[Finding]:
        yield from claimed_by_two(graph)
        for person in graph.of(self.name):
            if is_gone(person, graph.as_of):
                for left in left_behind(person, graph):
                    message = f"{person.title} has left, and {left.said}"
                    yield Finding(LEFT_AND_OWNS, left.record, message, left.path, remedy="name somebody who is there")

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        return {
            "rests": person_address(record) if has_person_pages(graph) else "",
            "roles": [
                (role, holder) for role in graph.of("role") for holder in role.f.holders if holder.person == record.ref
            ],
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
