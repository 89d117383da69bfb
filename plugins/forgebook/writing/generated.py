"""Files that are made of records and models, and that nobody edits by hand: written where they changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from forgebook.writing.files import create, replace


@dataclass(frozen=True, slots=True)
class Written:
    """A generated file, and what became of it."""

    path: Path
    outcome: Literal["made", "changed", "unchanged", "removed"]


def state_of(path: Path, content: str | bytes) -> Written:
    """What would become of a generated file."""
    try:
        before = path.read_bytes()
    except FileNotFoundError:
        return Written(path, "made")
    return Written(path, "unchanged" if before == _bytes(content) else "changed")


def put_generated(path: Path, content: str | bytes) -> Written:
    """Write a generated file, unless it holds this already.

    Raises:
        WriteRefused: it cannot be written.
    """
    found = state_of(path, content)
    if found.outcome == "made":
        create(path, content)
    elif found.outcome == "changed":
        replace(path, path.read_bytes(), _bytes(content))
    return found


def _bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content
