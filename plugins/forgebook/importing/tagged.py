"""Tags of a repository as releases: `forgebook import tags`, and what other importers take from a repository's tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from forgebook.core.clones import Tag, TagNames
from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import normalise_id
from forgebook.core.versions import is_candidate, version_order
from forgebook.evidence.git import GitFailed, git_text
from forgebook.evidence.tags import read_tags, tag_messages
from forgebook.importing.contract import Found, LeftOut, Listed
from forgebook.importing.release_names import ReleaseNames, repository_of, steps
from forgebook.importing.told_changes import as_block

_SAYS_NOTHING = re.compile(r"\W*(?:tag(?:ging)?|releas(?:e|ed|ing)|version|bump(?:ed)?|to|for|of|v)?\W*", re.I)


def top_of(folder: Path) -> Path | None:
    """The top of the repository that a folder lies in; a bare one is its own. None outside of any, or without git."""
    try:
        inside = git_text(folder, "rev-parse", "--is-inside-work-tree").strip() == "true"
        named = git_text(folder, "rev-parse", "--show-toplevel" if inside else "--absolute-git-dir")
    except GitFailed:
        return None
    return Path(named.removesuffix("\n"))


@dataclass
class TaggedRepository:
    """A repository and its tags.

    Attributes:
        top: its top folder.
        graph: the records that there are.
    """

    top: Path
    graph: ProjectGraph | None
    names: ReleaseNames = field(init=False)
    tag_names: TagNames = field(init=False)
    listed: Listed | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        known = repository_of(self.top, self.graph)
        if known is None:
            name = self.top.name.removesuffix(".git") or "repository"
            self.id, self.title = normalise_id(name), name
            self.listed = Listed("repositories", self.id, {"id": self.id, "title": name}, ".", 0)
        else:
            self.id, self.title = known.id, known.title or known.id
        self.tag_names = TagNames.of(known) if known is not None else TagNames()
        self.names = ReleaseNames(self.title, self.graph)

    @cached_property
    def tags(self) -> list[Tag]:
        """All tags.

        Raises:
            GitFailed: git fails.
        """
        return read_tags(self.top)

    @cached_property
    def releases(self) -> list[Tag]:
        """The release tags in the order in which they were made, each version once."""
        first: dict[Any, Tag] = {}
        for tag in self.tag_names.releases(self.tags):
            first.setdefault((version_order(self.version(tag))), tag)
        return sorted(first.values(), key=lambda tag: (tag.day, version_order(self.version(tag)), tag.name))

    def version(self, tag: Tag) -> str:
        """The version that a tag stands for."""
        return self.tag_names.version(tag.name)

    def key(self, tag: Tag) -> str:
        """What identifies the release of a tag."""
        return f"{self.id} tag {tag.name}"

    def id_of(self, tag: Tag) -> str:
        """The id of the release of a tag."""
        return self.names.id(self.key(tag), self.version(tag))

    def left_out(self) -> Iterator[LeftOut]:
        """Tags that are no releases, and why."""
        taken = {tag.name for tag in self.releases}
        released = {version_order(self.version(tag)): tag for tag in self.releases}
        for tag in self.tags:
            if tag.name not in taken:
                yield LeftOut(f"tag {tag.name}", 0, "1 × tag", self._why(tag, released))

    def _why(self, tag: Tag, released: dict[Any, Tag]) -> str:
        if not tag.commit:
            return "it leads to no commit"
        if not self.tag_names.is_release(tag.name):
            pattern = self.tag_names.pattern
            how = f"tag_pattern is {pattern}" if pattern else "there is no digit in it"
            return f"it is no release by its name ({how}; ignore_tags: {', '.join(self.tag_names.ignored) or 'none'})"
        same = released[version_order(self.version(tag))]
        where = "the same commit" if same.commit == tag.commit else f"another commit ({same.commit[:12]})"
        return f"{same.name} is the same version, and leads to {where}"

    def found(self) -> Iterator[Found]:
        """A release for each release tag."""
        messages = tag_messages(self.top)
        tags = self.releases
        follow = steps([self.version(tag) for tag in tags])
        by_version = {self.version(tag): tag for tag in tags}
        for tag in tags:
            step = follow[self.version(tag)]
            previous = self.id_of(by_version[step.previous]) if step.previous else ""
            note = (f"its version mends {step.open}: add previous and a maintenance_line",) if step.open else ()
            yield self._found(tag, messages.get(tag.name, ""), previous, note)

    def _found(self, tag: Tag, message: str, previous: str, notes: tuple[str, ...]) -> Found:
        version = self.version(tag)
        candidate = is_candidate(version)
        told = [] if says_nothing(message, tag.name, version) else [message]
        told += [f"Tagged on {tag.day}."] if candidate else []
        values: dict[str, Any] = {
            "product": self.title,
            "version": version,
            "previous": previous,
            "status": "candidate" if candidate else "released",
            "released_on": None if candidate else tag.day.isoformat(),
            "highlights": as_block("\n\n".join(told)),
            "components": [{"repository": self.id, "version": version, "commit": tag.commit}],
        }
        mapped = [("tag, of a candidate" if candidate else "tag", "version and status"), ("commit", "components")]
        mapped += [] if candidate else [("day of the tag" if tag.annotated else "day of the commit", "released_on")]
        mapped += [("message", "highlights")] if told and told[0] == message else []
        mapped += [("order of versions", "previous")] if previous else []
        return Found(
            "release", self.id_of(tag), self.key(tag), f"tag {tag.name}", 0, values, tuple(mapped), notes,
            ("day of a candidate",) if candidate else (), unless_there=True,
        )  # fmt: skip


def says_nothing(message: str, *names: str) -> bool:
    """Whether a message holds only the names of what it is about, and words such as `Release`."""
    rest = message
    for name in sorted((*names, *(name.removeprefix("v") for name in names)), key=len, reverse=True):
        rest = rest.replace(name, " ")
    return all(_SAYS_NOTHING.fullmatch(word) for word in rest.split())


def tag_of(version: str, tags: Sequence[Tag]) -> Tag | None:
    """The tag of a version by its number, whatever stands before it; None where none leads to a commit."""
    wanted = version_order(version.removeprefix("v"))
    return next((tag for tag in tags if tag.commit and version_order(tag.name) == wanted), None)
