"""The line that is told where a file is not YAML: the one to mend, not the one where the parser gave up."""

from __future__ import annotations

import pytest

from forgebook.reading.text import Refused
from forgebook.reading.yaml import parse

UNCLOSED = "a bracket that is never closed"
LINED_UP = "this line does not line up with those around it"


def told(text: str) -> tuple[int, int, str]:
    with pytest.raises(Refused) as refused:
        parse(text)
    return *refused.value.position, refused.value.note.message


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a: 1\nb: [x, y\n", 2, 4, UNCLOSED),
        ("a: 1\nb: [", 2, 5, UNCLOSED),
        ("a: 1\nb: [x, {y: 1]\nc: 2\n", 2, 13, "a bracket or comma is missing"),
        ("a: 1\nb: [x, y\nc: 2\nd: 3\n", 2, 4, UNCLOSED),
        ("a: [x,\n  y: z: q,\n  w]\n", 2, 7, "a bracket or comma is missing"),
        ('a: 1\nb: "x\nc: 2\n', 2, 4, "a quote that is never closed"),
        ("a: 1\nhand", 2, 1, "a line without a colon"),
        ("a: 1\nhand\nc: 2\n", 2, 1, "a line without a colon"),
        ("  a: 1\nb: 2\nc: 3\n", 1, 3, LINED_UP),
        ("# why\n\n a: 1\nb: 2\n", 3, 2, LINED_UP),
        ("a:\n   - x: 1\n  - x: 2\n  - x: 3\n", 2, 4, LINED_UP),
        ("a:\n  - x: 1\n  - x: 2\n   - x: 3\n", 4, 4, "this line does not line up with those above it"),
        ("a:\n  b: 1\nc: 1\n  d: 1\n  e: 1\nf: 1\n", 3, 1, LINED_UP),
        ("a:\n  - id: x\n    b: 1\n  c: 2\n    d: 3\n", 4, 3, "this line does not line up with those above it"),
        ('a: 1\nb: "x" y\nc: 2\n', 2, 8, "a text goes on behind its closing quote"),
        ("a: 1\n\tb: 2\n", 2, 1, "a tab where spaces belong"),
    ],
)
def test_the_line_to_mend(text: str, line: int, column: int, message: str) -> None:
    found = told(text)
    assert (found[0], found[2]) == (line, message)
    assert found[1] == column


def test_lines_before_front_matter_count() -> None:
    with pytest.raises(Refused) as refused:
        parse("a: 1\nb: [x\nc: 2", line_offset=1)
    assert refused.value.position == (3, 4)
