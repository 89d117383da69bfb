"""Random edits of YAML files, and what each may change."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from forgebook.writing.edit import EditedFile
from forgebook.writing.nodes import Node

FieldPath = tuple[str | int, ...]
WORDS = (
    "plain words", "no", "1:30", "1.10", "2025-01-01", "a: b", "with # hash", "- dash", "", " spaces ", "[x]", "it's",
    'say "hi"', "back\\slash", "null", "~", "@at", "%", "é – ☂ 𝛑", "two\nlines", "para one\n\npara two\n", "tab\there",
    "ends with colon:", "? q", "*a", "&a", "!t", "{a}", "a, b", "0x1F", "<<", "=", "\x85odd", "x" * 150, "line\n",
    "  indented first\nthen not\n", "keeps\n\n\n", "trailing space \nnext",
)  # fmt: skip


def nodes(node: Node, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Node]]:
    """Every value of a tree with its path."""
    yield path, node
    for key, value in node.entries:
        yield from nodes(value, (*path, str(key.value)))
    for index, item in enumerate(node.items):
        yield from nodes(item, (*path, index))


def is_free(node: Node) -> bool:
    """Whether no anchor, tag or alias is in it."""
    return not node.marked and all(map(is_free, node.children()))


def scalars(file: EditedFile) -> list[FieldPath]:
    """The paths of all values that are no collections."""
    root = file.yaml.root
    return [p for p, n in nodes(root) if p and n.kind == "scalar" and not n.marked] if root is not None else []


def picked(options: list[FieldPath], name: str, count: int) -> list[FieldPath]:
    """Some of them, the same ones in every run."""
    return random.Random(name).sample(options, min(count, len(options)))


def changed_lines(before: str, after: str) -> tuple[int, int, int]:
    """From which line on, and how many lines before and after, two texts differ (from 0)."""
    old, new = before.split("\n"), after.split("\n")
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    same = 0
    while same < min(len(old), len(new)) - start and old[-1 - same] == new[-1 - same]:
        same += 1
    return start, len(old) - same - start, len(new) - same - start


def kept_lines(before: str, after: str) -> int:
    """How many lines of a text are left, in order."""
    old, new = before.split("\n"), after.split("\n")
    return sum(block.size for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks())


def holder_of(data: Any, path: FieldPath) -> Any:
    for part in path[:-1]:
        data = data[part]
    return data


def with_value(data: Any, path: FieldPath, value: Any) -> Any:
    out = copy.deepcopy(data)
    holder_of(out, path)[path[-1]] = value
    return out


def round_trip(text: str) -> Any:
    """What ruamel.yaml's round-trip loader reads."""
    return YAML(typ="rt").load(text)


def as_file(path: Path, data: bytes) -> EditedFile:
    """An edited file that is not on disk."""
    return EditedFile(path, data, None)
