"""What a page tells a site generator of itself: the file it comes from, its words, its front matter."""

from __future__ import annotations

from typing import Any

from markupsafe import escape

from forgebook.core.views import PageView
from forgebook.pipeline.navigation import is_front
from forgebook.rendering.scope import plain_words


def source_of(view: PageView) -> str:
    """The Markdown file that a page pretends to come from, below the docs folder.

    A record that lies there takes the place of its own file.
    """
    if view.record is not None and view.record.docs_address:
        return view.record.docs_address.removesuffix("/").removesuffix(".html") + ".md"
    return source_name(view.address)


def source_name(address: str) -> str:
    """The Markdown file that a generator puts at an address."""
    if address.endswith(".html"):
        return address.removesuffix(".html") + ".md"
    return f"{address}index.md"


def safe_words(text: str) -> str:
    """A line as plain words, escaped: themes print titles and descriptions as they are."""
    return str(escape(plain_words(text)))


def label_of(view: PageView) -> str:
    """A page's words in the navigation."""
    if is_front(view):
        return "Overview" if view.address else "Home"
    return safe_words(view.nav.label if view.nav else view.title)


def meta_of(view: PageView, *, with_tags: bool) -> dict[str, Any]:
    """What front matter says of a page of ours."""
    meta: dict[str, Any] = {"title": safe_words(view.title)}
    if view.description:
        meta["description"] = safe_words(view.description)
    if view.hide:
        meta["hide"] = list(view.hide)
    if not view.searchable:
        meta["search"] = {"exclude": True}
    if with_tags and view.record is not None and view.record.fields.tags:
        meta["tags"] = [str(escape(tag)) for tag in view.record.fields.tags]
    return meta
