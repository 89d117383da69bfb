"""The text of a changelog, Markdown or reStructuredText, in parts: each heading with the lines below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from forgebook.importing.rst_text import as_markdown, targets_of

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)\Z")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_ADORNED = re.compile(r"([=\-`:'\"~^_*+#<>.!])\1{2,}[ \t]*\Z")
_DEFINED = re.compile(r" {0,3}\[(?P<name>[^\[\]^][^\[\]]*)\]:[ \t]*<?(?P<url>\S+?)>?(?:[ \t]+[\"'(].*[\"')])?[ \t]*\Z")
_NOT_SHOWN = re.compile(r"\.\. (?![\w-]+::|\[|\|)(?!_[^:\n]+:[ \t]+\S).*\Z|\.\. contents::.*\Z")
_USED = re.compile(r"(?<![\\`\]!\w])\[(?P<words>[^\[\]]+)\](?:\[(?P<name>[^\[\]]*)\])?(?![(:\[])")


@dataclass
class Part:
    """A heading and what stands below it, up to the next one.

    Attributes:
        level: 1 for the highest; 0 for what stands above the first heading.
        title: its words.
        line: its line in the file, from 1.
        lines: what stands below, the first on the line `first`.
        first: the line of the first of them.
    """

    level: int
    title: str
    line: int
    first: int
    lines: list[str] = field(default_factory=list)


@dataclass
class ChangelogText:
    """A changelog in parts.

    Attributes:
        parts: in the order of the file.
        defined: addresses of links by name, with the line that each is defined on.
        comments: the lines of comments, which nobody sees.
        markdown: makes Markdown of a piece of its text.
    """

    parts: list[Part]
    defined: dict[str, tuple[str, int]]
    comments: list[int]
    markdown: Callable[[str], str]
    used: set[str] = field(default_factory=set)

    def url(self, name: str) -> str:
        """The address that a name is defined to lead to; empty where none is."""
        found = self.defined.get(_name(name))
        if found is None:
            return ""
        self.used.add(_name(name))
        return found[0]

    def told(self, text: str) -> str:
        """A piece of text as it can stand alone: links that are defined elsewhere have their address with them."""
        return self.markdown(text) if "[" not in text else _outside_code(self.markdown(text), self._link)

    def _link(self, text: str) -> str:
        def put(match: re.Match[str]) -> str:
            url = self.url(match["name"] or match["words"])
            return f"[{match['words']}]({url})" if url else match[0]

        return _USED.sub(put, text)


def changelog_text(text: str, *, rst: bool) -> ChangelogText:
    """Take a changelog apart."""
    comments: list[int] = []
    text = _without_comments(text, comments)
    if rst:
        targets = targets_of(text)
        parts = list(_parts(text.split("\n"), _Rst(comments)))
        return ChangelogText(parts, {}, comments, lambda piece: as_markdown(piece, targets))
    parts = list(_parts(text.split("\n"), _Markdown()))
    return ChangelogText(parts, _definitions(parts), comments, lambda piece: piece)


def _without_comments(text: str, comments: list[int]) -> str:
    """The text with its line breaks and without comments, whose lines are noted. One without an end is none."""
    pieces, here, line = [], 0, 1
    while (start := text.find("<!--", here)) >= 0 and (end := text.find("-->", start)) >= 0:
        line += text.count("\n", here, start)
        breaks = text.count("\n", start, end)
        comments += range(line, line + breaks + 1)
        pieces += [text[here:start], "\n" * breaks]
        line, here = line + breaks, end + 3
    return "".join([*pieces, text[here:]])


class _Markdown:
    """Tells headings of Markdown: `## Title`, and a title with a row of `=` or `-` below it."""

    def heading(self, lines: list[str], index: int) -> tuple[int, str, int] | None:
        """Level, title and the number of lines of a heading that begins on a line; None where none does."""
        line = lines[index]
        if match := _ATX.match(line):
            words = match[2].strip()
            closed = words.rstrip("#")
            return len(match[1]), closed.rstrip() if closed[-1:] in (" ", "\t", "") else words, 1
        if not line.strip() or line[:1] in " \t-*+>|#" or index + 1 >= len(lines):
            return None
        above = index == 0 or not lines[index - 1].strip()
        below = lines[index + 1].rstrip()
        if above and re.fullmatch(r"={2,}|-{2,}", below):
            return (1 if below[0] == "=" else 2), line.strip(), 2
        return None

    def hidden(self, line: str, number: int) -> bool:
        """Whether a line says nothing: a row of dashes between versions."""
        return _RULE.match(line) is not None


class _Rst:
    """Tells headings of reStructuredText, whose levels go by the order in which their rows of signs are used."""

    def __init__(self, comments: list[int]) -> None:
        self.styles: list[str] = []
        self.comments = comments

    def heading(self, lines: list[str], index: int) -> tuple[int, str, int] | None:
        """Level, title and the number of lines of a heading that begins on a line; None where none does."""
        rows = lines[index : index + 3]
        if len(rows) == 3 and _is_row(rows[0]) and rows[1].strip() and rows[2].rstrip() == rows[0].rstrip():
            return self._level(f"{rows[0][0]}{rows[0][0]}"), rows[1].strip(), 3
        if len(rows) < 2 or not rows[0].strip() or rows[0][:1].isspace() or _is_row(rows[0]) or not _is_row(rows[1]):
            return None
        enough = len(rows[1].rstrip()) >= min(len(rows[0].rstrip()), 4)
        return (self._level(rows[1][0]), rows[0].strip(), 2) if enough else None

    def _level(self, style: str) -> int:
        if style not in self.styles:
            self.styles.append(style)
        return self.styles.index(style) + 1

    def hidden(self, line: str, number: int) -> bool:
        """Whether a line says nothing: a comment, a row of signs, the place of a table of contents."""
        if _NOT_SHOWN.match(line):
            self.comments.append(number)
            return True
        return _is_row(line)


def _is_row(line: str) -> bool:
    return _ADORNED.match(line) is not None


def _parts(lines: list[str], style: _Markdown | _Rst) -> Iterator[Part]:
    part, index, fence = Part(0, "", 1, 1), 0, ""
    while index < len(lines):
        line = lines[index]
        mark = _FENCE.match(line)
        if mark and (not fence or (mark[1][0] == fence[0] and len(mark[1]) >= len(fence))):
            fence = "" if fence else mark[1]
        found = None if fence or mark else style.heading(lines, index)
        if found is not None:
            yield part
            level, title, rows = found
            part = Part(level, title, index + 1, index + rows + 1)
            index += rows
            continue
        part.lines.append("" if not fence and style.hidden(line, index + 1) else line)
        index += 1
    yield part


def _definitions(parts: list[Part]) -> dict[str, tuple[str, int]]:
    """The links that are defined, taken out of the lines that they stand on."""
    found: dict[str, tuple[str, int]] = {}
    for part in parts:
        fence = ""
        for index, line in enumerate(part.lines):
            if mark := _FENCE.match(line):
                fence = "" if fence else mark[1]
            elif not fence and (match := _DEFINED.match(line)):
                found.setdefault(_name(match["name"]), (match["url"], part.first + index))
                part.lines[index] = ""
    return found


def _name(name: str) -> str:
    return " ".join(name.split()).casefold()


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    """A text with all changed that is no code."""
    pieces = re.split(r"(^ {0,3}(?:`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}(?:`{3,}|~{3,})[ \t]*$|\Z)|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`))", text, flags=re.M | re.S)  # fmt: skip  # noqa: E501
    return "".join(
        change(piece) if index % 3 == 0 else piece if index % 3 == 1 else ""
        for index, piece in enumerate(pieces)
        if piece
    )
