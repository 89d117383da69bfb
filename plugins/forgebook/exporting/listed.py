"""Listings in hand-written pages, filled with HTML that Markdown leaves as it is."""

from __future__ import annotations

import re

from forgebook.pipeline.listings import marked_listings
from forgebook.pipeline.site import Site

_SIGNS = re.compile(r"&(?:#?\w+);|[!-/:-@\[-`{-~]")
_TEXT = re.compile(r"(?<=>)[^<]+(?=<)")


def with_html(markdown: str, address: str, site: Site) -> str:
    """A page with the records in the place of its directives.

    Args:
        markdown: the page, without its front matter.
        address: where the page comes to lie: `guide/index.html`.
        site: the site of one reader.
    """
    marked, waiting = marked_listings(markdown, address.removesuffix("index.html"), site)
    if not waiting:
        return marked
    words = re.compile(rf"^(?P<lead>[^\n]*?)(?P<word>{'|'.join(waiting)})$", re.M)
    return words.sub(lambda found: _placed(found["lead"], waiting[found["word"]]), marked)


def _placed(lead: str, html: str) -> str:
    """A block at the margin. Further in, one line, whose words carry no sign that Markdown could read."""
    if not lead:
        return html
    return lead + _TEXT.sub(lambda found: _SIGNS.sub(_reference, found[0]), " ".join(html.split("\n")))


def _reference(match: re.Match[str]) -> str:
    return match[0] if len(match[0]) > 1 else f"&#{ord(match[0])};"
