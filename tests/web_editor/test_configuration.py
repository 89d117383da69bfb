"""The configuration fits the web editor, and asks for what the kinds hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from forgebook.cli.main import main
from forgebook.kinds.register import BUILT_IN
from forgebook.writing.web_editor.files import backend_of


@pytest.fixture(scope="session")
def configuration(admin: Path) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(admin / "config.yml")
    return found


def widgets(fields: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for field in fields:
        yield field
        yield from widgets(field.get("fields", []))


def field(configuration: dict[str, Any], collection: str, *path: str) -> dict[str, Any]:
    fields = next(c["fields"] for c in configuration["collections"] if c["name"] == collection)
    for name in path:
        found = next(f for f in fields if f["name"] == name)
        fields = found.get("fields", [])
    return found


def test_it_fits_the_schema_of_the_web_editor(configuration: dict[str, Any], packages: Path) -> None:
    schema = json.loads((packages / "@sveltia/cms/schema/sveltia-cms.json").read_text(encoding="utf-8"))
    check = Draft7Validator(schema)
    assert [error.message[:300] for error in check.iter_errors(configuration)] == []
    broken = {**configuration, "collections": [{**configuration["collections"][0], "fields": [{"widget": "list"}]}]}
    assert list(check.iter_errors(broken))


def test_every_kind_with_files_has_a_collection(configuration: dict[str, Any]) -> None:
    folders = {collection["folder"] for collection in configuration["collections"]}
    assert folders == {f"records/{kind.folder}" for kind in BUILT_IN if kind.folder}


def test_relations_lead_to_collections_that_there_are(configuration: dict[str, Any]) -> None:
    names = {collection["name"] for collection in configuration["collections"]}
    related = [w for c in configuration["collections"] for w in widgets(c["fields"]) if w["widget"] == "relation"]
    assert len(related) > 10
    assert {widget["collection"] for widget in related} <= names


def test_fields_have_fitting_widgets(configuration: dict[str, Any]) -> None:
    assert field(configuration, "decisions", "status")["widget"] == "select"
    assert {"label": "draft: Somebody is still writing it.", "value": "draft"} in field(
        configuration, "decisions", "status"
    )["options"]
    assert field(configuration, "decisions", "decided")["format"] == "YYYY-MM-DD"
    assert field(configuration, "decisions", "context")["widget"] == "text"
    assert field(configuration, "decisions", "supersedes", "ref")["collection"] == "decisions"
    assert field(configuration, "decisions", "area")["multiple"] is True
    assert "role/…" in field(configuration, "decisions", "deciders")["hint"]
    assert field(configuration, "changes", "breaking")["widget"] == "boolean"
    gates = [option["value"] for option in field(configuration, "releases", "gates", "id")["options"]]
    assert "data-totals" in gates
    assert field(configuration, "retros", "went_well", "visibility")["widget"] == "select"


def test_what_readers_fill_is_not_asked_for(configuration: dict[str, Any]) -> None:
    asked = {w["name"] for c in configuration["collections"] for w in widgets(c["fields"])}
    assert asked & {"sections", "imported", "raw_status", "dates_from", "extra", "aliases", "waivers"} == set()


@pytest.mark.parametrize(
    ("address", "backend"),
    [
        ("https://github.com/us/records", {"name": "github", "repo": "us/records"}),
        ("https://gitlab.com/us/deep/records.git", {"name": "gitlab", "repo": "us/deep/records"}),
        (
            "https://gitlab.example.org/us/records/",
            {
                "name": "gitlab",
                "repo": "us/records",
                "base_url": "https://gitlab.example.org",
                "api_root": "https://gitlab.example.org/api/v4",
            },
        ),
        ("https://bitbucket.org/us/records", {}),
        (None, {}),
    ],
)
def test_the_repository_is_told_by_its_address(address: str | None, backend: dict[str, str]) -> None:
    assert backend_of(address) == backend


def test_without_a_repository_it_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    done = CliRunner().invoke(main, ["web-editor", "-C", str(tmp_path)])
    assert done.exit_code == 2
    assert "--repo" in done.output
    assert not (tmp_path / "docs").exists()


def test_without_packages_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    arguments = ["web-editor", "-C", str(tmp_path), "--repo", "https://github.com/us/records"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0
    assert "npm install @sveltia/cms" in done.output
    done = CliRunner().invoke(main, [*arguments, "--packages", str(tmp_path)])
    assert done.exit_code == 2
    assert "npm install @sveltia/cms" in done.output


def test_the_page_loads_nothing_from_elsewhere(admin: Path) -> None:
    page = (admin / "index.html").read_text(encoding="utf-8")
    assert 'src="sveltia-cms.js"' in page
    assert "connect-src 'self' data: blob: https://api.github.com https://github.com\"" in page
    assert "fontsource/fonts" not in (admin / "sveltia-cms.js").read_text(encoding="utf-8")
    assert (admin / "fonts/material-symbols-outlined.woff2").read_bytes()[:4] == b"wOF2"
