"""What is left to do with sanitised HTML: ids made a field's own, headings lowered, links led where they should.

This comes last, because it depends on the page and on what its reader may see.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Protocol
from urllib.parse import unquote

from forgebook.rendering.allowed import FETCHING_CLASSES, OWN_CLASSES

WIKI_SCHEME = "fb-wiki"
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z:_-]+=\"[^\"]*\")*)\s*(/?)>")
_ATTRIBUTE = re.compile(r"([a-zA-Z:_-]+)=\"([^\"]*)\"")
_DEMOTED = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6"}
_LOUD = re.compile(r"[\s\"'<>&\\\[\]\x00-\x1f\x7f]")
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)


class LinkPolicy(Protocol):
    """Where the links of a text lead on the page that shows it."""

    def wiki(self, target: str) -> tuple[str, str] | None:
        """Address and title for `[[target]]`, or None where there is nothing to link to."""

    def file(self, target: str) -> str | None:
        """The address for a relative link or image, or None where it leads nowhere."""

    def unknown(self, target: str) -> str:
        """The words for `[[target]]` that leads nowhere."""


def settle(html: str, prefix: str, links: LinkPolicy) -> str:
    """Make ids the field's own, headings lower than the page's, and links lead where they should."""
    open_links: list[str] = []

    def swap(match: re.Match[str]) -> str:
        closing, tag, attributes, slash = match.groups()
        name = _DEMOTED.get(tag, tag)
        if closing:
            return _close(name, open_links)
        if not attributes:
            if tag == "a":
                open_links.append("</a>")
            return f"<{name}{slash}>"
        found = dict(_ATTRIBUTE.findall(attributes))
        if tag == "a":
            return _open_link(found, prefix, links, open_links)
        if tag == "img":
            return _image(found, links)
        return f"<{name}{_attributes(_prefixed(found, prefix))}{slash}>"

    return fill_empty(_TAG.sub(swap, html))


def _close(name: str, open_links: list[str]) -> str:
    if name == "a" and open_links:
        return open_links.pop()
    return f"</{name}>"


def _open_link(found: dict[str, str], prefix: str, links: LinkPolicy, open_links: list[str]) -> str:
    href = found.pop("href", None)
    found = _prefixed(found, prefix)
    if href is None:
        open_links.append("</a>")
        return f"<a{_attributes(found)}>"
    if href.startswith(f"{WIKI_SCHEME}:"):
        return _open_wiki(_unescape(href[len(WIKI_SCHEME) + 1 :]), links, open_links)
    target = _target(_unescape(href), prefix, links)
    if target is None:
        open_links.append("</span>")
        return '<span class="fb-unlinked">'
    open_links.append("</a>")
    return f"<a{_attributes({'href': escape(target), **found})}>"


def _target(href: str, prefix: str, links: LinkPolicy) -> str | None:
    if href.startswith("#"):
        return f"#{prefix}-{_quiet(href[1:])}" if len(href) > 1 else None
    if _OUTSIDE.match(href):
        return href
    return links.file(href)


def _open_wiki(target: str, links: LinkPolicy, open_links: list[str]) -> str:
    """A link to a record. An empty one is filled with the record's title by the marker that follows it."""
    found = links.wiki(unquote(target))
    if found is None:
        open_links.append("</span>")
        return f'<span class="fb-unlinked" data-empty="{escape(links.unknown(unquote(target)))}">'
    address, title = found
    open_links.append("</a>")
    return f'<a href="{escape(address)}" data-empty="{escape(title)}">'


_EMPTY = re.compile(r' data-empty="([^"]*)">(</(?:a|span)>)?')


def fill_empty(html: str) -> str:
    """Put titles into links that were given no words."""
    if "data-empty" not in html:
        return html
    return _EMPTY.sub(lambda m: f">{m[1]}{m[2]}" if m[2] else ">", html)


def _image(found: dict[str, str], links: LinkPolicy) -> str:
    """An image of ours; one from elsewhere becomes a link, since pages load nothing from third parties."""
    source, alt = _unescape(found.get("src", "")), found.get("alt", "").replace("<", "&lt;").replace(">", "&gt;")
    if _OUTSIDE.match(source):
        return f'<a href="{escape(source)}" class="fb-outside">{alt or "image"} (image elsewhere)</a>'
    address = links.file(source) if source else None
    if address is None:
        return f'<span class="fb-unlinked">{alt or "image"} (image not found)</span>'
    kept = {k: v for k, v in found.items() if k not in ("src", "id")}
    return f"<img{_attributes({'src': escape(address), **kept, 'loading': 'lazy'})}>"


def _prefixed(found: dict[str, str], prefix: str) -> dict[str, str]:
    """Ids made the field's own, and the theme's and our classes left to the theme and to us."""
    out = {}
    for name, value in found.items():
        if name in ("id", "for", "name"):
            out[name] = f"{prefix}-{_quiet(_unescape(value))}"
        elif name == "class":
            out[name] = " ".join(word for word in value.split() if _may_stay(word))
        else:
            out[name] = value
    return out


def _quiet(name: str) -> str:
    """An id without what breaks the selectors that the theme's script makes of ids."""
    return _LOUD.sub("-", name)


def _may_stay(word: str) -> bool:
    return word in OWN_CLASSES or not (word in FETCHING_CLASSES or word.startswith(("md-", "fb-")))


def _attributes(found: Mapping[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in found.items())


def _unescape(value: str) -> str:
    return (
        value.replace("&quot;", '"')
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", "\xa0")
        .replace("&amp;", "&")
    )
