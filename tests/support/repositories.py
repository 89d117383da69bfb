"""Real git repositories in a temporary folder, and gits that fail."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

ISOLATED = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_TERMINAL_PROMPT": "0",
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}  # fmt: skip
OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")


class GitRepository:
    """A repository with a branch `main`."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root = root
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, given: bytes | None = None) -> str:
        """Run git and return what it prints."""
        environment = {name: value for name, value in os.environ.items() if name not in OF_A_HOOK}
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, env={**environment, **ISOLATED}, capture_output=True, input=given
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode().strip()

    def write(self, files: Mapping[str, str]) -> GitRepository:
        """Write files below the repository."""
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return self

    def commit(self, message: str = "a commit") -> str:
        """Commit all there is and return the hash."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")


def failing_git(folder: Path, action: str, how: str) -> Path:
    """A folder with a `git` that does all but one action: for that it runs `how`, in which `$GIT` is the real one."""
    folder.mkdir(parents=True, exist_ok=True)
    real = shutil.which("git")
    script = folder / "git"
    script.write_text(f'#!/bin/sh\nGIT={real}\ncase " $* " in *" {action} "*) {how};; esac\nexec $GIT "$@"\n')
    script.chmod(0o755)
    return folder
