"""The pages of sprints: this one first, the plan against what came out, several teams, and agendas for the team."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from support.sites import records, site_of, write

PUBLIC = {"visibility": "public"}
RECORDS: dict[str, Any] = {
    "teams/red.yml": {"title": "Red", **PUBLIC},
    "teams/blue.yml": {"title": "Blue", **PUBLIC},
    "requests/crane.yml": {"title": "A crane", "asked_on": "2025-06-01", "need": "A crane", "answer": "not_now",
                           "reason": "Later", "revisit_on": "2025-12-01"},
    "requests/far.yml": {"title": "A far berth", "asked_on": "2025-06-01", "need": "A berth", "answer": "not_now",
                         "reason": "Later", "revisit_on": "2027-12-01"},
    "requests/open.yml": {"title": "A bell", "asked_on": "2025-06-01", "need": "A bell", "answer": "open"},
    "decisions/old.yml": {"title": "Old rule", "status": "accepted", "decided": "2024-01-01",
                          "review_by": "2025-12-01"},
    "decisions/new.yml": {"title": "New rule", "status": "accepted", "decided": "2024-01-01",
                          "review_by": "2026-12-01"},
    "incidents/fog.yml": {"title": "Fog", "detected": "2025-11-12", "actions": [
        {"what": "Buy a horn", "due": "2025-11-15"}, {"what": "Sing", "status": "done"}]},
    "runbooks/restart.yml": {"title": "Restart it"},
    "releases/v2.yml": {"version": "2", "status": "planned", "planned_on": "2025-12-01"},
    "releases/v1.yml": {"version": "1", "status": "planned", "planned_on": "2025-11-19"},
    "sprints/red-1.yml": {"title": "Red 1", "team": "red", "start": "2025-10-06", "end": "2025-11-07", **PUBLIC,
                          "planned": ["Bell", "Buoy"], "done": [{"item": "Bell", "outcome": "It rings"}],
                          "carried": [{"item": "Buoy", "reason": "No boat", "to": "red-2"}]},
    "sprints/red-2.yml": {"title": "Red 2", "team": "red", "start": "2025-11-10", "end": "2025-11-28",
                          "goal": "Light the *bay*", "planned": ["Buoy", "Lamp"], "done": ["Lamp"],
                          "added": [{"item": "Rope", "reason": "It tore", "request": "open"}],
                          "improvements": ["early"],
                          "meetings": [{"kind": "retro", "date": "2025-11-28", "at": "13:30", "where": "Quay"}]},
    "sprints/blue-1.yml": {"title": "Blue 1", "team": "blue", "start": "2025-11-03", "end": "2025-12-05"},
    "sprints/blue-2.yml": {"title": "Blue 2", "team": "blue", "start": "2025-12-08", "end": "2025-12-19"},
    "retros/red-1.yml": {"sprint": "red-1", "date": "2025-11-07",
                         "improvement": {"id": "early", "statement": "Review before lunch"}},
}  # fmt: skip


def bodies(root: Path, files: dict[str, Any] | None = None, visibility: str = "team") -> dict[str, str]:
    written = write(root, {"records/project.yml": "name: P\n", **records(RECORDS if files is None else files)})
    site = site_of(written, visibility=visibility)
    return {view.address: site.body(view).html for view in site.views() if view.address.startswith("sprints/")}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return bodies(tmp_path_factory.mktemp("sprints"))


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_what_each_team_works_on_stands_above_the_calendar(pages: dict[str, str]) -> None:
    top = words(pages["sprints/"].partition("<svg")[0])
    assert "This sprint, Red Red 2" in top
    assert "week 2 of 3" in top
    assert "1 of 2 planned items done, 1 open; 1 came in on the way" in top
    assert "We try: Review before lunch" in top
    assert "This sprint, Blue Blue 1" in top
    assert "Next, Blue Blue 2" in top


def test_teams_have_lanes_of_their_own(pages: dict[str, str]) -> None:
    chart = pages["sprints/"].partition("<svg")[2]
    assert "<title>Red</title>" in chart
    assert "<title>Blue</title>" in chart
    assert 'data-team="red"' in pages["sprints/"]
    assert '<option value="blue">Blue</option>' in pages["sprints/"]


def test_one_team_needs_no_filter(tmp_path: Path) -> None:
    one = {name: value for name, value in RECORDS.items() if "blue" not in name}
    assert "<form" not in bodies(tmp_path, one)["sprints/"]


def test_the_plan_is_held_against_what_came_out(pages: dict[str, str]) -> None:
    page = words(pages["sprints/red-1/"])
    assert "1 of 2 planned items done, 1 carried on." in page
    assert "Bell done It rings" in page
    assert "Buoy carried on No boat → Red 2 : open" in page


def test_what_came_in_says_why_and_who_asked(pages: dict[str, str]) -> None:
    assert "Rope It tore; asked in A bell" in words(pages["sprints/red-2/"])


def test_neighbours_are_of_the_same_team(pages: dict[str, str]) -> None:
    facts = words(pages["sprints/red-2/"].partition("<aside")[2].partition("</aside>")[0])
    assert "Before Red 1" in facts
    assert "Blue" not in facts


def test_agendas_stand_for_sprints_with_meetings_to_come(pages: dict[str, str]) -> None:
    agendas = {address for address in pages if address.endswith("agendas/")}
    assert agendas == {"sprints/red-2/agendas/", "sprints/blue-1/agendas/", "sprints/blue-2/agendas/"}


def test_the_retro_begins_with_the_improvement(pages: dict[str, str]) -> None:
    page = pages["sprints/red-2/agendas/"]
    retro = words(page.partition('id="retro">')[2].partition("<h2")[0])
    assert "2025-11-28 at 13:30, Quay" in retro
    assert retro.index("Review before lunch") < retro.index("1 of 2 planned items done")
    assert "Incidents: Fog" in retro


def test_the_next_planning_lists_what_is_due_by_the_end_of_a_sprint_that_has_no_record_yet(
    pages: dict[str, str],
) -> None:
    page = pages["sprints/red-2/agendas/"]
    planning = words(page.partition('id="next-planning">')[2])
    for told in ("Buoy open in Red 2", "A crane", "A bell", "Old rule", "Buy a horn", "Restart it", "never rehearsed"):
        assert told in planning, told
    assert "Lamp" not in planning.partition("Carried on")[2]
    for absent in ("A far berth", "New rule", "Sing"):
        assert absent not in planning, absent
    assert "Releases planned for these weeks ☐ 2" in planning


def test_a_sprint_that_has_not_begun_has_its_planning(pages: dict[str, str]) -> None:
    assert 'id="planning"' in pages["sprints/blue-2/agendas/"]
    assert 'id="planning"' not in pages["sprints/red-2/agendas/"]
    assert 'id="next-planning"' not in pages["sprints/blue-1/agendas/"], "the next one has a page of its own"


def test_agendas_stay_with_the_team(tmp_path: Path) -> None:
    public = {name: {**value, **PUBLIC} for name, value in RECORDS.items()}
    pages = bodies(tmp_path, public, "public")
    assert "sprints/red-2/" in pages
    assert not [address for address in pages if "agendas" in address]
    assert not [address for address, html in pages.items() if "agendas" in html]


def test_a_hidden_sprint_is_nowhere_on_a_public_site(tmp_path: Path) -> None:
    hidden = RECORDS | {"sprints/zebra.yml": {
        "title": "zebra", "team": "red", "start": "2025-09-01", "end": "2025-09-19", "planned": ["Bell"],
        "carried": [{"item": "Bell", "reason": "zebra", "to": "red-1"}]}}  # fmt: skip
    pages = bodies(tmp_path, hidden, "public")
    assert set(pages) == {"sprints/", "sprints/red-1/"}
    for address, html in pages.items():
        assert "zebra" not in html, address
        assert "Red 2" not in html, address
        assert "carried on once" not in html, address
        assert "of 2 planned" not in words(html), address


def test_overlapping_sprints_of_one_team_still_have_their_pages(tmp_path: Path) -> None:
    again = RECORDS | {"sprints/red-3.yml": {"title": "Red 3", "team": "red", "start": "2025-11-17",
                                             "end": "2025-12-12"}}  # fmt: skip
    assert "Red 3" in bodies(tmp_path, again)["sprints/"]


def test_a_sprint_that_ends_before_it_starts_still_has_its_page(tmp_path: Path) -> None:
    wrong = RECORDS | {"sprints/wrong.yml": {"title": "Wrong", "start": "2025-11-17", "end": "2025-01-12"}}
    assert "Wrong" in bodies(tmp_path, wrong)["sprints/wrong/"]
