"""Who is who: people by role, team and area, who leaves soon, who is gone; by consent for others than the team."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from support.sites import site_of, write

FILES: dict[str, Any] = {
    "records/project.yml": {"name": "Harbour"},
    "records/people/ada.yml": {
        "title": "Ada Kanari", "handle": "kanari-handle", "emails": ["kanari@harbour.example"], "joined": "2023-02-01",
        "contact": "Kanari desk", "about": "Kanari words", "public_name": "A. Lind", "summary": "Kanari summary",
    },
    "records/people/ben.yml": {"title": "Ben Kanari", "contact": "Kanari phone"},
    "records/people/cyd.yml": {
        "title": "Cyd Kanari", "status": "leaving", "left": "2025-12-19", "public_name": "C. Oz",
    },
    "records/people/dot.yml": {"title": "Dot Kanari", "left": "2025-01-31", "public_name": "D. Away"},
    "records/roles/keeper.yml": {
        "title": "Keeper", "visibility": "public",
        "holders": [{"person": "ada", "from": "2024-01-01"}, {"person": "cyd", "to": "2025-12-19"},
                    {"person": "dot", "from": "2026-01-05"}],
    },
    "records/roles/watch.yml": {
        "title": "Watch", "visibility": "public",
        "holders": [{"person": "dot", "to": "2024-06-30"}, {"person": "ben"}],
    },
    "records/roles/diver.yml": {"title": "Kanari diver", "holders": [{"person": "cyd"}, {"person": "ada"}]},
    "records/roles/empty.yml": {"title": "Bosun", "onboarding": {"day": ["Look round"]}},
    "records/teams/crew.yml": {"title": "Crew", "visibility": "public", "members": ["ada", "ben", "cyd"],
                               "contact": "crew@harbour.example"},
    "records/teams/night.yml": {"title": "Kanari team", "members": ["ada"]},
    "records/areas/hull.yml": {"title": "Hull", "visibility": "public", "owner": "role/keeper", "deputy": "ben"},
    "records/areas/sails.yml": {"title": "Kanari sails", "owner": "team/crew"},
    "records/runbooks/tow.yml": {"title": "Tow a ship", "owner": "role/keeper", "area": "hull"},
    "records/decisions/paint.yml": {
        "title": "Paint", "status": "accepted", "visibility": "public", "deciders": ["dot", "ben"],
    },
}  # fmt: skip

Pages = dict[str, str]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("harbour"), FILES)


def pages(root: Path, visibility: str = "team") -> Pages:
    site = site_of(root, visibility=visibility)
    folders = ("people/", "roles/", "teams/")
    return {view.address: site.body(view).html for view in site.views() if view.address.startswith(folders)}


@pytest.fixture(scope="module")
def team(root: Path) -> Pages:
    return pages(root)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace(" ,", ",").strip()


def rows(html: str) -> dict[str, tuple[list[str], dict[str, set[str]]]]:
    """By the words of the first cell: the other cells, and what a filter can ask for."""
    found = {}
    for mark, row in re.findall(r"<tr([^>]*)>(.*?)</tr>", html.split("<tbody>", 1)[1], re.S):
        cells = [words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)]
        asked = {name: set(value.split()) for name, value in re.findall(r'data-(role|team|area)="([^"]*)"', mark)}
        found[cells[0]] = (cells[1:], asked)
    return found


def test_everybody_with_roles_teams_areas_and_contact(team: Pages) -> None:
    told = rows(team["people/"])
    assert [*told] == ["Ada Kanari Kanari summary", "Ben Kanari", "Cyd Kanari leaving"]
    cells, asked = told["Ada Kanari Kanari summary"]
    assert cells == ["Kanari diver, Keeper", "Hull, Kanari sails", "Crew, Kanari team", "Kanari desk"]
    assert asked == {"role": {"diver", "keeper"}, "team": {"crew", "night"}, "area": {"hull", "sails"}}
    cells, asked = told["Ben Kanari"]
    assert cells == ["Watch", "Hull deputy, Kanari sails", "Crew", "Kanari phone"]
    assert asked["area"] == {"hull", "sails"}


def test_what_the_filter_offers_is_what_somebody_has(team: Pages) -> None:
    html = team["people/"]
    offered = {name: set(re.findall(r'value="([^"]+)"', options))
               for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', html, re.S)}  # fmt: skip
    had: dict[str, set[str]] = {}
    for _, asked in rows(html).values():
        for name, values in asked.items():
            had.setdefault(name, set()).update(values)
    assert offered == had
    assert "empty" not in offered["role"]


def test_who_leaves_soon_and_who_is_gone(team: Pages) -> None:
    html = team["people/"]
    assert "Cyd Kanari leaves on 2025-12-19" in words(html)
    before, gone = html.split('<h2 id="gone">')
    assert "Dot Kanari" not in before
    assert words(gone.split("</ul>")[0]) == "No longer with the team Dot Kanari until 2025-01-31"


@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_others_see_public_names_and_public_roles_alone(root: Path, visibility: str) -> None:
    made = pages(root, visibility)
    for address, html in made.items():
        for word in ("anari", "harbour.example/", "kanari@", "2025-12-19", "2026-01-05", "2025-01-31", "2023-02-01",
                     "eaves", "No longer", "Ben"):  # fmt: skip
            assert word not in html, (address, word)
    told = rows(made["people/"])
    assert {name: cells for name, (cells, _) in told.items()} == {
        "A. Lind": ["Keeper", "Hull", "Crew"], "C. Oz": ["Keeper", "Hull", "Crew"],
    }  # fmt: skip
    apart, nameless = made["people/"].split('<h2 id="gone">')[1].split('<h2 id="roles">')
    assert words(apart).startswith("Named in what happened D. Away")
    assert "Watch" in nameless
    assert "Keeper" not in nameless


def test_the_team_sees_what_is_kept_from_others(team: Pages) -> None:
    """The control for the test above."""
    told = "".join(team.values())
    for word in ("Ada Kanari", "kanari-handle", "Kanari desk", "Kanari words", "Kanari diver", "2025-12-19", "leaves",
                 "2026-01-05", "2025-01-31", "2023-02-01", "No longer", "Ben"):  # fmt: skip
        assert word in told, word
    assert "kanari@harbour.example" not in told


def test_a_person_says_what_they_answer_for_and_by_what(team: Pages) -> None:
    page = words(team["people/ada/"])
    assert "Hull owner as Keeper" in page
    assert "Kanari sails owner with Crew" in page
    assert "Tow a ship runbook owner as Keeper" in page
    assert "Held before" not in page
    assert "Held before Watch until 2024-06-30" in words(team["people/dot/"])


def test_a_role_leads_to_its_start_and_back(team: Pages) -> None:
    for role in ("keeper", "empty"):
        assert f'href="../../start-here/{role}/"' in team[f"roles/{role}/"]
    assert "Held before Dot Kanari until 2024-06-30" in words(team["roles/watch/"])
    held = rows(team["roles/"])
    assert held["Watch"][0] == ["Ben Kanari", ""]


def test_a_link_to_a_start_that_is_there_alone(root: Path, tmp_path: Path) -> None:
    site = site_of(write(tmp_path, {"records/roles/idle.yml": {"title": "Idle"}}))
    (view,) = [view for view in site.views() if view.address == "roles/idle/"]
    assert "start-here" not in site.body(view).html


def test_teams_with_members_and_an_address_that_opens(team: Pages) -> None:
    assert words(team["teams/"]).count("Ada Kanari, Ben Kanari, Cyd Kanari") == 1
    assert 'href="mailto:crew@harbour.example"' in team["teams/crew/"]
    assert rows(team["teams/crew/"])["Ben Kanari"][0] == ["Watch", "Kanari phone"]


def test_a_new_project_shows_no_empty_columns(tmp_path: Path) -> None:
    site = site_of(write(tmp_path, {"records/people/pat.yml": {"title": "Pat"}}))
    (view,) = [view for view in site.views() if view.address == "people/"]
    assert re.findall(r"<th [^>]*>(.*?)</th>", site.body(view).html, re.S)[0] == "Name"
    assert site.body(view).html.count('scope="col"') == 1
