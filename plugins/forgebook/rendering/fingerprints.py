"""Fingerprints of what pages may show: two records, views or values with the same one look the same on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.views import PageView
from forgebook.rendering.hashing import digest

_SIMPLE = frozenset({str, int, float, bool, date, type(None)})
_PLAIN = (str, int, float, bool, date, Path, type(None))


class Untold(Exception):
    """A value of which we cannot say what a page would show of it."""


class Fingerprints:
    """Fingerprints on one graph, each made once."""

    def __init__(self, graph: ProjectGraph) -> None:
        self._graph = graph
        self._records: dict[int, tuple[Record, str]] = {}
        self._told: dict[int, tuple[Any, str]] = {}

    def record(self, record: Record | None) -> str | None:
        """All that a page can show of a record by itself: its values, its status, its file's dates.

        Not its relations: these the graph alone can tell, and a page that shows them has asked it.
        """
        if record is None:
            return None
        known = self._records.get(id(record))
        if known is None:
            known = self._records[id(record)] = record, self._of_record(record)
        return known[1]

    def records(self, records: Iterable[Record]) -> str:
        """The same of several records in their order."""
        return digest(*(self.record(record) or "" for record in records))

    def view(self, view: PageView) -> str | None:
        """All that a template is given, or None where that cannot be told."""
        try:
            return digest(
                repr((view.address, view.title, view.template, view.description, view.hide, view.nav, view.searchable)),
                self.told(view.record),
                self.told(view.context),
            )
        except Untold:
            return None

    def told(self, value: Any) -> str:
        """A value in words that differ where a page could differ.

        Raises:
            Untold: it is, or holds, something whose look cannot be told.
        """
        kind: type = type(value)
        return _way_of(kind)(self, value)

    def several(self, values: list[Any] | tuple[Any, ...]) -> str:
        """The same of a list or tuple."""
        name = type(values).__name__
        if _SIMPLE.issuperset(map(type, values)):  # most lists, and the rows of long ones
            return name + (list.__repr__(values) if isinstance(values, list) else tuple.__repr__(values))
        return f"{name}[{','.join(map(self.told, values))}]"

    def mapping(self, values: Mapping[Any, Any]) -> str:
        """The same of a mapping, in its order."""
        return f"{{{','.join(f'{self.told(k)}:{self.told(v)}' for k, v in values.items())}}}"

    def once(self, value: Any, tell: Callable[[Any], str]) -> str:
        """What is told of a value that does not change and that many pages show."""
        known = self._told.get(id(value))
        if known is None:
            known = self._told[id(value)] = value, tell(value)
        return known[1]

    def _of_record(self, record: Record) -> str:
        graph = self._graph
        who = (record.ref, record.title, record.address, record.source, record.parent, record.foreign, record.raw_id)
        where = (record.docs_address, record.pictures_from, record.faults)
        around = (graph.status(record), graph.file_facts(record))
        return digest(_json(record.fields), repr((who, where, around)))


Way = Callable[[Fingerprints, Any], str]
"""How a value is told."""


@cache
def _way_of(kind: type) -> Way:
    """How values of a type are told."""
    name = kind.__qualname__
    if issubclass(kind, str):
        return lambda _, value: f"{name} {value!r}"
    if issubclass(kind, bool | int | float | None):
        return lambda _, value: repr(value)
    if issubclass(kind, Record):
        return lambda prints, value: f"record {prints.record(value)}"
    if issubclass(kind, list | tuple):
        return Fingerprints.several
    if issubclass(kind, Mapping):
        return Fingerprints.mapping
    if issubclass(kind, BaseModel):
        return lambda _, value: f"{name} {_json(value)}"
    if issubclass(kind, RecordKind):
        return lambda _, value: f"kind {value.name}"
    return _way_of_dataclass(kind) if is_dataclass(kind) else lambda _, value: stable(value)


def _way_of_dataclass(kind: Any) -> Way:
    """Its fields one after the other. What cannot be changed is told once, however many pages show it."""
    name, names = kind.__qualname__, [entry.name for entry in fields(kind)]

    def tell(prints: Fingerprints, value: Any) -> str:
        told: str = prints.several([getattr(value, entry) for entry in names])
        return f"{name} {told}"

    if not kind.__dataclass_params__.frozen:
        return tell
    return lambda prints, value: prints.once(value, lambda own: tell(prints, own))


def stable(value: Any) -> str:
    """A plain value, or a function by its name, in words that are the same in every process.

    Raises:
        Untold: anything else.
    """
    if isinstance(value, _PLAIN):
        return f"{type(value).__qualname__} {value!r}"
    if callable(value) and "<" not in getattr(value, "__qualname__", "<"):
        return f"{value.__module__}.{value.__qualname__}"
    raise Untold(type(value).__qualname__)


def plain(value: Any) -> str:
    """A setting, however deep, in words that are the same in every process.

    Raises:
        Untold: it holds an object of which nothing is known.
    """
    if isinstance(value, dict):
        return f"{{{','.join(f'{plain(k)}:{plain(value[k])}' for k in sorted(value, key=str))}}}"
    if isinstance(value, list | tuple):
        return f"[{','.join(map(plain, value))}]"
    return stable(value)


def _json(value: BaseModel) -> str:
    try:
        return value.__pydantic_serializer__.to_json(value, warnings=False).decode()
    except PydanticSerializationError as error:
        raise Untold(str(error)) from None
