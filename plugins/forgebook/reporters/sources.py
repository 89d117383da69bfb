"""Source lines for reports, read when they are first asked for."""

from __future__ import annotations

import re
from pathlib import Path

from forgebook.core.diagnostics import Place
from forgebook.reading.files import read_bytes

_LINE_END = re.compile(r"\r\n?|\n")


class SourceLines:
    """Lines of a project's files, each file read at most once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._files: dict[str, list[str]] = {}

    def line(self, place: Place) -> str | None:
        """The line at a place; None for a place without a line, or where the file cannot be read."""
        if place.line < 1:
            return None
        if place.path not in self._files:
            self._files[place.path] = self._read(place.path)
        lines = self._files[place.path]
        return lines[place.line - 1] if place.line <= len(lines) else None

    def _read(self, path: str) -> list[str]:
        try:
            data = read_bytes(self.root / path)
        except (OSError, ValueError):
            return []
        return _LINE_END.split(data.decode("utf-8-sig", "replace"))
