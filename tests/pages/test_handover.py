"""Who covers what: the pages of areas and home say the same, today and after the next departure."""

from __future__ import annotations

import os
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from forgebook.pipeline import Site
from support.repositories import GitRepository
from support.sites import records, site_of, write

PEOPLE: dict[str, Any] = {
    "people/ann.yml": {"title": "Ann Ashby", "emails": ["ann@harbour.example"]},
    "people/ben.yml": {"title": "Ben Bright"},
    "people/cas.yml": {"title": "Cas Cole", "left": "2025-12-19", "status": "leaving"},
    "people/dot.yml": {"title": "Dot Dunn", "left": "2024-01-31", "status": "emeritus"},
    "people/eve.yml": {"title": "Eve East"},
}


def rehearsed(area: str, owner: str, *done: tuple[str, str], **more: Any) -> dict[str, Any]:
    """A runbook of an area with rehearsals that worked."""
    return {
        "area": [area], "owner": f"person/{owner}",
        "rehearsals": [{"date": day, "by": f"person/{by}", "outcome": "worked"} for by, day in done], **more,
    }  # fmt: skip


AREAS: dict[str, Any] = {
    # Nobody has shown anything; Ben is the deputy, and there is no runbook.
    "areas/mast.yml": {"title": "Mast", "owner": "person/ann", "deputy": "person/ben"},
    # Cas alone has, and leaves; nobody else is named.
    "areas/hull.yml": {"title": "Hull", "owner": "person/cas"},
    "runbooks/paint.yml": {"title": "Paint it", **rehearsed("hull", "cas", ("cas", "2025-09-01"))},
    # Ann alone has; Ben is the deputy, cannot get in, and is nearer than Cas, who leaves, or Eve, who is only aware.
    "areas/engine.yml": {
        "title": "Engine", "owner": "person/ann", "deputy": "person/ben",
        "knows": [
            {"person": "person/cas", "level": "can_run", "since": "2024-02-01"},
            {"person": "person/eve", "level": "aware", "since": "2025-03-01", "note": "Since the *spring*"},
            {"person": "person/dot", "level": "can_teach", "note": "Happy to be asked"},
        ],
        "access": [{"system": "Vault", "held_by": ["person/ann"]}],
    },
    "runbooks/restart.yml": {"title": "Restart it", **rehearsed("engine", "ann", ("ann", "2025-10-01"))},
    # Ann and Cas have, so that one is left; its owner is a role that nobody holds.
    "areas/deck.yml": {"title": "Deck", "owner": "role/bosun", "deputy": "person/ann"},
    "roles/bosun.yml": {"title": "Bosun"},
    "runbooks/scrub.yml": {
        "title": "Scrub it",
        **rehearsed("deck", "cas", ("cas", "2025-08-01"), ("ann", "2025-08-02")),
    },
    # Ann and Eve have; a rehearsal of long ago shows nothing of Ben.
    "areas/keel.yml": {"title": "Keel", "owner": "person/ann", "deputy": "person/eve"},
    "runbooks/lift.yml": {
        "title": "Lift it",
        **rehearsed("keel", "ann", ("ann", "2025-10-01"), ("eve", "2025-10-02"), ("ben", "2024-11-01")),
    },
}  # fmt: skip


def made(root: Path, files: dict[str, Any], *, visibility: str = "team", git: bool = True) -> Site:
    return site_of(write(root, records({"project.yml": {"name": "Harbour"}, **files})), visibility=visibility, git=git)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return made(tmp_path_factory.mktemp("harbour"), {**PEOPLE, **AREAS})


def body(site: Site, address: str) -> str:
    return site.body(next(view for view in site.views() if view.address == address)).html


def words(html: str) -> str:
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
    return re.sub(r" ([,.:;)])", r"\1", text).replace("( ", "(")


def section(html: str, id_: str) -> str:
    """From a heading to the next of its level."""
    return html.partition(f'<h2 id="{id_}"')[2].partition(">")[2].partition("<h2")[0]


def items(html: str) -> list[str]:
    return [words(item) for item in re.findall(r"<li>(.*?)</li>", html, re.S)]


def table(html: str) -> list[list[str]]:
    """The cells of a table, a row a list."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", html, re.S)
    return [[words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] for row in rows]


def test_what_needs_it_most_comes_first_each_with_a_next_step(site: Site) -> None:
    first = items(section(body(site, "handover/"), "first"))
    mast = "Write a runbook for it, and let Ben Bright rehearse it (named as deputy)."
    hull = "Name a deputy, and let them rehearse Paint it."
    engine = "Let Ben Bright rehearse Restart it (named as deputy). First they need to get into Vault."
    deck = "Say who holds the role Bosun: nobody does."
    assert first == [
        f"Mast Nobody has shown that they can look after this. {mast} nobody covers it",
        f"Hull Only Cas Cole covers this, and leaves on 2025-12-19. {hull} nobody soon",
        f"Engine Only Ann Ashby covers this. {engine} rests on one",
        f"Deck After 2025-12-19 only Ann Ashby covers this. {deck} one soon",
    ]


def test_the_head_says_how_many_are_thin_today_and_soon(site: Site) -> None:
    head = words(body(site, "handover/").partition("<h1>")[0])
    assert head == "Cover 1 area has nobody, 2 soon 2 areas rest on one person"


def test_areas_by_people_in_the_order_of_their_names(site: Site) -> None:
    rows = table(section(body(site, "handover/"), "areas"))
    assert rows[0] == [
        "Area", "Cover today", "after Fri 19 Dec", "Ann Ashby", "Ben Bright", "Cas Cole until Fri 19 Dec", "Eve East",
    ]  # fmt: skip
    assert rows[1:] == [
        ["Mast", "nobody", "nobody", "declared", "declared", "", ""],
        ["Hull", "only 1", "nobody", "", "", "proven until Fri 19 Dec", ""],
        ["Engine", "only 1", "only 1", "proven", "declared", "declared until Fri 19 Dec", ""],
        ["Deck", "2", "only 1", "proven", "", "proven until Fri 19 Dec", ""],
        ["Keel", "2", "2", "proven", "", "", "proven"],
    ]


def test_a_cell_says_why_and_leads_there(site: Site) -> None:
    html = section(body(site, "handover/"), "areas")
    cell = next(cell for cell in re.findall(r"<td[^>]*>.*?</td>", html, re.S) if "engine/#cover" in cell)
    assert 'href="areas/engine/#cover"' in cell
    assert 'title="rehearsed Restart it on 2025-10-01; named as owner"' in cell
    assert 'id="cover"' in body(site, "handover/areas/engine/")


def test_who_could_run_a_runbook_today(site: Site) -> None:
    rows = {row[0]: row[1:] for row in table(section(body(site, "handover/"), "runbooks"))}
    assert rows["Paint it"] == ["Cas Cole nobody after Fri 19 Dec", "", "only by its owner"]
    assert rows["Lift it"] == ["Ann Ashby and Eve East", "", "rehearsed"]


def test_where_records_and_evidence_differ(site: Site) -> None:
    cards = section(body(site, "handover/"), "differ").split("</h3>")
    assert items(cards[1]) == ["Engine: Ben Bright and Cas Cole", "Mast: Ann Ashby and Ben Bright"]
    assert items(cards[2]) == ["Deck: Cas Cole"]


def test_an_area_tells_the_evidence_for_each_rung(site: Site) -> None:
    html = body(site, "handover/areas/engine/")
    assert words(html.partition("fb-verdict")[2].partition("</p>")[0].partition(">")[2]) == (
        "Only Ann Ashby covers this. Let Ben Bright rehearse Restart it (named as deputy). First they need to get into "
        "Vault."
    )
    assert items(section(html, "cover")) == [
        "Ann Ashby rehearsed Restart it on 2025-10-01 named as owner proven",
        "Ben Bright named as deputy declared",
        "Cas Cole until 2025-12-19 can run it, since 2024-02-01 declared",
        "Eve East is aware of it, since 2025-03-01 Since the spring",
    ]
    assert items(section(html, "knows")) == ["Dot Dunn can teach it Happy to be asked"]
    assert "Not enough evidence in git: it does not say which files are its own." in words(html)
    assert items(section(html, "runbooks")) == ["Restart it only by its owner"]
    assert "one alone" in words(section(html, "access"))


def test_an_area_that_nobody_is_named_in_says_what_to_do(tmp_path: Path) -> None:
    site = made(tmp_path, {"people/ann.yml": PEOPLE["people/ann.yml"], "areas/sail.yml": {"title": "Sail"}})
    html = body(site, "handover/areas/sail/")
    assert "Nobody has shown that they can look after this. Name an owner." in words(html)
    assert "No record and no history tells of anybody." in words(section(html, "cover"))
    assert "forgebook new runbook --set area=sail" in words(section(html, "runbooks"))


def test_the_index_and_home_say_how_many_cover_each(site: Site) -> None:
    rows = {row[0]: row[3] for row in table(body(site, "handover/areas/"))}
    assert rows["Engine"] == "only 1 Ann Ashby proven"
    assert rows["Deck"] == "2 Ann Ashby proven Cas Cole proven after Fri 19 Dec: 1"
    assert rows["Mast"] == "nobody"
    card = words(body(site, "").partition("Who answers for what")[2].partition("</div>")[0])
    assert "Mast nobody covers it Hull nobody soon Engine rests on one Who covers what, and 1 more area" in card


def test_the_team_may_ask_for_more_than_two(tmp_path: Path) -> None:
    project = {"name": "Harbour", "policies": {"cover_minimum": 3}}
    site = made(tmp_path, {**PEOPLE, **AREAS, "project.yml": project})
    row = next(row for row in table(section(body(site, "handover/"), "areas")) if row[0] == "Keel")
    assert row[1] == "2 of 3"
    first = items(section(body(site, "handover/"), "first"))
    assert "Keel Ann Ashby and Eve East cover this; the team asks for 3." in first[-1]


def test_a_rehearsal_that_is_due_is_the_next_step_of_what_is_covered(tmp_path: Path) -> None:
    """Both rehearsals are less than twelve months old, so that both cover it; the policy asks for one in six months."""
    project = {"name": "Harbour", "policies": {"rehearse_after_months": 6}}
    lift = rehearsed("keel", "ann", ("ann", "2025-02-01"), ("eve", "2025-02-02"), title="Lift it")
    site = made(tmp_path, {**PEOPLE, "project.yml": project, "areas/keel.yml": AREAS["areas/keel.yml"],
                           "runbooks/lift.yml": lift})  # fmt: skip
    html = body(site, "handover/")
    assert items(section(html, "first")) == [
        "Keel Ann Ashby and Eve East cover this. Rehearse Lift it again: due since 2025-08-02. covered"
    ]
    assert words(html.partition("<h1>")[0]) == "Cover each area has two or more"


class History:
    """A clone with source files by two people, one of whom no record knows."""

    def __init__(self, root: Path) -> None:
        self.repository = GitRepository(root)
        self.work(
            "Ann Ashby", "ann@harbour.example", "2025-09-01", {f"engine/a{n}.py": "a = 1\n" * 20 for n in range(4)}
        )
        self.work(
            "Finn Free", "finn@elsewhere.example", "2025-10-01", {f"engine/f{n}.py": "f = 1\n" * 20 for n in range(4)}
        )
        self.work("Ann Ashby", "ann@harbour.example", "2025-10-02", {f"small/s{n}.py": "s = 1\n" for n in range(2)})

    def work(self, name: str, email: str, day: str, files: dict[str, str]) -> None:
        moment = f"{day}T12:00:00+00:00"
        os.environ["GIT_COMMITTER_DATE"] = moment
        try:
            self.repository.write(files).git("add", "-A")
            self.repository.git("commit", "-q", "-m", "work", f"--author={name} <{email}>", f"--date={moment}")
        finally:
            del os.environ["GIT_COMMITTER_DATE"]


@pytest.fixture(scope="module")
def cloned(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("cloned")
    History(folder / "code")
    paths = [{"repository": "code", "globs": ["engine/"]}]
    files = {
        "project.yml": {"name": "Harbour", "repositories": [
            {"id": "code", "title": "Code", "path": "../code"}, {"id": "gone", "title": "Gone", "path": "../gone"},
        ]},
        "people/ann.yml": PEOPLE["people/ann.yml"],
        "areas/engine.yml": {"title": "Engine", "owner": "person/ann", "paths": paths},
        "areas/small.yml": {"title": "Small", "paths": [{"repository": "code", "globs": ["small/"]}]},
        "areas/lost.yml": {"title": "Lost", "paths": [{"repository": "gone", "globs": ["**"]}]},
    }  # fmt: skip
    return made(folder / "book", files)


def test_git_tells_who_is_active_and_historic_authorship_stands_apart(cloned: Site) -> None:
    """Four files are Ann's and four are Finn's: one leaves half of them with an author, which is not less than 50 %."""
    html = body(cloned, "handover/")
    rows = table(section(html, "areas"))
    assert rows[0] == ["Area", "Cover today", "Ann Ashby", "Finn Free"]
    assert ["Engine", "2", "active", "active"] in rows
    historic = section(html, "historic")
    assert table(historic)[1:] == [["Engine", "2 people", "1 to 2", "none"]]
    assert "It is not cover" in words(historic)
    assert items(historic) == [
        "Lost: no clone of gone could be asked",
        "Small: it has 2 source files, and fewer than 5 tell too little",
    ]
    assert items(section(html, "told"))[0].startswith("Git could not be asked about Gone:")


def test_somebody_whom_no_record_names_is_told_of(cloned: Site) -> None:
    shown = section(body(cloned, "handover/"), "differ").partition("Shown, and no record says so")[2]
    assert items(shown)[0] == "Engine: Finn Free"
    html = body(cloned, "handover/areas/engine/")
    assert "Finn Free did at least a fifth of the recent work wrote a part of what is there active" in items(
        section(html, "cover")
    )
    assert "2 people (1 to 2 over 40, 50 and 60 %)" in words(html)


def test_no_address_and_no_figure_about_a_person(cloned: Site, site: Site) -> None:
    for made_site in (cloned, site):
        for view in made_site.views():
            if view.address.startswith("handover/"):
                assert "@" not in made_site.body(view).html, view.address
                assert not re.search(r"\d\s?%\s+of|\d+ (?:commit|line)s?", words(made_site.body(view).html)), (
                    view.address
                )


@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_a_filtered_site_has_no_cover_unless_the_project_says_so(visibility: str, tmp_path: Path) -> None:
    public = {name: {**record, "visibility": "public"} for name, record in {**PEOPLE, **AREAS}.items()}
    site = made(tmp_path, public, visibility=visibility)
    pages = {view.address: site.body(view).html for view in site.views()}
    assert "handover/" not in pages
    assert "handover/areas/engine/" in pages
    for address, html in pages.items():
        for word in ("fb-proven", "fb-declared", "Only Ann", "Who covers what", "rests on one", "nobody covers it"):
            assert word not in html, (address, word)


def test_without_areas_the_page_teaches_and_takes_no_room(tmp_path: Path) -> None:
    site = made(tmp_path, {})
    view = next(view for view in site.views() if view.address == "handover/")
    assert view.nav is not None
    assert "forgebook new area" in words(site.body(view).html)
    site = made(tmp_path, {"decisions/a.yml": {"title": "A", "status": "proposed"}})
    view = next(view for view in site.views() if view.address == "handover/")
    assert view.nav is None


def test_it_is_the_first_of_its_section(site: Site) -> None:
    ranks = {view.nav.rank: view.address for view in site.views() if view.nav and view.nav.section == "Cover"}
    assert ranks[min(ranks)] == "handover/"


def test_a_title_is_text(tmp_path: Path) -> None:
    loud = '<b onclick="x">& "q"'
    site = made(tmp_path, {
        "people/ann.yml": {"title": loud}, "areas/a.yml": {"title": loud, "owner": "person/ann"},
        "runbooks/r.yml": {"title": loud, **rehearsed("a", "ann", ("ann", "2025-10-01"))},
    })  # fmt: skip
    for address in ("handover/", "handover/areas/", "handover/areas/a/", ""):
        html = body(site, address)
        assert "<b onclick" not in html, address
    assert 'title="rehearsed &lt;b onclick=&#34;x&#34;&gt;&amp; &#34;q&#34; on 2025-10-01' in body(site, "handover/")
