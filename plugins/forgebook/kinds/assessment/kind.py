"""The kind `assessment`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import Finding
from forgebook.core.document import Draft
from forgebook.core.drafting import Blank, Proposal, Wish
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields
from forgebook.core.project import ProjectFile
from forgebook.core.record import Record
from forgebook.core.timeline import Event
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.kinds.assessment import checks, pages
from forgebook.kinds.assessment.codes import ASSESSMENT_CODES
from forgebook.kinds.assessment.fields import Assessment
from forgebook.kinds.assessment.forms import FORMS
from forgebook.releasing.maturity import criteria_of, frameworks_of, maturity_of

_DEFAULT = "mlops"


class AssessmentKind(RecordKind):
    """Which criteria of a ladder a team met on a day, and so which level it had reached."""

    name = "assessment"
    plural = "assessments"
    label = "Assessment"
    label_plural = "Assessments"
    folder = "assessments"
    model = Assessment
    codes = ASSESSMENT_CODES
    nav = NavEntry("Releases", "Maturity", 29)
    templates = Path(__file__).parent / "templates"
    forms = FORMS
    teaches = (
        "How far the team has come on a ladder of criteria, such as the levels of MLOps. Say of each criterion whether "
        "it is met and what shows it; the level is computed, and the next steps are listed."
    )
    first = "--set framework=mlops"

    def prepare(self, draft: Draft, project: ProjectFile) -> None:
        checks.take_level(draft)

    def propose(self, wish: Wish, graph: ProjectGraph) -> Proposal:
        """Of today, by the ladder that was used last; its criteria are offered, each still to be judged."""
        before = sorted(graph.of("assessment"), key=lambda r: (r.f.date, r.ref))
        name = wish.text("framework") or (before[-1].f.framework if before else _DEFAULT)
        day = wish.day("date") or graph.as_of
        found = Proposal(id=wish.id or f"{day.isoformat()}-{name}", values={"date": day, "framework": name})
        ladder = frameworks_of(graph.project).get(name)
        if ladder is not None and "criteria" not in wish.values:
            found.offered["criteria"] = [
                {"id": criterion.id, "status": "unmet", "evidence": Blank(criterion.text)}
                for criterion in criteria_of(ladder)
            ]
        return found

    def title(self, record: Record, graph: ProjectGraph) -> str:
        """`MLOps levels, 2025-10-07`."""
        ladder = frameworks_of(graph.project).get(record.f.framework)
        return f"{(ladder.title if ladder else '') or record.f.framework}, {record.f.date}"

    def status(self, record: Record, graph: ProjectGraph) -> Status:
        found = maturity_of(record, graph)
        return found.status if found is not None else Status("no ladder", "due")

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        status = self.status(record, graph)
        areas, what = tuple(record.fields.area), f"assessed: {status.word}"
        yield Event(record.f.date, record.ref, record.kind, what, record.title, record.address, areas, status.tone)

    def redact(self, record: Record, graph: ProjectGraph) -> Fields:
        """The level of the whole is written down, since criteria may be hidden."""
        found = maturity_of(record, graph)
        return record.fields.model_copy(update={"told_level": found.level if found is not None else None})

    def check(self, graph: ProjectGraph) -> Iterable[Finding]:
        return checks.check(graph)

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        return pages.record_context(record, graph)

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        yield pages.index_view(self, graph)
