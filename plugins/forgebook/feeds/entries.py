"""Entries of feeds: what happened, newest first, each with an id that stays and a text that can be read anywhere."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import urljoin

from forgebook.core.graph import ProjectGraph
from forgebook.core.settings import SiteSettings
from forgebook.core.subscriptions import Feed
from forgebook.core.timeline import Event, event_ids
from forgebook.core.views import page_url
from forgebook.feeds.dates import is_due
from forgebook.feeds.texts import Texts
from forgebook.releasing.told import audiences_of, headline

MANY = 60
"""Entries of a feed: readers fetch it whole, again and again."""

_NAMESPACE = uuid.UUID("5b1f4dd2-6c0e-5d0a-9f57-0a3f8b6a2c11")
"""A fixed namespace, so that ids are the same on every machine (RFC 4122, version 5)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.

    Attributes:
        id: a URN that stays the same for as long as the thing does.
        title: plain words.
        url: the page it leads to; relative to the site where the site has no address.
        day: the day on which it happened.
        summary: one plain line; may be empty.
        html: the text as plain HTML with whole links; may be empty.
        tags: what it can be filtered by: the kind, and the areas.
    """

    id: str
    title: str
    url: str
    day: date
    summary: str
    html: str
    tags: tuple[str, ...]

    @property
    def moment(self) -> datetime:
        """Its day as the moment that feeds ask for: the first one in UTC."""
        return datetime.combine(self.day, time(), UTC)


def urn(graph: ProjectGraph, *parts: str) -> str:
    """A stable id from the project's name and words."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, '/'.join((graph.project.name, *parts)))}"


def site_address(settings: SiteSettings, address: str) -> str:
    """The whole address of a page or file; below the site where `mkdocs.yml` names no `site_url`."""
    path = page_url(address, directory_urls=settings.directory_urls)
    if not settings.site_url:
        return path
    return urljoin(settings.site_url if settings.site_url.endswith("/") else f"{settings.site_url}/", path)


def entries_of(feed: Feed, graph: ProjectGraph, settings: SiteSettings, texts: Texts) -> list[Entry]:
    """The newest entries of a feed. What is still to come is in calendars, and in no feed."""
    events = list(graph.events)
    pairs = [(event, id_) for event, id_ in zip(events, event_ids(events), strict=True) if _wanted(event, feed, graph)]
    return [_entry(event, id_, feed, graph, settings, texts) for event, id_ in _newest(pairs)]


def _newest(pairs: Iterable[tuple[Event, str]]) -> list[tuple[Event, str]]:
    """The newest ones; of one day as the history has them."""
    return list(reversed(list(pairs)))[:MANY]


def _wanted(event: Event, feed: Feed, graph: ProjectGraph) -> bool:
    if event.date > graph.as_of or is_due(event):
        return False
    if feed.sort == "everything":
        return True
    if feed.sort == "decisions":
        return event.kind == "decision"
    return event.kind == "release" and event.what != "planned" and _concerns(event, feed.audience, graph)


def _concerns(event: Event, audience: str, graph: ProjectGraph) -> bool:
    """Whether an audience is told of it: everybody is told that a release was taken back."""
    record = graph.get(event.ref)
    if not audience or record is None or event.what != "released":
        return True
    return any(told.headline.audience == audience for told in audiences_of(record, graph))


def _entry(event: Event, id_: str, feed: Feed, graph: ProjectGraph, settings: SiteSettings, texts: Texts) -> Entry:
    record = graph.get(event.ref)
    title, summary = f"{texts.plain(event.title)}: {event.what}", ""
    if record is not None:
        summary = texts.plain(record.fields.summary or "", record)
        if record.kind == "release" and event.what == "released":
            summary = texts.plain(headline(record, feed.audience, graph).sentence, record)
    return Entry(
        id=urn(graph, id_, feed.audience) if feed.audience else urn(graph, id_),
        title=title,
        url=site_address(settings, event.address),
        day=event.date,
        summary=summary,
        html=texts.of(record, feed.audience) if record is not None else "",
        tags=_tags(event, graph),
    )


def _tags(event: Event, graph: ProjectGraph) -> tuple[str, ...]:
    areas = (graph.get(ref) for ref in event.areas)
    return (event.kind, *(area.title for area in areas if area is not None))
