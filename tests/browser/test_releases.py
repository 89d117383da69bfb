"""Releases in a browser: the changes of one reader, what is printed, and the filter of the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from support.browsing import Seen, Served, choose, ready, shown

PAGE = "releases/v4.2.1/"


def seen_panels(page: Any) -> list[str]:
    """The headings of the parts of the changes that can be seen."""
    return page.eval_on_selector_all(
        ".fb-tab", "all => all.filter(p => p.offsetHeight > 0).map(p => p.querySelector('h2').id)"
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_picks_what_concerns_them_with_and_without_javascript(
    scripts: bool, example: Served, open_site: Callable[..., Seen]
) -> None:
    page = open_site(example, java_script_enabled=scripts).open(PAGE)
    assert seen_panels(page) == ["changes"]
    page.locator(".fb-tab:visible .fb-chip", has_text="Analysts").click()
    assert seen_panels(page) == ["for-analysts"]
    assert page.url.endswith("#for-analysts")
    panel = page.locator(".fb-tab:visible")
    assert "Mark downloads by specialty group" in panel.inner_text()
    assert "Rerun scenarios" not in panel.inner_text()
    assert panel.locator("[aria-current]").inner_text() == "Analysts"
    page.locator(".fb-tab:visible .fb-chip", has_text="All").click()
    assert seen_panels(page) == ["changes"]


def test_a_link_to_one_change_shows_it(example: Served, open_site: Callable[..., Seen]) -> None:
    page = open_site(example).open(PAGE + "#gynaecology")
    assert seen_panels(page) == ["changes"]
    assert page.locator("#gynaecology").is_visible()


def test_on_paper_every_reader_has_their_part(example: Served, open_site: Callable[..., Seen]) -> None:
    page = open_site(example).open(PAGE)
    page.emulate_media(media="print")
    assert seen_panels(page) == ["for-planners", "for-analysts", "for-engineers"]
    assert page.locator(".fb-tab nav:visible").count() == 0


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"status": "withdrawn"}, {"v2.1.0"}),
        ({"line": "v2"}, {"v2.6.2"}),
        ({"change": "security"}, {"v2.6.1"}),
        ({"change": "removed", "year": "2025"}, {"v3.5.0"}),
        ({"audience": "engineers", "year": "2024"}, {"v1.2.0", "v2.0.0", "v2.3.0"}),
    ],
)
def test_the_list_is_filtered_and_the_address_keeps_it(
    asked: dict[str, str], found: set[str], example: Served, open_site: Callable[..., Seen]
) -> None:
    page = ready(open_site(example).open("releases/"))
    choose(page, **asked)
    titles = page.eval_on_selector_all(
        "[data-fb-item]", "all => all.filter(i => !i.hidden).map(i => i.querySelector('.fb-grow a').textContent)"
    )
    assert set(titles) == found
    again = ready(open_site(example).open(page.url.removeprefix(example.url)))
    assert len(shown(again)) == len(found)
