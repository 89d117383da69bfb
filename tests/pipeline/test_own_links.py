"""Links by full web address to files of the own repository lead to records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from forgebook.core.settings import SiteSettings
from forgebook.pipeline import load_project, make_site
from support.sites import write

HOME = "https://git.example/team/model"
OTHER = "# Other\n\nDate: 2024-05-01\n\n## Status\n\nAccepted\n"


def context(root: Path, link: str, *, repo_url: str | None = HOME, project: str = "") -> str:
    """The context of a decision that links so, after reading; the decision it may mean lies in `docs/adr`."""
    text = f"# Use X\n\nDate: 2024-05-01\n\n## Status\n\nAccepted\n\n## Context\n\n{link}\n"
    head = f"name: Test\nsources: [{{kind: decision, path: docs/adr}}]\n{project}"
    write(root, {"records/project.yml": head, "docs/adr/0001-x.md": text, "docs/adr/0002-other.md": OTHER})
    settings = replace(SiteSettings(root, root / "records", date(2025, 11, 20)), repo_url=repo_url)
    return str(load_project(settings, git=False).graph.records["decision/0001-x"].f.context)


@pytest.mark.parametrize(
    "address",
    [
        f"{HOME}/blob/main/docs/adr/0002-other.md",
        f"{HOME}/blob/feature/x/docs/adr/0002-other.md",
        f"{HOME}/-/blob/main/docs/adr/0002-other.md",
        f"{HOME}/src/main/docs/adr/0002-other.md",
        f"{HOME}/blob/main/sub/folder/docs/adr/0002-other.md",
        f"{HOME}/blob/main/docs/adr/0002-other.md?plain=1",
        "https://GIT.example/Team/model/tree/99e0658/docs/adr/0002-other.md",
    ],
)
def test_addresses_of_records(address: str, tmp_path: Path) -> None:
    assert context(tmp_path, f"See [it]({address}#part).") == "See [it](0002-other.md#part)."


def test_addresses_in_definitions(tmp_path: Path) -> None:
    said = context(tmp_path, f"See [it].\n\n[it]: {HOME}/blob/main/docs/adr/0002-other.md")
    assert said.endswith("[it]: 0002-other.md")


@pytest.mark.parametrize(
    "text",
    [
        f"[it]({HOME}/blob/main/docs/adr/0003-none.md)",
        f"[it]({HOME}-two/blob/main/docs/adr/0002-other.md)",
        "[it](https://git.example/other/model/blob/main/docs/adr/0002-other.md)",
        f"`[it]({HOME}/blob/main/docs/adr/0002-other.md)`",
        f"{HOME}/issues/2",
        f"[it]({HOME}/blob/0002-other.md)",
    ],
)
def test_other_addresses_stay(text: str, tmp_path: Path) -> None:
    assert context(tmp_path, text) == text


def test_the_project_file_names_the_own_repository(tmp_path: Path) -> None:
    link = f"[it]({HOME}/blob/main/docs/adr/0002-other.md)"
    own = f"repositories: [{{id: own, path: ., url: '{HOME}.git'}}]\n"
    assert context(tmp_path, link, repo_url=None) == link
    assert context(tmp_path, link, repo_url=None, project=own) == "[it](0002-other.md)"


def test_a_filtered_site_drops_links_to_what_it_hides(tmp_path: Path) -> None:
    link = f"[it]({HOME}/blob/main/docs/adr/0002-other.md)"
    context(tmp_path, f"See {link}.")
    file = tmp_path / "docs/adr/0001-x.md"
    file.write_text("---\nvisibility: public\n---\n" + file.read_text("utf-8"), encoding="utf-8")
    settings = SiteSettings(tmp_path, tmp_path / "records", date(2025, 11, 20), visibility="public", repo_url=HOME)
    site = make_site(load_project(settings, git=False), settings)
    view = next(view for view in site.views() if view.record is not None)
    html = site.body(view).html
    assert "See it." in html
    assert "0002-other" not in html
