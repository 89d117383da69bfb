"""The kind `sprint`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import Code, Finding, Severity
from forgebook.core.drafting import Proposal, Wish
from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import natural_order
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.timeline import Event, Held
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.kinds.sprint.drafting import propose
from forgebook.kinds.sprint.fields import Sprint
from forgebook.kinds.sprint.forms import FORMS
from forgebook.rendering.charts import CadenceCalendar, CadenceMark, CadenceSpan

SPRINT_DATES = Code(
    "FB408", Severity.ERROR, "Sprint dates out of order",
    "A sprint ends before it starts, or its recovery ends before the sprint does.",
    "The calendar cannot draw it, and nobody can tell which sprint ran on a given day.",
    "Correct `start`, `end` or `recovery_until`.",
)  # fmt: skip
OVERLAP = Code(
    "FB803", Severity.ERROR, "Two sprints of one team overlap",
    "A sprint of a team starts before its last one has ended.",
    "Nobody can tell which sprint a piece of work belongs to.",
    "Correct the dates. A sprint may start on the day that the last one ends. Sprints of different teams may run side "
    "by side: give each its `team`.",
)  # fmt: skip
CARRIED_BACK = Code(
    "FB804", Severity.ERROR, "Carried to an earlier sprint",
    "Work is carried to a sprint that starts no later than this one.",
    "Work can only be carried forward.",
    "Name a later sprint in `to`.",
)  # fmt: skip


class SprintKind(RecordKind):
    """The team's rhythm."""

    name = "sprint"
    plural = "sprints"
    label = "Sprint"
    label_plural = "Sprints"
    folder = "sprints"
    model = Sprint
    codes = (SPRINT_DATES, OVERLAP, CARRIED_BACK)
    nav = NavEntry("Sprints & retros", "Sprints", 40)
    templates = Path(__file__).parent / "templates"
    shown_apart = frozenset({
        "area", "improvements", "product_owner", "releases", "retros", "scrum_master", "team",
    })  # fmt: skip
    forms = FORMS
    teaches = "One file a sprint: its dates and goal, what was planned, what came out, what was carried on and why."
    first = ""

    def propose(self, wish: Wish, graph: ProjectGraph) -> Proposal:
        return propose(wish, graph)

    def title(self, record: Record, graph: ProjectGraph) -> str:
        words = record.raw_id.replace("-", " ").replace("_", " ").strip()
        return f"Sprint {words}" if words.isdigit() else words.capitalize()

    def status(self, record: Record, graph: ProjectGraph) -> Status:
        day, fields = graph.as_of, record.f
        if day < fields.start:
            return Status("planned", "open")
        if day <= fields.end:
            return Status("running", "holds")
        if fields.recovery_until and day <= fields.recovery_until:
            return Status("recovery week", "due")
        return Status("done", "closed")

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        fields, areas = record.f, tuple(record.fields.area)
        base = (record.ref, record.kind)
        yield Event(fields.start, *base, "started", record.title, record.address, areas, "holds")
        yield Event(fields.end, *base, "ended", record.title, record.address, areas, "closed")
        for meeting in fields.meetings:
            if meeting.kind != "retro":
                what = meeting.kind.replace("_", "-")
                yield Event(meeting.date, *base, f"{what} held", record.title, record.address, areas)

    def held(self, record: Record, graph: ProjectGraph) -> Held:
        """From its first day to the last one of its recovery."""
        last = _last_day(record)
        return Held(record.f.start, last + timedelta(days=1) if last < date.max else None, over=last < date.max)

    def check(self, graph: ProjectGraph) -> Iterator[Finding]:
        sprints = graph.of(self.name)
        for record in sprints:
            yield from _dates(record)
            yield from _carried(record, graph)
        yield from _overlaps(sprints)

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        ordered = _same_team(record, graph)
        here = ordered.index(record)
        weeks = ((record.f.end - record.f.start).days + 7) // 7
        return {
            "before": ordered[here - 1] if here else None,
            "after": ordered[here + 1] if here + 1 < len(ordered) else None,
            "weeks": weeks,
            "week": min(weeks, max(1, (graph.as_of - record.f.start).days // 7 + 1)),
            "retros": graph.related(record, "retros"),
            "releases": graph.related(record, "releases"),
            "improvements": graph.related(record, "improvements"),
            "carried_from": graph.related(record, "carried_from"),
        }

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        sprints = sorted(graph.of(self.name), key=_order, reverse=True)
        running = [r for r in sprints if r.f.start <= graph.as_of <= (r.f.recovery_until or r.f.end)]
        yield PageView(
            address=f"{self.plural}/",
            title=self.label_plural,
            template="sprint/index.html",
            context={
                "kind": self,
                "records": sprints,
                "running": running,
                "years": [(y, list(g)) for y, g in groupby(sprints, key=lambda r: r.f.start.year)],
                "calendar": _calendar(sprints, graph),
            },
            nav=self.nav,
            hide=("toc",),
        )


def _same_team(record: Record, graph: ProjectGraph) -> list[Record]:
    same = [r for r in graph.of(record.kind) if r.fields.team == record.fields.team]
    return sorted(same, key=_order)


def _dates(record: Record) -> Iterator[Finding]:
    fields = record.f
    if fields.end < fields.start:
        yield Finding(SPRINT_DATES, record, f"ends on {fields.end}, before it starts on {fields.start}", ("end",))
    if fields.recovery_until and fields.recovery_until < fields.end:
        yield Finding(
            SPRINT_DATES,
            record,
            f"recovery ends on {fields.recovery_until}, before the sprint does on {fields.end}",
            ("recovery_until",),
        )


def _carried(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    for index, carried in enumerate(record.f.carried):
        target = graph.get(carried.to)
        if target is not None and _order(target) <= _order(record):
            yield Finding(
                CARRIED_BACK,
                record,
                f"carried to {target.ref}, which starts on {target.f.start}, no later than this sprint",
                ("carried", index, "to"),
            )


def _order(record: Record) -> tuple[Any, ...]:
    """By day, then by id: short sprints may begin on one day."""
    return record.f.start, natural_order(record.ref)


def _overlaps(sprints: list[Record]) -> Iterator[Finding]:
    ordered = sorted(sprints, key=lambda r: (r.fields.team or "", r.f.start, r.ref))
    for _, group in groupby(ordered, key=lambda r: r.fields.team or ""):
        earlier: Record | None = None
        for later in group:
            if earlier is not None and later.f.start < _last_day(earlier):
                message = f"starts on {later.f.start}, before {earlier.ref} is over on {_last_day(earlier)}"
                yield Finding(OVERLAP, later, message, ("start",))
            if earlier is None or _last_day(later) > _last_day(earlier):
                earlier = later


def _last_day(record: Record) -> date:
    """The last day of a sprint, its recovery included."""
    last: date = max(record.f.end, record.f.recovery_until or date.min)
    return last


def _calendar(sprints: list[Record], graph: ProjectGraph) -> CadenceCalendar:
    spans = []
    for record in sprints:
        fields = record.f
        team = graph.get(record.fields.team)
        row = team.title if team else ""
        if fields.end >= fields.start:
            link = record.address
            spans.append(CadenceSpan(record.title, "sprint", fields.start, fields.end, link, row))
            if fields.recovery_until and fields.recovery_until > fields.end:
                words = f"Recovery after {record.title}"
                spans.append(CadenceSpan(words, "recovery", fields.end, fields.recovery_until, link, row))
    return CadenceCalendar(tuple(spans), tuple(_marks(graph)), graph.as_of)


def _marks(graph: ProjectGraph) -> list[CadenceMark]:
    marks = [CadenceMark(record.title, "retro", record.f.date, record.address) for record in graph.of("retro")]
    for record in graph.of("release"):
        if record.f.released_on:
            marks.append(CadenceMark(record.title, "release", record.f.released_on, record.address))
    return marks
