"""The plugin `forgebook/listings`: puts records into hand-written pages where a directive asks for them."""

from __future__ import annotations

import re

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from forgebook.core.listing import directives
from forgebook.engines.mkdocs.pages import GeneratedPage
from forgebook.engines.mkdocs.plugin import ForgebookPlugin
from forgebook.pipeline import Site
from forgebook.pipeline.handwritten import problems_of
from forgebook.rendering.hashing import digest
from forgebook.rendering.listing import listing_html

_NEEDED = (
    "the plugin forgebook/listings needs the plugin forgebook: add the line `- forgebook` to `plugins` in mkdocs.yml"
)


class ListingsConfig(Config):
    """The plugin has no options: what a listing shows stands in the directive."""


class ListingsPlugin(BasePlugin[ListingsConfig]):
    """Fills the directives of hand-written pages. What is wrong with one the plugin `forgebook` reports.

    A directive becomes a word that stands alone while the page is converted, and records take its place afterwards:
    so it may stand in an admonition, a tab or a list item, and Markdown never sees our HTML.
    """

    def __init__(self) -> None:
        self._records: ForgebookPlugin | None = None
        self._waiting: dict[str, dict[str, str]] = {}

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find the plugin that knows the records."""
        self._records = next((p for p in config.plugins.values() if isinstance(p, ForgebookPlugin)), None)
        self._waiting = {}
        if self._records is None:
            raise PluginError(_NEEDED)
        return config

    @event_priority(-20)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put a word in the place of each directive, and make what will stand there."""
        site = self._records.site if self._records else None
        if site is None or isinstance(page, GeneratedPage):
            return markdown
        marked, waiting = marked_listings(markdown, page.url, site)
        self._waiting[page.file.src_uri] = waiting
        return marked

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the records in the place of the words."""
        for word, listing in self._waiting.pop(page.file.src_uri, {}).items():
            html = _in_place_of(word, listing, html)
        return html


def _in_place_of(word: str, listing: str, html: str) -> str:
    return re.sub(rf"<p>\s*{word}\s*</p>|{word}", lambda _: listing, html)


def marked_listings(markdown: str, address: str, site: Site) -> tuple[str, dict[str, str]]:
    """A page's text with a word for each listing, and the HTML that each word stands for.

    A faulty directive stays what it is, a comment that shows nothing.
    """
    parts: list[str] = []
    waiting: dict[str, str] = {}
    at = 0
    for directive in directives(markdown, site.graph.kinds):
        if directive.listing is None or problems_of(directive, site.project.graph):
            continue
        word = f"forgebook{digest(address, str(directive.start))}listing"
        waiting[word] = listing_html(directive.listing, site.renderer, "" if address == "./" else address)
        parts += [markdown[at : directive.start], _apart(word, markdown[: directive.start])]
        at = directive.end
    return "".join([*parts, markdown[at:]]), waiting


def _apart(word: str, before: str) -> str:
    """The word as a paragraph of its own, as far to the right as the directive stood."""
    start = before.rfind("\n") + 1
    lead = before[start:]
    return f"\n{lead}{word}\n{lead.rstrip()}\n" if before[:start].strip() else f"{word}\n\n"
