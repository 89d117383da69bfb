"""Markdown files in parts: front matter, title, preamble, sections."""

from __future__ import annotations

import posixpath
import re

from forgebook.core.document import Heading, MarkdownDocument, Note
from forgebook.reading import codes
from forgebook.reading.text import Refused
from forgebook.reading.yaml import parse

_ATX = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
_SETEXT = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")


def parse_markdown(path: str, text: str) -> MarkdownDocument:
    """Take a Markdown file apart.

    Raises:
        Refused: its front matter has no end, or is no YAML mapping.
    """
    stem = posixpath.splitext(posixpath.basename(path))[0]
    document = MarkdownDocument(path, stem)
    lines = [line if line.strip() else "" for line in text.split("\n")]
    start = _take_front_matter(document, lines)
    _take_sections(document, lines, start)
    return document


def _take_front_matter(document: MarkdownDocument, lines: list[str]) -> int:
    """Read the front matter, if there is any; the index of the first line after it."""
    if lines[0].rstrip() != "---":
        return 0
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        raise Refused(Note(codes.OPEN_FRONT_MATTER, "the front matter has no end", remedy="add a line --- after it"))
    values = parse("\n".join(lines[1:end]), document.positions, line_offset=1)
    if values is not None and not isinstance(values, dict):
        raise Refused(
            Note(codes.WRONG_SHAPE, "the front matter is no mapping", remedy="write `field: value` lines"),
            (2, 1),
        )
    document.front = values or {}
    document.has_front = True
    return end + 1


def _take_sections(document: MarkdownDocument, lines: list[str], start: int) -> None:
    headings = list(_headings(lines, start))
    title = next((h for h in headings if h[1] == 1), None) or (headings[0] if headings else None)
    body = start
    if title is not None and (title[1] == 1 or title == headings[0]):
        index, level, words, after = title
        document.title, document.title_line, body = words, index + 1, after
        before = _without_comments("\n".join(lines[start:index])).strip()
        headings = [h for h in headings if h[0] > index]
        if before:
            document.sections.append(Heading(level + 1, "", before, start + 1, start + 1))
    base = _section_level(headings, title[1] if title else 0)
    tops = [h for h in headings if h[1] <= base]
    first = tops[0][0] if tops else len(lines)
    document.preamble = "\n".join(lines[body:first]).strip("\n")
    document.preamble_line = body + 1 + _leading_blank(lines[body:first])
    for number, (index, level, words, after) in enumerate(tops):
        end = tops[number + 1][0] if number + 1 < len(tops) else len(lines)
        section = lines[after:end]
        text_line = after + 1 + _leading_blank(section)
        text = "\n".join(section).strip("\n").rstrip()
        document.sections.append(Heading(level, words, text, index + 1, text_line))


def _section_level(headings: list[tuple[int, int, str, int]], title: int) -> int:
    """The level of the sections: the highest below the title, or the title's own where the sections begin with it.

    A later heading of the title's level does not make the sections before it vanish into the preamble.
    """
    if headings and headings[0][1] <= title:
        return headings[0][1]
    return min((h[1] for h in headings if h[1] > title), default=2)


def _leading_blank(lines: list[str]) -> int:
    count = 0
    for line in lines:
        if line.strip():
            break
        count += 1
    return count


def _headings(lines: list[str], start: int) -> list[tuple[int, int, str, int]]:
    """Index, level, words and the index of the line after, for each heading outside of code."""
    found = []
    fence = ""
    comment = False
    for index in range(start, len(lines)):
        line = lines[index]
        if fence:
            if re.match(rf"^ {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$", line):
                fence = ""
            continue
        if comment or "<!--" in line:
            comment = "-->" not in line.rpartition("<!--")[2]
            if comment or not _ATX.match(line):
                continue
        if match := _FENCE.match(line):
            fence = match[1]
        elif match := _ATX.match(line):
            words = _without_comments(_heading_words(line[match.end() :]))
            found.append((index, len(match[1]), words, index + 1))
        elif (match := _SETEXT.match(line)) and index > start and _can_be_setext(lines[index - 1]):
            found.append((index - 1, 1 if match[1][0] == "=" else 2, lines[index - 1].strip(), index + 1))
    return found


def _heading_words(text: str) -> str:
    """What stands after a heading's marks, without closing ones."""
    words = text.strip(" \t")
    bare = words.rstrip("#")
    return bare.rstrip(" \t") if bare[-1:] in ("", " ", "\t") else words


def _without_comments(text: str) -> str:
    """The text without HTML comments, without going over it once for each that is never closed."""
    kept, start = [], 0
    while (opened := text.find("<!--", start)) >= 0 and (closed := text.find("-->", opened + 4)) >= 0:
        kept.append(text[start:opened])
        start = closed + 3
    return "".join([*kept, text[start:]]).strip()


def _can_be_setext(line: str) -> bool:
    return bool(line.strip()) and not re.match(r" {4}|\t| {0,3}([-*+>|#]|\d+[.)])\s?", line)
