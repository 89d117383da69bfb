"""What the pages of releases show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.views import PageView
from forgebook.releasing.assumptions import held_by, status_of_risk
from forgebook.releasing.changes import COMING, changes_of, unreleased
from forgebook.releasing.effects import effects_of
from forgebook.releasing.gates import Verdict, verdicts_of
from forgebook.releasing.issues import Standing, fixes_of, is_open, standings
from forgebook.releasing.live import live_releases
from forgebook.releasing.notices import notices_to_show
from forgebook.releasing.parts import parts_of
from forgebook.releasing.rerun import standing_of
from forgebook.releasing.runs import runs_touched
from forgebook.releasing.standing import coming, followed_by, instead_of, newest_of_each_line, order_of, product_of
from forgebook.releasing.told import Told, audiences_of
from forgebook.releasing.whereabouts import stays_of
from forgebook.rendering.charts import impact_bars

Facet = tuple[str, str, list[tuple[str, str]]]
"""What one can choose by: its name in the address, its label, and its values with their words."""


@dataclass(frozen=True, slots=True)
class Row:
    """A release in the list of all, with what it is found by.

    Attributes:
        record: the release.
        count: how many changes it holds.
        act: whether one of them asks somebody to act.
        breaking: whether one of them breaks what worked.
        keys: by facet, the values that it has.
    """

    record: Record
    count: int
    act: bool
    breaking: bool
    keys: dict[str, tuple[str, ...]]


def record_context(record: Record, graph: ProjectGraph) -> dict[str, Any]:
    """What the page of one release shows beside its fields."""
    changes = changes_of(record, graph)
    audiences = audiences_of(record, graph)
    effects = effects_of(changes, graph)
    found = standings(record, graph)
    return {
        "changes": changes,
        "audiences": audiences,
        "unconcerned": _unconcerned(audiences, changes, graph),
        "effects": list(zip(effects, impact_bars(effects), strict=True)),
        "runs": {effect.change.ref: effect.runs for effect in effects},
        "relied": {change.ref: runs_touched(change, graph) for change in changes},
        "assumptions": [(held, status_of_risk(held, graph)) for held in held_by(record, graph)],
        "issues": found,
        "fixes": {entry.issue.ref: _fixes(entry, graph) for entry in found},
        "parts": parts_of(record, graph),
        "verdicts": (shown := [v for v in verdicts_of(record, graph) if v.result is not None or v.status is not None]),
        "signed": _signed(shown),
        "live": stays_of(record, graph),
        "again": standing_of(record),
        "next": graph.related(record, "next"),
        "passed": followed_by(record, graph) if record.f.status in COMING else None,
        "sprints": graph.related(record, "sprints"),
        "decisions": _behind(record, changes, "decisions", graph),
        "requests": _behind(record, changes, "requests", graph),
        "roadmap": _roadmap(record, changes, graph),
        "instead": instead_of(record, graph) if record.f.status == "withdrawn" else None,
    }


def _unconcerned(audiences: list[Told], changes: list[Record], graph: ProjectGraph) -> list[str]:
    """The audiences that none of the changes concerns. A filtered site cannot tell, so it says nothing."""
    if graph.visibility != "team" or not changes:
        return []
    concerned = {told.headline.audience for told in audiences}
    return [audience.title or audience.id for audience in graph.project.audiences if audience.id not in concerned]


def _fixes(entry: Standing, graph: ProjectGraph) -> list[Record]:
    return [fix for ref in fixes_of(entry.issue) if (fix := graph.get(ref)) is not None]


def _signed(verdicts: Sequence[Verdict]) -> list[tuple[str, int]]:
    """How many gates said what, in the order in which the words first come."""
    words = [verdict.status.word for verdict in verdicts if verdict.status is not None]
    return [(word, words.count(word)) for word in dict.fromkeys(words)]


def _behind(record: Record, changes: list[Record], name: str, graph: ProjectGraph) -> list[Record]:
    """The records of a kind that a release rests on: those that name it, and those that its changes name."""
    found = {other.ref: other for other in graph.related(record, name)}
    for change in changes:
        for ref in getattr(change.f, name):
            if (other := graph.get(ref)) is not None:
                found[other.ref] = other
    return [found[ref] for ref in sorted(found)]


def _roadmap(record: Record, changes: list[Record], graph: ProjectGraph) -> list[Record]:
    """The roadmap items that were meant for a release, came with it, or stand behind its changes."""
    found = {item.ref: item for item in _behind(record, changes, "roadmap", graph)}
    for item in graph.of("roadmap"):
        if record.ref in (item.f.target, item.f.delivered_in):
            found[item.ref] = item
    return [found[ref] for ref in sorted(found)]


def index_view(kind: RecordKind, graph: ProjectGraph) -> PageView:
    """The releases on one page: what is live, what comes next, what was withdrawn, and all of them to be filtered."""
    releases = sorted(graph.of(kind.name), key=order_of, reverse=True)
    ahead = coming(graph)
    to_come = {record.ref for record in ahead}
    rows = [_row(record, graph) for record in releases if record.ref not in to_come]
    waiting = {change.ref: change for _, changes in unreleased(graph) for change in changes}
    context = {
        "kind": kind,
        "records": releases,
        "coming": ahead,
        "ahead": [_row(record, graph) for record in ahead],
        "newest": newest_of_each_line(graph),
        "live": live_releases(graph),
        "withdrawn": [(r, instead_of(r, graph)) for r in releases if r.f.status == "withdrawn"],
        "waiting": list(waiting.values()),
        "open_issues": [issue for issue in graph.of("known-issue") if is_open(issue, graph)],
        "notices": notices_to_show(graph),
        "years": [(year, list(group)) for year, group in groupby(rows, key=lambda row: _year(row.record))],
        "facets": _facets(graph, rows),
    }
    return PageView(
        address=f"{kind.plural}/",
        title=kind.label_plural,
        template="release/index.html",
        context=context,
        description="What went out, when, and what it means for its readers.",
        nav=kind.nav,
        hide=("toc",),
    )


def _row(record: Record, graph: ProjectGraph) -> Row:
    changes = changes_of(record, graph)
    everybody = tuple(audience.id for audience in graph.project.audiences)
    keys = {
        "year": (_year(record),),
        "component": tuple(dict.fromkeys((*_changed(record, graph), *(id_ for c in changes for id_ in c.f.component)))),
        "change": tuple(dict.fromkeys(c.f.kind for c in changes)),
        "audience": tuple(dict.fromkeys(id_ for c in changes for id_ in (c.f.audience or everybody))),
        "status": (record.f.status,),
        "line": (record.f.maintenance_line,) if record.f.maintenance_line else (),
        "product": (product_of(record),) if product_of(record) else (),
    }
    act, breaking = any(c.f.action for c in changes), any(c.f.breaking for c in changes)
    return Row(record, len(changes), act, breaking, keys)


def _year(record: Record) -> str:
    day = record.f.released_on or record.f.planned_on
    return str(day.year) if day else ""


def _changed(record: Record, graph: ProjectGraph) -> list[str]:
    """The repositories whose version is another one than in the release before."""
    before = graph.get(record.f.previous)
    same = {(part.repository, part.version) for part in before.f.components} if before is not None else set()
    return [part.repository for part in record.f.components if (part.repository, part.version) not in same]


def _facets(graph: ProjectGraph, rows: list[Row]) -> list[Facet]:
    """What one can choose among these releases; a choice of one is none."""
    project = graph.project
    titles = {
        "component": {entry.id: entry.title or entry.id for entry in project.repositories},
        "audience": {entry.id: entry.title or entry.id for entry in project.audiences},
        "line": {entry.id: entry.id for entry in project.maintenance_lines},
    }
    labels = {
        "year": "Year", "component": "Component", "change": "Kind of change", "audience": "Audience",
        "status": "Status", "line": "Line", "product": "Product",
    }  # fmt: skip
    found = []
    for name, label in labels.items():
        used = list(dict.fromkeys(value for row in rows for value in row.keys[name] if value))
        known = titles.get(name, {})
        ordered = [id_ for id_ in known if id_ in used] + [id_ for id_ in used if id_ not in known]
        if len(ordered) > 1:
            found.append((name, label, [(id_, known.get(id_, id_)) for id_ in ordered]))
    return found
