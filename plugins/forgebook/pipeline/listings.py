"""Records in hand-written pages, where a directive asks for them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from forgebook.core.listing import directives
from forgebook.pipeline.handwritten import problems_of
from forgebook.pipeline.site import Site
from forgebook.rendering.hashing import digest
from forgebook.rendering.listing import listing_html


def marked_listings(markdown: str, address: str, site: Site) -> tuple[str, dict[str, str]]:
    """A page's text with a word for each listing, and the HTML that each word stands for.

    The word stands alone while the page is converted, so that a directive may stand in an admonition, a tab or a list
    item, and Markdown never sees our HTML. A faulty directive stays what it is, a comment that shows nothing.
    """
    parts: list[str] = []
    waiting: dict[str, str] = {}
    at = 0
    for directive in directives(markdown, site.graph.kinds):
        if directive.listing is None or problems_of(directive, site.project.graph):
            continue
        word = f"forgebook{digest(address, str(directive.start))}listing"
        waiting[word] = listing_html(directive.listing, site.renderer, "" if address == "./" else address)
        parts += [markdown[at : directive.start], _apart(word, markdown[: directive.start])]
        at = directive.end
    return "".join([*parts, markdown[at:]]), waiting


def with_listings(html: str, waiting: Mapping[str, str]) -> str:
    """A converted page with records in the place of the words."""
    for word, listing in waiting.items():
        html = re.sub(rf"<p>\s*{word}\s*</p>|{word}", lambda _, listing=listing: listing, html)  # type: ignore[misc]
    return html


def _apart(word: str, before: str) -> str:
    """The word as a paragraph of its own, as far to the right as the directive stood."""
    start = before.rfind("\n") + 1
    lead = before[start:]
    return f"\n{lead}{word}\n{lead.rstrip()}\n" if before[:start].strip() else f"{word}\n\n"
