"""The kind `runbook`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import Finding
from forgebook.core.document import MarkdownDocument
from forgebook.core.drafting import Proposal, Wish, id_of_words
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields
from forgebook.core.record import Record
from forgebook.core.timeline import Event
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.covering.rehearsals import freshness
from forgebook.kinds.runbook import checks, pages
from forgebook.kinds.runbook.codes import RUNBOOK_CODES
from forgebook.kinds.runbook.fields import HEADINGS, Runbook

_INDEXES = ("_index", "index", "readme", "template")
_REHEARSED = {
    "worked": ("rehearsed", "holds"),
    "worked_with_help": ("rehearsed with help", "holds"),
    "failed": ("failed in a rehearsal", "bad"),
}


class RunbookKind(RecordKind):
    """How to do a thing, step by step, and who has shown that it works."""

    name = "runbook"
    plural = "runbooks"
    label = "Runbook"
    label_plural = "Runbooks"
    folder = "runbooks"
    model = Runbook
    codes = RUNBOOK_CODES
    headings = HEADINGS
    markdown = True
    nav = NavEntry("Cover", "Runbooks", 52)
    templates = Path(__file__).parent / "templates"
    shown_apart = frozenset({"area", "owner", "deputy", "rehearsed_by", "used_in"})
    teaches = (
        "What to do, step by step, with what to expect and what to do if it does not happen; and who, other than its "
        "writer, has shown that it works."
    )
    first = '--title "Restore yesterday\'s data"'

    def propose(self, wish: Wish, graph: ProjectGraph) -> Proposal:
        """Nothing but its title is known."""
        return Proposal(id=wish.id or id_of_words(wish.title), values={"title": wish.title} if wish.title else {})

    def accepts_file(self, document: MarkdownDocument) -> str | None:
        return "it is an index or a template" if document.stem.casefold() in _INDEXES else None

    def status(self, record: Record, graph: ProjectGraph) -> Status | None:
        return freshness(record, graph).status if graph.visibility == "team" else None

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        for rehearsal in record.f.rehearsals:
            what, tone = _REHEARSED[rehearsal.outcome]
            areas = tuple(record.fields.area)
            yield Event(rehearsal.date, record.ref, record.kind, what, record.title, record.address, areas, tone)

    def redact(self, record: Record, graph: ProjectGraph) -> Fields:
        """Who rehearsed stays with the team; the day on which it was last shown to work may show."""
        return record.fields.model_copy(update={"proven_on": freshness(record, graph).day})

    def check(self, graph: ProjectGraph) -> Iterable[Finding]:
        return checks.check(graph)

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        return pages.record_context(record, graph)

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        yield pages.index_view(self, graph)
