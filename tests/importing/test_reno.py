"""Notes of reno: sections, the release that brought each, and notes that are broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from support.clones import Dated
from support.loading import load
from support.sites import write

A, B, C = ("a-0123456789abcdef", "b-1123456789abcdef", "c-2123456789abcdef")
NOTES = "releasenotes/notes"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "book", {"records/project.yml": "name: P\n"})


def run(book: Path, files: dict[str, str | bytes] | None = None) -> Result:
    source = write(book.parent / "pump", files or {})
    return CliRunner().invoke(main, ["import", "reno", str(source), "-C", str(book)])


def notes(**texts: str) -> dict[str, str | bytes]:
    return {f"{NOTES}/{name}.yaml": text for name, text in texts.items()}


def test_sections_become_changes(book: Path) -> None:
    text = (
        "---\nprelude: A new pump.\nfeatures:\n  - |\n    It ``hums``.\n\n    See `a <https://e.example/a>`_::\n\n"
        "        hum\n  - It sings.\nupgrade:\n  - Turn it.\nfix:\n  - Leaks.\nsmells:\n  - Odd.\n"
    )
    result = run(book, {f"{NOTES}/{A}.yaml": text})
    assert result.exit_code == 1
    changes = {r.id: r for r in load(book).graph.of("change")}
    assert {id_: r.f.kind for id_, r in changes.items()} == {
        "a-features": "added", "a-features-2": "added", "a-upgrade": "changed", "a-fix": "fixed",
    }  # fmt: skip
    assert changes["a-features"].f.summary == "It `hums`."
    told = "See [a](https://e.example/a):\n\n```\nhum\n```\n\n**Prelude:** A new pump.\n"
    assert changes["a-features"].f.detail == told
    assert changes["a-upgrade"].fields.tags == ["upgrade"]
    assert '"fix" on line 13 is no section of reno; it was read as fixes' in result.output
    assert '"smells" on line 15 is no section of reno; it means nothing to reno' in result.output
    assert "Still to be filled in: kind in 1 record" in result.output
    assert "summary: Odd." in (book / "records/changes/a-smells.yml").read_text("utf-8")
    assert "prelude (1 entry)" in result.output
    assert "Nothing had to be written: 5 unchanged." in run(book).output


def repository(book: Path) -> Dated:
    """`a` came with 1.0.0rc1, `b` with 2.0.0 (written before it, on a branch), `c` with none."""
    clone = Dated(book.parent / "pump")
    write(clone.root, notes(**{A: "fixes:\n  - A.\n"}))
    clone.on("2025-01-01", "a")
    clone.tag("1.0.0rc1")
    clone.git("checkout", "-q", "-b", "side")
    write(clone.root, notes(**{B: "fixes:\n  - B.\n"}))
    clone.on("2025-01-02", "b")
    clone.git("checkout", "-q", "main")
    clone.on("2025-01-03", "more")
    clone.tag("1.0.0")
    clone.on("2025-01-04", "merge", "side")
    clone.git("mv", f"{NOTES}/{A}.yaml", f"{NOTES}/renamed-0123456789abcdef.yaml")
    clone.on("2025-01-05", "rename")
    clone.tag("2.0.0")
    write(clone.root, notes(**{C: "fixes:\n  - C.\n"}))
    clone.on("2025-01-06", "c")
    return clone


def test_the_earliest_version_that_has_a_note(book: Path) -> None:
    repository(book)
    assert run(book).exit_code == 0
    graph = load(book).graph
    named = {r.f.summary: r.f.releases for r in graph.of("change")}
    assert named == {"A.": ["release/1.0.0"], "B.": ["release/2.0.0"], "C.": []}
    assert graph.records["release/2.0.0"].f.previous == "release/1.0.0"
    again = run(book)
    assert "Nothing had to be written: 6 unchanged." in again.output


def test_a_note_that_is_renamed_stays_the_same_record(book: Path) -> None:
    run(book, notes(**{A: "fixes:\n  - A.\n"}))
    old = book.parent / "pump" / NOTES / f"{A}.yaml"
    old.rename(old.with_name("z-0123456789abcdef.yaml"))
    assert "Nothing had to be written: 1 unchanged." in run(book).output


def test_settings_of_the_project(book: Path) -> None:
    repository(book)
    config = (
        "collapse_pre_releases: false\nearliest_version: 1.0.0rc1\nignore_notes: [c-2123456789abcdef]\nencoding: utf8\n"
        "sections:\n  - [fixes, Fixes]\n  - [api, New Features]\nprelude_section_name: intro\n"
    )
    files = {"releasenotes/config.yaml": config, **notes(d="api:\n  - D.\nintro: Hello.\n")}
    result = run(book, files)
    changes = {r.f.summary: r.f for r in load(book).graph.of("change")}
    assert changes["A."].releases == ["release/1.0.0rc1"]
    assert changes["D."].kind == "added"
    assert "C." not in changes
    assert "they say how reno works or looks: encoding" in result.output
    assert "ignore_notes" in result.output


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("fixes:\n  - 'a' b\n", f"{A}.yaml:2 could not be read"),
        ("fixes:\n  - a\nfixes:\n  - b\n", f"{A}.yaml:3 could not be read"),
        ("- a\n", f"{A}.yaml:1 could not be read: it has no sections"),
        (b"fixes:\n  - \0\n", f"{A}.yaml:2 could not be read: NUL in the file"),
        (b"fixes:\n  - " + b"x" * (2 << 20), "1 MiB is the limit"),
        ("fixes: " + "[" * 3000, f"{A}.yaml:1 could not be read"),
        ("fixes: &a [b]\nother: *a\n", f"{A}.yaml:1 could not be read"),
        ("", "1 × empty note"),
        ("fixes:\n", "1 × empty section"),
        ("fixes:\n  -\n  - a\n", "1 × empty entry"),
        ("fixes: a\n", "fixes should be a list"),
        ("fixes:\n  - a: b\n", 'an entry of "fixes" is no text'),
    ],
)
def test_broken_notes_are_named_and_others_come_in(book: Path, text: str | bytes, words: str) -> None:
    result = run(book, {f"{NOTES}/{A}.yaml": text, f"{NOTES}/{B}.yaml": "fixes:\n  - Whole.\n"})
    assert words in result.output
    assert "Whole." in [r.f.summary for r in load(book).graph.of("change")]


def test_a_folder_without_notes(book: Path) -> None:
    result = run(book, {"a.txt": "A"})
    assert result.exit_code == 2
    assert "there is no note of reno in" in result.output
