"""What a site weighs in a browser: the search index against Material's of the same text, and our own assets.

    python benchmarks/weight.py [--records 10000] [--chromium /usr/bin/chromium] [--keep FOLDER]

The index is measured as it lies, as web servers compress it, and against two peers: MkDocs with Material alone on
Markdown files of the same content, and the entries that Material's parser makes of the very pages that we render. What
a first view loads is told by Chromium's own requests until a page is quiet; ours are those that the theme does not
bring. Sizes are gzip -9; no time is measured. Needs Playwright and a Chromium.
"""

from __future__ import annotations

import argparse
import gzip
import http.server
import json
import re
import tempfile
import threading
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import material
from build import BUILD
from history import ARGUMENTS, Compressed
from material.plugins.search.plugin import SearchIndex
from measure import child_seconds, verdict, versions
from site_a import AS_OF, Decision, decisions, write_peer, write_records

MOST = 1.2
MOST_KB = 60
ARTICLE = re.compile(r'<article class="md-content__inner md-typeset">(.*?)</article>', re.S)
THEME = Path(next(iter(material.__path__))) / "templates"
SEARCH = "search/search_index.json"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--keep", type=Path, help="build here, and leave the sites in place")
    arguments = parser.parse_args()
    print(f"{date.today()}; {versions()}")
    with tempfile.TemporaryDirectory() as name:
        folder = arguments.keep or Path(name)
        made = decisions(arguments.records)
        write_records(folder / "ours", made)
        write_peer(folder / "peer", made)
        for site in ("ours", "peer"):
            if not (folder / site / "site").exists():
                child_seconds(BUILD, folder / site)
        index(folder / "ours/site", folder / "peer/site")
        first_views(folder / "ours/site", made, arguments.chromium)


def index(ours: Path, peer: Path) -> None:
    """The search index against Material's."""
    sizes = {name: _told(name, (site / SEARCH).read_bytes()) for name, site in (("ours", ours), ("peer", peer))}
    verdict("search index : Material on Markdown of the same", sizes["ours"] / sizes["peer"], MOST)
    own = json.loads((ours / SEARCH).read_bytes())["docs"]
    made = {entry["location"].partition("#")[0] for entry in own}
    same = [entry for address in sorted(made) for entry in by_material(ours, address)]
    size = _told("Material's parser on our pages", json.dumps({"docs": same}, separators=(",", ":")).encode())
    verdict("search index : Material's parser on our pages", sizes["ours"] / size, MOST)


def _told(name: str, content: bytes) -> int:
    entries = len(json.loads(content)["docs"])
    packed = len(gzip.compress(content, 9, mtime=0))
    print(f"{name:<34} {len(content) / 1000:10,.0f} KB, {packed / 1000:8,.0f} KB compressed, {entries:,} entries")
    return len(content)


def by_material(site: Path, address: str) -> list[dict[str, Any]]:
    """The entries that the theme's own parser makes of a page as it stands in the built site."""
    match = ARTICLE.search((site / address / "index.html").read_text(encoding="utf-8"))
    entries = SearchIndex(lang=["en"], separator="", pipeline=[], fields={})

    class Page:
        content, meta, url, title, toc = match[1] if match else "", {}, address, "", []

    entries.add_entry_from_context(Page)
    return list(entries.entries)


def first_views(site: Path, made: list[Decision], chromium: str) -> None:
    """What a page of each sort asks for that the theme does not bring, before anybody touches it."""
    from playwright.sync_api import sync_playwright

    asked: dict[str, int] = {}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=str(site), sizes=asked))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    addresses = ("", f"decisions/{made[0].id}/", "decisions/", "history/", f"history/{AS_OF.year}/", "browse/")
    heaviest = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for address in addresses:
            asked.clear()
            page = browser.new_context().new_page()  # nothing kept from the page before
            page.goto(f"http://127.0.0.1:{server.server_port}/{address}", wait_until="networkidle")
            page.close()
            own = {path: _packed(site, path) for path in sorted(asked) if _is_ours(site, path)}
            heaviest = max(heaviest, sum(own.values()))
            said = ", ".join(f"{Path(path).name} {size / 1000:.1f}" for path, size in own.items())
            print(f"  {address or 'home':<44} {sum(own.values()) / 1000:5.1f} KB: {said}")
        browser.close()
    server.shutdown()
    verdict("our assets of a first view, KB compressed", heaviest / 1000, MOST_KB)


def _is_ours(site: Path, path: str) -> bool:
    """Whether a file is neither a page nor the theme's, nor the index that the theme's worker fetches."""
    name = path.lstrip("/")
    return (site / name).is_file() and not name.endswith(".html") and name != SEARCH and not (THEME / name).exists()


def _packed(site: Path, path: str) -> int:
    return len(gzip.compress((site / path.lstrip("/")).read_bytes(), 9, mtime=0))


if __name__ == "__main__":
    main()
