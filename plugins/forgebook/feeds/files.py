"""All files of feeds, calendars and the API, and the links that let programs find them."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from forgebook.core.graph import ProjectGraph
from forgebook.core.settings import SiteSettings
from forgebook.core.subscriptions import calendars_of, feeds_of
from forgebook.core.views import SiteFile, relative_url
from forgebook.feeds.api import api_files
from forgebook.feeds.atom import as_atom
from forgebook.feeds.calendar import as_icalendar
from forgebook.feeds.channel import channel_of
from forgebook.feeds.json_feed import as_json_feed
from forgebook.feeds.texts import Texts
from forgebook.rendering.renderer import Renderer

_LINK = '<link rel="alternate feed" type="application/atom+xml" title="{}" href="{}">'
_ON = {"releases/": "releases", "decisions/": "decisions"}
"""Pages that are about what a feed of its own tells: it stands before the one of everything there."""


def feed_files(graph: ProjectGraph, settings: SiteSettings, renderer: Renderer) -> Iterator[SiteFile]:
    """The files, in a fixed order; nothing where there is no record."""
    if not graph.records:
        return
    texts = Texts(graph, settings, renderer)
    for feed in feeds_of(graph):
        channel = channel_of(feed, graph, settings, texts)
        yield SiteFile(feed.atom, as_atom(channel))
        yield SiteFile(feed.json, as_json_feed(channel))
    for calendar in calendars_of(graph):
        yield SiteFile(calendar.address, as_icalendar(calendar, graph, settings, texts))
    yield from api_files(graph)


def head_links(graph: ProjectGraph, address: str) -> str:
    """What stands in a page's head so that feed readers find the feeds from its address alone.

    `rel` is a set of words (HTML, 4.6.7). The second one keeps Material's script from taking a feed for the site in
    another language: it asks for a `sitemap.xml` beside every link whose `rel` is `alternate` and nothing else.
    """
    if not graph.records:
        return ""
    top = _ON.get(address.partition("/")[0] + "/")
    feeds = sorted((f for f in feeds_of(graph) if f.id in (top, "everything")), key=lambda feed: feed.id != top)
    return "".join(_LINK.format(escape(feed.title), relative_url(feed.atom, address)) for feed in feeds)
