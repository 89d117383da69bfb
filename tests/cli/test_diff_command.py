"""`forgebook diff`, in real repositories."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from support.repositories import GitRepository, failing_git


def diff(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["diff", "-C", str(folder), "--as-of", "2025-11-20", *arguments])


@pytest.fixture
def git(project: Path) -> GitRepository:
    repository = GitRepository(project)
    repository.commit("base")
    repository.git("switch", "-qc", "feature")
    return repository


def test_the_folder_as_it_is_now(git: GitRepository) -> None:
    git.write({"records/decisions/untracked.yml": "title: U\nstatus: draft\n"})
    result = diff(git.root, "main")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "main → the folder as it is now"
    assert "  U (decision/untracked) at decisions/untracked/" in result.stdout.splitlines()


def test_two_revisions_whatever_the_folder_holds(git: GitRepository) -> None:
    git.write({"records/decisions/one.yml": "title: One\nstatus: draft\n"}).commit()
    git.write({"records/decisions/two.yml": "title: Two\nstatus: draft\n"})
    told = json.loads(diff(git.root, "main", "feature", "--format", "json").stdout)
    assert [record["ref"] for record in told["added"]] == ["decision/one"]
    assert told["base"] == {"name": "main", "commit": git.git("rev-parse", "main")}
    assert told["head"] == {"name": "feature", "commit": git.git("rev-parse", "feature")}


def test_it_starts_where_head_left_base(git: GitRepository) -> None:
    git.write({"records/decisions/mine.yml": "title: Mine\nstatus: draft\n"}).commit()
    git.git("switch", "-q", "main")
    git.write({"records/decisions/theirs.yml": "title: Theirs\nstatus: draft\n"}).commit()
    git.git("switch", "-q", "feature")
    forked = json.loads(diff(git.root, "main", "--format", "json").stdout)
    direct = json.loads(diff(git.root, "main", "--format", "json", "--direct").stdout)
    assert [record["ref"] for record in forked["removed"]] == []
    assert [record["ref"] for record in direct["removed"]] == ["decision/theirs"]


def test_json_says_what_the_guide_says(git: GitRepository) -> None:
    git.write({"records/decisions/secret-way.yml": "title: Secret way\nvisibility: public\nstatus: rejected\n"})
    told = json.loads(diff(git.root, "main", "--format", "json").stdout)
    assert list(told) == [
        "base", "head", "reveals", "visible", "added", "changed", "removed", "status", "same_in_another_form", "links",
        "findings", "pages", "unreadable", "site_url",
    ]  # fmt: skip
    assert told["reveals"] is True
    assert [record["ref"] for record in told["visible"]["public"]["records"]] == ["decision/secret-way"]
    (entry,) = told["changed"]
    assert {"field": "status", "what": "changed", "before": "proposed", "after": "rejected"} in entry["changes"]
    assert [(step["before"], step["after"]) for step in told["status"]] == [("proposed", "declined")]
    guide = (Path(__file__).parents[2] / "docs" / "reviewing.md").read_text(encoding="utf-8")
    assert [key for key in told if f"`{key}`" not in guide] == []


def test_markdown_to_a_file_with_the_addresses_of_a_preview(git: GitRepository, tmp_path: Path) -> None:
    git.write({"records/decisions/one.yml": "title: One\nstatus: draft\n"})
    out = tmp_path / "comment.md"
    result = diff(git.root, "main", "--format", "md", "--output", str(out), "--site-url", "https://pr.example/7/")
    assert (result.exit_code, result.stdout) == (0, "")
    assert out.read_text(encoding="utf-8").startswith("<!-- forgebook-diff -->\n")
    assert "(https://pr.example/7/decisions/one/)" in out.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_wrong_use(git: GitRepository, tmp_path: Path) -> None:
    result = diff(git.root, "main", "--output", str(tmp_path / "no" / "such" / "file"))
    assert result.exit_code == 2
    assert "could not be written" in result.stderr


def test_settings_of_each_side_are_its_own(git: GitRepository) -> None:
    """The records moved to another folder, with their setting: nothing changes for a reader."""
    git.write({"mkdocs.yml": "site_name: T\nplugins: [search, forgebook]\n"}).commit()
    git.git("branch", "-f", "main")
    git.git("mv", "records", "book")
    git.write({"mkdocs.yml": "site_name: T\nplugins: [search, {forgebook: {records: book}}]\n"})
    told = json.loads(diff(git.root, "main", "--format", "json").stdout)
    assert (told["added"], told["removed"], told["changed"]) == ([], [], [])


def test_a_project_below_the_top_of_the_repository(tmp_path: Path, project: Path) -> None:
    project.rename(tmp_path / "top-book")
    git = GitRepository(tmp_path / "top")
    (tmp_path / "top-book").rename(git.root / "book")
    git.commit()
    git.write({"book/records/decisions/one.yml": "title: One\nstatus: draft\n", "elsewhere.yml": "x"})
    told = json.loads(diff(git.root / "book", "main", "--format", "json").stdout)
    assert [record["ref"] for record in told["added"]] == ["decision/one"]
    assert told["findings"]["new"] == []


def test_a_project_that_was_not_there_before(tmp_path: Path, project: Path) -> None:
    git = GitRepository(tmp_path / "top")
    git.write({"README.md": "x"}).commit()
    project.rename(git.root / "book")
    told = json.loads(diff(git.root / "book", "main", "--format", "json").stdout)
    assert len(told["added"]) == 6


def test_nothing_is_written_into_the_project(git: GitRepository) -> None:
    before = {path for path in git.root.rglob("*") if ".git" not in path.parts and ".cache" not in path.parts}
    diff(git.root, "main")
    assert before == {path for path in git.root.rglob("*") if ".git" not in path.parts and ".cache" not in path.parts}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], 'no revision "nowhere".*git fetch'),
        (["main", "nowhere"], 'no revision "nowhere"'),
        (["--", "--upload-pack=x"], "is not a revision"),
        (["main", "--limit", "10"], "4000"),
    ],
)
def test_wrong_use(git: GitRepository, arguments: list[str], words: str) -> None:
    result = diff(git.root, *arguments)
    assert result.exit_code == 2
    assert re.search(words, result.stderr), result.stderr


def test_no_repository(project: Path) -> None:
    result = diff(project, "main")
    assert result.exit_code == 2
    assert "not a git repository" in result.stderr


def test_settings_that_cannot_be_used_name_their_side(git: GitRepository) -> None:
    git.write({"mkdocs.yml": "site_name: [\n"}).commit()
    bad = git.git("rev-parse", "HEAD")
    git.write({"mkdocs.yml": "site_name: T\n"})
    result = diff(git.root, bad)
    assert result.exit_code == 2
    assert f"at {bad[:10]}: mkdocs.yml:2" in result.stderr


def test_a_git_that_dies_halfway(git: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = failing_git(tmp_path / "bin", "cat-file", '$GIT "$@" | head -c 300; kill -9 $$')
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    result = diff(git.root, "main")
    assert result.exit_code == 2
    assert "signal 9" in result.stderr
