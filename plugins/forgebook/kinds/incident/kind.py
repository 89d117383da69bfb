"""The kind `incident`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from forgebook.blameless.codes import BLAMELESS_CODES
from forgebook.core.diagnostics import Finding
from forgebook.core.drafting import Proposal, Wish, id_of_words
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields
from forgebook.core.record import Record
from forgebook.core.timeline import Event
from forgebook.core.times import day_of
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.covering.roster import linked_names, reworded
from forgebook.kinds.incident import checks, pages
from forgebook.kinds.incident.codes import INCIDENT_CODES
from forgebook.kinds.incident.course import status_of
from forgebook.kinds.incident.fields import Incident
from forgebook.kinds.incident.forms import FORMS

_TONES = {"started": "bad", "detected": "bad", "mitigated": "due", "resolved": "closed"}


class IncidentKind(RecordKind):
    """What went wrong, what it did, and what was changed."""

    name = "incident"
    plural = "incidents"
    label = "Incident"
    label_plural = "Incidents"
    folder = "incidents"
    model = Incident
    codes = (*INCIDENT_CODES, *BLAMELESS_CODES)
    nav = NavEntry("Cover", "Incidents", 54)
    templates = Path(__file__).parent / "templates"
    relation_labels = {"action_owners": "Act on it"}
    shown_apart = frozenset({"area", "in_area", "runbook", "release", "action_owners"})
    forms = FORMS
    teaches = (
        "What went wrong, what it did to those who rely on you, and what you changed, so that the next one is shorter. "
        "An incident blames nobody."
    )
    first = '--title "Wrong totals for a day" --set detected="2025-10-07 09:10+01:00"'

    def propose(self, wish: Wish, graph: ProjectGraph) -> Proposal:
        """Detected today, unless the author says when; the id begins with that day."""
        given = wish.text("detected") or ""
        day = given.removeprefix("~")[:10] or graph.as_of.isoformat()
        id_ = wish.id or "-".join(part for part in (day, id_of_words(wish.title)) if part)
        title = {"title": wish.title} if wish.title else {}
        return Proposal(id=id_, values={**title, "detected": given or day})

    def status(self, record: Record, graph: ProjectGraph) -> Status:
        return status_of(record)

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        told = [(name, time) for name in _TONES if (time := getattr(record.fields, name))]
        days = {day_of(time): name for name, time in told}  # of one day the last word
        for day, what in days.items():
            areas = tuple(record.fields.area)
            yield Event(day, record.ref, record.kind, what, record.title, record.address, areas, _TONES[what])

    def redact(self, record: Record, graph: ProjectGraph) -> Fields:
        """Names of the roster in any text become what the site may say of these people."""
        return reworded(record.fields, linked_names(graph))

    def check(self, graph: ProjectGraph) -> Iterable[Finding]:
        return checks.check(graph)

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        return pages.record_context(record, graph)

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        yield pages.index_view(self, graph)
