"""Dated events: what happened to a record, and when; and from when to when a record held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from forgebook.core.ids import slug

_WILL = {"started": "starts", "ended": "ends", "planned": "is planned", "left": "leaves"}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or will, on a day.

    Attributes:
        date: the day.
        ref: the record that it happened to.
        kind: that record's kind.
        what: in words that follow the record's title, such as `accepted`.
        title: the record's title.
        address: where the event leads to.
        areas: refs of the areas it belongs to.
        tone: the status tone (see `Status`).
        inferred: the date was told from a file's name or history, not written in it.
    """

    date: dt.date
    ref: str
    kind: str
    what: str
    title: str
    address: str
    areas: tuple[str, ...] = ()
    tone: str = "closed"
    inferred: bool = False

    @property
    def will(self) -> str:
        """Its words while it is still to come: `ends`, `is planned`, `retro`."""
        return _WILL.get(self.what, self.what.removesuffix(" held"))

    @property
    def sort_key(self) -> tuple[dt.date, str, str]:
        """By day, then by record; the same on every machine."""
        return (self.date, self.ref, self.what)


@dataclass(frozen=True, slots=True)
class Held:
    """The time in which a record held: a decision was in force, a release was out, a sprint ran.

    Attributes:
        start: the first day, or None where it is not recorded.
        end: the first day on which it held no more; None while it holds, and where the day is not recorded.
        over: it holds no more, whether the day is known or not.
    """

    start: dt.date | None
    end: dt.date | None = None
    over: bool = False

    def on(self, day: dt.date) -> bool | None:
        """Whether it held on a day; None where that cannot be told."""
        if self.end is not None and day >= self.end:
            return False
        if self.start is not None and day < self.start:
            return False
        return None if self.start is None or (self.over and self.end is None) else True


def event_ids(events: Iterable[Event]) -> list[str]:
    """For each event an id to link it by, told from its day, record and words: no two are the same.

    Of events that are alike in all of these the second one gets a number.
    """
    taken: set[str] = set()
    found: list[str] = []
    for event in events:
        id_ = base = f"{event.date.isoformat()}/{event.ref.replace('#', '/')}/{slug(event.what)}"
        number = 1
        while id_ in taken:
            number += 1
            id_ = f"{base}/{number}"
        taken.add(id_)
        found.append(id_)
    return found
