"""Prose in lines of a sensible length, where Markdown means the same by it."""

from __future__ import annotations

import re
from collections.abc import Iterator

WIDTH = 110
"""Columns. Only a paragraph with a longer line is touched."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,}|\${2}|/{3,})")
_NOT_PROSE = re.compile(r"\s|[#>|<=:!?~`+\-*/\\{]|\d+[.)]|\[[^\]]*\]:|\*\[")
_OPENS_BLOCK = re.compile(r"(?:[#>|<=:!?~+/{\-*]|`{3}|\d+[.)]|\[\^?[^\]]*\]:|\*\[)")
_EMPHASIS = re.compile(r"(?:\*{1,3}|_{1,3})[^\s*_\[]")
_WHOLE = re.compile(
    r"(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)|\[\[[^\[\]\n]*\]\]|!?\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)"
    r"|\[[^\[\]]*\])?(?:\{[^{}]*\})?|<[^<>]*>|\$[^$]*\$|\{[^{}]*\}"
)
_LONGEST = 20_000
_HARD_BREAK = re.compile(r"(?: {2,}|\\)$")


def wrapped(text: str, width: int = WIDTH) -> str:
    """The text with the paragraphs of plain prose whose lines are too long filled anew.

    Code, tables, lists, headings, quotes, HTML, definitions and whatever else begins with a sign stay as they are, as
    does a paragraph with a hard line break in it.
    """
    out: list[str] = []
    for paragraph, is_prose in _blocks(text.split("\n")):
        too_long = any(len(line) > width for line in paragraph)
        out.extend(_filled(paragraph, width) if is_prose and too_long else paragraph)
    return "\n".join(out)


def _blocks(lines: list[str]) -> Iterator[tuple[list[str], bool]]:
    """Runs of lines, each with whether it is a paragraph of prose; blank lines stand for themselves."""
    fence = ""
    block: list[str] = []
    listed = False
    for line in [*lines, None]:
        if line is not None and fence:
            yield [line], False
            fence = "" if _closes(line, fence) else fence
            continue
        opens = _FENCE.match(line) if line is not None else None
        if line is not None and line.strip() and not opens:
            block.append(line)
            continue
        if block:
            yield block, _is_prose(block) and not (listed and block[0][:1] == " ")
            listed = not _is_prose(block) and (listed or _NOT_PROSE.match(block[0]) is not None)
            block = []
        if opens:
            fence = opens[1]
        if line is not None:
            yield [line], False


def _closes(line: str, fence: str) -> bool:
    words = line.strip()
    return words.startswith(fence) and not words.strip(fence[0])


def _is_prose(block: list[str]) -> bool:
    if any(line[:1] == " " or "\t" in line or _HARD_BREAK.search(line) for line in block):
        return False
    return sum(map(len, block)) < _LONGEST and not any(_begins_otherwise(line) for line in block)


def _begins_otherwise(line: str) -> bool:
    """Whether a line begins with a sign that is not that of emphasis, of inline code or of a picture."""
    inline = line[0] in "`!" and _WHOLE.match(line)
    return _NOT_PROSE.match(line) is not None and not inline and not _EMPHASIS.match(line)


def _filled(block: list[str], width: int) -> list[str]:
    """The words of a paragraph in lines as long as may be. No line begins with what would begin a block of its own."""
    lines: list[str] = []
    for word in _words(" ".join(block)):
        starts_block = _OPENS_BLOCK.match(word) is not None and not _EMPHASIS.match(word)
        if lines and (starts_block or len(lines[-1]) + 1 + len(word) <= width):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _words(text: str) -> list[str]:
    """What may not be broken: words, and links, code and the like as a whole."""
    words, start, here = [], 0, 0
    while here < len(text):
        if text[here] == " ":
            words.append(text[start:here])
            start = here = here + 1
        elif (match := _WHOLE.match(text, here)) and match.end() > here:
            here = match.end()
        else:
            here += 1
    words.append(text[start:])
    return [word for word in words if word]
