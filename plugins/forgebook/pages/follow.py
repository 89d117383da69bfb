"""Follow: what one can subscribe to, and where programs read."""

from __future__ import annotations

from collections.abc import Iterator

from forgebook.core.graph import ProjectGraph
from forgebook.core.settings import SiteSettings
from forgebook.core.subscriptions import API, FOLDER, calendars_of, feeds_of
from forgebook.core.views import NavEntry, PageView


def follow_views(graph: ProjectGraph, settings: SiteSettings) -> Iterator[PageView]:
    """The page, where the site has feeds and something to tell."""
    if not settings.feeds or not graph.records:
        return
    yield PageView(
        address=FOLDER,
        title="Follow",
        template="follow.html",
        context={
            "feeds": feeds_of(graph),
            "calendars": calendars_of(graph),
            "index": f"{API}index.json",
            "schema": f"{API}schema.json",
            "site_url": (settings.site_url or "").rstrip("/"),
        },
        description="Feeds, calendars, and JSON for programs.",
        nav=NavEntry("", "Follow", 80),
    )
