"""One decision in the place of another: the relation on the newer side, the status on the older one."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.writing.batch import Change
from forgebook.writing.decision_files import DecisionFile
from forgebook.writing.files import WriteRefused

_NEVER_VALID = ("rejected", "withdrawn")


@dataclass
class Plan:
    """What is to be written, and what to say: a sentence for each file, and one on what is left to do."""

    changes: list[Change] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    hint: str = ""


def plan_supersession(graph: ProjectGraph, root: Path, old: Record, new: Record) -> Plan:
    """What must be written so that `new` supersedes `old`. Nothing is written yet.

    Raises:
        WriteRefused: it cannot be so; the message says why and what to do.
    """
    _refuse_what_cannot_be(graph, old, new)
    files = {record.ref: DecisionFile(graph, root, record) for record in (old, new)}
    plan = Plan()
    _relate(graph, files[old.ref], files[new.ref], old, new, plan)
    if new.f.status == "accepted":
        _close(files[old.ref], old, new, plan)
    elif old.f.status != "superseded":
        plan.hint = (
            f"{new.ref} is {new.f.status}, so {old.ref} stays as it is until that is accepted. "
            f"Run this again then, to set its status."
        )
    for file in files.values():
        file.verify(old, new)
    _collect(plan, [files[new.ref], files[old.ref]])
    return plan


def _collect(plan: Plan, files: list[DecisionFile]) -> None:
    """One change a file, though both decisions may stand in one list file."""
    paths = {file.file.path for file in files}
    if len(paths) < len(files):
        raise WriteRefused(
            f"{files[0].file.path}: both decisions stand in this file. Add supersedes to the newer one by hand."
        )
    plan.changes = [Change(f.file.path, f.file.before, f.file.after) for f in files if f.file.changed]


def _refuse_what_cannot_be(graph: ProjectGraph, old: Record, new: Record) -> None:
    for record in (old, new):
        if record.kind != "decision":
            raise WriteRefused(f"{record.ref} is a {record.kind}; only a decision supersedes a decision.")
    if old.ref == new.ref:
        raise WriteRefused(f"{old.ref} cannot supersede itself. Name the newer decision with --by.")
    if new.f.status in _NEVER_VALID:
        raise WriteRefused(
            f"{new.source.path}: {new.ref} is {new.f.status}, so it supersedes nothing. "
            "Name a decision that holds, or set its status first."
        )
    circle = _way(graph, old.ref, new.ref)
    if circle:
        raise WriteRefused(
            f"{new.source.path}: that would go in a circle: {' → '.join([new.ref, *circle])}. "
            "Remove one of these references first."
        )


def _way(graph: ProjectGraph, start: str, end: str) -> list[str]:
    """The decisions from one to another, each superseding the next; empty where there is no way."""
    queue, seen = [[start]], {start}
    while queue:
        way = queue.pop(0)
        for ref in graph.relations.get(way[-1], {}).get("supersedes", []):
            if ref == end:
                return [*way, ref]
            if ref not in seen:
                seen.add(ref)
                queue.append([*way, ref])
    return []


def _relate(
    graph: ProjectGraph, older: DecisionFile, newer: DecisionFile, old: Record, new: Record, plan: Plan
) -> None:
    """Write the relation, unless one side has it. Where the older side lists successors, it must list this one too."""
    if new.ref in graph.relations.get(old.ref, {}).get("superseded_by", []):
        plan.told.append((new.source.path, f"{new.ref} supersedes {old.ref} already"))
        return
    newer.relate("supersedes", old)
    plan.told.append((new.source.path, f"{new.ref} supersedes {old.ref}"))
    if old.f.superseded_by and not old.foreign:
        older.relate("superseded_by", new)
        plan.told.append((old.source.path, f"{old.ref} lists {new.ref} under superseded_by as well"))


def _close(older: DecisionFile, old: Record, new: Record, plan: Plan) -> None:
    if old.f.status == "superseded":
        plan.told.append((old.source.path, f"{old.ref} is superseded already"))
        return
    older.supersede(new)
    plan.told.append((old.source.path, f"{old.ref} was {old.f.status} and is superseded now"))
