"""Random damage to valid records, with the line that a diagnostic should name where one place alone is damaged.

Which damage counts as one place is decided by how it is made, never by what is found afterwards:

- **rename**: one letter of a key is changed, doubled, dropped, or two are swapped. The line: the key's.
- **retype**: the value behind a key, written on the key's line, becomes another shape or a word. The line: the key's.
- **reindent**: a line that begins a key or an entry moves by 1 to 3 spaces. One place if no line below belongs to it.
  The line: its own.
- **control**: a control character is put into a line. The line: its own.
- **delete**: a key goes with its value. One place if the model asks for it in a mapping that is kept. The line: the
  first of that mapping, since the key has none any more.
- **truncate**: the file ends within a line. One place if it was the file's last one and some of it is left. The line:
  that one.

Keys that others rest on (`id`, `aliases`, `number` …: what names a record or a part of it) are damaged as well, but
count as more than one place, since every link to them breaks too.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from forgebook.core.diagnostics import FieldPath
from forgebook.core.document import Position, Positions
from forgebook.core.kind import RecordKind
from forgebook.core.schema import model_at
from forgebook.reading.text import Refused, decode
from forgebook.reading.yaml import parse

KINDS_OF_DAMAGE = ("delete", "rename", "retype", "reindent", "truncate", "control")
NAMING = frozenset({"id", "aliases", "number", "handle", "version", "name"})
CONTROLS = "\x00\x01\x07\x08\x0b\x0c\x1b\x7f\x80\x9b"
SHAPES = ("zebra", "{zebra: 1}", "[zebra, [1]]", "[]", "2025-13-45", "~", "-7", '"a\\nb"')
_BEGINS = re.compile(r"(?P<indent> *)(?:- +)*(?P<key>[A-Za-z_][\w-]*) *:(?= |$)")
_ENTRY = re.compile(r"(?P<indent> *)(?:- |[A-Za-z_][\w-]* *:(?= |$))")


@dataclass(frozen=True)
class Mutation:
    """A file after damage.

    Attributes:
        how: one of `KINDS_OF_DAMAGE`.
        text: the file as it is now.
        line: the line that is damaged, from 1.
        alone: whether that is all the damage there is.
    """

    how: str
    text: str
    line: int
    alone: bool


@dataclass(frozen=True)
class Place:
    """A key of a file: its path, where it stands, and how many lines it has with its value."""

    path: FieldPath
    line: int
    column: int
    lines: int
    inline: bool


@dataclass
class Source:
    """A valid file taken apart: its lines, and the keys of its YAML."""

    name: str
    kind: RecordKind
    lines: list[str]
    places: list[Place]
    positions: Positions
    end: int

    @classmethod
    def of(cls, name: str, kind: RecordKind, text: str) -> Source | None:
        """A file whose YAML can be taken apart, of Markdown the front matter; None for one without keys."""
        lines = text.split("\n")
        start, end = _yaml_lines(name, lines)
        positions = Positions()
        try:
            parse("\n".join(lines[start:end]), positions, line_offset=start)
        except Refused:
            return None
        places = list(_places(positions, lines, end))
        return cls(name, kind, lines, places, positions, end) if places else None

    def owner(self, path: FieldPath) -> type[BaseModel] | None:
        """The model of the mapping that holds a key."""
        return model_at(self.kind.model, self.below(path)[:-1])

    def below(self, path: FieldPath) -> FieldPath:
        """A path without the index of the entry in a file that is a list."""
        return path[1:] if path and isinstance(path[0], int) else path


def _yaml_lines(name: str, lines: list[str]) -> tuple[int, int]:
    if not name.endswith(".md"):
        return 0, len(lines)
    if lines[0] != "---" or "---" not in lines[1:]:
        return 0, 0
    return 1, lines.index("---", 1)


def _places(positions: Positions, lines: list[str], end: int) -> Iterator[Place]:
    for path, (line, column) in positions.keys.items():
        before = lines[line - 1][: column - 1]
        if before.strip(" -") or not isinstance(path[-1], str):
            continue  # inside braces: other keys share its line
        last = _last_line(lines, line, column, end)
        value: Position = positions.values.get(path, (line, column))
        yield Place(path, line, column, last - line + 1, value[0] == line and last == line)


def _last_line(lines: list[str], line: int, column: int, end: int) -> int:
    """The last line that belongs to a key: those below that stand deeper, or are entries of its list, or are empty."""
    last = line
    for number in range(line + 1, end + 1):
        text = lines[number - 1]
        indent = len(text) - len(text.lstrip(" "))
        if text.strip() and indent < column and not (indent == column - 1 and text.lstrip().startswith("- ")):
            break
        if text.strip():
            last = number
    return last


def mutate(source: Source, how: str, chance: random.Random) -> Mutation | None:
    """Damage a file in one of six ways; None where it has no place for it."""
    ways: dict[str, Callable[[Source, random.Random], Mutation | None]] = {
        "delete": _delete,
        "rename": _rename,
        "retype": _retype,
        "reindent": _reindent,
        "truncate": _truncate,
        "control": _control,
    }
    made = ways[how](source, chance)
    return None if made is None or made.text == "\n".join(source.lines) else made


def _made(source: Source, how: str, lines: list[str], line: int, *, alone: bool) -> Mutation:
    return Mutation(how, "\n".join(lines), line, alone)


def _named(path: FieldPath) -> bool:
    return path[-1] in NAMING


def _delete(source: Source, chance: random.Random) -> Mutation | None:
    whole = [p for p in source.places if not source.lines[p.line - 1][: p.column - 1].strip()]
    if not whole:
        return None
    place = chance.choice(whole)
    lines = [*source.lines[: place.line - 1], *source.lines[place.line - 1 + place.lines :]]
    siblings = [p for p in source.places if p.path[:-1] == place.path[:-1] and p is not place]
    owner = source.owner(place.path)
    field = owner.model_fields.get(str(place.path[-1])) if owner else None
    asked = field is not None and field.is_required()
    first = min((p.line - (place.lines if p.line > place.line else 0) for p in siblings), default=place.line)
    if place.path[:-1] in ((),) and not source.name.endswith(".md"):
        first = min(first, source.positions.values.get((), (1, 1))[0])
    return _made(source, "delete", lines, first, alone=asked and bool(siblings) and not _named(place.path))


def _rename(source: Source, chance: random.Random) -> Mutation | None:
    place = chance.choice(source.places)
    key = str(place.path[-1])
    at = chance.randrange(len(key))
    slips = (
        key[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz_") + key[at + 1 :],
        key[:at] + key[at] + key[at:],
        key[:at] + key[at + 1 :],
        key[:at] + key[at + 1 : at + 2] + key[at] + key[at + 2 :],
    )
    new = chance.choice(slips)
    if not new or new == key:
        return None
    lines = list(source.lines)
    text = lines[place.line - 1]
    lines[place.line - 1] = text[: place.column - 1] + new + text[place.column - 1 + len(key) :]
    return _made(source, "rename", lines, place.line, alone=not _named(place.path))


def _retype(source: Source, chance: random.Random) -> Mutation | None:
    inline = [place for place in source.places if place.inline]
    if not inline:
        return None
    place = chance.choice(inline)
    lines = list(source.lines)
    head = lines[place.line - 1][: place.column - 1 + len(str(place.path[-1]))]
    lines[place.line - 1] = f"{head}: {chance.choice(SHAPES)}"
    return _made(source, "retype", lines, place.line, alone=not _named(place.path))


def _reindent(source: Source, chance: random.Random) -> Mutation | None:
    starts = [n for n in range(1, source.end + 1) if _ENTRY.match(source.lines[n - 1])]
    starts = [n for n in starts if any(place.line <= n < place.line + place.lines for place in source.places)]
    if not starts:
        return None
    line = chance.choice(starts)
    lines = list(source.lines)
    text = lines[line - 1]
    by = chance.choice((1, 2, 3, -1, -2, -3))
    indent = len(text) - len(text.lstrip(" "))
    lines[line - 1] = " " * max(0, indent + by) + text.lstrip(" ")
    alone = _last_line(source.lines, line, indent + 1, source.end) == line or not text.rstrip().endswith(
        (":", "|", ">")
    )
    holds = _deeper_below(source, line, indent)
    return _made(source, "reindent", lines, line, alone=alone and not holds)


def _deeper_below(source: Source, line: int, indent: int) -> bool:
    """Whether the next line that is not empty stands deeper, so that it belongs to this one."""
    below = next((text for text in source.lines[line : source.end] if text.strip()), "")
    return len(below) - len(below.lstrip(" ")) > indent


def _truncate(source: Source, chance: random.Random) -> Mutation | None:
    filled = [number for number in range(1, len(source.lines) + 1) if source.lines[number - 1].strip()]
    line = chance.choice([*filled, *filled[-1:] * len(filled)])
    text = source.lines[line - 1]
    at = chance.randrange(len(text) + 1)
    lines = [*source.lines[: line - 1], text[:at]]
    return _made(source, "truncate", lines, line, alone=line == filled[-1] and bool(text[:at].strip(" -")))


def _control(source: Source, chance: random.Random) -> Mutation | None:
    line = chance.randrange(1, len(source.lines) + 1)
    text = source.lines[line - 1]
    at = chance.randrange(len(text) + 1)
    lines = list(source.lines)
    lines[line - 1] = text[:at] + chance.choice(CONTROLS) + text[at:]
    return _made(source, "control", lines, line, alone=True)


def readable(data: bytes) -> str | None:
    """The text of a file, LF line ends; None where it is none."""
    try:
        return decode(data)
    except Refused:
        return None
