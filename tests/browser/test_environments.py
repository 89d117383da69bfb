"""What was live on a day, in a browser and without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from support.browsing import Seen, Served

DAYS = {
    "2023-12-13": {},
    "2024-07-20": {"Production": ["v2.1.0"]},
    "2024-07-22": {"Production": ["v2.0.0"]},
    "2025-02-05": {"Production": ["v2.6.1", "v3.0.0"]},
    "2025-08-27": {"Production": ["v2.6.2", "v4.0.0"]},
    "2025-11-20": {"Production": ["v2.6.2", "v4.2.1"], "Dev": ["v4.3.0"]},
}
"""By day: the releases that were live at its end, told by hand from the example's deployments."""


def told(page: Any) -> dict[str, list[str]]:
    """By environment, the titles that the script lists."""
    script = (
        "all => all.map(one => [one.textContent, [...one.nextElementSibling.querySelectorAll('a')]"
        ".map(link => link.textContent)])"
    )
    return {place: sorted(titles) for place, titles in page.eval_on_selector_all("#then h2", script)}


@pytest.mark.parametrize("day", DAYS)
def test_what_was_live_on_a_day(example: Served, open_site: Callable[..., Seen], day: str) -> None:
    seen = open_site(example)
    page = seen.open("environments/")
    page.locator("[name=day]").fill(day)
    page.wait_for_function("document.querySelector('[data-fb-told]').textContent !== ''")
    assert told(page) == DAYS[day]
    status = page.locator("[data-fb-told]").inner_text()
    assert status.startswith(f"{day}: ")
    assert all(title in status for titles in DAYS[day].values() for title in titles)
    assert ("nothing was live" in status) is not bool(DAYS[day])
    assert f"day={day}" in page.url
    page.locator("#then a").first.click() if DAYS[day] else None
    assert seen.errors == []


def test_without_script_the_years_tell_it(example: Served, open_site: Callable[..., Seen]) -> None:
    page = open_site(example, java_script_enabled=False).open("environments/")
    assert not page.locator("[name=day]").is_visible()
    page.locator(".fb-card h2").get_by_role("link", name="Production · main").click()
    page.get_by_role("link", name="2024", exact=True).first.click()
    assert page.url.endswith("environments/production/2024/")
    row = page.locator("#live + ul > li", has_text="until 2024-07-22")
    assert row.locator("a").inner_text() == "v2.1.0"
    assert row.locator(".fb-pill").inner_text() == "rolled back"


def test_a_deployment_in_the_history_leads_to_its_entry(example: Served, open_site: Callable[..., Seen]) -> None:
    page = open_site(example).open("history/2024/")
    page.locator("li", has_text="v2.1.0 rolled back").locator("a").first.click()
    page.wait_for_url("**/environments/production/2024/#2024-07-22-1205-v2.1.0-rolled-back")
    entry = page.locator("[id='2024-07-22-1205-v2.1.0-rolled-back']")
    assert entry.is_visible()
    assert "v2.0.0 is live again" in entry.inner_text()
