"""From a record's page to the file behind it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from support.building import Project

FILE = "records/decisions/one-queue.yml"
HOSTS: dict[str, tuple[dict[str, Any], str]] = {
    "github": (
        {"repo_url": "https://github.com/harbour/plan", "edit_uri": "edit/main/docs/"},
        f"https://github.com/harbour/plan/edit/main/{FILE}",
    ),
    "github, nothing said": (
        {"repo_url": "https://github.com/harbour/plan"},
        f"https://github.com/harbour/plan/edit/master/{FILE}",
    ),
    "gitlab": (
        {"repo_url": "https://gitlab.com/harbour/plan", "edit_uri": "-/edit/main/docs/"},
        f"https://gitlab.com/harbour/plan/-/edit/main/{FILE}",
    ),
    "bitbucket": (
        {"repo_url": "https://bitbucket.org/harbour/plan", "edit_uri": "src/main/docs/"},
        f"https://bitbucket.org/harbour/plan/src/main/{FILE}",
    ),
    "template": (
        {
            "repo_url": "https://bitbucket.org/harbour/plan",
            "edit_uri_template": "src/main/docs/{path}?mode=edit",
        },
        f"https://bitbucket.org/harbour/plan/src/main/{FILE}?mode=edit",
    ),
    "azure": (
        {
            "repo_url": "https://dev.azure.com/harbour/plan/_git/plan",
            "edit_uri_template": "?path=/docs/{path}&version=GBmain",
        },
        f"https://dev.azure.com/harbour/plan/_git/plan?path=/{FILE}&version=GBmain",
    ),
    "azure, edit_uri": (
        {"repo_url": "https://dev.azure.com/harbour/plan/_git/plan", "edit_uri": "?path=/docs/"},
        f"https://dev.azure.com/harbour/plan/_git/plan?path=/{FILE}",
    ),
}


def links(html: str) -> tuple[str, str]:
    """The theme's edit button, and our own link."""
    button = re.search(r'<a href="([^"]*)"[^>]*class="md-content__button md-icon"', html)
    own = re.search(r'<a href="([^"]*)"[^>]*>Edit this record</a>', html)
    return button[1].replace("&amp;", "&") if button else "", own[1].replace("&amp;", "&") if own else ""


@pytest.mark.parametrize("host", HOSTS)
def test_both_links_lead_to_the_record(project: Project, host: str) -> None:
    config, expected = HOSTS[host]
    project.configure(theme={"features": ["content.action.edit"]}, **config)
    assert links(project.build(strict=True).html("decisions/one-queue/")) == (expected, expected)


def test_none_where_the_site_wants_none(project: Project) -> None:
    project.configure(
        theme={"features": ["content.action.edit"]}, repo_url="https://github.com/harbour/plan", edit_uri=""
    )
    assert links(project.build().html("decisions/one-queue/")) == ("", "")


def test_none_where_the_repository_is_not_known(project: Project) -> None:
    project.configure(theme={"features": ["content.action.edit"]})
    assert links(project.build().html("decisions/one-queue/")) == ("", "")


def test_pages_that_are_no_record_have_no_edit_button(project: Project) -> None:
    project.configure(theme={"features": ["content.action.edit"]}, repo_url="https://github.com/harbour/plan")
    site = project.build()
    for page in ("", "decisions/", "history/"):
        assert links(site.html(page)) == ("", ""), page
