"""`forgebook import train`: deliverables become releases, the project file gets what they name; again is quiet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from ruamel.yaml import YAML

from forgebook.cli.main import main
from forgebook.core.settings import SiteSettings
from forgebook.pipeline import load_project
from support.sites import AS_OF, write

A, B, C, D = ("a" * 40, "b" * 40, "c" * 40, "d" * 40)
ENGINE = f"""\
---
team: Port Authority
type: service
release-model: cycle-with-rc
launchpad: engine
repository-settings:
  port/engine: {{}}
  port/engine-docs:
    flags: [no-build]
cycle-highlights:
  - |
    Berths by the hour,
    not by the day.
  - Cranes too
releases:
  - version: 2.0.0.0rc1
    projects: [{{repo: port/engine, hash: {A}}}]
  - version: 2.0.0
    diff-start: 1.4.0
    projects:
      - {{repo: port/engine, hash: {A}, comment: as the candidate}}
      - {{repo: port/engine-docs, hash: {B}}}
  - version: 2.1.0
    projects: [{{repo: port/engine, hash: {C}}}]
  - version: 2.0.1
    projects: [{{repo: port/engine, hash: {D}}}]
branches:
  - {{name: bugfix/2.0, location: 2.0.0}}
  - {{name: stable/2025.2, location: 2.0.0.0rc1}}
"""
UNTAGGED = f"""\
team: Port Authority
repository-settings: {{port/scripts: {{}}}}
branches: [{{name: stable/2025.2, location: {{port/scripts: {B}}}}}]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    listed = "repositories:\n  - id: port/engine # ours\n    title: The engine\n    public: yes\n"
    return write(tmp_path / "project", {"records/project.yml": f"name: Harbour # so far\n{listed}"})


@pytest.fixture
def train(tmp_path: Path) -> Path:
    return write(tmp_path / "trains", {"autumn/engine.yaml": ENGINE, "autumn/scripts.yaml": UNTAGGED})


def run(project: Path, source: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", "train", str(source), "-C", str(project), *arguments])


def release(project: Path, id_: str) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(project / "records" / "releases" / f"{id_}.yml")
    return found


def files(project: Path) -> dict[str, str]:
    return {p.relative_to(project).as_posix(): p.read_text("utf-8") for p in (project / "records").rglob("*.yml")}


def test_a_version_with_all_there_can_be(project: Path, train: Path) -> None:
    result = run(project, train)
    assert result.exit_code == 0, result.output
    told = release(project, "engine/2.0.0")
    assert told.pop("imported")["key"] == "engine 2.0.0"
    assert told.pop("waivers")[0]["code"] == "FB701"
    assert told == {
        "tags": ["service", "cycle-with-rc"],
        "team": "port-authority",
        "product": "engine",
        "version": "2.0.0",
        "train": "autumn",
        "maintenance_line": "stable/2025.2",
        "previous": "engine/2.0.0.0rc1",
        "status": "released",
        "highlights": "- Berths by the hour,\n  not by the day.\n- Cranes too\n\nAlso in the file:\n\n"
        "- repository-settings: port/engine-docs: flags no-build\n- branches: bugfix/2.0 from 2.0.0\n"
        "- branches: stable/2025.2 from 2.0.0.0rc1\n- comment: port/engine: as the candidate\n- diff-start: 1.4.0\n",
        "components": [
            {"repository": "port/engine", "version": "2.0.0", "commit": A},
            {"repository": "port/engine-docs", "version": "2.0.0", "commit": B},
        ],
        "links": [{"title": "Bugs on Launchpad", "url": "https://launchpad.net/engine"}],
    }
    assert release(project, "engine/2.0.0.0rc1")["status"] == "candidate"
    assert "diff-start (1 entry)" in result.output


def test_a_fix_for_an_older_version_follows_that_in_its_own_line(project: Path, train: Path) -> None:
    run(project, train)
    fix = release(project, "engine/2.0.1")
    assert (fix["previous"], fix["maintenance_line"]) == ("engine/2.0.0", "bugfix/2.0")
    assert release(project, "engine/2.1.0")["previous"] == "engine/2.0.0"
    found = load_project(SiteSettings(project, project / "records", AS_OF), git=False).diagnostics
    assert [d for d in found if d.waived is None] == []


def test_what_is_never_tagged_is_told_by_its_branch(project: Path, train: Path) -> None:
    run(project, train)
    told = release(project, "scripts/stable-2025.2")
    assert told["version"] == "2025.2"
    assert told["components"] == [{"repository": "port/scripts", "version": "stable/2025.2", "commit": B}]


def test_the_project_file_gets_what_it_lacks_and_keeps_what_it_has(project: Path, train: Path) -> None:
    result = run(project, train)
    text = (project / "records/project.yml").read_text("utf-8")
    assert text.startswith(
        "name: Harbour # so far\nrepositories:\n  - id: port/engine # ours\n    title: The engine\n    public: yes\n"
    )
    listed = YAML(typ="safe").load(text)
    assert [entry["id"] for entry in listed["repositories"]] == ["port/engine", "port/engine-docs", "port/scripts"]
    assert [entry["id"] for entry in listed["maintenance_lines"]] == ["bugfix/2.0", "stable/2025.2"]
    assert "2 of repositories: port/engine-docs, port/scripts" in result.output


def test_without_a_project_file_nothing_is_written(project: Path, train: Path) -> None:
    (project / "records/project.yml").unlink()
    result = run(project, train)
    assert result.exit_code == 2
    assert "forgebook init" in result.output
    assert files(project) == {}


def test_a_dry_run_writes_nothing(project: Path, train: Path) -> None:
    before = files(project)
    assert "Would add to the project file:" in run(project, train, "--dry-run").output
    assert files(project) == before


def test_a_second_run_changes_nothing_and_a_new_version_is_added(project: Path, train: Path) -> None:
    run(project, train)
    before = files(project)
    assert "Nothing had to be written: 6 unchanged." in run(project, train / "autumn").output
    assert files(project) == before
    more = f"  - version: 2.2.0\n    projects: [{{repo: port/engine, hash: {B}}}]\nbranches:"
    write(train, {"autumn/engine.yaml": ENGINE.replace("branches:", more)})
    result = run(project, train)
    assert "Wrote 1 new record; 6 unchanged:" in result.output
    assert release(project, "engine/2.2.0")["previous"] == "engine/2.1.0"


def test_an_edited_release_is_left_alone_and_named(project: Path, train: Path) -> None:
    run(project, train)
    path = project / "records/releases/engine/2.0.0.yml"
    path.write_text(path.read_text("utf-8") + "released_on: 2025-10-01\n", "utf-8")
    before = files(project)
    result = run(project, train)
    assert files(project) == before
    assert "left alone:\n  records/releases/engine/2.0.0.yml" in result.output


def test_a_team_that_people_wrote_is_taken_as_it_is(project: Path, train: Path) -> None:
    write(project, {"records/teams/port-authority.yml": "title: The port\n"})
    run(project, train)
    assert sorted(path.name for path in (project / "records/teams").iterdir()) == ["port-authority.yml"]
    assert (project / "records/teams/port-authority.yml").read_text("utf-8") == "title: The port\n"


def test_two_trains_are_joined_where_one_goes_on_from_the_other(project: Path, train: Path) -> None:
    spring = f"releases: [{{version: 1.4.0, projects: [{{repo: port/engine, hash: {D}}}]}}]\n"
    write(train, {"spring/engine.yaml": spring})
    run(project, train)
    assert release(project, "engine/2.0.0.0rc1")["previous"] == "engine/1.4.0"
    assert release(project, "engine/1.4.0")["train"] == "spring"


@pytest.mark.parametrize(
    ("entry", "line", "said"),
    [
        (f"- projects: [{{repo: port/engine, hash: {A}}}]", 2, "a release without a version"),
        ("- version: 1.0.0", 2, "1.0.0 names no repository with a commit"),
        ("- version: 1.0.0\n  projects:\n    - repo: port/engine", 4, "port/engine has no hash"),
        ("- just words", 2, "a release without a version"),
        ("- {version: 1.0.0, projects: [", 2, "a bracket that is never closed"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(
    entry: str, line: int, said: str, project: Path, train: Path
) -> None:
    write(train, {"autumn/broken.yaml": f"releases:\n{entry}\n"})
    result = run(project, train)
    assert result.exit_code == 1
    assert f"autumn/broken.yaml:{line} could not be read: {said}" in result.output
    assert release(project, "engine/2.0.0")


def test_a_version_that_stands_twice_is_told(project: Path, train: Path) -> None:
    twice = f"- {{version: 1.0.0, projects: [{{repo: port/engine, hash: {A}}}]}}\n"
    write(train, {"autumn/double.yaml": f"releases:\n{twice}{twice}"})
    assert "autumn/double.yaml:3 could not be read: 1.0.0 stands here twice" in run(project, train).output


def test_a_file_that_is_no_deliverable_is_left_out_and_said(project: Path, train: Path) -> None:
    write(train, {"data/series.yaml": "- name: autumn\n"})
    assert "1 file that is no deliverable in 1 file" in run(project, train).output


def test_a_folder_without_deliverables(project: Path, tmp_path: Path) -> None:
    result = run(project, write(tmp_path / "other", {"a.yaml": "b: 1\n"}))
    assert result.exit_code == 2
    assert "is a deliverable of a train" in result.output
