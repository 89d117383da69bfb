"""What the pages of sprints show."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.views import PageView
from forgebook.kinds.sprint.agenda import agenda_of, has_agenda
from forgebook.kinds.sprint.calendar import cadences, calendar
from forgebook.kinds.sprint.order import by_team, in_order, last_day, order_of, week_of, weeks_of
from forgebook.kinds.sprint.outcome import outcome_of


def record_context(record: Record, graph: ProjectGraph) -> dict[str, Any]:
    """What the page of one sprint shows beside its fields."""
    ordered = in_order(record, graph)
    here = ordered.index(record)
    return {
        "before": ordered[here - 1] if here else None,
        "after": ordered[here + 1] if here + 1 < len(ordered) else None,
        "weeks": weeks_of(record),
        "week": week_of(record, graph.as_of),
        "retros": graph.related(record, "retros"),
        "releases": _releases(record, graph),
        "out": sum(r.f.released_on is not None for r in graph.related(record, "releases")),
        "improvements": graph.related(record, "improvements"),
        "verdicts": _verdicts(record, graph),
        "carried_from": graph.related(record, "carried_from"),
        "outcome": outcome_of(record, graph),
        "agendas": agendas_address(record) if has_agenda(record, graph) else None,
    }


def agendas_address(record: Record) -> str:
    """The address of the page with a sprint's agendas."""
    return f"{record.address}agendas/"


def _releases(record: Record, graph: ProjectGraph) -> list[Record]:
    return sorted(graph.related(record, "releases"), key=lambda r: (str(r.f.released_on or "9"), r.ref))


def _verdicts(record: Record, graph: ProjectGraph) -> dict[str, tuple[Record, Any]]:
    """By improvement, the verdict of the sprint's own retro, or of the first retro after the sprint began."""
    found: dict[str, tuple[Record, Any]] = {}
    for improvement in graph.related(record, "improvements"):
        given = [
            (retro, verdict)
            for retro in sorted(graph.of("retro"), key=lambda r: (r.f.date, r.ref))
            for verdict in retro.f.reviewed
            if verdict.improvement == improvement.ref and retro.f.date >= record.f.start
        ]
        if given:
            found[improvement.ref] = given[0]
    return found


def index_view(kind: RecordKind, graph: ProjectGraph) -> PageView:
    """The index: this sprint of each team, the next one, the calendar, and all that are over by year."""
    teams = by_team(graph)
    sprints = sorted(graph.of(kind.name), key=order_of, reverse=True)
    past = [record for record in sprints if last_day(record) < graph.as_of]
    coming = [record for record in reversed(sprints) if record.f.start > graph.as_of]
    now = [_now(sprints_, graph) for sprints_ in teams.values()]
    context = {
        "kind": kind,
        "records": sprints,
        "now": [entry for entry in now if entry["this"] or entry["next"]],
        "teams": [team for ref in teams if (team := graph.get(ref)) is not None] if len(teams) > 1 else [],
        "coming": {record.ref for record in coming},
        "sections": _sections(coming, past),
        "years": sorted({record.f.start.year for record in sprints}, reverse=True),
        "outcomes": {record.ref: outcome_of(record, graph) for record in sprints},
        "calendar": calendar(graph),
        "cadences": cadences(graph),
    }
    return PageView(
        address=f"{kind.plural}/",
        title=kind.label_plural,
        template="sprint/index.html",
        context=context,
        description="The team’s rhythm: what was planned, what came out, what was carried on and why.",
        nav=kind.nav,
        hide=("toc",),
    )


def _sections(coming: list[Record], past: list[Record]) -> list[tuple[str, str, list[Record]]]:
    """What is to come, then what is over by year; what runs today stands above all."""
    years = [(str(year), f"y{year}", list(found)) for year, found in groupby(past, key=lambda r: r.f.start.year)]
    return [("To come", "to-come", coming), *years] if coming else years


def _now(sprints: list[Record], graph: ProjectGraph) -> dict[str, Any]:
    """The sprint of a team that runs today or is in its recovery, and the one after it."""
    this = next((r for r in reversed(sprints) if r.f.start <= graph.as_of <= last_day(r)), None)
    after = next((r for r in sprints if r.f.start > graph.as_of), None)
    return {
        "team": graph.get(sprints[0].fields.team),
        "this": this,
        "next": after,
        "week": week_of(this, graph.as_of) if this else 0,
        "weeks": weeks_of(this) if this else 0,
        "improvements": graph.related(this, "improvements") if this else [],
        "agendas": agendas_address(this) if this and has_agenda(this, graph) else None,
        "meetings": [m for m in this.f.meetings if m.date >= graph.as_of] if this else [],
    }


def agenda_views(kind: RecordKind, graph: ProjectGraph) -> Iterator[PageView]:
    """The pages with agendas: of sprints that still have a meeting to come."""
    for record in graph.of(kind.name):
        if has_agenda(record, graph):
            yield PageView(
                address=agendas_address(record),
                title=f"Agendas, {record.title}",
                template="sprint/agendas.html",
                context={"record": record, "kind": kind, "agenda": agenda_of(record, graph), "weeks": weeks_of(record)},
                description=f"What the meetings of {record.title} have to talk about.",
                hide=("toc", "navigation"),
                searchable=False,
            )
