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
from forgebook.covering.people import is_gone
from forgebook.kinds.person.who import charges, index_context, who_is

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
    relation_labels = {
        "owns": "Owner of", "can_enter": "Has access in", "knows": "Knows about",
        "decided": "Decided", "checked": "Checked", "made": "Did the work for",
    }  # fmt: skip
    shown_apart = frozenset({"holds", "deputises", "member_of", "deployed"})
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
        held = [(role, holder) for role in graph.of("role") for holder in role.f.holders if holder.person == record.ref]
        over = [(role, holder) for role, holder in held if holder.to is not None and holder.to < graph.as_of]
        who = who_is(record, graph)
        return {
            "who": who,
            "charges": charges(who, graph),
            "roles": [entry for entry in held if entry not in over],
            "before": sorted(over, key=lambda entry: entry[1].to, reverse=True),
        }

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        context = {"kind": self, "records": graph.of(self.name), **index_context(graph)}
        title, template = self.label_plural, "person/index.html"
        yield PageView(f"{self.plural}/", title, template, context, nav=self.nav, hide=("toc",))


KIND = PersonKind()
