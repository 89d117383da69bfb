"""The words of a glossary, and how they are found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forgebook.core.record import Record

_SHORTEST_WITH_PLURAL = 3
"""Letters. The plural of `it` would be `its`; that of `QA` can only be `QAs`."""
_PLAIN_CASE = re.compile(r"\W*\w[^A-Z]*\Z")
"""A word with a capital at most at its beginning: `Catchment`, but not `QA`."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word (or several) that stands for a term.

    Attributes:
        text: as it was written.
    """

    text: str

    @property
    def key(self) -> str:
        """The same for two words that a reader could not tell apart."""
        return " ".join(part.casefold() if _PLAIN_CASE.match(part) else part for part in self.text.split())

    @property
    def pattern(self) -> str:
        """A pattern that finds the word and its plain plural: a capital at its beginning may stand or not; other
        capitals count.
        """
        parts = [_either_case(part) for part in self.text.split()]
        last = self.text[-1:]
        takes_plural = last.isupper() or (last.isalpha() and len(self.text) >= _SHORTEST_WITH_PLURAL)
        return r"\s+".join(parts) + ("(?:e?s)?" if takes_plural else "")


def words_of(term: Record) -> Iterator[Word]:
    """The words of a term: its title, then the others."""
    yield Word(term.title)
    yield from (Word(word) for word in term.f.also)


def _either_case(part: str) -> str:
    first, rest = part[:1], part[1:]
    if not first.isalpha() or not _PLAIN_CASE.match(part) or len(first.upper()) != 1 or len(first.lower()) != 1:
        return re.escape(part)
    return f"[{first.lower()}{first.upper()}]{re.escape(rest)}"
