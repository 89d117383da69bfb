"""What git knows of files, as values. They hang on the graph, so that the visibility filter trims them too."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class CommitFact:
    """A commit that touched a file: its full hash and its day (committer's date, in UTC)."""

    commit: str
    day: date


@dataclass(frozen=True, slots=True)
class FileFacts:
    """When a file was first recorded and last changed. `first` is None where the history is cut off."""

    first: CommitFact | None
    last: CommitFact


@dataclass(frozen=True, slots=True)
class GitFacts:
    """One pass over a repository's history.

    Attributes:
        files: facts by path below the project's root.
        missing: why there are no facts, or empty.
        shallow: the clone is cut off, so first dates are not known for old files.
    """

    files: dict[str, FileFacts] = field(default_factory=dict)
    missing: str = ""
    shallow: bool = False
