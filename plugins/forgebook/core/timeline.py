"""Dated events: what happened to a record, and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


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
    def sort_key(self) -> tuple[dt.date, str, str]:
        """By day, then by record; the same on every machine."""
        return (self.date, self.ref, self.what)
