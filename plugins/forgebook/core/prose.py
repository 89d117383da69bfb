"""Links inside Markdown texts: `[[kind/id]]`, `[[id|text]]` and links to files.

This module finds and rewrites them in the source text; what they look like on a page is the renderer's business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

WIKI_LINK = re.compile(
    r"\[\[[ \t]{0,20}([^\[\]|\s][^\[\]|\n]{0,199}?)[ \t]{0,20}(?:\|[ \t]{0,20}([^\[\]\n]{1,300}?)[ \t]{0,20})?\]\]"
)
_FENCE = re.compile(r"^[ ]{0,3}(`{3,}|~{3,})[^\n]*$", re.M)
_TICKS = re.compile("`+")
INLINE_LINK = re.compile(
    r"(?P<bang>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?(?P<target>[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)>?"
    r"(?P<title>\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?P<label>[^\]\n]+)\]:\s*<?(?P<target>[^\s<>]+)>?[^\n]*"
    r"(?:\n[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\))[ \t]*)?$",
    re.M,
)
_REFERENCE = re.compile(
    r"(?P<bang>!?)(?<!\[)\[(?P<text>[^\[\]\n]{1,300})\](?!\])(?:[ ]?\[(?P<label>[^\[\]\n]{0,300})\])?(?![\[(:])"
)
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


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def without_code(text: str) -> str:
    """The text with fenced and inline code blanked out, every offset kept."""
    if "`" not in text and "~~~" not in text:
        return text
    parts, end = [], 0
    for start, stop in _fences(text):
        parts += [_without_inline_code(text[end:start]), _blank(text[start:stop])]
        end = stop
    return "".join([*parts, _without_inline_code(text[end:])])


def _fences(text: str) -> Iterator[tuple[int, int]]:
    """Where fenced code begins and ends; a fence that is never closed goes to the end."""
    opened: re.Match[str] | None = None
    for match in _FENCE.finditer(text):
        if opened is None:
            if match[1][0] == "~" or "`" not in match[0].strip().lstrip("`"):
                opened = match
        elif match[1].startswith(opened[1]) and not match[0].strip(" \t`~"):
            yield opened.start(), match.end()
            opened = None
    if opened is not None:
        yield opened.start(), len(text)


def _without_inline_code(text: str) -> str:
    """Code begins with some backticks and ends with the next run of as many; looked up, so that it stays linear."""
    runs = [(match.start(), match.end()) for match in _TICKS.finditer(text)]
    closing: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        closing.setdefault(runs[index][1] - runs[index][0], []).append(index)
    parts, end, index = [], 0, 0
    while index < len(runs):
        start, stop = runs[index]
        later = closing[stop - start]
        while later and later[-1] <= index:
            later.pop()
        if later:
            index = later[-1]
            parts += [text[end:start], _blank(text[start : runs[index][1]])]
            end = runs[index][1]
        index += 1
    return "".join([*parts, text[end:]])


def wiki_links(text: str) -> Iterator[WikiLink]:
    """The wiki links of a Markdown text; what stands in code is no link."""
    if "[[" not in text:
        return
    for match in WIKI_LINK.finditer(without_code(text)):
        yield WikiLink(match[1], match[2], match.start())


def file_links(text: str) -> Iterator[FileLink]:
    """Links and images whose target is a relative path. A footnote is written like a link's definition and is none."""
    if "](" not in text and "]:" not in text:
        return
    plain = without_code(text)
    for match in INLINE_LINK.finditer(plain):
        if not _ELSEWHERE.match(match["target"]):
            yield FileLink(match["target"], bool(match["bang"]), match.start())
        for inner in INLINE_LINK.finditer(match["text"]):
            if not _ELSEWHERE.match(inner["target"]):
                start = match.start("text") + inner.start()
                yield FileLink(inner["target"], bool(inner["bang"]), start)
    for match in DEFINITION.finditer(plain):
        if not _ELSEWHERE.match(match["target"]) and not match["label"].startswith("^"):
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


def is_elsewhere(target: str) -> bool:
    """Whether a link leads to another site, to a place in its own page, or from the site's root."""
    return _ELSEWHERE.match(target) is not None


def replace_definitions(text: str, settled: Callable[[str, str], str | None]) -> str:
    """Put other words in the place of links by reference: `[words][label]`, `[label][]` and `[label]`.

    `settled` is given the target and the words and returns what stands instead, or None to leave links to that target.
    """
    found = {
        _label(match["label"]): match["target"]
        for match in DEFINITION.finditer(text)
        if settled(match["target"], "") is not None
    }
    if not found:
        return text
    text = DEFINITION.sub(lambda m: "" if _label(m["label"]) in found else m[0], text)

    def swap(match: re.Match[str]) -> str:
        target = found.get(_label(match["label"] or match["text"]))
        if target is None:
            return match[0]
        return "" if match["bang"] else settled(target, match["text"]) or ""

    return _REFERENCE.sub(swap, text)


def _label(label: str) -> str:
    return " ".join(label.casefold().split())
