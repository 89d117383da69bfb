"""Each kind of page opens, fits, asks nobody else, and can be read by everybody."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from support.browsing import Seen, Served, missing

PAGES = (
    "", "roadmap/", "roadmap/comparable-rates/", "requests/", "requests/small-areas/", "glossary/",
    "history/", "history/2024/", "history/2025/10/", "history/on/?day=2024-05-20", "browse/", "browse/status/in-force/",
    "browse/?text=rates&kind=decision", "decisions/", "decisions/directly-standardise-rates/",
    "decisions/five-week-sprints/", "sprints/", "sprints/sprint-12/", "retros/", "retros/retro-08/", "improvements/",
    "releases/", "releases/v4.2.0/", "changes/", "changes/scenario-export/", "people/", "people/nadia-rahimi/",
    "teams/", "teams/demand-model/", "roles/", "roles/product-owner/", "handover/", "handover/areas/",
    "handover/areas/data-pipeline/", "runbooks/", "runbooks/restore-the-outputs-app/", "runbooks/release-the-train/",
    "handover/people/pilar-echeverria/", "handover/people/jun-watanabe/", "what-if/",
    "what-if/?away=jun-watanabe&away=pilar-echeverria", "handovers/", "handovers/pilar-echeverria/", "incidents/",
    "incidents/2025-05-21-outputs-app-did-not-start/",
    "environments/", "environments/?day=2024-07-20",
    "people/pilar-echeverria/", "people/?role=analyst", "roles/scrum-master/", "start-here/", "start-here/model-lead/",
    "quality/", "assumptions/", "assumptions/use-by-age-stays/", "assessments/", "assessments/2025-11-mlops/",
    "sprints/sprint-17/", "sprints/sprint-17/agendas/", "feeds/",
    "environments/production/", "environments/production/2024/", "how-we-work/",
)  # fmt: skip
OURS = PAGES[:-1]
"""All but the hand-written one, whose colours are the theme's."""

SCHEMES = {"light": "light", "slate": "dark"}
SIZES = {"wide": (1280, 800), "narrow": (390, 844)}


WIDER = "document.documentElement.scrollWidth > innerWidth"
RUN_AXE = "rules => axe.run('.md-content', {resultTypes: ['violations'], ...rules})"


def window(scheme: str, size: str = "wide") -> dict[str, Any]:
    width, height = SIZES[size]
    return {"viewport": {"width": width, "height": height}, "color_scheme": SCHEMES[scheme]}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_pages_open_and_can_be_read(example: Served, open_site: Callable[..., Seen], scheme: str) -> None:
    """Wide, each in both schemes, and by axe: in the dark one a third of them by its rules on colours."""
    seen = open_site(example, **window(scheme))
    dark = scheme == "slate"
    script, rules = axe(), {"runOnly": ["color-contrast", "link-in-text-block"]} if dark else {}
    wider, faults = [], []
    for address in PAGES:
        page = seen.open(address)
        wider += [address] if page.evaluate(WIDER) else []
        if address in (OURS[::3] if dark else OURS):
            page.evaluate(script)
            result = page.evaluate(RUN_AXE, rules)
            bad = [fault for fault in result["violations"] if fault["impact"] in ("serious", "critical")]
            faults += [said(address, fault) for fault in bad]
            assert result["passes"], address
    assert page.get_attribute("body", "data-md-color-scheme") == ("slate" if scheme == "slate" else "default")
    assert seen.errors == []
    assert seen.outside == []
    assert wider == []
    assert faults == []


def test_pages_fit_a_phone(example: Served, open_site: Callable[..., Seen]) -> None:
    seen = open_site(example, **window("light", "narrow"))
    wider, pills = [], []
    for address in PAGES:
        page = seen.open(address)
        wider += [address] if page.evaluate(WIDER) else []
        pills += page.eval_on_selector_all(".md-content .fb-pill", "all => all.map(one => one.textContent.trim())")
    assert seen.errors == []
    assert wider == []
    assert len(pills) > 50
    assert "" not in pills


def axe() -> str:
    spec = find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        missing("the package axe-playwright-python is not installed")
    return Path(spec.origin).with_name("axe.min.js").read_text(encoding="utf-8")


def said(address: str, fault: dict[str, Any]) -> str:
    places = [f"{node['html'][:120]}: {node['failureSummary'].splitlines()[-1].strip()}" for node in fault["nodes"][:3]]
    return f"{address or 'home'}: {fault['id']} ({len(fault['nodes'])}): {'; '.join(places)}"


def test_each_page_names_its_kind_and_status_before_the_fold(example: Served, open_site: Callable[..., Seen]) -> None:
    seen = open_site(example, **window("light", "narrow"))
    for address in ("decisions/directly-standardise-rates/", "releases/v4.2.0/", "sprints/sprint-12/"):
        page = seen.open(address)
        for part in (".fb-kind", ".fb-head .fb-pill", "h1"):
            box = page.locator(f".md-content {part}").first.bounding_box()
            assert box is not None, (address, part)
            assert box["y"] + box["height"] < 844, (address, part)


def test_pages_print(example: Served, open_site: Callable[..., Seen]) -> None:
    seen = open_site(example)
    page = seen.open("decisions/")
    row = page.locator(".fb-closed-list li").first
    assert not row.is_visible()
    page.emulate_media(media="print")
    assert row.bounding_box()["height"] > 0
    assert not page.locator("form.fb-filter").is_visible()
    assert not page.locator(".md-header").is_visible()
    new = page.get_by_role("link", name="New decision")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert new.evaluate("link => getComputedStyle(link, '::after').content") in ("none", "normal", '""')
    for address in ("decisions/", "releases/v4.2.0/", "sprints/"):
        assert len(seen.open(address).pdf()) > 10_000
    assert seen.errors == []


def test_the_search_finds_a_record_by_its_text(example: Served, open_site: Callable[..., Seen]) -> None:
    """Two words that stand in one retro alone: the theme ranks, and a small word brings every title that holds it."""
    page = open_site(example).open("")
    page.locator("input[name=query]").click()
    page.wait_for_function(
        "() => !document.querySelector('.md-search-result__meta').textContent.includes('Initializing')"
    )
    page.locator("input[name=query]").press_sequentially("single complaint")
    result = page.locator("a.md-search-result__link[href*='retros/retro-08/']").first
    result.wait_for()
    assert "Retro, sprint 8" in result.inner_text()


def test_where_the_day_is_fixed_nothing_warns(example: Served, open_site: Callable[..., Seen]) -> None:
    page = open_site(example).open("")
    assert page.locator("[data-as-of][data-fixed]").count() == 1
    assert not page.locator("[data-fb-stale]").is_visible()


@pytest.mark.parametrize(("days", "warns"), [(0, False), (2, False), (3, True), (40, True)])
def test_an_old_page_says_how_old_it_is(
    live: tuple[Served, str], open_site: Callable[..., Seen], days: int, warns: bool
) -> None:
    site, today = live
    page = open_site(site).page
    page.clock.install(time=f"{today}T12:00:00")
    page.clock.pause_at(f"{today}T12:00:01")
    page.clock.fast_forward(days * 24 * 3_600_000)
    page.goto(site.url)
    note = page.locator("[data-fb-stale]")
    page.locator("[data-as-of]").wait_for()
    assert note.is_visible() is warns
    assert (f"That is {days} days ago" in note.inner_text()) is warns


@pytest.fixture(scope="session")
def live(browser: Any, serve: Callable[..., Served]) -> tuple[Served, str]:
    """The example as of the day that it is built."""
    site = serve("live", lambda text: text.replace('  - forgebook:\n      as_of: "2025-11-20"\n', "  - forgebook\n"))
    told = (site.folder / "index.html").read_text(encoding="utf-8").partition('data-as-of="')[2][:10]
    return site, told
