"""Who is away: what the script makes of every pair is what Python makes of it, and the address brings it back."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from forgebook.core.graph import ProjectGraph
from forgebook.core.settings import SiteSettings
from forgebook.covering.absence import Left, absence
from forgebook.pipeline import load_project
from support.absences import FILES
from support.browsing import Seen, Served
from support.sites import write

EXAMPLE = Path(__file__).parents[2] / "examples/demand-model"
AS_OF = date(2025, 11, 20)
PAIRS = """async () => {
  const file = await (await fetch("cover.json")).json();
  const title = at => file.subjects[at][0];
  const name = at => file.people[at][1];
  const told = row => [title(row[0]), row[1].map(name), row[2].map(name)];
  const found = {};
  [false, true].forEach(after => file.people.forEach((one, a) => file.people.forEach((two, b) => {
    const lost = window.forgebookAbsence(file, [a, b], after);
    found[[one[0], two[0], after].join(" ")] = [lost.none.map(told), lost.one.map(told)];
  })));
  return found;
}"""


@pytest.fixture(scope="module")
def harbour_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    config = {"site_name": "Harbour", "theme": {"name": "material", "font": False},
              "plugins": ["search", {"forgebook": {"as_of": AS_OF.isoformat()}}]}  # fmt: skip
    return write(tmp_path_factory.mktemp("quay"), {**FILES, "mkdocs.yml": config, "docs/notes.md": "# Notes\n"})


@pytest.fixture(scope="module")
def harbour(browser: Any, serve: Callable[..., Served], harbour_folder: Path) -> Served:
    return serve("quay", source=harbour_folder)


def graph_of(root: Path) -> ProjectGraph:
    return load_project(SiteSettings(root, root / "records", AS_OF), git=False, cover=True).graph


def opened(site: Served, open_site: Callable[..., Seen], query: str = "") -> Seen:
    """The page, once its file has come."""
    seen = open_site(site)
    seen.open(f"what-if/{query}").locator("form[data-fb-told-by]").wait_for()
    return seen


def rows(lefts: Collection[Left], graph: ProjectGraph) -> list[list[Any]]:
    return [
        [graph.records[left.subject].title, [stand.name for stand in left.by], [stand.name for stand in left.declared]]
        for left in lefts
    ]


def key(person: str) -> str:
    return person.removeprefix("person/")


@pytest.mark.parametrize("name", ["example", "harbour"])
def test_every_pair_is_told_as_python_tells_it(
    name: str, request: pytest.FixtureRequest, open_site: Callable[..., Seen]
) -> None:
    graph = graph_of(EXAMPLE if name == "example" else request.getfixturevalue("harbour_folder"))
    seen = opened(request.getfixturevalue(name), open_site)
    told = seen.page.evaluate(PAIRS)
    people = [*graph.ladder.people]
    assert len(told) == 2 * len(people) ** 2
    changing = 0
    for after, covers in (("false", graph.ladder.covers), ("true", graph.ladder.after)):
        for one, two in [*combinations(people, 2), *((person, person) for person in people)]:
            lost = absence(covers, {one, two})
            changing += lost.changes
            wanted = [rows(lost.none, graph), rows(lost.one, graph)]
            assert told[f"{key(one)} {key(two)} {after}"] == wanted, (one, two, after)
            assert told[f"{key(two)} {key(one)} {after}"] == wanted
    assert changing > len(people)
    assert not seen.errors


def test_the_selection_stands_in_the_address_and_comes_back(harbour: Served, open_site: Callable[..., Seen]) -> None:
    seen = opened(harbour, open_site)
    page = seen.page
    assert page.locator("#absence").inner_text() == ""
    page.get_by_label("Cyd Oz").check()
    assert page.url.endswith("?away=cyd")
    page.get_by_label("Ada Lind").check()
    assert page.url.endswith("?away=ada&away=cyd")
    headings = page.locator("#absence h2")
    assert headings.all_inner_texts() == ["Nobody covers it without Ada Lind and Cyd Oz"]
    assert page.locator("#absence li").count() == 3
    assert "Ben Moe is declared" in page.locator("#absence").inner_text()
    shown = page.locator("#absence").inner_text()
    again = opened(harbour, open_site, "?away=ada&away=cyd").page
    assert again.locator("#absence").inner_text() == shown
    assert again.get_by_label("Ada Lind").is_checked()
    again.locator("#absence a").first.click()
    again.wait_for_url("**/handover/areas/engine/")
    assert not seen.errors
    assert not seen.outside


def test_after_the_next_departure_and_nobody_away(harbour: Served, open_site: Callable[..., Seen]) -> None:
    page = opened(harbour, open_site, "?away=ada").page
    assert page.locator("#absence h2").all_inner_texts() == ["Left with one"]
    page.get_by_label("as it will be from").check()
    assert page.url.endswith("?away=ada&after=1")
    assert page.locator("#absence h2").all_inner_texts() == ["Nobody covers it without Ada Lind"]
    page.get_by_role("button", name="Nobody is away").click()
    page.wait_for_function("!document.getElementById('absence').children.length")
    assert "?" not in page.url
    page.get_by_label("Eve New").check()
    assert page.locator("[data-fb-told]").inner_text() == "Without Eve New: nothing loses its cover"


def test_a_name_that_nobody_has_picks_nobody(harbour: Served, open_site: Callable[..., Seen]) -> None:
    seen = opened(harbour, open_site, "?away=<b>zed</b>")
    assert seen.page.locator("#absence").inner_text() == ""
    assert not seen.errors


def test_without_script_every_single_absence_is_there(harbour: Served, open_site: Callable[..., Seen]) -> None:
    page = open_site(harbour, java_script_enabled=False).open("what-if/")
    assert not page.locator("form[data-fb-what-if]").is_visible()
    assert page.get_by_role("row").filter(has_text="Cyd Oz").first.is_visible()
    page.get_by_role("link", name="Cyd Oz").first.click()
    assert page.locator("h1").inner_text() == "What rests on Cyd Oz"


def test_what_the_receiver_signs_can_be_ticked_and_stays(harbour: Served, open_site: Callable[..., Seen]) -> None:
    seen = open_site(harbour)
    page = seen.open("handover/people/cyd/")
    boxes = page.locator("[data-fb-steps] input[type=checkbox]")
    assert boxes.count() == 9
    page.get_by_label("Done: Vault").check()
    page.reload()
    assert [page.locator("[data-fb-steps] input").nth(i).is_checked() for i in range(9)].count(True) == 1
    assert page.get_by_label("Done: Vault").is_checked()
    assert not seen.errors
