"""The page that asks who is away, and the page of what rests on somebody."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from forgebook.core.settings import SiteSettings
from forgebook.covering.absence import absence
from forgebook.pipeline import Site, load_project, make_site
from support.absences import FILES, HANDOVER
from support.sites import AS_OF, write


def site_of(root: Path, files: dict[str, Any], visibility: str = "team") -> Site:
    write(root, files)
    settings = SiteSettings(root, root / "records", AS_OF, visibility)
    return make_site(load_project(settings, git=False, cover=True), settings)


def pages(site: Site) -> dict[str, str]:
    folders = ("what-if/", "handover/people/", "people/")
    return {view.address: site.body(view).html for view in site.views() if view.address.startswith(folders)}


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace(" ,", ",").replace(" .", ".")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(tmp_path_factory.mktemp("harbour"), FILES)


@pytest.fixture(scope="module")
def found(site: Site) -> dict[str, str]:
    return pages(site)


def rows(html: str) -> list[list[str]]:
    return [
        [words(cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in re.findall(r"<tbody>.*?</tbody>", html, re.S)
        for row in re.findall(r"<tr>.*?</tr>", row, re.S)
    ]


def test_every_single_absence_today_and_after_the_next_departure(found: dict[str, str]) -> None:
    today, after = found["what-if/"].split('<h2 id="after">')
    assert rows(today) == [
        ["Ada Lind", "", "Engine (Cyd Oz), Start (Cyd Oz)"],
        ["Cyd Oz", "Stop", "Engine (Ada Lind), Start (Ada Lind)"],
    ]
    assert "without Ben Moe and Eve New" in words(today)
    assert rows(after) == [["Ada Lind", "Engine, Start", ""]]
    assert "after Cyd Oz has left" in words(after)
    assert "Dot Away" not in found["what-if/"]


def test_what_nobody_covers_and_what_rests_on_one_comes_before(found: dict[str, str]) -> None:
    today, after = (words(part) for part in found["what-if/"].split('<h2 id="after">'))
    assert "nobody covers it Charts, Draw rests on one Stop (Cyd Oz)" in today
    assert "nobody covers it Charts, Draw, Stop rests on one Engine (Ada Lind), Start (Ada Lind)" in after


def test_the_file_of_the_script_holds_rungs_and_nothing_else(site: Site) -> None:
    text = {file.address: file.content.decode() for file in site.data()}["what-if/cover.json"]
    held = json.loads(text)
    assert [key for key, _ in held["people"]] == ["ada", "ben", "cyd", "eve"]
    stop = next(subject for subject in held["subjects"] if subject[0] == "Stop")
    assert stop == ["Stop", "../runbooks/stop/", [2 * 3], []]
    assert next(subject for subject in held["subjects"] if subject[0] == "Charts")[2:] == [[1 * 3 + 2], 0]
    assert not re.search(r"20\d\d-|Vault|rehears", text)


def test_the_file_tells_every_pair_as_python_does(site: Site) -> None:
    """By the rule of the script; `tests/browser` runs the script itself."""
    held = json.loads({file.address: file.content for file in site.data()}["what-if/cover.json"])
    people = [f"person/{key}" for key, _ in held["people"]]
    for place, covers in ((2, site.graph.ladder.covers), (3, site.graph.ladder.after)):
        for away in combinations(range(len(people)), 2):
            lost = [
                subject[0]
                for subject in held["subjects"]
                if (covering := [n // 3 for n in (subject[place] or (subject[2] if subject[place] == 0 else []))
                                 if n % 3 < 2]) and all(one in away for one in covering)
            ]  # fmt: skip
            told = absence(covers, {people[at] for at in away})
            assert lost == [site.graph.records[left.subject].title for left in told.none]


def test_without_an_area_or_runbook_it_says_what_would_stand_there(tmp_path: Path) -> None:
    bare = site_of(tmp_path / "bare", {"records/project.yml": {"name": "Bare"}})
    assert "fb-empty" in pages(bare)["what-if/"]
    assert "what-if/cover.json" not in {file.address for file in bare.data()}


def test_a_page_for_each_person_with_a_link_both_ways(found: dict[str, str]) -> None:
    for person in ("ada", "ben", "cyd", "dot", "eve"):
        assert f'href="../../handover/people/{person}/"' in found[f"people/{person}/"]
        assert f'href="../../../people/{person}/"' in found[f"handover/people/{person}/"]


def test_of_one_who_leaves_what_nobody_else_covers_comes_first(found: dict[str, str]) -> None:
    page = words(found["handover/people/cyd/"])
    assert "Last day Fri 19 Dec, in 29 days" in page
    assert "Without Cyd Oz nobody covers Stop and Watch." in page
    places = [page.index(part) for part in (
        "Nobody else covers it", "Could take it: Ada Lind (covers Engine )", "One other covers it", "Under way",
        "accounts to close", "Decisions in force", "What the receiver signs",
    )]  # fmt: skip
    assert places == sorted(places)
    assert "forgebook handover new cyd --reason leaving" in page
    assert "Buy a bell" in page
    assert "overdue" in page
    assert "Sell the horn" not in page


def test_systems_that_nobody_else_can_enter_come_first_with_the_way_in(found: dict[str, str]) -> None:
    page = words(found["handover/people/cyd/"])
    vault, log = page.index("Vault, writer"), page.index("Log Engine")
    assert vault < log
    assert "To get in: Ask the keeper nobody else can enter" in page[vault:log]
    assert "Can enter too: Ada Lind" in page[log:]


def test_a_team_decided_without_those_who_came_later(tmp_path: Path) -> None:
    files = {
        **FILES,
        "records/people/eve.yml": {"title": "Eve New", "joined": "2025-06-02"},
        "records/teams/crew.yml": {"title": "Crew", "members": ["ada", "dot", "eve"]},
        "records/decisions/moor.yml": {
            "title": "Moor at dusk", "status": "accepted", "decided": "2025-03-03", "deciders": ["team/crew"],
        },
        "records/decisions/sail.yml": {
            "title": "Sail at dawn", "status": "accepted", "decided": "2025-06-02", "deciders": ["team/crew"],
        },
    }  # fmt: skip
    made = pages(site_of(tmp_path, files))
    told = {
        person: [title for title in ("Moor at dusk", "Sail at dawn") if title in made[f"handover/people/{person}/"]]
        for person in ("ada", "eve")
    }
    assert told == {"ada": ["Moor at dusk", "Sail at dawn"], "eve": ["Sail at dawn"]}


def test_decisions_by_a_role_of_that_day(found: dict[str, str]) -> None:
    """Ben held the watch in February, Cyd in August as well: an entry without a start has held ever since."""
    assert "Drop anchor" in found["handover/people/ben/"]
    assert "Take the sails down" not in found["handover/people/ben/"]
    page = words(found["handover/people/cyd/"])
    assert (
        page.index("Drop anchor Ships stay where they are") < page.index("About other parts") < page.index("Take the")
    )


def test_one_who_stays_is_not_said_to_leave(found: dict[str, str]) -> None:
    page = words(found["handover/people/ada/"])
    assert "Nothing here says that anybody leaves." in page
    assert "--reason …" in page
    assert "Without Ada Lind nobody covers Keeper." in page
    quiet = words(found["handover/people/eve/"])
    assert "Nothing loses all its cover without Eve New." in quiet
    assert "What a receiver would sign" not in quiet


def test_one_who_has_left_hands_nothing_over_and_still_has_accounts(found: dict[str, str]) -> None:
    page = words(found["handover/people/dot/"])
    assert "no longer with the team" in page
    assert "Vault, writer" in page
    assert "forgebook handover" not in page
    assert "Nothing loses" not in page


def test_a_handover_says_who_takes_what_and_never_why(tmp_path: Path) -> None:
    site = site_of(tmp_path, {**FILES, "records/handovers/cyd.yml": HANDOVER})
    html = pages(site)["handover/people/cyd/"]
    page = words(html)
    assert "Handover of Cyd Oz : 0 of 2 accepted nobody has taken 1" in page
    assert "Ada Lind takes it, and has not accepted yet not accepted yet" in page
    assert "forgebook handover new" not in page
    assert 'href="../../../handovers/cyd/"' in html
    assert "absence" not in page
    assert "away for long" not in page
    signs = words(html.split('id="to-sign"')[1])
    assert "Stop : I have followed it" in signs
    assert "Watch :" not in signs, "what is in no handover is signed by nobody"
    assert "Ada Lind" in signs.split("Signature")[1]


def test_the_checklist_is_one_that_can_be_ticked(found: dict[str, str]) -> None:
    signs = found["handover/people/cyd/"].split('id="to-sign"')[1]
    assert signs.count("<ul data-fb-steps>") == 1
    assert signs.count("<li>") == 9  # engine; start, stop; watch; vault, log; the bell; whom to ask; the record
