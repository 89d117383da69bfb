"""The list of what is published as a file that a team keeps, and what is new, changed or gone since it was written."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from forgebook.review.publication import KEYS, Entry, key_of

FORMAT = "forgebook-publication/1"


class NoList(Exception):
    """A file that is no list of what is published. The message says why and what to do."""


@dataclass
class Since:
    """What became of the list.

    Attributes:
        new: entries that were not there.
        changed: entries as they were and as they are.
        gone: entries that are there no more.
    """

    new: list[Entry] = field(default_factory=list)
    changed: list[tuple[Entry, Entry]] = field(default_factory=list)
    gone: list[Entry] = field(default_factory=list)


def as_file(entries: list[Entry], visibility: str) -> str:
    """The list as JSON, one line an entry, so that a change to what is published is a line in a diff."""
    lines = ",\n".join(f"    {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
    return f'{{\n  "format": "{FORMAT}",\n  "visibility": "{visibility}",\n  "entries": [\n{lines}\n  ]\n}}\n'


def from_file(text: str, visibility: str) -> list[Entry]:
    """The entries of a list that was kept.

    Raises:
        NoList: it is none, or one for other readers.
    """
    try:
        found: Any = json.loads(text)
    except ValueError as error:
        raise NoList(f"it is no JSON ({error}). Mend it, or make it anew with --write.") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT or not isinstance(found.get("entries"), list):
        raise NoList(f'it is no list that `forgebook publication --write` made (format "{FORMAT}").')
    if found.get("visibility") != visibility:
        raise NoList(f'it is the list for "{found.get("visibility")}", and "{visibility}" was asked for.')
    for number, entry in enumerate(found["entries"], 1):
        if not _is_entry(entry):
            raise NoList(f"entry {number} is none that `forgebook publication --write` makes. Make the list anew.")
    return list(found["entries"])


def _is_entry(entry: Any) -> bool:
    if not isinstance(entry, dict) or not isinstance(entry.get("what"), str):
        return False
    return all(isinstance(entry.get(name), str) for name in KEYS.get(entry["what"], ("",)))


def compare(before: list[Entry], now: list[Entry]) -> Since:
    """What is new, changed and gone, each in the order of the list."""
    old = {key_of(entry): entry for entry in before}
    since = Since()
    for entry in now:
        was = old.pop(key_of(entry), None)
        if was is None:
            since.new.append(entry)
        elif was != entry:
            since.changed.append((was, entry))
    since.gone = sorted(old.values(), key=key_of)
    return since


def report(entries: list[Entry], visibility: str, since: Since | None) -> str:
    """The list for programs, in ASCII, with what became of it where it was compared."""
    told: dict[str, Any] = {"format": FORMAT, "visibility": visibility, "entries": entries}
    if since is not None:
        changed = [{"was": was, "is": now} for was, now in since.changed]
        told["since"] = {"new": since.new, "changed": changed, "gone": since.gone}
    return json.dumps(told, indent=2)
