"""The calendar of sprints, recovery times, releases and retros, and how the length of sprints has changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from forgebook.core.drafting import team_of
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.kinds.sprint.order import by_team, recovery_weeks_of, weeks_of
from forgebook.rendering.charts import CadenceCalendar, CadenceMark, CadenceSpan

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cadence:
    """Sprints of a team, one after the other, that took equally long.

    Attributes:
        team: the team, or None.
        first: the first of them.
        last: the last of them.
        number: how many they are.
        weeks: how many weeks each took.
        recovery: how many weeks of recovery followed most of them.
    """

    team: Record | None
    first: Record
    last: Record
    number: int
    weeks: int
    recovery: int


def cadences(graph: ProjectGraph) -> list[Cadence]:
    """How long sprints were, newest first; of several teams one after the other."""
    found = []
    for ref, sprints in by_team(graph).items():
        runs = [list(group) for _, group in groupby(_sound(sprints), key=weeks_of)]
        found += [_cadence(graph.get(ref), run) for run in reversed(runs)]
    return found


def _sound(sprints: list[Record]) -> list[Record]:
    return [record for record in sprints if record.f.end >= record.f.start]


def _cadence(team: Record | None, run: list[Record]) -> Cadence:
    recovery = sorted(recovery_weeks_of(record) for record in run)
    return Cadence(team, run[0], run[-1], len(run), weeks_of(run[0]), recovery[len(recovery) // 2])


def calendar(graph: ProjectGraph) -> CadenceCalendar:
    """The chart. A retro stands in the lane of its team."""
    spans = [span for record in graph.of("sprint") for span in _spans(record, graph)]
    return CadenceCalendar(tuple(spans), (*_retros(graph), *_releases(graph)), graph.as_of)


def _spans(record: Record, graph: ProjectGraph) -> Iterator[CadenceSpan]:
    fields, row = record.f, _name(record.fields.team, graph)
    if fields.end < fields.start:
        return
    yield CadenceSpan(record.title, "sprint", fields.start, fields.end, record.address, row)
    if fields.recovery_until and fields.recovery_until > fields.end:
        words = f"Recovery after {record.title}"
        yield CadenceSpan(words, "recovery", fields.end + _DAY, fields.recovery_until, record.address, row)


def _name(ref: str | None, graph: ProjectGraph) -> str:
    team = graph.get(ref)
    return team.title if team else ""


def _retros(graph: ProjectGraph) -> Iterator[CadenceMark]:
    for record in graph.of("retro"):
        yield CadenceMark(record.title, "retro", record.f.date, record.address, _name(team_of(record, graph), graph))


def _releases(graph: ProjectGraph) -> Iterator[CadenceMark]:
    """Those that came out, and those that are planned and have a day."""
    for record in graph.of("release"):
        if record.f.released_on:
            yield CadenceMark(record.title, "release", record.f.released_on, record.address)
        elif record.f.planned_on and record.f.status in ("planned", "candidate"):
            yield CadenceMark(record.title, "planned release", record.f.planned_on, record.address)
