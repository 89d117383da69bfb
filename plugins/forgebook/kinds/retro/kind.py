"""The kind `retro`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from forgebook.blameless.codes import BLAMELESS_CODES
from forgebook.core.diagnostics import Finding
from forgebook.core.document import Draft, Note
from forgebook.core.drafting import Proposal, Wish
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.project import ProjectFile
from forgebook.core.record import Record
from forgebook.core.timeline import Event
from forgebook.core.views import NavEntry, PageView
from forgebook.kinds.retro.checks import check
from forgebook.kinds.retro.codes import NO_IMPROVEMENT, RETRO_CODES
from forgebook.kinds.retro.drafting import propose
from forgebook.kinds.retro.fields import Retro
from forgebook.kinds.retro.forms import FORMS
from forgebook.kinds.retro.pages import index_view, record_context


class RetroKind(RecordKind):
    """How the team learns."""

    name = "retro"
    plural = "retros"
    label = "Retro"
    label_plural = "Retros"
    folder = "retros"
    model = Retro
    codes = (*RETRO_CODES, *BLAMELESS_CODES)
    nav = NavEntry("Sprints & retros", "Retros", 41)
    templates = Path(__file__).parent / "templates"
    shown_apart = frozenset({"area", "facilitator", "judges", "sprint", "team", "replaced_by"})
    forms = FORMS
    teaches = "What went well, what could be better, and the one improvement that goes into the next sprint."
    first = '--set improvement.statement="Reviews are done from 10 to 11 each day"'

    def propose(self, wish: Wish, graph: ProjectGraph) -> Proposal:
        return propose(wish, graph)

    def prepare(self, draft: Draft, project: ProjectFile) -> None:
        several = draft.values.get("improvement")
        if not isinstance(several, list) or not several:
            return
        draft.notes.append(
            Note(
                NO_IMPROVEMENT,
                f"{len(several)} improvements instead of one; the first is taken",
                ("improvement",),
                remedy="agree on one, and move the others to ideas",
            )
        )
        draft.values["improvement"] = several[0]
        words = [entry.get("statement") for entry in several[1:] if isinstance(entry, dict)]
        ideas = draft.values.get("ideas", [])
        if isinstance(ideas, list):
            draft.values["ideas"] = [*ideas, *filter(None, words)]

    def title(self, record: Record, graph: ProjectGraph) -> str:
        sprint = graph.get(record.f.sprint)
        if sprint is None:
            return f"Retro {record.f.date}"
        of = sprint.fields.title or graph.kinds["sprint"].title(sprint, graph)
        return f"Retro, {of[:1].lower()}{of[1:]}" if of.startswith("Sprint ") else f"Retro, {of}"

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        areas = tuple(record.fields.area)
        yield Event(record.f.date, record.ref, record.kind, "held", record.title, record.address, areas)

    def check(self, graph: ProjectGraph) -> Iterator[Finding]:
        return check(graph)

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        return record_context(record, graph)

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        yield index_view(self, graph)
