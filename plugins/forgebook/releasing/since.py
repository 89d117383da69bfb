"""What a repository brings since a release: which tag is the next one, what leads to it, and what is in no tag yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from forgebook.core.clones import Clone, Commit, Tag, TagNames
from forgebook.core.versions import version_order
from forgebook.releasing.commits import Brought, brought


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a draft looks for in one repository.

    Attributes:
        names: which tags are releases.
        before: the version that the release before had of it; empty where there was none.
        highest: the version of the draft, where the repository goes by the numbers of the train: no tag above it is
            taken, and its own is taken first. Empty where it has numbers of its own.
        own_line: whether the release before stands in a maintenance line: then only a tag that comes from it is taken.
        tag: the tag that somebody asked for, or empty.
    """

    names: TagNames
    before: str = ""
    highest: str = ""
    own_line: bool = False
    tag: str = ""


@dataclass(slots=True)
class Since:
    """What became of a repository since the release before.

    Attributes:
        id: the repository.
        clone: its clone.
        before: the version that the release before had; empty where there was none.
        version: the version that the draft takes; empty where there is none to take.
        commit: the commit of that version.
        changed: whether it is another than before; None where that cannot be told.
        told: what leads to it since the release before.
        waiting: what is checked out and in no release tag yet.
        others: other tags that came since, and were not taken.
        notes: what somebody should know: why something could not be told.
    """

    id: str
    clone: Clone
    before: str = ""
    version: str = ""
    commit: str = ""
    changed: bool | None = None
    told: Brought = field(default_factory=Brought)
    waiting: Brought = field(default_factory=Brought)
    others: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)


def newer_tags(tags: Iterable[Tag], wanted: Wanted) -> list[Tag]:
    """The release tags that may be the next one, the highest version first."""
    names = wanted.names
    found = [tag for tag in names.releases(tags) if not wanted.tag or tag.name == wanted.tag]
    if wanted.tag:
        return found
    if wanted.before:
        lowest = version_order(names.version(wanted.before))
        found = [tag for tag in found if version_order(names.version(tag.name)) > lowest]
    if wanted.highest:
        top = version_order(wanted.highest)
        found = [tag for tag in found if version_order(names.version(tag.name)) <= top]
    return found


def next_tag(newer: Sequence[Tag], commits: Sequence[Commit], base: str, wanted: Wanted) -> Tag | None:
    """The tag that a draft takes of those that may be the next one.

    Args:
        newer: the tags, the highest version first.
        commits: what leads to them and not to the base.
        base: the commit of the release before, or empty.
        wanted: what is looked for.
    """
    if not base or wanted.tag or (len(newer) == 1 and not wanted.own_line):
        return next(iter(newer), None)
    after = {base, *_after(base, commits)}
    straight = [tag for tag in newer if tag.commit in after]
    if straight or wanted.own_line:
        return next(iter(straight), None)
    return next(iter(newer), None)


def leading_to(tip: str, commits: Sequence[Commit], by_hash: Mapping[str, Commit]) -> list[Commit]:
    """Those of some commits that lead to one of them, it included; it comes first, the others in their order."""
    found: set[str] = set()
    waiting = [tip]
    while waiting:
        hash_ = waiting.pop()
        if hash_ not in found and (commit := by_hash.get(hash_)) is not None:
            found.add(hash_)
            waiting += commit.parents
    if not found:
        return []
    # The tip comes first whatever the clocks of those who committed said.
    return [by_hash[tip], *(commit for commit in commits if commit.hash in found and commit.hash != tip)]


def tell(
    since: Since, tag: Tag | None, commits: Sequence[Commit], newer: Sequence[Tag], only: Set[str] | None = None
) -> None:
    """Put in what leads to the tag, and what is checked out and in no tag; only some commits where these are given."""
    if tag is not None and tag.commit == since.clone.head and len(newer) == 1:
        since.told = brought(commits, only)  # all that was read leads to the one tag
        return
    by_hash = {commit.hash: commit for commit in commits}
    tagged = leading_to(tag.commit, commits, by_hash) if tag is not None else []
    since.told = brought(tagged, only)
    known = {commit.hash for commit in tagged}
    for other in newer:
        if tag is not None and other.commit != tag.commit:
            known.update(commit.hash for commit in leading_to(other.commit, commits, by_hash))
    if since.clone.head not in known:
        head = [commit for commit in leading_to(since.clone.head, commits, by_hash) if commit.hash not in known]
        since.waiting = brought(head, only)
    since.others = tuple(other.name for other in newer if tag is not None and other.name != tag.name)


def _after(base: str, commits: Sequence[Commit]) -> set[str]:
    """Those of some commits, told newest first, that come from another one."""
    after = {base}
    waiting = list(reversed(commits))
    grown = True
    while grown:  # once, unless a clock was wrong and a parent is told after its child
        left = []
        for commit in waiting:
            for parent in commit.parents:
                if parent in after:
                    after.add(commit.hash)
                    break
            else:
                left.append(commit)
        grown, waiting = 0 < len(left) < len(waiting), left
    return after - {base}
