"""Revisions: what a name means, what changed since, and the files of a commit written to a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from forgebook.evidence.git import GitFailed, git_bytes, git_text

_LINK, _SUBMODULE = "120000", "160000"
_MANY = 200
"""As many paths are asked for by name; of more, all files are listed."""


class RevisionError(Exception):
    """Git cannot tell what was asked. The message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Repository:
    """The git repository that a project lies in.

    Attributes:
        root: the project's folder, which need not be the repository's top.
        prefix: the project's folder told from the top, ending in `/`; empty for the top itself.
        shallow: the clone is cut off.
    """

    root: Path
    prefix: str
    shallow: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """Files that differ from a revision, by their paths below the project's root.

    Attributes:
        base: the commit that was compared with: where the revision and HEAD parted.
        present: files that were added or changed, committed or not, and are there now.
        gone: files that were removed, and the former names of renamed ones.
        edited: of those that are there now, the ones that were there at `base` too.
    """

    base: str
    present: frozenset[str]
    gone: frozenset[str]
    edited: frozenset[str]


@dataclass(frozen=True, slots=True)
class TreeFile:
    """A file of a commit: its path below the project's root, its mode and its blob."""

    path: str
    mode: str
    blob: str


def open_repository(root: Path) -> Repository:
    """The repository that holds a folder.

    Raises:
        RevisionError: there is none, or git does not work.
    """
    try:
        shallow, prefix = git_text(root, "rev-parse", "--is-shallow-repository", "--show-prefix").split("\n")[:2]
    except (GitFailed, ValueError) as failure:
        reason = failure.reason if isinstance(failure, GitFailed) else "git gave no answer"
        raise RevisionError(f"{root.resolve()}: {reason}. {_way_out(reason)}") from None
    return Repository(root, prefix, shallow == "true")


def top_of(repository: Repository) -> Repository:
    """The same repository, told from its top.

    Raises:
        RevisionError: git fails.
    """
    try:
        top = git_text(repository.root, "rev-parse", "--show-toplevel").removesuffix("\n")
    except GitFailed as failure:
        raise RevisionError(f"{failure.reason}. {_way_out(failure.reason)}") from None
    return Repository(Path(top), "", repository.shallow)


def _way_out(reason: str) -> str:
    if "not a git repository" in reason:
        return "Run `git init` and commit the records, or name a folder that is one with -C DIR."
    if "not installed" in reason:
        return "Install git, or leave the revision out."
    if "does not trust" in reason:
        return "Run `git config --global --add safe.directory FOLDER`, as git itself says."
    return "Run the same in a terminal with `git status` to see more."


def commit_of(repository: Repository, revision: str) -> str:
    """The full hash of the commit that a revision names.

    Raises:
        RevisionError: there is no such revision.
    """
    if not revision.strip() or revision.startswith("-") or not revision.isprintable():
        raise RevisionError(f'"{revision}" is not a revision. Name a branch, a tag or a commit, such as origin/main.')
    try:
        return git_text(
            repository.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        ).strip()
    except GitFailed as failure:
        if failure.words.strip() and "unknown revision" not in failure.words:
            raise RevisionError(f'"{revision}": {failure.reason}. {_way_out(failure.reason)}') from None
        raise RevisionError(f'there is no revision "{revision}" in this repository. {_fetch(repository)}') from None


def _fetch(repository: Repository) -> str:
    if repository.shallow:
        return (
            "The clone is shallow, so older commits and other branches are not here: run `git fetch --unshallow`, or "
            "check out with the whole history (fetch-depth: 0, GIT_DEPTH: 0)."
        )
    return "Run `git fetch` if it exists elsewhere, or correct the name."


def merge_base(repository: Repository, one: str, other: str) -> str:
    """The commit at which two histories parted.

    Raises:
        RevisionError: they have none in common, or it is not here.
    """
    try:
        return git_text(repository.root, "merge-base", one, other).split("\n")[0].strip()
    except GitFailed as failure:
        if failure.words.strip():
            raise RevisionError(f"{failure.reason}. {_way_out(failure.reason)}") from None
        told = _fetch(repository) if repository.shallow else "Name a revision that HEAD comes from."
        raise RevisionError(f"{one} and {other} have no commit in common here. {told}") from None


def changed_since(repository: Repository, revision: str) -> Changes:
    """What differs between the folder as it is now and the point where HEAD and a revision parted.

    Committed, staged, unstaged and new files count alike; ignored ones do not.

    Raises:
        RevisionError: the revision is unknown, or git fails on the way.
    """
    base = merge_base(repository, commit_of(repository, revision), "HEAD")
    try:
        raw = git_bytes(
            repository.root, "diff", "--no-ext-diff", "--no-textconv", "--name-status", "-z", "--no-renames",
            "--ignore-submodules", "--relative", base, "--",
        )  # fmt: skip
        new = git_bytes(repository.root, "ls-files", "-z", "--others", "--exclude-standard")
    except GitFailed as failure:
        raise RevisionError(f"{failure.reason}. {_way_out(failure.reason)}") from None
    status = dict(_statuses(raw))
    untracked = {os.fsdecode(path) for path in new.split(b"\0") if path}
    gone = {path for path, letter in status.items() if letter == "D"} - untracked
    present = (set(status) | untracked) - gone
    edited = present - untracked - {path for path, letter in status.items() if letter == "A"}
    return Changes(base, frozenset(present), frozenset(gone), frozenset(edited))


def _statuses(raw: bytes) -> Iterator[tuple[str, str]]:
    """Path and letter from `--name-status -z`."""
    fields = iter(raw.split(b"\0"))
    for letter in fields:
        if letter:
            yield os.fsdecode(next(fields)), letter.decode("ascii")[:1]


def files_of(repository: Repository, commit: str, paths: Iterable[str] = ()) -> list[TreeFile]:
    """The files of a commit below the project's root, submodules left out; only those at `paths` where there are any.

    Raises:
        RevisionError: git fails.
    """
    wanted = {f"{repository.prefix}{path}" for path in paths}
    asked = sorted(wanted) if 0 < len(wanted) <= _MANY else [repository.prefix or "."]
    try:
        raw = git_bytes(repository.root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *asked)
    except GitFailed as failure:
        raise RevisionError(f"{failure.reason}. {_way_out(failure.reason)}") from None
    found = []
    for line in raw.split(b"\0"):
        facts, _, name = line.partition(b"\t")
        path = os.fsdecode(name)
        if not facts or not path.startswith(repository.prefix) or (wanted and path not in wanted):
            continue
        mode, _kind, blob = facts.decode("ascii").split(" ")[:3]
        if mode != _SUBMODULE:
            found.append(TreeFile(path.removeprefix(repository.prefix), mode, blob))
    return found


def write_files(
    repository: Repository, files: Iterable[TreeFile], folder: Path, wanted: Callable[[str], bool] = lambda _: True
) -> None:
    """Write files of a commit below a folder: with their content where `wanted`, else empty.

    A path that would leave the folder is not written, and no link that leads out of it stays.

    Raises:
        RevisionError: git fails or ends halfway, or a file cannot be written.
    """
    try:
        _write_files(repository, files, folder, wanted)
    except OSError as error:
        why = error.strerror or "unknown reason"
        raise RevisionError(
            f"the files of the commit could not be written to {folder} ({why}). Make room there, or set TMPDIR."
        ) from None


def _write_files(
    repository: Repository, files: Iterable[TreeFile], folder: Path, wanted: Callable[[str], bool]
) -> None:
    safe = [file for file in files if _stays_below(file.path)]
    full = [file for file in safe if file.mode == _LINK or wanted(file.path)]
    contents = _contents(repository, [file.blob for file in full])
    links = [(folder / file.path, contents[file.blob]) for file in full if file.mode == _LINK]
    for file in safe:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if file.mode != _LINK:
            path.write_bytes(contents[file.blob] if wanted(file.path) else b"")
    # Links come last, so that no file is written through one.
    for path, target in links:
        path.symlink_to(os.fsdecode(target))
    for path, _ in links:
        if not Path(os.path.realpath(path)).is_relative_to(folder.resolve()):
            path.unlink()


def _stays_below(path: str) -> bool:
    """Whether a path of a tree is one that a checkout would write: git lets crafted trees hold others."""
    parts = PurePosixPath(path).parts
    bad = any(part in ("..", "/") or part.casefold() == ".git" or "\\" in part or ":" in part for part in parts)
    return bool(parts) and not bad and not os.path.isabs(path)  # noqa: PTH117 (of the running system)


def _contents(repository: Repository, blobs: list[str]) -> dict[str, bytes]:
    """The contents of blobs, each once, from one process."""
    unique = list(dict.fromkeys(blobs))
    if not unique:
        return {}
    try:
        raw = git_bytes(repository.root, "cat-file", "--batch", given="\n".join([*unique, ""]).encode("ascii"))
    except GitFailed as failure:
        raise RevisionError(f"{failure.reason}. {_way_out(failure.reason)}") from None
    found: dict[str, bytes] = {}
    start = 0
    for blob in unique:
        head, newline, _ = raw[start : start + 200].partition(b"\n")
        facts = head.split(b" ")
        if not newline or len(facts) != 3 or facts[1] != b"blob":
            raise RevisionError(
                f"git could not read the file with the hash {blob}. Run `git fsck` to see what is lost."
            )
        begin = start + len(head) + 1
        end = begin + int(facts[2])
        if end >= len(raw):
            raise RevisionError("git ended before it had given all files. Run it again; `git fsck` tells more.")
        found[blob] = raw[begin:end]
        start = end + 1
    return found
