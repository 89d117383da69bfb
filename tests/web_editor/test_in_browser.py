"""The web editor itself, in a real browser: a record is opened, changed and saved, and its comments are still there."""

from __future__ import annotations

import functools
import http.server
import importlib.util
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.browsing import NAMES, chromium, missing, playwright

SEED = """async (files) => {
  const top = await (await navigator.storage.getDirectory()).getDirectoryHandle('sveltia-cms-test', {create: true});
  for (const [path, text] of Object.entries(files)) {
    const parts = path.split('/');
    let folder = top;
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, {create: true});
    const stream = await (await folder.getFileHandle(parts.at(-1), {create: true})).createWritable();
    await stream.write(text);
    await stream.close();
  }
}"""
READ = """async (path) => {
  const parts = path.split('/');
  let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('sveltia-cms-test');
  for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part);
  return (await (await folder.getFileHandle(parts.at(-1))).getFile()).text();
}"""

NAME = "records/decisions/three-weeks.yml"
DECISION = """\
# Why we do this
title: "Three-week sprints" # short
status: accepted # since spring
decided: 2025-01-07
number: 7

# who said yes
deciders: [role/lead]
context: |
  Long text
  of two lines.
supersedes:
  - older # an old one
options:
  # the first
  - id: a
    title: One
    pros: [x, y]
their_own: {version: 1.10}
"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Tests have their own words."""


@pytest.fixture
def address(admin: Path, tmp_path: Path) -> Iterator[str]:
    """The web editor, with the repository that its makers have for tests: files in the browser's own storage."""
    folder = tmp_path / "admin"
    shutil.copytree(admin, folder)
    config = (folder / "config.yml").read_text(encoding="utf-8")
    for ours, theirs in (("name: github", "name: test-repo"), ("editorial_workflow", "simple")):
        assert ours in config
        config = config.replace(ours, theirs)
    config = "".join(line for line in config.splitlines(True) if not line.startswith("  repo:"))
    (folder / "config.yml").write_text(config, encoding="utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/index.html"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page() -> Iterator[Any]:
    path = chromium()
    if path is None:
        missing(f"no Chromium found: install one of {', '.join(NAMES)}, or name it in FORGEBOOK_CHROMIUM")
    if importlib.util.find_spec("playwright") is None:
        missing("the package playwright is not installed")
    browser = playwright().chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
    yield browser.new_page(viewport={"width": 1280, "height": 1000})
    browser.close()


@pytest.mark.browser
def test_a_record_is_changed_and_its_comments_stay(page: Any, address: str) -> None:
    outside: list[str] = []
    inside = (address.removesuffix("index.html"), "data:", "blob:")
    page.on("request", lambda sent: None if sent.url.startswith(inside) else outside.append(sent.url))
    page.goto(address)
    page.evaluate(SEED, {NAME: DECISION, "records/decisions/older.yml": "title: Older\nstatus: superseded\n"})
    page.reload()
    page.get_by_text("Work with Test Repository").first.click()
    page.get_by_text("Three-week sprints").first.wait_for()
    page.goto(f"{address}#/collections/decisions/entries/three-weeks")
    title = page.locator('[data-key-path="title"]').locator("input, textarea").first
    title.wait_for()
    assert title.input_value() == "Three-week sprints"
    title.fill("Five-week sprints")
    page.get_by_role("button", name="Save").first.click()
    wanted = DECISION.replace("Three-week", "Five-week")
    page.wait_for_function(f"async ([path, text]) => (await ({READ})(path)) !== text", arg=[NAME, DECISION])
    assert page.evaluate(READ, NAME) == wanted
    assert outside == []
