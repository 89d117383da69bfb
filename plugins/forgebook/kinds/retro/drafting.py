"""What a new retro starts from: the sprint it looks back on, and the improvements that await a verdict."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, get_args

from forgebook.core.drafting import (
    Blank,
    Proposal,
    Wish,
    id_of_words,
    open_improvements,
    same_number,
    team_of,
    wanted_ref,
)
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.kinds.retro.fields import Verdict

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST_TO_JUDGE = 5
"""Improvements that a new retro asks about. Who left more open than these has long stopped judging."""


def propose(wish: Wish, graph: ProjectGraph) -> Proposal:
    """The newest sprint without a retro, the day, and an entry for each improvement that awaits its verdict."""
    sprint = _sprint(wish, graph)
    found = Proposal()
    if sprint is not None:
        found.values["sprint"] = sprint.id
    if wish.title:
        found.values["title"] = wish.title
    day = wish.day("date") or _day(sprint, graph.as_of)
    found.values["date"] = day
    found.id = wish.id or _id(sprint, day, graph) or id_of_words(wish.title)
    team = wanted_ref(wish, "team", "team", graph) or (sprint.fields.team if sprint else _only_team(graph))
    if team and sprint is None:
        found.values["team"] = team.partition("/")[2]
    found.values["reviewed"] = [_to_judge(r) for r in _awaiting(team, day, graph)]
    return found


def _sprint(wish: Wish, graph: ProjectGraph) -> Record | None:
    """The sprint that was named; else the newest without a retro: of those that have ended, or the running one."""
    if wish.text("sprint"):
        return graph.get(wanted_ref(wish, "sprint", "sprint", graph))
    team = wanted_ref(wish, "team", "team", graph)
    begun = [s for s in graph.of("sprint") if s.f.start <= graph.as_of and (not team or s.fields.team == team)]
    open_ones = [sprint for sprint in begun if not graph.related(sprint, "retros")]
    ended = [sprint for sprint in open_ones if sprint.f.end <= graph.as_of]
    return max(ended or open_ones, key=lambda s: (s.f.end, s.ref), default=None)


def _only_team(graph: ProjectGraph) -> str | None:
    """The only team, where retros are written down with one."""
    teams, named = graph.of("team"), [retro for retro in graph.of("retro") if retro.fields.team]
    return teams[0].ref if len(teams) == 1 and (named or not graph.of("retro")) else None


def _day(sprint: Record | None, today: date) -> date:
    """The day that the sprint's calendar has for its retro; without one, today."""
    planned = [meeting.date for meeting in sprint.f.meetings if meeting.kind == "retro"] if sprint else []
    return max(planned) if planned else today


def _id(sprint: Record | None, day: date, graph: ProjectGraph) -> str:
    """An id in the pattern of the last retro: the day, the sprint's id, or the sprint's number."""
    retros = sorted(graph.of("retro"), key=lambda r: (r.f.date, r.ref))
    last = retros[-1] if retros else None
    if last is not None and _ISO_DAY.search(last.raw_id):
        return _ISO_DAY.sub(day.isoformat(), last.raw_id)
    if sprint is None:
        return day.isoformat()
    of_last = graph.get(last.f.sprint) if last else None
    if last is None or of_last is None or last.id == of_last.id:
        return sprint.raw_id
    alike = same_number(of_last.raw_id, last.raw_id) == last.raw_id
    return (same_number(sprint.raw_id, last.raw_id) if alike else "") or sprint.raw_id


def _awaiting(team: str | None, day: date, graph: ProjectGraph) -> list[Record]:
    """The team's open improvements that were agreed before the day, oldest first."""
    found = []
    for improvement in open_improvements(graph):
        retro = graph.get(improvement.parent)
        if retro is not None and retro.f.date <= day and team_of(retro, graph) == team:
            found.append(improvement)
    return found[-MOST_TO_JUDGE:]


def _to_judge(improvement: Record) -> dict[str, Any]:
    words = {name: list(get_args(Verdict.model_fields[name].annotation)) for name in ("verdict", "next")}
    return {
        "improvement": improvement.id,
        "verdict": Blank(_either(words["verdict"])),
        "next": Blank(_either(words["next"])),
    }


def _either(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"
