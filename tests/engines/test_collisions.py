"""Hand-written pages, files of ours and sources under `docs/` that want the same address."""

from __future__ import annotations

import pytest

from support.building import Project

ADR = "# 1. Use tide tables\n\n## Status\n\nAccepted\n\n## Decision\n\nUse quokka tables.\n"


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("docs/decisions.md", "decisions/"),
        ("docs/decisions/index.md", "decisions/"),
        ("docs/decisions/one-queue.md", "decisions/one-queue/"),
        ("docs/decisions/one-queue/index.md", "decisions/one-queue/"),
        ("docs/history/README.md", "history/"),
    ],
)
def test_the_hand_written_page_wins(project: Project, name: str, address: str) -> None:
    project.write({name: "# Mine\n\nWritten by hand.\n"})
    site = project.build(strict=True)
    assert "Written by hand." in site.body(address)
    assert f"INFO forgebook: FB121 {name} stands at the address of our page {address}" in site.log
    assert "Zebrawood" in site.body("decisions/berth-by-tide/")


def test_a_link_to_a_record_whose_page_gave_way_leads_to_the_page_that_won(project: Project) -> None:
    project.write(
        {
            "docs/decisions/one-queue.md": "# Mine\n",
            "docs/notes.md": "# Notes\n\n[[decision/one-queue]]\n",
        }
    )
    assert '<a href="../decisions/one-queue/">One queue</a>' in project.build(strict=True).body("notes/")


def with_sources(project: Project) -> Project:
    return project.write(
        {
            "records/project.yml": "name: Harbour\nsources: [{kind: decision, path: docs/adr}]\n",
            "docs/adr/0001-tables.md": ADR,
            "docs/notes.md": "# Notes\n\n[tables](adr/0001-tables.md), [[decision/0001-tables]]\n",
        }
    )


@pytest.mark.parametrize("directory_urls", [True, False])
def test_a_source_under_docs_is_shown_once_at_its_own_address(project: Project, directory_urls: bool) -> None:
    site = with_sources(project).configure(use_directory_urls=directory_urls).build(strict=True)
    page, notes = ("adr/0001-tables/", "notes/") if directory_urls else ("adr/0001-tables.html", "notes.html")
    body = site.body(page)
    assert 'class="fb-head"' in body
    assert "quokka" in body
    assert [p for p in site.pages() if "quokka" in site.html(p)] == [page + ("index.html" if page[-1] == "/" else "")]
    up = "../" if directory_urls else ""
    assert site.body(notes).count(f'href="{up}{page}"') == 2
    assert "FB121" not in site.log


def test_a_source_stays_out_of_a_made_navigation(project: Project) -> None:
    links = [link for _, link in with_sources(project).build().navigation()]
    assert "notes/" in links
    assert not [link for link in links if "adr" in link]
