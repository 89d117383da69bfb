"""Tags of a repository: releases at their commits, candidates, and what is no release."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from support.clones import Dated
from support.loading import load
from support.sites import write


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "book", {"records/project.yml": "name: P\n"})


def run(book: Path, source: Path) -> Result:
    return CliRunner().invoke(main, ["import", "tags", str(source), "-C", str(book)])


def clone(book: Path) -> Dated:
    repository = Dated(book.parent / "model")
    for day, tag, annotated in (
        ("2025-01-01", "v1.0rc1", ""), ("2025-02-01", "v1.0", "2025-02-03"), ("2025-03-01", "v2.0", ""),
        ("2025-04-01", "v1.1", ""), ("2025-05-01", "nightly", ""), ("2025-05-02", "other-7", ""),
    ):  # fmt: skip
        repository.on(day, tag)
        repository.tag(tag, annotated)
    return repository


def test_tags_become_releases(book: Path) -> None:
    repository = clone(book)
    repository.git("tag", "-a", "-m", "Spring\n\nThe tides are told.", "v3.0")
    commit = repository.git("rev-parse", "v1.0^{commit}")
    result = run(book, repository.root)
    assert result.exit_code == 0, result.output
    releases = load(book).graph.records
    first = releases["release/v1.0"].f
    assert (first.status, first.released_on, first.previous) == ("released", date(2025, 2, 3), "release/v1.0rc1")
    assert [(p.repository, p.version, p.commit) for p in first.components] == [("model", "v1.0", commit)]
    assert first.highlights is None
    assert releases["release/v1.0rc1"].f.status == "candidate"
    assert releases["release/v3.0"].f.highlights == "Spring\n\nThe tides are told.\n"
    assert releases["release/v1.1"].f.previous is None
    assert "its version mends v1.0, which v2.0 follows already" in result.output
    assert "it is no release by its name (there is no digit in it" in result.output
    again = run(book, repository.root)
    assert "Nothing had to be written: 6 unchanged." in again.output
    assert "Edited" not in again.output


def test_the_project_file_says_which_tags_are_releases(book: Path) -> None:
    entry = "{id: model, path: ../model, tag_pattern: v*, ignore_tags: [v2*]}"
    write(book, {"records/project.yml": f"name: P\nrepositories:\n  - {entry}\n"})
    result = run(book, clone(book).root)
    assert sorted(r.id for r in load(book).graph.of("release")) == ["v1.0", "v1.0rc1", "v1.1"]
    assert "tag_pattern is v*; ignore_tags: v2*" in result.output


def test_a_release_that_people_wrote_is_left_alone(book: Path) -> None:
    theirs = "version: v2.0\nstatus: planned\n"
    write(book, {"records/releases/v2.0.yml": theirs})
    assert "Wrote 4 new records; 1 unchanged" in run(book, clone(book).root).output
    assert (book / "records/releases/v2.0.yml").read_text("utf-8") == theirs


def test_two_repositories_with_the_same_versions(book: Path) -> None:
    run(book, clone(book).root)
    other = Dated(book.parent / "data")
    other.on("2025-01-01", "x")
    other.tag("v1.0")
    run(book, other.root)
    ids = {r.id for r in load(book).graph.of("release")}
    assert {"v1.0", "data/v1.0"} <= ids
    assert "Nothing had to be written: 5 unchanged." in run(book, book.parent / "model").output


def test_two_tags_of_one_version(book: Path) -> None:
    repository = clone(book)
    repository.tag("2.0.0")
    result = run(book, repository.root)
    assert "is the same version, and leads to another commit" in result.output


def test_a_folder_without_tags_or_repository(book: Path) -> None:
    result = run(book, book)
    assert result.exit_code == 2
    assert "is no git repository" in result.output
    empty = Dated(book.parent / "empty")
    empty.on("2025-01-01", "x")
    assert "has no tag with a digit" in run(book, empty.root).output
