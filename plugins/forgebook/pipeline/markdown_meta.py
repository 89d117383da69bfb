"""Front matter of hand-written pages, as MkDocs reads it."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import YAMLError

_YAML = re.compile(r"\A-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*\n", re.S)
_LINE = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)\Z")
_MORE = re.compile(r"(?:[ ]{4,}|\t)(?P<value>.*)\Z")


class _AsPyYAML(SafeConstructor):
    """As PyYAML reads it: what hides a page must hide it everywhere.

    Of a key that is given twice the last one holds, and a lone `y` or `n` is a letter.
    """

    def check_mapping_key(self, *_: Any) -> bool:
        return True

    def bool_or_letter(self, node: Any) -> bool | str:
        """`yes`, `off` and their like as a bool, a lone letter as it stands."""
        return str(node.value) if len(node.value) == 1 else bool(self.construct_yaml_bool(node))


_AsPyYAML.add_constructor("tag:yaml.org,2002:bool", _AsPyYAML.bool_or_letter)


def split(text: str) -> tuple[dict[str, Any], str]:
    """The front matter of a page, and the text below it.

    YAML between lines of dashes, or lines of `Key: value` at the very top. What cannot be read is text.
    """
    found = _YAML.match(text)
    if found is None:
        return _lines(text)
    yaml = YAML(typ="safe", pure=True)
    yaml.version = "1.1"
    yaml.Constructor = _AsPyYAML
    try:
        meta = yaml.load(found[1])
    except (YAMLError, ValueError, RecursionError):
        return {}, text
    return (meta, text[found.end() :].lstrip("\n")) if isinstance(meta, dict) else ({}, text)


def _lines(text: str) -> tuple[dict[str, Any], str]:
    """MultiMarkdown's way: it ends at the first line that is neither a key nor more of one."""
    meta: dict[str, Any] = {}
    lines = text.split("\n")
    key = ""
    while lines:
        line = lines.pop(0)
        if not line.strip():
            break
        if found := _LINE.match(line):
            key = found["key"].lower().strip()
            value = found["value"].strip()
            meta[key] = f"{meta[key]} {value}" if key in meta else value
        elif key and (more := _MORE.match(line)):
            meta[key] = f"{meta[key]} {more['value'].strip()}"
        else:
            lines.insert(0, line)
            break
    return meta, "\n".join(lines).lstrip("\n")
