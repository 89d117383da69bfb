"""Filters of the history and the decisions: what shows, what the address keeps, and what stays without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from support.browsing import Seen, Served, choose, ready, shown

COUNT = "[data-fb-count]"


@pytest.fixture
def history(example: Served, open_site: Callable[..., Seen]) -> Any:
    return ready(open_site(example).open("history/"))


@pytest.fixture
def decisions(example: Served, open_site: Callable[..., Seen]) -> Any:
    return ready(open_site(example).open("decisions/"))


def total(page: Any) -> int:
    return page.locator("[data-fb-item]").count()


def asked(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize(("name", "value"), [("kind", "release"), ("area", "data-pipeline"), ("year", "2024")])
def test_history_by_one_choice(history: Any, name: str, value: str) -> None:
    everything = total(history)
    choose(history, **{name: value})
    items = shown(history)
    assert 0 < len(items) < everything
    assert all(value in item[name].split() for item in items)
    assert history.locator(COUNT).inner_text() == f"{len(items)} of {everything} events"
    assert asked(history) == {name: [value]}


def test_history_by_words(history: Any) -> None:
    choose(history, q="waiting-list PAUSE")
    items = shown(history)
    assert items
    assert all("waiting-list" in item["words"].lower() and "pause" in item["words"].lower() for item in items)
    assert asked(history) == {"text": ["waiting-list PAUSE"]}


def test_months_without_a_match_go(history: Any) -> None:
    months = history.locator("[data-fb-group]:visible").count()
    choose(history, kind="role")
    left = history.locator("[data-fb-group]:visible")
    assert 0 < left.count() < months
    assert all(group.locator("[data-fb-item]:visible").count() for group in left.all())


def test_the_address_keeps_the_filter(history: Any, open_site: Callable[..., Seen], example: Served) -> None:
    choose(history, kind="decision", year="2024", q="rates")
    before = shown(history)
    assert before
    history.reload()
    ready(history)
    assert shown(history) == before
    elsewhere = ready(open_site(example).open(history.url.removeprefix(example.url)))
    assert shown(elsewhere) == before
    assert elsewhere.locator("[name=kind]").input_value() == "decision"
    assert elsewhere.locator("form.fb-filter [name=q]").input_value() == "rates"


def test_reset_shows_everything(history: Any) -> None:
    everything = total(history)
    choose(history, kind="retro", year="2025")
    history.locator("form.fb-filter [type=reset]").click()
    history.wait_for_function(
        "all => document.querySelector('[data-fb-count]').innerText.startsWith(all)", arg=f"{everything} of"
    )
    assert len(shown(history)) == everything
    assert asked(history) == {}


def test_nothing_matches_is_told(history: Any) -> None:
    choose(history, q="xylophone")
    assert shown(history) == []
    assert history.locator(COUNT).inner_text().startswith("0 of ")
    assert history.locator("[data-fb-none]").is_visible()


def test_a_closed_group_opens_for_its_match(decisions: Any) -> None:
    folded = decisions.locator("details[data-fb-group]")
    assert folded.get_attribute("open") is None
    choose(decisions, status="superseded")
    assert folded.get_attribute("open") is not None
    assert {item["status"] for item in shown(decisions)} == {"superseded"}
    decisions.locator("form.fb-filter [type=reset]").click()
    decisions.wait_for_function("() => !document.querySelector('details[data-fb-group]').open")


@pytest.mark.parametrize(("name", "value"), [("area", "demand-engine"), ("year", "2024"), ("q", "rates")])
def test_decisions_by_one_choice(decisions: Any, name: str, value: str) -> None:
    everything = total(decisions)
    choose(decisions, **{name: value})
    items = shown(decisions)
    assert 0 < len(items) < everything
    assert all(value in (item["words"].lower() if name == "q" else item[name]) for item in items)
    assert decisions.locator(COUNT).inner_text() == f"{len(items)} of {everything} decisions"


def test_without_javascript_all_can_be_read(example: Served, open_site: Callable[..., Seen]) -> None:
    seen = open_site(example, java_script_enabled=False)
    page = seen.open("history/")
    everything = page.locator("[data-fb-item]").count()
    assert everything > 200
    assert page.locator("[data-fb-item]:visible").count() == everything
    assert not page.locator("form.fb-filter").first.is_visible()
    page.locator("a.fb-chip", has_text="2024").click()
    assert page.url.endswith("history/2024/")
    years = {time[:4] for time in page.eval_on_selector_all(".fb-tl time", "all => all.map(t => t.dateTime)")}
    assert years == {"2024"}
    page = seen.open("decisions/")
    assert not page.locator("form.fb-filter").is_visible()
    page.locator("details[data-fb-group] summary").click()
    assert page.locator("[data-fb-item]:visible").count() == page.locator("[data-fb-item]").count()


def test_with_instant_navigation(instant: Served, open_site: Callable[..., Seen]) -> None:
    seen = open_site(instant)
    page = seen.open("")
    page.evaluate("window.stayed = true")
    for address in ("history/", "decisions/", "history/"):
        page.locator(f".md-tabs a[href$='{address}']").first.click()
        page.wait_for_url(f"**/{address}")
        ready(page)
        everything = total(page)
        choose(page, year="2024")
        assert 0 < len(shown(page)) < everything
        assert asked(page) == {"year": ["2024"]}
    assert page.evaluate("window.stayed") is True
    assert seen.errors == []
    assert seen.outside == []


@pytest.fixture(scope="session")
def instant(browser: Any, serve: Callable[..., Served]) -> Served:
    """The example with Material's instant navigation."""
    return serve("instant", lambda text: text.replace("  features:\n", "  features:\n    - navigation.instant\n"))


def test_counts_by_status_follow_the_filter(decisions: Any) -> None:
    tallies = decisions.locator("[data-fb-tallies]")
    before = tallies.inner_text()
    everything = total(decisions)
    choose(decisions, year="2024")
    items = shown(decisions)
    counted = {
        place.get_attribute("data-fb-tally"): int(place.inner_text().split()[0])
        for place in tallies.locator("[data-fb-tally]:visible").all()
    }
    statuses = [item["status"] for item in items]
    assert counted == {status: statuses.count(status) for status in statuses}
    assert tallies.locator("b").inner_text() == f"{len(items)} of {everything}"
    decisions.locator("form.fb-filter [type=reset]").click()
    decisions.wait_for_function(
        "before => document.querySelector('[data-fb-tallies]').innerText.replace(/\\s+/g, ' ') === before",
        arg=" ".join(before.split()),
    )


def test_a_heading_goes_with_all_its_groups(decisions: Any) -> None:
    heading = decisions.locator("#in-force")
    assert heading.is_visible()
    choose(decisions, status="superseded")
    assert not heading.is_visible()
    told = decisions.locator("details[data-fb-group] [data-fb-shown]").inner_text()
    assert told == str(len(shown(decisions)))


def test_the_table_beside_the_chart_says_what_it_shows(decisions: Any) -> None:
    points = decisions.locator(".fb-chart--decisions a.fb-chart-point").count()
    rows = decisions.locator("details table.fb-table tbody tr")
    assert points == rows.count() > 0
    drawn = decisions.locator("svg.fb-chart-plot path.fb-chart-curve").count()
    assert drawn == rows.locator("td[data-label=Supersedes] a").count() > 0
