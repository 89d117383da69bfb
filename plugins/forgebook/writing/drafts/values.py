"""Values as lines of YAML, in the style that records are written in, with what is still to be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from forgebook.core.annotated import Taken, taken
from forgebook.core.drafting import Blank
from forgebook.core.fields import Markup
from forgebook.core.schema import field_at
from forgebook.writing.order import bare, field_order
from forgebook.writing.render import Layout, after_key, flow_value

WIDEST = 100
"""Mappings in a list stand in braces up to this width."""


def entry(key: str, value: Any, comment: str = "") -> list[str]:
    """The lines of `key: value`; a comment stands at the end of the first."""
    first, *rest = _entry(key, value)
    said = f"{first} # {comment}" if comment and not isinstance(value, Blank) else first
    return [said, *rest]


def _entry(key: str, value: Any) -> Iterator[str]:
    if isinstance(value, Blank):
        yield f"{key}: # {value}" if value else f"{key}:"
    elif isinstance(value, Mapping) and value and has_blank(value):
        yield f"{key}:"
        for name, inner in value.items():
            yield from (f"  {line}" if line else line for line in _entry(name, inner))
    elif isinstance(value, list) and value and all(map(_is_short, value)):
        yield from (f"{key}:", *(f"  - {flow_value(item)}" for item in value))
    elif isinstance(value, list) and has_blank(value):
        yield f"{key}:"
        for item in value:
            yield from _item(item)
    else:
        yield from f"{key}:{after_key(value, 0, Layout())}".split("\n")


def _item(value: Any) -> Iterator[str]:
    """An entry of a list, its first line behind a hyphen."""
    if not isinstance(value, Mapping) or not value:
        yield from (f"  -{line[2:]}" if index == 0 else f"  {line}" for index, line in enumerate(_entry("x", value)))
        return
    lines = (line for name, inner in value.items() for line in _entry(name, inner))
    for index, line in enumerate(lines):
        yield (f"  - {line}" if index == 0 else f"    {line}") if line else line


def _is_short(item: Any) -> bool:
    """Whether an entry of a list is a mapping that reads well in braces."""
    if not isinstance(item, Mapping) or not item or has_blank(item):
        return False
    values = list(item.values())
    return not any(isinstance(v, Mapping | list) or "\n" in str(v) for v in values) and len(flow_value(item)) <= WIDEST


def has_blank(value: Any) -> bool:
    """Whether something in a value is still to be filled in."""
    if isinstance(value, Mapping):
        return any(map(has_blank, value.values()))
    return any(map(has_blank, value)) if isinstance(value, list) else isinstance(value, Blank)


def typed(values: Mapping[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """The same values as they are written: fields in their order, dates and numbers without quotes.

    Texts of several lines end with a line break, as they do in an editor. What the model does not know stays as it is.
    """
    return dict(bare(model, (), _arranged(values, model)))


def _arranged(values: Mapping[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    order = field_order(model)
    keys = sorted(values, key=lambda key: order.index(key) if key in order else len(order))
    return {key: _told(values[key], _taken_at(model, key)) if key in order else values[key] for key in keys}


@cache
def _taken_at(model: type[BaseModel], key: str) -> Taken:
    return taken(field_at(model, (key,)))


def _told(value: Any, found: Taken) -> Any:
    if isinstance(value, list):
        return [_told(item, found.entry or found) for item in value]
    if isinstance(value, Mapping):
        return _arranged(value, found.model) if found.model is not None else value
    if isinstance(value, str) and Markup.BLOCK in found.marks and "\n" in value.strip("\n"):
        return value.strip("\n") + "\n"
    return value
