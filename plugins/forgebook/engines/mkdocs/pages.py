"""A page whose content is a rendered view instead of a Markdown file."""

from __future__ import annotations

import traceback

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
from forgebook.pipeline.front_matter import label_of, meta_of
from forgebook.rendering.body import Body
from forgebook.rendering.repository import edit_url

log = get_plugin_logger("forgebook")


class GeneratedPage(Page):
    """A page of ours. Search, table of contents and edit link work as on any page."""

    def __init__(self, view: PageView, site: Site, file: File, config: MkDocsConfig) -> None:
        self.view = view
        self.site = site
        self.body: Body | None = None
        super().__init__(label_of(view), file, config)
        self.edit_url = edit_url(site.settings, view.record.source.path) if view.record else None

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no Markdown; what front matter would say comes from the view."""
        self.markdown = ""
        self.meta = meta_of(self.view, with_tags="material/tags" in config.plugins)

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


def _table_of_contents(headings: list[tuple[int, str, str]]) -> TableOfContents:
    tops: list[AnchorLink] = []
    for level, id_, words in headings:
        link = AnchorLink(str(escape(words)), id_, level)
        if level > 2 and tops:
            tops[-1].children.append(link)
        else:
            tops.append(link)
    return TableOfContents(tops)
