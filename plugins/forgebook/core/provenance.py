"""Where values came from that a file of another style does not give in so many words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["read", "passed over", "not read"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a value of a record was found, and what was made of it.

    Attributes:
        what: the value: `status`, `date`.
        source: where it was found: `front matter`, `section`; empty where there is none.
        written: the words of the file, where they are not the value itself.
        read_as: what they were taken for.
    """

    what: str
    source: str
    written: str = ""
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class FileRead:
    """What became of a file: `passed over` is no record (an index, a template), `not read` has a fault.

    Attributes:
        path: below the project's root.
        kind: the kind whose folder it lies in.
        folder: the folder that was searched.
        outcome: what became of it.
    """

    path: str
    kind: str
    folder: str
    outcome: Outcome
