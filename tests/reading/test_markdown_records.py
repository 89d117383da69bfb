"""Markdown records: parts of the file, and the places of what is found in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from forgebook.reading.markdown import parse_markdown
from forgebook.reading.text import Refused
from support.loading import load, told

DECISION = """\
---
title: Berth by tide
status: accepted
decided: 2025-02-01
---

# Berth by tide

## Context

The tide waits, see [[none]].

## Decision

- Berth, see
  [[decision/nothing]].

## What the pilots said

See [[nobody]] about it.
"""


def test_places_in_sections_are_those_of_the_file(tmp_path: Path) -> None:
    said = told(load(tmp_path, {"records/decisions/a.md": DECISION}))
    assert [line.split()[0] for line in said] == [
        "decisions/a.md:11:21",
        "decisions/a.md:16:3",
        "decisions/a.md:20:5",
    ]


def test_places_in_front_matter_are_those_of_the_file(tmp_path: Path) -> None:
    text = DECISION.replace("status: accepted\n", "status: accepted\nreleases: [v9]\n")
    assert told(load(tmp_path, {"records/decisions/a.md": text}))[0].startswith("decisions/a.md:4:12 FB301")


def test_sections_that_no_field_takes_are_kept_in_order(tmp_path: Path) -> None:
    fields = load(tmp_path, {"records/decisions/a.md": DECISION}).graph.records["decision/a"].f
    assert fields.context == "The tide waits, see [[none]]."
    assert [(s.title, s.text) for s in fields.sections] == [("What the pilots said", "See [[nobody]] about it.")]


def test_the_parts_of_a_file() -> None:
    document = parse_markdown("docs/adr/0001-a.md", "# One\n\nBefore.\n\n## Two\n\nText.\n\n### Three\n\nMore.\n")
    assert (document.stem, document.title, document.preamble, document.has_front) == ("0001-a", "One", "Before.", False)
    (section,) = document.sections
    assert (section.title, section.line, section.text_line) == ("Two", 5, 7)
    assert section.text == "Text.\n\n### Three\n\nMore."


def test_what_looks_like_a_heading_in_code_is_none() -> None:
    document = parse_markdown("a.md", "# One\n\n## Two\n\n```\n# not\n## not\n```\n\n<!--\n## not\n-->\n\n## Three\n")
    assert [section.title for section in document.sections] == ["Two", "Three"]


def test_underlined_headings() -> None:
    document = parse_markdown("a.md", "One\n===\n\nTwo\n---\n\nText.\n")
    assert document.title == "One"
    assert [(s.title, s.text, s.line) for s in document.sections] == [("Two", "Text.", 4)]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("---\ntitle: A\n", "FB118", 1),
        ("---\n- a\n---\n", "FB112", 2),
        ("---\ntitle: A\ntitle: B\n---\n", "FB107", 3),
        ("---\ntitle: A: B\n---\n", "FB106", 2),
    ],
)
def test_faulty_front_matter_is_refused_at_its_line(text: str, code: str, line: int) -> None:
    with pytest.raises(Refused) as refused:
        parse_markdown("a.md", text)
    assert (refused.value.note.code.id, refused.value.position[0]) == (code, line)
