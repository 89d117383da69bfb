"""How far results go up or down, drawn: to the right side, to one scale, with words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

import pytest

from forgebook.releasing.effects import Span
from forgebook.rendering.charts import impact_bars
from forgebook.rendering.charts.impact import WIDTH, ImpactBar
from forgebook.rendering.sections import sections


@dataclass
class Sized:
    direction: str
    span: Span | None
    words: str = "up, 2 %"


def rects(bar: ImpactBar | None) -> list[tuple[float, float]]:
    """Left and right end of what is drawn, without the line in the middle."""
    assert bar is not None
    root = ElementTree.fromstring(str(bar.drawn(str)))
    found = [(float(r.get("x", 0)), float(r.get("width", 0))) for r in root.iter("rect")]
    return [(round(x, 1), round(x + width, 1)) for x, width in found if width > 2]


def test_all_are_drawn_to_one_scale_around_the_middle() -> None:
    small, large, both = impact_bars([
        Sized("up", Span(0, 2)), Sized("down", Span(4, 0)), Sized("mixed", Span(4, 2)),
    ])  # fmt: skip
    middle, room = WIDTH / 2, WIDTH / 2 - 2
    assert rects(small) == [(middle, middle + room / 2)]
    assert rects(large) == [(middle - room, middle)]
    assert rects(both) == [(middle - room, middle), (middle, middle + room / 2)]


def test_what_is_certain_is_a_part_of_its_own() -> None:
    (bar,) = impact_bars([Sized("up", Span(0, 5, 2))])
    assert [right > left for left, right in rects(bar)] == [True, True]
    assert rects(bar)[0][1] == rects(bar)[1][0]


@pytest.mark.parametrize(("direction", "arrows"), [("up", 1), ("down", 1), ("mixed", 2)])
def test_without_a_size_an_arrow_shows_the_direction(direction: str, arrows: int) -> None:
    (bar,) = impact_bars([Sized(direction, None, "up, a little")])
    assert bar is not None
    assert str(bar.drawn(str)).count("<path") == arrows
    assert rects(bar) == []


def test_it_says_in_words_what_it_shows_and_writes_no_markup_of_others() -> None:
    (bar,) = impact_bars([Sized("up", Span(0, 2), "up, <b>2 %</b>")])
    assert bar is not None
    drawn = str(bar.drawn(str))
    assert re.search(r"<title>Results go up, &lt;b&gt;2 %&lt;/b&gt;; full width is 2 %</title>", drawn)
    assert 'role="img"' in drawn


def test_nothing_moves_nothing_is_drawn() -> None:
    assert impact_bars([Sized("", None)]) == [None]


def test_what_asks_to_be_left_out_is_not_found_twice() -> None:
    html = (
        '<section class="fb-tab" data-search-exclude><h2 id="for-a">For A</h2><p>tide</p></section>'
        '<section class="fb-tab"><h2 id="changes">All</h2><p>tide</p></section>'
    )
    assert [section.id for section in sections(html)] == [None, "changes"]
