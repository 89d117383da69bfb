"""`forgebook check --verbose`: how files became records, with nothing missing from the count."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from forgebook.cli.main import main
from support.repositories import GitRepository

FILES = {
    "records/project.yml": (
        "name: Test\nsources: [{kind: decision, path: docs/adr}]\ndecisions: {statuses: {active: accepted}}\n"
    ),
    "records/decisions/own.yml": "title: Own\nstatus: accepted\ndecided: 2025-01-07\n",
    "records/decisions/broken.yml": "title: [\n",
    "docs/adr/README.md": "# Decisions\n",
    "docs/adr/0001-one.md": "# 1. One\n\nDate: 2024-05-01\n\n## Status\n\n✅ Accepted\n\n## Notes\n\nWords.\n",
    "docs/adr/0002-two.md": "---\nstatus: active\ndeciders: Nobody Known\nnav_order: 3\n---\n# Two\n",
    "docs/adr/0003-three.md": "# Three\n\n| Status | Date |\n|---|---|\n| Marinated | 2024-05-02 |\n",
    "docs/adr/20240503-four.md": "# Four\n\nSee [five](0005-five.md).\n",
}


@pytest.fixture
def git(tmp_path: Path) -> GitRepository:
    repository = GitRepository(tmp_path / "project")
    repository.write(FILES).commit()
    return repository


def check(folder: Path, *options: str) -> tuple[str, str]:
    result = CliRunner().invoke(main, ["check", "-C", str(folder), "--as-of", "2025-11-20", *options])
    assert result.exit_code == 1, result.output
    return result.stdout, result.stderr


def lines(folder: Path) -> list[str]:
    """The report, without the findings that follow."""
    out = check(folder, "--verbose")[0].split("\n")
    end = next(index for index, line in enumerate(out) if ".yml:" in line or ".md:" in line)
    return [line.strip() for line in out[:end] if line.strip()]


def test_each_file_is_accounted_for(git: GitRepository) -> None:
    said = lines(git.root)
    assert said[0] == "How the files were read"
    assert "docs/adr: 5 files = 4 read + 1 passed over; 4 records" in said
    assert "records/decisions: 2 files = 1 read + 1 not read; 1 record" in said
    assert "in all: 7 files = 5 read + 1 passed over + 1 not read" in said
    assert "passed over: docs/adr/README.md" in said
    assert "not read: records/decisions/broken.yml" in said


def test_where_statuses_and_dates_came_from(git: GitRepository) -> None:
    said = lines(git.root)
    assert "docs/adr: 4 files in the style of another tool" in said
    assert "status from: front matter 1, nowhere 1, section with an emoji 1, table 1" in said
    assert "date from: text 2, file name 1, git 1" in said
    assert "status read: “✅ Accepted” as accepted 1; “active” as accepted 1" in said


def test_what_was_not_understood_is_named(git: GitRepository) -> None:
    said = lines(git.root)
    assert "status not understood: 1: 0003-three.md “Marinated”" in said
    assert "no status: 1: 20240503-four.md" in said
    assert "sections kept as they are: (before the first heading) 1, Notes 1" in said
    assert "front matter kept as it is: nav_order 1" in said
    assert "names that match nobody: 1: Nobody Known" in said
    assert "links and references that lead nowhere: 1: 0005-five.md" in said


def test_without_it_nothing_is_said(git: GitRepository) -> None:
    assert "How the files were read" not in "".join(check(git.root))


def test_output_for_programs_stays_whole(git: GitRepository) -> None:
    out, err = check(git.root, "--verbose", "--format", "json")
    assert json.loads(out)
    assert "How the files were read" in err


def test_a_date_of_the_first_commit_is_shown_as_such(git: GitRepository) -> None:
    result = CliRunner().invoke(main, ["show", "decision/0002-two", "-C", str(git.root), "--format", "json"])
    fields = json.loads(result.stdout)["fields"]
    day = git.git("log", "-1", "--format=%cs")
    assert (fields["decided"], fields["dates_from"]) == (day, "git")
    found = json.loads(check(git.root, "--format", "json")[0])
    assert [f["severity"] for f in found if f["code"] == "FB401"] == ["advice"]
