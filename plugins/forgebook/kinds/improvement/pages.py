"""What the page of improvements shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from forgebook.core import improving
from forgebook.core.drafting import team_of
from forgebook.core.graph import ProjectGraph
from forgebook.core.improving import Judgement, Step
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.themes import Theme, recurring
from forgebook.core.views import PageView, Status
from forgebook.rendering.charts.themes import ThemeChart, ThemeDot


@dataclass(frozen=True, slots=True)
class Row:
    """An improvement with its way."""

    record: Record
    retro: Record | None
    team: Record | None
    status: Status
    steps: tuple[Step, ...]
    judgements: tuple[Judgement, ...]
    replaces: tuple[Record, ...]
    overdue: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How the improvements of a team, or of all, did.

    `judged` is the denominator of `stuck`. Those that were never judged are in neither.
    """

    team: Record | None
    agreed: int
    judged: int
    stuck: int
    open: int
    never: int
    retried: int
    replaced: int


@dataclass(frozen=True, slots=True)
class Current:
    """An improvement that is being tried: where it came from, the sprint, and when its verdict is due."""

    row: Row
    sprint: Record | None
    due: date | None


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme with how many items it had in each quarter, in the order of the quarters; 0 for none."""

    theme: Theme
    numbers: tuple[int, ...]


def index_view(kind: RecordKind, graph: ProjectGraph) -> PageView:
    """All improvements on one page, the newest first."""
    rows = [_row(record, graph) for record in _newest_first(graph)]
    teams = _teams(rows)
    themes = recurring(graph)
    quarters = _quarters(themes)
    return PageView(
        address=f"{kind.plural}/",
        title=kind.label_plural,
        template="improvement/index.html",
        context={
            "kind": kind,
            "rows": rows,
            "current": [_current(row, graph) for row in rows if row.status.tone == "open" and not row.overdue],
            "overdue": [row for row in rows if row.overdue],
            "tally": _tally(None, rows, graph),
            "teams": [_tally(team, [r for r in rows if r.team == team], graph) for team in teams],
            "counts": _counts(rows),
            "years": sorted({row.retro.f.date.year for row in rows if row.retro}, reverse=True),
            "whole": graph.visibility == "team",
            "quarters": quarters,
            "themes": [ThemeRow(theme, _by_quarter(theme, quarters)) for theme in themes],
            "chart": _chart(themes, graph),
            "retros": sum(1 for retro in graph.of("retro") if retro.f.date <= graph.as_of),
        },
        description="What the team agreed to do better, and whether it stuck.",
        nav=kind.nav,
        hide=("toc",),
    )


def _newest_first(graph: ProjectGraph) -> list[Record]:
    return sorted(graph.of("improvement"), key=lambda r: (improving.agreed_on(r, graph), r.ref), reverse=True)


def _row(record: Record, graph: ProjectGraph) -> Row:
    retro = improving.agreed_at(record, graph)
    return Row(
        record,
        retro,
        graph.get(team_of(retro, graph)) if retro else None,
        improving.status_of(record, graph),
        tuple(improving.way_of(record, graph)),
        tuple(improving.judgements(record, graph)),
        tuple(one for one in graph.of("improvement") if improving.replaced_by(one, graph) is record),
        improving.is_overdue(record, graph),
    )


def _teams(rows: Iterable[Row]) -> list[Record | None]:
    """The teams whose improvements these are, where there are several; those of no team come last."""
    found = {row.team.ref: row.team for row in rows if row.team}
    named: list[Record | None] = [found[ref] for ref in sorted(found)]
    teams = named + [None] * any(row.team is None for row in rows)
    return teams if len(teams) > 1 else []


def _tally(team: Record | None, rows: Sequence[Row], graph: ProjectGraph) -> Tally:
    judged = [row for row in rows if row.judgements]
    return Tally(
        team,
        len(rows),
        len(judged),
        sum(1 for row in judged if row.judgements[-1].verdict.verdict == "kept"),
        sum(1 for row in rows if improving.is_open(row.record, graph)),
        sum(1 for row in rows if row.status == improving.NEVER_JUDGED),
        sum(1 for row in rows if any(j.verdict.next == "retry" for j in row.judgements)),
        sum(1 for row in rows if any(j.verdict.next == "redefine" for j in row.judgements)),
    )


def _counts(rows: Iterable[Row]) -> list[tuple[Status, int]]:
    """How many of each status, the most first."""
    return Counter(row.status for row in rows).most_common()


def _current(row: Row, graph: ProjectGraph) -> Current:
    sprints = improving.carried_by(row.record, graph)
    sprint = sprints[-1] if sprints else None
    if sprint is None:
        return Current(row, None, None)
    retros = [meeting.date for meeting in sprint.f.meetings if meeting.kind == "retro"]
    return Current(row, sprint, max(retros, default=sprint.f.end))


def _chart(themes: Sequence[Theme], graph: ProjectGraph) -> ThemeChart:
    dots = [
        ThemeDot(theme.word, retro.title, retro.f.date, number, retro.address)
        for theme in themes
        for retro, number in theme.times
    ]
    days = sorted({retro.f.date for retro in graph.of("retro") if retro.f.date <= graph.as_of})
    return ThemeChart(tuple(theme.word for theme in themes), tuple(dots), tuple(days))


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month + 2) // 3


def _quarters(themes: Sequence[Theme]) -> list[tuple[int, int]]:
    """Year and quarter from the first to the last in which a theme came up."""
    days = [retro.f.date for theme in themes for retro in theme.retros]
    if not days:
        return []
    (first, begin), (last, end) = _quarter(min(days)), _quarter(max(days))
    every = [(year, quarter) for year in range(first, last + 1) for quarter in range(1, 5)]
    return [one for one in every if (first, begin) <= one <= (last, end)]


def _by_quarter(theme: Theme, quarters: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    counts: Counter[tuple[int, int]] = Counter()
    for retro, number in theme.times:
        counts[_quarter(retro.f.date)] += number
    return tuple(counts[quarter] for quarter in quarters)
