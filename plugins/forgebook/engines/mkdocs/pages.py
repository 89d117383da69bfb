"""A page whose content is a rendered view instead of a Markdown file."""

from __future__ import annotations

import logging
from typing import Any

from jinja2 import TemplateError
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from forgebook.core.views import PageView
from forgebook.pipeline import Site
from forgebook.rendering.scope import plain_words

log = logging.getLogger("mkdocs.plugins.forgebook")


class GeneratedPage(Page):
    """A page of ours. Search, table of contents and edit link work as on any page."""

    def __init__(self, view: PageView, site: Site, file: File, config: MkDocsConfig) -> None:
        self.view = view
        self.site = site
        super().__init__(plain_words(_label(view)), file, config)

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no Markdown; what front matter would say comes from the view."""
        self.markdown = ""
        self.meta = _meta(self.view, with_tags="material/tags" in config.plugins)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render the view. A template that fails ends a build, and while serving shows its fault."""
        try:
            body = self.site.body(self.view)
        except TemplateError as error:
            self._fail(error)
            return
        self.content = body.html
        self.toc = _table_of_contents(body.headings)
        self.present_anchor_ids = {id_ for _, id_, _ in body.headings}

    def _fail(self, error: TemplateError) -> None:
        where = getattr(error, "filename", None) or getattr(error, "name", None) or self.view.template
        line = getattr(error, "lineno", None)
        message = f"template {where}{f', line {line}' if line else ''}: {error.message}"
        if not self.site.settings.serving:
            raise PluginError(f"{message} (page {self.view.address or 'home'})")
        log.error(message)
        self.content = (
            f'<h1>{escape(self.view.title)}</h1><div class="fb-banner fb-bad"><p>{escape(message)}</p></div>'
        )
        self.toc = TableOfContents([])


def _label(view: PageView) -> str:
    """The words in the navigation."""
    if view.template == "home.html":
        return "Overview" if view.address else "Home"
    return view.nav.label if view.nav else view.title


def _meta(view: PageView, *, with_tags: bool) -> dict[str, Any]:
    meta: dict[str, Any] = {"title": plain_words(view.title)}
    if view.description:
        meta["description"] = plain_words(view.description)
    if view.hide:
        meta["hide"] = list(view.hide)
    if not view.searchable:
        meta["search"] = {"exclude": True}
    if with_tags and view.record is not None and view.record.fields.tags:
        meta["tags"] = list(view.record.fields.tags)
    return meta


def _table_of_contents(headings: list[tuple[int, str, str]]) -> TableOfContents:
    tops: list[AnchorLink] = []
    for level, id_, words in headings:
        link = AnchorLink(words, id_, level)
        if level > 2 and tops:
            tops[-1].children.append(link)
        else:
            tops.append(link)
    return TableOfContents(tops)
