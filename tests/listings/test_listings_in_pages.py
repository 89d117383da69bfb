"""Listings in hand-written pages of built sites."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from support.sites import build, mkdocs_yml, write

PAGE = """---
visibility: public
---
# Page

Before
<!-- forgebook: decisions status=accepted sort=title -->
After

!!! note

    <!-- forgebook: decisions columns=title,decided,deciders limit=1 -->

- An item

    <!-- forgebook: areas empty="No areas." -->

`<!-- forgebook: decisions -->`
"""
RECORDS: dict[str, Any] = {
    "records/decisions/a.yml": {
        "title": "Anchor <b>", "status": "accepted", "decided": "2025-01-02", "visibility": "public",
        "summary": "Drop *it*", "deciders": ["person/pat"],
    },
    "records/decisions/hidden.yml": {"title": "Canary", "status": "accepted", "decided": "2024-01-02"},
    "records/people/pat.yml": {"title": "Pat Plain"},
}  # fmt: skip


def article(site: Path, page: str) -> str:
    html = (site / page).read_text(encoding="utf-8")
    return html.partition('<article class="md-content__inner md-typeset">')[2].partition("</article>")[0]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {"mkdocs.yml": mkdocs_yml(["forgebook/listings"]), "docs/deep/page.md": PAGE, **RECORDS}
    return write(tmp_path_factory.mktemp("listings"), files)


def test_records_stand_where_the_directive_stood(root: Path) -> None:
    html = article(build(root, strict=True), "deep/page/index.html")
    first, after = html.split("<p>After</p>")
    assert first.index("<p>Before</p>") < first.index("Anchor &lt;b&gt;") < first.index("Canary")
    assert '<a href="../../decisions/a/">' in first
    assert "Drop <em>it</em>" in first
    note = after[after.index('class="admonition note"') : after.index("An item")]
    assert re.search(r'<td data-label="Decided"><time datetime="2025-01-02"', note)
    assert '<a href="../../people/pat/">Pat Plain</a>' in note
    assert "Canary" not in note
    assert re.search(r"<li>\s*<p>An item</p>\s*<p class=\"fb-muted\">No areas.</p>", after)
    assert "&lt;!-- forgebook: decisions --&gt;" in after
    assert not re.search(r"forgebook[0-9a-f]{20,}listing", html)


def test_a_filtered_site_lists_what_its_reader_may_see(root: Path) -> None:
    site = build(root, "public", visibility="public", strict=True)
    html = article(site, "deep/page/index.html")
    assert "Anchor" in html
    assert "Canary" not in html
    assert "Pat" not in html
    assert "a team member" in html


def test_a_faulty_directive_fails_a_strict_build_and_says_where(tmp_path: Path) -> None:
    files = {"mkdocs.yml": mkdocs_yml(["forgebook/listings"]), "docs/page.md": "# P\n\n<!-- forgebook: decsions -->\n"}
    write(tmp_path, {**files, **RECORDS})
    with pytest.raises(AssertionError, match=r"docs/page\.md:3:17 FB220"):
        build(tmp_path, strict=True)


def test_the_plugin_asks_for_the_one_that_it_needs(tmp_path: Path) -> None:
    config = mkdocs_yml(["forgebook/listings"])
    config["plugins"] = ["forgebook/listings"]
    write(tmp_path, {"mkdocs.yml": config, "docs/index.md": "# P\n"})
    with pytest.raises(AssertionError, match="add the line `- forgebook`"):
        build(tmp_path)


def test_a_directive_without_the_plugin_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": mkdocs_yml(), "docs/page.md": "# P\n\n<!-- forgebook: decisions -->\n", **RECORDS})
    build(tmp_path)
    assert "forgebook/listings" in (tmp_path / "site.log").read_text(encoding="utf-8")
