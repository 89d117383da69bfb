"""`--set field=value`: values told by the types of the fields that they go to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from forgebook.core.annotated import Taken, taken
from forgebook.core.diagnostics import closest, did_you_mean, listed
from forgebook.core.fields import Markup, ProjectId, RefTo
from forgebook.core.schema import field_at, field_names, model_at
from forgebook.reading.text import Refused
from forgebook.reading.yaml import parse

MOST_ENTRIES = 99
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_ASSIGNMENT = re.compile(r"(?P<path>[^=]*?)(?P<plus>\+?)=(?P<value>.*)\Z", re.S)
_STEP = re.compile(r"(?P<key>[\w-]+)(?:\[(?P<index>\d{1,3})\])?\Z")


class NotSettable(Exception):
    """An assignment that cannot be read. The message says what is wrong, and what to do."""


def given_values(assignments: Iterable[str], model: type[BaseModel]) -> dict[str, Any]:
    """The values of `field=value` texts, as they would be read from a file.

    A list takes one value after the other: by commas where its entries are words or references, and by giving the
    field again. A text in braces or brackets is read as YAML where the field takes a mapping or a list. An empty value
    leaves the field out.

    Raises:
        NotSettable: there is no such field, or the text is no assignment.
    """
    values: dict[str, Any] = {}
    for text in assignments:
        match = _ASSIGNMENT.match(text)
        if match is None or not match["path"].strip():
            raise NotSettable(f'"{text}" is no assignment. Write field=value, like --set status=accepted.')
        _put(values, match["path"].strip(), match["value"], model, more=bool(match["plus"]))
    return values


def _put(values: dict[str, Any], path: str, text: str, model: type[BaseModel], *, more: bool) -> None:
    steps = _steps(path)
    keys: tuple[str, ...] = ()
    here: Any = values
    without_control_characters(text, path)
    for number, (key, index) in enumerate(steps):
        _known(model, keys, key, path)
        keys = (*keys, key)
        if number == len(steps) - 1:
            _assign(here, key, index, _value(text, model, keys, whole=index is None), model, keys, path, more)
        else:
            here = _inside(here, key, index, model, keys, path)


def without_control_characters(text: str, name: str) -> None:
    """Refuse what no file may hold.

    Raises:
        NotSettable: the text has such a character.
    """
    found = _CONTROL.search(text)
    if found:
        raise NotSettable(f"{name}: there is a control character in it (U+{ord(found[0]):04X}). Take it out.")


def _steps(path: str) -> list[tuple[str, int | None]]:
    found = []
    for part in path.split("."):
        match = _STEP.match(part)
        if match is None:
            like = "improvement.statement or components[0].version"
            raise NotSettable(f'"{path}" is no path of fields. Write it like {like}.')
        found.append((match["key"], int(match["index"]) if match["index"] else None))
    return found


def _known(model: type[BaseModel], keys: tuple[str, ...], key: str, path: str) -> None:
    """Refuse a field that the model does not have."""
    owner = model_at(model, keys)
    names = field_names(owner) if owner is not None else []
    if key in names:
        return
    if owner is None:
        raise NotSettable(f'"{path}": {".".join(keys)} holds no fields of its own. Set it as a whole.')
    guess = did_you_mean(closest(key, names)) or f". Known here: {listed(names, limit=40)}."
    raise NotSettable(f'there is no field "{path}"{guess}')


def _inside(here: Any, key: str, index: int | None, model: type[BaseModel], keys: tuple[str, ...], path: str) -> Any:
    """The mapping that the next key is looked for in, made where there is none yet."""
    many = taken(field_at(model, keys)).entry is not None
    if many != (index is not None):
        how = f"{key}[0]" if many else key
        raise NotSettable(f'"{path}": {key} {"holds a list" if many else "is no list"}. Write {how}. and the field.')
    if not many:
        return _mapping(here.setdefault(key, {}), path)
    entries = here.setdefault(key, [])
    return _mapping(_entry(entries, index or 0, path, dict), path)


def _mapping(value: Any, path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise NotSettable(f'"{path}": this was given as a whole already. Give it in one way.')
    return value


def _entry(entries: Any, index: int, path: str, make: Any) -> Any:
    """The entry of a list. Those before it are empty where nothing was given for them: they may be proposed."""
    if not isinstance(entries, list) or index > MOST_ENTRIES:
        raise NotSettable(f'"{path}": entries are counted from 0, up to {MOST_ENTRIES}. Correct the number.')
    entries.extend(make() for _ in range(len(entries), index + 1))
    return entries[index]


def _assign(
    here: dict[str, Any], key: str, index: int | None, value: Any, model: type[BaseModel], keys: tuple[str, ...],
    path: str, more: bool,
) -> None:  # fmt: skip
    many = taken(field_at(model, keys)).entry is not None
    if (more or index is not None) and not many:
        raise NotSettable(f'"{path}" is no list. Write {".".join(keys)}=value.')
    if index is not None:
        entries = here.setdefault(key, [])
        _entry(entries, index, path, str)
        entries[index] = value
    elif many:
        here.setdefault(key, []).extend(value)
    elif key in here:
        raise NotSettable(f'"{path}" is given twice. Give it once.')
    else:
        here[key] = value


def _value(text: str, model: type[BaseModel], keys: tuple[str, ...], *, whole: bool) -> Any:
    """A text by the type of its field: a list where the field takes one, YAML in braces or brackets."""
    found = taken(field_at(model, keys))
    many = found.entry is not None
    one = found.entry or found
    stripped = text.strip()
    value: Any = text
    if (one.model is not None and stripped.startswith("{")) or (many and whole and stripped.startswith("[")):
        value = _yaml(stripped, ".".join(keys))
    elif many and whole and _splits(one, found):
        value = [part.strip() for part in text.split(",") if part.strip()]
    if not many or not whole:
        return value
    return value if isinstance(value, list) else [value] if text else []


def _splits(entry: Taken, found: Taken) -> bool:
    """Whether the entries of a list are words or references, in which no comma stands."""
    marks = (*entry.marks, *found.marks)
    if any(isinstance(mark, RefTo | ProjectId) for mark in marks):
        return True
    return entry.kind is str and not any(isinstance(mark, Markup) for mark in marks)


def _yaml(text: str, where: str) -> Any:
    try:
        return parse(text)
    except Refused as refused:
        why = refused.note.message
        raise NotSettable(f"{where}: {why}. Check the brackets, and quote texts with a comma.") from None
