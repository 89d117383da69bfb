"""The steps of a runbook can be ticked off, and are a plain list without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

from support.browsing import Seen, Served

PAGE = "runbooks/release-the-train/"
BOXES = ".md-content [data-fb-steps] input[type=checkbox]"


def test_ticks_stay_for_the_visit_and_can_be_cleared(example: Served, open_site: Callable[..., Seen]) -> None:
    seen = open_site(example)
    page = seen.open(PAGE)
    boxes = page.locator(BOXES)
    assert boxes.count() == 9  # three things that one needs, six steps
    clear = page.get_by_role("button", name="Clear the ticks")
    assert not clear.is_visible()
    boxes.nth(0).check()
    page.get_by_label("Done: Tell the planners' channel").check()
    assert clear.inner_text() == "Clear the ticks (2 of 9 done)"
    page.reload()
    assert [page.locator(BOXES).nth(i).is_checked() for i in range(5)] == [True, False, False, False, True]
    other = seen.open("runbooks/roll-back-production/")
    assert not any(other.locator(BOXES).nth(i).is_checked() for i in range(other.locator(BOXES).count()))
    page = seen.open(PAGE)
    page.get_by_role("button", name="Clear the ticks").click()
    assert not any(page.locator(BOXES).nth(i).is_checked() for i in range(9))
    page.reload()
    assert not any(page.locator(BOXES).nth(i).is_checked() for i in range(9))
    assert seen.errors == []
    assert seen.outside == []


def test_without_javascript_they_are_a_list(example: Served, open_site: Callable[..., Seen]) -> None:
    page = open_site(example, java_script_enabled=False).open(PAGE)
    assert page.locator(".md-content ol[data-fb-steps] > li").count() == 6
    assert page.locator(BOXES).count() == 0
