"""Exports, and what is built from them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

SCRIPT = "from forgebook.cli.main import main; main(prog_name='forgebook')"
UNSET = ("SOURCE_DATE_EPOCH", "FORGEBOOK_AS_OF", "FORGEBOOK_VISIBILITY", "FORGEBOOK_RECORDS")


def environment(**more: str) -> dict[str, str]:
    return {**{name: value for name, value in os.environ.items() if name not in UNSET}, **more}


def run_export(project: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-c", SCRIPT, "export", "-C", str(project), str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=300, check=False)


def export(project: Path, folder: Path, *arguments: str) -> Path:
    done = run_export(project, folder, *arguments)
    assert done.returncode == 0, done.stderr
    return folder


def zensical(folder: Path) -> Path:
    """Build an export with Zensical; the folder of the site."""
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env=environment(), timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@dataclass
class Article:
    """The middle of a page, as a reader of its words has it.

    Attributes:
        text: its words.
        links: where its links lead, but for those of the theme and explanations of terms.
        headings: level and words, in order.
        ids: what links can lead to.
    """

    text: str = ""
    links: list[str] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)


def article(page: Path) -> Article:
    reader = _Reader()
    reader.feed(page.read_text(encoding="utf-8"))
    reader.article.text = " ".join(reader.article.text.split())
    return reader.article


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.article = Article()
        self._inside = False
        self._theme_link = False
        self._heading: list[str] | None = None
        self._tags = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = self._inside or tag == "article"
        if not self._inside:
            return
        if tag == "nav" and "md-tags" in given.get("class", ""):  # above the page or below it, as themes have it
            self._tags = True
        if "id" in given:
            self.article.ids.add(given["id"])
        if tag == "a":
            self._theme_link = bool(re.search(r"headerlink|md-content__button", given.get("class", "")))
            if not self._theme_link and "fb-term" not in given.get("class", "") and given.get("href"):
                self.article.links.append(given["href"])
        if re.fullmatch("h[1-6]", tag):
            self._heading = [tag, ""]

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._inside = False
        if tag == "nav":
            self._tags = False
        if tag == "a":
            self._theme_link = False
        if self._heading and tag == self._heading[0]:
            self.article.headings.append((tag, " ".join(self._heading[1].split())))
            self._heading = None

    def handle_data(self, data: str) -> None:
        if self._inside and not self._theme_link and not self._tags:
            self.article.text += data
            if self._heading:
                self._heading[1] += data
