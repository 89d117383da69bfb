"""Changes as notes and changelogs tell them: the kind that a section stands for, and a text as summary and detail."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from forgebook.core.ids import slug

LONGEST_SUMMARY = 200
"""Characters of a first paragraph that still are a summary as a whole."""

_KINDS = {
    "added": "add added adds new feature features new-features enhancement enhancements feat additions",
    "changed": "change changed changes improvement improvements improved update updates updated performance perf "
    "performance-improvements refactor refactoring refactored breaking breaking-change breaking-changes "
    "backwards-incompatible-changes backward-incompatible-changes other-changes miscellaneous-changes upgrade",
    "fixed": "fix fixed fixes bugfix bugfixes bug-fix bug-fixes bug bugs bugs-fixed fixed-bugs regression regressions",
    "removed": "remove removed removes removal removals dropped",
    "deprecated": "deprecate deprecated deprecation deprecations",
    "security": "security security-fixes vulnerabilities",
    "data": "data",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_SENTENCE = re.compile(r"(?<=[^\s.A-Z][.!?])\s+(?=[\"'`*\[(]*[A-Z])")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_BLOCK = re.compile(r"[ \t]*(?:[-*+] |\d+[.)] |```|~~~|\||>|#{1,6} |\.\. )")
_BREAKING = re.compile(r"\W*(?:breaking|backwards?.incompatible)\b", re.I)


def kind_of(section: str) -> str:
    """The kind of change that the heading of a section stands for; empty where none does.

    Marks and little pictures around its words make no difference, nor case.
    """
    return _KIND_OF.get("-".join(re.findall(r"[a-z]+", section.casefold())), "")


def is_breaking(words: str) -> bool:
    """Whether words begin by saying that something stops working."""
    return _BREAKING.match(words) is not None


def as_block(text: str) -> str:
    """A text as a file holds it: of several lines, the last one ends as well."""
    text = "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))
    return f"{text}\n" if "\n" in text else text.strip()


def summary_and_detail(text: str) -> tuple[str, str]:
    """The line that a change is told by, and the rest of its text. No word of the text is lost.

    A first paragraph that is short is the summary; of a long one it is the first sentence.
    """
    text = text.strip()
    first, rest = _first(text)
    line = " ".join(first.split())
    if len(line) <= LONGEST_SUMMARY:
        return line, rest
    sentences = _SENTENCE.split(line, maxsplit=1)
    if len(sentences) == 1:
        return line, rest
    return sentences[0], "\n\n".join(part for part in (sentences[1], rest) if part)


def _first(text: str) -> tuple[str, str]:
    """The first paragraph, and what stands below it."""
    split = _PARAGRAPH.search(text)
    head, rest = (text[: split.start()], text[split.end() :]) if split else (text, "")
    lines = head.split("\n")
    block = next((index for index, line in enumerate(lines) if index and _BLOCK.match(line)), None)
    if block is None:
        return head, rest.strip("\n")
    below = "\n".join(lines[block:])
    return "\n".join(lines[:block]), (f"{below}\n\n{rest}" if rest else below).strip("\n")


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change as a source tells it.

    Attributes:
        section: the name of the section that it stands in.
        kind: what sort of change that is.
        text: its text, in Markdown.
        line: where it begins, from 1.
        breaking: whether it stands among changes that break something.
        group: a heading between the section and the change, which its summary begins with.
    """

    section: str
    kind: str
    text: str
    line: int
    breaking: bool = False
    group: str = ""

    @property
    def summary(self) -> str:
        """The line that it is told by."""
        line = summary_and_detail(self.text)[0]
        return f"{self.group}: {line}" if self.group else line

    def values(self) -> dict[str, Any]:
        """The fields of a change."""
        detail = summary_and_detail(self.text)[1]
        values: dict[str, Any] = {"kind": self.kind, "summary": self.summary}
        if detail:
            values["detail"] = as_block(detail)
        if self.breaking or is_breaking(self.text):
            values["breaking"] = True
        return values


def told_apart(changes: Iterable[ToldChange]) -> list[tuple[str, ToldChange]]:
    """Changes with an id of each: the words of its summary, and a number where they are taken."""
    taken: set[str] = set()
    found = []
    for change in changes:
        words = slug(change.summary)
        id_, number = words, 1
        while id_ in taken:
            number += 1
            id_ = f"{words}-{number}"
        taken.add(id_)
        found.append((id_, change))
    return found


def inline(changes: Iterable[ToldChange]) -> list[dict[str, Any]]:
    """Changes as a release holds them. An id is written where the words of two are the same."""
    return [
        values if slug(change.summary) == id_ else {"id": id_, **values}
        for id_, change in told_apart(changes)
        for values in [change.values()]
    ]
