"""A page whose content is a rendered view instead of a Markdown file."""

from __future__ import annotations

import traceback
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from forgebook.core.views import PageView
from forgebook.pipeline import Site
from forgebook.rendering.body import Body
from forgebook.rendering.repository import edit_url
from forgebook.rendering.scope import plain_words

log = get_plugin_logger("forgebook")


class GeneratedPage(Page):
    """A page of ours. Search, table of contents and edit link work as on any page."""

    def __init__(self, view: PageView, site: Site, file: File, config: MkDocsConfig) -> None:
        self.view = view
        self.site = site
        self.body: Body | None = None
        super().__init__(_safe_words(_label(view)), file, config)
        self.edit_url = edit_url(site.settings, view.record.source.path) if view.record else None

    @property
    def is_front(self) -> bool:
        """Whether this is the page that tells of the whole project."""
        return self.view.template == "home.html"

    @property
    def is_home_moved(self) -> bool:
        """Whether it has made room for a hand-written front page."""
        return self.is_front and bool(self.view.address)

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no Markdown; what front matter would say comes from the view."""
        self.markdown = ""
        self.meta = _meta(self.view, with_tags="material/tags" in config.plugins)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render the view. A template that fails ends a build, and while serving shows its fault."""
        try:
            body = self.body = self.site.body(self.view)
        except Exception as error:
            place = template_place(error)
            if place is None and not isinstance(error, TemplateError):
                raise
            self._fail(error, place or self.view.template)
            return
        self.content = body.html
        self.toc = _table_of_contents(body.headings)
        self.present_anchor_ids = {id_ for _, id_, _ in body.headings}

    def _fail(self, error: Exception, place: str) -> None:
        plain = isinstance(error, TemplateSyntaxError | UndefinedError)
        said = str(error) if plain else f"{type(error).__name__}: {error}"
        message = f"template {place}: {said}"
        if not self.site.settings.serving:
            raise PluginError(f"{message} (page {self.view.address or 'home'})") from error
        log.error(message)
        self.content = f'<h1>{escape(self.view.title)}</h1><div class="fb-banner fb-bad"><p>{escape(message)}</p></div>'
        self.toc = TableOfContents([])


def template_place(error: Exception) -> str | None:
    """File and line of the template that an error comes from; None for an error from elsewhere."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}, line {error.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if frame.filename.endswith(".html")]
    return f"{inside[-1].filename}, line {inside[-1].lineno}" if inside else None


def _safe_words(text: str) -> str:
    """A line as plain words, escaped: themes print titles and descriptions as they are."""
    return str(escape(plain_words(text)))


def _label(view: PageView) -> str:
    """The words in the navigation."""
    if view.template == "home.html":
        return "Overview" if view.address else "Home"
    return view.nav.label if view.nav else view.title


def _meta(view: PageView, *, with_tags: bool) -> dict[str, Any]:
    meta: dict[str, Any] = {"title": _safe_words(view.title)}
    if view.description:
        meta["description"] = _safe_words(view.description)
    if view.hide:
        meta["hide"] = list(view.hide)
    if not view.searchable:
        meta["search"] = {"exclude": True}
    if with_tags and view.record is not None and view.record.fields.tags:
        meta["tags"] = [str(escape(tag)) for tag in view.record.fields.tags]
    return meta


def _table_of_contents(headings: list[tuple[int, str, str]]) -> TableOfContents:
    tops: list[AnchorLink] = []
    for level, id_, words in headings:
        link = AnchorLink(str(escape(words)), id_, level)
        if level > 2 and tops:
            tops[-1].children.append(link)
        else:
            tops.append(link)
    return TableOfContents(tops)
