"""What the sentences of a decision file say of other decisions, where they can mean this one alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forgebook.core.prose import without_code
from forgebook.kinds.decision.vocabulary import relations_at, relations_from_start

_THIS = r"this\s+(?:ADR|MADR|decision(?:\s+record)?|record|document)\b"
_MARKS = r"[*_>\s]"
_WHOLE = re.compile(
    rf"(?:\A|(?<=[.!?:])|(?<=\n)){_MARKS}{{0,9}}{_THIS}(?:\s+(?:is|was|has|been|now|also|thereby|hereby)){{0,4}}"
    rf"{_MARKS}{{1,9}}(?=\S)",
    re.I,
)
_PART = re.compile(
    rf"\b(?:of|in)\s+{_THIS}\s+(?:is|are|was|were|has|have)(?:\s+been)?{_MARKS}{{1,9}}(?P<what>amended|superseded)"
    r"(?=\s+by\b)",
    re.I,
)
_OF_A_PART = {"superseded_by": "partly_superseded_by"}


def told_in_sentences(text: str) -> Iterator[tuple[str, str, int]]:
    """Relations with their targets, and the index of the line that tells each.

    `This decision supersedes [12](0012-x.md)`, `The second rule of this ADR is amended by ADR-7`. A sentence about
    anything else says nothing of this decision, and a target must be a link, or be named as a decision.
    """
    plain = without_code(text)
    for match in _WHOLE.finditer(plain):
        yield from _told(plain, match.end(), match.end(), {})
    for match in _PART.finditer(plain):
        yield from _told(plain, match.start("what"), match.start("what"), _OF_A_PART)


def told_by_a_paragraph(text: str) -> Iterator[tuple[str, str, int]]:
    """Relations that a paragraph before the first section begins with: `> Superseded by [12](0012-x.md)`."""
    lines = without_code(text).split("\n")
    for index, line in enumerate(lines):
        if index == 0 or not lines[index - 1].strip("> \t"):
            for name, target in relations_from_start(line.lstrip("> \t")):
                yield name, target, index


def _told(text: str, start: int, place: int, names: dict[str, str]) -> Iterator[tuple[str, str, int]]:
    for name, target in relations_at(text, start):
        yield names.get(name, name), target, text.count("\n", 0, place)
