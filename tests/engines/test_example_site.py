"""Every page of the example: where its links lead, and whether its ids are its own."""

from __future__ import annotations

import shutil
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from forgebook.rendering.packing import packed
from support.building import Built, Project

EXAMPLE = Path(__file__).parents[2] / "examples/demand-model"
HERE = "http://site.test/"


class Page(HTMLParser):
    """Ids and links of a page; `srcset` and styles are the theme's."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name in ("href", "xlink:href", "src", "action") and value is not None:
                self.links.append(value)


@pytest.fixture(scope="module", params=[True, False], ids=["directories", "files"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    copy = tmp_path_factory.mktemp("example") / "demand-model"
    shutil.copytree(EXAMPLE, copy, ignore=shutil.ignore_patterns("site", ".cache"))
    return Project(copy).build(strict=True, use_directory_urls=request.param)


@pytest.fixture(scope="module")
def pages(site: Built) -> dict[str, Page]:
    return {name: Page(site.html(name)) for name in site.pages() if name != "404.html"}


def file_of(address: str) -> str:
    path = unquote(urlsplit(address).path).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def faults(name: str, page: Page, pages: dict[str, Page], site: Built) -> list[str]:
    found = []
    for link in page.links:
        address, fragment = urldefrag(urljoin(HERE + name, link))
        if not address.startswith(HERE):
            continue
        target = file_of(address)
        if not (site.folder / target).is_file():
            found.append(f"{name}: {link} leads nowhere")
        elif fragment and target in pages and unquote(fragment) not in pages[target].ids and fragment != "__skip":
            found.append(f"{name}: {link} names a place that is not there")
    return found


def test_links_lead_somewhere(site: Built, pages: dict[str, Page]) -> None:
    assert len(pages) > 120
    found = [fault for name, page in pages.items() for fault in faults(name, page, pages, site)]
    assert found == []


def test_ids_stand_once(pages: dict[str, Page]) -> None:
    twice = {
        name: again
        for name, page in pages.items()
        if (again := [id_ for id_, times in Counter(page.ids).items() if times > 1])
    }
    assert twice == {}


def test_charts_link_to_records(pages: dict[str, Page], site: Built) -> None:
    for name in ("decisions/index.html", "sprints/index.html"):
        assert "<svg" in site.body(name)
        assert [link for link in pages[name].links if "sprint-12" in link or "five-week-sprints" in link]


def test_every_page_has_one_heading_of_the_first_level(site: Built, pages: dict[str, Page]) -> None:
    assert [name for name in pages if site.html(name).count("<h1") != 1] == []


def test_the_style_and_the_script_stay_small() -> None:
    """As they are served; the theme's server or a proxy may compress them further."""
    assets = EXAMPLE.parents[1] / "plugins/forgebook/assets"
    sizes = {path.name: len(packed(path.name, path.read_bytes())) for path in assets.iterdir()}
    assert sizes.pop("forgebook.css") <= 15 * 1024
    assert sizes.pop("forgebook-compare.js") <= 20 * 1024
    assert sizes.pop("forgebook-what-if.js") <= 6 * 1024
    assert sum(sizes.values()) <= 30 * 1024


@pytest.mark.parametrize(("script", "page"), [("compare", "compare/"), ("what-if", "what-if/")])
def test_only_the_page_that_needs_a_script_knows_of_it(script: str, page: str, site: Built) -> None:
    """Every page loads the common script; each of the others is fetched by the one page that it is for."""
    knowing = [
        path.relative_to(site.folder).as_posix()
        for path in site.folder.rglob("*.html")
        if f"forgebook-{script}.js" in path.read_text(encoding="utf-8")
    ]
    assert knowing == [f"{page}index.html"]
