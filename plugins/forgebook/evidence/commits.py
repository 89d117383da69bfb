"""The commits between two points of a history, without their authors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from forgebook.core.clones import Commit
from forgebook.evidence.git import git_blocks, git_bytes

_LOG = (
    "-c", "log.showSignature=false", "-c", "i18n.logOutputEncoding=UTF-8", "-c", "color.ui=false",
    "log", "-z", "--no-notes", "--no-mailmap", "--no-patch", "--format=%H%x01%P%x01%an%x01%B",
)  # fmt: skip
_BOT = re.compile(r"\[bot\]\Z|\Abot\b|[-_ ]bot\Z|\Aopenstack proposal bot\b", re.I)


def read_commits(path: Path, tips: Sequence[str], without: Sequence[str] = ()) -> Iterator[Commit]:
    """The commits that lead to some (by their full hashes) and not to others, newest first.

    They are an answer only once the last one was taken.

    Raises:
        GitFailed: git fails, perhaps after it has told of some commits.
    """
    bots: dict[str, bool] = {}
    range_ = [*tips, *(f"^{commit}" for commit in without)]
    for block in git_blocks(path, *_LOG, *range_, "--"):
        for part in block.decode("utf-8", "replace").split("\0"):
            hash_, parents, name, message = part.split("\1", 3)
            by_bot = bots.get(name)
            if by_bot is None:
                by_bot = bots[name] = bool(_BOT.search(name))
            yield Commit(hash_, tuple(parents.split(" ")) if parents else (), message, by_bot)


def only_below(path: Path, without: str) -> set[str]:
    """The commits of all branches and tags that touch a folder and do not lead to a commit.

    Raises:
        GitFailed: git fails.
    """
    raw = git_bytes(path, "rev-list", "--full-history", "--all", "HEAD", f"^{without}", "--", ".")
    return set(raw.decode("ascii").split())
