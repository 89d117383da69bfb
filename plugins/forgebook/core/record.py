"""A record: the values of one file (or of one entry of a list file) and who it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from forgebook.core.diagnostics import FieldPath
from forgebook.core.model import Fields


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record is written.

    Attributes:
        path: the file, below the project's root, `/` between parts.
        prefix: the path of keys and indices from the file's top level to the record's own mapping.
        folder: the folder that the record's id is told from.
    """

    path: str
    prefix: FieldPath = ()
    folder: str = ""


@dataclass(slots=True)
class Record:
    """A record of the graph.

    Attributes:
        kind: the kind's name, `decision`.
        id: the id within the kind, `five-week-sprints`.
        ref: how the graph knows it; `kind/id`, or `release/v1#item` for a change inside a release.
        fields: the validated values; references in it are `kind/id` once the graph is linked.
        source: the file it was read from.
        title: its title, given or derived.
        address: the address of its page below the site, or of its place in a page (`improvements/#id`).
        parent: the ref of the record that holds it, for an item that is a record of its own.
        foreign: whether the file is written in another tool's style.
        raw_id: the id as the file name has it.
        docs_address: the address of the hand-written page that the record replaces, for a file under `docs/`.
        pictures_from: the file that its pictures are told from, where `source` may not be shown.
        faults: messages of faults in its file, shown on the page while serving.
    """

    kind: str
    id: str
    ref: str
    fields: Fields
    source: Source
    title: str = ""
    address: str = ""
    parent: str | None = None
    foreign: bool = False
    raw_id: str = ""
    docs_address: str = ""
    pictures_from: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def f(self) -> Any:
        """The fields, for code that knows the kind only by name."""
        return self.fields
