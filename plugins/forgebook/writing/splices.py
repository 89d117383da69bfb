"""Cuts into a text, and where the lines of a value end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forgebook.writing.nodes import Node, column, line_end, line_start, next_line


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """That a text stands in the place of what is between two offsets."""

    start: int
    end: int
    text: str = ""


def applied(text: str, splices: Iterable[Splice], line_break: str) -> str:
    """The text with all cuts made; line breaks in new text are those of the file."""
    parts, end = [], 0
    for splice in sorted(splices):
        assert splice.start >= end, "cuts overlap"
        parts += [text[end : splice.start], splice.text.replace("\n", line_break)]
        end = splice.end
    return "".join([*parts, text[end:]])


def line_break_of(text: str) -> str:
    """The line break that a text uses first."""
    end = line_end(text, 0)
    return text[end : next_line(text, 0)] or "\n"


def last_line_end(text: str, offset: int, outer: int) -> int:
    """Where the lines of a value that ends at `offset` end: comments below it, deeper than `outer`, are its own."""
    end = line_end(text, offset)
    here = next_line(text, end)
    while here < len(text):
        stop = line_end(text, here)
        words = text[here:stop].strip(" \t")
        if words.startswith("#") and len(text[here:stop]) - len(text[here:stop].lstrip(" \t")) > outer:
            end = stop
        elif words:
            break
        here = next_line(text, stop)
        if here == stop:
            break
    return end


def with_comments_above(text: str, start: int, own: int) -> int:
    """The start of the comment lines directly above a line, at the same column `own`; else the line's start."""
    here = line_start(text, start)
    while here > 0:
        above = line_start(text, here - (2 if text[here - 2 : here] == "\r\n" else 1))
        line = text[above:here]
        words = line.lstrip(" \t")
        if not words.startswith("#") or len(line) - len(words) != own:
            break
        here = above
    return here


def without_lines(text: str, start: int, end: int) -> list[Splice]:
    """The ways to take whole lines out. Blank lines on both sides become those of one; a text that ends without a
    line break goes on doing so where that changes no value, which is why there is a second way.
    """
    if end < len(text):
        while start > 0 and _is_blank(text, end) and _blank_before(text, start) is not None and end < len(text):
            end = next_line(text, end)
        return [Splice(start, end)]
    while (above := _blank_before(text, start)) is not None:
        start = above
    whole = Splice(start, end)
    if text[end - 1 :] in ("\n", "\r") or start == 0:
        return [whole]
    back = start - (2 if text[start - 2 : start] == "\r\n" else 1)
    return [Splice(back, end), whole]


def _is_blank(text: str, start: int) -> bool:
    return start < len(text) and not text[start : line_end(text, start)].strip(" \t")


def _blank_before(text: str, start: int) -> int | None:
    """The start of the line before, if it is blank."""
    if start == 0:
        return None
    above = line_start(text, start - (2 if text[start - 2 : start] == "\r\n" else 1))
    return above if not text[above:start].strip() else None


def stands_alone(text: str, offset: int) -> bool:
    """Whether nothing but spaces stands before an offset on its line."""
    return not text[line_start(text, offset) : offset].strip(" ")


def key_column(text: str, node: Node) -> int:
    """The column of a block mapping's keys."""
    return column(text, node.entries[0][0].start)


def dashes(text: str, node: Node) -> list[int]:
    """The offsets of the dashes of a block list."""
    first = node.start
    if node.marked:
        first = next(i for i in range(line_end(text, node.start), node.items[0].start + 1) if text[i : i + 1] == "-")
    own = column(text, first)
    found = [first]
    for item in node.items[:-1]:
        here = next_line(text, item.end)
        while here < len(text) and text[here : here + own + 1] != " " * own + "-":
            here = next_line(text, here)
        found.append(here + own)
    return found
