"""What can be told from a folder before anybody is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from forgebook.starting.answers import browser_address, decision_folders, hosts_for, surroundings
from support.repositories import GitRepository


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("git@github.com:team/book.git", "https://github.com/team/book"),
        ("https://github.com/team/book.git", "https://github.com/team/book"),
        ("https://user:secret@gitlab.example/team/sub/book.git", "https://gitlab.example/team/sub/book"),
        ("ssh://git@gitlab.example:2222/team/book.git", "https://gitlab.example/team/book"),
        ("http://gitlab.local:8080/team/book", "http://gitlab.local:8080/team/book"),
        ("gitlab.example:team/book.git/", "https://gitlab.example/team/book"),
        ("/srv/git/book.git", None),
        ("../book.git", None),
        ("file:///srv/git/book.git", None),
        ("", None),
    ],
)
def test_the_address_for_browsers(remote: str, address: str | None) -> None:
    assert browser_address(remote) == address


@pytest.mark.parametrize(
    ("address", "hosts"),
    [
        ("https://github.com/a/b", ("github",)),
        ("https://gitlab.example/a/b", ("gitlab",)),
        ("https://git.example/a/b", ("github", "gitlab")),
        (None, ("github", "gitlab")),
    ],
)
def test_the_service(address: str | None, hosts: tuple[str, ...]) -> None:
    assert hosts_for(address) == hosts


def test_what_git_says(tmp_path: Path) -> None:
    git = GitRepository(tmp_path / "top")
    git.git("remote", "add", "origin", "git@gitlab.example:team/book.git")
    git.git("switch", "-qc", "trunk")
    (git.root / "book").mkdir()
    around = surroundings(git.root / "book")
    assert (around.top, around.prefix, around.branch) == (git.root, "book", "trunk")
    assert around.remote == "https://gitlab.example/team/book"


def test_the_branch_is_that_of_the_remote_where_it_is_known(tmp_path: Path) -> None:
    origin = GitRepository(tmp_path / "origin")
    origin.write({"a": "a"}).commit()
    origin.git("clone", "-q", str(origin.root), str(tmp_path / "clone"))
    clone = tmp_path / "clone"
    origin.git("-C", str(clone), "switch", "-qc", "feature")
    assert surroundings(clone).branch == "main"


def test_no_repository(tmp_path: Path) -> None:
    around = surroundings(tmp_path)
    assert around.top is None
    assert "not a git repository" in around.why_not


def test_folders_of_decision_files(tmp_path: Path) -> None:
    texts = {
        "docs/adr/0001-use-x.md": "# Use X\n\n## Status\n\nAccepted\n",
        "docs/decisions/index.md": "# Our pages\n\nNothing of the kind.\n",
        "doc/arch/0001.md": "# 1. Use Y\n\nDate: 2020-01-01\n\n## Context\n\nWe had none.\n",
        "adr/notes.txt": "Status: none",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert decision_folders(tmp_path) == ["docs/adr", "doc/arch"]
