"""The kind `sprint`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import Finding
from forgebook.core.drafting import Proposal, Wish
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.timeline import Event, Held
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.kinds.sprint import checks, pages
from forgebook.kinds.sprint.codes import SPRINT_CODES
from forgebook.kinds.sprint.drafting import propose
from forgebook.kinds.sprint.fields import Sprint
from forgebook.kinds.sprint.forms import FORMS
from forgebook.kinds.sprint.order import last_day


class SprintKind(RecordKind):
    """The team's rhythm."""

    name = "sprint"
    plural = "sprints"
    label = "Sprint"
    label_plural = "Sprints"
    folder = "sprints"
    model = Sprint
    codes = SPRINT_CODES
    nav = NavEntry("Sprints & retros", "Sprints", 40)
    templates = Path(__file__).parent / "templates"
    shown_apart = frozenset({
        "area", "carried_to", "improvements", "product_owner", "releases", "retros", "scrum_master", "team",
    })  # fmt: skip
    forms = FORMS
    teaches = "One file a sprint: its dates and goal, what was planned, what came out, what was carried on and why."
    first = ""

    def propose(self, wish: Wish, graph: ProjectGraph) -> Proposal:
        return propose(wish, graph)

    def title(self, record: Record, graph: ProjectGraph) -> str:
        words = record.raw_id.replace("-", " ").replace("_", " ").strip()
        return f"Sprint {words}" if words.isdigit() else words.capitalize()

    def status(self, record: Record, graph: ProjectGraph) -> Status:
        day, fields = graph.as_of, record.f
        if day < fields.start:
            return Status("planned", "open")
        if day <= fields.end:
            return Status("running", "holds")
        if fields.recovery_until and day <= fields.recovery_until:
            return Status("recovery week", "due")
        return Status("done", "closed")

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        fields, areas = record.f, tuple(record.fields.area)
        base = (record.ref, record.kind)
        yield Event(fields.start, *base, "started", record.title, record.address, areas, "holds")
        yield Event(fields.end, *base, "ended", record.title, record.address, areas, "closed")
        for meeting in fields.meetings:
            if meeting.kind != "retro":
                what = meeting.kind.replace("_", "-")
                yield Event(meeting.date, *base, f"{what} held", record.title, record.address, areas)

    def held(self, record: Record, graph: ProjectGraph) -> Held:
        """From its first day to the last one of its recovery."""
        last = last_day(record)
        return Held(record.f.start, last + timedelta(days=1) if last < date.max else None, over=last < date.max)

    def check(self, graph: ProjectGraph) -> Iterable[Finding]:
        return checks.check(graph)

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        return pages.record_context(record, graph)

    def views(self, graph: ProjectGraph) -> Iterable[PageView]:
        yield from super().views(graph)
        yield from pages.agenda_views(self, graph)

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        yield pages.index_view(self, graph)
