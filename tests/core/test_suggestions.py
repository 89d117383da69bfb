"""Suggestions and lists in messages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgebook.core.diagnostics import closest, did_you_mean, listed
from support.properties import deterministic

WORDS = ["accepted", "rejected", "deprecated", "Superseded"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("acepted", "accepted"), ("ACCEPTED", "accepted"), ("superceded", "Superseded"), ("banana", None), ("", None)],
)
def test_the_closest_word_is_offered(typed: str, meant: str | None) -> None:
    assert closest(typed, WORDS) == meant


@pytest.mark.parametrize(("typed", "meant"), [("edn", "end"), ("dne", "end"), ("eno", None), ("on", None)])
def test_letters_that_changed_places_are_half_of_a_short_word(typed: str, meant: str | None) -> None:
    assert closest(typed, ["end", "start"]) == meant


@given(st.permutations(["sprint-16", "sprint-17", "sprint-18", "Sprint-16"]))
@deterministic
def test_the_order_of_candidates_does_not_matter(names: list[str]) -> None:
    assert closest("sprint-1", names) == closest("sprint-1", sorted(names))


def test_words_of_messages() -> None:
    assert did_you_mean(None) == ""
    assert did_you_mean("accepted") == ': did you mean "accepted"?'
    assert listed("abc") == "a, b, c"
    assert listed("abcdefghij", limit=3) == "a, b, c and 7 more"
    assert listed("abc", limit=3) == "a, b, c"
