"""Fields that a source fills in records that people write as well: each field follows the source on its own.

Which fields an importer wrote, and as what, stands in the record's `imported.digest`: `done=…, planned=…`. A field that
is empty is filled; one that was filled and not edited since follows the source; all others are left alone, and where
the source says something else, that is told. A record that another source has filled is left alone as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forgebook.importing.contract import Found
from forgebook.importing.earlier import values_digest
from forgebook.writing.render import as_read

_MOST = 3


@dataclass(frozen=True, slots=True)
class Filling:
    """What becomes of the fields that a source fills.

    Attributes:
        values: the fields to write, with their values.
        left: fields that people have written or edited and that the source says otherwise.
        notes: for each of those, what differs.
        digest: what `imported.digest` says afterwards.
    """

    values: dict[str, Any]
    left: tuple[str, ...]
    notes: tuple[str, ...]
    digest: str


def filling(found: Found, now: Mapping[str, Any]) -> Filling:
    """What becomes of the fields that an entry fills in a record with these values.

    Args:
        found: the entry.
        now: the record's values as a reader of its file has them.
    """
    told = now.get("imported")
    from_here = not isinstance(told, Mapping) or told.get("key") == found.key
    ours = _parts(str(told.get("digest") or "")) if isinstance(told, Mapping) and from_here else {}
    values: dict[str, Any] = {}
    left: list[str] = []
    for name in found.fills:
        wanted, there = found.values.get(name) or None, now.get(name) or None
        if wanted is None and name not in ours:
            continue
        if from_here and (there is None or _digest(name, there) == ours.get(name)):
            if as_read(wanted) != there:
                values[name] = wanted
            ours[name] = _digest(name, wanted)
        elif not _is_same(wanted, there):
            left.append(name)
    notes = tuple(_told(name, found.values.get(name), now.get(name)) for name in left)
    return Filling(values, tuple(left), notes, ", ".join(f"{name}={ours[name]}" for name in sorted(ours)))


def _parts(digest: str) -> dict[str, str]:
    return {name: value for name, mark, value in (part.partition("=") for part in digest.split(", ")) if mark}


def _digest(name: str, value: Any) -> str:
    return values_digest({name: value})[:16]


def _words(value: Any) -> list[str]:
    """The first text of each entry of a list."""
    entries = value if isinstance(value, list) else [value] if value else []
    return [str(next(iter(entry.values()), "")) if isinstance(entry, Mapping) else str(entry) for entry in entries]


def _is_same(wanted: Any, there: Any) -> bool:
    return sorted(_words(wanted)) == sorted(_words(there))


def _told(name: str, wanted: Any, there: Any) -> str:
    """What differs, in a few words."""
    new, old = _words(wanted), _words(there)
    parts = [
        f"{label} {_some(words)}"
        for label, words in (
            ("in the source alone:", [word for word in new if word not in old]),
            ("in the record alone:", [word for word in old if word not in new]),
        )
        if words
    ]
    return f"{name} was written or edited by people and is left alone; {'; '.join(parts) or 'the order differs'}"


def _some(words: Iterable[str]) -> str:
    return ", ".join(_first(list(words)))


def _first(words: list[str]) -> Iterator[str]:
    yield from (f'"{word}"' for word in words[:_MOST])
    if len(words) > _MOST:
        yield f"and {len(words) - _MOST} more"
