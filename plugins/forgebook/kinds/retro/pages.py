"""What the pages of retros show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from forgebook.core import improving
from forgebook.core.drafting import open_improvements, team_of
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.themes import recurring
from forgebook.core.views import PageView, Status

COLUMNS = (("Went well", "went_well"), ("Could be better", "could_be_better"), ("Ideas", "ideas"))


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A verdict as the retro's page shows it."""

    improvement: Record | None
    verdict: Any
    status: Status
    next: str
    agreed: Record | None


@dataclass(frozen=True, slots=True)
class Theme:
    """Items of one theme in one column, the most voted first; `before` are earlier retros that it came up at."""

    word: str
    items: tuple[Any, ...]
    before: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A retro in the list of all."""

    record: Record
    team: Record | None
    agreed: Record | None
    status: Status | None
    judged: tuple[Reviewed, ...]
    themes: tuple[str, ...]


def record_context(record: Record, graph: ProjectGraph) -> dict[str, Any]:
    """What the page of one retro shows beside its fields."""
    agreed = agreed_record(record, graph)
    row = _row_of_retros(record, graph)
    place = row.index(record) if record in row else 0
    return {
        "reviewed": _reviewed(record, graph),
        "unjudged": _unjudged(record, graph),
        "columns": [(title, name, _by_theme(record, name, graph)) for title, name in COLUMNS],
        "agreed": agreed,
        "steps": improving.way_of(agreed, graph) if agreed else [],
        "before": row[place - 1] if place else None,
        "after": row[place + 1] if place + 1 < len(row) else None,
    }


def agreed_record(record: Record, graph: ProjectGraph) -> Record | None:
    """The agreed improvement as a record of its own."""
    agreed = record.f.improvement
    return graph.get(f"improvement/{agreed.id}") if agreed else None


def _row_of_retros(record: Record, graph: ProjectGraph) -> list[Record]:
    """The retros of the same team, oldest first."""
    team = team_of(record, graph)
    found = [retro for retro in graph.of("retro") if team_of(retro, graph) == team]
    return sorted(found, key=lambda r: (r.f.date, r.ref))


def _reviewed(record: Record, graph: ProjectGraph) -> tuple[Reviewed, ...]:
    found = []
    for verdict in record.f.reviewed:
        improvement = graph.get(verdict.improvement)
        agreed = improving.agreed_at(improvement, graph) if improvement else None
        shown = improving.VERDICTS[verdict.verdict]
        found.append(Reviewed(improvement, verdict, shown, improving.NEXT[verdict.next], agreed))
    return tuple(found)


def _unjudged(record: Record, graph: ProjectGraph) -> list[Record]:
    """Improvements that were due for a verdict at this retro, and got none. For the team alone: elsewhere, an entry
    may only be hidden.
    """
    if graph.visibility != "team":
        return []
    return improving.unjudged_at(record, graph)


def _by_theme(record: Record, name: str, graph: ProjectGraph) -> list[Theme]:
    """Items by theme: the most voted theme first, those without a theme last."""
    themes: dict[str, list[Any]] = {}
    words: dict[str, str] = {}
    for item in getattr(record.f, name):
        word = (item.theme or "").strip()
        words.setdefault(word.casefold(), word)
        themes.setdefault(word.casefold(), []).append(item)
    before = _before(record, graph) if name == "could_be_better" else {}
    ordered = sorted(themes, key=lambda key: (not key, -sum(item.votes or 0 for item in themes[key])))
    return [
        Theme(words[key], tuple(sorted(themes[key], key=lambda i: -(i.votes or 0))), before.get(key, ()))
        for key in ordered
    ]


def _before(record: Record, graph: ProjectGraph) -> dict[str, tuple[Record, ...]]:
    """The earlier retros of the team that a theme came up at, newest first, by the theme in lower case."""
    here = (record.f.date, record.ref)
    found = {}
    for theme in recurring(graph, team_of(record, graph)):
        earlier = [retro for retro in theme.retros if (retro.f.date, retro.ref) < here]
        found[theme.word.casefold()] = tuple(reversed(earlier))
    return found


def index_view(kind: RecordKind, graph: ProjectGraph) -> PageView:
    """All retros by year, the newest first, with what each agreed and what became of it."""
    retros = sorted(graph.of(kind.name), key=lambda r: (r.f.date, r.ref), reverse=True)
    rows = [_row(retro, graph) for retro in retros]
    teams = {row.team.ref: row.team for row in rows if row.team}
    return PageView(
        address=f"{kind.plural}/",
        title=kind.label_plural,
        template="retro/index.html",
        context={
            "kind": kind,
            "years": [(year, list(found)) for year, found in groupby(rows, key=lambda row: row.record.f.date.year)],
            "number": len(rows),
            "held": sum(1 for row in rows if row.record.f.date <= graph.as_of),
            "waiting": _waiting(graph),
            "teams": [teams[ref] for ref in sorted(teams)] if len(teams) > 1 else [],
            "themes": recurring(graph),
            "statuses": _statuses(rows),
        },
        description="What each retro said, the one improvement it agreed on, and what became of it.",
        nav=kind.nav,
        hide=("toc",),
    )


def _row(retro: Record, graph: ProjectGraph) -> Row:
    agreed = agreed_record(retro, graph)
    themes = dict.fromkeys(item.theme for _, name in COLUMNS for item in getattr(retro.f, name) if item.theme)
    status = graph.status(agreed) if agreed else None
    return Row(retro, graph.get(team_of(retro, graph)), agreed, status, _reviewed(retro, graph), tuple(themes))


def _waiting(graph: ProjectGraph) -> list[Record]:
    """The open improvements that the next retro is to judge; on a filtered site nobody can tell."""
    return open_improvements(graph) if graph.visibility == "team" else []


def _statuses(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(row.status.word for row in rows if row.status))
