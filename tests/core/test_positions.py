"""Places of values that are there, and of those that are not."""

from __future__ import annotations

from forgebook.core.document import Positions

PLACES = Positions(
    values={(): (1, 1), ("a",): (1, 4), ("a", 0): (2, 5), ("a", 0, "b"): (2, 8)},
    keys={("a",): (1, 1), ("a", 0, "b"): (2, 5), ("c",): (3, 1)},
)


def test_a_value_and_its_key() -> None:
    assert PLACES.find(("a", 0, "b")) == (2, 8)
    assert PLACES.find(("a", 0, "b"), on_key=True) == (2, 5)


def test_what_is_missing_stands_at_what_would_hold_it() -> None:
    assert PLACES.find(("a", 0, "none")) == (2, 5)
    assert PLACES.find(("a", 7, "none", 3)) == (1, 4)
    assert PLACES.find(("none",)) == (1, 1)


def test_a_key_without_a_value_stands_at_the_key() -> None:
    assert PLACES.find(("c", "d")) == (3, 1)


def test_without_any_place_the_file_begins_at_its_beginning() -> None:
    assert Positions().find(("a", "b")) == (1, 1)
    assert Positions(values={(): (4, 3)}).find(("a",), on_key=True) == (4, 3)
