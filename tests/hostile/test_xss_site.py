"""No active content in a built site of payloads: by parsing all of it, and in a browser."""

# ruff: noqa: E501

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.active import findings, tags_in
from support.browsing import playwright
from support.payloads import KINDS, OWN, payload_files, payload_records, payloads, world
from support.sites import build, mkdocs_yml, write

pytestmark = pytest.mark.corpora
REDIRECT = "<meta> http-equiv=refresh content=0; url=../"
BENIGN = "benign words"
SEARCH_KEEPS = {"p", "code", "pre", "li", "ol", "ul", "table", "tbody", "td", "th", "thead", "tr", "b", "em", "strong", "small", "sub", "sup", "br", "mark", "dd", "dl", "dt", "span", "i", "del", "ins", "time", "h1", "h2", "h3"}  # fmt: skip


def html_files(site: Path) -> list[Path]:
    """All HTML files of a site; a former id may make a folder that looks like one."""
    return [path for path in sorted(site.rglob("*.html")) if path.is_file()]


LONG_HISTORY = "<form> class=fb-filter data-fb-index=events.json data-fb-base=../ "
"""The filter of a history with so many events that it looks through a file: the plain site has fewer."""

PRODUCTS = "<select> name=product"
"""The choice among several products: the plain site has one."""


@pytest.fixture(scope="module")
def sites(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A site of payloads, kinds taking turns, and the same site with plain words instead."""
    texts = payloads(hostile)
    turns = {kind.name: list(OWN) + texts[number :: len(KINDS)] for number, kind in enumerate(KINDS)}
    made = []
    for name in ("hostile", "benign"):
        root = tmp_path_factory.mktemp(name)
        files: dict[str, Any] = {}
        for kind in KINDS:
            words = turns[kind.name] if name == "hostile" else [BENIGN] * 12
            files |= payload_records(kind, words)
        lying = payload_files(list(OWN) if name == "hostile" else [BENIGN] * 12)
        write(world(root, files), {"mkdocs.yml": mkdocs_yml(["tags"]), **lying})
        made.append(build(root))
    return made[0], made[1]


def test_nothing_acts_in_the_built_site(sites: tuple[Path, Path]) -> None:
    hostile_site, benign_site = sites
    allowed: set[str] = set()
    for path in html_files(benign_site):
        allowed |= findings(path.read_text(encoding="utf-8"))
    assert any(found.startswith("<script>") for found in allowed)
    bad = {}
    for path in html_files(hostile_site):
        found = findings(path.read_text(encoding="utf-8")) - allowed
        found = {f for f in found if f != PRODUCTS and not f.startswith((REDIRECT, LONG_HISTORY))}
        if found:
            bad[path.relative_to(hostile_site).as_posix()] = sorted(found)[:4]
    assert bad == {}


def test_search_index_is_text(sites: tuple[Path, Path]) -> None:
    """Material puts titles and texts of the index into the page as HTML."""
    index = json.loads((sites[0] / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert len(index["docs"]) > 500
    for entry in index["docs"]:
        for part in (entry["title"], entry["text"], *entry.get("tags", [])):
            assert findings(part) == set(), entry["location"]
            assert set(tags_in(part)) <= SEARCH_KEEPS, (entry["location"], part)


def test_nothing_is_written_outside_the_site(sites: tuple[Path, Path]) -> None:
    root = sites[0].parent
    assert {path.name for path in root.iterdir()} <= {"site", "site.log", "records", "mkdocs.yml", "docs", ".cache"}
    assert not list(root.parent.glob("escaped*"))


def test_charts_are_xml(sites: tuple[Path, Path]) -> None:
    from xml.etree import ElementTree

    drawn = 0
    for page in ("sprints", "decisions"):
        html = (sites[0] / page / "index.html").read_text(encoding="utf-8")
        for part in html.split("<svg")[1:]:
            svg = "<svg" + part.partition("</svg>")[0] + "</svg>"
            if 'class="fb-' in svg[:300]:
                drawn += 1
                ElementTree.fromstring(svg.replace("xlink:href", "href"))
    assert drawn >= 1


@pytest.fixture(scope="module")
def address(sites: tuple[Path, Path]) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(sites[0]))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


CHROMIUM = "/usr/bin/chromium"
SCAN = """async (names) => {
  const bad = []
  for (const name of names) {
    const page = new DOMParser().parseFromString(await (await fetch(name)).text(), "text/html")
    for (const element of page.querySelectorAll("article *, title, meta[name], .md-nav a, .md-header__title *")) {
      const tag = element.tagName.toLowerCase()
      if (["script", "iframe", "object", "embed", "base", "style", "video", "audio", "math", "foreignobject"].includes(tag))
        bad.push(name + " <" + tag + ">")
      for (const {name: key, value} of element.attributes)
        if (/^on/i.test(key) || (key === "style" && element.closest("article")) || (/href|src|action|data$/i.test(key) &&
            /^[\\x00-\\x20]*(javascript|data|vbscript):/i.test(value)))
          bad.push(name + " " + tag + " " + key + "=" + value)
    }
  }
  return bad
}"""


@pytest.mark.browser
def test_in_a_browser(sites: tuple[Path, Path], address: str) -> None:
    """Pages are opened for dialogs, errors and requests; a third is parsed by the browser's own parser."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    pages = [path for path in html_files(sites[0]) if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")]
    names = [path.relative_to(sites[0]).as_posix() for path in pages]
    wanted = ["", "decisions/", "sprints/", "history/", "improvements/", "people/", "search/?q=alert"]
    wanted += names[:: max(1, len(names) // 20)]
    said: list[str] = []
    browser = playwright().chromium.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    )
    page = browser.new_page()
    page.on("dialog", lambda dialog: (said.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on(
        "request",
        lambda r: None if r.url.startswith((address, "data:", "blob:")) else said.append(f"request {r.url}"),
    )
    page.on("pageerror", lambda error: said.append(f"error {error} on {page.url}"))
    for name in wanted[:27]:
        page.goto(address + name, wait_until="load")
    for query in ("alert", "script", "onerror"):
        page.goto(f"{address}?q={query}", wait_until="load")
        page.wait_for_timeout(1200)
    bad = page.evaluate(SCAN, [f"/{name}" for name in names[::3]])
    browser.close()
    assert said == []
    assert bad == []
