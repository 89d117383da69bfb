"""Who covers what, for others than the team: not there, or by public names and roles, as the project file says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from forgebook.pipeline import Site
from support.absences import FILES
from support.sites import site_of, write

NAMES = ("Ada Lind", "Ben Moe", "Cyd Oz", "Dot Away", "Eve New", "person/ben", "person/cyd", "people/cyd", '"cyd"')
PAGES = ("handover/", "handover/areas/", "handover/areas/engine/", "handover/areas/charts/", "")


def made(root: Path, allowed: str | None, visibility: str) -> dict[str, str]:
    """The pages by address. All records but one area are public; the project file allows what is asked."""
    files = json.loads(json.dumps(FILES))
    for name, content in files.items():
        if not name.endswith("project.yml"):
            content["visibility"] = "public"
    files["records/areas/secret.yml"] = {"title": "Kanari area", "owner": "ada", "deputy": "ben", "visibility": "team"}
    files["records/runbooks/hush.yml"] = {
        "title": "Kanari runbook", "area": "engine", "owner": "ada", "visibility": "team",
        "rehearsals": [{"date": "2025-09-03", "by": "ada", "outcome": "worked"}],
    }  # fmt: skip
    files["records/project.yml"] |= {"cover": {"visibility": allowed}} if allowed else {}
    site: Site = site_of(write(root, files), visibility=visibility, git=True)
    return {view.address: f"{view.title} {view.description} {site.body(view).html}" for view in site.views()}


@pytest.mark.parametrize(("allowed", "visibility"), [(None, "public"), (None, "partner"), ("partner", "public")])
def test_they_are_not_there(allowed: str | None, visibility: str, tmp_path: Path) -> None:
    pages = made(tmp_path, allowed, visibility)
    assert "handover/" not in pages
    assert "handover/areas/engine/" in pages
    for address, html in pages.items():
        assert 'href="handover/"' not in html.replace("../", ""), address
        for word in ("fb-proven", "fb-declared", "covers this", "rests on one", "nobody covers it", *NAMES):
            assert word not in html, (address, word)


@pytest.mark.parametrize(("allowed", "visibility"), [("public", "public"), ("partner", "partner")])
def test_where_the_project_allows_it_people_go_by_public_name_or_role(
    allowed: str, visibility: str, tmp_path: Path
) -> None:
    pages = made(tmp_path, allowed, visibility)
    assert set(PAGES) <= set(pages)
    for address in PAGES:
        for word in (*NAMES, "anari", "secret", "hush", "19 Dec", "2025-12-19", "Vault", "leaves", "2025-09-03"):
            assert word not in pages[address], (address, word)
    assert "Ada L." in pages["handover/"]
    assert "fb-proven" in pages["handover/"]
    assert "Name a" not in pages["handover/"], "a gap may be one of what is hidden"


def test_the_team_sees_it_all(tmp_path: Path) -> None:
    """The control: what is looked for above is there to be found."""
    pages = made(tmp_path, None, "team")
    told = pages["handover/"] + pages["handover/areas/engine/"]
    for word in ("Ada Lind", "Ben Moe", "Cyd Oz", "Kanari area", "Kanari runbook", "2025-12-19", "leaves", "Vault"):
        assert word in told, word
