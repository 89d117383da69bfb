"""The exceptions of Kubernetes' release teams, held against what somebody read in the files."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from ruamel.yaml import YAML

from forgebook.cli.main import main
from forgebook.core.settings import SiteSettings
from forgebook.importing.contract import Found, read_all
from forgebook.importing.sources.exceptions import IMPORTER
from forgebook.pipeline import load_project
from support.sites import AS_OF, write

pytestmark = pytest.mark.corpora

EXPECTED: dict[str, Any] = YAML(typ="safe").load(Path(__file__).parent / "exceptions_expected.yml")


@pytest.fixture(scope="session")
def kubernetes(corpora: Path) -> Path:
    return corpora / "requests" / "kubernetes-exceptions"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path / "project", {"records/project.yml": "name: Harbour model\n"})


def run(project: Path, source: Path) -> Result:
    return CliRunner().invoke(main, ["import", "exceptions", str(source), "-C", str(project)])


def files(project: Path) -> dict[str, str]:
    return {p.relative_to(project).as_posix(): p.read_text("utf-8") for p in (project / "records").rglob("*.yml")}


@pytest.fixture(scope="module")
def found(kubernetes: Path) -> list[Found]:
    return read_all(IMPORTER, kubernetes).found


def test_each_file_gives_its_entries(found: list[Found]) -> None:
    assert Counter(entry.source.split("/")[-2] for entry in found) == EXPECTED["files"]
    assert sum(EXPECTED["files"].values()) == 173


def test_files_that_cannot_be_read_are_named_with_their_line(kubernetes: Path) -> None:
    unread = read_all(IMPORTER, kubernetes).unread
    assert {one.source.split("/")[-2]: one.line for one in unread} == EXPECTED["unread"]
    assert all(one.message for one in unread)


@pytest.mark.parametrize("row", EXPECTED["entries"], ids=lambda row: f"{row[0]} {row[1]}")
def test_an_entry(row: list[Any], found: list[Found]) -> None:
    release, name, answer, asked, decided, freeze, addresses = row
    entries = [e for e in found if e.source.split("/")[-2] == release and e.values["title"] == name]
    assert len(entries) == 1
    told = entries[0].values
    assert told["answer"] == answer
    assert (told["asked_on"] if isinstance(told["asked_on"], date) else None) == asked
    assert told.get("decided_on") == decided
    assert told["tags"] == [freeze]
    assert len(told["links"]) == addresses
    assert bool(told.get("reason")) == (answer != "yes")


def test_nothing_of_an_entry_is_lost(found: list[Found], kubernetes: Path) -> None:
    """Every address of every file that can be read stands in a record."""
    kept = {link["url"] for entry in found for link in entry.values["links"]}
    for entry in found:
        content = YAML(typ="safe").load(kubernetes / entry.source)
        lists = content.values() if isinstance(content, dict) else [content]
        for written in (one for entries in lists for one in entries or []):
            pulls = written.get("pull_requests") or written.get("pull-requests") or []
            assert {url.strip() for url in (written["thread"], *filter(None, pulls))} <= kept


def test_no_name_of_a_person_gets_in(project: Path, kubernetes: Path) -> None:
    run(project, kubernetes)
    written = "".join(files(project).values())
    comments = [
        line for path in kubernetes.rglob("exceptions.yaml") for line in path.read_text("utf-8").split("\n")
        if line.startswith("#")
    ]  # fmt: skip
    handles = {word.strip("()[],") for line in comments for word in line.split() if "@" in word}
    assert len(handles) > 20
    assert [handle for handle in handles if handle in written] == []


def test_a_second_run_changes_nothing(project: Path, kubernetes: Path) -> None:
    first = run(project, kubernetes)
    assert first.exit_code == 1, first.output
    before = files(project)
    assert len(before) == 173 + 1
    again = run(project, kubernetes / "releases")
    assert files(project) == before
    assert "Nothing had to be written: 173 unchanged." in again.output


def test_what_check_says_of_them(project: Path, kubernetes: Path) -> None:
    """The gaps and the slip that the report names, and nothing else."""
    run(project, kubernetes)
    found = load_project(SiteSettings(project, project / "records", AS_OF), git=False).diagnostics
    assert Counter(diagnostic.code.id for diagnostic in found) == {"FB202": 7, "FB423": 1}
