"""Checks on assessments, on the full graph; and what is said of a level that somebody typed."""

from __future__ import annotations

from collections.abc import Iterator

from forgebook.core.dates import days_between
from forgebook.core.diagnostics import ITSELF, Finding, closest, did_you_mean, listed
from forgebook.core.document import Draft, Note
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.kinds.assessment import codes
from forgebook.releasing.maturity import criteria_of, faults_of, frameworks_of


def take_level(draft: Draft) -> None:
    """Take a typed level out, and say so: it is computed."""
    if "level" in draft.values:
        written = draft.values.pop("level")
        words = f" {written}" if isinstance(written, str | int) else ""
        message = f"the level{words} is typed by hand"
        remedy = "take level out: it is computed from the criteria"
        draft.notes.append(Note(codes.LEVEL_TYPED, message, ("level",), remedy=remedy, on_key=True))


def check(graph: ProjectGraph) -> Iterator[Finding]:
    """All findings about assessments. A fault of a ladder is told once, at the first assessment by it."""
    told: set[str] = set()
    for record in sorted(graph.of("assessment"), key=lambda r: (r.f.date, r.ref)):
        yield from _ladder(record, graph, told)
        yield from _criteria(record, graph)
        yield from _shown(record)
        if record.f.date > graph.as_of:
            message = f"assessed {days_between(record.f.date, graph.as_of)} ({record.f.date})"
            yield Finding(codes.ASSESSED_AHEAD, record, message, ("date",))


def _ladder(record: Record, graph: ProjectGraph, told: set[str]) -> Iterator[Finding]:
    name, known = record.f.framework, frameworks_of(graph.project)
    if name not in known:
        guess = closest(name, known)
        message = f'there is no ladder "{name}"{did_you_mean(guess)}'
        remedy = f"one of {listed(sorted(known))}, or describe it under frameworks in the project file"
        yield Finding(codes.UNKNOWN_FRAMEWORK, record, message, ("framework",), remedy=remedy, suggestion=guess)
    elif name not in told:
        told.add(name)
        for fault in faults_of(known[name]):
            remedy = "correct it under frameworks in the project file"
            message = f'the ladder "{name}" contradicts itself: {fault}'
            yield Finding(codes.LADDER_AT_FAULT, record, message, ("framework",), remedy=remedy)


def _criteria(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    ladder = frameworks_of(graph.project).get(record.f.framework)
    known = [criterion.id for criterion in criteria_of(ladder)] if ladder is not None else []
    for index, entry in enumerate(record.f.criteria):
        path = ("criteria", index, "id")
        if ladder is not None and entry.id not in known:
            guess = closest(entry.id, known)
            message = f'the ladder "{record.f.framework}" has no criterion "{entry.id}"{did_you_mean(guess)}'
            remedy = f"one of {listed(known, limit=20)}" if known else "the ladder has no criteria"
            yield Finding(codes.UNKNOWN_CRITERION, record, message, path, remedy=remedy, suggestion=guess)


def _shown(record: Record) -> Iterator[Finding]:
    for index, entry in enumerate(record.f.criteria):
        if (entry.evidence or "").strip():
            continue
        path = ("criteria", index, "status")
        if entry.status == "not_applicable":
            message = f'"{entry.id}" is said not to apply, and nothing says why'
            yield Finding(codes.NOT_SAID_WHY, record, message, path, remedy="add evidence", rests_on=(ITSELF,))
        elif entry.status == "met":
            message = f'"{entry.id}" is said to be met, and nothing shows it'
            yield Finding(codes.NOTHING_SHOWS_IT, record, message, path, remedy="add evidence", rests_on=(ITSELF,))
