"""Text of files made safe to print."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgebook.reporters.printable import WIDEST, cells, excerpt, printable


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain – text ünd 日本", "plain – text ünd 日本"),
        ("\x1b[31mred\x07", "␛[31mred␇"),
        ("a\tb\r\nc\0", "a␉b␍␊c␀"),
        ("\x7f", "␡"),
        ("\x9b31m", "\ufffd31m"),
        ("abc\u202etxt", "abc\ufffdtxt"),
        ("zero\u200bwidth\ufeff", "zero\ufffdwidth\ufffd"),
        ("a\u2028b\u0085c", "a\ufffdb\ufffdc"),
        ("\udcff", "\ufffd"),
        ("👩\u200d💻", "👩\u200d💻"),
    ],
)
def test_what_cannot_be_seen_is_shown(raw, shown):
    assert printable(raw) == shown


@given(st.text(alphabet=st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Lu"])))
def test_length_stays_and_no_control_is_left(text):
    shown = printable(text)
    assert len(shown) == len(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    shown.encode("utf-8")


def test_cells_of_wide_and_combining_characters():
    assert cells("abc") == 3
    assert cells("日本") == 4
    assert cells("e\u0301") == 1


@pytest.mark.parametrize(
    ("line", "column", "under"),
    [
        ("status: acepted", 9, "a"),
        ("{title: 日本, status: foo}", 13, "s"),
        ("\tstatus", 2, "s"),
        ("x" * 5000 + "HERE" + "y" * 5000, 5001, "H"),
        ("HERE" + "y" * 5000, 1, "H"),
        ("x" * 5000 + "HERE", 5001, "H"),
    ],
)
def test_the_caret_stands_under_the_column(line, column, under):
    shown, before = excerpt(line, column)
    at = next(index for index in range(len(shown)) if cells(shown[:index]) == before)
    assert shown[at] == under
    assert len(shown) <= WIDEST + 2


@given(st.text(max_size=400), st.integers(min_value=-3, max_value=500))
def test_any_line_and_column_give_a_line_of_bounded_length(line, column):
    shown, before = excerpt(line, column, widest=40)
    assert len(shown) <= 42
    assert 0 <= before <= 2 * len(shown)
    assert "\n" not in shown
