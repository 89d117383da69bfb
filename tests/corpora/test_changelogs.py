"""Real changelogs, notes of reno and fragments of towncrier, held against what grep and awk counted in their files.

Versions: lines that begin with `## `, those that say unreleased told apart. Changes: lines that begin with `- ` or `* `
below a `### ` heading, outside of code (awk); argon2-cffi has one section more that holds a paragraph and no bullet.
Entries of reno: dashes at the indent of the first one below each section (awk). Fragments: names, by their types (sed).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from ruamel.yaml import YAML

from forgebook.cli.main import main
from support.clones import Dated
from support.loading import load
from support.sites import write

pytestmark = pytest.mark.corpora

VERSIONS = {"argon2-cffi": 18, "changie": 52, "httpx": 77, "keep-a-changelog": 16, "svcs": 24}
CHANGES = {"argon2-cffi": 47, "changie": 112, "httpx": 347, "keep-a-changelog": 122, "svcs": 64}
FRAGMENTS = {"argon2-cffi": 2, "changie": 0, "httpx": 2, "keep-a-changelog": 0, "svcs": 3}
RENO = {
    "critical": 5, "deprecations": 70, "feature": 2, "features": 124, "fixes": 166, "other": 77, "security": 56,
    "upgrade": 117, "upgrades": 2,
}  # fmt: skip
TYPES = {"feature": 3, "improvement": 16, "bugfix": 22, "doc": 3, "deprecation": 2, "breaking": 2, "contrib": 1}

Import = Callable[[str, Path], Result]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "book", {"records/project.yml": "name: P\n"})


@pytest.fixture
def bring(book: Path) -> Import:
    return lambda what, source: CliRunner().invoke(main, ["import", what, str(source), "-C", str(book)])


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts(inner)]
    return [text for inner in value for text in texts(inner)] if isinstance(value, list) else [str(value)]


def written(book: Path) -> str:
    """All words of all records, on one line."""
    paths = sorted((book / "records").rglob("*.yml"))
    return " ".join(" ".join(text.split()) for path in paths for text in texts(YAML(typ="base").load(path)))


@pytest.mark.parametrize("name", VERSIONS)
def test_a_changelog(name: str, corpora: Path, book: Path, bring: Import) -> None:
    source = corpora / "changelogs" / name / "CHANGELOG.md"
    result = bring("changelog", source)
    assert result.exit_code == 0, result.output
    graph = load(book).graph
    releases = graph.of("release")
    assert len(releases) == VERSIONS[name]
    assert sum(len(release.f.changes) for release in releases) == CHANGES[name]
    assert len([c for c in graph.of("change") if c.parent is None]) == FRAGMENTS[name]
    assert all(release.f.released_on for release in releases if release.f.status == "released")
    assert lost(source.read_text("utf-8"), written(book)) == []
    again = bring("changelog", source.parent)
    assert f"Nothing had to be written: {VERSIONS[name] + FRAGMENTS[name]} unchanged." in again.output
    assert "Edited" not in again.output


def lost(text: str, words: str) -> list[str]:
    """Lines of a changelog whose words stand nowhere. Links that are defined below are told with their addresses."""
    plain = re.sub(r"\[([^\[\]]+)\](\([^()]*\)|\[[^\[\]]*\])?", r"\1", words)
    lines = [line.strip() for line in text.split("\n")]
    told = [line for line in lines if line and not re.match(r"#|---\Z|<!--.*-->\Z|\[[^\]]+\]: ", line)]
    said = [re.sub(r"\A(?:[-*+]|\d+\.) ", "", line) for line in told]
    short = [" ".join(re.sub(r"\[([^\[\]]+)\](\([^()]*\)|\[[^\[\]]*\])?", r"\1", line).split()) for line in said]
    return [line for line in short if line not in plain]


def test_the_notes_of_keystone(corpora: Path, book: Path, bring: Import) -> None:
    result = bring("reno", corpora / "reno" / "keystone")
    assert result.exit_code == 0, result.output
    assert "Read 376 files: 620 entries." in result.output
    mapped = dict(re.findall(r"^  section (\w+) +to kind: .* \((\d+)\)$", result.output, re.M))
    assert {name: int(number) for name, number in mapped.items()} == {**RENO, "prelude": 1}
    for place in (
        'bp-basic-default-roles-4ff6502b6ac57d48.yaml:8 "upgrades" on line 7',
        'bug-1473292-c21481e6aec29ec2.yaml:3 "feature" on line 2',
        'bug-1872737-f8e1ad3b6705b766.yaml:3 "feature" on line 2',
        'bug-1951632-11272e49e2fa439d.yaml:8 "upgrades" on line 7',
    ):
        assert place in result.output
    assert "prelude (10 entries)" in result.output
    again = bring("reno", corpora / "reno" / "keystone" / "releasenotes" / "notes")
    assert "Nothing had to be written: 620 unchanged." in again.output


def test_no_word_of_keystone_is_lost(corpora: Path, book: Path, bring: Import) -> None:
    notes = corpora / "reno" / "keystone" / "releasenotes" / "notes"
    bring("reno", notes)
    there = set(re.findall(r"\w{3,}", written(book)))
    gone = Counter(
        word
        for path in sorted(notes.glob("*.yaml"))
        for text in texts(YAML(typ="base").load(path))
        for word in re.findall(r"\w{3,}", re.sub(r"^\s*\.\. .*$|:\w+:`", " ", text, flags=re.M))
        if word not in there
    )
    assert gone == Counter()


def test_notes_of_keystone_in_a_repository(corpora: Path, book: Path, bring: Import, tmp_path: Path) -> None:
    """Half of the notes came with 1.0.0, a quarter with 2.0.0rc1 that 2.0.0 followed, the rest with nothing yet."""
    paths = sorted((corpora / "reno" / "keystone" / "releasenotes" / "notes").glob("*.yaml"))
    clone = Dated(tmp_path / "keystone")
    steps = [(paths[:188], "1.0.0"), (paths[188:282], "2.0.0rc1"), ([], "2.0.0"), (paths[282:], "")]
    for number, (some, tag) in enumerate(steps, 1):
        clone.write({f"releasenotes/notes/{path.name}": path.read_text("utf-8") for path in some})
        clone.on(f"2025-0{number}-01", f"Step {number}")
        if tag:
            clone.tag(tag)
    result = bring("reno", clone.root)
    assert result.exit_code == 0, result.output
    files = {
        release: {c.fields.imported.from_ for c in load(book).graph.of("change") if c.f.releases == named}
        for release, named in (("1", ["release/1.0.0"]), ("2", ["release/2.0.0"]), ("", []))
    }
    assert {release: len(names) for release, names in files.items()} == {"1": 188, "2": 94, "": 94}
    assert files["1"] == {path.name for path in paths[:188]}


def test_the_fragments_of_pytest(corpora: Path, book: Path, bring: Import) -> None:
    source = corpora / "changelogs" / "pytest-fragments"
    result = bring("towncrier", source)
    assert result.exit_code == 0, result.output
    mapped = dict(re.findall(r"^  type (\w+) +to kind: .* \((\d+)\)$", result.output, re.M))
    assert {name: int(number) for name, number in mapped.items()} == TYPES
    assert "2 × other file" in result.output
    changes = load(book).graph.of("change")
    assert len(changes) == 49
    assert {c.f.issues[0] for c in changes} == {
        f"#{p.name.split('.')[0]}" for p in (source / "changelog").glob("[0-9]*")
    }
    assert "Nothing had to be written: 49 unchanged." in bring("towncrier", source / "changelog").output
