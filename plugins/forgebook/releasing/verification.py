"""Records of releases held against the clones of their repositories.

Each component is looked for in its own repository alone. What a clone cannot tell is said, and is no finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from forgebook.core.clones import CloneFacts, Tag, TagNames
from forgebook.core.diagnostics import Code, FieldPath, Finding, closest, did_you_mean, listed
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.releasing.parts import parts_of
from forgebook.releasing.verification_codes import (
    DAYS_APART,
    NO_REPOSITORY,
    NO_TAG,
    ON_NO_BRANCH,
    STRAY_TAGS,
    TAG_MOVED,
    UNKNOWN_COMMIT,
    UNREADABLE,
)

SLACK_DAYS = 1
"""By how many days the release's date and its tags' may differ where the project file says nothing."""
_OUT = ("released", "withdrawn")
_REMEDIES = {
    NO_TAG.id: "run `git fetch --tags` in the clone, correct `version`, or set the tag",
    TAG_MOVED.id: "find out which of the two was released, then correct `commit` or move the tag back",
    UNKNOWN_COMMIT.id: "run `git fetch` in the clone, or correct `commit`: it may be one of another repository",
    ON_NO_BRANCH.id: "fetch the branch that it is on, or keep one for it: `git branch NAME COMMIT`",
    DAYS_APART.id: "correct `released_on`, or raise `policies.date_slack_days` in the project file",
    STRAY_TAGS.id: "write a record for each, or list what is no release under `ignore_tags`",
    NO_REPOSITORY.id: "correct `path` (it is told from the folder that holds records/), or clone it there",
    UNREADABLE.id: "run `git fsck` in the clone, and clone it anew if something is lost",
}


@dataclass(frozen=True, slots=True)
class InProjectFile:
    """A finding about an entry of the project file: what is wrong there, and at which key."""

    code: Code
    path: FieldPath
    message: str
    remedy: str = ""


@dataclass(slots=True)
class Verified:
    """What came of it.

    Attributes:
        findings: about records.
        about_project: about the project file.
        held: how many components were found as they are written.
        untagged: how many stand in releases that are still to come, and have no tag yet.
        unknown: by repository and reason, the releases whose component could not be looked for.
    """

    findings: list[Finding] = field(default_factory=list)
    about_project: list[InProjectFile] = field(default_factory=list)
    held: int = 0
    untagged: int = 0
    unknown: dict[tuple[str, str], list[str]] = field(default_factory=dict)


def commits_asked(releases: Iterable[Record]) -> dict[str, set[str]]:
    """The commits that releases name, by repository."""
    asked: dict[str, set[str]] = {}
    for record in releases:
        for part in record.f.components:
            asked.setdefault(part.repository, set()).update([part.commit] if part.commit else [])
    return asked


def verify(
    releases: Iterable[Record], graph: ProjectGraph, facts: Mapping[str, CloneFacts], *, stray: bool = True
) -> Verified:
    """Hold releases against clones.

    Args:
        releases: the records to verify; cancelled ones are passed over.
        graph: the graph that they stand in.
        facts: what each repository's clone says.
        stray: whether tags that no release of the graph names are told.
    """
    result = Verified()
    for record in releases:
        if record.f.status != "cancelled":
            _Release(record, graph, facts, result).verify()
    for index, repository in enumerate(graph.project.repositories):
        fact = facts.get(repository.id)
        if fact is not None:
            result.about_project += _about_clone(fact, index)
            if stray and fact.clone.ready:
                result.about_project += _stray(fact, TagNames.of(repository), index, graph)
    return result


def _about_clone(fact: CloneFacts, index: int) -> Iterator[InProjectFile]:
    codes = {"foreign": NO_REPOSITORY, "failed": UNREADABLE}
    code = codes.get(fact.clone.state)
    if code is not None:
        yield InProjectFile(code, ("repositories", index, "path"), fact.clone.why, _REMEDIES[code.id])


def _stray(fact: CloneFacts, names: TagNames, index: int, graph: ProjectGraph) -> Iterator[InProjectFile]:
    """Tags that look like releases and stand in none."""
    told = {
        tag.name
        for record in graph.of("release")
        for part in record.f.components
        if part.repository == fact.clone.id and (tag := names.tag_of(str(part.version), fact.tags)) is not None
    }
    left = [tag.name for tag in names.releases(fact.tags) if tag.name not in told]
    if left:
        many = f"{len(left)} tags of {fact.clone.id} stand in no release: {listed(left)}"
        message = many if len(left) > 1 else f"the tag {left[0]} of {fact.clone.id} stands in no release"
        yield InProjectFile(STRAY_TAGS, ("repositories", index, "id"), message, _REMEDIES[STRAY_TAGS.id])


class _Release:
    """One release, held against the clones of its components."""

    def __init__(self, record: Record, graph: ProjectGraph, facts: Mapping[str, CloneFacts], result: Verified) -> None:
        self.record = record
        self.graph = graph
        self.facts = facts
        self.result = result
        self.names = {repository.id: TagNames.of(repository) for repository in graph.project.repositories}
        self.tags: list[tuple[Any, Tag]] = []
        slack = graph.project.policies.date_slack_days
        self.slack = timedelta(days=SLACK_DAYS if slack is None else slack)

    def verify(self) -> None:
        whole = True
        for index, part in enumerate(self.record.f.components):
            before = len(self.result.findings)
            known = self._part(part, index)
            whole = whole and known
            self.result.held += known and len(self.result.findings) == before
        if self.record.f.released_on:
            self._days(whole=whole)

    def _part(self, part: Any, index: int) -> bool:
        """Hold one component against its clone; whether it could be looked for."""
        fact = self.facts.get(part.repository)
        if fact is None or not fact.clone.ready:
            return self._unknown(part.repository, fact.clone.why if fact else "the project file does not list it")
        tag = self.names[part.repository].tag_of(str(part.version), fact.tags)
        if tag is None:
            return self._untagged(part, index, fact)
        self.tags.append((part, tag))
        if not tag.commit:
            self._found(TAG_MOVED, f"the tag {tag.name} of {part.repository} leads to no commit", index, "version")
        elif part.commit and fact.commits.get(part.commit) != tag.commit:
            self._moved(part, index, fact, tag)
        elif tag.commit in fact.apart:
            self._apart(part, index, fact, tag.commit)
        return True

    def _untagged(self, part: Any, index: int, fact: CloneFacts) -> bool:
        """A version without a tag: an error once it is out, unless the clone is cut off."""
        out = self.record.f.status in _OUT
        if out and fact.clone.shallow:
            return self._unknown(part.repository, f"the clone is shallow, and has no tag of {part.version}")
        if out:
            names = self.names[part.repository]
            guess = closest(str(part.version), [tag.name for tag in names.releases(fact.tags)])
            there = "" if fact.tags else " (the clone has no tags at all)"
            message = f"{part.repository} has no tag of {part.version}{there}{did_you_mean(guess)}"
            self._found(NO_TAG, message, index, "version", suggestion=guess)
        if part.commit and not self._commit(part, index, fact):
            return False
        self.result.untagged += not out
        return out

    def _commit(self, part: Any, index: int, fact: CloneFacts) -> bool:
        """Whether a commit without a tag can be told to be there or not."""
        full = fact.commits.get(part.commit)
        if full is None and fact.clone.shallow:
            return self._unknown(part.repository, "the clone is shallow, and its history does not reach the commit")
        if full is None:
            self._found(UNKNOWN_COMMIT, f"{part.repository} has no commit {part.commit}", index, "commit")
        elif full in fact.apart:
            self._apart(part, index, fact, full)
        return True

    def _moved(self, part: Any, index: int, fact: CloneFacts, tag: Tag) -> None:
        message = f"the tag {tag.name} of {part.repository} points at {tag.commit}, the record says {part.commit}"
        remedy = ""
        if tag.annotated and tag.object.startswith(part.commit.lower()):
            remedy = f"that is the tag itself: write the commit that it leads to, {tag.commit}"
        elif part.commit not in fact.commits and not fact.clone.shallow:
            remedy = f"{part.repository} has no commit {part.commit}: correct it, or run `git fetch` in the clone"
        self._found(TAG_MOVED, message, index, "commit", remedy=remedy)

    def _apart(self, part: Any, index: int, fact: CloneFacts, commit: str) -> None:
        if fact.clone.shallow:
            return
        what = "commit" if part.commit else "version"
        self._found(ON_NO_BRANCH, f"no branch of {part.repository} leads to {commit[:12]}", index, what)

    def _days(self, *, whole: bool) -> None:
        """The release's date against its tags': none may be younger, and the youngest not much older."""
        day = self.record.f.released_on
        fresh = {part.component.repository for part in parts_of(self.record, self.graph) if part.since is self.record}
        tags = [(part, tag) for part, tag in self.tags if part.repository in fresh and tag.commit]
        for part, tag in tags:
            if tag.day - day > self.slack:
                what = "is of" if tag.annotated else "leads to a commit of"
                message = f"came out on {day}, but the tag {tag.name} of {part.repository} {what} {tag.day}"
                self._add(DAYS_APART, message, ("released_on",))
        newest = max(tags, key=lambda pair: pair[1].day, default=None)
        # A light tag has no day of its own: its commit may well be older than the release.
        if newest and whole and all(tag.annotated for _, tag in tags) and day - newest[1].day > self.slack:
            part, tag = newest
            message = f"came out on {day}, but its youngest tag, {tag.name} of {part.repository}, is of {tag.day}"
            self._add(DAYS_APART, message, ("released_on",))

    def _unknown(self, repository: str, why: str) -> bool:
        self.result.unknown.setdefault((repository, why), []).append(self.record.id)
        return False

    def _found(
        self, code: Code, message: str, index: int, key: str, remedy: str = "", suggestion: str | None = None
    ) -> None:
        self._add(code, message, ("components", index, key), remedy, suggestion)

    def _add(self, code: Code, message: str, path: FieldPath, remedy: str = "", suggestion: str | None = None) -> None:
        remedy = remedy or _REMEDIES[code.id]
        self.result.findings.append(Finding(code, self.record, message, path, remedy, suggestion))
