"""What an importer is: it reads a source and tells what it found. It never writes.

An importer is one module below `importing/sources/` with an `IMPORTER`. Writing, comparing with an earlier run and
reporting are the same for all of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from forgebook.core.graph import ProjectGraph


@dataclass(frozen=True, slots=True)
class Found:
    """Something in the source that becomes a record.

    Attributes:
        kind: the kind of the record.
        id: the id that a new record should get; a number is added where it is taken.
        key: what identifies it in the source. It must not change when the source is read from another folder.
        source: the file or address that it stands in, told from the source's top.
        line: where it begins there, from 1; 0 where its source has no lines.
        values: the record's fields as a file would have them. A `Blank` is left open, for people to fill in.
        mapped: pairs of a name in the source and the field that took it.
        notes: what people should look at: a word that means nothing to us, a date that cannot be right.
        kept: names in the source that no field takes, and whose values are kept in a text.
        unless_there: whether it only has to be there: a record of that id that people wrote is taken as it is.
        fills: the fields that it fills, where people write the record as well. Each follows the source on its own: an
            empty one is filled, one that people wrote is left alone. Empty where the source has the whole record.
        body: the Markdown below the front matter, for a record that is a Markdown file; None for a YAML one.
    """

    kind: str
    id: str
    key: str
    source: str
    line: int
    values: Mapping[str, Any]
    mapped: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    unless_there: bool = False
    fills: tuple[str, ...] = ()
    body: str | None = None

    @property
    def place(self) -> str:
        """Where it stands, for reports."""
        return f"{self.source}:{self.line}" if self.line else self.source


@dataclass(frozen=True, slots=True)
class Listed:
    """Something that records name by an id of the project file, such as a repository.

    Attributes:
        section: the list of the project file that must have it.
        id: its id there. An entry of that id that is there already is left as it is.
        values: the entry, `id` included.
        source: as with `Found`.
        line: as with `Found`.
    """

    section: str
    id: str
    values: Mapping[str, Any]
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of the source that could not be read, and why."""

    source: str
    line: int
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that an importer leaves out on purpose, and why."""

    source: str
    line: int
    what: str
    why: str


@dataclass(slots=True)
class Reading:
    """All that an importer found in a source."""

    files: int = 0
    found: list[Found] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


class NothingThere(Exception):
    """The source holds nothing that the importer could read. The message says what it looked for."""


class Importer(ABC):
    """Reads one sort of source.

    Attributes:
        name: as in `forgebook import NAME`.
        about: one line on what it reads, and what becomes of it.
    """

    name: ClassVar[str]
    about: ClassVar[str]

    @abstractmethod
    def read(self, source: Path) -> Iterator[Found | Listed | Unread | LeftOut | Path]:
        """All that is in a source, in a fixed order; a path for each file that was opened.

        Raises:
            NothingThere: there is nothing of its sort.
        """

    def read_into(self, source: Path, graph: ProjectGraph) -> Iterator[Found | Listed | Unread | LeftOut | Path]:
        """The same for a project that has records already: an importer may look for people and areas among them.

        Raises:
            NothingThere: there is nothing of its sort.
        """
        return self.read(source)


def read_all(importer: Importer, source: Path, graph: ProjectGraph | None = None) -> Reading:
    """What an importer finds in a source, for a project with these records.

    Raises:
        NothingThere: there is nothing of its sort.
    """
    reading = Reading()
    for entry in importer.read(source) if graph is None else importer.read_into(source, graph):
        if isinstance(entry, Found):
            reading.found.append(entry)
        elif isinstance(entry, Listed):
            reading.listed.append(entry)
        elif isinstance(entry, Unread):
            reading.unread.append(entry)
        elif isinstance(entry, LeftOut):
            reading.left_out.append(entry)
        else:
            reading.files += 1
    return reading
