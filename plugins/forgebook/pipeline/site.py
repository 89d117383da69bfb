"""From a checked graph to the pages and files of a site for one reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from pathlib import Path

from forgebook.core.diagnostics import Severity
from forgebook.core.graph import ProjectGraph
from forgebook.core.settings import SiteSettings
from forgebook.core.views import PageView, SiteFile, page_url, relative_url
from forgebook.core.visibility import filter_graph
from forgebook.pages import __path__ as pages_path
from forgebook.pages import browse, compare, environments, history, then, what_if
from forgebook.pages.follow import follow_views
from forgebook.pages.handover import handover_views
from forgebook.pages.handover_person import person_views
from forgebook.pages.home import home_view
from forgebook.pages.quality import quality_views
from forgebook.pages.rerun import rerun_views
from forgebook.pages.start_here import start_views
from forgebook.pages.trains import train_views
from forgebook.pipeline.project import Project
from forgebook.reading.cache import JsonCache
from forgebook.rendering import __path__ as rendering_path
from forgebook.rendering.body import Body
from forgebook.rendering.renderer import Renderer
from forgebook.rendering.salt import libraries, site_salt

_REDIRECT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Moved</title><link rel="canonical" href="{to}">
<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={to}"></head>
<body><p>This page has moved: <a href="{to}">{to}</a></p></body></html>
"""


_SAFE_ID = re.compile(r"(?=.{1,200}\Z)\w[\w.-]*(?:/\w[\w.-]*)*\Z")
"""Former ids are written by hand: only those that stay below their kind's folder get a page."""


@dataclass
class Site:
    """A site for one reader.

    Attributes:
        graph: what this reader may see.
        settings: the site's settings.
        project: the full project, for reports; pages never look at it.
        home: the address of home; a hand-written front page moves it.
    """

    graph: ProjectGraph
    settings: SiteSettings
    project: Project
    home: str = ""
    _texts: JsonCache | None = field(default=None, repr=False)
    _pages: JsonCache | None = field(default=None, repr=False)

    @cached_property
    def renderer(self) -> Renderer:
        """The renderer of this site's pages."""
        folder, name = self.settings.cache, self.settings.visibility
        if folder is not None:
            self._texts = JsonCache(folder, f"markdown-{name}", libraries())
            salt = site_salt(self.graph, self.settings)
            self._pages = None if salt is None else JsonCache(folder, f"pages-{name}", salt)
        shared = [Path(next(iter(path))) / "templates" for path in (pages_path, rendering_path)]
        return Renderer(self.graph, self.settings, shared, self._texts, self._pages)

    def views(self) -> Iterator[PageView]:
        """All pages, in a fixed order."""
        folder = self.settings.records.name
        yield home_view(self.graph, records_folder=folder, faults=self._faults(), address=self.home)
        yield from start_views(self.graph)
        yield from self._history.views()
        yield from self._then.views()
        yield from self._browse.views()
        yield from self._compare.views()
        yield from train_views(self.graph)
        yield from self._environments.views()
        yield from quality_views(self.graph)
        yield from rerun_views(self.graph)
        yield from follow_views(self.graph, self.settings)
        yield from handover_views(self.graph)
        yield from person_views(self.graph)
        yield from self._what_if.views()
        for kind in self.graph.kinds.values():
            if self.graph.of(kind.name) or not self.graph.records:
                yield from kind.views(self.graph)
            elif not self.settings.filtered:  # what is not used yet teaches, but takes no room in the navigation
                yield from (replace(view, nav=None) for view in kind.views(self.graph))

    @cached_property
    def _then(self) -> then.Then:
        return then.Then(self.graph)

    @cached_property
    def _history(self) -> history.History:
        return history.History(self.graph, self._then)

    @cached_property
    def _environments(self) -> environments.Environments:
        return environments.Environments(self.graph)

    @cached_property
    def _browse(self) -> browse.Browse:
        return browse.Browse(self.graph)

    @cached_property
    def _compare(self) -> compare.Compare:
        return compare.Compare(self.graph)

    @cached_property
    def _what_if(self) -> what_if.WhatIf:
        return what_if.WhatIf(self.graph)

    def data(self) -> Iterator[SiteFile]:
        """What the filters of long lists fetch on their first use."""
        directory_urls = self.settings.directory_urls
        if self._history.is_long:
            yield SiteFile(history.INDEX, self._history.finding().as_json(directory_urls=directory_urls))
        if self._then.months:
            yield SiteFile(then.INDEX, self._then.as_json(directory_urls=directory_urls))
        if self._environments.used:
            content = self._environments.as_json(directory_urls=directory_urls)
            yield SiteFile(environments.INDEX, content)
        if self.graph.records:
            yield SiteFile(browse.INDEX, self._browse.finding().as_json(directory_urls=directory_urls))
        if self._compare.is_any:
            yield SiteFile(compare.INDEX, self._compare.as_json(self.renderer))
        if self._what_if.is_any:
            yield SiteFile(what_if.INDEX, self._what_if.as_json(self.renderer))

    def body(self, view: PageView) -> Body:
        """The body of a page."""
        return self.renderer.body(view)

    def redirects(self) -> Iterator[SiteFile]:
        """A small page at each former address."""
        moved = {record.ref: record.ref for record in self.graph.records.values() if record.docs_address}
        for former, ref in sorted({**moved, **self.graph.aliases}.items()):
            kind, _, id_ = former.partition("/")
            record = self.graph.records[ref]
            address = self.graph.kinds[kind].address(id_)
            if (
                not _SAFE_ID.match(id_)
                or "#" in address
                or (former in self.graph.records and former != ref)
                or address == record.address
            ):
                continue
            to = page_url(record.address, directory_urls=self.settings.directory_urls)
            link = escape(relative_url(to, address))
            yield SiteFile(f"{address}index.html", _REDIRECT.format(to=link).encode())

    def assets(self) -> Iterator[SiteFile]:
        """The pictures that the rendered pages use. Known once all pages are rendered."""
        for address, content in sorted(self.renderer.assets.used.items()):
            yield SiteFile(address, content)

    def save_cache(self) -> None:
        """Keep what was made for the next build.

        A page that was kept has not asked for its texts, which are still wanted on the day that it is made anew.
        """
        if self._pages is not None:
            self._pages.save()
        if self._texts is not None:
            kept = self.renderer.kept
            self._texts.save(drop_unused=kept is None or kept.reused == 0)

    def _faults(self) -> list[str]:
        if not self.settings.serving:
            return []
        return [
            f"{d.place} {d.code.id} {d.message}"
            for d in self.project.diagnostics
            if d.severity is Severity.ERROR and d.waived is None
        ]


def make_site(project: Project, settings: SiteSettings, *, home: str = "") -> Site:
    """The site of a project for the reader that the settings name: filtered first, then made."""
    graph = project.graph
    if settings.filtered:
        graph = filter_graph(graph, settings.visibility)
    return Site(graph, settings, project, home)
