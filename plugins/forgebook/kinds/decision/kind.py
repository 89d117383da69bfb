"""The kind `decision`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from forgebook.core.codes import UNKNOWN_CHOICE
from forgebook.core.diagnostics import Finding, Severity, closest, did_you_mean
from forgebook.core.document import Draft, MarkdownDocument, Note
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields
from forgebook.core.project import ProjectFile
from forgebook.core.record import Record
from forgebook.core.timeline import Event
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.kinds.decision import checks, foreign, pages
from forgebook.kinds.decision.codes import DECISION_CODES
from forgebook.kinds.decision.fields import STATUSES, Decision
from forgebook.kinds.decision.life import effective_status, status_of
from forgebook.kinds.decision.vocabulary import MEANS, read_status

UNDATED_AS_DECIDED = frozenset({"draft", "proposed", "deferred", "unknown"})


class DecisionKind(RecordKind):
    """What was decided, why, and whether it still holds."""

    name = "decision"
    plural = "decisions"
    label = "Decision"
    label_plural = "Decisions"
    folder = "decisions"
    model = Decision
    codes = DECISION_CODES
    key_aliases = {"decision-makers": "deciders", "decision_makers": "deciders"}  # noqa: RUF012
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
        values = draft.values
        if draft.foreign:
            _settle_foreign(draft, project)
        elif isinstance(written := values.get("status"), str) and written not in STATUSES:
            _settle_own(draft, written, project)

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
    return {"rejected": ("rejected", "closed"), "withdrawn": ("withdrawn", "closed"), "deferred": ("deferred", "open")}.get(
        status, ("dated", "closed")
    )


def _settle_own(draft: Draft, written: str, project: ProjectFile) -> None:
    """A status outside of our vocabulary in a file of our own style: house words, then reported."""
    house = {word.casefold(): status for word, status in project.decisions.statuses.items()}
    key = written.strip().casefold()
    means = house.get(key) or MEANS.get(key)
    draft.values["raw_status"] = draft.values.get("raw_status") or written
    draft.values["status"] = means if means in STATUSES else "unknown"
    if means is None:
        guess = closest(written, STATUSES)
        draft.notes.append(
            Note(
                UNKNOWN_CHOICE,
                f'unknown status "{written}"{did_you_mean(guess)}',
                ("status",),
                remedy=f"one of {', '.join(STATUSES)}; or map it under decisions: statuses: in the project file",
                suggestion=guess,
            )
        )


def _settle_foreign(draft: Draft, project: ProjectFile) -> None:
    values = draft.values
    text = values.pop("status", None)
    words = read_status(text, project.decisions.statuses) if text else None
    values["status"] = words.status if words else "unknown"
    if words is not None:
        values["raw_status"] = words.raw
        for name, targets in words.relations.items():
            have = values.setdefault(name, [])
            have.extend(target for target in targets if target not in have)
            draft.positions.values.setdefault((name,), draft.positions.find(("status",)))
        rest = text.strip().partition("\n")[2].strip() if text else ""
        if rest:
            values["sections"] = [{"title": "Status", "text": rest}, *values.get("sections", [])]
    day = values.pop("date", None)
    if day is not None:
        field_name = "created" if values["status"] in UNDATED_AS_DECIDED else "decided"
        values.setdefault(field_name, day)
        draft.positions.values[(field_name,)] = draft.positions.find(("date",))
    if values["status"] == "unknown":
        draft.notes.append(_unknown_status(words.raw if words else None))


def _unknown_status(raw: str | None) -> Note:
    if raw is None:
        return Note(UNKNOWN_CHOICE, "no status is given", remedy="add one", severity=Severity.ADVICE)
    word = raw.strip().strip("*_`. ")
    return Note(
        UNKNOWN_CHOICE,
        f'unknown status "{raw}"',
        ("status",),
        remedy=f'map it in records/project.yml: decisions: {{statuses: {{"{word}": accepted}}}}',
        severity=Severity.WARNING,
    )
