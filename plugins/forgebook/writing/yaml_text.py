"""A YAML text that is edited value by value: only the lines of what changes change.

Each edit is a few cuts into the source text. What comes out is read again and held against what was meant; an edit that
gives anything else is not made.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from typing import Any

from forgebook.writing import block, flow
from forgebook.writing.files import WriteRefused
from forgebook.writing.nodes import Node, NotYaml, column, parse_nodes
from forgebook.writing.order import place_for
from forgebook.writing.render import after_key, as_read, block_map, flow_value, layout_of, scalar
from forgebook.writing.splices import Splice, applied, dashes, last_line_end, line_break_of

Path = tuple[str | int, ...]
Order = Callable[[Path], list[str]]
"""The names of the fields of the mapping at a path, in the order they are written in; empty where nobody knows."""


def no_order(_path: Path) -> list[str]:
    """New keys go to the end."""
    return []


class YamlText:
    """A text and its tree.

    Raises:
        NotYaml: the text cannot be read as one YAML document.
    """

    def __init__(self, text: str, order: Order = no_order, line_break: str = "") -> None:
        self.text = text
        self.order = order
        self.line_break = line_break or line_break_of(text)
        self.root = parse_nodes(text)
        self.layout = layout_of(text, self.root)

    def node(self, path: Path) -> Node | None:
        """The node at a path, or None."""
        return self.root.at(path) if self.root is not None else None

    def data(self) -> Any:
        """All values as a reader of records has them."""
        return self.root.data() if self.root is not None else None

    def set(self, path: Path, value: Any) -> None:
        """Put a value at a path, making what is missing on the way."""
        node = self.node(path)
        if node is not None and node.kind != "alias" and node.data() == as_read(value):
            return
        if node is None or not path:
            self._add(path, value)
        elif isinstance(value, Mapping) and node.is_map and value and node.entries:
            self._become_map(path, node, value)
        elif isinstance(value, list | tuple) and node.is_list and value and node.items:
            self._become_list(path, node, list(value))
        else:
            self._exchange(path, node, value)

    def append(self, path: Path, value: Any) -> None:
        """Put a value at the end of a list. One value that stands alone becomes the list's first."""
        node = self.node(path)
        if node is not None and node.is_list:
            self.insert(path, len(node.items), value)
        elif node is None or node.is_null:
            self.set(path, [value])
        else:
            self._exchange(path, node, [node.data(), value])

    def insert(self, path: Path, index: int, value: Any) -> None:
        """Put a value before the item at an index of a list."""
        node = self._list(path)
        wanted = copy.deepcopy(self.data())
        _at(wanted, path).insert(index, as_read(value))
        if not node.items:
            self._exchange(path, node, [value])
        elif node.flow:
            self._commit([flow.insert(self.text, node, index, flow_value(value))], wanted, path)
        else:
            self._commit(block.insert_item(self.text, node, index, value, self.layout), wanted, path)

    def delete(self, path: Path) -> None:
        """Take out a key or an item with its comments. The last one leaves an empty collection."""
        node, holder = self.node(path), self.node(path[:-1])
        if node is None or holder is None or not path:
            raise WriteRefused(f"there is no {spoken(path)} to delete.")
        self._unmarked(node, path)
        wanted = copy.deepcopy(self.data())
        del _at(wanted, path[:-1])[path[-1]]
        index = holder.index(str(path[-1])) if holder.is_map else int(path[-1]) % len(holder.items)
        assert index is not None
        if holder.flow:
            self._commit([flow.delete(self.text, holder, index)], wanted, path)
        elif len(holder.children()) <= (2 if holder.is_map else 1):
            self._empty(path[:-1], holder, wanted)
        else:
            remove = block.delete_key if holder.is_map else block.delete_item
            self._commit(remove(self.text, holder, index), wanted, path)

    def rename_key(self, path: Path, new: str) -> None:
        """Give a key another name."""
        holder = self.node(path[:-1])
        index = holder.index(str(path[-1])) if holder is not None and holder.is_map else None
        if holder is None or index is None:
            raise WriteRefused(f"there is no {spoken(path)} to rename.")
        if holder.index(new) not in (None, index):
            raise WriteRefused(f'{spoken(path)} cannot become "{new}": that stands there as well. Keep one of the two.')
        wanted = copy.deepcopy(self.data())
        values = _at(wanted, path[:-1])
        renamed = {new if key == path[-1] else key: value for key, value in values.items()}
        values.clear()
        values.update(renamed)
        key = holder.entries[index][0]
        words = scalar(new, flow=holder.flow, style=key.style)
        self._commit([[Splice(key.start, key.end, words)]], wanted, path)

    def put_source(self, path: Path, source: str, value: str) -> None:
        """Another source text for a value, where one knows what it will be read as."""
        node = self.node(path)
        if node is None or not path:
            raise WriteRefused(f"there is no {spoken(path)}.")
        wanted = copy.deepcopy(self.data())
        _at(wanted, path[:-1])[path[-1]] = value
        self._commit([[Splice(node.start, node.end, source.replace("\r\n", "\n"))]], wanted, path)

    def _list(self, path: Path) -> Node:
        node = self.node(path)
        if node is None or not node.is_list:
            raise WriteRefused(f"{spoken(path)} is not a list.")
        return node

    def _become_map(self, path: Path, node: Node, value: Mapping[str, Any]) -> None:
        names = [str(key.value) for key, _ in node.entries]
        for name, entry in value.items():
            self.set((*path, str(name)), entry)
        for name in names:
            if name not in value:
                self.delete((*path, name))

    def _become_list(self, path: Path, node: Node, value: list[Any]) -> None:
        old, new = (
            [json.dumps(as_read(v), sort_keys=True, default=repr) for v in items] for items in (node.data(), value)
        )
        steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        for _, start, end, first, last in reversed([step for step in steps if step[0] != "equal"]):
            common = min(end - start, last - first)
            for index in range(last - first - common):
                self.insert(path, start + common + index, value[first + common + index])
            for index in range(common):
                self.set((*path, start + index), value[first + index])
            for index in range(end - 1, start + common - 1, -1):
                self.delete((*path, index))

    def _exchange(self, path: Path, node: Node, value: Any) -> None:
        self._unmarked(node, path)
        holder = self.node(path[:-1])
        if holder is None or not path:
            raise WriteRefused("the file as a whole cannot be exchanged.")
        key = None
        if holder.is_map:
            index = holder.index(str(path[-1]))
            assert index is not None
            key = holder.entries[index][0]
        wanted = copy.deepcopy(self.data())
        _at(wanted, path[:-1])[path[-1]] = as_read(value)
        if holder.flow:
            self._commit([flow.set_value(self.text, node, value, key)], wanted, path)
            return
        outer = column(self.text, key.start if key is not None else dashes(self.text, holder)[int(path[-1])])
        self._commit(block.set_value(self.text, key, node, value, outer, self.layout), wanted, path)

    def _add(self, path: Path, value: Any) -> None:
        """A key that is not there yet."""
        if not path:
            raise WriteRefused("the file as a whole cannot be exchanged.")
        key, holder = path[-1], self.node(path[:-1])
        if not isinstance(key, str) or (holder is not None and not holder.is_map and not holder.is_null):
            raise WriteRefused(f"{spoken(path)} cannot be added: {spoken(path[:-1])} is not a mapping.")
        if len(path) == 1 and (holder is None or holder.is_null):
            self._begin(key, value)
        elif holder is None or holder.is_null or (not holder.entries and len(path) > 1):
            self.set(path[:-1], {key: value})
        else:
            self._add_to(holder, path, key, value)

    def _add_to(self, holder: Node, path: Path, key: str, value: Any) -> None:
        wanted = copy.deepcopy(self.data())
        _at(wanted, path[:-1])[key] = as_read(value)
        names = [str(name.value) for name, _ in holder.entries]
        index = place_for(key, names, self.order(path[:-1]))
        if not holder.entries:
            ways = [[Splice(holder.start, holder.end, block_map({key: value}, 0, self.layout))]]
        elif holder.flow:
            words = f"{scalar(key, flow=True)}: {flow_value(value)}"
            ways = [flow.insert(self.text, holder, index, words)]
        else:
            ways = block.insert_key(self.text, holder, index, key, value, self.layout)
        self._commit(ways, wanted, path)

    def _begin(self, key: str, value: Any) -> None:
        """The first key of a text that holds none."""
        words = f"{scalar(key)}:{after_key(value, 0, self.layout)}\n"
        if self.root is not None and not self.root.is_empty:
            ways = [[Splice(self.root.start, self.root.end, words.rstrip("\n"))]]
        else:
            gap = "" if not self.text or self.text.endswith(("\n", "\r")) else "\n"
            ways = [[Splice(len(self.text), len(self.text), gap + words)]]
        self._commit(ways, {key: as_read(value)}, (key,))

    def _empty(self, path: Path, holder: Node, wanted: Any) -> None:
        """A block collection whose only entry goes."""
        if path:
            self._exchange(path, holder, {} if holder.is_map else [])
            return
        start = holder.start if holder.is_map else dashes(self.text, holder)[0]
        end = last_line_end(self.text, holder.end, 0)
        self._commit([[Splice(start, end, "{}" if holder.is_map else "[]")]], wanted, path)

    def _unmarked(self, node: Node, path: Path) -> None:
        if (node.marked and node.kind != "alias") or any(_is_marked(child) for child in node.children()):
            raise WriteRefused(
                f"{spoken(path)} (line {self.line(node)}) carries an anchor or a tag, on which other values may rest. "
                "Edit it by hand."
            )

    def line(self, node: Node) -> int:
        """The line of a node, from 1."""
        return self.text.count("\n", 0, node.start) + 1

    def _commit(self, ways: block.Ways, wanted: Any, path: Path) -> None:
        """Take the first way that gives what is wanted, in the order that is wanted as well where keys are kept."""
        for splices in ways:
            text = applied(self.text, splices, self.line_break)
            try:
                root = parse_nodes(text)
            except NotYaml:
                continue
            if (root.data() if root is not None else None) == wanted:
                self.text, self.root = text, root
                return
        node = self.node(path)
        where = f" (line {self.line(node)})" if node is not None else ""
        raise WriteRefused(f"{spoken(path)}{where} is written in a way that no program edits safely. Edit it by hand.")


def spoken(path: Path) -> str:
    """A path for people: `options[2].title`, counted from 1."""
    out = ""
    for part in path:
        out += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if out else part
    return out or "the file"


def _is_marked(node: Node) -> bool:
    return (node.marked and node.kind != "alias") or any(map(_is_marked, node.children()))


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data
