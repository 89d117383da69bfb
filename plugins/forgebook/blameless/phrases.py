"""Phrases that look for a fault in somebody. Each has its reason, and the guide shows the whole list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that blames.

    Attributes:
        shown: how people know it.
        pattern: a regular expression for it and its forms, upper or lower case.
        why: what is wrong with it.
    """

    shown: str
    pattern: str
    why: str


_NOT = r"(?:n['’]t|\s+not)?"
_WHOSE = r"(?:\w+['’]s|\w+s['’]|his|her|their|your|our|my)"

PHRASES = (
    Phrase(
        "human error", r"(?:human|operator|user|pilot)\s+errors?",
        "It ends the search where it should begin: what made the slip easy, and what let it through?",
    ),
    Phrase(
        "should have known", rf"should{_NOT}\s+have\s+(?:known|noticed|checked|seen|realis?z?ed|remembered|asked|read)",
        "It judges by what is known today. What could be seen on that day?",
    ),
    Phrase(
        "somebody's fault",
        rf"{_WHOSE}\s+(?:own\s+)?(?:faults?|mistakes?)(?![-\s]+(?:toleran|tree|line|inject|domain))",
        "A fault of one's own is nobody else's lesson.",
    ),
    Phrase("to blame", r"(?:is|are|was|were|be)\s+to\s+blame", "Blame is the end of telling."),
    Phrase(
        "careless", r"careless(?:ly|ness)?|negligen(?:t|tly|ce)|sloppy|sloppiness|incompeten(?:t|ce)|stupid(?:ly|ity)?",
        "It describes a person. What would have made care easier?",
    ),
    Phrase("forgot to", r"forgot(?:ten)?\s+to", "Everybody forgets. What would have reminded them?"),
    Phrase(
        "be more careful", r"more\s+careful(?:ly)?|pay\s+(?:more|closer|better)\s+attention",
        "More care is no change: on the next busy day it is not there.",
    ),
    Phrase("common sense", r"common\s+sense", "What one must know should be written where it is needed."),
)  # fmt: skip
"""All phrases that are looked for."""


@cache
def _compiled() -> tuple[tuple[Phrase, re.Pattern[str]], ...]:
    return tuple((phrase, re.compile(rf"(?<![\w-])(?:{phrase.pattern})(?![\w-])", re.I)) for phrase in PHRASES)


def phrases_in(text: str) -> list[tuple[str, Phrase]]:
    """The phrases that stand in a text, as written there, in the order of the list; each once."""
    return [(match[0], phrase) for phrase, pattern in _compiled() if (match := pattern.search(text))]
