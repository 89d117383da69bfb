"""What an import did, or would do, in words."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from forgebook.core.diagnostics import listed
from forgebook.importing.contract import Found, LeftOut
from forgebook.importing.plan import Outcome, Plan
from forgebook.reporters.text import plural

MOST = 12
"""Entries of a list that are told at once; `--verbose` tells all."""


def report(plan: Plan, root: Path, *, dry_run: bool, verbose: bool = False) -> Iterator[str]:
    """The lines of a report: what was found, what became of it, what to look at."""
    most = 10**9 if verbose else MOST
    yield from _found(plan)
    yield from _mapped(plan.reading.found)
    yield from _not_taken(plan)
    yield from _look_at(plan, most)
    yield from _left_alone(plan, root, most)
    yield from _listed_in_project(plan, most, dry_run=dry_run)
    yield from _written(plan, root, most, dry_run=dry_run)


def _found(plan: Plan) -> Iterator[str]:
    reading = plan.reading
    entries = plural(len(reading.found), "entry", "entries")
    yield f"Read {plural(reading.files, 'file', 'files')}: {entries}."
    for fault in reading.unread:
        where = f"{fault.source}:{fault.line}" if fault.line else fault.source
        yield f"  {where} could not be read: {fault.message}" + (f" ({fault.remedy})" if fault.remedy else "")


def _mapped(found: Iterable[Found]) -> Iterator[str]:
    """How many entries each name of the source had a field for."""
    counts: Counter[tuple[str, str]] = Counter()
    for entry in found:
        counts.update(set(entry.mapped))
    if counts:
        yield ""
        yield "Mapped:"
        width = max(len(name) for name, _ in counts)
        for (name, field), number in sorted(counts.items(), key=lambda item: (item[0][1], item[0][0])):
            yield f"  {name:<{width}}  to {field} ({number})"


def _not_taken(plan: Plan) -> Iterator[str]:
    kept = Counter(name for entry in plan.reading.found for name in set(entry.kept))
    if kept:
        yield ""
        yield "No field takes these; they are kept in the text:"
        for name, number in sorted(kept.items()):
            yield f"  {name} ({plural(number, 'entry', 'entries')})"
    if plan.reading.left_out:
        yield ""
        yield "Left out:"
        for why, group in _by_reason(plan.reading.left_out).items():
            files = plural(len({one.source for one in group}), "file", "files")
            yield f"  {group[0].what if len(group) == 1 else _together(group)} in {files}: {why}"


def _by_reason(left_out: Iterable[LeftOut]) -> dict[str, list[LeftOut]]:
    groups: dict[str, list[LeftOut]] = {}
    for one in left_out:
        groups.setdefault(one.why, []).append(one)
    return groups


def _together(group: list[LeftOut]) -> str:
    """`120 lines of comments` of several `N lines of comments`."""
    numbers = [one.what.partition(" ") for one in group]
    if all(number.isdecimal() for number, _, _ in numbers):
        return f"{sum(int(number) for number, _, _ in numbers)} {numbers[-1][2]}"
    return group[0].what


def _look_at(plan: Plan, most: int) -> Iterator[str]:
    noted = [(outcome.found.place, note) for outcome in plan.outcomes for note in outcome.found.notes]
    if noted:
        yield ""
        yield "To look at:"
        yield from _listed([f"{place} {note}" for place, note in noted], most)


def _listed_in_project(plan: Plan, most: int, *, dry_run: bool) -> Iterator[str]:
    if plan.listed:
        yield ""
        yield f"{'Would add' if dry_run else 'Added'} to the project file:"
        for section in dict.fromkeys(entry.section for entry in plan.listed):
            ids = [entry.id for entry in plan.listed if entry.section == section]
            yield f"  {len(ids)} of {section}: {listed(ids, limit=most)}"


def _left_alone(plan: Plan, root: Path, most: int) -> Iterator[str]:
    edited = plan.of("edited")
    if edited:
        yield ""
        yield "Edited since they were imported, and left alone:"
        yield from _listed([_edited(outcome, root) for outcome in edited], most)
    if plan.gone:
        yield ""
        yield "No longer in the source, and kept:"
        yield from _listed([f"{_name(old.path, root)} (was {old.key})" for old in plan.gone], most)


def _edited(outcome: Outcome, root: Path) -> str:
    tail = f"; {outcome.found.place} has changed as well: compare them" if outcome.source_changed else ""
    return f"{_name(outcome.path, root)}{tail}"


def _written(plan: Plan, root: Path, most: int, *, dry_run: bool) -> Iterator[str]:
    counts = [(plan.of("new"), "new"), (plan.of("updated"), "updated")]
    told = [plural(len(found), f"{word} record", f"{word} records") for found, word in counts if found]
    unchanged = len(plan.of("unchanged")) + len(plan.of("there"))
    yield ""
    if not told:
        yield f"Nothing had to be written{f': {unchanged} unchanged' if unchanged else ''}."
        return
    rest = f"; {unchanged} unchanged" if unchanged else ""
    yield f"{'Would write' if dry_run else 'Wrote'} {' and '.join(told)}{rest}:"
    yield from _listed([_one(o, root) for found, _ in counts for o in found], most)
    gaps = [outcome for outcome in plan.outcomes if outcome.gaps]
    if gaps:
        fields = ", ".join(sorted({gap for outcome in gaps for gap in outcome.gaps}))
        where = plural(len(gaps), "record", "records")
        yield f"Still to be filled in: {fields} in {where}. `forgebook check` names them."


def _one(outcome: Outcome, root: Path) -> str:
    return f"{_name(outcome.path, root)} from {outcome.found.place}"


def _listed(lines: list[str], most: int) -> Iterator[str]:
    yield from (f"  {line}" for line in lines[:most])
    if len(lines) > most:
        yield f"  and {len(lines) - most} more; --verbose names them all"


def _name(path: Path, root: Path) -> str:
    return os.path.relpath(path, root).replace(os.sep, "/")
