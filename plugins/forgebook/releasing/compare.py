"""What lies between two releases.

A release has what it lists and what every release before it lists, told by `previous` alone. Going from A to B:

- **gained** is what B has and A has not, **lost** what A has and B has not. One follows the other: one of the two is
  empty. B before A: nothing is gained, and what is lost is what going back undoes. On two lines that part after a
  common release both may hold something. Two that share no release by `previous` are `apart`: nothing is told.
- A fragment that names several releases is one change: a side has it if any of its releases has it.
- A change that was written out twice, once on each side of the parting, is one change if both are of the same kind and
  carry the same id or the same summary (case and spaces aside). On one line the same id or summary twice means two
  changes: a release does not bring what it has already.
- What both sides have by such a repeat stands in **both**, so that nothing disappears without a word.
- In each list, changes that read the same throughout are one row with several releases.
- Withdrawn and cancelled releases count as they stand in the line: what follows them was built on them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.releasing.changes import changes_of
from forgebook.releasing.effects import DIRECTIONS
from forgebook.releasing.issues import issues_of
from forgebook.releasing.lineage import lineage

Way = Literal["forward", "back", "across", "apart", "same", "circle"]
"""How the second release stands to the first: after it, before it, on another line, with nothing in common, the same,
or each following the other, which is a fault of the records."""


@dataclass(frozen=True, slots=True)
class Row:
    """A change of a comparison, and the releases that bring it, the newest first."""

    change: Record
    releases: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What lies between two releases; see the module for what the lists mean.

    Attributes:
        start, end: the two releases.
        way: how the second stands to the first.
        common: the newest release that both have; None where they are apart.
        came: releases that the second has and the first has not, the newest first.
        gone: releases that the first has and the second has not, the newest first.
        gained, lost, both: changes, breaking and action first, then those that move results, then the newest first.
        still: known issues that touch both releases.
        new: known issues that touch the second alone; where they are apart, all that touch it.
        fixed: known issues that touch the first alone.
    """

    start: Record
    end: Record
    way: Way
    common: Record | None
    came: tuple[Record, ...]
    gone: tuple[Record, ...]
    gained: tuple[Row, ...]
    lost: tuple[Row, ...]
    both: tuple[Row, ...]
    still: tuple[Record, ...]
    new: tuple[Record, ...]
    fixed: tuple[Record, ...]


def compare(start: Record, end: Record, graph: ProjectGraph) -> Comparison:
    """What changes for somebody who goes from one release to another."""
    before, after = lineage(start, graph), lineage(end, graph)
    had, has = {r.ref for r in before}, {r.ref for r in after}
    came = tuple(r for r in after if r.ref not in had)
    gone = tuple(r for r in before if r.ref not in has)
    common = next((r for r in after if r.ref in had), None)
    way = _way(start, end, came, gone, common)
    gained, lost, both = _changes(came, gone, had, has, graph) if common is not None else ((), (), ())
    old, new = issues_of(start, graph) if common is not None else [], issues_of(end, graph)
    return Comparison(
        start, end, way, common, came, gone, gained, lost, both,
        still=tuple(issue for issue in new if issue in old),
        new=tuple(issue for issue in new if issue not in old),
        fixed=tuple(issue for issue in old if issue not in new),
    )  # fmt: skip


def _way(start: Record, end: Record, came: tuple[Record, ...], gone: tuple[Record, ...], common: Record | None) -> Way:
    if start.ref == end.ref:
        return "same"
    if common is None:
        return "apart"
    if came and gone:
        return "across"
    return "forward" if came else "back" if gone else "circle"


Occurrence = tuple[Record, Record]
"""A change, and a release that lists it."""


def _changes(
    came: tuple[Record, ...], gone: tuple[Record, ...], had: set[str], has: set[str], graph: ProjectGraph
) -> tuple[tuple[Row, ...], tuple[Row, ...], tuple[Row, ...]]:
    """The changes gained, lost, and those that both have by a repeat."""
    new, old = list(_listed(came, graph)), list(_listed(gone, graph))
    gained, repeated = _split(new, old, had)
    lost, away = _split(old, new, has)
    return rows_of(gained), rows_of(lost), rows_of([*repeated, *away])


def _listed(releases: Iterable[Record], graph: ProjectGraph) -> Iterator[Occurrence]:
    return ((change, release) for release in releases for change in changes_of(release, graph))


def _split(
    side: list[Occurrence], other: list[Occurrence], known: set[str]
) -> tuple[list[Occurrence], list[Occurrence]]:
    """What one side lists: that which the other has not, and that which it has as well."""
    repeated = {key for change, _ in other for key in marks_of(change)}

    def is_known(change: Record) -> bool:
        named = change.f.releases if change.parent is None else ()
        return any(ref in known for ref in named) or not repeated.isdisjoint(marks_of(change))

    return [o for o in side if not is_known(o[0])], [o for o in side if is_known(o[0])]


def marks_of(change: Record) -> tuple[Hashable, ...]:
    """What tells that a change on one line and a change on another are the same: its kind with its id or its words."""
    id_ = change.f.id if change.parent is not None else change.id
    words = ("words", change.f.kind, " ".join(change.f.summary.split()).casefold())
    return (words, ("id", change.f.kind, id_)) if id_ else (words,)


def look_of(change: Record) -> Hashable:
    """What tells that two changes read the same: a fragment is itself; others all that a row of them says."""
    if change.parent is None:
        return change.ref
    f = change.f
    asked = tuple((step.audience, step.text) for step in f.action)
    moved = f.impact and (f.impact.direction, f.impact.size, f.impact.scope)
    words = " ".join(f.summary.split()).casefold()
    return (f.kind, words, f.breaking, tuple(f.audience), asked, f.act_by, moved, f.affected_since, f.visibility)


def weight_of(change: Record) -> int:
    """What changes are sorted by: 0 where something breaks, 1 where one must act, 2 where results move, 3 all else."""
    if change.f.breaking:
        return 0
    if change.f.action:
        return 1
    return 2 if change.f.impact and change.f.impact.direction in DIRECTIONS else 3


def rows_of(found: Iterable[Occurrence]) -> tuple[Row, ...]:
    """Changes that read the same as one row, in order of weight; else in the order in which they come."""
    changes: dict[Hashable, Record] = {}
    releases: dict[Hashable, dict[str, Record]] = {}
    for change, release in found:
        look = look_of(change)
        changes.setdefault(look, change)
        releases.setdefault(look, {})[release.ref] = release
    rows = [Row(change, tuple(releases[look].values())) for look, change in changes.items()]
    return tuple(sorted(rows, key=lambda row: weight_of(row.change)))
