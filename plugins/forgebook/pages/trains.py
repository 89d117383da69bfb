"""Trains: which repository went along at which version, and since when it is the same.

A train whose releases hold a handful of repositories is a table, a release a row. One with many repositories, each with
releases of its own, is a list of them, each with its versions. A long train has a page a year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import slug
from forgebook.core.record import Record
from forgebook.core.views import NavEntry, PageView
from forgebook.releasing.trains import Train, matrices_of, strands_of, trains_of

ADDRESS = "trains/"
WIDEST = 8
"""So many repositories a table has; a train with more is told by repository."""
LONGEST = 40
"""So many releases a page has; a longer train has a page a year."""


@dataclass(frozen=True, slots=True)
class Way:
    """A link to a train, or to a year of one."""

    address: str
    label: str
    here: bool


def train_views(graph: ProjectGraph) -> Iterator[PageView]:
    """The page of all trains, which shows the newest one, and a page for each train and year."""
    trains = trains_of(graph)
    if not trains:
        return
    addresses = _addresses(trains)
    for place, train in enumerate(trains):
        years = _years(train)
        for number, (label, releases) in enumerate(years):
            address = addresses[place] + (f"{label}/" if number else "")
            year_ways = [
                Way(addresses[place] + (f"{name}/" if i else ""), name, i == number)
                for i, (name, _) in enumerate(years)
            ]
            train_ways = [Way(addresses[i], other.name, i == place) for i, other in enumerate(trains)]
            context = _context(train, releases, graph, train_ways, year_ways)
            title = f"Train {train.name}" + (f", {label}" if number else "")
            if not place and not number:
                nav = NavEntry("Releases", "Trains", 24)
                yield PageView(ADDRESS, "Trains", "trains.html", context, _about(train), nav=nav, hide=("toc",))
            yield PageView(address, title, "trains.html", context, _about(train), hide=("toc",), searchable=False)


def _about(train: Train) -> str:
    return f"Which repository went along with {train.name} at which version, and since when it is the same."


def _addresses(trains: list[Train]) -> list[str]:
    """An address for each train. Two names with one slug are told apart by a sign that no slug has."""
    found: dict[str, int] = {}
    addresses = []
    for train in trains:
        name = slug(train.name) or "train"
        found[name] = found.get(name, 0) + 1
        addresses.append(f"{ADDRESS}{name}{f'~{found[name]}' if found[name] > 1 else ''}/")
    return addresses


def _years(train: Train) -> list[tuple[str, list[Record]]]:
    """The releases of a train by year, the newest first; all at once where there are few, or nothing is dated."""
    if len(train.releases) <= LONGEST or len(train.repositories) > WIDEST:
        return [("", list(train.releases))]
    return [(label, list(releases)) for label, releases in groupby(train.releases, key=_year)]


def _year(record: Record) -> str:
    day = record.f.released_on or record.f.planned_on
    return str(day.year) if day else "no-date"


def _context(
    train: Train, releases: list[Record], graph: ProjectGraph, trains: list[Way], years: list[Way]
) -> dict[str, object]:
    wide = len(train.repositories) > WIDEST
    out = [record for record in train.releases if record.f.status == "released"]
    return {
        "name": train.name,
        "newest": out[0] if out else None,
        "releases": len(train.releases),
        "repositories": len(train.repositories),
        "matrices": [] if wide else matrices_of(releases, graph),
        "strands": strands_of(releases, graph) if wide else [],
        "trains": trains if len(trains) > 1 else [],
        "years": years if len(years) > 1 else [],
    }
