"""What a clone of a repository tells: its state, its tags and its commits, as values.

A version is looked for in one repository at a time. The same number in two repositories is never the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple

from forgebook.core.project import Repository
from forgebook.core.versions import version_order

State = Literal["ready", "unnamed", "missing", "foreign", "empty", "failed"]
"""`ready`: it can be asked. `unnamed`: the project file names no `path`. `missing`: there is nothing at the path.
`foreign`: there is something, and it is no repository. `empty`: it has no commits. `failed`: git cannot read it."""

_GLOB = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Clone:
    """A local clone of a repository of the project file.

    Attributes:
        id: the repository's id.
        path: the `path` of the project file, as it is written there.
        state: see `State`.
        why: why it cannot be asked, in plain words.
        shallow: its history is cut off.
        dirty: files that git follows were changed and not committed.
        head: the commit that is checked out.
        branch: the branch that is checked out; empty where none is.
        within: it is a folder of a repository that holds more.
    """

    id: str
    path: str
    state: State
    why: str = ""
    shallow: bool = False
    dirty: bool = False
    head: str = ""
    branch: str = ""
    within: bool = False

    @property
    def ready(self) -> bool:
        """Whether it can be asked."""
        return self.state == "ready"


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag.

    Attributes:
        name: its name, without `refs/tags/`.
        commit: the full hash of the commit that it leads to; empty where it leads to none (a tree, a file).
        object: the full hash of what the tag's name holds: of an annotated tag its own, else the commit.
        annotated: whether it is an object of its own, with a day of its own.
        day: the day that it was made, in its maker's own time zone; of a light tag, the commit's.
    """

    name: str
    commit: str
    object: str
    annotated: bool
    day: date


class Commit(NamedTuple):
    """A commit, without its author.

    Attributes:
        hash: its full hash.
        parents: those of its parents, the one that it was merged into first.
        message: all of it.
        by_bot: whether a program wrote it.
    """

    hash: str
    parents: tuple[str, ...]
    message: str
    by_bot: bool = False


@dataclass(frozen=True, slots=True)
class TagNames:
    """Which tags of a repository are releases, and which version each stands for.

    Attributes:
        pattern: how release tags look, `v*` or `model-*`; empty for any with a digit in it.
        ignored: patterns of tags that are no releases.
    """

    pattern: str = ""
    ignored: tuple[str, ...] = ()

    @classmethod
    def of(cls, repository: Repository) -> TagNames:
        """What the project file says of a repository."""
        return cls(repository.tag_pattern or "", tuple(repository.ignore_tags))

    def is_release(self, tag: str) -> bool:
        """Whether a tag is one of a release."""
        named = fnmatchcase(tag, self.pattern) if self.pattern else any(map(str.isdigit, tag))
        return named and not any(fnmatchcase(tag, pattern) for pattern in self.ignored)

    def releases(self, tags: Iterable[Tag]) -> list[Tag]:
        """The release tags that lead to a commit, the highest version first."""
        found = [tag for tag in tags if tag.commit and self.is_release(tag.name)]
        return sorted(found, key=lambda tag: (version_order(self.version(tag.name)), tag.name), reverse=True)

    def version(self, tag: str) -> str:
        """The version that a tag stands for: `model-v4.2` of `model-*` gives `v4.2`, and `v4.2` of `v*` is `v4.2`."""
        lead = self._lead
        return tag.removeprefix(lead) if len(lead) > 1 else tag

    def tag_of(self, version: str, tags: Sequence[Tag]) -> Tag | None:
        """The tag of a version: the one of its very name, else the one that the pattern makes of it, `v` or not."""
        by_name = {tag.name: tag for tag in tags if not any(fnmatchcase(tag.name, p) for p in self.ignored)}
        plain = version.removeprefix("v")
        lead = self._lead
        names = [version, f"{lead}{version}", f"{lead}{plain}", f"{lead}v{plain}"]
        if not self.pattern:
            names += [f"v{plain}", plain]
        found = [name for name in dict.fromkeys(names) if name in by_name and self._may_be(name, version)]
        return by_name[found[0]] if found else None

    def _may_be(self, name: str, version: str) -> bool:
        return name == version or not self.pattern or fnmatchcase(name, self.pattern)

    @property
    def _lead(self) -> str:
        """The letters before the first `*` of the pattern."""
        found = _GLOB.search(self.pattern)
        return self.pattern[: found.start()] if found else ""


@dataclass(frozen=True, slots=True)
class CloneFacts:
    """What a clone says of commits that somebody named, and of its tags.

    Attributes:
        clone: the clone. Where it is not ready, there is nothing else.
        tags: all of its tags.
        commits: the full hash of each commit that was asked for, by the name that it was asked by.
        apart: the full hashes of those that no branch leads to, tagged ones included.
    """

    clone: Clone
    tags: tuple[Tag, ...] = ()
    commits: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[str] = frozenset()
