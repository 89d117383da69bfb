"""The types of fields: how a scalar's source text is read, and what a field means to the graph.

YAML values reach these types as text, lists, mappings or None. The field's type reads the text, so that
`version: 1.10`, `commit: 99e0658` and `answer: no` keep what was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"false", "no", "off"})


class Markup(Enum):
    """That a text field is Markdown: on one line, or of any length."""

    INLINE = "inline"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class RefTo:
    """That a field names records.

    Attributes:
        kinds: the kinds it may name; empty means any, written `kind/id`.
        inverse: the relation's name seen from the other side; by default the field's name and `_of`.
        acyclic: following the field from record to record must not lead back to the start.
        name: the relation's name where the field's own name would not do.
        free_text: names that match nobody may stay as text (in files of other styles).
        along: the field's own name where it links records to a line: a filtered site leads past a hidden one to the
            next that shows, so that what follows from the line stays true. Empty for all others.
    """

    kinds: tuple[str, ...] = ()
    inverse: str | None = None
    acyclic: bool = False
    name: str | None = None
    free_text: bool = False
    along: str = ""


@dataclass(frozen=True, slots=True)
class ProjectId:
    """That a field names an id of a list in the project file (`gates`, `audiences`, …)."""

    section: str


class Inherited(Enum):
    """Marks the `ref` inside `{ref, scope}`: what it may name is told by the field that holds it."""

    REF = "ref"


class TeamOnly(Enum):
    """Marks a field that never leaves the team, whatever its record's visibility."""

    YES = "yes"


class Told(Enum):
    """Marks a field that readers and importers fill; nobody needs to write it, so nobody is offered it."""

    YES = "yes"


class Several(Enum):
    """Marks a field for one mapping where a list is advised against and still read."""

    READ = "read"


WHO = ("person", "role", "team")


def _one_line(value: Any) -> Any:
    if type(value) is str:
        value = value.strip()
        if "\n" in value:
            raise PydanticCustomError("fb_one_line", "expected one line, found several")
    return value


def _iso_date(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("fb_date_type", "expected a date")
    text = value.strip()
    if not _ISO_DATE.match(text):
        raise PydanticCustomError("fb_date", "not a date: {text}", {"text": text})
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("fb_date", "no such day: {text}", {"text": text}) from None


def _flag(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else None
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise PydanticCustomError("fb_flag", "expected yes or no")


def _plain(value: Any) -> Any:
    """A line that is plain text may be written long as well, `{text: …}`."""
    if isinstance(value, dict) and set(value) == {"text"}:
        value = value["text"]
    return _one_line(value)


def as_list(value: Any) -> Any:
    """One value may stand without the list's brackets."""
    return [value] if isinstance(value, str | dict) else value


Line = Annotated[str, BeforeValidator(_one_line), Markup.INLINE]
"""One line of inline Markdown."""

Text = Annotated[str, Markup.BLOCK]
"""Markdown of any length."""

Plain = Annotated[str, BeforeValidator(_plain)]
"""One line that is not Markdown: a version, a hash, an address."""

Date = Annotated[date, BeforeValidator(_iso_date)]
"""An ISO date, `2025-10-07`."""

Flag = Annotated[bool, BeforeValidator(_flag)]
"""Yes or no: `true`, `yes`, `on`, `false`, `no`, `off`."""

Who = Annotated[str, RefTo(WHO)]
"""A person, a role or a team."""
