"""Fields told apart, in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgebook.review.fields import field_changes
from forgebook.review.prose import prose_diff
from forgebook.review.style import TextStyle
from forgebook.review.tell import change_words
from support.properties import deterministic

LONG = "A sentence that goes on and on, so that nobody would want to read it twice on one line. "


def words(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [change_words(change, TextStyle(None)) for change in field_changes(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({"status": "proposed"}, {"status": "accepted"}, ["status: proposed → accepted"]),
        (
            {"review_by": "2025-01-01"},
            {"review_by": "2026-01-01"},
            ["review_by moved from 2025-01-01 to 2026-01-01"],
        ),
        ({}, {"decided": "2025-01-01"}, ["decided set to 2025-01-01"]),
        ({"owner": "role/a"}, {}, ["owner removed, was role/a"]),
        ({"tags": ["a", "b"]}, {"tags": ["b", "c d"]}, ["tags: removed a", 'tags: added "c d"']),
        ({"tags": ["a", "b"]}, {"tags": ["b", "a"]}, ["tags in another order"]),
        ({"tags": ["a", "a"]}, {"tags": ["a"]}, ["tags: removed a"]),
        ({"rotates": False}, {"rotates": True}, ["rotates: no → yes"]),
        ({}, {"links": [{"title": "T", "url": "u"}]}, ['links: added "title: T; url: u"']),
        (
            {"gates": [{"id": "qa", "result": "fail"}]},
            {"gates": [{"id": "qa", "result": "pass"}]},
            ["gates “qa” result: fail → pass"],
        ),
        (
            {"options": [{"title": "Rebuild it all", "pros": ["x"]}]},
            {"options": [{"title": "Rebuild it all!", "pros": ["x"]}]},
            ['options “Rebuild it all!” title: "Rebuild it all" → "Rebuild it all!"'],
        ),
        ({"drivers": ["speed"]}, {"drivers": [{"text": "speed", "visibility": "public"}]}, ["visibility"]),
        ({"rerun": {"seed": "1"}}, {"rerun": {"seed": "2"}}, ["rerun seed: 1 → 2"]),
        ({"outcome": LONG * 3}, {"outcome": LONG * 2 + "No."}, ["outcome rewritten"]),
    ],
)
def test_a_change_in_words(before: dict[str, Any], after: dict[str, Any], said: list[str]) -> None:
    told = words(before, after)
    assert len(told) == len(said)
    assert all(one in other for one, other in zip(said, told, strict=True)), told


def test_an_item_written_long_is_the_same_item() -> None:
    told = words({"drivers": ["speed"]}, {"drivers": [{"text": "speed", "visibility": "public"}]})
    assert told == ["drivers “speed” visibility set to public"]


words_ = st.sampled_from(["", "a", "b c", "2025-01-01", LONG * 2])
items_ = st.dictionaries(st.sampled_from(["id", "title", "x"]), words_, max_size=3)
mappings = st.dictionaries(st.sampled_from(["id", "title", "y"]), words_ | st.lists(words_ | items_, max_size=3))


@deterministic
@given(mappings)
def test_what_is_the_same_is_not_told_and_what_differs_is(before: dict[str, Any]) -> None:
    assert field_changes(before, before) == []
    after = {**before, "z": "new"}
    assert "z" in [change.field for change in field_changes(before, after)]


def test_a_difference_of_prose_goes_by_sentences_not_by_lines() -> None:
    before = "One is here. Two is\nhere too. Three.\n\n- a list\n- of two"
    after = "One is here. Two is here\ntoo. Four!\n\n- a list\n- of three"
    assert prose_diff(before, after) == ["  Two is here too.", "- Three.", "+ Four!", "  - a list", "- - of two",
                                         "+ - of three"]  # fmt: skip


def test_a_difference_is_cut_where_it_is_long() -> None:
    lines = prose_diff("", "\n\n".join(f"Sentence {n}." for n in range(500)))
    assert len(lines) == 61
    assert lines[-1] == "  … and 440 more lines"
