"""The plugin `forgebook/feeds`: Atom, JSON Feed, calendars and the JSON API beside the pages."""

from __future__ import annotations

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from forgebook.engines.mkdocs import files as site_files
from forgebook.engines.mkdocs.plugin import ForgebookPlugin
from forgebook.feeds import feed_files, head_links
from forgebook.pipeline import Site

log = get_plugin_logger("forgebook")
_NEEDED = "the plugin forgebook/feeds needs the plugin forgebook: add the line `- forgebook` to `plugins` in mkdocs.yml"
_NO_ADDRESS = (
    "feeds have no whole addresses, which most readers need: set `site_url` in mkdocs.yml to the site's address"
)


class FeedsConfig(Config):
    """The plugin has no options: what is in a feed stands in the records."""


class FeedsPlugin(BasePlugin[FeedsConfig]):
    """Adds the files that one subscribes to, and links to them in the head of every page."""

    def __init__(self) -> None:
        self._records: ForgebookPlugin | None = None

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

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Let programs find the feeds from any page."""
        site = self._site
        if site is None:
            return output
        head, end, rest = output.partition("</head>")
        return f"{head}{head_links(site.graph, page.url)}{end}{rest}" if end else output
