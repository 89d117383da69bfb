"""Terms of the glossary explained where they first stand on a page.

The word gets a tooltip with the meaning and a link to its place in the glossary, so that a mouse, a finger and a
keyboard can reach it. Headings, links, code and controls are left as they are, and so is HTML that cannot be told apart
with certainty: nothing is ever written into a tag.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from forgebook.core.graph import ProjectGraph
from forgebook.core.prose import WIKI_LINK
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.core.terms import Word, words_of
from forgebook.core.views import page_url, relative_url
from forgebook.rendering.scope import plain_words

LONGEST = 280
"""Characters of a tooltip. The glossary has the rest."""

_LEFT_ALONE = frozenset({
    "a", "abbr", "audio", "button", "caption", "code", "dt", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "kbd", "label", "legend", "math", "nav", "object", "option", "pre", "samp", "select", "summary", "svg", "template",
    "th", "time", "var", "video",
})  # fmt: skip
_RAW_TEXT = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext")
"""What stands in these is no HTML to a browser."""
_TAG = (
    r"<(?P<slash>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)"
    r"(?P<rest>(?:\s++[^\s\"'<>/=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+\s*+/?)>"
)
_RAW = rf"<(?P<raw>{'|'.join(_RAW_TEXT)})\b[^>]*+>.*?</(?P=raw)\s*+>"
_COMMENT = r"<!--(?!-?>)(?:(?!--!?>|<!--).)*+-->"
_PIECE = re.compile(rf"(?P<text>[^<]++)|{_COMMENT}|{_RAW}|{_TAG}", re.S | re.I)
_START = re.compile(r"\[\w\w\]|[^\W_]")
_VOID = re.compile(r"/\Z")
_MARKED = re.compile(r"(?:fb-pill|fb-head|fb-kind|fb-foot|fb-asof|fb-chips|fb-filter|fb-when|arithmatex|mermaid)\b")
_CLOSES_NOTHING = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})


@dataclass(frozen=True, slots=True)
class _Term:
    """A word that is looked for, and what is said of it."""

    word: re.Pattern[str]
    ref: str
    tooltip: str
    address: str


@dataclass(frozen=True, slots=True)
class _Terms:
    """The words of a glossary, the longest first, and one pattern that finds any of them."""

    pattern: re.Pattern[str]
    words: list[_Term]

    def of(self, text: str) -> _Term:
        """The term of a text that the pattern has found."""
        return next(term for term in self.words if term.word.fullmatch(text))


class Glossary:
    """Explains the terms of one graph on its pages. Pages ask the graph for them, so that kept pages know."""

    def __init__(self, graph: ProjectGraph, settings: SiteSettings) -> None:
        self._graph = graph
        self._settings = settings
        self._terms: _Terms | None = None

    def explained(self, html: str, page: str) -> str:
        """The HTML of a page with each term explained where it first stands.

        Args:
            html: the page's content.
            page: its address below the site, from which links are told.
        """
        records = self._graph.of("term")
        if not records or records[0].address.partition("#")[0] == page:
            return html
        if self._terms is None:
            self._terms = _terms(records)
        if self._terms.pattern.search(html) is None:
            return html
        return _Page(self._terms, page, self._settings).marked(html)


class _Page:
    """One page on its way: what is explained already, and how deep one is in what is left alone."""

    def __init__(self, terms: _Terms, page: str, settings: SiteSettings) -> None:
        self._terms = terms
        self._page = page
        self._settings = settings
        self._done: set[str] = set()

    def marked(self, html: str) -> str:
        parts: list[str] = []
        closing: list[str] = []
        at = 0
        for piece in _PIECE.finditer(html):
            if piece.start() != at:
                return html
            at = piece.end()
            if piece["text"] is not None and not closing:
                parts.append(self._terms.pattern.sub(self._explained, piece["text"]))
                continue
            parts.append(piece[0])
            if piece["name"] and piece["name"].lower() in _RAW_TEXT:
                return html
            if piece["name"]:
                _follow(piece, closing)
        return "".join(parts) if at == len(html) else html

    def _explained(self, found: re.Match[str]) -> str:
        term = self._terms.of(found[0])
        if term.ref in self._done:
            return found[0]
        self._done.add(term.ref)
        url = page_url(term.address, directory_urls=self._settings.directory_urls)
        link = escape(relative_url(url, self._page))
        return f'<abbr title="{term.tooltip}"><a class="fb-term" href="{link}">{found[0]}</a></abbr>'


def _follow(piece: re.Match[str], closing: list[str]) -> None:
    """Keep the tags that must close before text may be touched again, innermost last."""
    name = piece["name"].lower()
    if piece["slash"]:
        if name in closing:
            while closing.pop() != name:
                pass
    elif name in _CLOSES_NOTHING or _VOID.search(piece["rest"]):
        return
    elif closing or name in _LEFT_ALONE or _MARKED.search(piece["rest"]):
        closing.append(name)


def _terms(records: list[Record]) -> _Terms:
    """All words of all terms in one pattern. Of two terms with the same word, the first holds."""
    words: dict[str, tuple[Word, Record]] = {}
    for record in records:
        for word in words_of(record):
            words.setdefault(word.key, (word, record))
    longest = sorted(words.values(), key=lambda entry: (-len(entry[0].text), entry[0].text))
    found = [
        _Term(re.compile(_in_html(word)), record.ref, escape(tooltip_of(record)), record.address)
        for word, record in longest
    ]
    return _Terms(_pattern([_in_html(word) for word, _ in longest]), found)


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Whole words alone: no part of another word, of `a-compound`, of an address or of an entity.

    Words that begin alike stand together, so that most places of a text are passed by with one look.
    """
    alike: dict[str, list[str]] = {}
    for word in words:
        start = _START.match(word)
        alike.setdefault(start[0] if start else "", []).append(word[start.end() if start else 0 :])
    inside = "|".join(f"{start}(?:{'|'.join(ends)})" for start, ends in alike.items())
    return re.compile(rf"(?<![\w&#/.@-])(?:{inside})(?!\w|[-/@.]\w)")


def _in_html(word: Word) -> str:
    """The pattern of a word as it stands in HTML."""
    return word.pattern.replace(r"\&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def tooltip_of(record: Record) -> str:
    """The first paragraph of a meaning as plain words."""
    first = record.f.meaning.strip().partition("\n\n")[0]
    plain = plain_words(WIKI_LINK.sub(_words, " ".join(first.split())))
    if len(plain) <= LONGEST:
        return plain
    return plain[:LONGEST].rpartition(" ")[0].rstrip(",;:.") + " …"


def _words(link: re.Match[str]) -> str:
    """The words of a link to a record. Nothing is asked of the graph: the tooltip is the same on all pages."""
    return link[2] or link[1].rpartition("/")[2].replace("-", " ")
