"""The kind `assumption`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import Finding
from forgebook.core.drafting import Proposal, Wish, id_of_words
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields
from forgebook.core.record import Record
from forgebook.core.timeline import Event, Held
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.kinds.assumption import checks, pages, span
from forgebook.kinds.assumption.codes import ASSUMPTION_CODES
from forgebook.kinds.assumption.fields import Assumption
from forgebook.kinds.assumption.forms import FORMS
from forgebook.releasing.assumptions import STATUSES, holds_for, state_of

_LONGEST_ID = 60


class AssumptionKind(RecordKind):
    """What the work rests on without being known for sure."""

    name = "assumption"
    plural = "assumptions"
    label = "Assumption"
    label_plural = "Assumptions"
    folder = "assumptions"
    model = Assumption
    codes = ASSUMPTION_CODES
    nav = NavEntry("Releases", "Assumptions", 28)
    templates = Path(__file__).parent / "templates"
    relation_labels = {"superseded_by": "Superseded by"}
    shown_apart = frozenset({"area", "in_area", "owner", "since", "until", "told_for", "supersedes", "superseded_by"})
    forms = FORMS
    teaches = (
        "What your results rest on without being known for sure: how good the evidence is, how much would change if it "
        "were wrong, and which releases rest on it."
    )
    first = (
        '--set statement="Patients go on using the hospital of last year" --set quality=low --set impact=high'
    )  # fmt: skip

    def propose(self, wish: Wish, graph: ProjectGraph) -> Proposal:
        """The id comes from the statement, cut at a word; words given as a title are the statement."""
        words = wish.text("statement") or wish.title
        id_ = id_of_words(words)
        if len(id_) > _LONGEST_ID:
            id_ = id_[: _LONGEST_ID + 1].rpartition("-")[0]
        statement = {"statement": wish.title} if wish.title and not wish.text("statement") else {}
        return Proposal(id=wish.id or id_, values=statement)

    def title(self, record: Record, graph: ProjectGraph) -> str:
        """The statement."""
        return str(record.f.statement)

    def status(self, record: Record, graph: ProjectGraph) -> Status:
        return STATUSES[state_of(record, graph)]

    def holding_status(self, record: Record, graph: ProjectGraph) -> str:
        return state_of(record, graph)

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        return span.events(record, graph)

    def held(self, record: Record, graph: ProjectGraph) -> Held | None:
        return span.held(record, graph)

    def redact(self, record: Record, graph: ProjectGraph) -> Fields:
        """For which releases it holds is written down, since releases and successors may be hidden."""
        holds = [release.ref for release in graph.of("release") if holds_for(record, release, graph)]
        return record.fields.model_copy(update={"told_for": holds, "told_state": state_of(record, graph)})

    def check(self, graph: ProjectGraph) -> Iterable[Finding]:
        return checks.check(graph)

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        return pages.record_context(record, graph)

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        yield pages.index_view(self, graph)
