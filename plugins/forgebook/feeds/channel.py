"""A feed with its entries, before it is written in one format or another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time

from forgebook.core.graph import ProjectGraph
from forgebook.core.settings import SiteSettings
from forgebook.core.subscriptions import Feed
from forgebook.feeds.entries import Entry, entries_of, site_address, urn
from forgebook.feeds.texts import Texts

_PAGES = {"everything": "history/", "releases": "releases/", "decisions": "decisions/"}


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed.

    Attributes:
        id: a URN that stays.
        title, about: in plain words.
        author: who speaks: the project.
        page: the page that shows the same.
        atom, json: where it can be fetched.
        updated: when its newest entry was.
        entries: newest first.
    """

    id: str
    title: str
    about: str
    author: str
    page: str
    atom: str
    json: str
    updated: datetime
    entries: tuple[Entry, ...]


def channel_of(feed: Feed, graph: ProjectGraph, settings: SiteSettings, texts: Texts) -> Channel:
    """A feed of the catalogue with its entries."""
    entries = tuple(entries_of(feed, graph, settings, texts))
    name = texts.plain(graph.project.name)
    return Channel(
        id=urn(graph, "feed", feed.id),
        title=f"{name}: {texts.plain(feed.title)}",
        about=feed.about,
        author=name,
        page=site_address(settings, _PAGES[feed.sort]),
        atom=site_address(settings, feed.atom),
        json=site_address(settings, feed.json),
        updated=entries[0].moment if entries else datetime.combine(graph.as_of, time(), UTC),
        entries=entries,
    )
