"""Record pages as plain Markdown, for people and programs that read text.

The text is made from the page's own body, so it says what the page says: no more, no less.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urljoin, urlsplit

from forgebook.core.settings import SiteSettings
from forgebook.core.views import PageView, SiteFile, page_url, relative_url
from forgebook.rendering.body import Body
from forgebook.rendering.letter import Node, letter
from forgebook.rendering.letter_text import as_markdown
from forgebook.rendering.sections import without_furniture

Pages = Iterable[tuple[PageView, Body]]

_HERE = "https://site.invalid/"
"""Stands for the site while links are told apart; the name is reserved, so no link leads there by chance."""

_FACTS = (
    (re.compile(r"</dt>\s*<dd\b[^>]*>"), "</b>: "),
    (re.compile(r"</dd>\s*<dd\b[^>]*>"), "; "),
    (re.compile(r"</dd>\s*(?=<dt\b|</dl>)"), "</li>"),
    (re.compile(r"<dt\b[^>]*>"), "<li><b>"),
    (re.compile(r"</dt>"), "</b></li>"),
    (re.compile(r"<(/?)dl\b[^>]*>"), r"<\1ul>"),
)
"""Terms with what is said of them become a list, in this order. What is left over stands as text."""

_PILL = re.compile(r"(<td\b[^>]*>\s*)?<span class=\"fb-pill\b[^>]*>(.*?)</span>", re.S)
_APART = re.compile(r"(?<=[\w.)>])(?=<(?:span|small|a) class=\"fb-)")
_BUTTONS = re.compile(r"<button\b.*?</button>|<[^>]+ hidden>[^<]*</\w+>", re.S)


def text_address(address: str) -> str:
    """Where a page's text is: `decisions/a.md` beside `decisions/a/`."""
    path = address.partition("#")[0]
    return path.removesuffix("/").removesuffix(".html") + ".md"


def record_pages(pages: Pages) -> dict[str, tuple[PageView, Body]]:
    """The pages that are about one record, by their addresses."""
    return {view.address: (view, body) for view, body in pages if view.record is not None}


def plain_pages(pages: Mapping[str, tuple[PageView, Body]], settings: SiteSettings) -> Iterator[SiteFile]:
    """The text of each page about a record."""
    texts = {page_url(address, directory_urls=settings.directory_urls): text_address(address) for address in pages}
    for view, body in pages.values():
        yield SiteFile(text_address(view.address), plain_page(view, body, texts, settings).encode())


def plain_page(view: PageView, body: Body, texts: Mapping[str, str], settings: SiteSettings) -> str:
    """One page as Markdown. Links to pages that have a text of their own lead to that.

    Args:
        view: the page.
        body: its body.
        texts: by the addresses of pages, as links have them, the addresses of their texts.
        settings: the site's settings.
    """
    here = text_address(view.address)
    url = page_url(view.address, directory_urls=settings.directory_urls)
    root = letter(_prepared(body.html), urljoin(_HERE, url))
    _lead(root, texts, here)
    _title_first(root, view.title)
    page = urljoin(settings.site_url.rstrip("/") + "/", url) if settings.site_url else relative_url(url, here)
    root.children += [Node("hr"), Node("p", children=["Page: ", Node("a", page, [page])])]
    return as_markdown(root)


def _prepared(html: str) -> str:
    """The body without what only a screen has a use for, and with its facts as lists."""
    html = _BUTTONS.sub(" ", without_furniture(html))
    for pattern, instead in _FACTS:
        html = pattern.sub(instead, html)
    html = _PILL.sub(lambda m: f"{m[1]}{m[2]}" if m[1] else f" ({m[2]}) ", html)
    return _APART.sub(" ", html)


def _lead(node: Node, targets: Mapping[str, str], here: str) -> None:
    """Make links within the site relative again; to a text where there is one."""
    if node.href.startswith(_HERE):
        parts = urlsplit(node.href)
        path = parts.path.removeprefix("/")
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        node.href = relative_url(targets.get(path, path), here) + fragment
        if targets.get(path) == here:  # a text has no places that a link could lead to
            node.tag, node.href = "span", ""
    for child in node.children:
        if isinstance(child, Node):
            _lead(child, targets, here)


def _title_first(root: Node, title: str) -> None:
    """The title stands before what the page says above it."""
    at = next((i for i, child in enumerate(root.children) if isinstance(child, Node) and child.tag == "h1"), None)
    root.children.insert(0, Node("h1", children=[title]) if at is None else root.children.pop(at))
