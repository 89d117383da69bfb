"""Fragments of towncrier: names, types of the project's own, issues, and files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from forgebook.importing.sources.towncrier import Name, fragment_name
from support.loading import load
from support.sites import write


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "book", {"records/project.yml": "name: P\n"})


def run(book: Path, files: dict[str, str | bytes]) -> Result:
    source = write(book.parent / "pump", files)
    return CliRunner().invoke(main, ["import", "towncrier", str(source), "-C", str(book)])


CONFIG = """[tool.towncrier]
directory = "changes"
issue_format = "`#{issue} <https://e.example/issues/{issue}>`_"

[[tool.towncrier.type]]
directory = "feature"
name = "Features"

[[tool.towncrier.type]]
directory = "smell"
name = "Removals"
"""


def test_fragments_become_changes(book: Path) -> None:
    files: dict[str, str | bytes] = {
        "pyproject.toml": CONFIG, "changes/12.feature.rst": "It ``hums``.\n\nLoudly.\n",
        "changes/12.feature.1.rst": "It sings.\n", "changes/+soft.smell.md": "- No `x`.\n",
        "changes/README.md": "Read\n",
        "changes/13.featur.rst": "Lost?\n", "changes/14.feature.rst": " \n",
    }  # fmt: skip
    result = run(book, files)
    changes = {r.id: r for r in load(book).graph.of("change")}
    assert {id_: (r.f.kind, r.f.summary) for id_, r in changes.items()} == {
        "12-feature": ("added", "It `hums`."), "12-feature-1": ("added", "It sings."), "soft": ("removed", "No `x`."),
    }  # fmt: skip
    assert changes["12-feature"].f.issues == ["https://e.example/issues/12"]
    assert changes["12-feature"].f.detail == "Loudly."
    assert changes["soft"].f.issues == []
    assert result.exit_code == 1
    assert '13.featur.rst:1 could not be read: "featur" is no type of this project' in result.output
    assert "1 × empty fragment" in result.output
    assert "Nothing had to be written: 3 unchanged." in run(book, {}).output


def test_without_settings_types_are_told_by_their_words(book: Path) -> None:
    result = run(book, {"1.bugfix.rst": "A.\n", "2.breaking.rst": "B.\n", "3.smell.rst": "C.\n", "4.doc": "D.\n"})
    changes = {r.f.summary: r for r in load(book).graph.of("change")}
    assert {summary: (r.f.kind, r.f.breaking) for summary, r in changes.items()} == {
        "A.": ("fixed", False), "B.": ("changed", True), "D.": ("changed", False),
    }  # fmt: skip
    assert changes["D."].fields.tags == ["doc"]
    assert 'the type "smell" says no kind of change: set kind' in result.output
    assert "summary: C." in (book / "records/changes/3-smell.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("123.feature.rst", Name("123", "feature")), ("123.feature", Name("123", "feature")),
        ("123.bugfix.2.md", Name("123", "bugfix", "2")), ("+a.b.doc.rst", Name("+a.b", "doc")),
        ("+.misc", Name("+", "misc")), ("gh-12.feature.rst", Name("gh-12", "feature")), ("README.rst", None),
        ("notes.draft.md", None), (".gitignore", None), ("123.rst", None),
    ],
)  # fmt: skip
def test_names(name: str, wanted: Name | None) -> None:
    assert fragment_name(name, {}) == wanted


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"\0", "NUL in the file"), (b"x" * (2 << 20), "1 MiB is the limit"), (b"\xe9", "is not UTF-8")],
)
def test_hostile_fragments(book: Path, data: bytes, words: str) -> None:
    result = run(book, {"1.feature.rst": data, "2.feature.rst": "Whole.\n"})
    assert result.exit_code == 1
    assert words in result.output
    assert [r.f.summary for r in load(book).graph.of("change")] == ["Whole."]


def test_broken_settings_are_named(book: Path) -> None:
    result = run(book, {"pyproject.toml": "[tool\n", "newsfragments/1.feature.rst": "Whole.\n"})
    assert "pyproject.toml:1 could not be read: it is no TOML" in result.output
    assert [r.f.summary for r in load(book).graph.of("change")] == ["Whole."]


def test_a_folder_without_fragments(book: Path) -> None:
    result = run(book, {"a.txt": "A"})
    assert result.exit_code == 2
    assert "there is no fragment of towncrier in" in result.output
