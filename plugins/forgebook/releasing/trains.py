"""Release trains: linked repositories that are released together, and at which version each of them went along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.releasing.parts import parts_of
from forgebook.releasing.standing import order_of


@dataclass(frozen=True, slots=True)
class Cell:
    """A repository in a release: its component, and the release since which its version is the same."""

    component: Any
    since: Record
    is_new: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A release of a train; a cell for each repository of its table, None where it is no part of the release."""

    release: Record
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The releases of a maintenance line of a train, the newest first, by repository.

    Attributes:
        line: the maintenance line's id; empty where the releases name none.
        repositories: id and title of each column.
        rows: the releases.
    """

    line: str
    repositories: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Strand:
    """A repository in a train where each has releases of its own: its versions, the newest first.

    Attributes:
        title: the repository's title.
        versions: each version, the release that it is newest in, and the one that it came with.
    """

    title: str
    versions: tuple[tuple[str, Record, Record], ...]


@dataclass(frozen=True, slots=True)
class Train:
    """A train's name, and its releases, the newest first."""

    name: str
    releases: tuple[Record, ...]

    @property
    def repositories(self) -> list[str]:
        """The repositories that any of its releases has."""
        return list(dict.fromkeys(part.repository for r in self.releases for part in r.f.components))


def trains_of(graph: ProjectGraph) -> list[Train]:
    """The trains that releases name, the one whose release is the newest first. Case and spaces make no difference."""
    found: dict[str, list[Record]] = {}
    for record in sorted(graph.of("release"), key=order_of, reverse=True):
        if record.f.train:
            found.setdefault(" ".join(record.f.train.split()).casefold(), []).append(record)
    return [Train(releases[0].f.train, tuple(releases)) for releases in found.values()]


def matrices_of(releases: Iterable[Record], graph: ProjectGraph) -> list[Matrix]:
    """Releases by maintenance line, in the order of what came last."""
    lines: dict[str, list[Record]] = {}
    for record in releases:
        lines.setdefault(record.f.maintenance_line or "", []).append(record)
    return [_matrix(line, records, graph) for line, records in lines.items()]


def _matrix(line: str, releases: list[Record], graph: ProjectGraph) -> Matrix:
    order = {entry.id: place for place, entry in enumerate(graph.project.repositories)}
    ids = dict.fromkeys(part.repository for record in releases for part in record.f.components)
    columns = sorted(ids, key=lambda id_: order.get(id_, len(order)))
    rows = tuple(Row(record, _cells(record, columns, graph)) for record in releases)
    return Matrix(line, tuple((id_, graph.project.titled("repositories", id_)) for id_ in columns), rows)


def _cells(record: Record, columns: list[str], graph: ProjectGraph) -> tuple[Cell | None, ...]:
    found = {
        part.component.repository: Cell(part.component, part.since, part.since.ref == record.ref)
        for part in parts_of(record, graph)
    }
    return tuple(found.get(id_) for id_ in columns)


def strands_of(releases: Iterable[Record], graph: ProjectGraph) -> list[Strand]:
    """A train by repository, in order of their titles: for trains with more repositories than a table has columns."""
    found: dict[str, list[tuple[str, Record]]] = {}
    for record in releases:
        for part in record.f.components:
            found.setdefault(part.repository, []).append((str(part.version), record))
    strands = [Strand(graph.project.titled("repositories", id_), _versions(told)) for id_, told in found.items()]
    return sorted(strands, key=lambda strand: strand.title.casefold())


def _versions(told: list[tuple[str, Record]]) -> tuple[tuple[str, Record, Record], ...]:
    runs = [[record for _, record in group] for _, group in groupby(told, key=lambda entry: entry[0])]
    versions = [version for version, _ in groupby(told, key=lambda entry: entry[0])]
    return tuple((version, run[0], run[-1]) for version, run in zip(versions, runs, strict=True))
