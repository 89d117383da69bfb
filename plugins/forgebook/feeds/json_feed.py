"""JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from typing import Any

from forgebook.feeds.channel import Channel
from forgebook.feeds.entries import Entry

_VERSION = "https://jsonfeed.org/version/1.1"


def as_json_feed(channel: Channel) -> bytes:
    """A feed as JSON Feed."""
    told = {
        "version": _VERSION,
        "title": channel.title,
        "description": channel.about,
        "home_page_url": channel.page,
        "feed_url": channel.json,
        "language": "en",
        "authors": [{"name": channel.author}],
        "items": [_item(entry) for entry in channel.entries],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {"id": entry.id, "url": entry.url, "title": entry.title}
    # The standard asks for one of the two; a title alone would be refused by readers.
    item |= {"content_html": entry.html} if entry.html else {"content_text": entry.summary or entry.title}
    if entry.summary:
        item["summary"] = entry.summary
    moment = entry.moment.isoformat().replace("+00:00", "Z")
    return item | {"date_published": moment, "date_modified": moment, "tags": list(entry.tags)}
