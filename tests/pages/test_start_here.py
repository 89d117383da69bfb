"""Start here: what a newcomer is told, by role, from records alone."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from forgebook.core.visibility import filter_graph
from support.sites import records, site_of, write

RECORDS: dict[str, Any] = {
    "people/pat.yml": {"title": "Pat Plain", "contact": "Desk 4"},
    "people/kim.yml": {"title": "Kim Tide"},
    "people/old.yml": {"title": "Olu Gone", "left": "2024-01-31"},
    "roles/lead.yml": {
        "title": "Harbour lead", "holders": [{"person": "pat"}, {"person": "old"}], "visibility": "public",
        "onboarding": {"day": ["Walk the *pier*"], "month": ["Berth a ship"]},
        "start_here": ["decision/anchor", "area/hull"],
    },
    "roles/pilot.yml": {"title": "Pilot", "holders": [{"person": "kim", "to": "2024-12-31"}]},
    "areas/hull.yml": {
        "title": "Hull", "owner": "role/lead", "deputy": "person/kim",
        "access": [{"system": "Dry dock", "role": "key", "how_to_get": "Ask the lead", "held_by": ["pat", "old"]}],
    },
    "areas/sails.yml": {"title": "Sails", "owner": "person/kim", "access": [{"system": "Loft"}]},
    "decisions/anchor.yml": {"title": "Anchor", "status": "accepted", "decided": "2025-01-01", "area": "hull"},
    "decisions/keel.yml": {"title": "Keel", "status": "accepted", "decided": "2024-01-01", "area": "hull"},
    "decisions/paint.yml": {"title": "Paint", "status": "accepted", "decided": "2025-06-01", "area": "hull"},
    "decisions/rust.yml": {
        "title": "Rust", "status": "accepted", "decided": "2024-02-01", "area": "hull", "depends_on": ["keel"],
    },
    "decisions/away.yml": {"title": "Away", "status": "rejected", "decided": "2025-02-01", "area": "hull"},
    "decisions/cloth.yml": {"title": "Cloth", "status": "accepted", "decided": "2025-02-01", "area": "sails"},
    "runbooks/tow.yml": {"title": "Tow a ship", "owner": "role/lead", "area": "hull"},
    "runbooks/fold.yml": {"title": "Fold the sails", "owner": "person/kim", "area": "sails"},
    "sprints/s1.yml": {"title": "Sprint 1", "start": "2025-11-17", "end": "2025-11-28", "goal": "All ships in"},
    "sprints/s0.yml": {"title": "Sprint 0", "start": "2025-10-17", "end": "2025-10-28"},
    "glossary/bollard.yml": {"title": "bollard", "meaning": "What ropes go around"},
}  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = write(tmp_path_factory.mktemp("new"), {"records/project.yml": "name: P\n", **records(RECORDS)})
    site = site_of(root)
    return {v.address: site.body(v).html for v in site.views() if v.address.startswith("start-here/")}


def part(html: str, id_: str) -> str:
    """The words below a heading, up to the next one."""
    found = re.search(rf'<h2 id="{id_}"[^>]*>(.*?)(?=<h2|\Z)', html, re.S)
    return " ".join(unescape(re.sub("<[^>]+>", " ", found[1])).split()) if found else ""


def test_a_page_for_all_and_one_for_each_role_that_can_be_filled(pages: dict[str, str]) -> None:
    assert set(pages) == {"start-here/", "start-here/lead/"}


def test_the_order_is_that_of_the_questions(pages: dict[str, str]) -> None:
    ids = re.findall(r'<h2 id="([^"]+)"', pages["start-here/lead/"])
    assert ids == ["who", "now", "read", "access", "day", "month", "rehearse", "words", "correct"]


def test_who_to_ask_is_who_is_there(pages: dict[str, str]) -> None:
    who = part(pages["start-here/"], "who")
    assert "Harbour lead Pat Plain Desk 4" in who
    assert "Sails Kim Tide" in who
    assert "Olu" not in pages["start-here/"]
    mine = part(pages["start-here/lead/"], "who")
    assert "Hull Pat Plain Desk 4 , deputy Kim Tide" in mine
    assert "Sails" not in mine


def test_what_to_read_is_picked_and_then_by_rule(pages: dict[str, str]) -> None:
    read = part(pages["start-here/lead/"], "read")
    picked, _, ruled = read.partition("Decisions in force")
    assert re.findall("Anchor|Hull|Keel|Paint|Rust|Cloth|Away", picked) == ["Anchor", "Hull"]
    # Keel and Rust are related to each other, and the newer of them comes first; on Paint nothing rests.
    assert re.findall("Anchor|Keel|Paint|Rust|Cloth|Away", ruled) == ["Rust", "Keel", "Paint"]


def test_access_names_the_way_and_who_has_it(pages: dict[str, str]) -> None:
    assert "Dry dock, key Hull Ask the lead Pat Plain" in part(pages["start-here/lead/"], "access")
    assert "Loft" not in pages["start-here/lead/"]
    assert "not written down: ask who has it" in part(pages["start-here/"], "access")


def test_the_first_days_can_be_ticked_and_are_kept(pages: dict[str, str]) -> None:
    assert '<ul data-fb-steps="kept"><li>Walk the <em>pier</em></li></ul>' in pages["start-here/lead/"]
    assert part(pages["start-here/lead/"], "week") == ""


def test_a_runbook_of_the_role_with_its_owner(pages: dict[str, str]) -> None:
    assert part(pages["start-here/lead/"], "rehearse").startswith("A runbook to rehearse Tow a ship , with Pat Plain")


def test_the_running_sprint_alone(pages: dict[str, str]) -> None:
    assert "Sprint 1" in part(pages["start-here/"], "now")
    assert "Sprint 0" not in pages["start-here/"]


def test_a_public_site_tells_what_is_public(tmp_path: Path) -> None:
    root = write(tmp_path, {"records/project.yml": "name: P\n", **records(RECORDS)})
    site = site_of(root)
    site.graph = filter_graph(site.graph, "public")
    html = "".join(site.body(v).html for v in site.views() if v.address.startswith("start-here/"))
    assert "Harbour lead" in html
    assert not re.search("Pat|Kim|Olu|Desk|Dry dock|Hull|Anchor|Tow|Sprint", html)


def test_nothing_to_start_with_makes_no_page(tmp_path: Path) -> None:
    files = {"decisions/a.yml": {"title": "A", "status": "accepted", "decided": "2025-01-01"}}
    site = site_of(write(tmp_path, {"records/project.yml": "name: P\n", **records(files)}))
    assert not [v for v in site.views() if v.address.startswith("start-here/")]
