"""The page for any two releases: what the script makes of every pair is what Python makes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import pytest

from forgebook.core.graph import ProjectGraph
from forgebook.core.settings import SiteSettings
from forgebook.pipeline import load_project
from forgebook.releasing.compare import Row, compare
from forgebook.releasing.compare_parts import moves_of
from forgebook.releasing.compare_told import lead_of, said_of
from support.browsing import Seen, Served
from support.lines import HARBOUR
from support.sites import write

EXAMPLE = Path(__file__).parents[2] / "examples/demand-model"
AS_OF = date(2025, 11, 20)
STEPS = """async () => {
  const file = await (await fetch("releases.json")).json();
  const ids = places => places.map(at => file.releases[at].id);
  const rows = list => list.map(row => [file.changes[row[0]].anchor, ids(row[1])]);
  const found = {};
  file.releases.forEach((_, a) => file.releases.forEach((_, b) => {
    const step = window.forgebookStep(file, a, b);
    const issues = list => list.map(at => file.issues[at]);
    found[file.releases[a].id + " " + file.releases[b].id] = {
      way: step.way, common: step.common < 0 ? "" : file.releases[step.common].id, lead: step.lead,
      came: ids(step.came), gone: ids(step.gone), said: step.said.map(one => [one.title, one.sentence, one.tone]),
      gained: rows(step.gained), lost: rows(step.lost), both: rows(step.both),
      issues: [issues(step.fresh), issues(step.still), issues(step.fixed)],
      moves: step.moves.map(moved => [moved[0], moved[3]]),
    };
  }));
  return found;
}"""


def graph_of(root: Path) -> ProjectGraph:
    return load_project(SiteSettings(root, root / "records", AS_OF), git=False).graph


@pytest.fixture(scope="module")
def harbour_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("harbour")
    config = {"site_name": "Harbour", "theme": {"name": "material", "font": False},
              "plugins": ["search", {"forgebook": {"as_of": AS_OF.isoformat()}}]}  # fmt: skip
    write(root, {**HARBOUR, "mkdocs.yml": config, "docs/notes.md": "# Notes\n"})
    return root


@pytest.fixture(scope="module")
def harbour(browser: Any, serve: Callable[..., Served], harbour_folder: Path) -> Served:
    return serve("harbour", source=harbour_folder)


def opened(site: Served, open_site: Callable[..., Seen], query: str = "") -> Seen:
    """The page, once its choices have come."""
    seen = open_site(site)
    seen.open(f"compare/{query}").locator("form[data-fb-compare] optgroup >> nth=0").wait_for(state="attached")
    return seen


def rows(list_: tuple[Row, ...]) -> list[list[Any]]:
    return [[row.change.ref.partition("#")[2] or row.change.id, [r.id for r in row.releases]] for row in list_]


def expected(graph: ProjectGraph) -> dict[str, dict[str, Any]]:
    found = {}
    for start in graph.of("release"):
        for end in graph.of("release"):
            step = compare(start, end, graph)
            found[f"{start.id} {end.id}"] = {
                "way": step.way, "common": step.common.id if step.common else "", "lead": lead_of(step),
                "came": [r.id for r in step.came], "gone": [r.id for r in step.gone],
                "said": [[one.title, one.sentence, one.tone] for one in said_of(step, graph)],
                "gained": rows(step.gained), "lost": rows(step.lost), "both": rows(step.both),
                "issues": [[escape(i.f.summary) for i in group] for group in (step.new, step.still, step.fixed)],
                "moves": [[moved.repository, moved.move] for moved in moves_of(start, end, graph)],
            }  # fmt: skip
    return found


@pytest.mark.parametrize("name", ["example", "harbour"])
def test_every_pair_is_told_as_python_tells_it(
    name: str, request: pytest.FixtureRequest, open_site: Callable[..., Seen]
) -> None:
    site: Served = request.getfixturevalue(name)
    graph = graph_of(EXAMPLE if name == "example" else request.getfixturevalue("harbour_folder"))
    seen = opened(site, open_site)
    told, wanted = seen.page.evaluate(STEPS), expected(graph)
    assert told.keys() == wanted.keys()
    assert {step["way"] for step in wanted.values()} >= {"same", "forward", "back", "across", "apart"}
    for pair, step in wanted.items():
        issues = told[pair].pop("issues")
        for shown, summaries in zip(issues, step.pop("issues"), strict=True):
            assert len(shown) == len(summaries), pair
            assert all(words in html for html, words in zip(shown, summaries, strict=True)), pair
        assert told[pair] == step, pair
    assert not seen.errors


def headings(page: Any) -> list[str]:
    return page.eval_on_selector_all("#between h2", "all => all.map(one => one.textContent)")


def test_the_address_says_what_is_compared_and_brings_it_back(harbour: Served, open_site: Callable[..., Seen]) -> None:
    page = opened(harbour, open_site).page
    page.locator("[name=from]").select_option("1.3")
    page.locator("[name=to]").select_option("2.2")
    page.locator("#between .fb-verdict").first.wait_for()
    assert page.url.endswith("?from=1.3&to=2.2")
    assert headings(page) == ["1.3 → 2.2", "What changes", "What is lost", "In both already", "Known issues of 2.2",
                              "Known issues that 2.2 is free of", "Gates"]  # fmt: skip
    shown = page.locator("#between").inner_text()
    again = opened(harbour, open_site, "?from=1.3&to=2.2").page
    again.locator("#between .fb-verdict").first.wait_for()
    assert again.locator("#between").inner_text() == shown


def test_a_withdrawn_release_between_is_said_and_its_reason_is_text(
    harbour: Served, open_site: Callable[..., Seen]
) -> None:
    page = opened(harbour, open_site, "?from=2.0&to=2.2").page
    banner = page.locator("#between .fb-banner")
    banner.wait_for()
    assert "2.1 was withdrawn on 2025-01-02" in banner.inner_text()


def test_a_former_id_a_version_and_the_newest_of_the_line(harbour: Served, open_site: Callable[..., Seen]) -> None:
    page = opened(harbour, open_site, "?from=two").page
    page.locator("#between h2").first.wait_for()
    assert headings(page)[0] == "2.0 → 2.2", "the planned one is not offered unasked"
    page = opened(harbour, open_site, "?from=v1.2").page
    assert headings(page)[0] == "1.2 → 1.3", "the newest of its own line"
    page = opened(harbour, open_site, "?from=charts/1.0").page
    assert headings(page)[0] == "Charts 1.0 → Charts 1.1"
    page = opened(harbour, open_site, "?from=7.7").page
    assert page.locator("[data-fb-told]").inner_text() == "There is no release 7.7"


def test_a_month_means_the_newest_that_was_out_then(harbour: Served, open_site: Callable[..., Seen]) -> None:
    page = opened(harbour, open_site, "?month=2025-02&to=2.2").page
    assert headings(page)[0] == "2.1 → 2.2"
    page = opened(harbour, open_site, "?month=2024-02&to=2.2").page
    assert headings(page) == []
    assert "was out by 2024-02" in page.locator("[data-fb-told]").inner_text()


def test_swapped_it_tells_what_going_back_undoes(harbour: Served, open_site: Callable[..., Seen]) -> None:
    page = opened(harbour, open_site, "?from=2.0&to=2.2").page
    page.locator("[data-fb-swap]").click()
    page.get_by_text("comes before").wait_for()
    assert "What is undone" in headings(page)
    assert page.locator("#between .fb-do").count() == 0, "nobody is asked to act on what is undone"


def test_the_index_of_releases_leads_there(example: Served, open_site: Callable[..., Seen]) -> None:
    seen = open_site(example)
    page = seen.open("releases/")
    page.locator("[data-fb-last] [name=from]").fill("v4.0.0")
    page.locator("[data-fb-last] [type=submit]").click()
    page.locator("#between h2").first.wait_for()
    assert headings(page)[0] == "v4.0.0 → v4.2.1"
    assert not seen.errors
    assert not seen.outside


def test_without_script_every_step_is_a_link(example: Served, open_site: Callable[..., Seen]) -> None:
    page = open_site(example, java_script_enabled=False).open("releases/")
    assert not page.locator("[data-fb-last]").is_visible()
    page.get_by_role("link", name="Compare any two releases").click()
    page.get_by_role("link", name="v4.2.0 → v4.2.1").click()
    assert page.locator("h1").inner_text() == "v4.2.0 → v4.2.1"
    assert page.locator(".fb-verdict").count() == 3
