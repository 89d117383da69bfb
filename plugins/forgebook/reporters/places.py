"""Places as a repository's host knows them: paths told from the root of the repository, not of the project."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from forgebook.core.repository import repository_root


class RepositoryPaths:
    """Paths below a project's root, told from the root of the git repository that holds it.

    Attributes:
        prefix: the project's folder in the repository, ending in `/`; empty at its root, or without a repository.
    """

    def __init__(self, root: Path) -> None:
        self.prefix = _prefix(root)

    def path(self, path: str) -> str:
        """A path as the host has it."""
        return self.prefix + path

    def uri(self, path: str) -> str:
        """The same as a relative URI, its bytes percent-encoded, whatever they are."""
        return quote(os.fsencode(self.path(path)))


def _prefix(project: Path) -> str:
    root = repository_root(project)
    below = Path(os.path.realpath(project)).relative_to(root).as_posix() if root else "."
    return "" if below == "." else f"{below}/"
