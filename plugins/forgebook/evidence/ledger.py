"""Who worked on which file, told from a history as it goes by, newest commit first. Nothing here asks git."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from forgebook.evidence.identities import Signature

HALF = 0.5
"""What a co-author's or a reviewer's part in a commit counts, where its author's counts one."""
_DAY = 86400.0


@dataclass(slots=True)
class Part:
    """What one signature did to one file.

    Attributes:
        changes: commits of theirs that changed it; the one that made it is none of them.
        first: whether they made it.
        recent: their share of work, each commit counted once and shared out among its files, halved by each half-life.
    """

    changes: int = 0
    first: bool = False
    recent: float = 0.0


Parts = dict[Signature, Part]


class Change(NamedTuple):
    """One file of a commit: the letter of its status, its path, and where it was before, of a rename."""

    status: str
    path: str
    former: str = ""


@dataclass(slots=True)
class Ledger:
    """What was done to each file, as commits are added newest first.

    A rename hands the newer name's story on to the older one; what was done to a file of the same name before it was
    made belongs to another file.

    Attributes:
        live: the files of the snapshot that count. What was done to others is not kept.
        until: the moment that ages are told from, in seconds since 1970; what is dated later counts as of then.
        half_life: in days.
        files: by path in the snapshot, who did what.
        used: how often each signature was used.
        commits: how many commits counted.
        bots: how many were left out as those of programs.
        future: how many are dated after `until`.
        last: the moment of the newest commit that touched a file, by path.
    """

    live: frozenset[str]
    until: int
    half_life: float = 180.0
    files: dict[str, Parts] = field(default_factory=dict)
    used: dict[Signature, int] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    commits: int = 0
    bots: int = 0
    future: int = 0
    _now: dict[str, str | None] = field(default_factory=dict, repr=False, compare=False)

    def add(
        self,
        when: int,
        author: Signature,
        changes: Sequence[Change],
        helpers: Iterable[Signature] = (),
        *,
        edge: bool = False,
    ) -> None:
        """Add a commit older than those before it.

        Args:
            when: seconds since 1970.
            author: who wrote it.
            changes: the files.
            helpers: co-authors and reviewers.
            edge: a shallow clone is cut off here.
        """
        self.commits += 1
        if when > self.until:
            self.future += 1
            when = self.until
        touched = self._touched(changes)
        if not touched:
            return
        self.used[author] = self.used.get(author, 0) + 1
        weight = 0.5 ** ((self.until - when) / _DAY / self.half_life) / len(touched)
        others = [helper for helper in dict.fromkeys(helpers) if helper != author]
        for name, status in touched:
            parts = self.files.setdefault(name, {})
            part = parts.get(author)
            if part is None:
                part = parts[author] = Part()
            if status == "A" and not edge:
                part.first = True
            else:
                part.changes += 1
            part.recent += weight
            for helper in others:
                self.used.setdefault(helper, 0)
                parts.setdefault(helper, Part()).recent += weight * HALF
            if when > self.last.get(name, 0):
                self.last[name] = when

    def _touched(self, changes: Sequence[Change]) -> list[tuple[str, str]]:
        """The files of the snapshot that a commit touched, each with the letter of what became of it."""
        now, live, touched = self._now, self.live, []
        for change in changes:
            # Most changes are plain ones of files that never moved: they must be cheap.
            plain = change.status in ("M", "T")
            name = now.get(change.path, change.path) if plain else self._name(change)
            if name is not None and name in live:
                touched.append((name, change.status))
        return touched

    def _name(self, change: Change) -> str | None:
        """What the file is called in the snapshot; None for one that is not in it."""
        name = self._now.get(change.path, change.path)
        if change.status == "A":
            self._now[change.path] = None
        elif change.status == "R":
            # The newer name was not this file's before; where the older one lives on, that is another file.
            self._now[change.path] = None
            self._now[change.former] = name
        elif change.status == "D":
            self._now[change.path] = None
            return None
        return name

    def rename(self, signatures: Mapping[Signature, Signature]) -> None:
        """Put other signatures in the place of some, with all that they did."""
        for former, now in signatures.items():
            self.used[now] = self.used.get(now, 0) + self.used.pop(former, 0)
            for parts in self.files.values():
                if (old := parts.pop(former, None)) is not None:
                    part = parts.setdefault(now, Part())
                    part.changes += old.changes
                    part.first = part.first or old.first
                    part.recent += old.recent
