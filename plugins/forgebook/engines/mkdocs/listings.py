"""The plugin `forgebook/listings`: puts records into hand-written pages where a directive asks for them."""

from __future__ import annotations

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from forgebook.engines.mkdocs.pages import GeneratedPage
from forgebook.engines.mkdocs.plugin import ForgebookPlugin
from forgebook.pipeline.listings import marked_listings, with_listings

_NEEDED = (
    "the plugin forgebook/listings needs the plugin forgebook: add the line `- forgebook` to `plugins` in mkdocs.yml"
)


class ListingsConfig(Config):
    """The plugin has no options: what a listing shows stands in the directive."""


class ListingsPlugin(BasePlugin[ListingsConfig]):
    """Fills the directives of hand-written pages. What is wrong with one the plugin `forgebook` reports."""

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
        return with_listings(html, self._waiting.pop(page.file.src_uri, {}))
