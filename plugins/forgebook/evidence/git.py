"""Git as a child process: one way to run it, whose exit code is always checked."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

LIMIT_SECONDS = 120
_CHUNK = 1 << 18
_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"})


class GitFailed(Exception):
    """Git could not answer.

    Attributes:
        reason: why, in plain words.
        words: what git itself said.
    """

    def __init__(self, reason: str, words: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.words = words


def git_environment() -> dict[str, str]:
    """The environment for git: its answers in English, no locks, nothing of a hook that we may run in.

    Within a hook, git's own variables name the repository of the hook, which need not be ours. A history is written in
    large pieces, not commit by commit: we take it whole.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    return environment | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_FLUSH": "0"}


def git_bytes(root: Path, *arguments: str, given: bytes | None = None) -> bytes:
    """What git prints, run in a folder, with `given` on its standard input.

    Raises:
        GitFailed: git is not installed, takes too long, or ends with an error.
    """
    try:
        result = subprocess.run(
            ["git", *arguments],
            cwd=root,
            env=git_environment(),
            input=given,
            stdin=subprocess.DEVNULL if given is None else None,
            capture_output=True,
            timeout=LIMIT_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise GitFailed("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise GitFailed(f"git took longer than {LIMIT_SECONDS} seconds") from None
    if result.returncode:
        words = result.stderr.decode("utf-8", "replace")
        raise GitFailed(_reason(words, result.returncode), words)
    return result.stdout


def git_blocks(root: Path, *arguments: str) -> Iterator[bytes]:
    """What git prints, block by block as it comes, for what is long. A block ends where a part that NUL ends does.

    The blocks are an answer only once the last one was taken: git may fail on the way.

    Raises:
        GitFailed: git is not installed, or ends with an error.
    """
    command = ["git", *arguments]
    try:
        with tempfile.TemporaryFile() as errors, subprocess.Popen(
            command, cwd=root, env=git_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors
        ) as process:  # fmt: skip
            assert process.stdout is not None
            rest = b""
            while chunk := process.stdout.read(_CHUNK):
                block, ended, after = chunk.rpartition(b"\0")
                if ended:
                    yield rest + block
                rest = after if ended else rest + chunk
            if process.wait():
                errors.seek(0)
                words = errors.read().decode("utf-8", "replace")
                raise GitFailed(_reason(words, process.returncode), words)
    except FileNotFoundError:
        raise GitFailed("git is not installed") from None
    if rest:
        yield rest


def git_parts(root: Path, *arguments: str) -> Iterator[bytes]:
    """The same, part by part.

    Raises:
        GitFailed: git is not installed, or ends with an error.
    """
    for block in git_blocks(root, *arguments):
        yield from block.split(b"\0")


def git_text(root: Path, *arguments: str) -> str:
    """The same, as text.

    Raises:
        GitFailed: git is not installed, takes too long, or ends with an error.
    """
    return git_bytes(root, *arguments).decode("utf-8", "replace")


def _reason(words: str, code: int) -> str:
    if "not a git repository" in words:
        return "this is not a git repository"
    if "does not have any commits" in words:
        return "the repository has no commits yet"
    if "dubious ownership" in words:
        return "git does not trust the owner of this folder"
    if code < 0:
        return f"git was ended by signal {-code} before it was done"
    first = words.strip().split("\n")[0].removeprefix("fatal: ")
    return f"git could not read the history (exit {code}): {first or 'it did not say why'}"
