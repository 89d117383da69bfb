"""Ids and references."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgebook.core.ids import CANONICAL_ID, LONGEST_ID, natural_order, normalise_id, slug, split_ref
from support.properties import deterministic

PATHS = st.lists(st.text(min_size=1).filter(lambda part: "/" not in part), min_size=1, max_size=4).map("/".join)


@pytest.mark.parametrize(
    ("raw", "id_"),
    [
        ("five-week-sprints", "five-week-sprints"),
        ("003-Use-Concourse-CI", "003-use-concourse-ci"),
        ("mongo_replacement", "mongo-replacement"),
        ("model/v4.2.1", "model/v4.2.1"),
        ("Ähnlich wie früher", "ahnlich-wie-fruher"),
        ("--a  b--", "a-b"),
        ("../etc/passwd", None),
    ],
)
def test_file_stems_become_ids(raw: str, id_: str | None) -> None:
    if id_ is None:
        assert ".." not in normalise_id(raw).split("/")
    else:
        assert normalise_id(raw) == id_


@given(PATHS)
@deterministic
def test_an_id_is_canonical_and_stays_as_it_is(raw: str) -> None:
    id_ = normalise_id(raw)
    assert CANONICAL_ID.match(id_), id_
    assert normalise_id(id_) == id_
    assert all(len(part) <= LONGEST_ID for part in id_.split("/"))
    assert len(id_.split("/")) == len(raw.split("/"))


@given(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,20}(/[A-Za-z0-9._-]{0,20}[A-Za-z0-9])?", fullmatch=True))
@deterministic
def test_letter_case_does_not_make_another_id(raw: str) -> None:
    assert normalise_id(raw.upper()) == normalise_id(raw.lower())


def test_names_without_a_latin_letter_get_ids_of_their_own() -> None:
    assert normalise_id("決定") != normalise_id("会議")
    assert CANONICAL_ID.match(normalise_id("決定"))


def test_a_name_that_no_text_can_hold_gets_an_id() -> None:
    assert CANONICAL_ID.match(normalise_id("\udcff"))


@given(st.text())
@deterministic
def test_a_slug_is_short_and_canonical(text: str) -> None:
    made = slug(text)
    assert CANONICAL_ID.match(made)
    assert len(made) <= 60
    assert "/" not in made


PART = st.text(st.characters(exclude_characters="/#", exclude_categories=("Z", "C")), min_size=1)


@given(PART, PART, PART)
@deterministic
def test_a_reference_is_taken_apart(kind: str, id_: str, item: str) -> None:
    assert split_ref(f"{kind}/{id_}#{item}") == (kind, id_, item)
    assert split_ref(f"{kind}/{id_}") == (kind, id_, "")
    assert split_ref(id_) == ("", id_, "")
    assert split_ref(f"  {id_}#{item} ") == ("", id_, item)
    assert split_ref(f"{kind}/{id_}/{id_}") == (kind, f"{id_}/{id_}", "")


def test_numbers_sort_by_their_value() -> None:
    names = ["sprint/10", "sprint/9", "sprint/1", "sprint/009a", "release/v1.10.0", "release/v1.9.0"]
    assert sorted(names, key=natural_order) == [
        "release/v1.9.0", "release/v1.10.0", "sprint/1", "sprint/9", "sprint/009a", "sprint/10",
    ]  # fmt: skip


@given(st.lists(st.integers(0, 10**30)), st.text("ab-/.", max_size=5))
@deterministic
def test_names_that_differ_in_a_number_sort_as_the_numbers_do(numbers: list[int], head: str) -> None:
    by_name = sorted((f"{head}{number}" for number in numbers), key=natural_order)
    assert by_name == [f"{head}{number}" for number in sorted(numbers)]


@given(st.lists(st.text("a0123456789²٣५-/")))
@deterministic
def test_any_names_can_be_sorted(names: list[str]) -> None:
    assert sorted(sorted(names, key=natural_order)) == sorted(names)


def test_a_number_of_any_length_can_be_sorted() -> None:
    assert natural_order("a" + "9" * 6000) < natural_order("a1" + "0" * 6000)
