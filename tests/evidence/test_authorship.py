"""The published formula, worked out by hand."""

from __future__ import annotations

import pytest

from forgebook.core.evidence import AreaEvidence
from forgebook.evidence.authorship import Delivered, authors_of, degree_of_authorship, historic


def test_the_degree_of_authorship() -> None:
    # Ada made the file and changed it twice; Ben changed it three times. ln 4 = 1.386294, ln 3 = 1.098612.
    # Ada: 3.293 + 1.098 + 0.164 * 2 - 0.321 * 1.386294 = 4.719 - 0.445000 = 4.274000
    # Ben: 3.293 +         0.164 * 3 - 0.321 * 1.098612 = 3.785 - 0.352654 = 3.432346
    assert degree_of_authorship(True, 2, 3) == pytest.approx(4.274000, abs=1e-6)
    assert degree_of_authorship(False, 3, 2) == pytest.approx(3.432346, abs=1e-6)


def test_an_author_has_more_than_three_quarters_of_the_highest_degree() -> None:
    # 3.432346 / 4.274000 = 0.803: both are authors.
    assert authors_of({"ada": Delivered(2, True), "ben": Delivered(3)}) == {"ada", "ben"}
    # One change by Ben: 3.293 + 0.164 - 0.352654 = 3.104346, below 3.293: no author.
    assert authors_of({"ada": Delivered(2, True), "ben": Delivered(1)}) == {"ada"}
    # Ada 20, Ben 4 changes: Ada 4.391 + 3.28 - 0.321 ln 5 = 7.154370, Ben 3.293 + 0.656 - 0.321 ln 21 = 2.971702.
    assert authors_of({"ada": Delivered(20, True), "ben": Delivered(4)}) == {"ada"}


def test_a_co_author_alone_has_delivered_nothing() -> None:
    assert authors_of({"ada": Delivered(0)}) == frozenset()


def test_the_greedy_removal_at_three_coverages() -> None:
    # Ten files: Ada has 5, Ben 3, Cyd 2. Of 10 keep an author: 10, without Ada 5, without Ben 2.
    # 60 %: 5 < 6 after one. 50 %: 5 is not fewer than 5, so Ben goes too: 2. 40 %: 5 is not fewer than 4: 2.
    authors = {f"f{n}": {"ada" if n < 5 else "ben" if n < 8 else "cyd"} for n in range(10)}
    found = historic(authors)
    assert found.people == {40: 2, 50: 2, 60: 1}
    assert found.authors == {40: ("ada", "ben"), 50: ("ada", "ben"), 60: ("ada",)}


def test_files_without_an_author_count_as_files() -> None:
    assert historic({"a": {"ada"}, "b": set(), "c": set()}).people == {40: 0, 50: 0, 60: 0}
    assert historic({}).people == {40: 0, 50: 0, 60: 0}


def test_who_is_away_holds_nothing_and_makes_nobody_a_holder() -> None:
    authors = tuple(frozenset(names) for names in (["ada"], ["ada", "ben"], ["ben"], [], ["cyd"]))
    area = AreaEvidence(5, historic({}), authors, {"ada": 0.7, "ben": 0.2, "cyd": 0.1}, None, True)
    assert area.holders() == ("ada", "ben")
    assert area.holders({"ada"}) == ("ben",)
    assert (area.kept(), area.kept({"ada"}), area.kept({"ada", "ben"})) == (4, 3, 1)


def test_a_small_area_has_no_holders() -> None:
    assert AreaEvidence(4, shares={"ada": 1.0}, recent=True).holders() == ()
