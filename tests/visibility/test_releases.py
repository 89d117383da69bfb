"""Releases, changes, known issues and notices on a filtered site: hidden ones are in no sentence, count or list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.sites import site_of, write

PARTS = [{"repository": "engine", "version": "1", "commit": "99e0658"}]
OUT = {"status": "released", "components": PARTS, "level": "patch", "visibility": "public"}
FILES: dict[str, Any] = {
    "records/project.yml": {
        "name": "Harbour",
        "repositories": [{"id": "engine"}],
        "audiences": [{"id": "planners", "title": "Planners"}, {"id": "makers", "title": "Makers"}],
    },
    "records/releases/v1.yml": {**OUT, "version": "v1", "released_on": "2025-01-07"},
    "records/releases/v2.yml": {
        **OUT, "version": "v2", "previous": "v1", "released_on": "2025-10-07",
        "changes": [
            {"id": "open", "kind": "added", "summary": "An open bell", "audience": ["planners"]},
            {"id": "zebra-id", "kind": "fixed", "summary": "zebra inside", "audience": ["planners", "makers"],
             "action": "zebra act", "act_by": "2025-12-31", "affected_since": "v1", "visibility": "team",
             "impact": {"direction": "down", "size": "up to 77 %"}},
        ],
        "known_issues": [
            {"id": "open-issue", "summary": "An open leak", "also_fixed_in": ["v3-zebra"], "fixed_in": "v4"},
            {"id": "zebra-issue", "summary": "zebra issue", "visibility": "team"},
        ],
    },
    "records/releases/v3-zebra.yml": {**OUT, "version": "v3-zebra", "previous": "v2", "released_on": "2025-10-09",
                                      "visibility": "team", "maintenance_line": None},
    "records/releases/v4.yml": {"version": "v4", "status": "planned", "planned_on": "2025-12-01",
                                "previous": "v3-zebra", "visibility": "public"},
    "records/changes/zebra-fragment.yml": {"kind": "changed", "summary": "zebra fragment", "breaking": True,
                                           "releases": ["v4"], "action": "zebra do"},
    "records/changes/shown.yml": {"kind": "changed", "summary": "A shown fragment", "releases": ["v4"],
                                  "visibility": "public"},
    "records/notices/zebra-notice.yml": {"title": "zebra notice", "published": "2025-11-01", "text": "zebra"},
    "records/notices/shown.yml": {"title": "A shown notice", "published": "2025-11-01", "text": "Low water",
                                  "visibility": "public"},
}  # fmt: skip


def bodies(root: Path, visibility: str) -> dict[str, str]:
    files = {name: {k: v for k, v in value.items() if v is not None} for name, value in FILES.items()}
    site = site_of(write(root, files), visibility=visibility)
    return {view.address: site.body(view).html for view in site.views()}


@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_what_is_hidden_is_nowhere(visibility: str, tmp_path: Path) -> None:
    pages = bodies(tmp_path, visibility)
    for address, html in pages.items():
        assert "zebra" not in address + html.lower(), address
        assert "77 %" not in html, address
    page = pages["releases/v2/"]
    assert "An open bell" in page
    assert "An open leak" in page
    assert "Planners: nothing to do." in page
    assert "Nothing changes for" not in page
    assert "Results" not in page
    assert "Wed 31 Dec" not in page
    assert "A shown notice" in pages["releases/"]
    assert "A shown notice" in pages[""]


@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_what_is_hidden_is_not_counted(visibility: str, tmp_path: Path) -> None:
    pages = bodies(tmp_path, visibility)
    assert "1 change</a>" in pages["releases/"]
    assert "act" not in pages["changes/"].partition("fb-verdict")[2].partition("</p>")[0].replace(
        "A shown fragment", ""
    )
    assert "1 open</a>" in pages["releases/"]


@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_a_line_leads_past_a_hidden_release_so_that_what_follows_from_it_stays_true(
    visibility: str, tmp_path: Path
) -> None:
    page = bodies(tmp_path, visibility)["releases/v4/"]
    assert '<dt>Follows</dt><dd><a href="../v2/">v2</a>' in page
    assert "An open leak" in page


def test_the_team_sees_them(tmp_path: Path) -> None:
    """The control, so that the tests above can fail."""
    pages = bodies(tmp_path, "team")
    page = pages["releases/v2/"]
    for words in ("zebra inside", "zebra issue", "77 %", "Wed 31 Dec 2025"):
        assert words in page
    assert "zebra fragment" in pages["changes/"]
    assert "2 changes</a>" in pages["releases/"]
    assert "zebra notice" in pages[""]
    assert "notices/zebra-notice/" in pages
