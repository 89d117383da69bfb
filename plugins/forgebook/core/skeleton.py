"""A starting text for records of a kind that brings none, told from its model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from pydantic import BaseModel

from forgebook.core.annotated import Taken, taken
from forgebook.core.fields import ProjectId, RefTo, Told
from forgebook.core.meanings import meaning
from forgebook.core.model import Fields
from forgebook.core.schema import field_at, field_names

ALWAYS_OFFERED = ("title", "summary", "area", "visibility")
"""Fields of every record that a skeleton names. The others are left to those who look for them."""

_FIRST_SENTENCE = re.compile(r".*?[.!?](?=\s|$)", re.S)


@cache
def skeleton(model: type[BaseModel]) -> str:
    """A line a field: the required ones open, the others commented out, each with what it means and takes."""
    return "".join(f"{line}\n" for _, line in _lines(model))


def markdown_skeleton(model: type[BaseModel], headings: Mapping[str, str]) -> str:
    """The same as front matter, with a section for each field that a heading names."""
    named: dict[str, str] = {}
    for heading, name in headings.items():
        named.setdefault(name, heading)
    front = [line for key, line in _lines(model) if key not in named and key != "title"]
    sections = "".join(f"\n## {heading.capitalize()}\n" for heading in named.values())
    return "".join(f"{line}\n" for line in ("---", *front, "---")) + f"\n# Title\n{sections}"


def required_days(model: type[BaseModel]) -> list[str]:
    """The fields of a model that must hold a day."""
    infos = ((key, field_at(model, (key,))) for key in field_names(model))
    return [key for key, info in infos if info.is_required() and taken(info).kind is date]


def hint(model: type[BaseModel], key: str) -> str:
    """What a field means and takes, on one line."""
    words = meaning(model, key) or ""
    first = _FIRST_SENTENCE.match(words)
    said = " ".join((first[0] if first else words).split()).rstrip(".")
    takes = _takes(taken(field_at(model, (key,))))
    said = said[:1].lower() + said[1:]
    return f"{said}: {takes}" if said and takes else said or takes


def _lines(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Keys and lines: fields of every record, then the kind's own, in the order of the model."""
    inherited = set(field_names(Fields))
    keys = field_names(model)
    own = [key for key in keys if key not in inherited]
    first = [key for key in ALWAYS_OFFERED if key in keys and key not in own]
    for key in (*first, *own):
        info = field_at(model, (key,))
        if Told.YES not in taken(info).marks:
            mark = "" if info.is_required() or key == "title" else "# "
            words = hint(model, key)
            yield key, f"{mark}{key}: # {words}" if words else f"{mark}{key}:"


def _takes(found: Taken) -> str:
    """What a field takes, where its meaning alone does not tell."""
    entry = found.entry
    words = _one(entry or found, (*found.marks, *(entry.marks if entry else ())))
    return f"a list of {words}" if entry and words else "a list" if entry else words


def _one(found: Taken, marks: tuple[object, ...]) -> str:
    reference = next((mark for mark in marks if isinstance(mark, RefTo)), None)
    listed = next((mark for mark in marks if isinstance(mark, ProjectId)), None)
    if reference is not None:
        return " or ".join(reference.kinds) or "kind/id"
    if listed is not None:
        return f"one of {listed.section.replace('_', ' ')} in project.yml"
    if found.words:
        return ", ".join(found.words)
    if found.model is not None:
        return f"{{{', '.join(field_names(found.model))}}}"
    return {date: "a day, like 2025-10-07", bool: "yes or no", int: "a whole number"}.get(found.kind, "")
