"""Cuts in collections that stand in brackets or braces."""

from __future__ import annotations

import re
from typing import Any

from forgebook.writing.nodes import Node, line_start
from forgebook.writing.render import flow_value, scalar
from forgebook.writing.splices import Splice

_COMMA = re.compile(r"\s*,")


def spans(node: Node) -> list[tuple[int, int]]:
    """Where each entry of a collection begins and ends."""
    if node.is_map:
        return [(key.start, max(key.end, value.end)) for key, value in node.entries]
    return [(item.start, item.end) for item in node.items]


def set_value(text: str, node: Node, value: Any, key: Node | None) -> list[Splice]:
    """Another value in the place of one inside brackets or braces."""
    new = scalar(value, flow=True, style=node.style) if isinstance(value, str) else flow_value(value)
    if not node.is_empty or key is None:
        return [Splice(node.start, node.end, new)]
    colon = re.compile(r"\s*:").match(text, key.end)
    return [Splice(colon.end(), colon.end(), f" {new}") if colon else Splice(key.end, key.end, f": {new}")]


def insert(text: str, node: Node, index: int, words: str) -> list[Splice]:
    """A new entry before the one at `index`, or at the end. Entries on lines of their own get another such line."""
    entries = spans(node)
    if not entries:
        return [Splice(node.start + 1, node.end - 1, words)]
    gap = _gap(text, entries)
    if index < len(entries):
        start = entries[index][0]
        return [Splice(start, start, f"{words},{gap}")]
    end = entries[-1][1]
    comma = _COMMA.match(text, end)
    stop = comma.end() if comma else end
    stop += _comment_behind(text, stop)
    if comma:
        return [Splice(stop, stop, f"{gap}{words},")]
    return (
        [Splice(end, end, ","), Splice(stop, stop, gap + words)] if stop > end else [Splice(end, end, f",{gap}{words}")]
    )


def _gap(text: str, entries: list[tuple[int, int]]) -> str:
    """What stands between entries: a space, or a line break and the indentation of the last one."""
    start = entries[-1][0]
    margin = text[line_start(text, start) : start]
    on_own_line = not margin.strip(" \t") and (len(entries) < 2 or "\n" in text[entries[-2][1] : start])
    return f"\n{margin}" if on_own_line else " "


def delete(text: str, node: Node, index: int) -> list[Splice]:
    """An entry taken out with its comma and the comment behind it; comments of others stay."""
    entries = spans(node)
    start, end = entries[index]
    if len(entries) == 1:
        comma = _COMMA.match(text, end)
        return [Splice(start, comma.end() if comma else end)]
    if index + 1 < len(entries):
        return [Splice(start, entries[index + 1][0])]
    before = entries[index - 1][1]
    between = text[before:start]
    comma = _COMMA.match(text, end)
    if "\n" not in between and "#" not in between:
        return [Splice(before, end)]
    start = before + len(between.rstrip())
    end = comma.end() if comma else end
    return [Splice(start, end + _comment_behind(text, end))]


def _comment_behind(text: str, end: int) -> int:
    found = re.compile(r"[ \t]+#[^\r\n]*").match(text, end)
    return len(found[0]) if found else 0
