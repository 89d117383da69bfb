"""What the first view of a page fetches beside the theme: all of it together stays small."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import material
import pytest

from support.browsing import Served

THEME = Path(next(iter(material.__path__))) / "templates"
MOST_BYTES = 60_000
PAGES = ("", "decisions/", "releases/v4.3.0/", "history/", "browse/", "compare/", "handover/areas/", "environments/")


@pytest.fixture(scope="module")
def site(serve: Callable[..., Served]) -> Served:
    return serve("weight")


@pytest.mark.parametrize("address", PAGES)
def test_a_first_view(site: Served, browser: Any, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert page.goto(site.url + address, wait_until="networkidle").ok
    context.close()
    names = {url.removeprefix(site.url).partition("?")[0].partition("#")[0] for url in asked}
    ours = {name for name in names if (site.folder / name).is_file() and not (THEME / name).exists()}
    own = {name for name in ours if not name.endswith(".html") and not name.startswith("search/")}
    assert {"assets/forgebook/forgebook.css", "assets/forgebook/forgebook.js"} <= own
    sizes = {name: len(gzip.compress((site.folder / name).read_bytes(), 9, mtime=0)) for name in own}
    assert sum(sizes.values()) <= MOST_BYTES, sizes
