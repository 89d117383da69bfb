"""The kind `handover`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import Finding
from forgebook.core.document import Draft
from forgebook.core.drafting import Proposal, Wish, id_of_words
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.model import VISIBILITY_ORDER
from forgebook.core.project import ProjectFile
from forgebook.core.record import Record
from forgebook.core.timeline import Event
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.covering.handovers import last_day_of, progress, subjects_of
from forgebook.kinds.handover import checks, pages
from forgebook.kinds.handover.codes import HANDOVER_CODES
from forgebook.kinds.handover.fields import Handover


class HandoverKind(RecordKind):
    """What passes from one to others, and what nobody has taken yet."""

    name = "handover"
    plural = "handovers"
    label = "Handover"
    label_plural = "Handovers"
    folder = "handovers"
    model = Handover
    codes = HANDOVER_CODES
    nav = NavEntry("Cover", "Handovers", 53)
    templates = Path(__file__).parent / "templates"
    relation_labels = {"takers": "Taken by"}
    shown_apart = frozenset({"person", "areas", "runbooks", "roles", "takers", "area"})
    teaches = (
        "What passes from somebody who leaves to others: each thing with its receiver, and what nobody has taken yet "
        "first. A handover is done when each receiver has accepted."
    )
    first = '--title "Nadia moves on" --set reason=moving'

    def propose(self, wish: Wish, graph: ProjectGraph) -> Proposal:
        """A handover of the person that was named, under their name, unless the author gives it one."""
        person = graph.get(graph.resolve(wish.text("person") or "", ("person",)).ref)
        name = wish.title or (f"handover of {person.title}" if person else "")
        values = {"title": wish.title} if wish.title else {}
        return Proposal(id=wish.id or id_of_words(name), values=values)

    def prepare(self, draft: Draft, project: ProjectFile) -> None:
        """Handovers stay with the team unless the project file says otherwise, whatever other records do."""
        allowed = project.cover.visibility
        asked = draft.values.get("visibility")
        asked = project.default_visibility if asked is None else asked
        if isinstance(asked, str) and asked in VISIBILITY_ORDER:
            draft.values["visibility"] = min(asked, allowed, key=VISIBILITY_ORDER.__getitem__)

    def title(self, record: Record, graph: ProjectGraph) -> str:
        person = graph.get(record.f.person)
        if person is None and graph.visibility != "team":
            return "Handover"  # the file is often named after the person
        if person is None:
            return super().title(record, graph)
        name = person.fields.title or graph.kinds[person.kind].title(person, graph)
        return f"Handover of {name}"

    def status(self, record: Record, graph: ProjectGraph) -> Status:
        told = progress(record, graph)
        if told.done:
            return Status("accepted", "holds")
        if told.last_day is not None and told.last_day < graph.as_of:
            return Status("late", "bad")
        untaken = len(told.of("untaken"))
        return Status(f"{untaken} not taken", "due") if untaken else Status("under way", "open")

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        for item in record.f.items:
            subject = graph.get(next(iter(subjects_of(item)), None))
            if item.accepted_on and item.to and subject is not None:
                yield _event(record, item.accepted_on, f"accepted: {subject.title}", "holds")
            for session in item.sessions:
                if subject is not None:
                    yield _event(record, session.date, f"session on {subject.title}", "open")
        day = last_day_of(record, graph)
        if day is not None:
            yield _event(record, day, "last day", "due")

    def check(self, graph: ProjectGraph) -> Iterable[Finding]:
        return checks.check(graph)

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        return pages.record_context(record, graph)

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        yield pages.index_view(self, graph)


def _event(record: Record, day: Any, what: str, tone: str) -> Event:
    return Event(day, record.ref, record.kind, what, record.title, record.address, tuple(record.fields.area), tone)
