"""Links to events, what held on a day, one filter over all records: in a browser, by keyboard, without script."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from support.browsing import Seen, Served

EXAMPLE = Path(__file__).parents[2] / "examples/demand-model"
COUNT = "form[data-fb-index] [data-fb-count]"


def asked(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def told(page: Any, begins: str) -> None:
    """Wait until the count says so."""
    page.wait_for_function(
        "([place, begins]) => document.querySelector(place).textContent.startsWith(begins)", arg=[COUNT, begins]
    )


def options(page: Any, name: str) -> dict[str, int]:
    """By the words of each choice of a facet, the count that stands beside it."""
    words = page.eval_on_selector_all(f"[name={name}] option", "all => all.slice(1).map(one => one.textContent)")
    return {word.rpartition(" (")[0]: int(word.rpartition("(")[2].rstrip(")")) for word in words}


@pytest.fixture
def browse(example: Served, open_site: Callable[..., Seen]) -> Any:
    page = open_site(example).open("browse/")
    page.locator("form[data-fb-ready]").wait_for()
    return page


def test_counts_of_choices_follow_the_filter(browse: Any) -> None:
    before = {name: options(browse, name) for name in ("kind", "status", "area", "year")}
    browse.locator("[name=kind]").select_option("decision")
    told(browse, f"{before['kind']['Decisions']} of ")
    after = {name: options(browse, name) for name in before}
    assert after["kind"] == before["kind"], "other kinds can still be chosen"
    assert 0 < after["status"]["in force"] < before["status"]["in force"], "assumptions are in force too"
    assert after["status"]["released"] == 0
    assert sum(after["status"].values()) == before["kind"]["Decisions"]
    browse.locator("[name=status]").select_option("in-force")
    told(browse, f"{after['status']['in force']} of ")
    both = options(browse, "kind")
    assert both["Decisions"] == after["status"]["in force"]
    assert both["Decisions"] + both["Assumptions"] == before["status"]["in force"]
    assert both["Releases"] == 0
    assert browse.locator("#records li").count() == after["status"]["in force"]
    assert asked(browse) == {"kind": ["decision"], "status": ["in-force"]}


def test_the_address_brings_the_same_records_back(browse: Any, open_site: Callable[..., Seen], example: Served) -> None:
    browse.locator("form[data-fb-index] [name=q]").fill("rates")
    browse.locator("[name=year]").select_option("2024")
    browse.wait_for_function("() => location.search.includes('2024') && document.querySelector('#records > div')")
    told(browse, "")
    words = browse.locator("#records li").all_inner_texts()
    assert words
    assert all("2024" in line for line in words)
    elsewhere = open_site(example).open(browse.url.removeprefix(example.url))
    elsewhere.locator("#records > div li").first.wait_for()
    assert elsewhere.locator("#records li").all_inner_texts() == words
    elsewhere.locator("form[data-fb-index] [type=reset]").click()
    elsewhere.locator("#by-kind").wait_for()
    assert asked(elsewhere) == {}


def test_a_found_record_can_be_opened(browse: Any, example: Served) -> None:
    browse.locator("form[data-fb-index] [name=q]").fill("directly standardise")
    browse.locator("#records > div li").first.wait_for()
    browse.locator("#records").get_by_role("link", name="Directly standardise rates by age and sex", exact=True).click()
    browse.wait_for_url(f"{example.url}decisions/directly-standardise-rates/")


def test_a_slow_click_after_typing_is_not_lost(browse: Any, example: Served) -> None:
    """The press takes the focus from the text, which tells of a change: the list must stay as it is meanwhile."""
    browse.locator("form[data-fb-index] [name=q]").fill("directly standardise")
    browse.locator("#records > div li").first.wait_for()
    link = browse.locator("#records").get_by_role("link", name="Directly standardise rates by age and sex", exact=True)
    link.click(delay=300)
    browse.wait_for_url(f"{example.url}decisions/directly-standardise-rates/", timeout=5_000)


def test_nothing_found_is_told(browse: Any) -> None:
    browse.locator("form[data-fb-index] [name=q]").fill("xylophone")
    told(browse, "0 of ")
    assert browse.locator("#records").inner_text() == "Nothing matches."


def test_a_page_a_value_without_script(example: Served, open_site: Callable[..., Seen]) -> None:
    page = open_site(example, java_script_enabled=False).open("browse/")
    assert not page.locator("form[data-fb-index]").is_visible()
    page.locator("a.fb-chip", has_text="in force").click()
    assert page.url.endswith("browse/status/in-force/")
    assert page.locator("ul.fb-list > li").count() > 10
    assert set(page.locator("ul.fb-list .fb-pill").all_inner_texts()) == {"in force"}


def test_a_link_to_an_event_leads_to_its_row(example: Served, open_site: Callable[..., Seen]) -> None:
    page = open_site(example).open("history/")
    for place in (5, 60, 250):
        page.goto(f"{example.url}history/")
        row = page.locator("#history li").nth(place)
        link = row.locator("a.headerlink")
        address = link.evaluate("link => link.href")
        words = row.locator(".fb-when, .fb-grow").all_text_contents()
        page.goto("about:blank")
        page.goto(address)
        target = page.locator(":target")
        assert target.locator(".fb-when, .fb-grow").all_text_contents() == words
        page.wait_for_timeout(300)
        box = target.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 800, address


def test_the_link_of_an_event_is_reached_by_keyboard(example: Served, open_site: Callable[..., Seen]) -> None:
    page = open_site(example).open("history/2025/")
    link = page.locator("#history li a").first
    link.focus()
    page.keyboard.press("Tab")
    active = page.evaluate_handle("document.activeElement")
    assert active.evaluate("link => link.getAttribute('aria-label')") == "Permanent link"
    page.wait_for_timeout(400)
    assert active.evaluate("link => +getComputedStyle(link).opacity") > 0.9
    page.keyboard.press("Enter")
    assert "#2025-" in page.url


DAYS = {
    "2025-10-13": {"indirectly-standardise-rates", "v4.2.1"},
    "2025-10-14": {"directly-standardise-rates", "v4.2.1"},
}


def held(page: Any) -> set[str]:
    page.locator("#held h2").first.wait_for()
    links = page.eval_on_selector_all("#held li a", "all => all.map(one => one.getAttribute('href'))")
    return {link.rstrip("/").rpartition("/")[2] for link in links}


@pytest.mark.parametrize("day", DAYS)
def test_what_held_on_a_day(example: Served, open_site: Callable[..., Seen], day: str) -> None:
    seen = open_site(example)
    page = seen.open("history/")
    page.locator("[name=day]").fill(day)
    found = held(page)
    others = set().union(*DAYS.values()) - DAYS[day]
    assert found >= DAYS[day]
    assert not found & others
    assert asked(page) == {"day": [day]}
    status = page.locator("[data-fb-told]").inner_text()
    assert status.startswith(f"{day}: ")
    assert "decisions in force" in status
    page.reload()
    assert held(page) == found
    assert held(seen.open(f"history/on/?day={day}")) == found
    assert seen.errors == []


def test_a_day_by_the_month_without_script(example: Served, open_site: Callable[..., Seen]) -> None:
    page = open_site(example, java_script_enabled=False).open("history/")
    assert not page.locator("[name=day]").is_visible()
    page.get_by_role("link", name="What held when").click()
    page.locator("li", has_text="2025:").get_by_role("link", name="October").click()
    assert page.url.endswith("history/2025/10/")
    assert page.locator("#decisions + ul").get_by_role("link", name="Directly standardise rates").is_visible()
    assert page.locator("#gone + ul").get_by_role("link", name="Indirectly standardise rates").is_visible()


@pytest.fixture(scope="session")
def long(browser: Any, serve: Callable[..., Served], tmp_path_factory: pytest.TempPathFactory) -> Served:
    """The example with so many events that the history cannot show them all at once."""
    copy = tmp_path_factory.mktemp("source") / "demand-model"
    shutil.copytree(EXAMPLE, copy, ignore=shutil.ignore_patterns("site", ".cache"))
    for number in range(450):
        day = f"{2010 + number % 12}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        record = copy / f"records/decisions/extra-{number}.yml"
        record.write_text(f"title: Extra {number}\nstatus: accepted\ndecided: {day}\n", encoding="utf-8")
    return serve("long", source=copy)


def test_a_long_history_is_found_whole(long: Served, open_site: Callable[..., Seen]) -> None:
    seen = open_site(long)
    page = seen.open("history/")
    page.locator("form[data-fb-index][data-fb-ready]").wait_for()
    static = page.locator("#history li").count()
    assert static < 250
    page.locator("form[data-fb-index] [name=kind]").select_option("decision")
    page.locator("#history > div > button").wait_for()
    assert page.locator("#history li").count() == 100
    whole = int(page.locator(COUNT).inner_text().split()[0])
    page.locator("#history > div > button").click()
    page.wait_for_function("() => document.querySelectorAll('#history li').length > 100")
    assert page.evaluate("document.activeElement.closest('li') === document.querySelectorAll('#history li')[100]")
    while page.locator("#history > div > button").count():
        page.locator("#history > div > button").click()
    assert page.locator("#history li").count() == whole
    days = page.eval_on_selector_all("#history time", "all => all.map(one => one.dateTime)")
    assert days == sorted(days, reverse=True)
    page.locator("form[data-fb-index] [type=reset]").click()
    page.wait_for_function("count => document.querySelectorAll('#history li').length === count", arg=static)
    assert seen.errors == []
