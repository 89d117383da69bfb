"""The fields of a mapping put in another order, each with its comments."""

from __future__ import annotations

import re
from collections.abc import Sequence

from forgebook.writing.nodes import Node, column, line_end, line_start, next_line
from forgebook.writing.splices import Splice, key_column, last_line_end, stands_alone, with_comments_above

_MODELINE = re.compile(
    r"#\s*(?:yaml-language-server:|\$schema|-\*-|vim?:|yamllint|prettier-ignore|SPDX|Copyright)", re.I
)


def wanted_order(names: Sequence[str], order: Sequence[str]) -> list[int]:
    """The indices of names in their right order. A name that nobody knows stays behind the one before it."""
    rank = {name: index for index, name in enumerate(order)}
    places: list[tuple[int, int]] = []
    last = -1
    for index, name in enumerate(names):
        last = rank.get(name, last)
        places.append((last, index))
    return [index for _, index in sorted(places)]


def reorder(text: str, node: Node, indices: list[int]) -> list[Splice] | None:
    """The cuts that put the entries of a mapping in another order; None where comments leave it unclear."""
    return _in_braces(text, node, indices) if node.flow else _on_lines(text, node, indices)


def _in_braces(text: str, node: Node, indices: list[int]) -> list[Splice] | None:
    if "\n" in text[node.start : node.end] or "\r" in text[node.start : node.end]:
        return None
    spans = [(key.start, max(key.end, value.end)) for key, value in node.entries]
    words = [text[start:end] for start, end in spans]
    return [Splice(*span, words[index]) for span, index in zip(spans, indices, strict=True)]


def _on_lines(text: str, node: Node, indices: list[int]) -> list[Splice] | None:
    chunks = _chunks(text, node)
    if chunks is None:
        return None
    start, end, bodies = chunks
    margin = " " * key_column(text, node)
    inline = not stands_alone(text, node.entries[0][0].start)
    ordered = [bodies[index] for index in indices]
    blanks = len(ordered[0]) - len(ordered[0].lstrip("\r\n"))
    ordered[0] = ordered[0][blanks:]
    if inline:
        if not ordered[0].startswith(margin) or ordered[0][len(margin) :].startswith("#"):
            return None
        ordered[0] = ordered[0][len(margin) :]
    return [Splice(start, end, "\n".join(ordered).replace("\r\n", "\n"))]


def _chunks(text: str, node: Node) -> tuple[int, int, list[str]] | None:
    """Where the entries begin and end, and the lines of each: blank lines and comments above it, then its own."""
    own = key_column(text, node)
    first = node.entries[0][0].start
    inline = not stands_alone(text, first)
    start = first if inline else _below_header(text, first, own)
    here = start
    bodies: list[str] = []
    for key, value in node.entries:
        if "?" in text[line_start(text, key.start) : key.start] or column(text, key.start) != own:
            return None
        gap = text[here : line_start(text, key.start)] if bodies or not inline else ""
        if _has_loose_comment(gap, own):
            return None
        end = last_line_end(text, max(key.end, value.end), own)
        bodies.append(text[here:end])
        here = next_line(text, end)
    if inline:
        bodies[0] = " " * own + bodies[0]
    return start, end, bodies


def _below_header(text: str, first: int, own: int) -> int:
    """Where the first field begins with its comments. At the top of a file a line for editors is nobody's comment."""
    start = with_comments_above(text, first, own)
    while start < line_start(text, first) and _MODELINE.match(text[start : line_end(text, start)].strip()):
        start = next_line(text, start)
    return start


def _has_loose_comment(gap: str, own: int) -> bool:
    """Whether a comment stands between fields without being right above one."""
    if "#" not in gap:
        return False
    start = with_comments_above(gap + " " * own + "k", len(gap) + own, own)
    return bool(gap[:start].strip())
