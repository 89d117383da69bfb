"""What the tests in a browser share: where the browser is, sites that are served, pages that are watched."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
REQUIRED = "FORGEBOOK_BROWSER_REQUIRED"


def missing(what: str) -> NoReturn:
    """Skip, or fail where a browser must be there."""
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{what} ({REQUIRED}=1 says that it must be there)", pytrace=False)
    pytest.skip(what)


def chromium() -> str | None:
    """Where Chromium is: what FORGEBOOK_CHROMIUM names, else the first that is found."""
    named = os.environ.get("FORGEBOOK_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


@functools.cache
def playwright() -> Any:
    """Playwright, started once a process: a second one in the same process refuses to start."""
    from playwright.sync_api import sync_playwright

    started = sync_playwright().start()
    atexit.register(started.stop)
    return started


@dataclass
class Served:
    """A site at an address of its own."""

    url: str
    folder: Path


def build(project: Path, folder: Path) -> None:
    unset = ("SOURCE_DATE_EPOCH", "FORGEBOOK_AS_OF", "FORGEBOOK_VISIBILITY", "FORGEBOOK_RECORDS")
    environ = {name: value for name, value in os.environ.items() if name not in unset}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(folder)],
        cwd=project,
        env={**environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr


@dataclass
class Seen:
    """A page, and what went wrong in it."""

    page: Any
    url: str
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def open(self, address: str) -> Any:
        self.page.goto(self.url + address)
        return self.page


def ready(page: Any) -> Any:
    """Wait until the filter of a page is there."""
    page.locator("form[data-fb-filter][data-fb-ready]").wait_for()
    settled(page)
    return page


def settled(page: Any) -> None:
    """Wait until the list agrees with the count that is told."""
    page.wait_for_function(
        """() => {
            const told = parseInt(document.querySelector('[data-fb-count]').textContent);
            return told === document.querySelectorAll('[data-fb-item]:not([hidden])').length;
        }"""
    )


def choose(page: Any, **values: str) -> None:
    """Fill the filter in, and wait until the address and the list say so."""
    for name, value in values.items():
        control = page.locator(f"form.fb-filter [name={name}]")
        control.fill(value) if name == "q" else control.select_option(value)
        page.wait_for_function(
            "([name, value]) => new URLSearchParams(location.search).get(name) === value",
            arg=["text" if name == "q" else name, value],
        )
    settled(page)


def shown(page: Any) -> list[dict[str, str]]:
    """Data and words of the items that can be seen."""
    return page.eval_on_selector_all(
        "[data-fb-item]", "all => all.filter(i => !i.hidden).map(i => ({...i.dataset, words: i.textContent}))"
    )
