"""Names and values of new records."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgebook.core.drafting import id_of_words, next_in_row, same_number
from forgebook.core.ids import CANONICAL_ID
from support.properties import deterministic


@pytest.mark.parametrize(
    ("names", "following"),
    [
        ([], ""),
        (["sprint-09"], "sprint-10"),
        (["sprint-99"], "sprint-100"),
        (["2025-13", "2025-14"], "2025-15"),
        (["7"], "8"),
        (["winter"], ""),
        (["s3-late"], "s4-late"),
    ],
)
def test_the_next_in_a_row(names, following):
    assert next_in_row(names) == following


@pytest.mark.parametrize(
    ("name", "pattern", "found"),
    [
        ("sprint-9", "retro-08", "retro-09"),
        ("sprint-17", "retro-16", "retro-17"),
        ("winter", "retro-1", ""),
        ("s1", "r", ""),
    ],
)
def test_the_same_number_in_another_pattern(name, pattern, found):
    assert same_number(name, pattern) == found


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("Five-week sprints", "five-week-sprints"),
        ("Größere Häfen: warum?", "grossere-hafen-warum"),
        ("Łukasz Øster & Æsa", "lukasz-oster-and-aesa"),
        ("Où est la clé ?", "ou-est-la-cle"),
        ("v1.10 or v2", "v1-10-or-v2"),
        ("../../etc/passwd", "etc-passwd"),
        ("Наш дом", ""),
        ("東京", ""),
        ("…", ""),
        ("", ""),
    ],
)
def test_an_id_of_words(words, id_):
    assert id_of_words(words) == id_


@deterministic
@given(st.text())
def test_what_is_made_of_any_words_is_an_id_or_nothing(words):
    found = id_of_words(words)
    assert found == "" or CANONICAL_ID.match(found)
    assert len(found) <= 60
