"""The kind `decision`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import Finding
from forgebook.core.document import Draft, MarkdownDocument
from forgebook.core.drafting import Proposal, Wish
from forgebook.core.evidence import FileFacts
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields
from forgebook.core.project import ProjectFile
from forgebook.core.provenance import Provenance
from forgebook.core.record import Record
from forgebook.core.timeline import Event, Held
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.kinds.decision import checks, foreign, pages
from forgebook.kinds.decision.codes import DECISION_CODES
from forgebook.kinds.decision.drafting import propose
from forgebook.kinds.decision.fields import Decision
from forgebook.kinds.decision.forms import FORMS
from forgebook.kinds.decision.holding import ended_on, held
from forgebook.kinds.decision.life import OPEN, effective_status, inferred_from, status_of
from forgebook.kinds.decision.settle import date_by_git, settle_status
from forgebook.kinds.decision.styles import not_a_decision
from forgebook.kinds.decision.vocabulary import MEANS

_DUE = {"accepted": "review due", **dict.fromkeys(OPEN, "decision due")}
"""What is to be done by the day of `review_by`, by status."""


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
    headings = foreign.OWN_HEADINGS
    markdown = True
    nav = NavEntry("", "Decisions", 30)
    templates = Path(__file__).parent / "templates"
    shown_apart = frozenset({"in_area", "area", "deciders", "consulted", "informed", "releases"})
    forms = FORMS
    teaches = (
        "Decisions with their options and reasons, so that a newcomer can see why it is like this, and whether that "
        "still holds."
    )
    first = '--title "Keep a decision log"'

    def propose(self, wish: Wish, graph: ProjectGraph) -> Proposal:
        return propose(wish, graph)

    def accepts_file(self, document: MarkdownDocument) -> str | None:
        return not_a_decision(document)

    def from_markdown(self, document: MarkdownDocument) -> Draft:
        return foreign.read_decision(document)

    def prepare(self, draft: Draft, project: ProjectFile) -> None:
        settle_status(draft, project)

    def other_words(self, project: ProjectFile) -> dict[str, dict[str, str]]:
        return {"status": {**dict.fromkeys(MEANS, ""), **project.decisions.statuses}}

    def soft_names(self, record: Record) -> Iterable[str]:
        number = record.f.number
        return () if number is None else (str(number),)

    def status(self, record: Record, graph: ProjectGraph) -> Status:
        return status_of(effective_status(record, graph))

    def holding_status(self, record: Record, graph: ProjectGraph) -> str:
        return effective_status(record, graph)

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        fields = record.f
        inferred = bool(inferred_from(record))
        if fields.created and fields.created != fields.decided:
            word = "drafted" if fields.status == "draft" else "proposed"
            yield _event(record, fields.created, word, "open", inferred=inferred)
        if fields.decided:
            word, tone = _decided_word(fields.status)
            yield _event(record, fields.decided, word, tone, inferred=inferred)
        if fields.decided and (ended := ended_on(record, graph)):
            yield _event(record, ended, effective_status(record, graph), "closed")
        if fields.review_by and (what := _DUE.get(effective_status(record, graph))):
            yield _event(record, fields.review_by, what, "due")

    def provenance(self, record: Record) -> Iterable[Provenance]:
        fields = record.f
        if record.foreign:
            yield Provenance("status", _status_source(fields), fields.raw_status or "", fields.status)
            dated = fields.decided or fields.created
            yield Provenance("date", fields.dates_from or ("front matter" if dated else ""))

    def redact(self, record: Record, graph: ProjectGraph) -> Fields:
        """A decision that a hidden one has superseded is not in force, whoever looks, and was not since that day."""
        said = {"status": effective_status(record, graph), "ended": ended_on(record, graph)}
        return record.fields.model_copy(update=said)

    def held(self, record: Record, graph: ProjectGraph) -> Held | None:
        return held(record, graph)

    def check(self, graph: ProjectGraph) -> Iterable[Finding]:
        return checks.check(graph)

    def check_change(self, before: Record, after: Record) -> Iterable[Finding]:
        return checks.check_step(before, after)

    def lacks_date(self, record: Record) -> bool:
        return record.foreign and not (record.f.decided or record.f.created)

    def settle_dates(self, record: Record, facts: FileFacts) -> None:
        date_by_git(record, facts)

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        return pages.record_context(record, graph)

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        yield pages.index_view(self, graph)


def _status_source(fields: Any) -> str:
    """Where the status of a file stands, and whether a picture goes before it."""
    pictured = fields.raw_status and unicodedata.category(fields.raw_status[0]) == "So"
    return f"{fields.status_from} with an emoji" if pictured else fields.status_from or ""


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
