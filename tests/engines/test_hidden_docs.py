"""Hand-written pages on a site for others: what is not marked to be shown is not there."""

from __future__ import annotations

import pytest

from support.building import PNG, Built, Project

PUBLIC = "---\nvisibility: public\n---\n"
DOCS: dict[str, str | bytes] = {
    "docs/shown.md": f"{PUBLIC}# Shown\n\n![Chart](img/both.png) [[decision/open]] [[decision/one-queue|our queue]]\n",
    "docs/hush-canary.md": "# Hush canary title\n\n![Plan](img/hush.png) ![Chart](img/both.png)\n",
    "docs/partners.md": "---\nvisibility: partner\n---\n# For canary partners\n",
    "docs/img/both.png": PNG,
    "docs/img/hush.png": PNG,
    "records/decisions/open.yml": "title: Open to all\nstatus: draft\nvisibility: public\n",
}


@pytest.fixture
def harbour(project: Project) -> Project:
    return project.write(DOCS)


def canaries(site: Built) -> list[str]:
    return [
        name
        for name, content in site.contents().items()
        if b"canary" in content.lower() or "canary" in name or "hush" in name
    ]


def test_only_marked_pages_show(harbour: Project) -> None:
    site = harbour.configure({"visibility": "public"}).build(strict=True)
    assert canaries(site) == []
    assert site.has("shown/")
    assert site.has("img/both.png")
    assert site.has("decisions/open/")
    assert not site.has("decisions/one-queue/")


def test_the_team_sees_all(harbour: Project) -> None:
    site = harbour.build(strict=True)
    assert site.has("hush-canary/")
    assert site.has("img/hush.png")


def test_a_partner_sees_pages_for_partners(harbour: Project) -> None:
    site = harbour.configure({"visibility": "partner"}).build(strict=True)
    assert site.has("partners/")
    assert not site.has("hush-canary/")


def test_entries_of_the_nav_go_too(harbour: Project) -> None:
    nav = [{"Canary entry": "hush-canary.md"}, {"Canary section": [{"Canary": "partners.md"}]}, "shown.md", "forgebook"]
    site = harbour.configure({"visibility": "public"}, nav=nav).build(strict=True)
    assert canaries(site) == []
    assert "shown/" in [link for _, link in site.navigation()]


def test_a_link_to_a_hidden_page_leaves_its_words(harbour: Project) -> None:
    text = "[the plan](hush-canary.md#x), `[a](b.md)`, [on](shown.md), [by][far]"
    harbour.write({"docs/way.md": f"{PUBLIC}# Way\n\n{text}\n\n[far]: hush-canary.md\n"})
    site = harbour.configure({"visibility": "public"}).build(strict=True)
    assert canaries(site) == []
    assert "the plan, <code>[a](b.md)</code>, " in site.body("way/")
    assert '<a href="../shown/">on</a>, by<' in site.body("way/")


def test_a_wiki_link_to_a_hidden_record_leaves_its_words(harbour: Project) -> None:
    body = harbour.configure({"visibility": "public"}).build(strict=True).body("shown/")
    assert ">Open to all</a>" in body
    assert "our queue" in body
    assert "one-queue" not in body


def test_globs_of_the_project_file(harbour: Project) -> None:
    harbour.write(
        {
            "records/project.yml": (
                "name: Harbour\ndocs_visibility:\n  - {globs: ['*.md'], visibility: public}\n"
                "  - {globs: [hush-*.md, img/hush.png], visibility: team}\n"
            ),
            "docs/plain.md": "# Plain\n",
        }
    )
    site = harbour.configure({"visibility": "public"}).build(strict=True)
    assert site.has("plain/")
    assert not site.has("hush-canary/")
    assert not site.has("partners/")


def test_no_source_and_no_edit_link(harbour: Project) -> None:
    harbour.configure(
        {"visibility": "public"},
        theme={"features": ["content.action.edit"]},
        repo_url="https://github.com/harbour/plan",
    )
    html = harbour.build(strict=True).html("decisions/open/")
    assert "records/decisions" not in html
    assert "/edit/" not in html
