"""Markdown fields to safe HTML.

One `markdown.Markdown` with the site's own extensions converts all fields; `nh3` then takes out whatever the allow-list
does not name; links are settled last, because they depend on the page and on what its reader may see. Converted text
is cached by content; it is sanitised every time it is used, so that a poisoned cache gains nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Protocol
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.inlinepatterns import InlineProcessor
from markupsafe import Markup

from forgebook.core.prose import WIKI_LINK
from forgebook.rendering.allowed import ATTRIBUTES, OWN_CLASSES, SCHEMES, TAGS, VALUES
from forgebook.rendering.hashing import digest

LONGEST = 120_000
"""Characters. A longer text is shown as it is written: converting it could take minutes."""

WIKI_SCHEME = "fb-wiki"
_PROSE = re.compile(
    r"(?:[A-Za-z,;?%’“”‘–—…é ]"
    r"|(?<=[A-Za-z])[-'](?=[A-Za-z])"
    r"|(?<=[A-Za-z,;] )\d+(?:\.\d+)?(?=[ ,;%?\n]|\.(?:[ \n]|\Z)|\Z)"
    r"|(?<=[A-Za-z0-9%”’])\.(?=[ \n]|\Z)"
    r"|\n)*\Z"
)
_NEUTRAL = frozenset({
    "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "meta", "tables", "toc",
    "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.blocks.caption", "pymdownx.caret", "pymdownx.critic",
    "pymdownx.details", "pymdownx.emoji", "pymdownx.extra", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys",
    "pymdownx.mark", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde",
})  # fmt: skip
"""Extensions that leave plain sentences as they are."""
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z:_-]+=\"[^\"]*\")*)\s*(/?)>")
_ATTRIBUTE = re.compile(r"([a-zA-Z:_-]+)=\"([^\"]*)\"")
_DEMOTED = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6"}
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)


_STARTED = re.compile(r"\n(?:[ \t]*\n|(?=[ \t]*(?:[-*+>|]|\d+\.)[ \t]))")
_MARKS = re.compile(r"^[ \t>]*(?:`{3}|~{3}|[=!?/]{3})", re.M)
MOST_WORK = 20_000_000
MOST_MARKS = 400


def is_tangled(text: str) -> bool:
    """Whether a text would keep the converter busy for long: it looks for the end of each bracket anew.

    The work is about the brackets of a paragraph times its length. No text that people read comes near the limits:
    a paragraph of 10,000 characters with 500 links is a quarter of it.
    """
    if max(text.count("["), text.count("<")) * len(text) > MOST_WORK:
        if text.count("*[") * len(text) > MOST_WORK:
            return True
        work = sum(max(part.count("["), part.count("<")) * len(part) for part in _STARTED.split(text))
        if work > MOST_WORK:
            return True
    return len(_MARKS.findall(text)) > MOST_MARKS


class LinkPolicy(Protocol):
    """Where the links of a text lead on the page that shows it."""

    def wiki(self, target: str) -> tuple[str, str] | None:
        """Address and title for `[[target]]`, or None where there is nothing to link to."""

    def file(self, target: str) -> str | None:
        """The address for a relative link or image, or None where it leads nowhere."""

    def unknown(self, target: str) -> str:
        """The words for `[[target]]` that leads nowhere."""


class Cache(Protocol):
    """A cache of converted text."""

    def get(self, key: str) -> Any:
        """The entry, or None."""

    def put(self, key: str, entry: Any) -> None:
        """Remember an entry."""


class MarkdownRenderer:
    """Renders texts of any length and single lines."""

    def __init__(
        self,
        extensions: Sequence[Any] = (),
        configs: Mapping[str, Any] | None = None,
        cache: Cache | None = None,
    ) -> None:
        self._extensions = list(extensions)
        self._configs = {k: v for k, v in (configs or {}).items() if k != "toc"}
        self._md: markdown.Markdown | None = None
        self._cache = cache
        self._plain_ok = all(str(extension) in _NEUTRAL for extension in self._extensions)
        self._salt = repr((sorted(map(str, self._extensions)), sorted(map(str, self._configs.items()))))

    def block(self, text: str, prefix: str, links: LinkPolicy) -> Markup:
        """A text of any length as HTML. `prefix` makes its ids its own on the page."""
        if self._plain_ok and (plain := plain_paragraphs(text)) is not None:
            return Markup(plain)
        html = _CLEANER.clean(self._converted(text))
        return Markup(_settle(html, prefix, links))

    def line(self, text: str, links: LinkPolicy) -> Markup:
        """One line as HTML without a paragraph around it."""
        if self._plain_ok and _PROSE.match(text):
            return Markup(escape(text, quote=False))
        html = _CLEANER.clean(self._converted(text)).strip()
        if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
            html = html[3:-4]
        else:
            html = _INLINE_CLEANER.clean(html).strip()
        return Markup(_settle(html, "l", links))

    def _converted(self, text: str) -> str:
        if len(text) > LONGEST or is_tangled(text):
            return f"<pre>{escape(text, quote=False)}</pre>"
        key = digest(self._salt, text)
        known = self._cache.get(key) if self._cache else None
        if isinstance(known, str):
            return known
        html = self._convert(text)
        if self._cache:
            self._cache.put(key, html)
        return html

    def _convert(self, text: str) -> str:
        """Convert; a text that breaks the converter is shown as it is written."""
        if self._md is None:
            self._md = self._make()
        try:
            self._md.reset()
            return self._md.convert(text)
        except Exception:  # noqa: BLE001 - extensions raise what they like, RecursionError among it
            self._md = None
            return f"<pre>{escape(text, quote=False)}</pre>"

    def _make(self) -> markdown.Markdown:
        md = markdown.Markdown(extensions=self._extensions, extension_configs=self._configs)
        md.inlinePatterns.register(_WikiProcessor(WIKI_LINK.pattern, md), "forgebook-wiki", 175)
        return md


class _WikiProcessor(InlineProcessor):
    """`[[target|text]]` to a link whose address is settled later."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802
        element = Element("a", {"href": f"{WIKI_SCHEME}:{m.group(1)}"})
        element.text = markdown.util.AtomicString(m.group(2) or "")
        return element, m.start(0), m.end(0)


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    tag_attribute_values=VALUES,
    url_schemes=SCHEMES | {WIKI_SCHEME},
    link_rel=None,
    strip_comments=True,
)
_INLINE_TAGS = {"a", "abbr", "b", "br", "code", "del", "em", "i", "ins", "kbd", "mark", "s", "small", "span", "strong", "sub", "sup", "svg", "path"}  # fmt: skip
_INLINE_CLEANER = nh3.Cleaner(
    tags=_INLINE_TAGS,
    attributes={tag: names for tag, names in ATTRIBUTES.items() if tag in _INLINE_TAGS or tag == "*"},
    url_schemes=SCHEMES | {WIKI_SCHEME},
    link_rel=None,
    strip_comments=True,
)


def plain_paragraphs(text: str) -> str | None:
    """The HTML of a text that is nothing but plain sentences, or None for any other.

    Most fields are; they need no converter. What counts as plain is narrow on purpose: a test holds it against the
    converter on real and random texts.
    """
    if len(text) > LONGEST or not _PROSE.match(text):
        return None
    paragraphs = []
    for block in re.split(r"\n[ ]*\n", text.strip("\n")):
        lines = block.split("\n")
        if any(line[:1] == " " or line.endswith("  ") or not line.strip() for line in lines):
            return None
        paragraphs.append(f"<p>{block.strip()}</p>")
    return "\n".join(paragraphs)


def _settle(html: str, prefix: str, links: LinkPolicy) -> str:
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


def _open_link(
    found: dict[str, str], prefix: str, links: LinkPolicy, open_links: list[str]
) -> str:
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
        return f"#{prefix}-{href[1:]}" if len(href) > 1 else None
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
            out[name] = f"{prefix}-{value}"
        elif name == "class":
            out[name] = " ".join(
                word for word in value.split() if word in OWN_CLASSES or not word.startswith(("md-", "fb-"))
            )
        else:
            out[name] = value
    return out


def _attributes(found: Mapping[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in found.items())


def _unescape(value: str) -> str:
    return (
        value.replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\xa0").replace("&amp;", "&")
    )

