"""When each file was first recorded and last changed: one pass of `git log` for all files.

The exit code is checked: a history that git cannot read to its end gives no facts and says why.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from forgebook.core.evidence import CommitFact, FileFacts, GitFacts
from forgebook.evidence.git import GitFailed, git_text

_MARK = "\x01"


def read_file_history(root: Path, folders: Iterable[str]) -> GitFacts:
    """Facts about the files below some folders (relative to `root`), renames followed."""
    try:
        top = git_text(root, "rev-parse", "--show-toplevel", "--is-shallow-repository").split("\n")
    except GitFailed as failure:
        return GitFacts(missing=failure.reason)
    prefix = os.path.relpath(root.resolve(), Path(top[0]).resolve()).replace(os.sep, "/")
    shallow = top[1].strip() == "true"
    edge = _edge(root) if shallow else frozenset()
    try:
        log = git_text(
            root, "-c", "core.quotepath=off", "-c", "log.showRoot=true", "-c", "log.showSignature=false",
            "log", "-z", "--raw", "--no-abbrev", "-M", "--no-merges", "--no-relative",
            f"--format={_MARK}%H %ct", "--", *sorted(set(folders)),
        )  # fmt: skip
    except GitFailed as failure:
        return GitFacts(missing=failure.reason, shallow=shallow)
    facts = _facts(log, "" if prefix == "." else f"{prefix}/", shallow=shallow, edge=edge)
    return GitFacts(facts, shallow=shallow)


def _edge(root: Path) -> frozenset[str]:
    """The commits at which a shallow clone is cut off: there every file looks new, and is not."""
    try:
        path = Path(root, git_text(root, "rev-parse", "--git-path", "shallow").strip())
        return frozenset(path.read_text(encoding="ascii").split())
    except (GitFailed, OSError, UnicodeError):
        return frozenset()


def _facts(log: str, prefix: str, *, shallow: bool, edge: frozenset[str]) -> dict[str, FileFacts]:
    """Walk the history from new to old; a rename hands the newer name's story on to the older one."""
    last: dict[str, CommitFact] = {}
    first: dict[str, CommitFact] = {}
    added: set[str] = set()
    now: dict[str, str] = {}
    commit = CommitFact("", date.min)
    fields = iter(log.split("\0"))
    for field in fields:
        entry = field.lstrip("\n")
        if entry.startswith(_MARK):
            commit = _commit(entry[1:].split("\n")[0])
            continue
        if not entry.startswith(":"):
            continue
        status = entry.rsplit(" ", 1)[1]
        path = next(fields)
        newer = next(fields) if status[0] in "RC" else path
        name = now.get(newer, newer)
        if name in added:
            continue
        last.setdefault(name, commit)
        first[name] = commit
        if status[0] == "R":
            now[path] = name
        elif status[0] in "AC" and commit.commit not in edge:
            added.add(name)
    return {
        name.removeprefix(prefix): FileFacts(first[name] if name in added or not shallow else None, fact)
        for name, fact in last.items()
        if name.startswith(prefix)
    }


def _commit(line: str) -> CommitFact:
    commit, _, seconds = line.partition(" ")
    return CommitFact(commit, datetime.fromtimestamp(int(seconds), UTC).date())
