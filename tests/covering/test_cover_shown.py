"""Cover on partner and public sites: off unless the project file says otherwise, and then without hidden names."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest

from forgebook.core.cover import LadderFacts
from forgebook.core.settings import SiteSettings
from forgebook.covering.ladder import may_show
from forgebook.pipeline import Site, load_project, make_site
from support.repositories import GitRepository
from support.sites import write

DAY = date(2025, 6, 30)
SECRET = re.compile(r"zebra|@|heron", re.I)
"""Zebras are names and addresses that nobody may see; herons are repositories and paths."""
FILES = {
    "records/project.yml": (
        "name: Harbour\ndefault_visibility: public\nrepositories:\n"
        "  - {{id: heron-code, path: .}}\n  - {{id: heron-lost, path: ../heron-gone}}\n"
        "cover: {{visibility: {}}}\n"
    ),
    "records/people/zebra-one.yml": "title: Zebra One\nemails: [zebra1@zebra.example]\nhandle: zebra-h\n",
    "records/people/zebra-two.yml": "title: Zebra Two\nemails: [zebra2@zebra.example]\nleft: 2025-12-31\n",
    "records/people/zebra-three.yml": "title: Zebra Three\npublic_name: Ada L.\n",
    "records/people/zebra-four.yml": "title: Zebra Four\n",
    "records/people/zebra-five.yml": "title: Zebra Five\nstatus: leaving\n",
    "records/roles/lead.yml": "title: Harbour lead\nholders: [{person: zebra-four}]\n",
    "records/roles/zebra-role.yml": "title: Zebra role\nvisibility: team\nholders: [{person: zebra-five}]\n",
    "records/areas/engine.yml": (
        "title: Engine\nowner: role/zebra-role\ndeputy: person/zebra-four\npaths:\n"
        "  - {repository: heron-code, globs: [heron/]}\n  - {repository: heron-lost, globs: ['**']}\n"
        "knows:\n  - {person: zebra-one, level: can_run, since: 2024-01-01, note: Zebra knows}\n"
        "  - {person: zebra-five, level: aware}\n"
    ),
    "records/areas/zebra-area.yml": "title: Zebra area\nvisibility: team\nowner: person/zebra-one\n",
    "records/runbooks/start.yml": (
        "title: Start\narea: engine\nowner: person/zebra-one\nrehearsals:\n"
        "  - {date: 2025-05-01, by: zebra-three, outcome: worked, note: Zebra note}\n"
    ),
    "records/runbooks/zebra-book.yml": (
        "title: Zebra book\nvisibility: team\narea: engine\nrehearsals:\n"
        "  - {date: 2025-05-02, by: zebra-two, outcome: worked}\n"
    ),
}


def site(root: Path, visibility: str, allowed: str) -> Site:
    """Zebra One and a Zebra whom no record knows work on the engine."""
    write(root, {name: text.format(allowed) if "{{" in text else text for name, text in FILES.items()})
    repository = GitRepository(root).write({".gitignore": "records/\n"})
    for day, who in (("05-01", "Zebra One <zebra1@zebra.example>"), ("06-01", "Zebra Nobody <zn@zebra.example>")):
        repository.write({f"heron/{n}.py": f"{who} {n}\n" * 9 for n in range(6)})
        repository.git("add", "-A")
        os.environ["GIT_COMMITTER_DATE"] = f"2025-{day}T12:00:00Z"
        try:
            repository.git("commit", "-q", "-m", "work", f"--author={who}", f"--date=2025-{day}T12:00:00Z")
        finally:
            del os.environ["GIT_COMMITTER_DATE"]
    settings = SiteSettings(root, root / "records", DAY, visibility, cache=None)
    return make_site(load_project(settings, cover=True), settings)


def everything(made: Site) -> str:
    """All that leaves the team: addresses, pages and files."""
    parts = [f"{view.address} {view.title} {view.description} {made.body(view).html}" for view in made.views()]
    return "\n".join([*parts, *(f"{file.address} {file.content.decode()}" for file in made.data())])


@pytest.mark.parametrize(
    ("visibility", "allowed", "shows"),
    [
        ("team", "team", True),
        ("partner", "team", False),
        ("public", "team", False),
        ("partner", "partner", True),
        ("public", "partner", False),
        ("partner", "public", True),
        ("public", "public", True),
    ],
)
def test_who_may_see_it(tmp_path: Path, visibility: str, allowed: str, shows: bool) -> None:
    made = site(tmp_path, visibility, allowed)
    addresses = {view.address for view in made.views()}
    about = {a for a in addresses if a in ("handover/", "what-if/") or a.startswith("handover/people/")}
    assert may_show(made.graph) is shows
    assert bool(made.graph.ladder.covers) is shows
    assert bool({"handover/", "what-if/"} & about) is shows
    if not shows:
        assert made.graph.ladder == LadderFacts()
        assert about == set()
        assert not any(file.address.startswith(("handover", "what-if")) for file in made.data())


@pytest.mark.parametrize(
    ("visibility", "allowed"), [("partner", "team"), ("public", "team"), ("partner", "public"), ("public", "public")]
)
def test_no_name_and_no_address_leaves_the_team(tmp_path: Path, visibility: str, allowed: str) -> None:
    made = site(tmp_path, visibility, allowed)
    assert not SECRET.search(re.sub(r"heron-(code|lost)", "", repr(made.graph.ladder)))
    told = everything(made)
    for found in re.finditer(r"zebra|zn@|heron/|heron-gone", told, re.I):
        raise AssertionError(told[max(0, found.start() - 120) : found.end() + 60])


def test_no_address_stands_on_a_page_of_the_team(tmp_path: Path) -> None:
    assert "zebra.example" not in everything(site(tmp_path, "team", "team"))


def test_people_go_by_public_name_public_role_or_as_a_team_member(tmp_path: Path) -> None:
    """Three (rehearsed) has a public name, Four (deputy) a public role; One and Nobody work, Two rehearsed unseen."""
    ladder = site(tmp_path, "public", "public").graph.ladder
    cover = ladder.covers["area/engine"]
    assert sorted((s.name, s.rung) for s in cover.stands) == [
        ("Ada L.", "proven"),
        ("Harbour lead", "declared"),
        ("a team member", "active"),
        ("a team member", "active"),
        ("a team member", "declared"),
        ("a team member", "proven"),
    ]
    assert len({s.person for s in cover.stands}) == 6
    assert set(ladder.covers) == {"area/engine", "runbook/start"}


def test_what_shows_it_is_named_only_where_it_shows_itself(tmp_path: Path) -> None:
    cover = site(tmp_path, "public", "public").graph.ladder.covers["area/engine"]
    grounds = {(g.what, g.ref, g.day) for s in cover.stands for g in s.grounds}
    assert ("rehearsal", "runbook/start", date(2025, 5, 1)) in grounds
    assert ("rehearsal", "", date(2025, 5, 2)) in grounds
    assert ("role", "", None) in grounds
    assert ("knows", "", None) in grounds
    assert not [g.note for s in cover.stands for g in s.grounds if g.what == "knows" and g.note]


def test_who_leaves_and_what_could_not_be_asked_stay_with_the_team(tmp_path: Path) -> None:
    made = site(tmp_path, "public", "public")
    ladder, full = made.graph.ladder, made.project.graph.ladder
    assert full.leaving
    assert full.missing
    assert full.notes
    assert full.covers["area/engine"].note
    assert (ladder.leaving, ladder.after, ladder.missing, ladder.notes) == ({}, {}, {}, ())
    assert {(c.why, c.note) for c in ladder.covers.values()} == {("", "")}
    assert all(s.until is None for c in ladder.covers.values() for s in c.stands)


def test_a_clone_that_is_not_there_is_told_once_on_the_page(tmp_path: Path) -> None:
    made = site(tmp_path, "team", "team")
    page = next(view for view in made.views() if view.address == "handover/")
    assert made.body(page).html.count("../heron-gone") == 1


def test_a_history_that_git_cannot_read_is_told_and_the_site_is_made(tmp_path: Path) -> None:
    site(tmp_path, "team", "team")
    repository = GitRepository(tmp_path)
    tree = repository.git("rev-parse", "HEAD~1^{tree}")
    (tmp_path / ".git/objects" / tree[:2] / tree[2:]).unlink()
    settings = SiteSettings(tmp_path, tmp_path / "records", DAY)
    made = make_site(load_project(settings, cover=True), settings)
    page = next(view for view in made.views() if view.address == "handover/")
    assert "git could not read the history" in made.body(page).html
    cover = made.graph.ladder.covers["area/engine"]
    assert not any(g.what == "work" for s in cover.stands for g in s.grounds)
