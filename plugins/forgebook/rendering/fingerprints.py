"""Fingerprints of what pages may show: two records, views or values with the same one look the same on a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.timeline import Event
from forgebook.core.views import NavEntry, PageView, Status
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
        if isinstance(value, str):
            return f"{type(value).__name__} {value!r}"
        if value is None or isinstance(value, bool | int | float):
            return repr(value)
        if isinstance(value, Record):
            return f"record {self.record(value)}"
        if isinstance(value, list | tuple):
            if _SIMPLE.issuperset(map(type, value)):  # most lists, and the rows of long ones
                return repr(value)
            return f"{type(value).__name__}[{','.join(map(self.told, value))}]" if value else type(value).__name__
        if isinstance(value, Mapping):
            return f"{{{','.join(f'{self.told(k)}:{self.told(v)}' for k, v in value.items())}}}"
        if isinstance(value, Event | NavEntry | Status):
            return repr(value)
        if isinstance(value, BaseModel):
            return f"{type(value).__qualname__} {_json(value)}"
        if isinstance(value, RecordKind):
            return f"kind {value.name}"
        if is_dataclass(value) and not isinstance(value, type):
            inside = ",".join(self.told(getattr(value, entry.name)) for entry in fields(value))
            return f"{type(value).__qualname__}({inside})"
        return stable(value)

    def _of_record(self, record: Record) -> str:
        graph = self._graph
        who = (record.ref, record.title, record.address, record.source, record.parent, record.foreign, record.raw_id)
        where = (record.docs_address, record.pictures_from, record.faults)
        around = (graph.status(record), graph.file_facts(record))
        return digest(_json(record.fields), repr((who, where, around)))


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
