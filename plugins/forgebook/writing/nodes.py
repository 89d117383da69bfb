"""A YAML text as a tree whose nodes know where in the text they stand.

Made of the events of ruamel.yaml's C parser, as reading is, but everything that YAML allows is taken: anchors, aliases
and tags are kept, since an edit elsewhere in the file must not mind them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from _ruamel_yaml import CParser
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
MAX_DEPTH = 200


class NotYaml(ValueError):
    """A text that is no single YAML document, with the line (from 1; 0 where unknown) of the fault."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Alias:
    """What stands for an alias among values: it is like no text."""

    name: str


@dataclass(slots=True, eq=False)
class Node:
    """A value: where it begins and ends (offsets; the end is that of its content), and what it holds.

    Attributes:
        start: offset of its first character; anchor and tag count.
        end: offset after its last; a block scalar ends before its last line break, unless that is all it holds.
        style: `""` for plain, a quote, `|` or `>`.
        flow: whether it is a collection in brackets or braces.
        value: a scalar's text; None for a collection.
        marked: whether it carries an anchor or a tag, or is an alias.
        entries: of a mapping, keys and values.
        items: of a list.
    """

    kind: str
    start: int
    end: int
    style: str = ""
    flow: bool = False
    value: str | None = None
    marked: bool = False
    entries: list[tuple[Node, Node]] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)

    @property
    def is_map(self) -> bool:
        """Whether it is a mapping."""
        return self.kind == "map"

    @property
    def is_list(self) -> bool:
        """Whether it is a list."""
        return self.kind == "list"

    @property
    def is_block_scalar(self) -> bool:
        """Whether its text stands on lines of its own below `|` or `>`."""
        return self.style in ("|", ">")

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is written."""
        return self.start == self.end

    @property
    def is_null(self) -> bool:
        """Whether it means nothing."""
        return self.kind == "scalar" and not self.style and self.value in NULLS

    def index(self, key: str) -> int | None:
        """The place of a key in a mapping, or None."""
        return next((i for i, (k, _) in enumerate(self.entries) if k.value == key), None)

    def at(self, path: tuple[str | int, ...]) -> Node | None:
        """The node at a path, or None."""
        node: Node | None = self
        for part in path:
            node = node.child(part) if node is not None else None
        return node

    def child(self, part: str | int) -> Node | None:
        """The value of a key, or the item at an index."""
        if self.is_map:
            index = self.index(str(part)) if isinstance(part, str) else None
            return None if index is None else self.entries[index][1]
        if self.is_list and isinstance(part, int) and -len(self.items) <= part < len(self.items):
            return self.items[part]
        return None

    def children(self) -> list[Node]:
        """All nodes directly below, in order."""
        return [node for pair in self.entries for node in pair] if self.is_map else list(self.items)

    def data(self) -> Any:
        """Its values as a reader of records has them: text, None, lists and mappings. Aliases are `Alias`."""
        if self.is_map:
            return {str(key.value): value.data() for key, value in self.entries}
        if self.is_list:
            return [item.data() for item in self.items]
        if self.kind == "alias":
            return Alias(self.value or "")
        return None if self.is_null else self.value


def parse_nodes(text: str) -> Node | None:
    """The tree of a text's one document; None for a text without any.

    Raises:
        NotYaml: the text is not YAML, holds several documents, or a key twice.
    """
    try:
        return _Builder(text).run()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise NotYaml(error.problem or "not valid YAML", mark.line + 1 if mark else 0) from None
    except YAMLError as error:
        raise NotYaml(str(error).split("\n")[0]) from None


class _Builder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.stack: list[Node] = []
        self.keys: list[Node | None] = []
        self.root: Node | None = None
        self.documents = 0

    def run(self) -> Node | None:
        parser = CParser(self.text)
        while True:
            event = parser.get_event()
            if type(event) is StreamEndEvent:
                return self.root
            self._take(event)

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is ScalarEvent:
            self._scalar(event)
        elif kind is AliasEvent:
            node = Node("alias", event.start_mark.index, event.end_mark.index, value=str(event.anchor), marked=True)
            self._place(node)
        elif kind in (MappingStartEvent, SequenceStartEvent):
            self._open("map" if kind is MappingStartEvent else "list", event)
        elif kind in (MappingEndEvent, SequenceEndEvent):
            self._close(event)
        elif kind is DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                raise NotYaml("a second document begins here", event.start_mark.line + 1)
        else:
            assert kind is DocumentEndEvent or not self.stack, kind

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        style = event.style or ""
        marked = event.anchor is not None or event.ctag is not None
        if style in ("|", ">"):
            end = _content_end(self.text, start, end, event.value)
        self._place(Node("scalar", start, end, style, value=event.value, marked=marked))

    def _open(self, kind: str, event: Any) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise NotYaml("nested too deeply", event.start_mark.line + 1)
        marked = event.anchor is not None or event.ctag is not None
        node = Node(kind, event.start_mark.index, event.end_mark.index, flow=bool(event.flow_style), marked=marked)
        self._place(node)
        self.stack.append(node)
        self.keys.append(None)

    def _close(self, event: Any) -> None:
        node = self.stack.pop()
        self.keys.pop()
        if node.flow:
            node.end = event.end_mark.index
        else:
            below = node.children()
            if below and not node.marked:
                node.start = below[0].start if node.is_map else node.start
            node.end = max((child.end for child in below), default=node.end)

    def _place(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        holder = self.stack[-1]
        if holder.is_list:
            holder.items.append(node)
        elif (key := self.keys[-1]) is None:
            self._take_key(holder, node)
        else:
            holder.entries.append((key, node))
            self.keys[-1] = None

    def _take_key(self, holder: Node, node: Node) -> None:
        if node.kind != "scalar":
            raise NotYaml("a list, mapping or alias as a key", self.text.count("\n", 0, node.start) + 1)
        if holder.index(str(node.value)) is not None:
            raise NotYaml(f'"{node.value}" stands here twice', self.text.count("\n", 0, node.start) + 1)
        self.keys[-1] = node


def _content_end(text: str, start: int, end: int, value: str) -> int:
    """Where the text of a block scalar ends: blank lines after it belong to it only where it keeps them (`|+`)."""
    header = re.match(r"[^\r\n]*", text[start:end])
    kept = header is not None and "+" in header[0].split("#")[0]
    span = text[start:end]
    content = span if kept and value.endswith("\n") else span.rstrip(" \t\r\n")
    content = content if content.strip() else span
    for line_break in ("\r\n", "\n", "\r"):
        if kept and content.endswith(line_break):
            return start + len(content) - len(line_break)
    return start + len(content)


def line_start(text: str, offset: int) -> int:
    """The offset at which the line of an offset begins."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def line_end(text: str, offset: int) -> int:
    """The offset at which the line of an offset ends, its line break not counted."""
    found = re.compile(r"[\r\n]").search(text, offset)
    return found.start() if found else len(text)


def next_line(text: str, offset: int) -> int:
    """The offset of the line after that of an offset; the text's end where there is none."""
    end = line_end(text, offset)
    return end + (2 if text[end : end + 2] == "\r\n" else 1 if end < len(text) else 0)


def column(text: str, offset: int) -> int:
    """How many characters stand before an offset on its line."""
    return offset - line_start(text, offset)
