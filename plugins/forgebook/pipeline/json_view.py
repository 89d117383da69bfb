"""Records as JSON: what `list` and `show` print, and what the site's JSON API serves.

Fields are printed as they were written, by the names that files use, references resolved to `kind/id`. Where
a value may be written short (`- text` for `- {text: …}`), it is printed short if nothing else was given. What
is unset or empty is left out, and e-mail addresses never appear.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, BeforeValidator
from pydantic_core import to_jsonable_python

from forgebook.core.diagnostics import Code, Severity
from forgebook.core.document import Note
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.reading.locate import Locator

NEVER_PRINTED = frozenset({"emails"})
_PLACE = Code("FB000", Severity.ADVICE, "A place", "", "", "")  # asked for a line, never reported
_EMPTY: tuple[Any, ...] = (None, [], {})


def record_json(record: Record, graph: ProjectGraph, locator: Locator | None = None) -> dict[str, Any]:
    """A record of the graph, as JSON values.

    Args:
        record: a record of `graph`.
        graph: the full graph, or one that the visibility filter made: nothing else is asked.
        locator: finds the line of an entry that does not begin its file; without it, line 1 is told.
    """
    return {
        "ref": record.ref,
        "kind": record.kind,
        "id": record.id,
        "title": record.title,
        "url": record.address,
        "source": _source(record, graph, locator),
        "fields": _fields(record, graph),
        "relations": {name: refs for name, refs in graph.relations.get(record.ref, {}).items() if refs},
        "events": _events(record, graph),
    }


def _source(record: Record, graph: ProjectGraph, locator: Locator | None) -> dict[str, Any] | None:
    """The file and line; None where the reader may not know them."""
    if not record.source.path:
        return None
    return {"path": record.source.path, "line": _line(record, graph, locator)}


def _line(record: Record, graph: ProjectGraph, locator: Locator | None) -> int:
    if locator is None or not record.source.prefix:
        return 1
    top = graph.get(record.parent) or record
    note = Note(_PLACE, "")
    kind = graph.kinds[top.kind]
    return locator.note(record.source.path, kind, record.source.prefix, note, None).place.line


def _events(record: Record, graph: ProjectGraph) -> list[dict[str, str]]:
    events = sorted(graph.kinds[record.kind].events(record, graph), key=lambda event: event.sort_key)
    return [{"date": event.date.isoformat(), "what": event.what} for event in events]


def _fields(record: Record, graph: ProjectGraph) -> dict[str, Any]:
    return _mapping(_as_written(record, graph))


def _as_written(record: Record, graph: ProjectGraph) -> BaseModel:
    """The mapping in the file: for a record inside another, the item there, without what it inherits."""
    parent = graph.get(record.parent)
    if parent is None:
        return record.fields
    here: Any = parent.fields
    for part in record.source.prefix[len(parent.source.prefix) :]:
        try:
            here = here[part] if isinstance(part, int) else getattr(here, part)
        except (AttributeError, IndexError, TypeError):
            return record.fields
    return here if isinstance(here, BaseModel) else record.fields


def _mapping(model: BaseModel) -> dict[str, Any]:
    short = _short_keys(type(model))
    out: dict[str, Any] = {}
    for name, info in type(model).model_fields.items():
        if name not in model.model_fields_set or name in NEVER_PRINTED:
            continue
        value = _value(getattr(model, name), short.get(name))
        if value not in _EMPTY:
            out[info.alias or name] = value
    return out


def _value(value: Any, short: str | None) -> Any:
    if isinstance(value, BaseModel):
        written = _mapping(value)
        return written[short] if short is not None and set(written) == {short} else written
    if isinstance(value, list | tuple):
        return [_value(entry, short) for entry in value]
    return to_jsonable_python(value)


@cache
def _short_keys(model: type[BaseModel]) -> dict[str, str]:
    """For each field whose values may be written short, the key that a short value stands for."""
    keys = {}
    for name, info in model.model_fields.items():
        for mark in (*info.metadata, *_marks(info.annotation)):
            if isinstance(mark, BeforeValidator) and (key := _key_of_short(mark)) is not None:
                keys[name] = key
    return keys


def _marks(annotation: Any) -> Iterator[Any]:
    """What stands beside the types in a field's annotation, at every depth."""
    arguments = get_args(annotation)
    if get_origin(annotation) is Annotated:
        yield from arguments[1:]
        arguments = arguments[:1]
    for argument in arguments:
        yield from _marks(argument)


def _key_of_short(validator: BeforeValidator) -> str | None:
    """The key under which a validator puts a bare text, or None where it leaves texts alone."""
    probe: Any = validator.func
    try:
        long = probe("x")
    except (TypeError, ValueError):
        return None
    if isinstance(long, list) and len(long) == 1:
        long = long[0]
    return next(iter(long)) if isinstance(long, dict) and len(long) == 1 else None
