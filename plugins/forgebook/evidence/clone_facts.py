"""All that a clone is asked for at once, when records are held against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from forgebook.core.clones import CloneFacts
from forgebook.core.project import Repository
from forgebook.evidence.clones import commits_known, on_no_branch, open_clone
from forgebook.evidence.git import GitFailed
from forgebook.evidence.tags import read_tags


def clone_facts(repository: Repository, root: Path, named: Iterable[str]) -> CloneFacts:
    """What a repository's clone says of its tags and of the commits that are named.

    Where git fails on the way there are no facts at all, and the clone says why.
    """
    clone = open_clone(repository, root)
    if not clone.ready:
        return CloneFacts(clone)
    path = root / clone.path
    try:
        tags = read_tags(path)
        commits = commits_known(path, named)
        asked = {*commits.values(), *(tag.commit for tag in tags if tag.commit)}
        apart = frozenset(on_no_branch(path, sorted(asked)))
    except GitFailed as failure:
        return CloneFacts(replace(clone, state="failed", why=failure.reason))
    return CloneFacts(clone, tuple(tags), commits, apart)
