"""Small projects written to disk and built as a user builds them."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

AS_OF = "2025-11-20"
EPOCH = "1763596800"

RECORDS = {
    "records/project.yml": "name: Harbour\npurpose: Plans berths so that no ship waits.\n",
    "records/decisions/berth-by-tide.yml": (
        "title: Berth by tide\nstatus: accepted\ndecided: 2025-10-01\n"
        "summary: Deep ships first at high water.\noutcome: Zebrawood pilots settle the order.\n"
    ),
    "records/decisions/one-queue.yml": (
        "title: One queue\nstatus: proposed\ncreated: 2025-11-01\naliases: [single-line]\n"
        "context: See [[decision/berth-by-tide]].\n"
    ),
}

BROKEN = "title: Berth by tide\nstatus: acepted\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


class BuildFailed(Exception):
    """The build ended without a site; what was logged is its text."""


@dataclass
class Built:
    """A built site."""

    folder: Path
    log: str

    def html(self, address: str) -> str:
        path = self.folder / address
        return (path if address.endswith(".html") else path / "index.html").read_text(encoding="utf-8")

    def body(self, address: str) -> str:
        """What stands in the middle of a page."""
        found = re.search(r"<article.*?</article>", self.html(address), re.S)
        assert found, address
        return found.group()

    def has(self, address: str) -> bool:
        path = self.folder / address
        return path.is_file() if "." in path.name else (path / "index.html").is_file()

    def pages(self) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))

    def search(self) -> dict[str, str]:
        """What the search finds, by address: title and text of a page and its parts."""
        index = json.loads((self.folder / "search/search_index.json").read_text(encoding="utf-8"))
        found: dict[str, str] = {}
        for entry in index["docs"]:
            page = entry["location"].partition("#")[0]
            found[page] = f"{found.get(page, '')} {entry['title']} {entry['text']}"
        return found

    def contents(self) -> dict[str, bytes]:
        files = (path for path in sorted(self.folder.rglob("*")) if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in files}

    def navigation(self, page: str = "") -> list[tuple[str, str]]:
        """Words and address of the entries of the primary navigation, in order."""
        return _Navigation.of(self.html(page))


class _Navigation(HTMLParser):
    """Reads the links of Material's primary navigation."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.link: str | None = None
        self.words = ""
        self.found: list[tuple[str, str]] = []

    @classmethod
    def of(cls, html: str) -> list[tuple[str, str]]:
        reader = cls()
        reader.feed(html)
        return reader.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "nav" and (self.depth or "md-nav--primary" in (given.get("class") or "")):
            self.depth += 1
        if tag == "a" and self.depth and "md-nav__link" in (given.get("class") or ""):
            self.link, self.words = given.get("href") or "", ""

    def handle_data(self, data: str) -> None:
        if self.link is not None:
            self.words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "nav" and self.depth:
            self.depth -= 1
        if tag == "a" and self.link is not None:
            entry = (" ".join(self.words.split()), self.link)
            if not self.link.startswith("#") and entry not in self.found:
                self.found.append(entry)
            self.link = None


@dataclass
class Project:
    """A project in a folder of its own."""

    root: Path

    def write(self, files: dict[str, str | bytes]) -> Project:
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self

    def configure(self, options: dict[str, Any] | None = None, **config: Any) -> Project:
        """Write `mkdocs.yml`: options of the plugin, and keys of the file."""
        theme = {"name": "material", "font": False, **config.pop("theme", {})}
        own = {"forgebook": {"as_of": AS_OF, **(options or {})}}
        whole = {
            "site_name": "Harbour",
            "site_url": "https://harbour.example/",
            "theme": theme,
            "plugins": [*config.pop("plugins", ["search"]), own],
            **config,
        }
        (self.root / "docs").mkdir(exist_ok=True)
        (self.root / "mkdocs.yml").write_text(yaml.safe_dump(whole, sort_keys=False), encoding="utf-8")
        return self

    def build(self, name: str = "site", **overrides: Any) -> Built:
        """Build in this process."""
        folder = self.root.parent / f"{self.root.name}-{name}"
        config = load_config(str(self.root / "mkdocs.yml"), site_dir=str(folder), **overrides)
        with Heard() as heard:
            config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build(config)
            except Abort as aborted:
                raise BuildFailed(heard.text) from aborted
            finally:
                config.plugins.on_shutdown()
        return Built(folder, heard.text)

    def run(self, *arguments: str, engine: str = "mkdocs", **environ: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the engine in a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", engine, *arguments],
            cwd=self.root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", **environ},
            capture_output=True,
            text=True,
            timeout=120,
        )


class Heard(logging.Handler):
    """What MkDocs and its plugins log while it is open."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.getMessage()}")

    def __enter__(self) -> Heard:
        self.logger = logging.getLogger("mkdocs")
        self.level = self.logger.level
        self.logger.setLevel(logging.INFO)
        self.logger.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        self.logger.removeHandler(self)
        self.logger.setLevel(self.level)
