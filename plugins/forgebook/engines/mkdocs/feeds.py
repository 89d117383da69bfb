"""The plugin `forgebook/feeds`: Atom, JSON Feed, calendars, the JSON API and plain texts beside the pages."""

from __future__ import annotations

from html import escape
from typing import Any

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from forgebook.core.views import relative_url
from forgebook.engines.mkdocs import files as site_files
from forgebook.engines.mkdocs.pages import GeneratedPage
from forgebook.engines.mkdocs.plugin import ForgebookPlugin
from forgebook.exporting.llms import text_files
from forgebook.exporting.plain import text_address
from forgebook.feeds import feed_files, head_links
from forgebook.pipeline import Site

log = get_plugin_logger("forgebook")
_NEEDED = "the plugin forgebook/feeds needs the plugin forgebook: add the line `- forgebook` to `plugins` in mkdocs.yml"
_NO_ADDRESS = (
    "feeds have no whole addresses, which most readers need: set `site_url` in mkdocs.yml to the site's address"
)


class FeedsConfig(Config):
    """Options of the plugin. What is in a feed stands in the records."""

    text = c.Type(bool, default=True)
    """Whether each record is also plain Markdown (`decisions/a.md`), listed in `llms.txt`."""


class FeedsPlugin(BasePlugin[FeedsConfig]):
    """Adds the files that one subscribes to, and links to them in the head of every page."""

    def __init__(self) -> None:
        self._records: ForgebookPlugin | None = None
        self._texts: set[str] = set()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find the plugin that knows the records."""
        self._records = next((p for p in config.plugins.values() if isinstance(p, ForgebookPlugin)), None)
        if self._records is None:
            raise PluginError(_NEEDED)
        if not config.site_url:
            log.info(_NO_ADDRESS)
        return config

    @property
    def _site(self) -> Site | None:
        return self._records.site if self._records else None

    @event_priority(-60)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the files, once the records' own pages are there."""
        site = self._site
        if site is not None:
            site_files.add_static(files, config, feed_files(site.graph, site.settings, site.renderer))
        return files

    @event_priority(50)
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """All pages are rendered: add their texts, before the plugin `forgebook` looks at what there is."""
        site = self._site
        if site is None or not self.config.text:
            return
        pages = [(page.view, page.body) for file in files if isinstance(page := file.page, GeneratedPage) and page.body]
        written = list(text_files(pages, site.graph, site.settings, site.renderer))
        self._texts = {file.address for file in written}
        site_files.add_static(files, config, written)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Let programs find the feeds from any page."""
        site = self._site
        if site is None:
            return output
        head, end, rest = output.partition("</head>")
        return f"{head}{head_links(site.graph, page.url)}{self._text_link(page)}{end}{rest}" if end else output

    def _text_link(self, page: Page) -> str:
        """A link to the page as plain Markdown.

        `rel` is a set of words, in which blanks count for nothing: with one, Material's script does not take the text
        for the site in another language, and asks for no `sitemap.xml` beside it.
        """
        address = text_address(page.view.address) if isinstance(page, GeneratedPage) else ""
        if address not in self._texts:
            return ""
        link = escape(relative_url(address, page.url))
        return f'<link rel="alternate " type="text/markdown" href="{link}">'
