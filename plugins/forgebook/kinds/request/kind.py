"""The kind `request`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import Finding
from forgebook.core.drafting import Proposal, Wish, id_of_words
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields
from forgebook.core.record import Record
from forgebook.core.timeline import Event
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.kinds.request import checks, pages
from forgebook.kinds.request.answers import SHOWN, names_somebody
from forgebook.kinds.request.codes import REQUEST_CODES
from forgebook.kinds.request.fields import Request
from forgebook.kinds.request.forms import FORMS


class RequestKind(RecordKind):
    """What the team was asked for, and what it answered."""

    name = "request"
    plural = "requests"
    label = "Request"
    label_plural = "Requests"
    folder = "requests"
    model = Request
    codes = REQUEST_CODES
    nav = NavEntry("Roadmap & requests", "Requests", 26)
    templates = Path(__file__).parent / "templates"
    relation_labels = {"brought": "Brought into"}
    shown_apart = frozenset({"area", "decided_by", "decision", "roadmap", "changes"})
    forms = FORMS
    teaches = (
        "What the team was asked for and what it answered: yes, not now, no, each with its reason, so that nobody has "
        "to ask twice."
    )
    first = '--title "Results by ward" --set need="Wards plan their own beds"'

    def propose(self, wish: Wish, graph: ProjectGraph) -> Proposal:
        """Asked today and open, unless an answer was given: then it was given today."""
        found = Proposal(id=wish.id or id_of_words(wish.title), values={"title": wish.title} if wish.title else {})
        answer = wish.text("answer") or "open"
        asked = wish.day("asked_on")
        found.values |= {"asked_on": asked or graph.as_of, "answer": answer}
        if answer in SHOWN and answer != "open" and (asked is None or asked <= graph.as_of):
            found.values["decided_on"] = graph.as_of
        return found

    def status(self, record: Record, graph: ProjectGraph) -> Status:
        return SHOWN[record.f.answer]

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        fields = record.f
        yield _event(record, fields.asked_on, "asked", "open")
        shown = SHOWN[fields.answer]
        if fields.decided_on and fields.answer != "open":
            yield _event(record, fields.decided_on, f"answered: {shown.word}", shown.tone)
        if fields.revisit_on and fields.answer == "not_now":
            yield _event(record, fields.revisit_on, "answer due again", "due")

    def redact(self, record: Record, graph: ProjectGraph) -> Fields:
        """A person who stands where a group belongs is not told to others."""
        if names_somebody(record.f.asker, graph) is None:
            return record.fields
        return record.fields.model_copy(update={"asker": None})

    def check(self, graph: ProjectGraph) -> Iterable[Finding]:
        return checks.check(graph)

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        return pages.record_context(record, graph)

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        yield pages.index_view(self, graph)


def _event(record: Record, day: date, what: str, tone: str) -> Event:
    areas = tuple(record.fields.area)
    return Event(day, record.ref, record.kind, what, record.title, record.address, areas, tone)
