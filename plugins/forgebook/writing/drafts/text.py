"""A kind's starting text taken apart into its fields, and filled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from forgebook.writing.drafts.values import entry

_FIELD = re.compile(r"(?P<mark># )?(?P<key>[A-Za-z_][\w-]*):(?=\s|\Z)")
_GOES_ON = re.compile(r"# {2,}\S|#\s*-\s|[ \t]|- ")
_COMMENT = re.compile(r"\s# (?P<words>.*)\Z")


@dataclass(slots=True)
class Block:
    """The lines of a field, in force or commented out; without a key, lines that belong to none."""

    key: str
    lines: list[str]
    in_force: bool = True

    @property
    def comment(self) -> str:
        """What stands behind the field's first line."""
        found = _COMMENT.search(self.lines[0])
        return found["words"] if found else ""


@dataclass(frozen=True, slots=True)
class Filling:
    """What goes into a starting text.

    Attributes:
        given: values that the author gave. They need no comment.
        proposed: values that we propose.
        offered: values that are written as comments.
        hints: words that are added to the comment of a field that stays open.
        order: all fields that there are, in their order.
        bare: whether values alone are written: no comments, nothing open.
    """

    given: Mapping[str, Any] = field(default_factory=dict)
    proposed: Mapping[str, Any] = field(default_factory=dict)
    offered: Mapping[str, Any] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    order: Sequence[str] = ()
    bare: bool = False


def filled(text: str, filling: Filling) -> str:
    """A starting text with values in it. Fields that it does not name are put where the model has them."""
    blocks = blocks_of(text, filling.order)
    for key in (*filling.given, *filling.proposed, *filling.offered):
        if all(block.key != key for block in blocks):
            blocks.insert(_place(key, blocks, filling.order), Block(key, [f"{key}:"]))
    lines = [line for block in blocks for line in _lines(block, filling)]
    return "".join(f"{line}\n" for line in lines)


def open_fields(text: str, filling: Filling) -> list[str]:
    """The fields of a starting text that nothing is put into."""
    done = {*filling.given, *filling.proposed, *filling.offered}
    return [block.key for block in blocks_of(text, filling.order) if block.key and block.key not in done]


def blocks_of(text: str, names: Sequence[str]) -> list[Block]:
    """The parts of a starting text, in order."""
    blocks: list[Block] = []
    for line in text.rstrip("\n").split("\n"):
        match = _FIELD.match(line)
        if match and match["key"] in names:
            blocks.append(Block(match["key"], [line], match["mark"] is None))
        elif blocks and blocks[-1].key and _GOES_ON.match(line):
            blocks[-1].lines.append(line)
        else:
            blocks.append(Block("", [line]))
    return blocks


def _place(key: str, blocks: list[Block], order: Sequence[str]) -> int:
    """Where a field goes that has no lines yet: behind the nearest one before it."""
    before = list(order[: order.index(key)]) if key in order else list(order)
    for name in reversed(before):
        for index, block in enumerate(blocks):
            if block.key == name:
                return index + 1
    return next((index for index, block in enumerate(blocks) if block.key), len(blocks))


def _lines(block: Block, filling: Filling) -> list[str]:
    key = block.key
    if filling.bare:
        return _values_alone(block, filling)
    if key in filling.given:
        return entry(key, filling.given[key])
    if key in filling.proposed:
        return entry(key, filling.proposed[key], block.comment)
    if key in filling.offered:
        return [f"# {line}" for line in entry(key, filling.offered[key], block.comment)]
    if key in filling.hints:
        words = f" ({filling.hints[key]})" if block.comment else f" # {filling.hints[key]}"
        return [block.lines[0] + words, *block.lines[1:]]
    return block.lines


def _values_alone(block: Block, filling: Filling) -> list[str]:
    """The lines of a field that holds something."""
    for values in (filling.given, filling.proposed):
        if block.key in values:
            return entry(block.key, values[block.key])
    value = _COMMENT.sub("", block.lines[0]).partition(":")[2].strip()
    return [f"{block.key}: {value}"] if block.key and block.in_force and value not in ("", "[]") else []
