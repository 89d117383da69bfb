"""What stands on a rendered page that somebody must answer for: its words, its pictures, and where it leads."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from forgebook.rendering.hashing import digest

_LOADED = {
    "script": ("src",), "iframe": ("src",), "embed": ("src",), "object": ("data",), "link": ("href",),
    "audio": ("src",), "video": ("src",), "track": ("src",), "form": ("action",),
}  # fmt: skip
"""What a browser fetches or sends by itself, or at a press of a button."""
_SAID_ASIDE = ("alt", "title", "aria-label", "placeholder")


@dataclass
class Contents:
    """What one page holds.

    Attributes:
        title: its first heading.
        words: all that it says, texts beside pictures included.
        images: address of each picture, and the words that stand for it.
        links: addresses outside of the site, and whether the browser goes there unasked.
    """

    title: str = ""
    words: str = ""
    images: dict[str, str] = field(default_factory=dict)
    links: dict[str, bool] = field(default_factory=dict)


def contents(html: str, address: str, site_url: str | None = None) -> Contents:
    """Take a page apart.

    Args:
        html: its body.
        address: where it lies below the site, from which its links are told.
        site_url: the address of the site; links that begin with it stay inside.
    """
    reader = _Reader(address, site_url)
    reader.feed(html)
    reader.close()
    reader.found.words = " ".join("".join(reader.words).split())
    reader.found.title = " ".join("".join(reader.heading).split())
    return reader.found


class _Reader(HTMLParser):
    def __init__(self, address: str, site_url: str | None) -> None:
        super().__init__()
        self.folder = address.rpartition("/")[0]
        self.site_url = (site_url or "").rstrip("/") + "/" if site_url else None
        self.found = Contents()
        self.words: list[str] = []
        self.heading: list[str] = []
        self._in_heading = self._heading_done = self._in_anchor = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value for name, value in attrs if value}
        if tag == "h1":
            self._in_heading = not self._heading_done
        if tag == "a":
            self._in_anchor = "headerlink" in given.get("class", "").split()
        self.words += [f" {given[name]} " for name in _SAID_ASIDE if name in given]
        for picture in _pictures(tag, given):
            self._picture(picture, given.get("alt", ""))
        for name in ("href", "xlink:href") if tag in ("a", "area") else ():
            if name in given:
                self._link(given[name], loads=False)
        for name in _LOADED.get(tag, ()):
            if name in given:
                self._link(given[name], loads=True)

    def handle_endtag(self, tag: str) -> None:
        if tag == "h1" and self._in_heading:
            self._in_heading, self._heading_done = False, True
        self._in_anchor = self._in_anchor and tag != "a"
        if tag in _APART:
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if self._in_anchor:
            return
        self.words.append(data)
        if self._in_heading:
            self.heading.append(data)

    def _picture(self, source: str, words: str) -> None:
        if source.startswith("data:"):
            source = f"{source.partition(',')[0].partition(';')[0]} {digest(source)}"
        elif not self._is_outside(source):
            path = unquote(source.partition("#")[0].partition("?")[0])
            source = posixpath.normpath(posixpath.join(self.folder, path)) if path else ""
        else:
            self._link(source, loads=True)
        if source:
            self.found.images[source] = self.found.images.get(source) or words

    def _link(self, target: str, *, loads: bool) -> None:
        target = target.strip()
        if self._is_outside(target):
            self.found.links[target] = self.found.links.get(target, False) or loads

    def _is_outside(self, target: str) -> bool:
        if self.site_url and (target + "/").startswith(self.site_url):
            return False
        try:
            parts = urlsplit(target)
        except ValueError:  # no address at all; a browser may still try
            return True
        return bool(parts.netloc or parts.scheme) and parts.scheme not in ("data", "javascript")


_APART = frozenset({
    "p", "li", "td", "th", "tr", "div", "section", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "figcaption",
    "caption", "summary", "blockquote", "pre", "option", "button", "label", "text", "title", "header", "article",
})  # fmt: skip
"""Elements whose words do not run on into those of the next."""


def _pictures(tag: str, given: dict[str, str]) -> list[str]:
    if tag == "img" or tag == "source":
        several = [part.split()[0] for part in given.get("srcset", "").split(",") if part.split()]
        return [given["src"], *several] if "src" in given else several
    if tag == "image":  # in a chart
        return [given[name] for name in ("href", "xlink:href") if name in given]
    if tag == "video" and "poster" in given:
        return [given["poster"]]
    return [given["src"]] if tag == "input" and "src" in given else []
