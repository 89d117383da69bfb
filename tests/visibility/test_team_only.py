"""Fields that stay with the team although their record shows: why and when somebody goes, and where a team meets."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from support.sites import PROJECT, WORLD, build, mkdocs_yml, records, with_public, write

RECORDS = {
    **WORLD,
    "handovers/watch.yml": {
        "title": "The watch", "reason": "long_absence", "last_day": "2025-11-27", "person": "pat",
        "items": [{"area": "hull", "to": "role/lead", "sessions": [{"date": "2025-11-25", "what": "Walk the hull"}]}],
    },
    "sprints/s0.yml": {
        **WORLD["sprints/s0.yml"],
        "meetings": [{"kind": "review", "date": "2024-01-11", "where": "https://meet.example/", "notes": "All came"}],
    },
}  # fmt: skip
KEPT = ("long_absence", "will be away for long", "2025-11-27", "27 Nov", "meet.example")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = {**PROJECT, "cover": {"visibility": "public"}}
    folder = write(tmp_path_factory.mktemp("mates"), records(with_public(RECORDS)))
    return write(folder, {"records/project.yml": project, "mkdocs.yml": mkdocs_yml(["forgebook/feeds"])})


def texts(site: Path) -> dict[str, str]:
    ends = (".html", ".json", ".xml", ".ics", ".md", ".txt")
    return {path.as_posix(): path.read_text("utf-8") for path in site.rglob("*") if path.name.endswith(ends)}


def test_they_do_not_leave_the_team(root: Path) -> None:
    site = build(root, "site-public", visibility="public")
    told = texts(site)
    assert [(path, word) for path, text in told.items() for word in KEPT if word in text] == []
    page = told[(site / "handovers/watch/index.html").as_posix()]
    assert "The watch" in page
    assert "Walk the hull" in page
    assert "All came" in told[(site / "sprints/s0/index.html").as_posix()]


def test_what_is_left_is_as_the_schema_says(root: Path) -> None:
    api = build(root, "site-public", visibility="public") / "api/v1"
    schema = json.loads((api / "schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads((api / "handover/watch.json").read_text("utf-8")), schema)


def test_the_team_sees_them(root: Path) -> None:
    """The control: what is looked for above is there to be found."""
    told = "".join(texts(build(root, "site-team")).values())
    assert [word for word in KEPT if word not in told] == []
