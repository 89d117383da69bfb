"""The clones that the project file names: whether there is one, and whether it can be asked."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from forgebook.core.clones import Clone
from forgebook.core.project import Repository
from forgebook.evidence.git import GitFailed, git_bytes, git_text

_HASH = re.compile(r"[0-9a-fA-F]{4,64}\Z")


def open_clone(repository: Repository, root: Path) -> Clone:
    """What lies at a repository's `path`, told from the folder that holds `records/`. Nothing is fetched."""
    if not repository.path:
        return Clone(repository.id, "", "unnamed", "the project file names no clone of it")
    path = root / repository.path
    if not os.path.isdir(path):  # noqa: PTH112  pathlib fails at names that no file can have
        what = "there is no folder" if not os.path.lexists(path) else "there is a file, and no folder,"
        return Clone(repository.id, repository.path, "missing", f"{what} at {repository.path}")
    try:
        return _opened(repository, path)
    except GitFailed as failure:
        foreign = "not a git repository" in failure.reason
        why = f"{repository.path} is no git repository" if foreign else failure.reason
        return Clone(repository.id, repository.path, "foreign" if foreign else "failed", why)


def _opened(repository: Repository, path: Path) -> Clone:
    named = repository.path or ""
    facts = git_text(path, "rev-parse", "--is-bare-repository", "--is-shallow-repository", "--absolute-git-dir")
    bare, shallow, folder = facts.split("\n")[:3]
    within = bare != "true" and _is_within(path)
    if within and not _asked(path, "ls-files", "-z", "--", ".")[:1]:
        why = f"{named} is no git repository of its own: it lies in one that does not follow it"
        return Clone(repository.id, named, "foreign", why)
    if bare == "true" and Path(folder).resolve() != path.resolve():
        return Clone(repository.id, named, "foreign", f"{named} lies inside a bare repository")
    head = _head(path)
    if not head:
        return Clone(repository.id, named, "empty", f"{named} has no commits yet")
    dirty = bare != "true" and bool(
        git_bytes(path, "status", "--porcelain", "--untracked-files=no", "--ignore-submodules", "--", ".").strip()
    )
    branch = _asked(path, "symbolic-ref", "--quiet", "--short", "HEAD")
    return Clone(repository.id, named, "ready", "", shallow == "true", dirty, head, branch, within)


def _is_within(path: Path) -> bool:
    """Whether a folder lies below a repository's top."""
    top = git_text(path, "rev-parse", "--show-toplevel").removesuffix("\n")
    return os.path.realpath(top) != os.path.realpath(path)


def _head(path: Path) -> str:
    return _asked(path, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")


def _asked(path: Path, *arguments: str) -> str:
    """An answer, or empty where git has none and no complaint either.

    Raises:
        GitFailed: git complains.
    """
    try:
        return git_text(path, *arguments).strip()
    except GitFailed as failure:
        if failure.words.strip():
            raise
        return ""


def commits_known(path: Path, named: Iterable[str]) -> dict[str, str]:
    """The full hash of each commit that is named by a hash (or the start of one); those that are not here lack.

    Raises:
        GitFailed: git fails.
    """
    asked = sorted(name for name in set(named) if _HASH.match(name))
    if not asked:
        return {}
    given = "".join(f"{name}\n" for name in asked).encode("ascii")
    answers = git_bytes(path, "cat-file", "--batch-check=%(objecttype) %(objectname)", given=given)
    lines = answers.decode("ascii", "replace").split("\n")
    return {
        name: answer.split(" ")[1]
        for name, answer in zip(asked, lines, strict=False)
        if answer.startswith("commit ") and answer.count(" ") == 1
    }


def on_no_branch(path: Path, commits: Sequence[str]) -> set[str]:
    """Those of some commits (by their full hashes) that no branch leads to, neither a local nor a fetched one.

    Raises:
        GitFailed: git fails.
    """
    if not commits:
        return set()
    given = "".join(f"{commit}\n" for commit in commits).encode("ascii")
    apart = git_bytes(path, "rev-list", "--stdin", "--not", "--branches", "--remotes", given=given)
    return set(apart.decode("ascii").split()) & set(commits)


def contain(path: Path, ancestor: str, commits: Iterable[str]) -> set[str]:
    """Those of some commits that come from another one, or are it.

    Raises:
        GitFailed: git fails.
    """
    asked = sorted(set(commits))
    if not asked:
        return set()
    given = "".join([*(f"{commit}\n" for commit in asked), f"^{ancestor}\n"]).encode("ascii")
    raw = git_bytes(path, "rev-list", "--ancestry-path", "--stdin", given=given)
    return (set(raw.decode("ascii").split()) & set(asked)) | ({ancestor} & set(asked))


def commit_named(path: Path, revision: str) -> str:
    """The full hash of the commit that a branch, a tag or a hash names; empty where there is none.

    Raises:
        GitFailed: git fails.
    """
    if not revision.strip() or revision.startswith("-") or not revision.isprintable():
        return ""
    try:
        name = f"{revision}^{{commit}}"
        return git_text(path, "rev-parse", "--verify", "--quiet", "--end-of-options", name).strip()
    except GitFailed as failure:
        if failure.words.strip() and "unknown revision" not in failure.words and "ambiguous" not in failure.words:
            raise
        return ""
