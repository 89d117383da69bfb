"""A release train of OpenStack, held against what grep and awk found in its files."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from ruamel.yaml import YAML

from forgebook.cli.main import main
from forgebook.core.graph import ProjectGraph
from forgebook.core.settings import SiteSettings
from forgebook.importing.contract import Reading, read_all
from forgebook.importing.sources.train import IMPORTER
from forgebook.pipeline import Project, load_project
from support.sites import AS_OF, build, mkdocs_yml, write

pytestmark = pytest.mark.corpora

EXPECTED: dict[str, Any] = YAML(typ="safe").load(Path(__file__).parent / "train_expected.yml")


@pytest.fixture(scope="session")
def openstack(corpora: Path) -> Path:
    return corpora / "releases" / "openstack"


def run(project: Path, source: Path) -> Result:
    return CliRunner().invoke(main, ["import", "train", str(source), "-C", str(project)])


@pytest.fixture(scope="module")
def imported(openstack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the train in it. Tests that change it take a copy."""
    root = write(tmp_path_factory.mktemp("train"), {"records/project.yml": "name: OpenStack\n"})
    result = run(root, openstack)
    assert result.exit_code == 0, result.output
    return root


@pytest.fixture(scope="module")
def reading(openstack: Path) -> Reading:
    return read_all(IMPORTER, openstack)


@pytest.fixture(scope="module")
def project(imported: Path) -> Project:
    return load_project(SiteSettings(imported, imported / "records", AS_OF), git=False)


@pytest.fixture(scope="module")
def graph(project: Project) -> ProjectGraph:
    return project.graph


def files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in (root / "records").rglob("*.yml")}


def test_every_deliverable_and_version_is_a_release(graph: ProjectGraph) -> None:
    releases = graph.of("release")
    assert len({r.fields.product for r in releases}) == EXPECTED["deliverables"]
    assert len(releases) == EXPECTED["versions"] + EXPECTED["untagged"]
    statuses = Counter(r.f.status for r in releases)
    assert statuses["candidate"] == EXPECTED["candidates"]
    assert statuses["released"] == len(releases) - EXPECTED["candidates"]
    assert {r.f.train for r in releases} == {"gazpacho"}


def test_every_repository_is_in_the_project_file(graph: ProjectGraph) -> None:
    listed = graph.project.ids("repositories")
    assert len(listed) == len(set(listed)) == EXPECTED["repositories"]
    named = {part.repository for r in graph.of("release") for part in r.f.components}
    assert named == set(listed)
    tagged = [r for r in graph.of("release") if not r.f.components[0].version.startswith("stable/")]
    assert len({p.repository for r in tagged for p in r.f.components}) == EXPECTED["repositories_released"]


def test_every_commit_stands_in_its_release(graph: ProjectGraph) -> None:
    parts = [(r, part) for r in graph.of("release") for part in r.f.components]
    assert len(parts) == EXPECTED["parts_of_versions"] + EXPECTED["parts_of_branches"]
    assert len({part.commit for _, part in parts}) == EXPECTED["commits"]
    lines = sorted(f"{r.fields.product} {p.version} {p.repository} {p.commit}\n" for r, p in parts)
    assert len(lines) == EXPECTED["lines"]
    assert hashlib.sha256("".join(lines).encode()).hexdigest() == EXPECTED["digest"]


def test_teams_lines_and_what_else_there_is(graph: ProjectGraph, reading: Reading) -> None:
    assert len(graph.of("team")) == EXPECTED["teams"]
    assert graph.project.ids("maintenance_lines") == ["stable/2026.1"]
    first = {(r.fields.product, r.f.maintenance_line) for r in graph.of("release")}
    assert len([line for _, line in first if line]) == EXPECTED["stable_branches"]
    kept = Counter(name for found in reading.found for name in set(found.kept))
    assert kept["diff-start"] == EXPECTED["diff_starts"]
    mapped = Counter(pair for found in reading.found for pair in set(found.mapped))
    assert mapped["cycle-highlights", "highlights"] == EXPECTED["highlights"]
    assert reading.unread == []


@pytest.mark.parametrize("row", EXPECTED["read"], ids=lambda row: row[0])
def test_a_deliverable(row: list[Any], graph: ProjectGraph) -> None:
    product, team, versions, repositories, previous = row
    releases = {r.f.version: r for r in graph.of("release") if r.fields.product == product}
    assert sorted(releases) == sorted(map(str, versions))
    for version, before in zip(map(str, versions), previous, strict=True):
        record = releases[version]
        assert record.fields.team == f"team/{team}"
        assert [part.repository for part in record.f.components] == repositories
        assert record.f.previous == (f"release/{product}/{before}" if before else None)


def test_nothing_of_a_file_is_lost(openstack: Path, imported: Path) -> None:
    """Every scalar of every deliverable stands in a record or in the project file."""
    written = b"\n".join(files(imported).values()).decode().replace("\n", " ")
    words = " ".join(written.split())
    lost = [
        (path.name, value)
        for path in sorted(openstack.rglob("*.yaml"))
        for value in scalars(YAML(typ="base").load(path))
        if " ".join(value.split()) not in words
    ]
    assert lost == []


def scalars(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [*map(str, value), *(text for inner in value.values() for text in scalars(inner))][len(value) :]
    if isinstance(value, list):
        return [text for inner in value for text in scalars(inner)]
    return [str(value)] if value not in (None, "") else []


def test_a_second_run_changes_nothing(openstack: Path, imported: Path) -> None:
    before = files(imported)
    again = run(imported, openstack / "deliverables" / "gazpacho")
    assert files(imported) == before
    assert "Nothing had to be written: 461 unchanged." in again.output


def test_what_check_says_of_them(project: Project) -> None:
    """That nobody knows when a version came out, which the files do not say; nothing else."""
    out = EXPECTED["versions"] - EXPECTED["candidates"] + EXPECTED["untagged"]
    assert Counter(d.code.id for d in project.diagnostics) == {"FB701": out}
    assert all(d.waived for d in project.diagnostics)


def test_its_site_has_a_page_for_each(imported: Path) -> None:
    write(imported, {"mkdocs.yml": mkdocs_yml(), "docs/note.md": "# A note\n"})
    site = build(imported)
    assert "WARNING" not in (imported / "site.log").read_text("utf-8")
    pages = {path.parent.relative_to(site / "releases").as_posix() for path in (site / "releases").rglob("index.html")}
    assert {"nova/33.0.2", "devstack/stable-2026.1", "oslo.cache/4.1.1"} <= pages
    assert len([page for page in pages if "/" in page]) == EXPECTED["versions"] + EXPECTED["untagged"]
    nova = (site / "releases/nova/33.0.0/index.html").read_text("utf-8")
    assert "d5c64e7aba09" in nova
