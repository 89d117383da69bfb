"""*New record* on index pages: a form where the repository has one, else a new file in the browser."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from forgebook.kinds.register import BUILT_IN
from support.building import Built, Project
from support.loading import ABOUT_COVER, load, told
from support.sites import PROJECT, WORLD, as_yaml, records, with_public

REPOSITORY = {"repo_url": "https://github.com/harbour/plan", "edit_uri": "edit/main/docs/"}
WITH_INDEX = [kind for kind in BUILT_IN if kind.folder and kind.nav is not None]


def links(html: str) -> list[tuple[str, str]]:
    found = re.findall(r'<a href="([^"]*)"[^>]*>(New [^<]*)</a>', html)
    return [(unescape(address), words) for address, words in found]


def project_in(folder: Path, files: dict[str, object]) -> Project:
    root = folder / "harbour"
    root.mkdir()
    given = {name: content if isinstance(content, str) else as_yaml(content) for name, content in files.items()}
    return Project(root).write(given)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = {"records/project.yml": PROJECT, **records(WORLD)}
    return project_in(tmp_path_factory.mktemp("team"), files).configure(**REPOSITORY).build(strict=True)


def index_of(kind: str) -> str:
    return "handover/areas/" if kind == "area" else f"{next(k for k in BUILT_IN if k.name == kind).plural}/"


@pytest.mark.parametrize("kind", WITH_INDEX, ids=lambda kind: kind.name)
def test_each_index_leads_to_a_new_file(site: Built, kind) -> None:
    ((address, words),) = links(site.body(index_of(kind.name)))
    assert words == f"New {kind.label.lower()}"
    assert address.startswith(f"https://github.com/harbour/plan/new/main/records/{kind.folder}?")
    assert len(address) < 6000
    given = parse_qs(urlsplit(address).query)
    assert given["filename"] == [f"new-{kind.name}.yml"]
    assert set(yaml.safe_load(given["value"][0])) <= set(kind.model.model_fields)


@pytest.mark.parametrize("kind", WITH_INDEX, ids=lambda kind: kind.name)
def test_saved_as_it_is_a_new_file_lacks_something_at_most(site: Built, kind, tmp_path: Path) -> None:
    ((address, _),) = links(site.body(index_of(kind.name)))
    text = parse_qs(urlsplit(address).query)["value"][0]
    said = told(load(tmp_path, {"records/project.yml": as_yaml(PROJECT), f"records/{kind.folder}/new.yml": text}))
    about_cover = {f" {code} " for code in ABOUT_COVER}
    lacks = {" FB202 ", " FB802 ", *about_cover}
    assert [line for line in said if not any(code in line for code in lacks)] == []


def test_record_pages_have_no_such_link(site: Built) -> None:
    assert links(site.body("decisions/anchor/")) == []
    assert links(site.body("")) == []


def test_a_form_goes_before_a_file(tmp_path: Path) -> None:
    files = {
        "records/project.yml": PROJECT, **records(WORLD),
        ".git/HEAD": "ref: refs/heads/main\n", ".github/ISSUE_TEMPLATE/forgebook-decision.yml": "name: A decision\n",
    }  # fmt: skip
    project = project_in(tmp_path, files).configure(**REPOSITORY)
    site = project.build()
    assert links(site.body("decisions/")) == [
        ("https://github.com/harbour/plan/issues/new?template=forgebook-decision.yml", "New decision")
    ]
    assert "/new/main/records/teams?" in links(site.body("teams/"))[0][0]
    (project.root / ".github/ISSUE_TEMPLATE/forgebook-decision.yml").unlink()
    assert "/new/main/records/decisions?" in links(project.build("again").body("decisions/"))[0][0]


@pytest.mark.parametrize(("public", "shown"), [(False, False), (True, True)])
def test_a_public_site_shows_it_where_the_repository_is_public(tmp_path: Path, public: bool, shown: bool) -> None:
    own = {"id": "own", "path": ".", "public": "yes" if public else "no"}
    files = {"records/project.yml": {**PROJECT, "repositories": [own]}, **records(with_public(WORLD))}
    site = project_in(tmp_path, files).configure({"visibility": "public"}, **REPOSITORY).build()
    assert bool(links(site.body("decisions/"))) is shown


def test_none_without_a_repository(tmp_path: Path) -> None:
    site = project_in(tmp_path, {"records/project.yml": PROJECT, **records(WORLD)}).configure().build()
    assert links(site.body("decisions/")) == []
