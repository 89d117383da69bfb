"""When each file was first recorded and last changed: one pass of `git log` for all files.

The exit code is checked: a history that git cannot read to its end gives no facts and says why.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from forgebook.core.evidence import CommitFact, FileFacts, GitFacts

_MARK = "\x01"
_LIMIT_SECONDS = 120


def read_file_history(root: Path, folders: Iterable[str]) -> GitFacts:
    """Facts about the files below some folders (relative to `root`), renames followed."""
    try:
        top = _git(root, "rev-parse", "--show-toplevel", "--is-shallow-repository").split("\n")
    except _GitFailed as failure:
        return GitFacts(missing=failure.reason)
    prefix = os.path.relpath(root.resolve(), Path(top[0]).resolve()).replace(os.sep, "/")
    shallow = top[1].strip() == "true"
    try:
        log = _git(
            root, "-c", "core.quotepath=off", "log", "-z", "--raw", "--no-abbrev", "-M", "--no-merges",
            f"--format={_MARK}%H %ct", "--", *sorted(set(folders)),
        )  # fmt: skip
    except _GitFailed as failure:
        return GitFacts(missing=failure.reason, shallow=shallow)
    return GitFacts(_facts(log, "" if prefix == "." else f"{prefix}/", shallow=shallow), shallow=shallow)


class _GitFailed(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _git(root: Path, *arguments: str) -> str:
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        result = subprocess.run(
            ["git", *arguments],
            cwd=root,
            env=environment,
            capture_output=True,
            timeout=_LIMIT_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise _GitFailed("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise _GitFailed(f"git took longer than {_LIMIT_SECONDS} seconds") from None
    if result.returncode:
        raise _GitFailed(_reason(result.stderr.decode("utf-8", "replace"), result.returncode))
    return result.stdout.decode("utf-8", "replace")


def _reason(words: str, code: int) -> str:
    if "not a git repository" in words:
        return "this is not a git repository"
    if "does not have any commits" in words:
        return "the repository has no commits yet"
    if "dubious ownership" in words:
        return "git does not trust the owner of this folder"
    first = words.strip().split("\n")[0].removeprefix("fatal: ")
    return f"git could not read the history (exit {code}): {first}"


def _facts(log: str, prefix: str, *, shallow: bool) -> dict[str, FileFacts]:
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
        elif status[0] in "AC":
            added.add(name)
    return {
        name.removeprefix(prefix): FileFacts(
            first[name] if name in added or not shallow else None, fact
        )
        for name, fact in last.items()
        if name.startswith(prefix)
    }


def _commit(line: str) -> CommitFact:
    commit, _, seconds = line.partition(" ")
    return CommitFact(commit, datetime.fromtimestamp(int(seconds), UTC).date())
