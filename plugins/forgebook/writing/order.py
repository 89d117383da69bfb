"""The order in which fields are written, and which values their fields read without quotes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel

from forgebook.core.annotated import taken
from forgebook.core.model import Fields, Item
from forgebook.core.schema import field_at, model_at
from forgebook.core.times import Clock
from forgebook.writing.render import Bare

LAST = ("links", "aliases", "waivers", "imported", "sections", "extra")
"""Fields about the file rather than what it tells; they stand at its end."""
FIRST = ("id", "title", "summary", "tags", "team", "area", "product", "visibility")
_BARE = (date, int, float, bool)


@cache
def field_order(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a mapping in the order they are written.

    A record begins with what it is called and ends with what is about the file; the fields of its kind stand between,
    in the order of the model. Items begin with their id and end with their visibility.
    """
    names = [info.alias or name for name, info in model.model_fields.items()]
    if issubclass(model, Fields):
        return _arranged(names, FIRST, LAST)
    if issubclass(model, Item):
        return _arranged(names, ("id",), ("visibility",))
    return tuple(names)


def _arranged(names: list[str], first: tuple[str, ...], last: tuple[str, ...]) -> tuple[str, ...]:
    between = [name for name in names if name not in first and name not in last]
    return (*(n for n in first if n in names), *between, *(n for n in last if n in names))


def place_for(key: str, names: list[str], order: list[str]) -> int:
    """The index at which a new key belongs among those that stand there, though they may be out of order themselves:
    right after the nearest that goes before it. What is about the file goes below all that goes before it.
    """
    if key not in order:
        return len(names)
    rank = {name: index for index, name in enumerate(order)}
    before = [i for i, name in enumerate(names) if name in rank and rank[name] < rank[key]]
    if before:
        return max(before, key=(lambda i: i) if key in LAST else (lambda i: rank[names[i]])) + 1
    after = [i for i, name in enumerate(names) if name in rank]
    return min(after) if after else len(names)


def bare(model: type[BaseModel] | None, path: tuple[str | int, ...], value: Any) -> Any:
    """The value with those texts marked that their fields read as a date, a number or yes and no: no quotes there."""
    if isinstance(value, Mapping):
        return {key: bare(model, (*path, key), entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [bare(model, (*path, index), entry) for index, entry in enumerate(value)]
    if type(value) is str and model is not None and _reads_bare(model, path):
        return Bare(value)
    return value


def _reads_bare(model: type[BaseModel], path: tuple[str | int, ...]) -> bool:
    return _reads_bare_at(model, tuple(part for part in path if isinstance(part, str)))


@cache
def _reads_bare_at(model: type[BaseModel], names: tuple[str, ...]) -> bool:
    """The same for the names of fields alone; there are as many as fields, and records have them again and again."""
    owner = model_at(model, names[:-1]) if names else None
    if owner is None:
        return False
    try:
        found = taken(field_at(owner, (names[-1],)))
    except KeyError:
        return False
    one = found.entry or found
    if any(isinstance(mark, Clock) for mark in (*found.marks, *one.marks)):
        return True
    return isinstance(one.kind, type) and issubclass(one.kind, _BARE)
