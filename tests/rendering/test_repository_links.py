"""Addresses at a repository's host: of a file to edit, of a new one, of a form."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from forgebook.core.settings import SiteSettings
from forgebook.rendering.repository import edit_url, form_url, issue_forms, new_url

GITHUB = {"repo_url": "https://github.com/harbour/plan", "edit_uri": "edit/main/docs/"}
GITLAB = {"repo_url": "https://gitlab.example.org/fleet/harbour/plan", "edit_uri": "-/edit/main/docs/"}
BITBUCKET = {"repo_url": "https://bitbucket.org/harbour/plan/", "edit_uri": "src/main/docs/"}
AZURE = {"repo_url": "https://dev.azure.com/harbour/plan/_git/plan"}
TEXT = "title: # what it is about\n# area: 50 % & more\nstatus: proposed\n"


def settings(root: Path = Path("/harbour"), docs: str = "docs", **more: Any) -> SiteSettings:
    return SiteSettings(root, root / "records", date(2025, 11, 20), docs=root / docs, **more)


def told(**more: Any) -> str:
    found = new_url(settings(**more), "records/decisions", "new-decision.yml", TEXT)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("more", "start", "name", "text"),
    [
        (GITHUB, "https://github.com/harbour/plan/new/main/records/decisions", "filename", "value"),
        ({**GITHUB, "edit_uri": None},
         "https://github.com/harbour/plan/new/master/records/decisions", "filename", "value"),
        ({**GITHUB, "edit_uri": "blob/a/branch/site/docs/"},
         "https://github.com/harbour/plan/new/a/branch/site/records/decisions", "filename", "value"),
        ({**GITHUB, "edit_uri_template": "edit/main/docs/{path}"},
         "https://github.com/harbour/plan/new/main/records/decisions", "filename", "value"),
        ({**GITHUB, "repo_url": "https://github.harbour.example/fleet/plan"},
         "https://github.harbour.example/fleet/plan/new/main/records/decisions", "filename", "value"),
        (GITLAB, "https://gitlab.example.org/fleet/harbour/plan/-/new/main/records/decisions", "file_name", "content"),
        ({**GITLAB, "edit_uri": "edit/main/docs/"},
         "https://gitlab.example.org/fleet/harbour/plan/-/new/main/records/decisions", "file_name", "content"),
    ],
)  # fmt: skip
def test_a_new_file_is_filled_in(more: dict[str, Any], start: str, name: str, text: str) -> None:
    found = told(**more)
    assert found.partition("?")[0] == start
    assert parse_qs(urlsplit(found).query, keep_blank_values=True) == {name: ["new-decision.yml"], text: [TEXT]}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (BITBUCKET, "https://bitbucket.org/harbour/plan/src/main/records/decisions/"),
        ({**BITBUCKET, "edit_uri_template": "src/main/docs/{path}?mode=edit&at=main"},
         "https://bitbucket.org/harbour/plan/src/main/records/decisions/"),
        ({**AZURE, "edit_uri_template": "?path=/docs/{path}&version=GBmain"},
         "https://dev.azure.com/harbour/plan/_git/plan?path=/records/decisions&version=GBmain"),
        ({**AZURE, "edit_uri_template": "?version=GBmain&path=%2Fdocs%2F{path!q}"},
         "https://dev.azure.com/harbour/plan/_git/plan?version=GBmain&path=%2Frecords%2Fdecisions"),
        ({**AZURE, "edit_uri": "?path=/docs/"},
         "https://dev.azure.com/harbour/plan/_git/plan?path=/records/decisions"),
    ],
)  # fmt: skip
def test_where_nothing_can_be_filled_in_the_link_leads_to_the_folder(more: dict[str, Any], expected: str) -> None:
    assert told(**more) == expected


@pytest.mark.parametrize(
    "more",
    [
        {},
        {**GITHUB, "edit_uri": ""},
        {"repo_url": "https://forge.example/crew/harbour", "edit_uri": "edit/main/docs/"},
        {**GITHUB, "edit_uri": "https://editor.example/?file="},
    ],
)
def test_no_link_where_the_host_is_not_known(more: dict[str, Any]) -> None:
    assert new_url(settings(**more), "records/decisions", "a.yml", TEXT) is None


def test_an_address_is_never_too_long() -> None:
    notes = "title: A\n" + "# a note\n" * 1000
    found = new_url(settings(**GITHUB), "records/decisions", "a.yml", notes)
    assert parse_qs(urlsplit(found or "").query)["value"] == ["title: A\n"]
    found = new_url(settings(**GITHUB), "records/decisions", "a.yml", "title: A\n" * 1000)
    assert urlsplit(found or "").query == "filename=a.yml"


@pytest.mark.parametrize(
    ("template", "path", "expected"),
    [
        ("edit/main/docs/{path}", "records/a b.yml", "https://github.com/harbour/plan/edit/main/records/a%20b.yml"),
        ("edit/main/docs/{path}", "records/50%#1.yml", "https://github.com/harbour/plan/edit/main/records/50%25%231.yml"),
        ("?path=/docs/{path}", "records/a&b.yml", "https://github.com/harbour/plan?path=/records/a%26b.yml"),
        ("?path=%2Fdocs%2F{path!q}&x=1", "records/a b.yml", "https://github.com/harbour/plan?path=%2Frecords%2Fa%20b.yml&x=1"),
        ("?p=/docs/{path_noext}", "records/a.yml", "https://github.com/harbour/plan?p=/records/a"),
        ("?p={path_noext!q}", "docs/adr/1.md", "https://github.com/harbour/plan?p=adr%2F1"),
    ],
)  # fmt: skip
def test_a_template_is_filled_as_mkdocs_does(template: str, path: str, expected: str) -> None:
    given = {"repo_url": "https://github.com/harbour/plan", "edit_uri_template": template}
    assert edit_url(settings(**given), path) == expected


def test_a_folder_of_pages_that_lies_deep() -> None:
    found = edit_url(
        settings(docs="site/docs", repo_url="https://dev.azure.com/h/p/_git/p", edit_uri="?path=/site/docs/"),
        "records/a.yml",
    )
    assert found == "https://dev.azure.com/h/p/_git/p?path=/records/a.yml"


def test_forms_are_those_that_the_repository_has(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    folder = tmp_path / ".github" / "ISSUE_TEMPLATE"
    folder.mkdir(parents=True)
    (folder / "forgebook-decision.yml").write_text("name: x\n", encoding="utf-8")
    (folder / "bug.yml").write_text("name: x\n", encoding="utf-8")
    project = tmp_path / "site"
    project.mkdir()
    assert issue_forms(settings(project, **GITHUB)) == ["decision"]
    assert form_url(settings(project, **GITHUB), "decision") == (
        "https://github.com/harbour/plan/issues/new?template=forgebook-decision.yml"
    )
    assert form_url(settings(project, **GITHUB), "release") is None
    assert form_url(settings(project, **GITLAB), "decision") is None
