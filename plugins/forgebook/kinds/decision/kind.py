"""The kind `decision`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import Finding
from forgebook.core.document import Draft, MarkdownDocument
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields
from forgebook.core.project import ProjectFile
from forgebook.core.record import Record
from forgebook.core.timeline import Event
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.kinds.decision import checks, foreign, pages
from forgebook.kinds.decision.codes import DECISION_CODES
from forgebook.kinds.decision.fields import Decision
from forgebook.kinds.decision.life import effective_status, status_of
from forgebook.kinds.decision.settle import settle_status


class DecisionKind(RecordKind):
    """What was decided, why, and whether it still holds."""

    name = "decision"
    plural = "decisions"
    label = "Decision"
    label_plural = "Decisions"
    folder = "decisions"
    model = Decision
    codes = DECISION_CODES
    key_aliases = {"decision-makers": "deciders", "decision_makers": "deciders"}
    markdown = True
    nav = NavEntry("", "Decisions", 30)
    templates = Path(__file__).parent / "templates"
    shown_apart = frozenset({"in_area", "area", "deciders", "consulted", "informed", "releases"})
    teaches = (
        "Decisions with their options and reasons, so that a newcomer can see why it is like this, and whether that "
        "still holds."
    )

    def accepts_file(self, document: MarkdownDocument) -> str | None:
        return foreign.not_a_decision(document)

    def from_markdown(self, document: MarkdownDocument) -> Draft:
        return foreign.read_decision(document)

    def prepare(self, draft: Draft, project: ProjectFile) -> None:
        settle_status(draft, project)

    def soft_names(self, record: Record) -> Iterable[str]:
        number = record.f.number
        return () if number is None else (str(number),)

    def status(self, record: Record, graph: ProjectGraph) -> Status:
        return status_of(effective_status(record, graph))

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        fields = record.f
        inferred = fields.dates_from == "file name"
        if fields.created and fields.created != fields.decided:
            word = "drafted" if fields.status == "draft" else "proposed"
            yield _event(record, fields.created, word, "open", inferred=inferred)
        if fields.decided:
            word, tone = _decided_word(fields.status)
            yield _event(record, fields.decided, word, tone, inferred=inferred)
        if fields.review_by and effective_status(record, graph) == "accepted":
            yield _event(record, fields.review_by, "review due", "due")

    def redact(self, record: Record, graph: ProjectGraph) -> Fields:
        """A decision that a hidden one has superseded is not in force, whoever looks."""
        return record.fields.model_copy(update={"status": effective_status(record, graph)})

    def check(self, graph: ProjectGraph) -> Iterable[Finding]:
        return checks.check(graph)

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        return pages.record_context(record, graph)

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        yield pages.index_view(self, graph)


def _event(record: Record, day: date, what: str, tone: str, *, inferred: bool = False) -> Event:
    return Event(
        day, record.ref, record.kind, what, record.title, record.address, tuple(record.fields.area), tone, inferred
    )  # fmt: skip


def _decided_word(status: str) -> tuple[str, str]:
    """What happened on the day of decision. What was superseded later had been accepted then."""
    if status in ("accepted", "superseded", "deprecated"):
        return "accepted", "holds"
    return {
        "rejected": ("rejected", "closed"),
        "withdrawn": ("withdrawn", "closed"),
        "deferred": ("deferred", "open"),
    }.get(status, ("dated", "closed"))
