"""`forgebook cover`, on histories with and without records."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from support.repositories import GitRepository
from support.sites import write

Run = Callable[..., Result]
TEXT = "".join(f"line {n}\n" for n in range(20))
ADA, BEN, CYD = "Ada Lind <ada@example.org>", "Ben Moe <ben@example.org>", "Cyd Oz <cyd@example.org>"
RECORDS = {
    "records/project.yml": (
        "name: Harbour\nrepositories:\n  - {id: code, path: .}\n  - {id: lost, path: ../gone}\n"
        "cover: {half_life_days: 90}\n"
    ),
    "records/people/ada.yml": "title: Ada Lind\nemails: [ada@example.org]\nhandle: '@al'\nleft: 2025-03-31\n",
    "records/people/ben.yml": "title: Ben Moe\nemails: [ben@example.org]\n",
    "records/people/cyd.yml": "title: Cyd Oz\nemails: [cyd@example.org]\nstatus: leaving\nleft: 2025-09-30\n",
    "records/areas/engine.yml": "title: Engine\npaths: [{repository: code, globs: [engine/]}]\n",
    "records/areas/tools.yml": "title: Tools\npaths: [{repository: code, globs: [tools/, toolz/]}]\n",
    "records/areas/away.yml": "title: Elsewhere\npaths: [{repository: lost, globs: ['**']}]\n",
}


def commit(repository: GitRepository, who: str, day: str) -> None:
    repository.git("add", "-A")
    stamp = f"{day}T12:00:00Z"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_COMMITTER_DATE", stamp)
        repository.git("commit", "-q", "-m", "work", f"--author={who}", f"--date={stamp}")


@pytest.fixture
def clone(tmp_path: Path) -> GitRepository:
    """Ada made the engine and left; Ben and Cyd work on it; three tools are too few to tell."""
    repository = GitRepository(tmp_path / "clone")
    commit(repository.write({f"engine/{n}.py": f"{n}\n{TEXT}" for n in range(6)}), ADA, "2025-01-10")
    commit(repository.write({f"tools/{n}.py": f"{n}\n{TEXT}" for n in range(3)}), BEN, "2025-05-01")
    commit(repository.write({f"engine/{n}.py": f"{n}\n" for n in range(3)}), BEN, "2025-06-01")
    commit(repository.write({f"engine/{n}.py": f"{n}\n" for n in range(3, 6)}), CYD, "2025-06-10")
    return repository


@pytest.fixture
def run(clone: GitRepository) -> Run:
    def running(*arguments: str) -> Result:
        options = ["cover", "-C", str(clone.root), "--as-of", "2025-06-30", *arguments]
        return CliRunner().invoke(main, options)

    return running


@pytest.fixture
def with_records(clone: GitRepository) -> None:
    write(clone.root, RECORDS)


def told(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    return {row["id"]: row for row in json.loads(result.stdout)["rows"]}


def holders(row: dict[str, Any], part: str = "current") -> list[str]:
    return [person["name"] for person in row[part]["holders"]]


def test_a_clone_without_records_is_told_as_a_whole(run: Run, clone: GitRepository) -> None:
    row = told(run("--format", "json"))["clone"]
    assert row["source_files"] == 9
    assert holders(row) == ["Ben Moe", "Cyd Oz"]
    assert not (clone.root / ".cache").exists()


@pytest.mark.usefixtures("with_records")
def test_areas_with_those_who_left_as_history_alone(run: Run) -> None:
    rows = told(run("--format", "json"))
    engine = rows["engine"]
    assert holders(engine) == ["Ben Moe", "Cyd Oz"]
    # Ada made each file: 3.293 + 1.098 - 0.321 ln 2 = 4.168. Who changed it once: 3.293 + 0.164 = 3.457, 0.83 of hers.
    # So each file has two authors. Without Ada all 6 keep one, without Ben 3 of 6 (no fewer than 50 %), then none.
    assert engine["historic"]["people_by_coverage"] == {"40": 3, "50": 3, "60": 2}
    refs = [person["ref"] for person in engine["historic"]["authors_at_50"]]
    assert refs == ["person/ada", "person/ben", "person/cyd"]
    assert engine["historic"]["files_with_an_author_still_here"] == 6
    assert (rows["tools"]["enough_evidence"], rows["tools"]["current"]) == (False, None)
    assert rows["away"]["missing"] == "no clone of lost could be asked"


@pytest.mark.usefixtures("with_records")
def test_the_table_says_it_in_words(run: Run) -> None:
    result = run("--away", "Ben Moe")
    lines = {line.split("  ")[0]: line for line in result.stdout.splitlines()}
    assert "Ben Moe, Cyd Oz" in lines["Engine"]
    assert "Cyd Oz alone" in lines["Engine"]
    assert "2 to 3 people (3 at 50 %)" in lines["Engine"]
    assert lines["Tools"].count("not enough evidence") == 3
    assert "no clone of lost" in lines["Elsewhere"]
    assert "Not asked: lost: there is no folder at ../gone" in result.stdout


@pytest.mark.usefixtures("with_records")
def test_on_a_day_to_come_those_who_leave_before_it_are_gone(run: Run) -> None:
    assert holders(told(run("--on", "2025-09-30", "--format", "json"))["engine"]) == ["Ben Moe", "Cyd Oz"]
    assert holders(told(run("--on", "2025-10-01", "--format", "json"))["engine"]) == ["Ben Moe"]


@pytest.mark.usefixtures("with_records")
@pytest.mark.parametrize("name", ["ben", "person/ben", "Ben Moe", "ben moe"])
def test_away_goes_by_id_or_name(run: Run, name: str) -> None:
    assert holders(told(run("--away", name, "--format", "json"))["engine"], "when_away") == ["Cyd Oz"]


@pytest.mark.usefixtures("with_records")
def test_one_area_alone(run: Run) -> None:
    assert list(told(run("--area", "engine", "--format", "json"))) == ["engine"]


@pytest.mark.usefixtures("with_records")
def test_no_address_is_ever_printed(run: Run) -> None:
    for format_ in ("table", "json"):
        result = run("--format", format_)
        assert "example.org" not in result.stdout + result.stderr


@pytest.mark.usefixtures("with_records")
def test_a_pattern_that_fits_nothing_is_told_at_its_place(run: Run) -> None:
    assert 'records/areas/tools.yml:2:44 FB541 "toolz/" fits no file of code' in run().stderr


@pytest.mark.usefixtures("with_records")
def test_an_address_of_two_people_is_told(run: Run, clone: GitRepository) -> None:
    write(clone.root, {"records/people/dan.yml": "title: Dan Ek\nemails: [BEN@example.org]\n"})
    result = run("--format", "json")
    assert "FB540" in result.stderr
    assert "ben@example.org" not in result.stdout.lower()


def test_what_was_walked_is_kept_until_a_setting_changes(run: Run, clone: GitRepository) -> None:
    write(clone.root, RECORDS)
    first = run("--format", "json").stdout
    assert (clone.root / ".cache/forgebook/cover.json").is_file()
    assert run("--format", "json").stdout == first
    project = RECORDS["records/project.yml"].replace("90", "5")
    write(clone.root, {"records/project.yml": project})
    assert json.loads(run("--format", "json").stdout)["half_life_days"] == 5


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--repository", "nowhere"], '"nowhere" is no folder and no repository of the project.'),
        (["--away", "Zoe"], 'there is nobody called "Zoe"'),
        (["--away", "Ben Mo"], 'did you mean "Ben Moe"?'),
        (["--area", "engine"], "there are no records here"),
        (["--before", "2031-01-01"], "--before 2031-01-01 lies in the future"),
        (["--before", "2001-01-01"], "it has no commit that old"),
        (["--on", "0001-01-01"], "no history goes to 0001-01-01"),
    ],
)
def test_what_cannot_be_told_is_refused(run: Run, arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.output


def test_a_folder_that_is_no_repository(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["cover", "-C", str(tmp_path)])
    assert result.exit_code == 2
    assert "is no git repository" in result.output


@pytest.mark.usefixtures("with_records")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--repository", "coed"], 'did you mean "code"?'),
        (["--area", "engin"], 'did you mean "area/engine"?'),
        (["--area", "person/ben"], "person/ben is no area"),
        (["--repository", "lost"], "there is no folder at ../gone"),
    ],
)
def test_with_records_too(run: Run, arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.output
