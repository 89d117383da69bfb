"""Links inside Markdown texts: `[[kind/id]]`, `[[id|text]]` and links to files.

This module finds and rewrites them in the source text; what they look like on a page is the renderer's business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

WIKI_LINK = re.compile(r"\[\[\s*([^\[\]|\n]{1,200}?)\s*(?:\|\s*([^\[\]\n]{1,300}?)\s*)?\]\]")
_CODE = re.compile(
    r"^(?P<fence>[ ]{0,3}(?P<mark>`{3,}|~{3,}))[^\n]*\n.*?(?:^[ ]{0,3}(?P=mark)[`~]*[ \t]*$|\Z)"
    r"|(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)",
    re.M | re.S,
)
_INLINE_LINK = re.compile(
    r"(?P<bang>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?(?P<target>[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)>?"
    r"(?P<title>\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_DEFINITION = re.compile(r"^[ ]{0,3}\[(?P<label>[^\]\n]+)\]:\s*<?(?P<target>[^\s>]+)>?[^\n]*$", re.M)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|/", re.I)


@dataclass(frozen=True, slots=True)
class WikiLink:
    """A `[[…]]` in a text: what it names, the words it shows (or None) and where it starts."""

    target: str
    text: str | None
    start: int


@dataclass(frozen=True, slots=True)
class FileLink:
    """A Markdown link or image that leads to a file: its target as written and where it starts."""

    target: str
    image: bool
    start: int


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def without_code(text: str) -> str:
    """The text with fenced and inline code blanked out, every offset kept."""
    return _CODE.sub(_blank, text) if "`" in text or "~~~" in text else text


def wiki_links(text: str) -> Iterator[WikiLink]:
    """The wiki links of a Markdown text; what stands in code is no link."""
    if "[[" not in text:
        return
    for match in WIKI_LINK.finditer(without_code(text)):
        yield WikiLink(match[1], match[2], match.start())


def file_links(text: str) -> Iterator[FileLink]:
    """Links and images whose target is a relative path."""
    if "](" not in text and "]:" not in text:
        return
    plain = without_code(text)
    for match in _INLINE_LINK.finditer(plain):
        if not _ELSEWHERE.match(match["target"]):
            yield FileLink(match["target"], bool(match["bang"]), match.start())
        for inner in _INLINE_LINK.finditer(match["text"]):
            if not _ELSEWHERE.match(inner["target"]):
                start = match.start("text") + inner.start()
                yield FileLink(inner["target"], bool(inner["bang"]), start)
    for match in _DEFINITION.finditer(plain):
        if not _ELSEWHERE.match(match["target"]):
            yield FileLink(match["target"], False, match.start())


def replace_wiki_links(text: str, shown: Callable[[str, str | None], str | None]) -> str:
    """Put other words in the place of wiki links, in code too.

    `shown` is given the target and the text and returns the words that stand instead, or None to leave the link.
    """
    if "[[" not in text:
        return text

    def swap(match: re.Match[str]) -> str:
        words = shown(match[1], match[2])
        return match.group() if words is None else words

    return WIKI_LINK.sub(swap, text)


def replace_file_links(text: str, hidden: Callable[[str], bool]) -> str:
    """Leave only the words of links whose target is hidden; images go altogether."""
    if "](" not in text and "]:" not in text:
        return text

    def swap(match: re.Match[str]) -> str:
        if not hidden(match["target"]):
            return match.group()
        return "" if match["bang"] else match["text"]

    text = _INLINE_LINK.sub(swap, text)
    return _DEFINITION.sub(lambda m: "" if hidden(m["target"]) else m.group(), text)
