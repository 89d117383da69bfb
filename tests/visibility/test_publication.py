"""The list of what is published names nothing that is hidden: not in the report, not in the file that is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from forgebook.core.views import SiteFile
from forgebook.exporting.llms import text_files
from forgebook.feeds import feed_files
from forgebook.review.publication import Entry, Rendered, publication
from forgebook.review.publication_list import as_file, compare, report
from forgebook.review.publication_markdown import markdown
from support.canaries import CANARY, PICTURE, Project
from support.sites import PROJECT, WORLD, build, mkdocs_yml, records, site_of, with_public, write


@pytest.fixture(scope="module")
def project() -> Project:
    return Project()


@pytest.fixture(scope="module")
def root(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write(tmp_path_factory.mktemp("aviary"), project.files)
    return write(folder, {"mkdocs.yml": mkdocs_yml(["tags", "forgebook/feeds"], nav=project.nav)})


def listed(root: Path, visibility: str) -> list[Entry]:
    site = site_of(root, visibility=visibility)
    site.settings = replace(site.settings, feeds=True)

    def made(pages: Rendered) -> Iterator[SiteFile]:
        yield from feed_files(site.graph, site.settings, site.renderer)
        yield from text_files(pages, site.graph, site.settings, site.renderer)

    return publication(site, made)


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


SMALL = {
    **records(with_public(WORLD)),
    "records/project.yml": PROJECT,
    "records/decisions/shut.yml": {"title": "Shut", "status": "draft"},
    "records/decisions/open.yml": {"title": "Open", "status": "draft", "visibility": "public", "aliases": ["once"]},
    "docs/about.md": "---\nvisibility: public\n---\n# About\n\n![Us](us.png)\n",
    "docs/inside.md": "# Inside\n\n![Them](them.png)\n",
    "docs/us.png": PICTURE,
    "docs/them.png": PICTURE,
    "docs/plan.pdf": b"%PDF",
    "mkdocs.yml": mkdocs_yml(["forgebook/feeds"]),
}


def test_it_lists_what_is_built(tmp_path: Path) -> None:
    """Every file of the built site but those that the theme brings or makes of all pages."""
    site = build(write(tmp_path, SMALL), visibility="public")
    built = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    made_of_all = {"404.html", "search/search_index.json", "sitemap.xml", "sitemap.xml.gz"}
    assets = tuple(f"assets/{name}/" for name in ("images", "javascripts", "stylesheets", "forgebook"))
    theirs = {name for name in built if name.startswith(assets)} | made_of_all
    addresses = {entry["address"] for entry in listed(tmp_path, "public") if "address" in entry}
    told = {f"{address}index.html" if not address or address.endswith("/") else address for address in addresses}
    assert {"about/index.html", "us.png", "plan.pdf", "decisions/once/index.html", "decisions/open.md"} <= told
    assert built - theirs - told == set()
    assert told - built == set()


def test_a_list_for_the_team_would_tell(tmp_path: Path) -> None:
    """The control: the same list of the team's site has what is hidden from others."""
    write(tmp_path, SMALL)
    team, public = (as_file(listed(tmp_path, visibility), visibility) for visibility in ("team", "public"))
    for hidden in ("decisions/shut/", "Pat Plain"):
        assert hidden in team
        assert hidden not in public
