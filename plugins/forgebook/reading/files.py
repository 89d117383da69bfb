"""One file to drafts: decoded, parsed, and for Markdown taken apart by its kind."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass, field
from typing import Any

from forgebook.core.diagnostics import FieldPath
from forgebook.core.document import Draft, Note, Positions
from forgebook.core.kind import RecordKind
from forgebook.reading import codes
from forgebook.reading.cache import JsonCache, digest
from forgebook.reading.markdown import parse_markdown
from forgebook.reading.text import MAX_BYTES, Refused, decode
from forgebook.reading.yaml import MAX_DEPTH, parse

_BINARY: int = getattr(os, "O_BINARY", 0)
"""Windows would change line ends else."""


@dataclass(slots=True)
class FileDrafts:
    """What a file holds: drafts with the path each was found at, or why it is no record; its key in the cache."""

    drafts: list[tuple[FieldPath, Draft]] = field(default_factory=list)
    not_a_record: str | None = None
    entries: bool = False
    key: str = ""


def read_bytes(path: Any) -> bytes:
    """A file's bytes, one more than the limit at most.

    Raises:
        OSError: it cannot be opened, or is no regular file (a pipe would never end).
    """
    return read_with_facts(path)[0]


def read_with_facts(path: Any) -> tuple[bytes, os.stat_result]:
    """The same, with the file's size and times.

    Raises:
        OSError: it cannot be opened, or is no regular file.
    """
    facts = os.stat(path)
    if not stat.S_ISREG(facts.st_mode):
        raise OSError(errno.EINVAL, "not a regular file")
    handle = os.open(path, os.O_RDONLY | _BINARY)
    try:
        return _read(handle, min(facts.st_size, MAX_BYTES) + 1), facts
    finally:
        os.close(handle)


def _read(handle: int, size: int) -> bytes:
    """All that there is, one more than the limit at most; at one go where the file has the size that it is said to."""
    data = os.read(handle, size)
    while len(data) <= MAX_BYTES and (more := os.read(handle, MAX_BYTES + 1 - len(data))):
        data += more
    return data


def read_drafts(
    data: bytes, name: str, kind: RecordKind, *, markdown: bool, cache: JsonCache, positions: bool
) -> FileDrafts:
    """The drafts of a file, from the cache where its content was seen before.

    Raises:
        Refused: the file cannot be read.
    """
    key = digest(data, kind.name, name if markdown else "")
    if not positions and (known := known_drafts(key, cache)) is not None:
        return known
    found = _read_fresh(data, name, kind, markdown=markdown, positions=positions)
    found.key = key
    if not any(draft.notes for _, draft in found.drafts):
        cache.put(key, _to_cache(found))
    return found


def known_drafts(key: str, cache: JsonCache) -> FileDrafts | None:
    """The drafts of an entry of the cache; None where there is none that looks like one."""
    known = _from_cache(cache.get(key))
    if known is not None:
        known.key = key
    return known


def _read_fresh(data: bytes, name: str, kind: RecordKind, *, markdown: bool, positions: bool) -> FileDrafts:
    text = decode(data)
    if not text.strip():
        raise Refused(Note(codes.EMPTY, "the file is empty", remedy="fill it in, or delete it"))
    return _from_markdown(text, name, kind) if markdown else _from_yaml(text, positions=positions)


def _from_markdown(text: str, name: str, kind: RecordKind) -> FileDrafts:
    document = parse_markdown(name, text)
    reason = kind.accepts_file(document)
    if reason is not None:
        return FileDrafts(not_a_record=reason)
    return FileDrafts([((), kind.from_markdown(document))])


def _from_yaml(text: str, *, positions: bool) -> FileDrafts:
    places = Positions() if positions else None
    content = parse(text, places)
    if content is None:
        raise Refused(Note(codes.EMPTY, "the file holds no values", remedy="fill it in, or delete it"))
    if content == []:
        raise Refused(Note(codes.EMPTY, "the list has no entries", remedy="fill it in, or delete the file"))
    places = places or Positions()
    if isinstance(content, dict):
        return FileDrafts([((), Draft(content, places))])
    if not isinstance(content, list):
        note = Note(codes.WRONG_SHAPE, "a text where a mapping belongs", remedy="write `field: value` lines")
        raise Refused(note)
    return FileDrafts(_entries(content, places), entries=True)


def _entries(content: list[Any], places: Positions) -> list[tuple[FieldPath, Draft]]:
    drafts: list[tuple[FieldPath, Draft]] = []
    for index, entry in enumerate(content):
        if isinstance(entry, dict):
            drafts.append(((index,), Draft(entry, places)))
        else:
            draft = Draft({}, places)
            draft.notes.append(
                Note(
                    codes.WRONG_SHAPE,
                    "an entry that is no mapping",
                    remedy="write `field: value` lines, or take the entries out of the list",
                )
            )
            drafts.append(((index,), draft))
    return drafts


def _to_cache(found: FileDrafts) -> dict[str, Any]:
    return {
        "drafts": [[list(path), draft.values, draft.foreign] for path, draft in found.drafts],
        "no": found.not_a_record,
        "list": found.entries,
    }


def _is_path(path: Any) -> bool:
    return isinstance(path, list) and all(type(part) in (int, str) for part in path)


def _is_plain(value: dict[str, Any]) -> bool:
    """Whether values could have come from a file: text, nothing, lists and mappings, no deeper than files may be."""
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH + 2):
        below: list[Any] = []
        for holder in level:
            for entry in holder.values() if type(holder) is dict else holder:
                kind = type(entry)
                if kind is dict or kind is list:
                    below.append(entry)
                elif kind is not str and entry is not None:
                    return False
        if not below:
            return True
        level = below
    return False


def _from_cache(entry: Any) -> FileDrafts | None:
    """Drafts from a cache entry; None where it does not look like one."""
    try:
        drafts: list[tuple[FieldPath, Draft]] = []
        for path, values, foreign in entry["drafts"]:
            if not isinstance(values, dict) or not _is_plain(values) or not _is_path(path):
                return None
            drafts.append((tuple(path), Draft(values, foreign=foreign is True)))
        reason = entry["no"]
        if reason is not None and not isinstance(reason, str):
            return None
        return FileDrafts(drafts, reason, entry["list"] is True)
    except (KeyError, TypeError, ValueError):
        return None
