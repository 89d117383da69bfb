"""Which releases stand today: what is next, what is newest in each line, what takes the place of a withdrawn one."""

from __future__ import annotations

from datetime import date

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.versions import version_order

Line = tuple[str, str]
"""A product (empty where the project has one only) and the id of one of its maintenance lines (or empty)."""


def product_of(record: Record) -> str:
    """The product of a release: its own word for it, else the folder that its file stands in, unless that is a year."""
    folder = record.raw_id.rpartition("/")[0]
    return str(record.fields.product or ("" if folder.isdecimal() else folder))


def line_of(record: Record) -> Line:
    """The product and maintenance line of a release."""
    return product_of(record), str(record.f.maintenance_line or "")


def newest_of_each_line(graph: ProjectGraph) -> list[Record]:
    """The newest released one of each product and maintenance line that has not ended, the newest of all first.

    Newest by day, then by version. A withdrawn one is no release to use; the one before it stands again.
    """
    ended = {line.id for line in graph.project.maintenance_lines if line.ended and line.ended <= graph.as_of}
    newest: dict[Line, Record] = {}
    for record in sorted((r for r in graph.of("release") if r.f.status == "released"), key=order_of):
        if (record.f.maintenance_line or "") not in ended:
            newest[line_of(record)] = record
    return sorted(newest.values(), key=order_of, reverse=True)


def coming(graph: ProjectGraph) -> list[Record]:
    """Releases that are planned or candidates, the next one first; those without a day last.

    A candidate that a release has followed is over: what was tried is out.
    """
    ahead = [r for r in graph.of("release") if r.f.status in ("planned", "candidate") and not followed_by(r, graph)]
    return sorted(ahead, key=lambda r: (r.f.planned_on or date.max, version_order(str(r.f.version)), r.ref))


def followed_by(record: Record, graph: ProjectGraph) -> Record | None:
    """The first release that is out among those that follow one, at once or later; None where none is."""
    seen, waiting = {record.ref}, [record]
    for here in waiting:
        for after in graph.related(here, "next"):
            if after.f.status == "released":
                return after
            if after.ref not in seen:
                seen.add(after.ref)
                waiting.append(after)
    return None


def order_of(record: Record) -> tuple[object, ...]:
    """What releases are sorted by, oldest first: the day they came out, or are planned for, then the version."""
    day = record.f.released_on or record.f.planned_on or date.min
    return day, version_order(str(record.f.version)), record.ref


def instead_of(record: Record, graph: ProjectGraph) -> Record | None:
    """The release to use in the place of a withdrawn one: its replacement, or that one's if it was withdrawn too."""
    seen = {record.ref}
    here: Record | None = record
    while here is not None and here.f.status == "withdrawn":
        here = graph.get(here.f.withdrawn.replacement) if here.f.withdrawn else None
        if here is None or here.ref in seen:
            return None
        seen.add(here.ref)
    return here
