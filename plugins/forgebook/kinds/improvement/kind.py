"""The kind `improvement`, which lives inside retros."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

from forgebook.core.diagnostics import Code, Finding, Severity
from forgebook.core.fields import WHO, Line, RefTo, Text
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import Derived, RecordKind
from forgebook.core.model import Fields
from forgebook.core.record import Record
from forgebook.core.timeline import Event
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.kinds.improvement import life

NO_VERDICT = Code(
    "FB801", Severity.WARNING, "An improvement without a verdict",
    "An improvement was open when the team's next retro was held, and that retro says nothing about it.",
    "An improvement that nobody judges was not agreed, only said.",
    "Add an entry under `reviewed` of that retro: what became of it, and what is next.",
)  # fmt: skip


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
    codes = (NO_VERDICT,)
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
        return life.status_of(record, graph)

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        base = (record.ref, record.kind)
        agreed = life.agreed_at(record, graph)
        if agreed is not None:
            yield Event(agreed.f.date, *base, "agreed", record.title, record.address, tone="open")
        for judgement in life.judgements(record, graph):
            shown = life.VERDICTS[judgement.verdict.verdict]
            yield Event(
                judgement.retro.f.date, *base, f"judged: {shown.word}", record.title, record.address, tone=shown.tone
            )  # fmt: skip

    def check(self, graph: ProjectGraph) -> Iterator[Finding]:
        for record in graph.of(self.name):
            judged = {j.retro.ref for j in life.judgements(record, graph)}
            for retro in life.retros_after(record, graph):
                if not life.is_open(record, graph, retro.f.date):
                    break
                if retro.ref in judged:
                    continue
                yield Finding(
                    NO_VERDICT,
                    retro,
                    f'no verdict on the open improvement "{record.title}" ({record.id})',
                    ("reviewed",),
                    remedy="add an entry under reviewed: what became of it, and what is next",
                    rests_on=("retro",),
                )
                break

    def views(self, graph: ProjectGraph) -> Iterable[PageView]:
        improvements = sorted(graph.of(self.name), key=_when(graph), reverse=True)
        judged = [s for r in improvements if (s := life.stuck(r, graph)) is not None]
        rows = [_row(record, graph) for record in improvements]
        yield PageView(
            address=f"{self.plural}/",
            title=self.label_plural,
            template="improvement/index.html",
            context={
                "kind": self,
                "rows": rows,
                "current": next((row for row in rows if row["status"].word == "being tried"), None),
                "judged": len(judged),
                "stuck": sum(judged),
                "never": sum(1 for row in rows if row["status"].word == "never judged"),
                "themes": _themes(graph),
            },
            nav=self.nav,
            hide=("toc",),
        )


def _when(graph: ProjectGraph) -> Any:
    def key(record: Record) -> tuple[str, str]:
        agreed = life.agreed_at(record, graph)
        return (agreed.f.date.isoformat() if agreed else "", record.ref)

    return key


def _row(record: Record, graph: ProjectGraph) -> dict[str, Any]:
    target = graph.get(record.f.target_sprint)
    sprints = graph.related(record, "target_sprint")
    return {
        "record": record,
        "retro": life.agreed_at(record, graph),
        "sprint": target or (sprints[0] if sprints else None),
        "judgements": life.judgements(record, graph),
        "status": life.status_of(record, graph),
        "verdicts": life.VERDICTS,
        "next": life.NEXT,
    }


def _themes(graph: ProjectGraph) -> list[tuple[str, int, list[Record]]]:
    """Themes that came back: how often, and at which retros."""
    seen: dict[str, list[Record]] = {}
    for retro in sorted(graph.of("retro"), key=lambda r: r.f.date):
        names = Counter(item.theme for item in retro.f.could_be_better if item.theme)
        for theme in names:
            seen.setdefault(theme, []).append(retro)
    again = [(theme, len(retros), retros) for theme, retros in seen.items() if len(retros) > 1]
    return sorted(again, key=lambda entry: (-entry[1], entry[0]))
