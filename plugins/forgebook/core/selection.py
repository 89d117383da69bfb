"""The records that a listing means, and what is wrong with a listing that means none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any, get_origin

from pydantic import BaseModel

from forgebook.core.annotated import Taken, taken
from forgebook.core.diagnostics import closest, did_you_mean, listed
from forgebook.core.fields import ProjectId, RefTo, Told
from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import natural_order
from forgebook.core.listing import Condition, Listing, Problem
from forgebook.core.record import Record

DERIVED = ("date", "id", "kind", "status", "title", "year")
"""What every record can be asked for, whatever its fields are called."""

Value = str | int | date

_SAID = ("ref", "text", "item", "id", "title")
"""What an entry with fields of its own is listed by: the first that it has."""


class Selection:
    """A listing on a graph."""

    def __init__(self, listing: Listing, graph: ProjectGraph) -> None:
        self.listing = listing
        self.graph = graph
        self.kind = graph.kinds[listing.kind]

    def records(self) -> list[Record]:
        """The records, in the order that was asked for; by default the newest first."""
        found = [r for r in self.graph.of(self.kind.name) if all(self._holds(c, r) for c in self.listing.conditions)]
        for name, down in reversed(self.listing.sort or (("date", True),)):
            found.sort(key=lambda record: self._sort_key(record, name), reverse=down)
            found.sort(key=lambda record: not self.values(record, name))  # what says nothing comes last either way
        return found[: self.listing.limit]

    def problems(self) -> Iterator[Problem]:
        """Fields that the kind lacks, and values that no record of it could have."""
        for name, _ in self.listing.sort:
            yield from self._unknown(name, self.listing.sort_start)
        for name in self.listing.columns:
            yield from self._unknown(name, self.listing.columns_start)
        for condition in self.listing.conditions:
            unknown = list(self._unknown(condition.field, condition.start))
            yield from unknown or self._impossible(condition)

    def values(self, record: Record, name: str) -> list[Value]:
        """What a record says in a field; several where it is a list."""
        if name == "status":
            status = self.graph.status(record)
            return [status.word] if status else []
        if name in ("date", "year"):
            day = self._day(record)
            return [] if day is None else [day if name == "date" else day.year]
        if name in ("id", "kind", "title"):
            return [getattr(record, name)]
        return list(_flat(getattr(record.fields, self._attribute(name), None)))

    @cached_property
    def _days(self) -> dict[str, date]:
        return days_of(self.graph)

    def _day(self, record: Record) -> date | None:
        return self._days.get(record.ref)

    @cached_property
    def fields(self) -> dict[str, Taken]:
        """The kind's own fields by the names that records have, and what each takes."""
        return {info.alias or name: taken(info) for name, info in self.kind.model.model_fields.items()}

    def _attribute(self, name: str) -> str:
        aliases = {info.alias: field for field, info in self.kind.model.model_fields.items() if info.alias}
        return aliases.get(name, name)

    def _unknown(self, name: str, start: int) -> Iterator[Problem]:
        if name in DERIVED:
            return
        known = sorted({*DERIVED, *(name for name, field in self.fields.items() if _is_told(field))})
        remedy = f"Fields: {listed(known, limit=60)}."
        if name in self.fields and name not in known:
            yield Problem(start, f'"{name}" is no field that a listing can show', remedy)
        elif name not in known:
            guess = closest(name, known)
            yield Problem(start, f'a {self.kind.label.lower()} has no "{name}"{did_you_mean(guess)}', remedy, guess)

    def _impossible(self, condition: Condition) -> Iterator[Problem]:
        """A value that no record could have, since the field takes one of a few words or names records."""
        for value in condition.values:
            if value in ("", "none", "today"):
                continue
            known = self._known_values(condition.field)
            if known is not None and value.casefold() not in {word.casefold() for word in known}:
                guess = closest(value, known)
                short = sorted(word for word in known if "/" not in word) or sorted(known)
                remedy = f"Known: {listed(short, limit=20)}." if known else ""
                yield Problem(condition.start, f'no {condition.field} "{value}"{did_you_mean(guess)}', remedy, guess)

    def _known_values(self, name: str) -> set[str] | None:
        """All that a field can say, or None where it may say anything."""
        field = self.fields.get(name)
        shown = {str(value) for record in self.graph.of(self.kind.name) for value in self.values(record, name)}
        if name == "status":
            return shown | set(_words(field))
        if field is None:
            return None
        mark = next((mark for mark in _marks(field) if isinstance(mark, RefTo | ProjectId)), None)
        if isinstance(mark, ProjectId):
            return set(self.graph.project.ids(mark.section)) | shown
        if isinstance(mark, RefTo):
            return self._names(mark) | shown
        return set(_words(field)) or None

    def _names(self, mark: RefTo) -> set[str]:
        records = [record for kind in mark.kinds or tuple(self.graph.kinds) for record in self.graph.of(kind)]
        return {record.id for record in records} | {record.ref for record in records}

    def _sort_key(self, record: Record, name: str) -> Any:
        found = self.values(record, name)
        first = found[0] if found else ""
        return (1, natural_order(first.casefold())) if isinstance(first, str) else (0, first)

    def _holds(self, condition: Condition, record: Record) -> bool:
        said = self.values(record, condition.field)
        if condition.sign in ("=", "!="):
            same = any(self._same(value, said, condition.field, record) for value in condition.values)
            return same == (condition.sign == "=")
        return any(self._compared(value, condition.sign, one) for value in condition.values for one in said)

    def _same(self, value: str, said: list[Value], name: str, record: Record) -> bool:
        if value in ("", "none"):
            return not said
        words = [_word(one) for one in said]
        if name == "status":  # the word that readers see, and the one that records use for it
            words += [_word(one) for one in _flat(self.kind.holding_status(record, self.graph))]
        wanted = self.graph.as_of.isoformat() if value == "today" else value.casefold()
        return any(
            word == wanted or word.partition("/")[2] == wanted or (_is_date(one) and word.startswith(wanted))
            for word, one in zip(words, [*said, *[""] * len(words)], strict=False)
        )

    def _compared(self, value: str, sign: str, said: Value) -> bool:
        wanted = self.graph.as_of.isoformat() if value == "today" else value
        left: Any = _word(said)
        right: Any = wanted.casefold()
        if isinstance(said, int):
            if not right.lstrip("-").isdigit():
                return False
            left, right = said, int(right)
        elif isinstance(said, str):
            left, right = natural_order(left), natural_order(right)
        elif len(right) < len(left):  # a year or a month: `decided>2024` means after its end
            left = left[: len(right)]
        return bool({"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[sign])


def days_of(graph: ProjectGraph) -> dict[str, date]:
    """By ref, the day that a record is known by: of its newest event, or of the next where all are to come.

    That something has fallen due, or has come to its end, counts only where nothing else has happened.
    """
    past = [event for event in graph.events if event.date <= graph.as_of]
    to_come = {event.ref: event.date for event in reversed(graph.events)}
    ended = {event.ref: event.date for event in past}
    return to_come | ended | {event.ref: event.date for event in past if event.tone not in ("closed", "due")}


def _is_told(field: Taken) -> bool:
    """Whether a field holds words, numbers, dates or references; and was not written by a reader of files."""
    inside = field.entry or field
    if Told.YES in field.marks or get_origin(inside.kind) is dict:
        return False
    return inside.model is None or any(name in inside.model.model_fields for name in _SAID if name != "id")


def _flat(value: Any) -> Iterator[Value]:
    """The plain values in a field: of `{ref, scope}` the ref, of a long item its text."""
    if isinstance(value, bool):
        yield "yes" if value else "no"
    elif isinstance(value, str | int | date):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _flat(one)
    elif isinstance(value, BaseModel):
        inside = next((getattr(value, name) for name in _SAID if hasattr(value, name)), None)
        yield from _flat(inside)


def _is_date(value: Value) -> bool:
    return isinstance(value, date)


def _word(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else str(value).casefold()


def _words(field: Taken | None) -> tuple[str, ...]:
    if field is None:
        return ()
    return field.words or (field.entry.words if field.entry else ())


def _marks(field: Taken) -> tuple[Any, ...]:
    return (*field.marks, *(field.entry.marks if field.entry else ()))
