"""The kind `improvement`, which lives inside retros."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

from forgebook.core import improving
from forgebook.core.diagnostics import Finding
from forgebook.core.fields import WHO, Line, RefTo, Text
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import Derived, RecordKind
from forgebook.core.model import Fields
from forgebook.core.record import Record
from forgebook.core.timeline import Event
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.kinds.improvement.checks import check
from forgebook.kinds.improvement.codes import IMPROVEMENT_CODES
from forgebook.kinds.improvement.pages import index_view


class Improvement(Fields):
    """An agreed improvement, as a record of its own."""

    statement: Line
    owner: Annotated[str, RefTo(WHO, inverse="owns")] | None = None
    success_looks_like: Text | None = None
    target_sprint: Annotated[str, RefTo(("sprint",), inverse="improvements")] | None = None


class ImprovementKind(RecordKind):
    """What the team agreed to do better, and whether it did."""

    name = "improvement"
    plural = "improvements"
    label = "Improvement"
    label_plural = "Improvements"
    model = Improvement
    codes = IMPROVEMENT_CODES
    derived_from = ("retro",)
    nav = NavEntry("Sprints & retros", "Improvements", 42)
    templates = Path(__file__).parent / "templates"
    teaches = "The one improvement of each retro, on its way from idea to sprint to verdict."

    @property
    def first_command(self) -> str:
        """An improvement is agreed at a retro."""
        return 'forgebook new retro --set improvement.statement="Reviews are done from 10 to 11 each day"'

    def derive(self, record: Record) -> Iterator[Derived]:
        agreed = record.f.improvement
        if agreed is not None:
            fields = Improvement(
                statement=agreed.statement,
                owner=agreed.owner,
                success_looks_like=agreed.success_looks_like,
                target_sprint=agreed.target_sprint,
                visibility=agreed.visibility or record.fields.visibility,
            )
            yield Derived(agreed.id, fields, ("improvement",))

    def address(self, record_id: str) -> str:
        return f"{self.plural}/#{record_id}"

    def title(self, record: Record, graph: ProjectGraph) -> str:
        statement: str = record.f.statement
        return statement.rstrip(".")

    def status(self, record: Record, graph: ProjectGraph) -> Status:
        return improving.status_of(record, graph)

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        base = (record.ref, record.kind)
        agreed = improving.agreed_at(record, graph)
        if agreed is not None:
            yield Event(agreed.f.date, *base, "agreed", record.title, record.address, tone="open")
        for judgement in improving.judgements(record, graph):
            shown = improving.VERDICTS[judgement.verdict.verdict]
            yield Event(
                judgement.retro.f.date, *base, f"judged: {shown.word}", record.title, record.address, tone=shown.tone
            )  # fmt: skip

    def check(self, graph: ProjectGraph) -> Iterator[Finding]:
        return check(graph)

    def views(self, graph: ProjectGraph) -> Iterable[PageView]:
        yield index_view(self, graph)
