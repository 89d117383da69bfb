"""`llms.txt`: what the site holds, as an index of texts (https://llmstxt.org)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin

from forgebook.core.graph import ProjectGraph
from forgebook.core.settings import SiteSettings
from forgebook.core.views import PageView, SiteFile
from forgebook.exporting.plain import Pages, plain_pages, record_pages, text_address
from forgebook.feeds.texts import Texts
from forgebook.rendering.body import Body
from forgebook.rendering.letter_text import without_html
from forgebook.rendering.renderer import Renderer

ADDRESS = "llms.txt"
_MARKS = re.compile(r"([\[\]\\])")


def text_files(pages: Pages, graph: ProjectGraph, settings: SiteSettings, renderer: Renderer) -> Iterator[SiteFile]:
    """The index and the texts that it lists; nothing where there is no record.

    Args:
        pages: the pages of the site with their bodies.
        graph: what this site's reader may see.
        settings: the site's settings.
        renderer: the renderer of its pages.
    """
    found = record_pages(pages)
    if found:
        texts = Texts(graph, settings, renderer)
        yield SiteFile(ADDRESS, index(found, graph, settings, texts).encode())
        yield from plain_pages(found, settings)


def index(pages: Mapping[str, tuple[PageView, Body]], graph: ProjectGraph, settings: SiteSettings, texts: Texts) -> str:
    """The index: the project's name, what it is for, and a list of texts for each kind."""
    name = _line(texts.plain(graph.project.name)) or settings.site_name
    lines = [f"# {name}", ""]
    if purpose := _line(texts.plain(graph.project.purpose or "")):
        lines += [f"> {purpose}", ""]
    lines += [f"The records of the team as Markdown, one file a record. All dates as of {graph.as_of.isoformat()}.", ""]
    for kind in graph.kinds.values():
        views = [view for view, _ in pages.values() if view.record is not None and view.record.kind == kind.name]
        if views:
            lines += [f"## {kind.label_plural}", "", *(_entry(view, settings, texts) for view in views), ""]
    return "\n".join(lines).rstrip() + "\n"


def _entry(view: PageView, settings: SiteSettings, texts: Texts) -> str:
    address = text_address(view.address)
    if settings.site_url:
        address = urljoin(settings.site_url.rstrip("/") + "/", address)
    address = address.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
    about = _line(texts.plain(view.description, view.record))
    title = _line(texts.plain(view.title, view.record))
    return f"- [{title}]({address})" + (f": {about}" if about and about != title else "")


def _line(text: str) -> str:
    """Plain words as one line that may stand in a link."""
    return without_html(_MARKS.sub(r"\\\1", " ".join(text.split())))
