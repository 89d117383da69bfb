"""Cover stays with the team unless the project file says otherwise; then people go by public name or role."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from forgebook.core.settings import SiteSettings
from forgebook.pipeline import Site, load_project, make_site
from support.absences import FILES, HANDOVER
from support.sites import AS_OF, write

NAMES = ("Ada Lind", "Ben Moe", "Cyd Oz", "Dot Away", "Eve New", "person/ben", "person/cyd", "people/cyd", '"cyd"')
FOLDERS = ("what-if/", "handover/people/")


def site_of(root: Path, allowed: str | None, visibility: str, **more: Any) -> Site:
    files = json.loads(json.dumps({**FILES, "records/handovers/cyd.yml": HANDOVER}))
    for name, content in files.items():
        if not name.endswith("project.yml"):
            content["visibility"] = "public"
    files["records/areas/secret.yml"] = {"title": "Kanari area", "owner": "ada", "visibility": "team"}
    files["records/runbooks/start.yml"]["rehearsals"][0]["visibility"] = "team"
    files["records/project.yml"] |= {"cover": {"visibility": allowed}} if allowed else {}
    write(root, {**files, **more})
    settings = SiteSettings(root, root / "records", AS_OF, visibility)
    return make_site(load_project(settings, git=False, cover=True), settings)


def said(site: Site) -> dict[str, str]:
    found = {view.address: f"{view.title} {view.description} {site.body(view).html}" for view in site.views()}
    return found | {file.address: file.content.decode() for file in site.data()}


@pytest.mark.parametrize(("allowed", "visibility"), [(None, "public"), (None, "partner"), ("partner", "public")])
def test_they_are_not_made_for_others(allowed: str | None, visibility: str, tmp_path: Path) -> None:
    found = said(site_of(tmp_path, allowed, visibility))
    assert not [address for address in found if address.startswith(FOLDERS)]
    assert not [address for address, text in found.items() if "what-if/" in text or "handover/people" in text]
    assert [address for address in found if address.startswith("runbooks/")]


def test_where_the_project_allows_it_nobody_is_named_who_has_not_agreed(tmp_path: Path) -> None:
    found = said(site_of(tmp_path, "public", "public"))
    ours = {address: text for address, text in found.items() if address.startswith(FOLDERS)}
    assert "what-if/" in ours
    for address, text in ours.items():
        for name in (*NAMES, "Kanari", "secret", "long_absence", "Vault", "Dec", "leaving", "forgebook handover"):
            assert name not in text, (address, name)
    assert [address for address in ours if address.startswith("handover/people/")] == ["handover/people/ada-l/"]


def test_the_team_sees_them(tmp_path: Path) -> None:
    """The control: what is looked for above is there to be found."""
    ours = "".join(
        text for address, text in said(site_of(tmp_path, None, "team")).items() if address.startswith(FOLDERS)
    )
    for name in (*NAMES[:5], '"cyd"', "Kanari", "Vault", "leaving"):
        assert name in ours, name


def test_who_is_not_named_counts_all_the_same_and_cannot_be_picked(tmp_path: Path) -> None:
    """Ada agreed to a name, Cyd holds a public role; Eve, who alone can draw, is "a team member" and no more."""
    rehearsals = [{"date": "2025-10-01", "by": "eve", "outcome": "worked"}]
    draw = {**FILES["records/runbooks/draw.yml"], "rehearsals": rehearsals, "visibility": "public"}
    found = said(site_of(tmp_path, "public", "public", **{"records/runbooks/draw.yml": draw}))
    page = found["what-if/"]
    assert re.findall(r'name="away" value="([^"]+)"', page) == ["ada-l", "role/watch"]
    assert re.findall(r"Engine</a> \((.*?)\)", page) == ["Watch", "Ada L."]
    assert "Draw</a> (a team member)" in page
    assert len(json.loads(found["what-if/cover.json"])["people"]) == 3
    assert "Could take it" not in found["handover/people/ada-l/"]
