"""Who covers what: areas by people, what rests on too few, today and after the next departure, and how it was told.

Nothing here ranks anybody: people stand in the order of their names, and no figure is about a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from forgebook.core.cover import Rung, Stand
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.covering.absence import ADDRESS as WHAT_IF
from forgebook.covering.candidates import person_address
from forgebook.covering.handovers import running
from forgebook.covering.ladder import may_show
from forgebook.covering.rehearsals import freshness
from forgebook.covering.standing import Standing, is_told, standings
from forgebook.covering.worded import MEANS, words_of

ADDRESS = "handover/"
NAV = NavEntry("Cover", "Who covers what", 51)
FIRST = 6
"""So many steps are shown at once; the others unfold."""
RUNBOOKS = 40
"""So many runbooks stand in the table, those that need it most; the index of runbooks has all."""


@dataclass(frozen=True, slots=True)
class Column:
    """Somebody who stands in an area.

    Attributes:
        person: as the ladder has them.
        name: what they are called.
        address: the page of what would have to be handed over; empty where they have none.
        until: the last day on which they count, or None.
    """

    person: str
    name: str
    address: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """Where somebody stands in an area.

    Attributes:
        rung: the rung today.
        why: the grounds in a line.
        fall: the rung after the next departure, where it is another; else empty.
    """

    rung: Rung
    why: str
    fall: str


@dataclass(frozen=True, slots=True)
class Row:
    """An area, and where each of the people stands in it."""

    standing: Standing
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A runbook, and how fresh it is; None where a reader may not know."""

    standing: Standing
    fresh: Status | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many areas are thin.

    Attributes:
        nobody: nobody covers them.
        one: they rest on one person.
        then_nobody, then_one: the same after the next departure.
    """

    nobody: int
    one: int
    then_nobody: int
    then_one: int


def handover_views(graph: ProjectGraph) -> Iterator[PageView]:
    """The page. A reader who may not know gets none; without an area it says what would stand there."""
    kind = graph.kinds.get("area")
    if kind is None or not may_show(graph) or (graph.records and not is_told(graph)):
        return
    areas, books = standings("area", graph), standings("runbook", graph)
    used = bool(areas or books)
    if not used and graph.visibility != "team":
        return
    yield PageView(
        address=ADDRESS,
        title="Who covers what",
        template="handover.html",
        context={"kind": kind, "records": graph.of("area"), **_context(areas, books, graph)},
        description="Who can look after what when somebody is away, and what rests on too few.",
        nav=NAV if used or not graph.records else None,
        hide=("toc", "navigation"),
    )


def _context(areas: list[Standing], books: list[Standing], graph: ProjectGraph) -> dict[str, Any]:
    facts = graph.ladder
    people = columns(areas, graph)
    thin = [standing for standing in areas if standing.step is not None or standing.thin]
    return {
        "tally": tally(areas),
        "leaves": min(facts.leaving.values(), default=None),
        "leaving": [(facts.people.get(ref, ""), address_of(ref, graph), day) for ref, day in facts.leaving.items()],
        "first": thin[:FIRST],
        "further": thin[FIRST:],
        "people": people,
        "rows": [_row(standing, people, graph) for standing in areas],
        "means": MEANS,
        "books": [_book(standing, graph) for standing in books[:RUNBOOKS]],
        "more_books": len(books) - RUNBOOKS,
        "only_declared": [(s.record, s.only_declared) for s in by_title(areas) if s.only_declared],
        "undeclared": [(s.record, s.undeclared) for s in by_title(areas) if s.undeclared],
        "written": [s for s in by_title(areas) if s.cover.historic],
        "untold": untold(by_title(areas)),
        "handovers": running(graph),
        "missing": [(graph.project.titled("repositories", id_), why) for id_, why in facts.missing.items()],
        "notes": facts.notes,
        "ways": _ways(graph),
    }


def columns(areas: Iterable[Standing], graph: ProjectGraph) -> list[Column]:
    """Everybody who stands on a rung of an area, today or after the next departure, by name."""
    covers = [cover for standing in areas for cover in (standing.cover, standing.after) if cover is not None]
    found = {stand.person: stand for cover in covers for stand in cover.stands if stand.rung != "none"}
    stands = sorted(found.values(), key=lambda stand: (stand.name.casefold(), stand.person))
    return [Column(s.person, s.name, address_of(s.person, graph), s.until) for s in stands]


def address_of(person: str, graph: ProjectGraph) -> str:
    """The page of what somebody would hand over; of who stands for them, where a reader may not know the name."""
    record = graph.get(person)
    if record is None:
        return ""
    return person_address(record) if record.kind == "person" else record.address


def _row(standing: Standing, people: list[Column], graph: ProjectGraph) -> Row:
    stands = {stand.person: stand for stand in standing.cover.stands}
    return Row(standing, tuple(_cell(stands.get(column.person), standing, graph) for column in people))


def _cell(stand: Stand | None, standing: Standing, graph: ProjectGraph) -> Cell | None:
    if stand is None or stand.rung == "none":
        return None
    return Cell(stand.rung, words_of(stand, standing.record.ref, graph), standing.fall_of(stand))


def _book(standing: Standing, graph: ProjectGraph) -> Book:
    fresh = freshness(standing.record, graph).status if graph.visibility == "team" else None
    return Book(standing, fresh)


def tally(areas: Iterable[Standing]) -> Tally:
    """How many areas are thin, today and after the next departure."""
    heads = [(len(standing.by), len(standing.then)) for standing in areas]
    today, then = [today for today, _ in heads], [then for _, then in heads]
    return Tally(today.count(0), today.count(1), then.count(0), then.count(1))


def by_title(areas: Iterable[Standing]) -> list[Standing]:
    """Areas by their names."""
    return sorted(areas, key=lambda standing: (standing.record.title.casefold(), standing.record.ref))


def untold(areas: Iterable[Standing]) -> list[tuple[str, list[Record]]]:
    """Why git tells too little, and of which areas."""
    found: dict[str, list[Record]] = {}
    for standing in areas:
        if standing.cover.why:
            found.setdefault(standing.cover.why, []).append(standing.record)
    return list(found.items())


def _ways(graph: ProjectGraph) -> list[tuple[str, str]]:
    """Where one goes on from here, each only where there is something."""
    ways: Mapping[str, tuple[str, bool]] = {
        "What if somebody is away": (WHAT_IF, bool(graph.ladder.people)),
        "Handovers": ("handovers/", bool(graph.of("handover"))),
        "All runbooks": ("runbooks/", bool(graph.of("runbook"))),
        "All areas": ("handover/areas/", bool(graph.of("area"))),
    }
    return [(label, address) for label, (address, there) in ways.items() if there]
