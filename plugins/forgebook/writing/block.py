"""Cuts in collections that stand on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from forgebook.writing.nodes import Node, column, line_end, line_start, next_line
from forgebook.writing.render import Layout, after_key, flow_value, list_item, scalar
from forgebook.writing.splices import (
    Splice,
    dashes,
    key_column,
    last_line_end,
    stands_alone,
    with_comments_above,
    without_lines,
)

_WIDTH = 120
Ways = list[list[Splice]]
"""Ways to make an edit, the best first: the one that gives what was meant is taken."""


def set_value(text: str, key: Node | None, node: Node, value: Any, outer: int, layout: Layout) -> Ways:
    """Another value in the place of one. `key` is its key, or None for an item; `outer` the key's or dash's column."""
    style = node.style if node.style in ("'", '"') else ""
    new = after_key(value, outer, layout, style)
    if key is None:
        new = list_item(value, outer, layout)[1:]
        if style and isinstance(value, str) and "\n" not in new:
            new = " " + scalar(value, style=style)
    if key is None and "\n" in new and isinstance(value, Mapping | list | tuple):
        return [[Splice(node.start, node.end, new if node.is_empty else new[1:])]]
    head, _, tail = new.partition("\n")
    tail = f"\n{tail}" if tail else ""
    ways = [_put(text, key, node, head, tail)]
    if tail and isinstance(value, str):
        ways.append(_put(text, key, node, " " + scalar(value, style='"'), ""))
    return ways


def _put(text: str, key: Node | None, node: Node, head: str, tail: str) -> list[Splice]:
    """The first line of a new value where the old one began, the others after what else stands on that line."""
    if node.is_block_scalar:
        header = re.compile(r"[|>][-+0-9]*").match(text, node.start)
        assert header is not None
        stop = max(line_end(text, node.start), header.end())
        return [Splice(node.start, header.end(), head.removeprefix(" ")), Splice(stop, max(stop, node.end), tail)]
    if node.kind == "scalar" and not node.is_empty and head and not tail:
        return [Splice(node.start, node.end, head.removeprefix(" "))]
    after = _after_colon(text, key) if key is not None else node.start
    if key is not None and not node.is_empty and "\n" in text[after : node.start]:
        stop = line_end(text, after)
        return [Splice(after, after, head), Splice(stop, last_line_end(text, node.end, column(text, key.start)), tail)]
    start = node.start
    if node.is_empty or not head:
        start, head = (after, head) if key is not None else (node.start, head)
    else:
        head = head.removeprefix(" ")
    if not tail:
        return [Splice(start, node.end, head)]
    stop = line_end(text, node.end)
    return [Splice(start, node.end, head), Splice(stop, stop, tail)]


def _after_colon(text: str, key: Node) -> int:
    found = re.compile(r"[ \t]*:").match(text, key.end)
    return found.end() if found else key.end


def insert_key(text: str, node: Node, index: int, key: str, value: Any, layout: Layout) -> Ways:
    """A new key before the one at `index`, or at the end."""
    own = key_column(text, node)
    words = f"{scalar(key)}:{after_key(value, own, layout)}"
    margin = " " * own
    if index == 0:
        start = node.entries[0][0].start
        return [[Splice(start, start, f"{words}\n{margin}")]]
    last = node.entries[index - 1]
    end = last_line_end(text, max(last[0].end, last[1].end), own)
    return _with_chomp(text, last[1], [Splice(end, end, f"\n{margin}{words}")])


def insert_item(text: str, node: Node, index: int, value: Any, layout: Layout) -> Ways:
    """A new item before the one at `index`, or at the end; in braces where the one beside it is."""
    found = dashes(text, node)
    own = column(text, found[0])
    beside = node.items[max(index - 1, 0)]
    words = list_item(value, own, layout)
    if beside.is_map and beside.flow and isinstance(value, Mapping) and "\n" not in text[beside.start : beside.end]:
        short = f"- {flow_value(value)}"
        words = short if own + len(short) <= _WIDTH else words
    margin = " " * own
    if index == 0:
        return [[Splice(found[0], found[0], f"{words}\n{margin}")]]
    end = last_line_end(text, max(beside.end, found[index - 1] + 1), own)
    return _with_chomp(text, beside, [Splice(end, end, f"\n{margin}{words}")])


def _with_chomp(text: str, before: Node, splices: list[Splice]) -> Ways:
    """A block scalar at the end of a file without a last line break gets one by what follows: its header says `-`."""
    ways = [splices]
    while below := before.children():
        before = below[-1]
    if before.is_block_scalar and not (before.value or "").endswith("\n") and before.end == len(text):
        header = re.compile(r"[|>][0-9]*").match(text, before.start)
        assert header is not None
        ways.append([Splice(header.end(), header.end(), "-"), *splices])
    return ways


def delete_key(text: str, node: Node, index: int) -> Ways:
    """A key taken out with its value and its comments. It is not the only one."""
    key, value = node.entries[index]
    end = last_line_end(text, max(key.end, value.end), column(text, key.start))
    is_header = index == 0 and column(text, key.start) == 0
    follower = node.entries[index + 1][0].start if index + 1 < len(node.entries) else None
    return _delete(text, key.start, end, follower, keep_comments=is_header)


def delete_item(text: str, node: Node, index: int) -> Ways:
    """An item taken out with its comments. It is not the only one."""
    found = dashes(text, node)
    end = last_line_end(text, max(found[index] + 1, node.items[index].end), column(text, found[index]))
    follower = found[index + 1] if index + 1 < len(found) else None
    return _delete(text, found[index], end, follower, keep_comments=False)


def _delete(text: str, start: int, end: int, follower: int | None, *, keep_comments: bool) -> Ways:
    if not stands_alone(text, start) and follower is not None:
        below = next_line(text, end)
        if not text[below : line_start(text, follower)].strip():
            return [[Splice(start, follower)]]
        dash = start - len(text[:start]) + len(text[:start].rstrip(" "))
        return [[Splice(dash, end)]]
    top = line_start(text, start) if keep_comments else with_comments_above(text, start, column(text, start))
    return [[splice] for splice in without_lines(text, top, next_line(text, end))]
