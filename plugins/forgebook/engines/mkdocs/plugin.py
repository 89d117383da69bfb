"""The plugin `forgebook`: reads records, reports what is wrong, adds pages and navigation."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Any, Literal

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from forgebook.core.listing import DIRECTIVE
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.engines.mkdocs import files as site_files
from forgebook.engines.mkdocs import frame, search
from forgebook.engines.mkdocs.collecting import Calm
from forgebook.engines.mkdocs.hidden import remove_hidden
from forgebook.engines.mkdocs.in_place import ASIDE, InPlace
from forgebook.engines.mkdocs.navigation import place_navigation
from forgebook.engines.mkdocs.pages import GeneratedPage
from forgebook.engines.mkdocs.report import advise, report
from forgebook.engines.mkdocs.third_parties import own_fonts, without_fetched_facts
from forgebook.pipeline import Project, Site, load_project, make_site
from forgebook.pipeline.own_assets import own_assets
from forgebook.pipeline.settings import FEEDS, SettingsError, resolve_settings
from forgebook.pipeline.wiki import link_records

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
        self._index: Any = None
        self._calm = Calm()
        self._frame: frame.Frame | None = None
        self._sources: dict[str, str] = {}
        self._in_place: InPlace | None = None
        self._wanted: list[str] = []
        self._clean = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether we serve. That this method exists keeps the plugin across rebuilds."""
        self.serving = command == "serve"
        self._clean = not dirty

    @event_priority(50)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the records and report. A fault while serving leaves the last good site in place."""
        previous = self.site
        self._calm.begin()
        try:
            settings = self._settings(config)
            project = self._load(settings)
            self.site = make_site(project, settings)
        except SettingsError as error:
            self._give_up(str(error), previous)
        report(log, self.site)
        self._remember()
        site_files.add_style(config)
        if own_fonts(config):
            log.info("theme.font is set to false, so that no reader's browser asks Google for fonts")
        config.watch.extend(self._watched())
        return config

    def _load(self, settings: SiteSettings) -> Project:
        if not self.serving or self.site is None:
            return load_project(settings)
        return load_project(settings, previous=self._last_good, stand_in=self.site.project.graph.project)

    def _settings(self, config: MkDocsConfig) -> SiteSettings:
        base = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        site: dict[str, Any] = {
            name: config.get(name)
            for name in (
                "site_name", "site_url", "repo_url", "edit_uri", "edit_uri_template", "docs_dir",
                "markdown_extensions", "mdx_configs", "use_directory_urls",
            )
        }  # fmt: skip
        site["feeds"] = FEEDS in config.plugins
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

    @event_priority(-100)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Keep the last build's files in place, so that they are written over and not made anew."""
        cache = self._current.settings.cache
        if self._clean and cache is not None:  # a dirty build leaves files as they are on purpose
            self._in_place = InPlace(Path(config.site_dir), cache / ASIDE)
            self._in_place.put_aside(filtered=self._current.settings.filtered)

    @event_priority(-50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add our pages, take out what this reader may not see, and make the navigation."""
        site = self._current
        if self._in_place is not None:
            self._in_place.put_back()
        if site.settings.filtered:
            remove_hidden(files, config, site)
        self._pages, collisions = site_files.add_pages(files, config, site)
        site_files.add_static(files, config, [*own_assets(), *site.redirects(), *site.data()])
        self._sources = site_files.sources(files, site)
        place_navigation(config, files, self._pages, lambda text: advise(log, text))
        for text in collisions:
            advise(log, text)
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Let hand-written pages link to records by `[[kind/id]]` as records do."""
        if isinstance(page, GeneratedPage):
            return markdown
        self._calm.hand_written()
        if DIRECTIVE.search(markdown) and "forgebook/listings" not in config.plugins:
            advise(
                log, f"docs/{page.file.src_uri} asks for records; add `- forgebook/listings` to `plugins` to fill it"
            )
        return link_records(markdown, page.file.src_uri, self._current, self._sources, log.error)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Explain the terms of the glossary on hand-written pages as well."""
        if isinstance(page, GeneratedPage):
            return html
        return self._current.renderer.glossary.explained(html, page.url)

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """All pages are rendered: publish the pictures that they use."""
        site_files.add_static(files, config, self._current.assets())
        self._wanted = [file.dest_uri for file in files if not file.inclusion.is_excluded()]
        if self._in_place is not None:
            self._in_place.make_room(self._wanted)
        self._index = search.index_of(config)
        self._frame = frame.install(env, config)
        for page in self._pages:
            if self._index is not None:
                page.meta["search"] = {"exclude": True}
            if self._frame is not None and frame.fits(page):
                page.meta["template"] = frame.TEMPLATE

    @event_priority(-100)
    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> Any:
        """Put our pages into the search index, and hand the frame what other plugins have made of the context."""
        if isinstance(page, GeneratedPage):
            if self._index is not None:
                search.add_to_index(self._index, page)
            if self._frame is not None and page.meta.get("template") == frame.TEMPLATE:
                context[frame.NAME] = partial(self._frame.render, page, context)
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Keep the theme's script from asking the repository's host for facts about it."""
        return without_fetched_facts(output)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for pages that are no pages, such as 404."""
        return without_fetched_facts(output_content) if template_name.endswith(".html") else output_content

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Keep what was converted for the next build."""
        self._current.save_cache()
        self._clear()
        self._calm.end()

    def on_build_error(self, *, error: Exception) -> None:
        """A build that ends early leaves nothing of the last one, and collects garbage again: a server goes on."""
        if self._in_place is not None:
            self._in_place.put_back()
        self._wanted = []
        self._clear()
        self._calm.end()

    def _clear(self) -> None:
        if self._in_place is not None:
            self._in_place.clear(self._wanted)
        self._in_place = None
