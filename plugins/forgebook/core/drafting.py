"""What a new record starts from: what its author gave, and what a kind proposes from the graph."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from forgebook.core.ids import slug

if TYPE_CHECKING:
    from forgebook.core.graph import ProjectGraph
    from forgebook.core.record import Record

_LATIN = str.maketrans({
    "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ħ": "h", "&": " and ",
})  # fmt: skip
"""Letters that Unicode does not take apart into a plain one and a mark."""
_LAST_NUMBER = re.compile(r"(\d+)(?=\D*\Z)")


class CannotPropose(Exception):
    """A new record needs something that only its author can say. The message says what, and how to say it."""


class Blank(str):
    """Stands for a value that somebody must still fill in. Its text says what belongs there."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What the author of a new record gave.

    Attributes:
        title: a title in words, or empty.
        values: values by field, as they would be read from a file.
        id: the id that was asked for, or empty.
    """

    title: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    id: str = ""

    def text(self, name: str) -> str:
        """The value of a field that holds one text; empty where it was not given."""
        value = self.values.get(name)
        return value.strip() if isinstance(value, str) else ""

    def day(self, name: str) -> date | None:
        """The value of a field that holds a date; None where it was not given or is none."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            return None


@dataclass(slots=True)
class Proposal:
    """What a kind proposes for a new record, beside what was given.

    Attributes:
        id: the id below the kind's folder, `model/v4.2.1`; empty where only words can tell it.
        values: values that are written, by field.
        offered: values that are written as comments, for the author to take.
        hints: words beside a field that is left open.
        needs: what the author must do if no id can be told, as a sentence.
    """

    id: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    offered: dict[str, Any] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    needs: str = ""


def id_of_words(words: str) -> str:
    """An id made of a title: `Größere Häfen` gives `grossere-hafen`. Empty where no letter or digit of it is Latin."""
    plain = words.casefold().translate(_LATIN)
    has_latin = re.search(r"[a-z0-9]", unicodedata.normalize("NFKD", plain)) is not None
    return slug(plain) if has_latin else ""


def next_in_row(names: Iterable[str]) -> str:
    """The name that follows the last of some: `sprint-09` gives `sprint-10`, `2025-14` gives `2025-15`.

    Empty where the last one ends in no number, or no other shares its words.
    """
    known = list(names)
    last = known[-1] if known else ""
    match = _LAST_NUMBER.search(last)
    if match is None:
        return ""
    number = str(int(match[1]) + 1).zfill(len(match[1]))
    return last[: match.start()] + number + last[match.end() :]


def same_number(name: str, pattern: str) -> str:
    """A name in the pattern of another with the last number of the first: `sprint-9` in that of `retro-08` gives
    `retro-09`. Empty where one of them has no number.
    """
    number, place = _LAST_NUMBER.search(name), _LAST_NUMBER.search(pattern)
    if number is None or place is None:
        return ""
    return pattern[: place.start()] + str(int(number[1])).zfill(len(place[1])) + pattern[place.end() :]


def open_improvements(graph: ProjectGraph) -> list[Record]:
    """Improvements that no verdict has ended, the newest last.

    A verdict ends an improvement unless its `next` is to try it again. Told from the graph alone, so that sprints and
    retros can ask without knowing the kind.
    """
    ended: Counter[str] = Counter()
    agreed: dict[str, date] = {}
    for retro in graph.of("retro"):
        ended.update(verdict.improvement for verdict in retro.f.reviewed if verdict.next != "retry")
        if retro.f.improvement is not None:
            agreed[retro.ref] = retro.f.date
    found = [record for record in graph.of("improvement") if record.ref not in ended]
    return sorted(found, key=lambda record: (agreed.get(record.parent or "", date.min), record.ref))


def team_of(record: Record, graph: ProjectGraph) -> str | None:
    """The ref of a record's team: its own, or that of its sprint."""
    sprint = graph.get(getattr(record.fields, "sprint", None))
    return record.fields.team or (sprint.fields.team if sprint else None)


def wanted_ref(wish: Wish, name: str, kind: str, graph: ProjectGraph) -> str | None:
    """The ref that the author gave for a field, where there is such a record."""
    given = wish.text(name)
    return graph.resolve(given, (kind,)).ref if given else None
