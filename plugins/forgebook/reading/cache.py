"""Caches of data: JSON keyed by content hash, never anything that could run. Deleting them costs time alone."""

from __future__ import annotations

import contextlib
import os
import tempfile
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json

SCHEMA = 1
"""Raise when the meaning of cached values changes."""


def digest(*parts: bytes | str) -> str:
    """A short content hash."""
    state = blake2b(digest_size=16)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()


class JsonCache:
    """A file of entries by key. Only what a run used is kept; a file that cannot be read counts as empty."""

    def __init__(self, folder: Path | None, name: str, salt: str) -> None:
        self.path = folder / f"{name}.json" if folder else None
        self.salt = f"{SCHEMA}:{salt}"
        self.used: dict[str, Any] = {}
        self.changed = False

    @cached_property
    def known(self) -> dict[str, Any]:
        """What the file holds. It is read when it is first asked for."""
        return self._load()

    def _load(self) -> dict[str, Any]:
        if self.path is None:
            return {}
        try:
            content = from_json(self.path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(content, dict) or content.get("salt") != self.salt:
            return {}
        entries = content.get("entries")
        return entries if isinstance(entries, dict) else {}

    def get(self, key: str) -> Any:
        """The entry, or None."""
        entry = self.used.get(key)
        if entry is None:
            entry = self.known.get(key)
            if entry is not None:
                self.used[key] = entry
        return entry

    def put(self, key: str, entry: Any) -> None:
        """Remember an entry."""
        self.used[key] = entry
        self.changed = True

    def save(self, *, drop_unused: bool = True) -> None:
        """Write the file anew if it would differ, whole or not at all. A folder that cannot be written is no fault."""
        if self.path is None or not (self.changed or (drop_unused and len(self.used) != len(self.known))):
            return
        entries = self.used if drop_unused else {**self.known, **self.used}
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            ignore = self.path.parent / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", encoding="utf-8")
            handle, temporary = tempfile.mkstemp(dir=self.path.parent, suffix=".tmp")
            with os.fdopen(handle, "wb") as stream:
                stream.write(to_json({"salt": self.salt, "entries": entries}))
            os.replace(temporary, self.path)
            self.changed = False
