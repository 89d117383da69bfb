"""The same site by MkDocs and, from an export, by Zensical: pages, headings, links, words, search."""

from __future__ import annotations

import json
import posixpath
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest

from support.building import PNG
from support.exported import Article, article, export, zensical
from support.sites import WORLD, build, mkdocs_yml, records, write

pytestmark = pytest.mark.skipif(find_spec("zensical") is None, reason="zensical is not installed")

GUIDE = """---
title: A guide & more
hide: [toc]
---
# Guide

See [[decision/anchor]], [[release/v0|the first]] and [the other page](notes.md#more). ![Picture](img/quay.png)

<!-- forgebook: decisions look=table -->

Some text.

!!! note
    Inside:

    <!-- forgebook: decisions -->

- An item

    <!-- forgebook: releases status=released empty="None *yet*" -->

Code: `[[decision/anchor]]` and

```
<!-- forgebook: decisions -->
```
"""
ODD = (
    "Text with `` ` `` and *stars* and <b>tags</b> and {{ braces }} and $x$.\n\n"
    "```\n\tlet x\n\n# no heading\n~~~\n```\n\n- [x] done\n"
)
FILES: dict[str, Any] = {
    "records/project.yml": {"name": "Harbour model", "purpose": "Forecasts for ships."},
    **records(WORLD),
    "records/decisions/odd.yml": {
        "title": "Odd `code` & \"quotes\" *stars* [[anchor]]", "status": "accepted", "decided": "2025-02-01",
        "context": ODD, "aliases": ["older-name"], "tags": ["a & b"], "area": "hull",
    },
    "docs/index.md": "# Front\n\n[Guide](guide/index.md)\n",
    "docs/guide/index.md": GUIDE,
    "docs/guide/notes.md": "# Notes\n\n## More\n\n[up](index.md)\n",
    "docs/guide/img/quay.png": PNG,
    "docs/.hidden.md": "# Never\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site by MkDocs, and by Zensical."""
    root = write(tmp_path_factory.mktemp("harbour") / "project", FILES)
    write(root, {"mkdocs.yml": mkdocs_yml(["tags", "forgebook/feeds", "forgebook/listings"])})
    ours = build(root, strict=True)
    exported = export(root, root.parent / "out")
    return ours, zensical(exported)


def names(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - {"404.html"}


def test_the_same_pages(sites: tuple[Path, Path]) -> None:
    ours, theirs = sites
    assert "decisions/odd/index.html" in names(ours)
    assert "decisions/older-name/index.html" in names(ours)
    assert names(theirs) == names(ours)


def pairs(sites: tuple[Path, Path]) -> dict[str, tuple[Article, Article]]:
    ours, theirs = sites
    return {name: (article(ours / name), article(theirs / name)) for name in sorted(names(ours))}


def test_the_same_headings_links_and_words(sites: tuple[Path, Path]) -> None:
    for name, (ours, theirs) in pairs(sites).items():
        assert theirs.headings == ours.headings, name
        assert sorted(theirs.links) == sorted(ours.links), name
        assert theirs.text.split() == ours.text.split(), name


def test_the_guide_is_filled(sites: tuple[Path, Path]) -> None:
    guide = article(sites[1] / "guide/index.html")
    assert guide.links.count("../decisions/odd/") == 2  # the table and the list in the note
    assert "None *yet*" in guide.text
    assert "[[decision/anchor]]" in guide.text  # in code
    html = (sites[1] / "guide/index.html").read_text(encoding="utf-8")
    assert 'href="../releases/v0/">the first</a>' in html


def test_every_link_and_file_leads_somewhere(sites: tuple[Path, Path]) -> None:
    site = sites[1]
    pages = {name: article(site / name) for name in names(site)}
    followed = 0
    for name, page in pages.items():
        for link in page.links:
            path, fragment = urldefrag(link)
            path = path.partition("?")[0]
            if re.match(r"\w+:", link):
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path))) if path else name
            target = posixpath.join(target, "index.html") if (site / target).is_dir() else target
            assert (site / target).is_file(), f"{name}: {link}"
            if fragment and target in pages:
                assert unquote(fragment) in pages[target].ids, f"{name}: {link}"
            followed += 1
    assert followed > 100


def test_the_search_finds_every_record(sites: tuple[Path, Path]) -> None:
    told = json.loads((sites[1] / "search.json").read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for item in told["items"]:
        page = item["location"].partition("#")[0]
        found[page] = f"{found.get(page, '')} {item['title']} {item['text']}"
    for name, folder in (
        ("decisions/anchor/", "Drop anchor"),
        ("decisions/odd/", "no heading"),
        ("runs/first/", "Pilots"),
    ):
        assert folder in found[name], name
    wanted = {p.removesuffix("index.html") for p in names(sites[0]) if p.startswith("decisions/")}
    assert wanted - {"decisions/older-name/"} <= set(found)


def test_feeds_texts_pictures_and_data_are_the_same(sites: tuple[Path, Path]) -> None:
    ours, theirs = sites
    for pattern in (
        "feeds/*.*",
        "api/**/*.json",
        "llms.txt",
        "*/*.md",
        "guide/img/*",
        "assets/forgebook/*",
        "browse/*.json",
    ):
        mine = {
            path.relative_to(ours).as_posix(): path.read_bytes()
            for path in ours.glob(pattern)
            if path.is_file() and path.suffix != ".html"
        }
        assert mine or pattern == "browse/*.json", pattern
        for name, content in mine.items():
            assert (theirs / name).read_bytes() == content, name


def test_the_head_names_the_feed_and_our_files(sites: tuple[Path, Path]) -> None:
    html = (sites[1] / "decisions/odd/index.html").read_text(encoding="utf-8")
    assert 'href="../../feeds/everything.xml"' in html
    assert 'href="../../assets/forgebook/forgebook.css"' in html
    assert 'src="../../assets/forgebook/forgebook.js"' in html


def test_the_navigation_has_our_sections(sites: tuple[Path, Path]) -> None:
    html = (sites[1] / "index.html").read_text(encoding="utf-8")
    for link in ("decisions/", "releases/", "history/", "guide/", "guide/notes/"):
        assert f'href="./{link}"' in html or f'href="{link}"' in html, link


def test_no_request_to_a_third_party(sites: tuple[Path, Path]) -> None:
    for name in ("index.html", "decisions/odd/index.html"):
        html = (sites[1] / name).read_text(encoding="utf-8")
        assert not re.findall(r'<(?:script|link rel="stylesheet"|img)[^>]*(?:src|href)="https?:', html)
        assert "fonts.g" not in html
