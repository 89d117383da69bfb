"""An incident review in Markdown, in parts: its sections, the entries of each, and the table of its times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_HEADING = re.compile(r"(?P<level>#{1,6})[ \t]+(?P<title>.*?)[ \t#]*$")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_BULLET = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|\d{1,3}[.)])(?:[ \t]+(?P<text>.*))?$")
_DEFINED = re.compile(r"^ {0,3}\[(?P<name>[^\]\n]+)\]:[ \t]*(?P<target>\S.*?)[ \t]*$", re.M)
_REFERRED = re.compile(r"(?<!!)\[(?P<words>[^\[\]\n]+)\]\[(?P<name>[^\[\]\n]*)\]")
_NOTE = re.compile(r"\s*\[\^(?P<name>[^\[\]\n]+)\]")
_RULE = re.compile(r"[\s|:-]+\Z")
_CELL = re.compile(r"(?<!\\)\|")
_SUB = 2
"""Blanks that make an entry part of the one above it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a review.

    Attributes:
        title: its heading.
        text: what stands below it.
        line: the line of its heading.
        level: how deep the heading is, from 1; 0 without one.
    """

    title: str
    text: str
    line: int
    level: int = 0

    @property
    def name(self) -> str:
        """The heading without what stands in brackets, in small letters."""
        return re.sub(r"\(.*?\)", "", self.title).strip(" :").casefold()

    def entries(self) -> list[str]:
        """Its list, one entry a line of text; a paragraph is an entry as well. Empty bullets are none."""
        found: list[_Entry] = []
        heading, gap = "", True
        for line in self.text.split("\n"):
            bullet, deeper = _BULLET.match(line), _HEADING.match(line)
            if deeper:
                heading, gap = deeper["title"], True
            elif bullet and (not found or len(bullet["indent"].expandtabs(4)) < _SUB or found[-1].is_paragraph):
                found.append(_Entry(heading, (bullet["text"] or "").strip(), is_paragraph=False))
                gap = False
            elif bullet:
                found[-1].below.append((bullet["text"] or "").strip())
            elif not line.strip():
                gap = True
            elif gap and not line.startswith("  "):
                found.append(_Entry(heading, line.strip(), is_paragraph=True))
                gap = False
            elif found:
                found[-1].go_on(line.strip())
        return [entry.words for entry in found if entry.words]

    def rows(self) -> Iterator[tuple[int, str, str]]:
        """The rows of its tables but for the first, which names the columns: line, first cell, and the others."""
        heads = True
        for number, line in enumerate(self.text.split("\n"), self.line + 1):
            if not line.lstrip().startswith("|"):
                heads = True
            elif _RULE.match(line):
                heads = False
            elif not heads:
                cells = [cell.replace("\\|", "|").strip() for cell in _CELL.split(line.strip()[1:])]
                first, rest = cells[0], " | ".join(cell for cell in cells[1:] if cell)
                yield number, first, " ".join(re.sub(r"<br\s*/?>", " ", rest).split())

    def beside_the_table(self) -> str:
        """What it says outside of its tables."""
        lines = [line for line in self.text.split("\n") if not line.lstrip().startswith("|")]
        return "\n".join(lines).strip()

    def heads(self) -> str:
        """The row that names the columns of its first table."""
        return next((line for line in self.text.split("\n") if line.lstrip().startswith("|")), "")


class _Entry:
    """An entry of a list, with those below it."""

    def __init__(self, heading: str, text: str, *, is_paragraph: bool) -> None:
        self.heading = heading
        self.text = text
        self.is_paragraph = is_paragraph
        self.below: list[str] = []

    def go_on(self, text: str) -> None:
        """Take another line of the same words."""
        if self.below:
            self.below[-1] += f" {text}"
        else:
            self.text = f"{self.text} {text}".strip()

    @property
    def words(self) -> str:
        below = "; ".join(self.below)
        parts = [part for part in (self.heading, self.text.rstrip(":") if below else self.text, below) if part]
        return " ".join((": ".join(parts) if self.text or below else "").split())


@dataclass
class Review:
    """A review, with its name told from the source's top, and its text."""

    name: str
    text: str

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return re.sub(r"\.(?:md|markdown)\Z", "", self.name.rpartition("/")[2], flags=re.I)

    @cached_property
    def title(self) -> str:
        """The heading that the file begins with; empty where that is the first of its sections."""
        return self._all[0].title if self._all and self._all[0].level == 1 else ""

    @cached_property
    def sections(self) -> list[Section]:
        """Its sections below the title; what stands right below the title is one without a heading."""
        if not self.title:
            return self._all
        first, *rest = self._all
        below = [Section("", first.text, first.line)] if first.text.strip() else []
        return [*below, *rest]

    @cached_property
    def _all(self) -> list[Section]:
        """Each part between headings of the first two levels."""
        found: list[tuple[str, int, int, list[str]]] = []
        fence = ""
        for number, line in enumerate(self.plain.split("\n"), 1):
            mark, heading = _FENCE.match(line), _HEADING.match(line)
            if mark and (not fence or fence == mark[1]):
                fence = "" if fence else mark[1]
            if heading and len(heading["level"]) < 3 and not fence:
                found.append((heading["title"], number, len(heading["level"]), []))
            elif found or line.strip():
                found = found or [("", number, 0, [])]
                found[-1][3].append(line)
        return [Section(title, "\n".join(lines), number, level) for title, number, level, lines in found]

    @cached_property
    def plain(self) -> str:
        """The text with what is defined at its end, targets of links and footnotes, put where it is used."""
        defined = {match["name"].casefold(): match["target"] for match in _DEFINED.finditer(self.text)}

        def link(match: re.Match[str]) -> str:
            target = defined.get((match["name"] or match["words"]).casefold())
            return f"[{match['words']}]({target})" if target else match[0]

        def note(match: re.Match[str]) -> str:
            words = defined.get(f"^{match['name']}".casefold())
            return f" ({words})" if words else match[0]

        used = {name for match in _REFERRED.finditer(self.text) for name in [match["name"] or match["words"]]}
        used |= {f"^{match['name']}" for match in _NOTE.finditer(_DEFINED.sub("", self.text))}
        folded = {name.casefold() for name in used}
        rest = _DEFINED.sub(lambda match: "" if match["name"].casefold() in folded else match[0], self.text)
        return _NOTE.sub(note, _REFERRED.sub(link, rest))
