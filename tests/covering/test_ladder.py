"""The ladder: who stands on which rung, by which grounds, today and after the next departure."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from forgebook.cli.main import main
from forgebook.core.cover import Cover, Ground, Stand
from forgebook.core.graph import ProjectGraph
from forgebook.core.settings import SiteSettings
from forgebook.covering.absence import absence
from forgebook.pipeline import load_project
from support.repositories import GitRepository
from support.sites import write

DAY = date(2025, 6, 30)
TEXT = "".join(f"line {n}\n" for n in range(20))
PEOPLE = {
    f"records/people/{id_}.yml": f"title: {title}\nemails: [{id_}@example.org]\n{more}"
    for id_, title, more in (
        ("ada", "Ada Lind", "left: 2025-03-31\n"),
        ("ben", "Ben Moe", ""),
        ("cyd", "Cyd Oz", "status: leaving\nleft: 2025-09-30\n"),
        ("dan", "Dan Ek", ""),
        ("eva", "Eva Ro", "status: emeritus\n"),
    )
}
RECORDS = {
    **PEOPLE,
    "records/project.yml": (
        "name: Harbour\nrepositories:\n  - {id: code, path: .}\nenvironments: [{id: live}]\n"
        "policies: {cover_minimum: 2}\n"
    ),
    "records/areas/engine.yml": "title: Engine\nowner: role/lead\npaths: [{repository: code, globs: [engine/]}]\n",
    "records/roles/lead.yml": "title: Lead\nholders: [{person: cyd}]\ndeputy: person/dan\n",
    "records/runbooks/start.yml": "title: Start\narea: engine\nowner: person/ben\n",
}
Told = Callable[..., ProjectGraph]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, dict(RECORDS))
    return tmp_path


@pytest.fixture
def told(root: Path) -> Told:
    def telling(files: dict[str, str] | None = None, day: date = DAY) -> ProjectGraph:
        write(root, files or {})
        return load_project(SiteSettings(root, root / "records", day), git=False, cover=True).graph

    return telling


def area(graph: ProjectGraph, ref: str = "area/engine") -> Cover:
    return graph.ladder.covers[ref]


def stand(graph: ProjectGraph, person: str, ref: str = "area/engine") -> Stand:
    found = area(graph, ref).of(f"person/{person}")
    assert found is not None
    return found


def rehearsed(*entries: str, owner: str = "person/ben") -> dict[str, str]:
    lines = "".join(f"  - {{{entry}}}\n" for entry in entries)
    return {"records/runbooks/start.yml": f"title: Start\narea: engine\nowner: {owner}\nrehearsals:\n{lines}"}


def test_a_rehearsal_that_worked_proves_its_person_in_the_runbook_and_in_its_area(told: Told) -> None:
    graph = told(rehearsed("date: 2025-05-01, by: dan, outcome: worked"))
    ground = Ground("proven", "rehearsal", "runbook/start", date(2025, 5, 1))
    for ref in ("area/engine", "runbook/start"):
        assert stand(graph, "dan", ref).rung == "proven"
        assert stand(graph, "dan", ref).grounds[0] == ground


def test_the_owners_own_rehearsal_proves_the_owner(told: Told) -> None:
    assert stand(told(rehearsed("date: 2025-05-01, by: ben, outcome: worked")), "ben").rung == "proven"


@pytest.mark.parametrize(
    ("entry", "rung"),
    [
        ("date: 2024-06-30, by: dan, outcome: worked", "proven"),
        ("date: 2024-06-29, by: dan, outcome: worked", "declared"),
        ("date: 2025-07-01, by: dan, outcome: worked", "declared"),
        ("date: 2025-05-01, by: dan, outcome: failed", "declared"),
        ("date: 2025-05-01, by: dan, outcome: worked_with_help", "declared"),
    ],
    ids=["a year ago", "more than a year ago", "to come", "failed", "with help"],
)
def test_what_proves_and_what_does_not(told: Told, entry: str, rung: str) -> None:
    """Dan is the deputy of the role that owns the area: without a proof he is declared."""
    found = stand(told(rehearsed(entry)), "dan")
    assert found.rung == rung
    assert found.only_declared is (rung == "declared")


def test_a_rehearsal_by_a_team_of_several_proves_nobody(told: Told) -> None:
    files = rehearsed("date: 2025-05-01, by: team/crew, outcome: worked")
    graph = told({**files, "records/teams/crew.yml": "title: Crew\nmembers: [ben, dan]\n"})
    assert not area(graph, "runbook/start").covering()
    graph = told({"records/teams/crew.yml": "title: Crew\nmembers: [dan]\n"})
    assert [s.person for s in area(graph, "runbook/start").covering()] == ["person/dan"]


def test_who_held_the_role_on_the_day_is_proven_and_not_who_holds_it_now(told: Told) -> None:
    role = "title: Lead\nholders: [{person: ben, to: 2025-05-31}, {person: dan, from: 2025-06-01}]\n"
    entry = "date: 2025-05-01, by: role/lead, outcome: worked"
    graph = told({**rehearsed(entry, owner="role/lead"), "records/roles/lead.yml": role})
    assert [s.person for s in area(graph).covering()] == ["person/ben"]


RELEASE = "version: v1\nstatus: {}\nreleased_on: 2025-04-01\nowner: person/dan\n{}"


@pytest.mark.parametrize(
    ("files", "rung"),
    [
        ({"records/releases/v1.yml": RELEASE.format("released", "area: engine\n")}, "proven"),
        ({"records/releases/v1.yml": RELEASE.format("released", "")}, "declared"),
        ({"records/releases/v1.yml": RELEASE.format("planned", "area: engine\n")}, "declared"),
        (
            {
                "records/releases/v1.yml": RELEASE.format("released", ""),
                "records/changes/a.yml": "kind: added\nsummary: A bell\narea: engine\nreleases: [v1]\n",
            },
            "proven",
        ),
    ],
    ids=["names the area", "names none", "not out", "a change of it names the area"],
)
def test_the_owner_of_a_release_of_the_area_is_proven(told: Told, files: dict[str, str], rung: str) -> None:
    found = stand(told(files), "dan")
    assert found.rung == rung
    assert rung != "proven" or (found.grounds[0].what, found.grounds[0].ref) == ("release", "release/v1")


@pytest.mark.parametrize(("outcome", "proves"), [("succeeded", True), ("failed", False), ("rolled_back", False)])
def test_the_maker_of_its_deployment_is_proven_where_it_succeeded(told: Told, outcome: str, proves: bool) -> None:
    graph = told(
        {
            "records/releases/v1.yml": RELEASE.format("released", "area: engine\n").replace("dan", "ben"),
            "records/deployments/a.yml": (
                f"environment: live\nrelease: v1\nat: 2025-04-02\nby: person/dan\noutcome: {outcome}\n"
            ),
        }
    )
    assert stand(graph, "dan").covers is proves
    if proves:
        assert stand(graph, "dan").grounds[0] == Ground("proven", "deployment", "release/v1", date(2025, 4, 2))


def test_of_many_releases_only_the_newest_is_told(told: Told) -> None:
    files = {
        f"records/releases/v{n}.yml": RELEASE.format("released", "area: engine\n")
        .replace("v1", f"v{n}").replace("04-01", f"04-0{n}")
        for n in (1, 2, 3)
    }  # fmt: skip
    grounds = [g for g in stand(told(files), "dan").grounds if g.what == "release"]
    assert [g.ref for g in grounds] == ["release/v3"]


def test_declared_by_name_role_team_and_knowledge(told: Told) -> None:
    area_file = (
        "title: Engine\nowner: team/crew\ndeputy: role/lead\n"
        "knows: [{person: dan, level: can_change, since: 2025-01-01}, {person: ben, level: aware}]\n"
    )
    graph = told(
        {"records/areas/engine.yml": area_file, "records/teams/crew.yml": "title: Crew\nmembers: [ben, ada, eva]\n"}
    )
    grounds = {s.person: [(g.rung, g.what, g.ref) for g in s.grounds] for s in area(graph).stands}
    assert grounds == {
        "person/ben": [("declared", "owner", "team/crew"), ("none", "knows", "area/engine")],
        "person/cyd": [("declared", "role", "role/lead")],
        "person/dan": [("declared", "knows", "area/engine")],
    }


def test_who_is_only_aware_is_told_of_and_covers_nothing(told: Told) -> None:
    graph = told({"records/areas/engine.yml": "title: Engine\nknows: [{person: ben, level: aware}]\n"})
    assert [(s.person, s.rung) for s in area(graph).stands] == [("person/ben", "none")]


def test_after_the_next_departure_the_next_one_counts_no_more(told: Told) -> None:
    """Cyd leaves on 30 September, the holder of a role that owns; that day she still counts."""
    graph = told(rehearsed("date: 2025-05-01, by: cyd, outcome: worked"))
    ladder = graph.ladder
    assert ladder.leaving == {"person/cyd": date(2025, 9, 30)}
    assert stand(graph, "cyd").until == date(2025, 9, 30)
    assert stand(graph, "cyd").rung == "proven"
    assert [s.person for s in ladder.after["area/engine"].stands] == ["person/dan"]
    on_the_day = told(day=date(2025, 9, 30)).ladder
    assert on_the_day.covers["area/engine"].of("person/cyd") is not None
    later = told(day=date(2025, 10, 1)).ladder
    assert (later.leaving, later.after) == ({}, {})
    assert later.covers["area/engine"].of("person/cyd") is None


def test_of_several_who_leave_the_earliest_is_next_and_all_of_that_day(told: Told) -> None:
    graph = told(
        {
            "records/people/ben.yml": "title: Ben Moe\nleft: 2025-09-30\n",
            "records/people/dan.yml": "title: Dan Ek\nleft: 2025-12-31\n",
        }
    )
    assert graph.ladder.leaving == {"person/ben": date(2025, 9, 30), "person/cyd": date(2025, 9, 30)}
    assert graph.ladder.after["area/engine"].of("person/dan") is not None


def test_who_leaves_on_an_unknown_day_still_counts_and_it_is_told(told: Told) -> None:
    graph = told({"records/people/cyd.yml": "title: Cyd Oz\nstatus: leaving\n"})
    assert stand(graph, "cyd").until is None
    assert graph.ladder.leaving == {}
    assert any("Cyd Oz is leaving, and the last day is not known" in note for note in graph.ladder.notes)


def test_everybody_of_the_team_is_named_and_nobody_who_left(told: Told) -> None:
    assert told().ladder.people == {"person/ben": "Ben Moe", "person/cyd": "Cyd Oz", "person/dan": "Dan Ek"}


# --- with git ---


def commit(repository: GitRepository, who: str, day: str, name: str = "") -> None:
    repository.git("add", "-A")
    stamp = f"{day}T12:00:00Z"
    author = f"{name or who.title()} <{who}@example.org>"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_COMMITTER_DATE", stamp)
        repository.git("commit", "-q", "-m", "work", f"--author={author}", f"--date={stamp}")


@pytest.fixture
def clone(root: Path) -> GitRepository:
    """Ada made the engine and left; Ben, and Zoe whom no record knows, worked on it since."""
    repository = GitRepository(root)
    repository.write({".gitignore": "records/\n.cache/\n"})
    commit(repository.write({f"engine/{n}.py": f"{n}\n{TEXT}" for n in range(8)}), "ada", "2023-01-10")
    commit(repository.write({f"engine/{n}.py": f"{n}\n" for n in range(2)}), "ben", "2025-06-01")
    commit(repository.write({f"engine/{n}.py": f"{n}\n" for n in range(2, 4)}), "zoe", "2025-06-10", "Zoe Nym")
    return repository


@pytest.mark.usefixtures("clone")
def test_recent_work_makes_active_and_what_was_written_makes_an_author(told: Told) -> None:
    """Eight files are Ada's first work; two of them Ben rewrote, and Zoe two others."""
    cover = area(told())
    assert cover.enough
    assert [(s.person, s.rung) for s in cover.covering()] == [("person/ben", "active"), ("name:Zoe Nym", "active")]
    assert [s.name for s in cover.covering()] == ["Ben Moe", "Zoe Nym"]
    assert all(s.undeclared for s in cover.covering())
    assert cover.of("person/ada") is None
    assert cover.departed == 1
    assert set(cover.historic) == {40, 50, 60}
    assert told().ladder.people["name:Zoe Nym"] == "Zoe Nym"


@pytest.mark.usefixtures("clone")
def test_an_author_who_is_there_and_works_elsewhere_is_historic(told: Told) -> None:
    graph = told({"records/people/ada.yml": "title: Ada Lind\nemails: [ada@example.org]\n"})
    assert [g.rung for g in stand(graph, "ada").grounds] == ["historic"]
    assert not stand(graph, "ada").covers
    assert area(graph).departed == 0


@pytest.mark.usefixtures("clone")
def test_a_small_area_says_so_and_makes_nobody_active(told: Told) -> None:
    path = "title: Engine\npaths: [{repository: code, globs: [engine/0.py, engine/1.py]}]\n"
    cover = area(told({"records/areas/engine.yml": path}))
    assert (cover.enough, cover.stands, dict(cover.historic)) == (False, (), {})
    assert cover.why == "it has 2 source files, and fewer than 5 tell too little"


def test_old_work_is_told_and_covers_nothing(told: Told, root: Path) -> None:
    repository = GitRepository(root)
    commit(repository.write({f"engine/{n}.py": f"{n}\n{TEXT}" for n in range(8)}), "ben", "2021-03-10")
    cover = area(told())
    assert cover.enough
    assert cover.covering() == ()
    assert cover.note == "No recent work: the last was in 2021-03."


def test_a_file_that_moves_across_folders_keeps_its_author(told: Told, clone: GitRepository) -> None:
    clone.git("mv", "engine", "motor")
    commit(clone, "dan", "2025-06-20")
    path = "title: Engine\npaths: [{repository: code, globs: [motor/]}]\n"
    cover = area(told({"records/areas/engine.yml": path}))
    assert cover.departed == 1


def test_a_mailmap_and_programs(told: Told, clone: GitRepository) -> None:
    """Zoe turns out to be Dan; a program's commit makes nobody active."""
    commit(clone.write({f"engine/{n}.py": "bumped\n" for n in range(8)}), "bot", "2025-06-25", "dependabot[bot]")
    clone.write({".mailmap": "Dan Ek <dan@example.org> Zoe Nym <zoe@example.org>\n"})
    commit(clone, "ben", "2025-06-26")
    assert [s.person for s in area(told()).covering()] == ["person/ben", "person/dan"]


def test_what_a_setting_of_git_merges_by_is_seen_although_the_walk_is_kept(root: Path, clone: GitRepository) -> None:
    settings = SiteSettings(root, root / "records", DAY, cache=root / ".cache")

    def covering() -> list[str]:
        return [s.person for s in area(load_project(settings, git=False, cover=True).graph).covering()]

    assert covering() == ["person/ben", "name:Zoe Nym"]
    (root / "names").write_text("Dan Ek <dan@example.org> Zoe Nym <zoe@example.org>\n")
    clone.git("config", "mailmap.file", str(root / "names"))
    assert covering() == ["person/ben", "person/dan"]
    clone.git("config", "--unset", "mailmap.file")
    blob = clone.git("hash-object", "-w", "names")
    clone.git("config", "mailmap.blob", blob)
    assert covering() == ["person/ben", "person/dan"]
    clone.git("config", "--unset", "mailmap.blob")
    assert covering() == ["person/ben", "name:Zoe Nym"]


def test_two_people_with_one_name_are_none_and_it_is_told(told: Told, clone: GitRepository) -> None:
    commit(clone.write({f"engine/{n}.py": "again\n" for n in range(8)}), "third", "2025-06-25", "Ben Moe")
    graph = told({"records/people/ben-2.yml": "title: Ben Moe\nemails: [other@example.org]\n"})
    assert any('Work under the name "Ben Moe" could be one of several' in note for note in graph.ladder.notes)
    assert area(graph).of("person/ben-2") is None


def test_a_clone_that_is_cut_off_is_told(told: Told, clone: GitRepository, tmp_path: Path) -> None:
    clone.git("clone", "-q", "--depth", "1", f"file://{clone.root}", str(tmp_path / "cut"))
    project = RECORDS["records/project.yml"].replace("path: .", "path: cut")
    cover = area(told({"records/project.yml": project}))
    assert cover.partial
    assert cover.note.endswith("The clone of code is cut off, so older work is not seen.")


def test_a_clone_that_is_not_there_is_told_once(told: Told) -> None:
    project = RECORDS["records/project.yml"].replace("path: .", "path: ../gone")
    graph = told({"records/project.yml": project})
    assert dict(graph.ladder.missing) == {"code": "there is no folder at ../gone"}
    assert (area(graph).enough, area(graph).why) == (False, "no clone of code could be asked")
    nowhere = told({"records/areas/engine.yml": "title: Engine\n"})
    assert area(nowhere).why == "it does not say which files are its own"
    assert nowhere.ladder.missing == {}


@pytest.mark.usefixtures("clone")
@pytest.mark.parametrize("away", [["ben"], ["cyd"], ["Zoe Nym"], ["ben", "Zoe Nym"]])
def test_the_command_and_the_ladder_tell_the_same(told: Told, root: Path, away: list[str]) -> None:
    graph = told()
    options = [option for person in away for option in ("--away", person)]
    done = CliRunner().invoke(main, ["cover", "-C", str(root), "--as-of", str(DAY), "--format", "json", *options])
    assert done.exit_code == 0, done.output
    row: dict[str, Any] = json.loads(done.stdout)["rows"][0]
    cover = area(graph)
    ids = {f"person/{name}" if name.islower() else f"name:{name}" for name in away}

    def names(entries: list[dict[str, Any]]) -> set[str]:
        return {entry["name"] for entry in entries}

    active = [s for s in cover.stands if any(g.rung == "active" for g in s.grounds)]
    assert names(row["current"]["holders"]) == {s.name for s in active}
    assert names(row["when_away"]["holders"]) == {s.name for s in active if s.person not in ids}
    assert {int(k): v for k, v in row["historic"]["people_by_coverage"].items()} == dict(cover.historic)
    gone = absence({"area/engine": cover}, ids)
    assert bool(gone.none) is (not row["when_away"]["holders"])
