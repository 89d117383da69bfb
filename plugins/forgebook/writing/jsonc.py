"""JSON with comments, as editors keep their settings: what is missing is added, everything else stays the same bytes.

A value that stands in the file wins over ours: it is somebody's choice. A trailing comma, a comment and the line ends
stay as they are.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

_BLANK = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)*", re.S)
_SCALAR = re.compile(r'"(?:[^"\\\n]|\\.)*"|[^\s,\[\]{}":/]+')
_REMARK = re.compile(r"[ \t]*(?://[^\r\n]*|/\*[^\n]*?\*/)")
_MAX_DEPTH = 100


class NotJson(ValueError):
    """The text is no JSON, even with comments. The message says on which line it goes wrong."""


@dataclass(slots=True)
class _Node:
    """A value and where it stands. `last` is the end of what a new entry would follow; `comma` whether one stands."""

    start: int
    end: int = 0
    value: Any = None
    members: dict[str, _Node] | None = None
    items: list[_Node] | None = None
    last: int = 0
    comma: bool = False

    def plain(self) -> Any:
        """The value without its places."""
        if self.members is not None:
            return {key: member.plain() for key, member in self.members.items()}
        return self.value if self.items is None else [item.plain() for item in self.items]


@dataclass(slots=True)
class _Edits:
    """Texts to put in, and where."""

    text: str
    unit: str
    newline: str
    found: list[tuple[int, str]] = field(default_factory=list)

    def applied(self) -> str:
        pieces, at = [], 0
        for place, words in sorted(self.found, key=lambda edit: edit[0]):
            pieces += [self.text[at:place], words]
            at = place
        return "".join([*pieces, self.text[at:]])


def merged(text: str, wanted: dict[str, Any]) -> str:
    """The text with what is missing of `wanted`; the same text where nothing is.

    Mappings are gone into, lists get the entries that they lack, and any other value that is there already stays.

    Raises:
        NotJson: the text is no JSON with comments, or no mapping.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    bare = text.removeprefix("\ufeff")
    if not bare.strip():
        return json.dumps(wanted, indent=2, ensure_ascii=False).replace("\n", newline) + newline
    node, end = _value(bare, _skip(bare, 0), 0)
    if _skip(bare, end) != len(bare):
        raise _wrong(bare, end)
    if node.members is None:
        raise NotJson("line 1: this is no mapping; it should begin with {")
    edits = _Edits(bare, _unit(bare), newline)
    _merge(edits, node, wanted, 1)
    return text[: len(text) - len(bare)] + edits.applied()


def _merge(edits: _Edits, node: _Node, wanted: Any, depth: int) -> None:
    if isinstance(wanted, dict) and node.members is not None:
        for key in wanted.keys() & node.members.keys():
            _merge(edits, node.members[key], wanted[key], depth + 1)
        fresh = {key: value for key, value in wanted.items() if key not in node.members}
        _add(edits, node, [f"{_dump(key)}: {_dumped(edits, value, depth)}" for key, value in fresh.items()], depth)
    elif isinstance(wanted, list) and node.items is not None:
        have = [item.plain() for item in node.items]
        _add(edits, node, [_dumped(edits, value, depth) for value in wanted if value not in have], depth)


def _add(edits: _Edits, node: _Node, entries: list[str], depth: int) -> None:
    """Put entries behind the last one of a mapping or list: on lines of their own, or on the one line that it has."""
    if not entries:
        return
    filled = bool(node.members or node.items)
    one_line = "\n" not in edits.text[node.start : node.end] and filled and not any("\n" in entry for entry in entries)
    lead = " " if one_line else edits.newline + edits.unit * depth
    if filled and not node.comma:
        edits.found.append((node.last, ","))
    place = _end_of_remark(edits.text, node.last)
    closing = "" if one_line or "\n" in edits.text[place : node.end] else edits.newline + edits.unit * (depth - 1)
    words = lead + f",{lead}".join(entries) + ("," if node.comma else "") + closing
    edits.found.append((place, words))


def _end_of_remark(text: str, at: int) -> int:
    """The end of a comment that follows on the same line, which goes with what stands before it."""
    found = _REMARK.match(text, at)
    return found.end() if found else at


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _dumped(edits: _Edits, value: Any, depth: int) -> str:
    text = json.dumps(value, indent=edits.unit, ensure_ascii=False)
    return text.replace("\n", edits.newline + edits.unit * depth)


def _unit(text: str) -> str:
    """One step of indentation, as the first line that is indented has it."""
    found = re.search(r"^([ \t]+)[\"{\[]", text, re.M)
    return found[1] if found else "  "


def _skip(text: str, at: int) -> int:
    """The place after blanks and comments."""
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _value(text: str, at: int, depth: int) -> tuple[_Node, int]:
    if depth > _MAX_DEPTH:
        raise _wrong(text, at)
    if text[at : at + 1] in ("{", "["):
        return _collection(text, at, depth)
    found = _SCALAR.match(text, at)
    try:
        value = json.loads(found.group()) if found else None
    except ValueError:
        found = None
    if found is None:
        raise _wrong(text, at)
    return _Node(at, found.end(), value), found.end()


def _collection(text: str, at: int, depth: int) -> tuple[_Node, int]:
    mapping = text[at] == "{"
    node = _Node(at, members={} if mapping else None, items=None if mapping else [], last=at + 1)
    place = _skip(text, at + 1)
    while text[place : place + 1] != ("}" if mapping else "]"):
        if not node.comma and (node.members or node.items):
            raise _wrong(text, place)
        place = _entry(text, place, node, depth)
        node.last, after = place, _skip(text, place)
        node.comma = text[after : after + 1] == ","
        if node.comma:
            node.last = after + 1
            after = _skip(text, after + 1)
        place = after
    node.end = place + 1
    return node, place + 1


def _entry(text: str, at: int, node: _Node, depth: int) -> int:
    if node.items is not None:
        item, end = _value(text, at, depth + 1)
        node.items.append(item)
        return end
    key, end = _value(text, at, depth + 1)
    colon = _skip(text, end)
    if not isinstance(key.value, str) or text[colon : colon + 1] != ":":
        raise _wrong(text, colon)
    assert node.members is not None
    node.members[key.value], end = _value(text, _skip(text, colon + 1), depth + 1)
    return end


def _wrong(text: str, at: int) -> NotJson:
    found = text[at : at + 12].split("\n")[0]
    return NotJson(f"line {text.count(chr(10), 0, at) + 1}: not JSON near {found or 'the end'!r}")
