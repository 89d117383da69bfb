"""Records on two sides: added, changed, removed, renamed; and steps of status, which may follow from others."""

from __future__ import annotations

from dataclasses import dataclass, field

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.pipeline.json_view import NEVER_PRINTED, record_json
from forgebook.review.fields import FieldChange, field_changes
from forgebook.review.side import Side


@dataclass(frozen=True, slots=True)
class Named:
    """A record as a reviewer is told of it.

    Attributes:
        ref: `kind/id`.
        title: its title.
        path: its file.
        address: the address of its page, below the site.
        visibility: who may see it.
    """

    ref: str
    title: str
    path: str
    address: str
    visibility: str


@dataclass
class Changed:
    """A record that is there on both sides.

    Attributes:
        record: as it is now.
        former: its ref before, where it was renamed.
        keeps_alias: whether links and addresses by the former name still work.
        changes: field by field.
    """

    record: Named
    former: str | None = None
    keeps_alias: bool = True
    changes: list[FieldChange] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a record's status. `direct` tells that its own file changed; else it follows from another's."""

    record: Named
    before: str
    after: str
    direct: bool


@dataclass
class Records:
    """All that changed in records, in order of their refs.

    Attributes:
        added, removed: records on one side alone.
        changed: records on both.
        steps: steps of status.
        retouched: files whose text changed and whose values did not.
    """

    added: list[Named]
    removed: list[Named]
    changed: list[Changed]
    steps: list[Step]
    retouched: list[str]


def named(record: Record, graph: ProjectGraph) -> Named:
    """A record in few words."""
    visibility = record.fields.visibility or graph.project.default_visibility
    return Named(record.ref, record.title, record.source.path, record.address, visibility)


def compare_records(base: Side, head: Side) -> Records:
    """What changed in records of files; items that are records of their own are told with the file they stand in."""
    old, new = _tops(base.graph), _tops(head.graph)
    renames = _renames(old, new, head.graph)
    gone = [ref for ref in old if ref not in new and ref not in renames and ref not in head.graph.faulty]
    came = [ref for ref in new if ref not in old and ref not in renames.values()]
    pairs = [(ref, ref) for ref in new if ref in old and ref not in renames]
    pairs += list(renames.items())
    changed, retouched = [], []
    for former, ref in sorted(pairs, key=lambda pair: pair[1]):
        entry = _changed(old[former], new[ref], base, head)
        if entry.changes or entry.former:
            changed.append(entry)
        elif base.written(old[former]) != head.written(new[ref]):
            retouched.append(new[ref].source.path)
    return Records(
        [named(new[ref], head.graph) for ref in came],
        [named(old[ref], base.graph) for ref in gone],
        changed,
        _steps(base, head, renames),
        sorted(set(retouched)),
    )


def _tops(graph: ProjectGraph) -> dict[str, Record]:
    return {ref: record for ref, record in graph.records.items() if record.parent is None}


def _renames(old: dict[str, Record], new: dict[str, Record], head: ProjectGraph) -> dict[str, str]:
    """Former ref to present one: by an alias that names it, or else by the same values under another name."""
    found: dict[str, str] = {}
    came = [ref for ref in new if ref not in old]
    for ref in old:
        if ref in new or head.is_faulty(ref):
            continue
        by_alias = head.aliases.get(ref)
        same = [other for other in came if other not in found.values() and _same(old[ref], new[other])]
        if by_alias in new and by_alias not in old:
            found[ref] = by_alias
        elif same:
            found[ref] = same[0]
    return found


def _same(one: Record, other: Record) -> bool:
    return one.kind == other.kind and one.fields.model_copy(update={"aliases": other.fields.aliases}) == other.fields


def _changed(before: Record, after: Record, base: Side, head: Side) -> Changed:
    entry = Changed(named(after, head.graph))
    if before.ref != after.ref:
        entry.former = before.ref
        entry.keeps_alias = before.ref in head.graph.aliases
    # A file that is the same may hold references that others broke: those are told as findings.
    if before.fields != after.fields and base.written(before) != head.written(after):
        one = record_json(before, base.graph)["fields"]
        other = record_json(after, head.graph)["fields"]
        entry.changes = field_changes(one, other)
        entry.changes += [FieldChange(name, "hidden") for name in _private_changes(before, after)]
    return entry


def _private_changes(before: Record, after: Record) -> list[str]:
    """Fields that changed and are never printed."""
    return [name for name in sorted(NEVER_PRINTED) if getattr(before.f, name, None) != getattr(after.f, name, None)]


def _steps(base: Side, head: Side, renames: dict[str, str]) -> list[Step]:
    steps = []
    former = {new: old for old, new in renames.items()}
    for ref, record in head.graph.records.items():
        other = base.graph.records.get(former.get(ref, ref))
        now = head.graph.status(record)
        then = base.graph.status(other) if other is not None else None
        if other is not None and now is not None and then is not None and now.word != then.word:
            direct = other.fields != record.fields
            steps.append(Step(named(record, head.graph), then.word, now.word, direct))
    return steps
