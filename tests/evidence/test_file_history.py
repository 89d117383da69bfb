"""What git knows of files, asked of real repositories."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forgebook.core.evidence import GitFacts
from forgebook.evidence.file_history import read_file_history

ISOLATED = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_TERMINAL_PROMPT": "0",
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}  # fmt: skip
TEXT = "".join(f"line {i}\n" for i in range(30))


@pytest.fixture(autouse=True)
def isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ISOLATED.items():
        monkeypatch.setenv(name, value)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)


class Repository:
    """A repository with commits on given days."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root = root
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, day: date = date(2025, 1, 1)) -> str:
        stamp = datetime(day.year, day.month, day.day, 12, tzinfo=UTC).isoformat()
        environment = {**os.environ, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, name: str, text: str = TEXT) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self, month: int) -> str:
        day = date(2025, month, 1)
        self.git("add", "-A", day=day)
        self.git("commit", "-q", "-m", f"month {month}", day=day)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


def days(facts: GitFacts, name: str) -> tuple[int | None, int]:
    """The months of the first and last commit of a file."""
    fact = facts.files[name]
    return (fact.first.day.month if fact.first else None), fact.last.day.month


def test_the_first_and_the_last_commit(repository: Repository) -> None:
    repository.write("records/a.yml")
    first = repository.commit(1)
    repository.write("records/b.yml", "b\n")
    repository.commit(2)
    repository.write("records/a.yml", TEXT + "more\n")
    last = repository.commit(3)
    facts = read_file_history(repository.root, ["records"])
    assert (facts.missing, facts.shallow) == ("", False)
    known = facts.files["records/a.yml"]
    assert known.first is not None
    assert (known.first.commit, known.first.day) == (first, date(2025, 1, 1))
    assert (known.last.commit, known.last.day) == (last, date(2025, 3, 1))
    assert days(facts, "records/b.yml") == (2, 2)


def test_files_elsewhere_are_left_out(repository: Repository) -> None:
    repository.write("records/a.yml")
    repository.write("src/x.py")
    repository.write("docs/adr/1.md", "# One\n")
    repository.commit(1)
    assert set(read_file_history(repository.root, ["records", "docs/adr"]).files) == {"records/a.yml", "docs/adr/1.md"}


def test_what_is_not_committed_is_not_known(repository: Repository) -> None:
    repository.write("records/a.yml")
    repository.commit(1)
    repository.write("records/new.yml", "new\n")
    assert "records/new.yml" not in read_file_history(repository.root, ["records"]).files


@pytest.mark.parametrize("new", ["records/b.yml", "records/decisions/deep/b.yml"])
def test_a_rename_is_followed(new: str, repository: Repository) -> None:
    repository.write("records/sprints/a.yml")
    repository.commit(1)
    repository.write("records/sprints/a.yml", TEXT + "more\n")
    repository.commit(2)
    (repository.root / new).parent.mkdir(parents=True, exist_ok=True)
    repository.git("mv", "records/sprints/a.yml", new)
    repository.commit(3)
    facts = read_file_history(repository.root, ["records"])
    assert days(facts, new) == (1, 3)


def test_two_renames_and_a_new_file_at_the_old_place(repository: Repository) -> None:
    repository.write("records/a.yml")
    repository.commit(1)
    repository.git("mv", "records/a.yml", "records/b.yml")
    repository.commit(2)
    repository.write("records/a.yml", "".join(f"another {i}\n" for i in range(30)))
    repository.commit(3)
    repository.git("mv", "records/b.yml", "records/c.yml")
    repository.commit(4)
    facts = read_file_history(repository.root, ["records"])
    assert days(facts, "records/c.yml") == (1, 4)
    assert days(facts, "records/a.yml") == (3, 3)


def test_a_file_that_was_deleted_and_came_back_begins_anew(repository: Repository) -> None:
    repository.write("records/a.yml")
    repository.commit(1)
    (repository.root / "records/a.yml").unlink()
    repository.write("records/keep.yml", "keep\n")
    repository.commit(2)
    repository.write("records/a.yml", "".join(f"new {i}\n" for i in range(30)))
    repository.commit(3)
    assert days(read_file_history(repository.root, ["records"]), "records/a.yml") == (3, 3)


def test_a_branch_that_was_merged_counts(repository: Repository) -> None:
    repository.write("records/a.yml")
    repository.commit(1)
    repository.git("checkout", "-q", "-b", "side")
    repository.write("records/b.yml", "b\n")
    repository.commit(2)
    repository.git("checkout", "-q", "main")
    repository.write("records/a.yml", TEXT + "more\n")
    repository.commit(3)
    repository.git("merge", "-q", "--no-edit", "side", day=date(2025, 4, 1))
    facts = read_file_history(repository.root, ["records"])
    assert days(facts, "records/b.yml") == (2, 2)
    assert days(facts, "records/a.yml") == (1, 3)


def test_records_in_a_folder_of_a_larger_repository(repository: Repository) -> None:
    repository.write("team/book/records/a.yml")
    repository.write("records/a.yml", "another\n")
    repository.commit(1)
    repository.write("records/a.yml", "changed\n")
    repository.commit(2)
    facts = read_file_history(repository.root / "team/book", ["records"])
    assert set(facts.files) == {"records/a.yml"}
    assert days(facts, "records/a.yml") == (1, 1)


def test_a_root_that_is_reached_by_a_link(repository: Repository, tmp_path: Path) -> None:
    repository.write("book/records/a.yml")
    repository.commit(1)
    link = tmp_path / "link"
    link.symlink_to(repository.root / "book")
    assert set(read_file_history(link, ["records"]).files) == {"records/a.yml"}


@pytest.mark.parametrize(
    "name", ['a "quoted".yml', "Größe.yml", "決定.yml", "two\nlines.yml", "tab\t.yml", " space .yml"]
)
def test_names_of_every_sort(name: str, repository: Repository) -> None:
    repository.write("records/old.yml")
    repository.commit(1)
    repository.git("mv", "records/old.yml", f"records/{name}")
    repository.commit(2)
    assert days(read_file_history(repository.root, ["records"]), f"records/{name}") == (1, 2)


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    facts = read_file_history(tmp_path, ["records"])
    assert facts.files == {}
    assert facts.missing == "this is not a git repository"


def test_no_commits(repository: Repository) -> None:
    repository.write("records/a.yml")
    facts = read_file_history(repository.root, ["records"])
    assert facts.files == {}
    assert facts.missing == "the repository has no commits yet"


def test_no_git(repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    facts = read_file_history(repository.root, ["records"])
    assert (facts.files, facts.missing) == ({}, "git is not installed")


@pytest.fixture
def shallow(repository: Repository, tmp_path: Path) -> Path:
    repository.write("records/old.yml")
    repository.write("records/kept.yml", "kept\n")
    repository.commit(1)
    repository.write("records/old.yml", TEXT + "more\n")
    repository.commit(2)
    repository.write("records/new.yml", "new\n")
    repository.commit(3)
    clone = tmp_path / "clone"
    repository.git("clone", "-q", "--depth", "2", f"file://{repository.root}", str(clone))
    return clone


def test_a_shallow_clone_says_so_and_knows_no_beginnings_of_old_files(shallow: Path) -> None:
    facts = read_file_history(shallow, ["records"])
    assert facts.missing == ""
    assert facts.shallow
    assert days(facts, "records/new.yml") == (3, 3)
    assert [facts.files[f"records/{name}.yml"].first for name in ("old", "kept")] == [None, None]


def test_a_broken_history_gives_no_facts_and_says_why(repository: Repository) -> None:
    repository.write("records/a.yml")
    first = repository.commit(1)
    repository.write("records/a.yml", TEXT + "more\n")
    repository.commit(2)
    (repository.root / ".git/objects" / first[:2] / first[2:]).unlink()
    facts = read_file_history(repository.root, ["records"])
    assert facts.files == {}
    assert facts.missing.startswith("git could not read the history (exit 128)")


SETTINGS = [
    ("log.showRoot", "false"), ("diff.relative", "true"), ("log.showSignature", "true"), ("diff.renames", "false"),
    ("core.quotePath", "true"), ("core.abbrev", "4"), ("format.pretty", "oneline"), ("log.date", "relative"),
    ("color.ui", "always"), ("log.decorate", "full"), ("diff.noprefix", "true"), ("log.abbrevCommit", "true"),
]  # fmt: skip
"""Settings that do change what is read."""


@pytest.mark.parametrize(
    ("name", "value"),
    [pytest.param(*pair, id=pair[0]) for pair in SETTINGS],
)
def test_a_user_s_settings_change_nothing(name: str, value: str, repository: Repository) -> None:
    repository.write("book/records/a.yml")
    repository.commit(1)
    repository.git("mv", "book/records/a.yml", "book/records/ä.yml")
    repository.commit(2)
    before = read_file_history(repository.root / "book", ["records"])
    assert days(before, "records/ä.yml") == (1, 2)
    repository.git("config", name, value)
    assert read_file_history(repository.root / "book", ["records"]) == before


def test_within_a_hook_of_another_repository(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("records/a.yml")
    repository.commit(1)
    other = Repository(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    assert set(read_file_history(repository.root, ["records"]).files) == {"records/a.yml"}


def test_a_shallow_clone_knows_the_last_changes(shallow: Path) -> None:
    facts = read_file_history(shallow, ["records"])
    assert facts.shallow
    assert days(facts, "records/new.yml") == (3, 3)
    assert facts.files["records/old.yml"].last.day == date(2025, 2, 1)
