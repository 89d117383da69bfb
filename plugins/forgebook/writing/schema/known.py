"""What a project knows already: the ids that fields may name, with the titles that people know them by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forgebook.core.graph import ProjectGraph
from forgebook.core.project import ProjectFile

SECTIONS = ("repositories", "environments", "audiences", "maintenance_lines", "gates")

Ids = dict[str, str]
"""Ids and the title of each."""


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that exist.

    Attributes:
        records: by kind, the ids of its records.
        sections: by list of the project file, its ids.
    """

    records: Mapping[str, Ids]
    sections: Mapping[str, Ids]

    def named_by(self, kinds: tuple[str, ...]) -> Ids:
        """What a reference to these kinds may say: `id` where it is one kind, else `kind/id`."""
        if len(kinds) == 1:
            return self.records.get(kinds[0], {})
        return {
            f"{kind}/{id_}": title
            for kind in kinds or self.records
            for id_, title in self.records.get(kind, {}).items()
        }


def known_in(graph: ProjectGraph) -> Known:
    """The ids of a project's records and of the lists of its project file."""
    records = {
        name: {record.ref.removeprefix(f"{name}/"): record.title for record in graph.of(name)} for name in graph.kinds
    }
    return Known(records, {section: _of_section(graph.project, section) for section in SECTIONS})


def _of_section(project: ProjectFile, section: str) -> Ids:
    return {id_: project.titled(section, id_) for id_ in project.ids(section)}
