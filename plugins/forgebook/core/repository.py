"""Where the git repository begins that a project lies in."""

from __future__ import annotations

import os
from pathlib import Path


def repository_root(project: Path) -> Path | None:
    """The nearest folder upward that git works in; None outside of any.

    `.git` is a folder, or a file in a linked worktree and in a submodule. Links are followed.
    """
    folder = Path(os.path.realpath(project))
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)
