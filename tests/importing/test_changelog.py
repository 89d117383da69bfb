"""Changelogs: versions, dates in many styles, sections, links, and what cannot be told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from forgebook.importing.changelog_heading import version_heading
from support.clones import Dated
from support.loading import load
from support.sites import write


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "book", {"records/project.yml": "name: P\n"})


def run(book: Path, text: str | bytes, name: str = "CHANGELOG.md", *options: str) -> Result:
    source = write(book.parent / "pump", {name: text})
    return CliRunner().invoke(main, ["import", "changelog", str(source / name), "-C", str(book), *options])


TEXT = """# Changelog

Everything is told here.

## [Unreleased]

### Added

- Doors open [by voice][voice].

## [1.1.0] - 2025-03-02

A word about it.

### Fixed

- Doors close.

  Even at night:
  - on Monday
  - on Tuesday
* Bells `[voice]` ring.

### Documentation

- A page about bells.

## 1.0.1 - 2025-02-01 [YANKED]

### Fixed

- Bells.

## 1.0.0rc1 (May 3rd, 2024)

### Breaking changes

- Nothing works.

[unreleased]: https://e.example/compare/1.1.0...HEAD
[1.1.0]: https://e.example/compare/1.0.1...1.1.0
[voice]: https://e.example/voice
[never]: https://e.example/never
"""


def test_versions_become_releases_and_nothing_is_lost(book: Path) -> None:
    result = run(book, TEXT)
    assert result.exit_code == 0, result.output
    graph = load(book).graph
    release = graph.records["release/1.1.0"].f
    assert (release.status, release.released_on, release.previous) == ("released", date(2025, 3, 2), "release/1.0.1")
    assert [(c.kind, c.summary, c.detail) for c in release.changes] == [
        ("fixed", "Doors close.", "Even at night:\n- on Monday\n- on Tuesday\n"),
        ("fixed", "Bells `[voice]` ring.", None),
    ]
    assert release.highlights == "A word about it.\n\n**Documentation**\n\n- A page about bells.\n"
    assert [link.url for link in graph.records["release/1.1.0"].fields.links] == [
        "https://e.example/compare/1.0.1...1.1.0"
    ]
    waiting = next(c for c in graph.of("change") if c.parent is None)
    assert (waiting.f.kind, waiting.f.summary) == ("added", "Doors open [by voice](https://e.example/voice).")
    candidate = graph.records["release/1.0.0rc1"].f
    assert candidate.status == "candidate"
    assert candidate.changes[0].breaking
    assert "Everything is told here." in candidate.highlights
    assert "Dated 2024-05-03." in candidate.highlights
    assert graph.records["release/1.0.1"].f.status == "withdrawn"
    for words in ("section Documentation (1 entry)", "1.0.1 was yanked: say since when and why", "[never]"):
        assert words in result.output
    assert "it is of what is not released: https://e.example/compare/1.1.0...HEAD" in result.output


def test_a_second_run_changes_nothing_and_edits_are_left_alone(book: Path) -> None:
    run(book, TEXT)
    assert "Nothing had to be written: 4 unchanged." in run(book, TEXT).output
    path = book / "records/releases/1.1.0.yml"
    edited = path.read_text("utf-8").replace("A word", "Two words")
    path.write_text(edited, encoding="utf-8")
    result = run(book, TEXT.replace("Doors close", "Doors shut").replace("- Bells.", "- Chimes."))
    assert "1.1.0.yml; CHANGELOG.md:11 has changed as well: compare them" in result.output
    assert "Wrote 1 updated record" in result.output
    assert path.read_text("utf-8") == edited
    assert "Chimes." in (book / "records/releases/1.0.1.yml").read_text("utf-8")


def test_a_release_that_people_wrote_gets_its_changes_as_fragments(book: Path) -> None:
    theirs = "version: 1.1.0\nstatus: planned\n"
    write(book, {"records/releases/1.1.0.yml": theirs})
    for _ in range(2):
        result = run(book, TEXT)
        assert (book / "records/releases/1.1.0.yml").read_text("utf-8") == theirs
        graph = load(book).graph
        named = [c.f.summary for c in graph.of("change") if c.f.releases]
        assert sorted(named) == ["Bells `[voice]` ring.", "Doors close."]
    assert "says no kind of change: set kind" in result.output
    write(book, {"records/releases/1.1.0.yml": theirs + "changes:\n  - {kind: added, summary: Ours}\n"})
    assert "release/1.1.0 tells its changes already" in run(book, TEXT).output


def test_commits_come_from_the_tags_of_its_repository(book: Path) -> None:
    clone = Dated(book.parent / "pump")
    write(clone.root, {"CHANGELOG.md": TEXT})
    clone.on("2025-03-02", "One")
    commit = clone.tag("v1.1.0")
    result = run(book, TEXT)
    release = load(book).graph.records["release/1.1.0"]
    assert [(p.repository, p.version, p.commit) for p in release.f.components] == [("pump", "v1.1.0", commit)]
    assert release.fields.waivers == []
    assert "1 of repositories: pump" in result.output


def test_two_headings_for_one_version(book: Path) -> None:
    result = run(book, "## 1.0.0 - 2025-01-01\n\n## v1.0.0 - 2025-01-02\n\n### Added\n\n- Lost?\n")
    assert result.exit_code == 1
    assert "CHANGELOG.md:3 could not be read: v1.0.0 has a second heading here; the first is on line 1" in result.output
    assert [p.name for p in (book / "records/releases").iterdir()] == ["1.0.0.yml"]


@pytest.mark.parametrize(
    "text", ["", "# Changelog\n\nWords.\n", "## Added\n\n- A thing\n", "## 2020-01-01\n\n- A diary\n"]
)
def test_a_changelog_without_versions(book: Path, text: str) -> None:
    result = run(book, text)
    assert result.exit_code == 2
    assert 'no heading of "CHANGELOG.md" names a version' in result.output
    assert not (book / "records/releases").exists()


def test_dates_that_are_none_are_told_and_not_invented(book: Path) -> None:
    result = run(book, "## 1.2.0 - 2025-02-30\n\n## 1.1.0 - 03/04/2025\n\n## 1.0.0\n\n## 0.9.0 - 2024-01-01\n")
    for words in ('"2025-02-30" is no date', '"03/04/2025" may be two days', "1.0.0 has no date"):
        assert words in result.output
    days = {r.id: r.f.released_on for r in load(book).graph.of("release")}
    assert days == {"1.2.0": None, "1.1.0": None, "1.0.0": None, "0.9.0": date(2024, 1, 1)}


def test_restructured_text(book: Path) -> None:
    text = (
        "=======\nHistory\n=======\n\n.. towncrier starts\n\n"
        "2.0 (2025-01-02)\n----------------\n\nBugfixes\n~~~~~~~~\n\n"
        "- Mend ``x`` (`#12 <https://e.example/12>`_, `site`_)::\n\n      run it\n\n.. _site: https://e.example\n"
    )
    result = run(book, text, "CHANGES.rst")
    change = load(book).graph.records["release/2.0"].f.changes[0]
    assert change.summary == "Mend `x` ([#12](https://e.example/12), [site](https://e.example)):"
    assert "run it" in change.detail
    assert "1 line of comments" in result.output


def test_a_line_that_is_mended_later_is_left_open(book: Path) -> None:
    result = run(book, "## 1.0.1 - 2025-03-01\n\n## 2.0.0 - 2025-02-01\n\n## 1.0.0 - 2025-01-01\n")
    assert "1.0.1 mends 1.0.0, which 2.0.0 follows already" in result.output
    releases = load(book).graph.records
    assert releases["release/2.0.0"].f.previous == "release/1.0.0"
    assert releases["release/1.0.1"].f.previous is None


@pytest.mark.parametrize(
    ("title", "version", "day"),
    [
        ("[25.1.0](https://e.example/compare) - 2025-06-03", "25.1.0", date(2025, 6, 3)),
        ("v1.26.0 on 2026-08-20", "v1.26.0", date(2026, 8, 20)),
        ("0.28.1 (6th December, 2024)", "0.28.1", date(2024, 12, 6)),
        ("0.15.2 (September 23nd, 2020)", "0.15.2", date(2020, 9, 23)),
        ("0.8.0 (November 27, 2019)", "0.8.0", date(2019, 11, 27)),
        ("1.0.0 / 23.04.2020", "1.0.0", date(2020, 4, 23)),
        ("Version 2.3 — 2020/01/31", "2.3", date(2020, 1, 31)),
        ("[1.0.0-rc.1+build.5] - 2020-01-01", "1.0.0-rc.1+build.5", date(2020, 1, 1)),
    ],
)
def test_headings(title: str, version: str, day: date) -> None:
    heading = version_heading(title)
    assert heading is not None
    assert (heading.version, heading.day, heading.fault, heading.rest) == (version, day, "", "")


@pytest.mark.parametrize("title", ["Added", "3.0 migration guide", "10 things", "2020-01-01", "Older versions", ""])
def test_headings_that_name_no_version(title: str) -> None:
    assert version_heading(title) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"## 1.0.0\n\0", "NUL in the file"),
        (b"## 1.0.0\n" + b"x" * (2 << 20), "1 MiB is the limit"),
        ("## 1.0.0 \xe9".encode("latin-1"), "is not UTF-8"),
    ],
)
def test_hostile_files(book: Path, text: bytes, words: str) -> None:
    result = run(book, text)
    assert result.exit_code == 1
    assert words in result.output
    assert "Traceback" not in result.output


def test_deep_and_odd_texts_end_in_good_time(book: Path) -> None:
    deep = "".join(f"{'  ' * n}- item {n}\n" for n in range(600))
    text = f"## 1.0.0 - 2025-01-01\n\n### Added\n\n{deep}\n```\n## 2.0.0\n\n" + "[" * 5000 + "`" * 5000
    result = run(book, text)
    assert result.exit_code == 0, result.output
    assert [r.id for r in load(book).graph.of("release")] == ["1.0.0"]


def test_links_to_files_beside_the_changelog_are_named(book: Path) -> None:
    result = run(book, "## 1.0.0 - 2025-01-01\n\n### Added\n\n- [A](docs/a.md), [b](https://e.example/b.md), [c](#c)\n")
    assert 'the link to "docs/a.md" leads to a file beside the changelog' in result.output
    assert result.output.count("leads to a file beside the changelog") == 1


@pytest.mark.parametrize(
    "piece",
    ["<!--", "# a" + " " * 50, "`" + " " * 50, "[", "``a ", "- ", ":a:`", "> ", "# 1" + "-" * 50, "..\n", "a\n==="],
)
@pytest.mark.parametrize("name", ["CHANGELOG.md", "CHANGES.rst"])
def test_hostile_rows_of_one_piece_end_in_good_time(book: Path, piece: str, name: str) -> None:
    """Half a megabyte of it: a pattern that goes back over its steps would take hours."""
    row = piece * (500_000 // len(piece))
    result = run(book, f"1.0.0 - 2025-01-01\n==================\n\nAdded\n-----\n\n- {row} b\n", name)
    assert result.exit_code == 0, result.output[-300:]
