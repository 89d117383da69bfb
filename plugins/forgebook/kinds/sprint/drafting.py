"""What a new sprint starts from: the one before it, and the project's cadence."""

from __future__ import annotations

import re
from datetime import date, timedelta

from forgebook.core.drafting import Proposal, Wish, id_of_words, next_in_row, open_improvements, wanted_ref
from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import natural_order
from forgebook.core.record import Record

USUAL_WEEKS = 2
"""The length of a first sprint where the project file names none."""
FRIDAY = 4
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=[-/._]?\D?\d)")
_WEEK = timedelta(weeks=1)
_DAY = timedelta(days=1)


def propose(wish: Wish, graph: ProjectGraph) -> Proposal:
    """Dates, id and roles that follow on from the team's last sprint."""
    team = _team(wish, graph)
    before = sorted((s for s in graph.of("sprint") if s.fields.team == team), key=lambda s: (s.f.start, s.ref))
    last = before[-1] if before else None
    found = Proposal(values=_dates(wish, last, graph))
    start = wish.day("start") or found.values["start"]
    found.id = wish.id or _next_id(before, start) or id_of_words(wish.title) or _first_id(graph)
    if wish.title:
        found.values["title"] = wish.title
    if team:
        found.values["team"] = team.partition("/")[2]
    _carry_roles(found, last)
    improvements = [r.id for r in open_improvements(graph) if _aims_at(r, found.id)]
    if improvements:
        found.values["improvements"] = improvements
    elif waiting := [r.id for r in open_improvements(graph)[-3:] if r.f.target_sprint is None]:
        found.offered["improvements"] = waiting
    return found


def _team(wish: Wish, graph: ProjectGraph) -> str | None:
    """The team that was named; else that of the newest sprint; for a first one, the only team there is."""
    if wish.text("team"):
        return wanted_ref(wish, "team", "team", graph)
    sprints = sorted(graph.of("sprint"), key=lambda s: (s.f.start, s.ref))
    if sprints:
        return sprints[-1].fields.team
    teams = graph.of("team")
    return teams[0].ref if len(teams) == 1 else None


def _dates(wish: Wish, last: Record | None, graph: ProjectGraph) -> dict[str, date]:
    cadence = graph.project.cadence
    before = last.f if last else None
    weeks = cadence.sprint_weeks or (_weeks(before.start, before.end) if before else USUAL_WEEKS)
    start = wish.day("start") or _start(last, graph.as_of, weeks)
    end = wish.day("end") or _end(start, weeks, before.end.weekday() if before else FRIDAY)
    dates = {"start": start, "end": end}
    usual = (before.recovery_until - before.end).days if before and before.recovery_until else 0
    recovery = usual if cadence.recovery_weeks is None else cadence.recovery_weeks * 7
    if recovery > 0:
        dates["recovery_until"] = end + timedelta(days=recovery)
    return dates


def _weeks(start: date, end: date) -> int:
    return max(1, ((end - start).days + 7) // 7)


def _start(last: Record | None, today: date, weeks: int) -> date:
    """The first day of the same name after the last sprint; today's week or later where that one is long past."""
    weekday = last.f.start.weekday() if last else 0
    if last is not None:
        ended = max(last.f.end, last.f.recovery_until or last.f.end)
        start = _on_weekday(ended + _DAY, weekday)
        if start + weeks * _WEEK > today:
            return start
    return _on_weekday(today, weekday)


def _on_weekday(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _end(start: date, weeks: int, weekday: int) -> date:
    last = start + weeks * _WEEK - _DAY
    return max(start, last - timedelta(days=(last.weekday() - weekday) % 7))


def _next_id(before: list[Record], start: date) -> str:
    """The next id in the pattern of the last one: a number, a year with a number, or the day it starts on."""
    names = [record.raw_id for record in before]
    last = names[-1] if names else ""
    if re.search(r"\d{4}-\d{2}-\d{2}", last):
        return re.sub(r"\d{4}-\d{2}-\d{2}", start.isoformat(), last)
    year = _YEAR.search(last)
    if year is not None and int(year[1]) == before[-1].f.start.year != start.year:
        first = re.sub(r"\d+(?=\D*\Z)", lambda m: "1".zfill(len(m[0])), last[year.end() :])
        return f"{last[: year.start()]}{start.year}{first}"
    return next_in_row(names)


def _first_id(graph: ProjectGraph) -> str:
    taken = {record.id for record in graph.of("sprint")}
    row = [f"sprint-{number}" for number in range(1, len(taken) + 2)]
    return next(name for name in sorted(row, key=natural_order) if name not in taken)


def _carry_roles(found: Proposal, last: Record | None) -> None:
    """Roles stay; whoever held one in person may not hold it again."""
    for name in ("product_owner", "scrum_master"):
        who = getattr(last.f, name) if last else None
        if who and who.startswith("role/"):
            found.values[name] = who
        elif who:
            found.hints[name] = f"last time {who}"


def _aims_at(improvement: Record, sprint: str) -> bool:
    target = improvement.f.target_sprint
    return bool(target) and target.rpartition("/")[2] == sprint.rpartition("/")[2]
