"""What the clones tell for the draft of a release."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forgebook.core.clones import Commit, Tag, TagNames
from forgebook.core.graph import ProjectGraph
from forgebook.core.project import Repository
from forgebook.core.record import Record
from forgebook.core.versions import version_order
from forgebook.evidence.clones import commit_named, commits_known, open_clone
from forgebook.evidence.commits import only_below, read_commits
from forgebook.evidence.git import GitFailed
from forgebook.evidence.tags import read_tags
from forgebook.reading.load import without_collection
from forgebook.releasing.since import Since, Wanted, newer_tags, next_tag, tell
from forgebook.writing.drafts.compose import NotPossible

EVERY = 500
"""After how many commits progress is told."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked for beside the train and the version.

    Attributes:
        tags: the tag to take, by repository.
        since: the revision to count commits from, by repository; under an empty name the one for all.
        repositories: those to draft; empty for those of the release before, else all that have a clone.
    """

    tags: Mapping[str, str] = field(default_factory=dict)
    since: Mapping[str, str] = field(default_factory=dict)
    repositories: tuple[str, ...] = ()


def newest_of_train(train: str, version: str, line: str, graph: ProjectGraph) -> Record | None:
    """The release of a train that a version follows: the highest lower one, in its line where one is named."""
    order = version_order(version)
    lower = [
        record
        for record in graph.of("release")
        if record.f.train == train
        and record.f.status != "cancelled"
        and (not line or record.f.maintenance_line == line)
        and version_order(str(record.f.version)) < order
    ]
    return max(lower, key=lambda record: (version_order(str(record.f.version)), record.ref), default=None)


def draft_parts(
    version: str, before: Record | None, graph: ProjectGraph, root: Path, asked: Asked, progress: Progress
) -> Iterator[Since]:
    """What each repository brings, in the order of the release before or of the project file.

    Raises:
        NotPossible: a repository, tag or revision that was asked for is not there.
    """
    known = {repository.id: repository for repository in graph.project.repositories}
    parts = {part.repository: part for part in before.f.components} if before else {}
    for id_ in _repositories(known, parts, asked):
        yield _Part(known[id_], parts.get(id_), version, before, root, asked, progress).read()


def _repositories(known: Mapping[str, Repository], parts: Mapping[str, Any], asked: Asked) -> list[str]:
    named = [*asked.repositories, *asked.tags, *(id_ for id_ in asked.since if id_)]
    for id_ in named:
        if id_ not in known:
            raise NotPossible(
                f'the project file lists no repository "{id_}"', f"It lists {', '.join(known) or 'none'}."
            )
    if asked.repositories:
        return list(dict.fromkeys(asked.repositories))
    return [id_ for id_ in parts if id_ in known] or [id_ for id_, repository in known.items() if repository.path]


class _Part:
    """One repository on its way into a draft."""

    def __init__(
        self, repository: Repository, part: Any, version: str, before: Record | None, root: Path, asked: Asked,
        progress: Progress,
    ) -> None:  # fmt: skip
        self.repository = repository
        self.part = part
        self.asked = asked
        self.progress = progress
        self.root = root
        earlier = str(part.version) if part else ""
        by_train = before is not None and part and version_order(earlier) == version_order(str(before.f.version))
        self.wanted = Wanted(
            TagNames.of(repository),
            earlier,
            version if by_train or before is None else "",
            bool(before is not None and before.f.maintenance_line),
            asked.tags.get(repository.id, ""),
        )
        self.since = Since(repository.id, open_clone(repository, root), earlier)

    @property
    def path(self) -> Path:
        """The clone's folder."""
        return self.root / self.since.clone.path

    def read(self) -> Since:
        clone, since = self.since.clone, self.since
        if not clone.ready:
            since.notes.append(clone.why)
            return since
        self.progress(f"{since.id}: reading tags")
        try:
            with without_collection():
                self._read()
        except GitFailed as failure:
            # What git told before it failed is no answer.
            self.since = Since(since.id, clone, since.before, notes=[failure.reason])
        return self.since

    def _read(self) -> None:
        since, wanted = self.since, self.wanted
        tags = read_tags(self.path)
        if wanted.tag and not any(tag.name == wanted.tag and tag.commit for tag in tags):
            raise NotPossible(
                f'{since.id} has no tag "{wanted.tag}" that leads to a commit', "Run `git fetch --tags` in the clone."
            )
        base = self._base(tags)
        newer = newer_tags(tags, wanted)
        commits = list(self._commits(newer, base)) if base else []
        tag = next_tag(newer, commits, base, wanted)
        self._take(tag, tags, base)
        if base:
            tell(since, tag, commits, newer, only_below(self.path, base) if since.clone.within else None)
        else:
            since.others = tuple(other.name for other in newer if tag is not None and other.name != tag.name)
        self._notes(tag, newer, tags)

    def _base(self, tags: list[Tag]) -> str:
        """The commit to count from: the one asked for, else that of the release before; empty where it is not here."""
        id_ = self.since.id
        asked = self.asked.since.get(id_, self.asked.since.get("", ""))
        if asked:
            commit = commit_named(self.path, asked)
            if not commit and id_ in self.asked.since:
                raise NotPossible(f'{id_} has no revision "{asked}"', "Name a branch, a tag or a commit of its clone.")
            return commit or self._missing(f'there is no revision "{asked}" in it')
        if not self.part:
            return ""
        named = str(self.part.commit or "")
        commit = commits_known(self.path, [named]).get(named, "") if named else ""
        tag = self.wanted.names.tag_of(str(self.part.version), tags)
        found = commit or (tag.commit if tag is not None and not named else "")
        what = f"the commit {named}" if named else f"a tag of {self.part.version}"
        return found or self._missing(f"{what} of the release before is not in it")

    def _missing(self, why: str) -> str:
        way = (
            "run `git fetch --unshallow` in it" if self.since.clone.shallow
            else f"fetch it, or say from where to count: --since {self.since.id}=REV"
        )  # fmt: skip
        shallow = "the clone is shallow, and " if self.since.clone.shallow else ""
        self.since.notes.append(f"{shallow}{why}: what came since cannot be told ({way})")
        return ""

    def _commits(self, newer: list[Tag], base: str) -> Iterator[Commit]:
        tips = list(dict.fromkeys([self.since.clone.head, *(tag.commit for tag in newer)]))
        for number, commit in enumerate(read_commits(self.path, tips, [base]), 1):
            if number % EVERY == 0:
                self.progress(f"{self.since.id}: {number:,} commits")
            yield commit

    def _take(self, tag: Tag | None, tags: list[Tag], base: str) -> None:
        """The version and commit that the draft gets."""
        since = self.since
        if tag is not None:
            since.version, since.commit = self._spelt(tag), tag.commit
            since.changed = tag.commit != base if base else None if self.part else True
        elif self.part:
            same = self.wanted.names.tag_of(since.before, tags)
            since.version = since.before
            since.commit = str(self.part.commit or "") or (same.commit if same else "")
            since.changed = False

    def _spelt(self, tag: Tag) -> str:
        """The version of a tag, with a `v` or without it, as the release before wrote its own."""
        version = self.wanted.names.version(tag.name)
        if not self.part:
            return version
        has_v = self.since.before.startswith("v")
        return f"v{version.removeprefix('v')}" if has_v else version.removeprefix("v")

    def _notes(self, tag: Tag | None, newer: list[Tag], tags: list[Tag]) -> None:
        since = self.since
        if since.clone.dirty:
            since.notes.append("the clone has changes that are not committed; they are in no release")
        if tag is None and not self.part:
            since.notes.append(self._untagged(tags))
        elif tag is None and newer:
            since.notes.append(f"the newer tag {newer[0].name} does not come from {since.before}: another line")
        if since.clone.shallow and not any("shallow" in note for note in since.notes):
            since.notes.append("the clone is shallow: older commits may be missing from what is told")

    def _untagged(self, tags: list[Tag]) -> str:
        """Why there is no tag to take for a repository that was in no release before."""
        wanted, pattern = self.wanted, self.repository.tag_pattern
        way = f"take one with --tag {self.since.id}=TAG"
        releases = wanted.names.releases(tags)
        if releases and not wanted.highest:
            return f"no release tag comes from where commits are counted ({way})"
        if releases:
            return f"all release tags are above {wanted.highest}; the lowest is {releases[-1].name} ({way})"
        return "there is no release tag yet" + (f" (tag_pattern: {pattern})" if pattern else "")
