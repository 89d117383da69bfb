"""Hand-written pages and files of the docs folder as a filtered site shows them."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import markdown

from forgebook.core.patterns import spec_of
from forgebook.pipeline.hidden_docs import DocsFile, HiddenDocs, hidden_docs
from forgebook.pipeline.listings import marked_listings, with_listings
from forgebook.pipeline.markdown_meta import split
from forgebook.pipeline.site import Site
from forgebook.pipeline.wiki import link_records
from forgebook.reading.files import read_bytes
from forgebook.reading.text import Refused, decode

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_FRONT_PAGES = ("index.md", "README.md")
_NEVER = ("/templates/", ".*")
"""What MkDocs leaves out by itself."""


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A hand-written page that shows.

    Attributes:
        name: its path below the docs folder.
        address: its address below the site.
        text: its source, without what must not show.
        html: its body.
        by: what makes it show: `front matter` or `docs_visibility`.
        title: the title that its front matter gives, or empty.
    """

    name: str
    address: str
    text: str
    html: str
    by: str
    title: str


class Docs:
    """The docs folder as one reader sees it."""

    def __init__(self, site: Site, config: Mapping[str, Any]) -> None:
        self.site = site
        self.folder = site.settings.docs
        excluded = [config.get(key) for key in ("exclude_docs", "draft_docs")]
        lines = [line for text in excluded if isinstance(text, str) for line in text.splitlines()]
        left_out = spec_of([*_NEVER, *lines])
        self.names = [name for name in _names(self.folder) if not left_out.match_file(name)]
        self.hidden: HiddenDocs | None = None
        if self.folder is not None and self.names:
            files = [DocsFile(name, partial(self._text, name)) for name in self.names]
            self.hidden = hidden_docs(files, site, self.folder, _front)

    @property
    def has_front_page(self) -> bool:
        """Whether a front page shows that is written by hand, so that ours moves."""
        return self.hidden is not None and any(name in self.hidden.shown for name in _FRONT_PAGES)

    def pages(self) -> Iterator[WrittenPage]:
        """The pages that show, with directives filled and links to records as words."""
        for name in self.names if self.hidden else ():
            if self.hidden and name in self.hidden.shown:
                yield self._page(name, self.hidden)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Other files that are copied to the site: name and content."""
        for name in self.names if self.hidden else ():
            if self.hidden and self.folder and name not in self.hidden.shown and name not in self.hidden.removed:
                try:
                    yield name, (self.folder / name).read_bytes()
                except OSError:
                    continue

    def _page(self, name: str, hidden: HiddenDocs) -> WrittenPage:
        text = hidden.trimmed(name, self._text(name))
        front = _front(text)
        by = "docs_visibility" if front.get("visibility") is None else "front matter"
        address = self._address(name)
        html = self._html(name, address, text) if name.lower().endswith(_MARKDOWN) else text
        return WrittenPage(name, address, text, html, by, str(front.get("title") or ""))

    def _address(self, name: str) -> str:
        stem, ending = posixpath.splitext(name)
        if ending.lower() not in _MARKDOWN:
            return name
        folder, base = posixpath.split(stem)
        if base in ("index", "README"):
            return f"{folder}/" if folder else ""
        return f"{stem}/" if self.site.settings.directory_urls else f"{stem}.html"

    def _html(self, name: str, address: str, text: str) -> str:
        marked, waiting = marked_listings(split(text)[1], address, self.site)
        linked = link_records(marked, name, self.site, {}, lambda _: None)
        settings = self.site.settings
        try:
            made = markdown.Markdown(
                extensions=list(settings.markdown_extensions), extension_configs=settings.extension_configs
            ).convert(linked)
        except Exception:  # an extension that only the engine can load: what all know is still told
            made = markdown.Markdown(extensions=["tables", "fenced_code", "md_in_html"]).convert(linked)
        return with_listings(made, waiting)

    def _text(self, name: str) -> str:
        """The text of a file.

        Raises:
            OSError, ValueError: it cannot be read, or is no text.
        """
        assert self.folder is not None, "there are names only where there is a folder"
        try:
            return decode(read_bytes(self.folder / name))
        except Refused as error:
            raise ValueError(str(error)) from None


def _names(folder: Path | None) -> Iterator[str]:
    if folder is None or not folder.is_dir():
        return
    for current, folders, files in os.walk(folder, followlinks=True):
        folders.sort()
        for name in sorted(files):
            yield Path(current, name).relative_to(folder).as_posix()


def _front(text: str) -> Mapping[str, Any]:
    return split(text)[0]
