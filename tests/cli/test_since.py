"""`forgebook check --since`: what changed, and what refers to it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from forgebook.cli.main import main
from support.repositories import GitRepository, failing_git

AS_OF = ("--as-of", "2025-11-20")
BAD = "title: Bad\nstatus: accepted\n"


def found(folder: Path, *options: str) -> list[dict[str, object]]:
    """The findings of a check, as JSON has them."""
    result = CliRunner().invoke(main, ["check", "-C", str(folder), "--format", "json", *AS_OF, *options])
    assert result.exit_code in (0, 1), result.output
    return json.loads(result.stdout)


def paths(folder: Path, *options: str) -> set[str]:
    return {str(finding["path"]).removeprefix("records/") for finding in found(folder, *options)}


@pytest.fixture
def git(project: Path) -> GitRepository:
    """The small project, committed, with a fault that was there before."""
    repository = GitRepository(project)
    repository.write({"records/decisions/faulty.yml": BAD}).commit()
    return repository


def test_only_what_changed_is_reported(git: GitRepository) -> None:
    git.write({"records/decisions/new.yml": BAD})
    assert paths(git.root) == {"decisions/faulty.yml", "decisions/new.yml"}
    assert paths(git.root, "--since", "HEAD") == {"decisions/new.yml"}


def test_exit_codes_speak_of_what_is_reported(git: GitRepository) -> None:
    run = ["check", "-C", str(git.root), "--since", "HEAD"]
    assert CliRunner().invoke(main, run).exit_code == 0
    git.write({"records/decisions/new.yml": BAD})
    assert CliRunner().invoke(main, run).exit_code == 1


def test_paths_narrow_it_down_further(git: GitRepository) -> None:
    git.write({"records/decisions/new.yml": BAD, "records/people/bo.yml": "titel: Bo\n"})
    assert paths(git.root, "--since", "HEAD", "records/people") == {"people/bo.yml"}


def test_nothing_changed_is_nothing_reported(git: GitRepository) -> None:
    assert paths(git.root, "--since", "HEAD") == set()


def test_the_project_file_touches_all(git: GitRepository) -> None:
    git.write({"records/project.yml": "name: Another\n"})
    assert "decisions/faulty.yml" in paths(git.root, "--since", "HEAD")


def _remove(name: str) -> Callable[[GitRepository], None]:
    return lambda git: (git.root / "records" / name).unlink()


def _rename(name: str, new: str) -> Callable[[GitRepository], None]:
    return lambda git: (git.root / "records" / name).rename(git.root / "records" / new)


def _replace(name: str, old: str, new: str) -> Callable[[GitRepository], None]:
    def change(git: GitRepository) -> None:
        path = git.root / "records" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


LINKS = {
    "records/sprints/s1.yml": "start: 2025-01-06\nend: 2025-01-24\ngoal: See [[new-way]].\n",
    "records/sprints/s2.yml": "start: 2025-02-03\nend: 2025-02-21\ngoal: See [it](../decisions/secret-way.yml).\n",
    "records/sprints/s3.yml": "start: 2025-03-03\nend: 2025-03-21\ngoal: See [[decision/new-way#a]].\n",
    "records/sprints/s4.yml": "start: 2025-04-07\nend: 2025-04-25\nimprovements: [better]\n",
    "records/sprints/s5.yml": "start: 2025-05-05\nend: 2025-05-23\ngoal: See [[decision/newer-way]].\n",
    "records/sprints/s6.yml": 'start: 2025-06-02\nend: 2025-06-20\ngoal: "See \\x5B[Secret Way]]."\n',
    "records/retros/r1.yml": "date: 2025-01-24\nimprovement: {id: better, statement: Be better}\n",
    "records/decisions/third.yml": "title: T\nstatus: proposed\ndepends_on: [Secret_Way]\n",
}


@pytest.mark.parametrize(
    ("change", "reported"),
    [
        (_remove("decisions/secret-way.yml"), {"sprints/s2.yml", "sprints/s6.yml", "decisions/third.yml"}),
        (
            _rename("decisions/secret-way.yml", "decisions/open-way.yml"),
            {"sprints/s2.yml", "sprints/s6.yml", "decisions/third.yml"},
        ),
        (_replace("decisions/new-way.yml", "{id: a, title", "{title"), {"sprints/s3.yml"}),
        (_replace("decisions/new-way.yml", "aliases: [newer-way]\n", ""), {"sprints/s5.yml"}),
        (_replace("retros/r1.yml", "id: better", "id: best"), {"sprints/s4.yml", "retros/r1.yml"}),
        (_replace("decisions/new-way.yml", "supersedes: [old-way]\n", ""), {"decisions/old-way.yml"}),
        (_remove("decisions/new-way.yml"), {f"sprints/s{n}.yml" for n in (1, 3, 5)} | {"decisions/old-way.yml"}),
        (_replace("decisions/faulty.yml", "Bad", "Worse"), {"decisions/faulty.yml"}),
    ],
)
def test_what_referred_to_a_changed_record_is_reported(
    git: GitRepository, change: Callable[[GitRepository], None], reported: set[str]
) -> None:
    git.write(LINKS).commit()
    change(git)
    assert paths(git.root, "--since", "HEAD") == reported


@pytest.fixture
def example_copy(example: Path, tmp_path: Path) -> GitRepository:
    """The example in a repository of its own."""
    folder = tmp_path / "example"
    for part in ("records", "docs", "mkdocs.yml"):
        source = example / part
        shutil.copytree(source, folder / part) if source.is_dir() else shutil.copy(source, folder / part)
    repository = GitRepository(folder)
    repository.commit()
    return repository


@pytest.mark.parametrize(
    "name",
    [
        "decisions/five-week-sprints.yml", "releases/v4.2.1.yml", "retros/retro-16.yml", "people/jun-watanabe.yml",
        "areas/data-pipeline.yml", "sprints/sprint-17.yml", "roles/analyst.yml",
    ],
)  # fmt: skip
def test_findings_are_those_of_a_whole_check(example_copy: GitRepository, name: str) -> None:
    _remove(name)(example_copy)
    some, all_ = found(example_copy.root, "--since", "HEAD"), found(example_copy.root)
    reported = {finding["path"] for finding in some}
    assert [finding for finding in all_ if finding["path"] in reported] == some
    new = {f"{f['path']}{f['message']}" for f in all_} - {f"{f['path']}{f['message']}" for f in _before(example_copy)}
    assert new <= {f"{f['path']}{f['message']}" for f in some}


def _before(git: GitRepository) -> list[dict[str, object]]:
    git.git("stash", "-q")
    try:
        return found(git.root)
    finally:
        git.git("stash", "pop", "-q")


def test_no_repository_is_wrong_use(run: Callable[..., object]) -> None:
    result = run("check", "--since", "HEAD")
    assert result.exit_code == 2
    assert "not a git repository" in result.stderr
    assert "git init" in result.stderr


def test_an_unknown_revision_is_wrong_use(git: GitRepository) -> None:
    result = CliRunner().invoke(main, ["check", "-C", str(git.root), "--since", "origin/main"])
    assert result.exit_code == 2
    assert 'no revision "origin/main"' in result.stderr
    assert "git fetch" in result.stderr


def test_a_git_that_dies_is_wrong_use(git: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git.write({"records/decisions/faulty.yml": BAD + "tags: [a]\n"})
    folder = failing_git(tmp_path / "bin", "cat-file", "kill -9 $$")
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    result = CliRunner().invoke(main, ["check", "-C", str(git.root), "--since", "HEAD"])
    assert result.exit_code == 2
    assert "signal 9" in result.stderr


@pytest.mark.parametrize(
    ("before", "after", "codes"), [("accepted", "rejected", ["FB410"]), ("proposed", "accepted", [])]
)
def test_a_step_that_is_not_in_the_life_of_a_decision(
    before: str, after: str, codes: list[str], git: GitRepository
) -> None:
    text = "title: Turned\nstatus: {}\ncreated: 2024-01-01\ndecided: 2024-01-02\n"
    git.write({"records/decisions/turned.yml": text.format(before)}).commit()
    git.write({"records/decisions/turned.yml": text.format(after)})
    told = found(git.root, "--since", "HEAD")
    assert [finding["code"] for finding in told] == codes
    assert all(f"was {before} and is {after} now" in str(finding["message"]) for finding in told)
