"""The plugin `forgebook`: reads records, reports what is wrong, adds pages and navigation."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from forgebook.core.prose import replace_wiki_links, without_code
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.engines.mkdocs import files as site_files
from forgebook.engines.mkdocs.hidden import remove_hidden
from forgebook.engines.mkdocs.navigation import place_navigation
from forgebook.engines.mkdocs.pages import GeneratedPage
from forgebook.engines.mkdocs.report import advise, report
from forgebook.pipeline import Site, load_project, make_site
from forgebook.pipeline.settings import SettingsError, resolve_settings

log = get_plugin_logger("forgebook")


class ForgebookConfig(Config):
    """Options of the plugin in `mkdocs.yml`. Everything else lives in `records/project.yml`."""

    records = c.Type(str, default="records")
    """The folder that holds the records, told from the folder of `mkdocs.yml`."""
    visibility = c.Optional(c.Choice(("team", "partner", "public")))
    """For whom the site is built."""
    as_of = c.Optional(c.Type(object))
    """The day that "today" means, as `2025-11-20`."""
    templates = c.Optional(c.Type(str))
    """A folder of templates that override ours."""


class ForgebookPlugin(BasePlugin[ForgebookConfig]):
    """Turns records into pages of the site."""

    def __init__(self) -> None:
        self.site: Site | None = None
        self.serving = False
        self._last_good: list[Record] = []
        self._pages: list[GeneratedPage] = []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether we serve. That this method exists keeps the plugin across rebuilds."""
        self.serving = command == "serve"

    @event_priority(50)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the records and report. A fault while serving leaves the last good site in place."""
        previous = self.site
        try:
            settings = self._settings(config)
            project = load_project(settings, previous=self._last_good if self.serving else ())
            self.site = make_site(project, settings)
        except SettingsError as error:
            self._give_up(str(error), previous)
        report(log, self.site, strict=config.strict)
        self._remember()
        site_files.add_style(config)
        config.watch.extend(self._watched())
        return config

    def _settings(self, config: MkDocsConfig) -> SiteSettings:
        base = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        site: dict[str, Any] = {
            name: config.get(name)
            for name in (
                "site_name", "site_url", "repo_url", "edit_uri", "edit_uri_template", "docs_dir",
                "markdown_extensions", "mdx_configs", "use_directory_urls",
            )
        }  # fmt: skip
        return resolve_settings(
            base=base,
            options=dict(self.config),
            site=site,
            overrides={},
            environ=os.environ,
            serving=self.serving,
        )

    def _give_up(self, message: str, previous: Site | None) -> None:
        if not self.serving or previous is None:
            raise PluginError(message)
        log.error(message)
        self.site = previous

    def _remember(self) -> None:
        """The records that stand in for faulty files at the next rebuild, untouched by this one's links."""
        if self.serving and self.site is not None:
            self._last_good = list(self.site.project.graph.records.values())

    def _watched(self) -> list[str]:
        settings = self._current.settings
        folders = [settings.records, settings.templates]
        folders += [settings.root / source.path for source in self._current.project.graph.project.sources]
        return [str(folder) for folder in folders if folder is not None and folder.is_dir()]

    @property
    def _current(self) -> Site:
        assert self.site is not None, "on_config has run"
        return self.site

    @event_priority(-50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add our pages, take out what this reader may not see, and make the navigation."""
        site = self._current
        if site.settings.filtered:
            remove_hidden(files, config, site)
        self._pages, collisions = site_files.add_pages(files, config, site)
        site_files.add_static(files, config, [*site_files.own_assets(), *site.redirects()])
        place_navigation(config, files, self._pages, lambda text: advise(log, text))
        for text in collisions:
            advise(log, text)
        return files

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Let hand-written pages link to records by `[[kind/id]]` as records do."""
        if isinstance(page, GeneratedPage) or "[[" not in markdown:
            return markdown
        return replace_wiki_links(markdown, self._wiki_words(page, without_code(markdown)))

    def _wiki_words(self, page: Page, outside_code: str) -> Callable[[str, str | None], str | None]:
        site = self._current

        def words(target: str, text: str | None) -> str | None:
            if f"[[{target}" not in outside_code.replace("[[ ", "[["):
                return None
            ref = site.graph.resolve(target).ref
            address = site.graph.address_of(ref) if ref else None
            if ref is None or address is None:
                known = site.project.graph.resolve(target).ref is not None
                return (text or "internal record") if known else None
            record = site.graph.get(ref) or site.graph.get(ref.partition("#")[0])
            path, hash_, fragment = address.partition("#")
            link = posixpath.relpath(site_files.source_name(path), posixpath.dirname(page.file.src_uri) or ".")
            return f"[{text or (record.title if record else target)}]({link}{hash_}{fragment})"

        return words

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """All pages are rendered: publish the pictures that they use."""
        site_files.add_static(files, config, self._current.assets())

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Keep what was converted for the next build."""
        self._current.save_cache()
