"""What is known of files by their size and time, for those that git says did not change.

`forgebook check --since` reads ten thousand files to look at one. For the others it is enough to know which entry of
the cache holds them. Size and time alone would not do: they are asked only of files that git has compared already.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from forgebook.reading.cache import JsonCache

_SCHEMA = 2
"""Raise when what is told of files changes."""

_OUTWARD = re.compile(rb"\]\(https?://")
_ITEM = re.compile(rb"[^\s#]#[^\s#]")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file as it was last read.

    Attributes:
        key: its entry in the cache of records.
        linking: whether its texts may hold links to records or files.
        naming_items: whether it may name an item of a record.
    """

    key: str
    linking: bool
    naming_items: bool


class Stamps:
    """Stamps by path below the project's root."""

    def __init__(self, folder: Path | None, salt: str) -> None:
        self._cache = JsonCache(folder, "stamps", f"{_SCHEMA}:{salt}")

    def of(self, name: str, facts: os.stat_result) -> Stamp | None:
        """The stamp of a file that has the size and the time that it had then."""
        try:
            size, time, key, linking, naming_items = self._cache.get(name)
        except (TypeError, ValueError):
            return None
        if facts.st_size != size or facts.st_mtime_ns != time or not isinstance(key, str):
            return None
        return Stamp(key, linking is not False, naming_items is not False)

    def note(self, name: str, facts: os.stat_result, stamp: Stamp) -> None:
        """Remember a file as it was read."""
        entry = [facts.st_size, facts.st_mtime_ns, stamp.key, stamp.linking, stamp.naming_items]
        self._cache.put(name, entry)

    def save(self) -> None:
        """Keep them for the next run."""
        self._cache.save()


def stamp_of(key: str, data: bytes) -> Stamp:
    """The stamp of a file's bytes. Told rather once too often: a backslash may stand for any character."""
    any_character = b"\\" in data
    linking = any_character or b"[[" in data or b"]:" in data or data.count(b"](") != len(_OUTWARD.findall(data))
    return Stamp(key, linking, b"#" in data and (any_character or _ITEM.search(data) is not None))
