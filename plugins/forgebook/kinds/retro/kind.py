"""The kind `retro`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import ITSELF, Code, Finding, Severity
from forgebook.core.document import Draft, Note
from forgebook.core.drafting import Proposal, Wish
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.project import ProjectFile
from forgebook.core.record import Record
from forgebook.core.timeline import Event
from forgebook.core.views import NavEntry, PageView
from forgebook.kinds.retro.drafting import propose
from forgebook.kinds.retro.fields import Retro
from forgebook.kinds.retro.forms import FORMS

NO_IMPROVEMENT = Code(
    "FB802", Severity.ADVICE, "A retro without one improvement",
    "A retro agreed no improvement, or lists several.",
    "One improvement that is carried out beats five that are forgotten.",
    "Agree on one, and write it under `improvement` with an `id` and a `statement`. Other ideas go to `ideas`.",
)  # fmt: skip


class RetroKind(RecordKind):
    """How the team learns."""

    name = "retro"
    plural = "retros"
    label = "Retro"
    label_plural = "Retros"
    folder = "retros"
    model = Retro
    codes = (NO_IMPROVEMENT,)
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
        for record in graph.of(self.name):
            if record.f.improvement is None and record.f.date <= graph.as_of:
                yield Finding(
                    NO_IMPROVEMENT,
                    record,
                    "no improvement was agreed",
                    remedy="agree on one, and write it under improvement",
                    rests_on=(ITSELF,),
                )

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        fields = record.f
        return {
            "columns": [
                ("Went well", "went_well", _by_theme(fields.went_well)),
                ("Could be better", "could_be_better", _by_theme(fields.could_be_better)),
                ("Ideas", "ideas", _by_theme(fields.ideas)),
            ],
            "agreed": _agreed(record, graph),
        }

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        retros = sorted(graph.of(self.name), key=lambda r: (r.f.date, r.ref), reverse=True)
        yield PageView(
            address=f"{self.plural}/",
            title=self.label_plural,
            template="retro/index.html",
            context={
                "kind": self,
                "records": retros,
                "agreed": {retro.ref: _agreed(retro, graph) for retro in retros},
            },
            nav=self.nav,
            hide=("toc",),
        )


def _agreed(record: Record, graph: ProjectGraph) -> Record | None:
    """The improvement as a record of its own."""
    agreed = record.f.improvement
    return graph.get(f"improvement/{agreed.id}") if agreed else None


def _by_theme(items: list[Any]) -> list[tuple[str, list[Any]]]:
    """Items by theme in the order in which themes first come; the most voted first within each."""
    themes: dict[str, list[Any]] = {}
    for item in items:
        themes.setdefault(item.theme or "", []).append(item)
    return [(theme, sorted(group, key=lambda i: -(i.votes or 0))) for theme, group in themes.items()]
