"""Names of the roster in texts, for sites that must name nobody."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel

from forgebook.core.fields import Markup
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.schema import plain_fields, specs

Values = TypeVar("Values", bound=BaseModel)
_LINK = r"\[\[(?P<target>[^\[\]|\n]*)(?:\|(?P<words>[^\[\]\n]*))?\]\]"


def names_of(person: Record, *, first_names: bool = False) -> list[str]:
    """What somebody goes by in texts: full name, handle and addresses, and the first name where the team wants it."""
    handle = (person.f.handle or "").removeprefix("@")
    first = person.title.split()[:1] if first_names and len(person.title.split()) > 1 else []
    return [name for name in (*person.f.emails, person.title, handle, *first) if name]


def linked_names(graph: ProjectGraph) -> Callable[[str], str]:
    """A function that puts a link to the person in the place of each name of the roster that stands in a text.

    The visibility filter then says of them what may be said: a public name, a public role, or "a team member". A name
    in the words of a link, or in an address, is one as well.
    """
    first = graph.project.blameless.match_first_names
    refs: dict[str, str] = {}
    for person in graph.of("person"):
        for name in names_of(person, first_names=first):
            refs.setdefault(name.casefold(), person.ref)
    if not refs:
        return lambda text: text
    longest = sorted(refs, key=lambda name: (-len(name), name))
    words = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest)
    alone = re.compile(rf"(?<![\w@])@?(?:{words})(?!\w)", re.I)
    pattern = re.compile(rf"{_LINK}|(?<![\w@])@?(?P<name>{words})(?!\w)", re.I)

    def put(match: re.Match[str]) -> str:
        name = match["name"]
        if name is not None:
            return f"[[{refs[' '.join(name.casefold().split())]}]]"
        return f"[[{match['target']}]]" if match["words"] and alone.search(match["words"]) else match[0]

    return lambda text: pattern.sub(put, text)


def reworded(model: Values, change: Callable[[str], str]) -> Values:
    """A copy of a record's values in which every text, at whatever depth, was changed."""
    changes: dict[str, Any] = {}
    for spec in specs(type(model)):
        value = getattr(model, spec.name)
        if value is None or value == []:
            continue
        if spec.role == "model":
            changes[spec.name] = [reworded(v, change) for v in value] if spec.many else reworded(value, change)
        elif isinstance(spec.meaning, Markup):
            changes[spec.name] = _changed(value, change)
    for name in plain_fields(type(model)):
        changes[name] = _changed(getattr(model, name), change)
    return model.model_copy(update=changes)


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    return [_changed(entry, change) for entry in value] if isinstance(value, list) else value
