"""Whom a text names: exact names as words of their own, first names only where the team asks for them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from forgebook.blameless.names import Roster
from support.loading import faults, load, told
from support.sites import write

PEOPLE = {
    "jun": "title: Jun Watanabe\nhandle: jwatanabe\nemails: [jun@example.org]\n",
    "mark": "title: Mark Hill\nhandle: mark\n",
    "zoe": "title: Zoë Ågren\nhandle: zo\n",
    "may": "title: May Grace O'Neill\n",
    "pele": "title: Pele\n",
    "rich": "title: Rich Text\n",
}


@pytest.fixture(scope="module")
def rosters(tmp_path_factory: pytest.TempPathFactory) -> tuple[Roster, Roster]:
    """The roster without and with first names."""
    graph = load(
        write(tmp_path_factory.mktemp("p"), {f"records/people/{id_}.yml": text for id_, text in PEOPLE.items()})
    ).graph
    people = graph.of("person")
    assert len(people) == len(PEOPLE)
    return Roster(people), Roster(people, first_names=True)


NAMED = [
    ("jun  watanabe did it", "jun"),
    ("the key of Jun\nWatanabe", "jun"),
    ("Jun Watanabe's key", "jun"),
    ("Jun Watanabe’s key", "jun"),
    ("**Jun Watanabe** was away", "jun"),
    ("(jwatanabe)", "jun"),
    ("@jwatanabe's key", "jun"),
    ("JWATANABE", "jun"),
    ("run as `jwatanabe`", "jun"),
    ("write to jun@example.org", "jun"),
    ("[Jun Watanabe](https://e.example/x)", "jun"),
    ("[[person/jun]]", "jun"),
    ("[[jun|who was on call]]", "jun"),
    ("[[incident/a|Jun Watanabe's day]]", "jun"),
    ("@mark and @zo", "mark zoe"),
    ("Zoë Ågren", "zoe"),
    (unicodedata.normalize("NFD", "Zoë Ågren"), "zoe"),
    ("May Grace O'Neill", "may"),
    ("Pele's key", "pele"),
    ("Rich Text did it", "rich"),
    ("RICH TEXT", "rich"),
]
NAMELESS = [
    "jwatanabe-dev is a branch", "njwatanabe", "jwatanabes", "me@jwatanabe.example", "https://e.example/jwatanabe/a",
    "[a page](jwatanabe)", "[[incident/jun-watanabe|that day]]", "Watanabe", "Juniper", "mark it as done", "mark",
    "zo", "Jun-class", "a pele cheese", "Zoe Agren", "", "it is rich text",
]  # fmt: skip
FIRST = [
    ("x. Jun did", "jun"),
    ("Jun's key", "jun"),
    ("then Mark went", "mark"),
    ("It was May who asked", "may"),
    ("Zoë and Jun", "zoe jun"),
]
NO_FIRST = [
    "Mark it as done", "Yes. Mark it", "- Mark it", "mark", "jun", "in May 2024", "in May", "May 3", "3 May", "Jung",
    "May we ask?", "JUN", "Jun-class",
]  # fmt: skip


@pytest.mark.parametrize(("text", "who"), NAMED)
def test_names(text: str, who: str, rosters: tuple[Roster, Roster]) -> None:
    for roster in rosters:
        assert [named.ref for named in roster.in_text(text)] == [f"person/{id_}" for id_ in who.split()]


@pytest.mark.parametrize("text", NAMELESS)
def test_what_is_no_name(text: str, rosters: tuple[Roster, Roster]) -> None:
    assert [roster.in_text(text) for roster in rosters] == [[], []]


@pytest.mark.parametrize(("text", "who"), FIRST)
def test_first_names_count_where_the_team_asks_for_them(text: str, who: str, rosters: tuple[Roster, Roster]) -> None:
    without, with_them = rosters
    assert without.in_text(text) == []
    assert [named.ref for named in with_them.in_text(text)] == [f"person/{id_}" for id_ in who.split()]


@pytest.mark.parametrize("text", NO_FIRST)
def test_a_word_that_is_a_name_too(text: str, rosters: tuple[Roster, Roster]) -> None:
    assert rosters[1].in_text(text) == []


RETRO = "date: 2025-10-24\nimprovement: {id: a, statement: A}\ncould_be_better: [Jun was away]\n"


@pytest.mark.parametrize(("setting", "found"), [("no", 0), ("yes", 1)])
def test_the_project_file_says_whether_first_names_count(setting: str, found: int, tmp_path: Path) -> None:
    files = {
        "records/project.yml": f"name: P\nblameless: {{match_first_names: {setting}}}\n",
        "records/people/jun.yml": PEOPLE["jun"],
        "records/retros/a.yml": RETRO,
    }
    assert len([line for line in told(load(tmp_path, files)) if " FB620 " in line]) == found


def test_a_waiver_with_its_reason_takes_it_out_of_the_exit_code(tmp_path: Path) -> None:
    files = {
        "records/people/jun.yml": PEOPLE["jun"],
        "records/retros/a.yml": RETRO.replace("Jun was", "Jun Watanabe was"),
    }
    assert [line for line in faults(load(tmp_path / "a", files)) if "FB620" in line]
    files["records/retros/a.yml"] += "waivers: [{code: FB620, reason: Jun asked for it to be kept}]\n"
    project = load(tmp_path / "b", files)
    [finding] = [d for d in project.diagnostics if d.code.id == "FB620"]
    assert finding.waived == "Jun asked for it to be kept"
