"""A rehearsal written into its runbook: one entry more in the list, and all else as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.writing.batch import Change
from forgebook.writing.edit import EditedFile
from forgebook.writing.files import WriteRefused


def plan_rehearsal(
    graph: ProjectGraph, root: Path, runbook: Record, *, by: Record, outcome: str, on: date, note: str = ""
) -> Change:
    """The change of a runbook's file that records a rehearsal. Nothing is written yet.

    Args:
        graph: the full graph.
        root: the project's root.
        runbook: which one was followed.
        by: who followed it: a person, a role or a team.
        outcome: `worked`, `worked_with_help` or `failed`.
        on: the day.
        note: what was found, on one line.

    Raises:
        WriteRefused: it cannot be so, or the file cannot be edited safely. The message says what to do.
    """
    if on > graph.as_of:
        raise WriteRefused(f"{on} lies in the future. Record a rehearsal once it is over.")
    if "\n" in note.strip():
        raise WriteRefused("a note is one line. Put the longer story into the runbook itself.")
    entry: dict[str, object] = {"date": on, "by": _named(by, graph), "outcome": outcome}
    entry |= {"note": note.strip()} if note.strip() else {}
    if any(_same(entry, by.ref, rehearsal) for rehearsal in runbook.f.rehearsals):
        raise WriteRefused(f"{runbook.source.path}: this rehearsal stands there already.")
    file = EditedFile.open(root / runbook.source.path, graph.kinds[runbook.kind])
    file.append((*runbook.source.prefix, "rehearsals"), entry)
    return Change(file.path, file.before, file.after)


def _named(by: Record, graph: ProjectGraph) -> str:
    """The shortest reference that means this record alone in a field for persons, roles and teams."""
    found = graph.resolve(by.id, ("person", "role", "team"))
    return by.id if found.ref == by.ref else by.ref


def _same(entry: dict[str, object], by: str, rehearsal: object) -> bool:
    told = {name: getattr(rehearsal, name) for name in ("date", "outcome", "note")}
    return told == {name: entry.get(name) for name in told} and getattr(rehearsal, "by", None) == by
