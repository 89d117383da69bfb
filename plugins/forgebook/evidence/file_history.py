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
_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"})


def read_file_history(root: Path, folders: Iterable[str]) -> GitFacts:
    """Facts about the files below some folders (relative to `root`), renames followed."""
    try:
        top = _git(root, "rev-parse", "--show-toplevel", "--is-shallow-repository").split("\n")
    except _GitFailed as failure:
        return GitFacts(missing=failure.reason)
    prefix = os.path.relpath(root.resolve(), Path(top[0]).resolve()).replace(os.sep, "/")
    shallow = top[1].strip() == "true"
    edge = _edge(root) if shallow else frozenset()
    try:
        log = _git(
            root, "-c", "core.quotepath=off", "-c", "log.showRoot=true", "-c", "log.showSignature=false",
            "log", "-z", "--raw", "--no-abbrev", "-M", "--no-merges", "--no-relative",
            f"--format={_MARK}%H %ct", "--", *sorted(set(folders)),
        )  # fmt: skip
    except _GitFailed as failure:
        return GitFacts(missing=failure.reason, shallow=shallow)
    facts = _facts(log, "" if prefix == "." else f"{prefix}/", shallow=shallow, edge=edge)
    return GitFacts(facts, shallow=shallow)


def _edge(root: Path) -> frozenset[str]:
    """The commits at which a shallow clone is cut off: there every file looks new, and is not."""
    try:
        path = Path(root, _git(root, "rev-parse", "--git-path", "shallow").strip())
        return frozenset(path.read_text(encoding="ascii").split())
    except (_GitFailed, OSError, UnicodeError):
        return frozenset()


class _GitFailed(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _git(root: Path, *arguments: str) -> str:
    # Within a hook, git's own variables name the repository of the hook, which need not be ours.
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
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
