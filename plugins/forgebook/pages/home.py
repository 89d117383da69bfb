"""Home: what the project is for, what holds now, what is next."""

from __future__ import annotations

from datetime import date
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.views import PageView
from forgebook.covering.handovers import running
from forgebook.covering.ladder import may_show
from forgebook.covering.standing import standings
from forgebook.releasing.live import live_releases
from forgebook.releasing.notices import notices_to_show
from forgebook.releasing.standing import coming, newest_of_each_line

MANY = 6


def home_view(graph: ProjectGraph, *, records_folder: str, faults: list[str], address: str = "") -> PageView:
    """The home page. Kinds are asked for by name and may all be missing."""
    return PageView(
        address=address,
        title=graph.project.name,
        template="home.html",
        context={
            "empty": not graph.records,
            "records_folder": records_folder,
            "kinds": [kind for kind in graph.kinds.values() if kind.first_command],
            "faults": faults,
            "purpose": _purpose(graph),
            "ways": _ways(graph),
            "decided": _decided(graph),
            "overdue": _overdue(graph),
            "incidents": _incidents(graph),
            "notices": notices_to_show(graph),
            "upcoming": _upcoming(graph),
            "lately": [e for e in reversed(graph.events) if e.date <= graph.as_of][:MANY],
            "sprints": _sprints(graph),
            **_releases(graph),
            **_improvements(graph),
            "handovers": running(graph),
            **_areas(graph),
        },
        description=(graph.project.purpose or "").strip().split("\n")[0],
        hide=("toc", "navigation"),
    )


def _purpose(graph: ProjectGraph) -> tuple[str, str]:
    """What the project is for: the first paragraph, which leads the page, and the rest."""
    first, _, rest = (graph.project.purpose or "").strip().partition("\n\n")
    return first, rest.strip()


def _ways(graph: ProjectGraph) -> list[tuple[str, str]]:
    """The ways on, for a newcomer, a stakeholder and the curious; each only where it leads somewhere."""
    ways = []
    if graph.of("role") or graph.of("area") or graph.of("person"):
        ways.append(("I am new here", "start-here/"))
    if graph.of("decision"):
        ways.append(("What was decided, and why", "decisions/"))
    if graph.of("release"):
        ways.append(("I read release notes", "releases/"))
    if graph.of("roadmap"):
        ways.append(("What comes, and when", "roadmap/"))
    if graph.events:
        ways.append(("Project history", "history/"))
    if graph.records:
        ways.append(("All records", "browse/"))
    return ways


def _decided(graph: ProjectGraph) -> list[tuple[Record, date]]:
    dated = [
        (record, record.f.decided)
        for record in graph.of("decision")
        if record.f.decided and record.f.decided <= graph.as_of
    ]
    return sorted(dated, key=lambda pair: (pair[1], pair[0].ref), reverse=True)[:MANY]


_DUE = {"review due": "Review of", "decision due": "Decision on", "answer due again": "A new answer to"}


def _overdue(graph: ProjectGraph) -> list[tuple[date, str, Record]]:
    """What was to be done by now: since when, what, and the record."""
    return [
        (event.date, _DUE[event.what], record)
        for event in graph.events
        if event.what in _DUE and event.date < graph.as_of and (record := graph.get(event.ref)) is not None
    ]


def _incidents(graph: ProjectGraph) -> dict[str, Any]:
    """Incidents that go on, and what is still to be done after incidents: how many actions, and those overdue."""
    records = graph.of("incident")
    actions = [(record, a) for record in records for a in record.f.actions if a.status == "open"]
    late = [(record, action) for record, action in actions if action.due and action.due < graph.as_of]
    return {
        "going_on": [record for record in records if not record.f.resolved],
        "open": len(actions),
        "overdue": sorted(late, key=lambda pair: (pair[1].due, pair[0].ref)),
    }


def _upcoming(graph: ProjectGraph) -> list[tuple[date, str, str, str, str | None]]:
    """The next dates: day, title, address, what and who."""
    coming = [event for event in graph.events if event.date > graph.as_of][:MANY]
    return [(event.date, event.title, event.address, event.will, _owner(graph.get(event.ref))) for event in coming]


def _owner(record: Record | None) -> str | None:
    owner = getattr(record.fields, "owner", None) if record else None
    return str(owner) if owner else None


def _sprints(graph: ProjectGraph) -> list[tuple[Record, int | None, int, date | None]]:
    """The running sprints: the week they are in (None in a recovery week), their weeks, and the day of the retro."""
    found = []
    for record in graph.of("sprint"):
        fields = record.f
        if not fields.start <= graph.as_of <= (fields.recovery_until or fields.end):
            continue
        weeks = ((fields.end - fields.start).days + 7) // 7
        week = (graph.as_of - fields.start).days // 7 + 1 if graph.as_of <= fields.end else None
        retro = next((m.date for m in fields.meetings if m.kind == "retro"), None)
        found.append((record, week, weeks, retro))
    return found


def _releases(graph: ProjectGraph) -> dict[str, Any]:
    newest, ahead = newest_of_each_line(graph), coming(graph)
    return {
        "release": newest[0] if newest else None,
        "lines": len(newest),
        "coming": ahead[0] if ahead else None,
        "live": live_releases(graph),
    }


def _improvements(graph: ProjectGraph) -> dict[str, Any]:
    """The improvement judged last with the retro that judged it, the one being tried, and how many stuck."""
    verdicts = [
        (retro, verdict)
        for retro in sorted(graph.of("retro"), key=lambda r: (r.f.date, r.ref))
        for verdict in retro.f.reviewed
        if graph.get(verdict.improvement) is not None
    ]
    last = {verdict.improvement: verdict.verdict for _, verdict in verdicts}
    judged = graph.get(verdicts[-1][1].improvement) if verdicts else None
    trying = [r for r in graph.of("improvement") if (s := graph.status(r)) and s.tone == "open"]
    return {
        "improvement": {"record": judged, "retro": verdicts[-1][0]} if judged else None,
        "trying": trying[-1] if trying else None,
        "judged": len(last),
        "stuck": sum(1 for verdict in last.values() if verdict == "kept"),
    }


def _areas(graph: ProjectGraph) -> dict[str, Any]:
    """Areas and the gaps in who answers for them; the gaps are for the team alone."""
    areas = graph.of("area") if graph.visibility == "team" else []
    return {
        "areas": areas,
        "no_owner": [a for a in areas if not a.f.owner],
        "no_deputy": [a for a in areas if a.f.owner and not a.f.deputy],
        "thin": [standing for standing in standings("area", graph) if standing.thin] if may_show(graph) else [],
    }
