"""What the answer to a request means to a reader, and when it is due."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.views import Status

SHOWN = {
    "open": Status("open", "open"),
    "not_now": Status("not now", "open"),
    "no": Status("no", "closed"),
    "yes": Status("yes", "holds"),
}
"""The answers as readers see them, in the order of the index."""


def is_due(record: Record, today: date) -> bool:
    """Whether the team said that it would look again by now, and has not."""
    again = record.f.revisit_on
    return record.f.answer == "not_now" and again is not None and again < today


def in_order(records: Iterable[Record], answer: str, today: date) -> list[Record]:
    """The requests with an answer: open by age, not now by the day it comes up again, others newest first."""
    found = [record for record in records if record.f.answer == answer]
    if answer == "open":
        return sorted(found, key=lambda r: (r.f.asked_on, r.ref))
    if answer == "not_now":
        return sorted(found, key=lambda r: (not is_due(r, today), r.f.revisit_on or date.max, r.ref))
    return sorted(found, key=lambda r: (r.f.decided_on or r.f.asked_on, r.ref), reverse=True)


def names_somebody(asker: str | None, graph: ProjectGraph) -> str | None:
    """The name or handle of somebody of the roster that stands in `asker`, or None."""
    if not asker:
        return None
    for person in graph.of("person"):
        handle = person.f.handle or ""
        for name in (person.title, handle.removeprefix("@")):
            if name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", asker, re.I):
                return name
    return None
