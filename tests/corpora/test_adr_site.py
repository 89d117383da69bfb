"""Sites of six folders of decision files: pictures and links as their authors meant them."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest

pytestmark = pytest.mark.corpora


class Page(HTMLParser):
    """Where a page's links and pictures lead, told from the site's root, and what leads nowhere."""

    def __init__(self, address: str, html: str) -> None:
        super().__init__()
        self.address = address
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.unlinked = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self.links.append(self._told_from_root(found["href"] or ""))
        elif tag == "img":
            self.pictures.append(self._told_from_root(found.get("src") or ""))
        elif "fb-unlinked" in (found.get("class") or "").split():
            self.unlinked += 1

    def _told_from_root(self, target: str) -> str:
        if re.match(r"[a-z]+:", target):
            return target
        path = target.partition("#")[0]
        joined = posixpath.normpath(posixpath.join(self.address, path)) if path else self.address
        return joined + "/" if path.endswith("/") else joined


def page_of(folder: Any, file: str) -> Page:
    address = folder.by_file[file].address
    return Page(address, folder.pages[address])


def test_every_record_has_a_page_with_its_title(folder: Any, entry: dict[str, Any]) -> None:
    html = folder.pages[folder.by_file[entry["file"]].address]
    plain = re.sub(r"<[^>]+>", "", html)
    assert len(html) > 500
    assert entry["title"].replace("`", "").split()[-1] in plain


def test_pictures_are_published_and_shown(folder: Any) -> None:
    present, absent = _pictures(folder, present=True), _pictures(folder, present=False)
    shown = {file: page_of(folder, file).pictures for file in folder.by_file}
    assert {file: sorted(sources) for file, sources in shown.items() if sources} == {
        file: sorted(sources) for file, sources in present.items()
    }
    assert set(folder.site.renderer.assets.used) == {path for paths in present.values() for path in paths}
    for file in absent:
        assert "(image not found)" in folder.pages[folder.by_file[file].address]


def test_pictures_from_elsewhere_are_links(folder: Any) -> None:
    for entry in folder.expected["remote_images"]:
        page = page_of(folder, entry["file"])
        assert entry["src"] in page.links
        assert entry["src"] not in page.pictures


def test_links_between_files_lead_to_pages_of_records(folder: Any, entry: dict[str, Any]) -> None:
    page = page_of(folder, entry["file"])
    for name in (*entry["links"], *entry.get("front_matter_links", ())):
        assert folder.by_file[name].address in page.links


def test_nothing_but_dead_links_leads_nowhere(folder: Any) -> None:
    dead = Counter(_pictures(folder, present=False).keys())
    for entry in folder.expected["dead_links"]:
        if not entry["target"].startswith("https:"):
            dead[entry["file"]] += folder.text(entry["file"]).count(f"]({entry['target']})")
    assert Counter({file: n for file in folder.by_file if (n := page_of(folder, file).unlinked)}) == dead


def _pictures(folder: Any, *, present: bool) -> dict[str, list[str]]:
    """Addresses of the pictures that the table names, by file."""
    found: dict[str, list[str]] = {}
    for entry in folder.expected["images"]:
        paths = [_published(folder, image["src"]) for image in entry["images"] if image["present"] is present]
        if paths:
            found[entry["file"]] = paths
    return found


def _published(folder: Any, source: str) -> str:
    path = posixpath.normpath(posixpath.join(folder.path, source.partition("?")[0]))
    return f"assets/records/{path}"
