"""The list of what is published names nothing that is hidden: not in the report, not in the file that is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from forgebook.feeds import feed_files
from forgebook.review.publication import Entry, publication
from forgebook.review.publication_list import as_file, compare, report
from forgebook.review.publication_markdown import markdown
from support.canaries import CANARY, Project
from support.sites import build, mkdocs_yml, site_of, write


@pytest.fixture(scope="module")
def project() -> Project:
    return Project()


@pytest.fixture(scope="module")
def root(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write(tmp_path_factory.mktemp("aviary"), project.files)
    return write(folder, {"mkdocs.yml": mkdocs_yml(["tags", "forgebook/feeds"], nav=project.nav)})


def listed(root: Path, visibility: str) -> list[Entry]:
    site = site_of(root, visibility=visibility)
    return publication(site, feed_files(site.graph, site.settings, site.renderer))


@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_no_canary_in_the_list(visibility: str, root: Path, project: Project) -> None:
    entries = listed(root, visibility)
    since = compare([], entries)
    said = as_file(entries, visibility) + report(entries, visibility, since)
    said += markdown(entries, visibility, "2025-11-20", since, None)
    assert {word: project.aviary.places[word] for word in CANARY.findall(said)} == {}
    assert len(entries) > 100
    for ref in ("decision/anchor", "release/v0", "roles/lead/", "Robin vizible", "Open vizible page"):
        assert ref in said, "what is visible is there"


def test_a_list_for_the_team_would_sing(root: Path, project: Project) -> None:
    """The control: the same list of the team's site is full of what is hidden from others."""
    said = as_file(listed(root, "team"), "team")
    assert set(project.hidden.values()) <= set(CANARY.findall(said))


def test_it_lists_what_is_built(root: Path) -> None:
    """Every file of the built site but those that the theme brings or makes of all pages."""
    site = build(root, "site-listed", visibility="public")
    built = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    themes = {"404.html", "search/search_index.json", "sitemap.xml", "sitemap.xml.gz"}
    theirs = {
        name for name in built if name.startswith(("assets/images/", "assets/javascripts/", "assets/stylesheets/"))
    }
    ours = {name for name in built if name.startswith("assets/forgebook/")}
    addresses = {entry["address"] for entry in listed(root, "public") if "address" in entry}
    told = {f"{address}index.html" if not address or address.endswith("/") else address for address in addresses}
    assert built - themes - theirs - ours - told == set()
    assert told - built == set()
