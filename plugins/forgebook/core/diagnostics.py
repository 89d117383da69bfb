"""Findings about records: what is wrong, where, and what to do.

A *finding* speaks of a record and a path of fields in it. A *diagnostic* is a finding whose place
(line and column of a file) is known. Records carry no positions; a file is read again when there is
something to report, so that the common case, a file without faults, stays cheap.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forgebook.core.record import Record

FieldPath = tuple[str | int, ...]
"""Keys and list indices from a record's top level to a value, as written in its file."""

ITSELF = "itself"
"""What a finding rests on that says that a record lacks a field."""

WAIVABLE_FAMILIES = frozenset("45678")
"""Third character of the codes that a record's `waivers` may take out of the exit code."""


class Severity(IntEnum):
    """How bad a finding is. Higher is worse, so that severities compare."""

    ADVICE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The word that people read and `--fail-on` takes."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding, with all that its documentation page says.

    Attributes:
        id: for example ``FB204``; the first digit is the family.
        severity: how bad it is unless a finding says otherwise.
        title: a short name, as a heading.
        what: what was found.
        why: why it matters to a reader or an editor.
        fix: what to do, in Markdown.
    """

    id: str
    severity: Severity
    title: str
    what: str
    why: str
    fix: str

    @property
    def first_step(self) -> str:
        """The first sentence of what to do, as a remedy: where a finding has no better one of its own."""
        sentence = self.fix.partition(". ")[0].rstrip(".").replace("`", "")
        return sentence[:1].lower() + sentence[1:]

    @property
    def waivable(self) -> bool:
        """Whether a record may waive findings with this code."""
        return self.id[2] in WAIVABLE_FAMILIES


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: its path below the project's root (`/` between parts), line and column from 1.

    Line 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Fix:
    """What to write at a finding's place where there is one thing alone that can have been meant.

    `part` tells whether the place is that of a field's name or of its value.
    """

    part: Literal["key", "value"]
    new: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding at its place, ready to be reported."""

    code: Code
    message: str
    place: Place
    remedy: str = ""
    suggestion: str | None = None
    severity: Severity = Severity.ERROR
    ref: str | None = None
    waived: str | None = None
    fix: Fix | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of files, then of places in a file."""
        return (self.place.path, self.place.line, self.place.column, self.code.id, self.message)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: a code, a record and the path of the field it speaks of.

    `on_key` asks for the place of the field's name instead of its value; `needle` is looked for from
    there on, so that a link in the middle of a paragraph is found. `rests_on` says where something was looked for
    and not found: the kinds whose records might hold it, or `ITSELF` for the record's own fields.
    """

    code: Code
    record: Record
    message: str
    path: FieldPath = ()
    remedy: str = ""
    suggestion: str | None = None
    severity: Severity | None = None
    on_key: bool = False
    needle: str | None = None
    rests_on: tuple[str, ...] = ()


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that somebody who typed `word` most likely meant, or None."""
    pool = sorted(set(candidates))
    lowered = {candidate.lower(): candidate for candidate in reversed(pool)}
    found = get_close_matches(word.lower(), list(lowered), n=1, cutoff=0.72)
    if not found:  # two letters that changed places are half of a short word
        letters = sorted(word.lower())
        found = [name for name in lowered if len(name) > 2 and sorted(name) == letters]
    return lowered[found[0]] if found else None


def only_meant(word: str, candidates: Iterable[str]) -> str | None:
    """The one candidate that can have been meant by `word`; None where there are several, or none."""
    lowered = {candidate.lower(): candidate for candidate in sorted(set(candidates), reverse=True)}
    plain = word.strip().lower()
    if plain in lowered:
        return lowered[plain]
    near = get_close_matches(plain, list(lowered), n=2, cutoff=0.72)
    return closest(plain, candidates) if len(near) < 2 else None


def did_you_mean(suggestion: str | None) -> str:
    """The tail of a message that offers a suggestion, or nothing."""
    return f': did you mean "{suggestion}"?' if suggestion else ""


def listed(values: Iterable[str], *, limit: int = 8) -> str:
    """Values joined for a message, shortened where there are many."""
    items = list(values)
    shown = ", ".join(items[:limit])
    return f"{shown} and {len(items) - limit} more" if len(items) > limit else shown
