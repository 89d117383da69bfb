"""Records as plain Markdown, and their index."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import markdown
import pytest

from forgebook.exporting.llms import text_files
from forgebook.exporting.plain import text_address
from forgebook.pipeline import Site
from support.building import Project
from support.sites import build, mkdocs_yml, site_of, write

FILES: dict[str, Any] = {
    "records/project.yml": {"name": "Harbour [model]", "purpose": "Ships *wait* less. See [[decision/anchor]]."},
    "records/people/pat.yml": {"title": "Pat Plain"},
    "records/decisions/anchor.yml": {
        "title": "Drop `anchor`", "status": "accepted", "decided": "2025-01-02", "created": "2024-12-01",
        "summary": "Ships stay.", "visibility": "public", "deciders": ["pat"],
        "context": "| Tide | Depth |\n|---|---|\n| low | 3 m |\n\nSee [[decision/rope]], [it](rope.yml#context) and "
        "[out](https://example.org/x_y).\n\n```\nlet *x*\n```\n".replace("\\\n", "\n"),
    },
    "records/decisions/rope.yml": {"title": "Rope", "status": "proposed", "created": "2025-11-01", "context": "Why"},
    "records/releases/v1.yml": {
        "version": "1.0", "status": "released", "released_on": "2025-02-03",
        "changes": [{"id": "a", "kind": "changed", "summary": "Ships wait", "visibility": "public"}],
    },
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, FILES)


def texts(site: Site) -> dict[str, str]:
    pages = [(view, site.body(view)) for view in site.views()]
    files = text_files(pages, site.graph, site.settings, site.renderer)
    return {file.address: file.content.decode() for file in files}


def test_a_text_beside_every_record_page(root: Path) -> None:
    site = site_of(root)
    wanted = {text_address(view.address) for view in site.views() if view.record is not None}
    assert {"decisions/anchor.md", "releases/v1.md", "people/pat.md"} <= wanted
    assert set(texts(site)) == wanted | {"llms.txt"}


def test_title_status_dates_table_and_links(root: Path) -> None:
    text = texts(site_of(root))["decisions/anchor.md"]
    lines = text.splitlines()
    assert lines[0] == "# Drop `anchor`"
    assert "(in force)" in lines[2]
    assert "- **Decided**: 2025-01-02" in lines
    assert "- **Decided by**: [Pat Plain](../people/pat.md)" in lines
    assert "| Tide | Depth |" in lines
    assert "| low | 3 m |" in lines
    assert "[Rope](rope.md)" in text
    assert "[it](rope.md#context)" in text
    assert "[out](https://example.org/x_y)" in text
    assert "```\nlet *x*\n```" in text
    assert lines[-1] == "Page: [anchor/](anchor/)"


def test_the_text_is_markdown_again(root: Path) -> None:
    """What comes out of it is the same table and the same headings."""
    html = markdown.markdown(texts(site_of(root))["decisions/anchor.md"], extensions=["tables", "fenced_code"])
    assert "<td>3 m</td>" in html
    assert "<h2>Context</h2>" in html
    assert "<h1>Drop <code>anchor</code></h1>" in html


def test_every_link_to_a_text_has_a_text(root: Path) -> None:
    found = texts(site_of(root))
    links = 0
    for name, text in found.items():
        for link in re.findall(r"\]\(([^)\s]+\.md)(?:#[^)]*)?\)", text):
            assert posixpath.normpath(posixpath.join(posixpath.dirname(name), urldefrag(link)[0])) in found, (
                name,
                link,
            )
            links += 1
    assert links > 5


def test_the_index(root: Path) -> None:
    lines = texts(site_of(root))["llms.txt"].splitlines()
    assert lines[0] == "# Harbour \\[model\\]"
    assert lines[2] == "> Ships wait less. See Drop anchor."
    assert "## Decisions" in lines
    assert "- [Drop anchor](decisions/anchor.md): Ships stay." in lines
    assert [line for line in lines if line.startswith("## ")].count("## Decisions") == 1


def test_nothing_hidden_is_told(root: Path) -> None:
    found = texts(site_of(root, visibility="public"))
    assert set(found) == {"llms.txt", "decisions/anchor.md"}
    assert not re.search("rope|v1|Pat Plain", "".join(found.values()), re.I)


def test_no_records_no_texts(tmp_path: Path) -> None:
    assert texts(site_of(write(tmp_path, {"records/project.yml": {"name": "Bare"}}))) == {}


def test_a_site_by_mkdocs_has_them_with_the_plugin_for_feeds(root: Path) -> None:
    site = build(write(root, {"mkdocs.yml": mkdocs_yml(["forgebook/feeds"])}))
    text = (site / "decisions/anchor.md").read_text(encoding="utf-8")
    assert text.startswith("# Drop `anchor`\n")
    assert "Page: [https://harbour.example/decisions/anchor/]" in text
    assert "(https://harbour.example/decisions/anchor.md)" in (site / "llms.txt").read_text(encoding="utf-8")
    assert (site / "decisions/anchor/index.html").is_file()
    html = (site / "decisions/anchor/index.html").read_text(encoding="utf-8")
    assert '<link rel="alternate " type="text/markdown" href="../anchor.md">' in html
    assert "text/markdown" not in (site / "decisions/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("plugins", [["search"], ["search", {"forgebook/feeds": {"text": False}}]])
def test_and_none_without_it(project: Project, plugins: list[Any]) -> None:
    site = project.configure(plugins=plugins).build(strict=True)
    assert not (site.folder / "llms.txt").exists()
    assert not (site.folder / "decisions/one-queue.md").exists()
    assert "text/markdown" not in site.html("decisions/one-queue/")


def test_a_hand_written_page_that_won_has_no_text(project: Project) -> None:
    project.write({"docs/decisions/one-queue.md": "# Mine\n"}).configure(plugins=["search", "forgebook/feeds"])
    site = project.build()
    assert "Mine" in site.body("decisions/one-queue/")
    assert not (site.folder / "decisions/one-queue.md").exists()
    assert (site.folder / "decisions/berth-by-tide.md").is_file()
