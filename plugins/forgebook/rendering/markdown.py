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
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.inlinepatterns import InlineProcessor
from markupsafe import Markup

from forgebook.core.prose import WIKI_LINK
from forgebook.rendering.allowed import ATTRIBUTES, SCHEMES, TAGS, VALUES
from forgebook.rendering.fingerprints import Untold, plain
from forgebook.rendering.hashing import digest
from forgebook.rendering.sentences import NEUTRAL, paragraphs, sentences
from forgebook.rendering.settling import WIKI_SCHEME, LinkPolicy, settle

LONGEST = 120_000
"""Characters. A longer text is shown as it is written: converting it could take minutes."""

_SETTLED = NEUTRAL | {
    "codehilite", "legacy_attrs", "legacy_em", "nl2br", "smarty", "wikilinks",
    "pymdownx.escapeall", "pymdownx.fancylists", "pymdownx.magiclink", "pymdownx.progressbar", "pymdownx.saneheaders",
    "pymdownx.striphtml",
}  # fmt: skip
"""Extensions that make HTML of the text alone. `pymdownx.snippets`, for one, reads files."""


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
        names = set(map(str, self._extensions))
        # a glossary among the settings of `abbr` explains words anywhere
        self._knows_plain = names <= NEUTRAL and self._configs.keys().isdisjoint(("abbr", "extra"))
        self._knows_marks = "pymdownx.inlinehilite" not in names  # it may give code a class of its own
        self._salt = _salt(self._extensions, self._configs)

    @property
    def is_settled(self) -> bool:
        """Whether the same text always gives the same HTML: no extension looks at files or is unknown."""
        return all(str(extension) in _SETTLED for extension in self._extensions)

    def block(self, text: str, prefix: str, links: LinkPolicy) -> Markup:
        """A text of any length as HTML. `prefix` makes its ids its own on the page."""
        if self._knows_plain and len(text) <= LONGEST:
            plain = paragraphs(text, marks=self._knows_marks)
            if plain is not None:
                return Markup(plain)
        html = _CLEANER.clean(self._converted(text))
        return Markup(settle(html, prefix, links))

    def line(self, text: str, links: LinkPolicy) -> Markup:
        """One line as HTML without a paragraph around it."""
        if self._knows_plain and (plain := sentences(text, marks=self._knows_marks)) is not None:
            return Markup(plain)
        html = _CLEANER.clean(self._converted(text)).strip()
        if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
            html = html[3:-4]
        else:
            html = _INLINE_CLEANER.clean(html).strip()
        return Markup(settle(html, "l", links))

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
        except Exception:
            self._md = None
            return f"<pre>{escape(text, quote=False)}</pre>"

    def _make(self) -> markdown.Markdown:
        md = markdown.Markdown(extensions=self._extensions, extension_configs=self._configs)
        md.inlinePatterns.register(_WikiProcessor(WIKI_LINK.pattern, md), "forgebook-wiki", 175)
        return md


def _salt(extensions: Sequence[Any], configs: Mapping[str, Any]) -> str:
    """What a conversion rests on beside its text. An object that nothing is known of makes it unlike any other."""
    try:
        return plain([list(map(str, extensions)), dict(configs)])
    except Untold:
        return repr((list(map(str, extensions)), sorted(map(str, configs.items()))))


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
_INLINE_TAGS = {
    "a", "abbr", "b", "br", "code", "del", "em", "i", "ins", "kbd", "mark", "s", "small", "span", "strong",
    "sub", "sup", "svg", "path",
}  # fmt: skip
_INLINE_CLEANER = nh3.Cleaner(
    tags=_INLINE_TAGS,
    attributes={tag: names for tag, names in ATTRIBUTES.items() if tag in _INLINE_TAGS or tag == "*"},
    url_schemes=SCHEMES | {WIKI_SCHEME},
    link_rel=None,
    strip_comments=True,
)
