"""Records for the team in a repository that is declared public."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.loading import load, told

OPEN = "name: P\nrepositories:\n  - {id: other, public: yes}\n  - id: own\n    path: .\n    public: yes\n"
TEAM = "title: A\nstatus: draft\n"
PUBLIC = f"visibility: public\n{TEAM}"


def found(root: Path, files: dict[str, Any], project: str = OPEN) -> list[str]:
    files = {"records/project.yml": project, **{f"records/{name}": text for name, text in files.items()}}
    return [line for line in told(load(root, files)) if " FB614 " in line]


def test_one_finding_at_the_word_public(tmp_path: Path) -> None:
    (line,) = found(tmp_path, {"decisions/a.yml": TEAM, "decisions/b.yml": TEAM, "decisions/c.yml": PUBLIC})
    assert line.startswith('project.yml:6:13 FB614 repository "own" is public, and 2 records in it are not: ')
    assert line.endswith("records/decisions/a.yml, records/decisions/b.yml")


def test_few_files_are_named(tmp_path: Path) -> None:
    (line,) = found(tmp_path, {f"decisions/{letter}.yml": TEAM for letter in "abcde"})
    assert line.endswith("c.yml and 2 more")


def test_for_partners_is_not_for_everybody(tmp_path: Path) -> None:
    (line,) = found(tmp_path, {"decisions/a.yml": f"visibility: partner\n{TEAM}"})
    assert "1 record in it is not" in line


def test_entries_of_public_records(tmp_path: Path) -> None:
    entry = f"{PUBLIC}options:\n  - title: One\n  - {{title: Two, visibility: team}}\n"
    (line,) = found(tmp_path, {"decisions/a.yml": entry})
    assert "1 entry of public ones in it is not: records/decisions/a.yml" in line


@pytest.mark.parametrize(
    "project",
    [
        "name: P\n",
        "name: P\nrepositories: [{id: own, path: .}]\n",
        "name: P\nrepositories: [{id: other, public: yes}]\n",
        f"{OPEN}default_visibility: public\n",
    ],
)
def test_where_nothing_is_in_the_open(tmp_path: Path, project: str) -> None:
    assert found(tmp_path, {"decisions/a.yml": TEAM}, project) == []


def test_public_records_in_a_public_repository(tmp_path: Path) -> None:
    assert found(tmp_path, {"decisions/a.yml": PUBLIC}) == []
