"""New values as YAML. Whether a text may stand plain is asked of the parser, never guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from ruamel.yaml.resolver import implicit_resolvers

from forgebook.writing.nodes import Node, NotYaml, parse_nodes

_SURE = re.compile(r"[A-Za-z0-9](?:[^:#]|:(?=\S)|(?<=\S)#)*\Z")
"""Texts that are read back as they stand, outside of brackets; what looks like a number is told before."""
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_WIDEST_FLOW = 100
_WORD = re.compile(r"\S{1,60}\Z")


class Bare(str):
    """A text that is written without quotes, since its field reads it: a date, a number, yes or no."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file indents: columns from a key to the keys below it, and from a key to the dashes below it."""

    step: int = 2
    dash: int = 2


def layout_of(text: str, root: Node | None) -> Layout:
    """The layout of a file, told by the first mapping and the first list below a key; ours where there is none."""
    step: int | None = None
    dash: int | None = None
    queue = [root] if root is not None else []
    while queue and (step is None or dash is None):
        node = queue.pop(0)
        queue.extend(node.children())
        for key, value in node.entries if node.is_map and not node.flow else ():
            start = text.rfind("\n", 0, key.start) + 1
            if (
                value.flow
                or value.kind not in ("map", "list")
                or value.marked
                or "\n" not in text[key.end : value.start]
            ):
                continue
            own = value.start - text.rfind("\n", 0, value.start) - 1 - (key.start - start)
            if value.is_list and dash is None and own >= 0:
                dash = own
            elif value.is_map and step is None and own > 0:
                step = own
    if step is None:
        step = dash or 2
    return Layout(step, step if dash is None else dash)


def as_read(value: Any) -> Any:
    """A value as a reader of records will have it: text, None, lists and mappings."""
    if isinstance(value, Mapping):
        return {str(key): as_read(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [as_read(entry) for entry in value]
    if value is None:
        return None
    text = _plain_text(value)
    return str(value) if text is None else text


def _plain_text(value: Any) -> str | None:
    """The source text of a value that is written bare, or None for a text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float | Bare):
        return str(value)
    return None


@lru_cache(maxsize=4096)
def _plain_in(text: str, *, flow: bool) -> bool:
    """Whether a text without quotes is read as that text, and as text, by YAML 1.1 and by 1.2."""
    if not text or text != text.strip() or "\n" in text or "\t" in text or _UNSAFE.search(text):
        return False
    if any(pattern.match(text) for _, _, pattern, first in implicit_resolvers if text[0] in (first or text[0])):
        return False
    return (not flow and _SURE.match(text) is not None) or _reads_back(text, flow=flow)


def scalar(value: Any, *, flow: bool = False, style: str = "") -> str:
    """A value on one line. `style` is the quote that was used before, and is kept where it can be."""
    if value is None:
        return "null"
    bare = _plain_text(value)
    if bare is not None:
        return bare if _reads_back(bare, flow=flow) else _quoted(bare, "")
    text = str(value)
    if style not in ("'", '"') and _plain_in(text, flow=flow):
        return text
    return _quoted(text, style)


@lru_cache(maxsize=4096)
def _reads_back(text: str, *, flow: bool) -> bool:
    try:
        root = parse_nodes(f"[{text}, {{k: {text}}}]" if flow else f"k: {text}\n")
    except NotYaml:
        return False
    expected: Any = [text, {"k": text}] if flow else {"k": text}
    return root is not None and root.data() == expected


def _quoted(text: str, style: str) -> str:
    one_line = "\n" not in text and not _UNSAFE.search(text) and "\t" not in text
    if one_line and (style == "'" or (style != '"' and ('"' in text or "\\" in text) and "'" not in text)):
        return "'" + text.replace("'", "''") + "'"
    return _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))


def flow_value(value: Any) -> str:
    """A value in brackets or braces, on one line."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{scalar(str(key), flow=True)}: {flow_value(entry)}" for key, entry in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(flow_value, value))}]"
    return scalar(value, flow=True)


def is_literal(value: Any) -> bool:
    """Whether a text is best written as lines below `|`."""
    if not isinstance(value, str) or "\n" not in value.rstrip("\n") or _UNSAFE.search(value) or "\r" in value:
        return False
    first = next((line for line in value.split("\n") if line), "")
    return bool(first.strip()) and not first.startswith("\t")


def literal(text: str, column: int, step: int) -> str:
    """A text of several lines: `|`, and its lines indented by `step` from `column`."""
    body = text.rstrip("\n")
    chomp = {0: "-", 1: ""}.get(len(text) - len(body), "+")
    hint = str(step) if text.startswith((" ", "\n")) else ""
    lines = text.removesuffix("\n") if chomp == "+" else body
    margin = " " * (column + step)
    return f"|{hint}{chomp}\n" + "\n".join(margin + line if line else "" for line in lines.split("\n"))


def _is_flow_list(value: Any) -> bool:
    """Whether a list is short words, as ids are: those stand in brackets."""
    if not isinstance(value, list | tuple) or not all(_plain_text(v) or _WORD.match(str(v)) for v in value):
        return False
    return not any(isinstance(v, Mapping | list | tuple) for v in value) and len(flow_value(value)) <= _WIDEST_FLOW


def after_key(value: Any, column: int, layout: Layout, style: str = "") -> str:
    """What follows `key:` in a block; `column` is the key's."""
    if is_literal(value):
        return " " + literal(value, column, layout.step)
    if not isinstance(value, Mapping | list | tuple):
        return " " + scalar(value, style=style)
    if not value or _is_flow_list(value):
        return " " + flow_value(value)
    if isinstance(value, Mapping):
        inner = column + layout.step
        return "\n" + " " * inner + block_map(value, inner, layout)
    inner = column + layout.dash
    return "\n" + " " * inner + ("\n" + " " * inner).join(list_item(entry, inner, layout) for entry in value)


def block_map(values: Mapping[str, Any], column: int, layout: Layout) -> str:
    """Entries of a mapping on lines of their own; the first without its indentation."""
    entries = (f"{scalar(str(key))}:{after_key(value, column, layout)}" for key, value in values.items())
    return ("\n" + " " * column).join(entries)


def list_item(value: Any, column: int, layout: Layout) -> str:
    """An item with its dash; `column` is the dash's."""
    if isinstance(value, Mapping) and value:
        return "- " + block_map(value, column + 2, layout)
    if isinstance(value, list | tuple) and value and not _is_flow_list(value):
        inner = column + 2
        return "- " + ("\n" + " " * inner).join(list_item(entry, inner, layout) for entry in value)
    if is_literal(value):
        return "- " + literal(value, column, 2)
    return "- " + (flow_value(value) if isinstance(value, Mapping | list | tuple) else scalar(value))


def document(values: Mapping[str, Any]) -> str:
    """A whole file of one record, its fields in the order given."""
    return block_map(values, 0, Layout()) + "\n" if values else "{}\n"
