"""Which releases take each other's place in an environment: those of one product, else of one train."""

from __future__ import annotations

from collections.abc import Iterable

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.releasing.lineage import lineage
from forgebook.releasing.standing import product_of


class Families:
    """The families of a graph's releases.

    A family goes by its product, else by its train. A release that names neither belongs to the family of the first
    one before it that does, else to that of the releases that follow it: a train may be named from some release on.
    """

    def __init__(self, graph: ProjectGraph) -> None:
        self._known: dict[str, str] = {}
        releases = graph.of("release")
        for record in releases:
            if name := _name(record):
                self._known[record.ref] = name
        for record in releases:
            if record.ref in self._known:
                self._hand_on(self._known[record.ref], lineage(record, graph)[1:])
        for record in releases:
            if record.ref not in self._known:
                self._inherit(record, graph)

    def of(self, release: Record) -> str:
        """The name of a release's family; empty for the one family of a project that names none."""
        return self._known.get(release.ref, "")

    def _hand_on(self, name: str, before: Iterable[Record]) -> None:
        """The releases before a named one, up to the next that is named."""
        for earlier in before:
            if earlier.ref in self._known:
                return
            self._known[earlier.ref] = name

    def _inherit(self, record: Record, graph: ProjectGraph) -> None:
        line = lineage(record, graph)
        name = next((self._known[earlier.ref] for earlier in line if earlier.ref in self._known), "")
        for earlier in line:
            self._known.setdefault(earlier.ref, name)


def _name(record: Record) -> str:
    return product_of(record) or str(record.f.train or "")
