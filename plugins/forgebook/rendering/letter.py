"""A body of HTML made fit for a mail or a chat: few elements, no classes, no pictures, links that work anywhere.

`letter` cleans it and gives a tree, of which `letter_html` makes a page that mail programs show, and `letter_text`
Markdown or plain text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import nh3

TAGS = {
    "a", "b", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol", "p", "pre",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_SAFE = frozenset({"http", "https", "mailto"})
_VOID = frozenset({"br", "hr"})
_SAME = {"strong": "b", "em": "i"}
_GONE = {"script", "style", "svg", "input", "template"}
DEEPEST = 30
"""What lies deeper is shown without its own element. No text that people write comes near."""

_CLEANER = nh3.Cleaner(
    tags=TAGS | {"details", "div", "section", "span", "summary"},
    clean_content_tags=_GONE,
    attributes={"a": {"href"}},
    url_schemes=set(_SAFE),
    link_rel=None,
    strip_comments=True,
)


@dataclass
class Node:
    """An element and what stands in it: texts and elements. The root has no tag."""

    tag: str = ""
    href: str = ""
    children: list[Node | str] = field(default_factory=list)


def letter(body: str, base: str) -> Node:
    """The tree of a body. Links are led from `base`, the address of its page; without one they are words alone."""
    reader = _Reader(base)
    reader.feed(_CLEANER.clean(body))
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    """Builds the tree. What is no element of a letter leaves its contents behind."""

    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = base
        self.root = Node()
        self._open: list[tuple[str, Node]] = [("", self.root)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        here = self._open[-1][1]
        node = self._node(tag, dict(attrs).get("href") or "")
        if node is not None and len(self._open) < DEEPEST:
            here.children.append(node)
            here = node
        if tag not in _VOID:
            self._open.append((tag, here))

    def _node(self, tag: str, href: str) -> Node | None:
        if tag == "a" and not href:
            return None
        if tag == "a":
            address = urljoin(self.base, href) if self.base or ":" in href.partition("/")[0] else ""
            return Node("a", address) if address.partition(":")[0].lower() in _SAFE else None
        if tag in ("div", "section", "details", "summary"):
            return Node("div")
        return Node(_SAME.get(tag, tag)) if tag in TAGS else None

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _ in self._open[1:]):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1][1].children.append(data)
