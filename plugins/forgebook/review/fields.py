"""Two values of a record's fields, told apart field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

What = Literal["set", "removed", "changed", "moved", "rewritten", "added", "taken out", "reordered", "hidden"]

LONG = 90
"""Texts with more characters are told as rewritten, with what was taken out and put in."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_NAMES = ("id", "ref", "title", "version", "person", "improvement", "repository", "item", "date", "text", "what")
"""Keys that tell which entry of a list is which, the surest first."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One change to a field.

    Attributes:
        field: the field as people would name it: `status`, `options “Rebuild” pros`.
        what: what happened to it.
        before: what stood there, as text; None where nothing did.
        after: what stands there now; None where nothing does.
    """

    field: str
    what: What
    before: str | None = None
    after: str | None = None

    @property
    def is_long(self) -> bool:
        """Whether its texts are too long for a line."""
        return any(text is not None and (len(text) > LONG or "\n" in text) for text in (self.before, self.after))


def field_changes(before: dict[str, Any], after: dict[str, Any]) -> list[FieldChange]:
    """What changed between two mappings of JSON values, in the order of their keys."""
    return list(_mapping("", before, after))


def _mapping(name: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[FieldChange]:
    for key in dict.fromkeys([*after, *before]):
        yield from _value(f"{name} {key}".strip(), before.get(key), after.get(key))


def _value(name: str, before: Any, after: Any) -> Iterator[FieldChange]:
    if before == after:
        return
    if isinstance(before, list) or isinstance(after, list):
        yield from _list(name, _listed(before), _listed(after))
    elif isinstance(before, dict) and isinstance(after, dict):
        yield from _mapping(name, before, after)
    elif before is None:
        yield FieldChange(name, "set", None, flat(after))
    elif after is None:
        yield FieldChange(name, "removed", flat(before), None)
    else:
        yield _texts(name, flat(before), flat(after))


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _texts(name: str, before: str, after: str) -> FieldChange:
    if _DATE.match(before) and _DATE.match(after):
        return FieldChange(name, "moved", before, after)
    change = FieldChange(name, "changed", before, after)
    return FieldChange(name, "rewritten", before, after) if change.is_long else change


def _list(name: str, before: list[Any], after: list[Any]) -> Iterator[FieldChange]:
    old, new = _keyed(before), _keyed(after)
    kept = [key for key in new if key in old]
    if kept != [key for key in old if key in new]:
        yield FieldChange(name, "reordered")
    lost = [key for key in old if key not in new]
    found = [key for key in new if key not in old]
    for one, other in _renamed(lost, found, old, new):
        lost.remove(one)
        found.remove(other)
        yield from _entry(name, old[one], new[other])
    for key in lost:
        yield FieldChange(name, "taken out", flat(old[key]), None)
    for key in found:
        yield FieldChange(name, "added", None, flat(new[key]))
    for key in kept:
        yield from _entry(name, old[key], new[key])


def _entry(name: str, before: Any, after: Any) -> Iterator[FieldChange]:
    """Two states of an entry of a list, which may be written short in one and long in the other."""
    if isinstance(before, dict) or isinstance(after, dict):
        one, other = _long(before), _long(after)
        yield from _mapping(f"{name} “{_named(other)}”", one, other)
    else:
        yield from _value(name, before, after)


def _long(entry: Any) -> dict[str, Any]:
    return entry if isinstance(entry, dict) else {"text": entry}


def _keyed(entries: list[Any]) -> dict[tuple[str, int], Any]:
    """Entries by what names them; those that nothing tells apart are counted."""
    seen: dict[str, int] = {}
    keyed = {}
    for entry in entries:
        name = _named(entry)
        seen[name] = seen.get(name, 0) + 1
        keyed[name, seen[name]] = entry
    return keyed


def _named(entry: Any) -> str:
    if not isinstance(entry, dict):
        return str(entry)
    found = next((entry[key] for key in _NAMES if isinstance(entry.get(key), str)), None)
    return _cut(found if found is not None else flat(entry))


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONG else f"{words[: LONG - 1]}…"


Key = tuple[str, int]


def _renamed(lost: list[Key], found: list[Key], old: dict[Key, Any], new: dict[Key, Any]) -> Iterator[tuple[Key, Key]]:
    """Pairs of a lost and a found entry that are the same one with other words, the likeliest first."""
    pairs = []
    for one in lost[:50]:
        for other in found[:50]:
            ratio = SequenceMatcher(None, flat(old[one])[:500], flat(new[other])[:500], autojunk=False).ratio()
            if ratio >= 0.6:
                pairs.append((-ratio, one, other))
    taken: set[tuple[str, Key]] = set()
    for _, one, other in sorted(pairs):
        if ("old", one) not in taken and ("new", other) not in taken:
            taken |= {("old", one), ("new", other)}
            yield one, other


def flat(value: Any) -> str:
    """A value as one text: entries parted by commas, keys before their values."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {flat(entry)}" for key, entry in value.items())
    if isinstance(value, list):
        return ", ".join(flat(entry) for entry in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
