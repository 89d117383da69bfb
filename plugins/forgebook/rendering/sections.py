"""A body cut at its headings, as search indexes take it, without parsing its HTML a second time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_HEADING = re.compile(r"<h([1-6])\s[^>]*?\bid=\"([^\"]+)\"[^>]*>(.*?)</h\1>", re.S)
_FURNITURE = re.compile(
    r"<(form|svg|figure)\b.*?</\1>|<section\b[^>]*\bdata-search-exclude\b.*?</section>"
    r"|<div class=\"fb-foot\">.*\Z|<p class=\"fb-asof\".*?</p>",
    re.S,
)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>")
_KEPT = frozenset({"p", "code", "pre", "li", "ol", "ul", "sub", "sup"})
_INSIDE_WORDS = frozenset({"a", "abbr", "b", "del", "em", "i", "ins", "mark", "s", "strong", "u"})
_EMPTY = re.compile(r"<(p|li|ul|ol|code|pre)>\s*</\1>")
_SPACE = re.compile(r"\s+")
_QUOTES = {"&#34;": '"', "&quot;": '"', "&#39;": "'", "&nbsp;": "\xa0"}
_QUOTE = re.compile("|".join(_QUOTES))


@dataclass(slots=True)
class Section:
    """A heading with what stands below it, in the shape that the theme's index takes.

    Attributes:
        id: the heading's id; None for what stands before the first one.
        title: its words, in parts.
        text: what stands below, in parts, with the few tags that results show.
    """

    id: str | None
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def sections(html: str) -> list[Section]:
    """A body cut at its headings.

    Forms, charts, the foot of the page and what asks to be left out, as the theme has it, are no text to be found.
    """
    html = without_furniture(html)
    found: list[Section] = []
    start, current = 0, Section(None)
    for match in _HEADING.finditer(html):
        current.text.append(_text(html[start : match.start()]))
        found.append(current)
        current = Section(match[2], [_QUOTE.sub(_quote, _TAG.sub("", match[3])).strip()])
        start = match.end()
    current.text.append(_text(html[start:]))
    found.append(current)
    return found


def without_furniture(html: str) -> str:
    """A body without forms, charts, its foot and what asks to be left out of a search."""
    return _FURNITURE.sub(" ", html)


def _text(html: str) -> str:
    """The words with the few tags that results show, without attributes."""
    plain = _EMPTY.sub("", _QUOTE.sub(_quote, _TAG.sub(_kept_tag, html)))
    return plain.strip() if "<pre>" in plain else _SPACE.sub(" ", plain).strip()


def _kept_tag(match: re.Match[str]) -> str:
    """A tag that results show; nothing for one inside a word; else a space, so that words do not run together."""
    if match[2] in _KEPT:
        return f"<{match[1]}{match[2]}>"
    return "" if match[2] in _INSIDE_WORDS else " "


def _quote(match: re.Match[str]) -> str:
    return _QUOTES[match.group()]
