"""A real Chromium, and sites for it to open."""

from __future__ import annotations

import functools
import http.server
import importlib.util
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from support.browsing import NAMES, Seen, Served, build, chromium, missing, playwright

EXAMPLE = Path(__file__).parents[2] / "examples/demand-model"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    path = chromium()
    if path is None:
        missing(f"no Chromium found: install one of {', '.join(NAMES)}, or name it in FORGEBOOK_CHROMIUM")
    if importlib.util.find_spec("playwright") is None:
        missing("the package playwright is not installed")
    started = playwright().chromium.launch(executable_path=path, args=list(ARGUMENTS))
    yield started
    started.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Tests have their own words."""


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Served]]:
    """Build a copy of the example, changed by a function of its `mkdocs.yml`, and serve it."""
    servers = []

    def built(name: str, change: Callable[[str], str] = str, source: Path = EXAMPLE) -> Served:
        root = tmp_path_factory.mktemp(name)
        copy, folder = root / "demand-model", root / "site"
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns("site", ".cache"))
        folder.mkdir()
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/"
        config = copy / "mkdocs.yml"
        text = config.read_text(encoding="utf-8").replace("https://example.org/demand-model/", url)
        config.write_text(change(text), encoding="utf-8")
        build(copy, folder)
        return Served(url, folder)

    yield built
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def example(browser: Any, serve: Callable[..., Served]) -> Served:
    """The example as it is; not built where there is no browser to open it."""
    return serve("example")


@pytest.fixture
def open_site(browser: Any) -> Iterator[Callable[..., Seen]]:
    """Open a site in a window of its own."""
    contexts = []

    def opened(site: Served, **options: Any) -> Seen:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        page = context.new_page()
        seen = Seen(page, site.url)
        inside = (site.url, "data:", "blob:")
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.on("console", lambda line: seen.errors.append(line.text) if line.type == "error" else None)
        page.on("request", lambda sent: None if sent.url.startswith(inside) else seen.outside.append(sent.url))
        return seen

    yield opened
    for context in contexts:
        context.close()
