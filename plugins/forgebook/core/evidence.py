"""What git knows of files, as values. They hang on the graph, so that the visibility filter trims them too."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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


HOLDS = 0.2
"""The share of recent work from which somebody holds an area: a fifth."""
ENOUGH_FILES = 5
"""With fewer source files than this there is not enough evidence to say who holds an area."""
STALE_HALF_LIVES = 4
"""Work that lies more half-lives back than this is not recent, even where nothing came after it."""


@dataclass(frozen=True, slots=True)
class Historic:
    """Historic authorship of some files, by the formula of Avelino et al. 2016 (`evidence.authorship`).

    Attributes:
        files: how many files there are.
        people: by coverage in percent, how many people it takes away until fewer files than that keep an author.
        authors: by coverage, who they are, in the order of their ids; never a ranking.
    """

    files: int = 0
    people: Mapping[int, int] = field(default_factory=dict)
    authors: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AreaEvidence:
    """What git tells of one area, or of a repository as a whole. Two figures, which are never blended.

    People go by id: a record's ref, or `name:` and a name for somebody without a record. Figures about a person are
    kept for asking, never for showing.

    Attributes:
        files: how many source files there are.
        historic: historic authorship. It counts everybody, also those who have left.
        file_authors: the authors of each file.
        shares: by person, their share of recent work, from 0 to 1.
        last: the day of the newest commit; None where none was found.
        recent: whether that is recent enough to say who holds the area now.
    """

    files: int = 0
    historic: Historic = Historic()
    file_authors: tuple[frozenset[str], ...] = ()
    shares: Mapping[str, float] = field(default_factory=dict)
    last: date | None = None
    recent: bool = False

    @property
    def enough(self) -> bool:
        """Whether there is enough evidence to say anything."""
        return self.files >= ENOUGH_FILES

    def holders(self, gone: Collection[str] = ()) -> tuple[str, ...]:
        """Current cover: who did at least a fifth of recent work and is none of those who are gone; by id.

        What those who are gone did counts as work all the same, so that nobody becomes a holder by another's leaving.
        """
        if not (self.enough and self.recent):
            return ()
        return tuple(sorted(p for p, share in self.shares.items() if share >= HOLDS - 1e-9 and p not in gone))

    def kept(self, gone: Collection[str] = ()) -> int:
        """How many files keep an author when some people are gone."""
        return sum(not people <= set(gone) for people in self.file_authors if people)


@dataclass(frozen=True, slots=True)
class IdleGlob:
    """A pattern of an area that fits no file.

    Attributes:
        area: the area's ref.
        entry: the index in its `paths`.
        glob: the index in `globs`.
        text: the pattern.
        repository: the repository's id.
    """

    area: str
    entry: int
    glob: int
    text: str
    repository: str


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """What git tells of who can look after what.

    Attributes:
        areas: by an area's ref.
        repositories: by a repository's id, of the repository as a whole.
        names: by a person's id, what they are called.
        missing: by a repository's id, why it could not be asked.
        unread: the ids of those among them that are there, and whose history git cannot read to the end.
        cut: the ids of repositories whose clone is cut off (shallow), so that older work is not seen.
        notes: what a reader should know of how it was told: a history that is cut off, renames not followed.
        idle: patterns of areas that fit no file.
        ambiguous: names under which there is work that could be one of several people's.
    """

    areas: Mapping[str, AreaEvidence] = field(default_factory=dict)
    repositories: Mapping[str, AreaEvidence] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    cut: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    idle: tuple[IdleGlob, ...] = ()
    ambiguous: tuple[str, ...] = ()
