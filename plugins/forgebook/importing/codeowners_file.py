"""A CODEOWNERS file taken apart into stretches of patterns that have the same owners, as GitHub and GitLab read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_SECTION = re.compile(r"\^?\[(?P<name>[^\]]+)\](?:\[(?P<approvals>\d+)\])?(?P<rest>.*)\Z")
_INLINE_COMMENT = re.compile(r"(?<!\\)\s#.*\Z")
_SPLIT = re.compile(r"(?<!\\)\s+")


@dataclass
class Stretch:
    """Patterns in a row with the same owners.

    Attributes:
        line: the line of the first pattern.
        section: the section it stands in, as GitLab has them; empty without one.
        comments: the lines of the comment right above it, without their marks.
        patterns: gitignore-style patterns, in their order.
        owners: handles, teams and addresses as written.
        approvals: how many owners must approve, where the section says so.
    """

    line: int
    section: str
    comments: list[str]
    owners: tuple[str, ...]
    approvals: str = ""
    patterns: list[str] = field(default_factory=list)


@dataclass
class Unowned:
    """A pattern without owners: what it matches is taken out of what stands above it."""

    line: int
    pattern: str


@dataclass
class Comment:
    """Comments that stand over nothing."""

    line: int
    lines: list[str]


def stretches(text: str) -> Iterator[Stretch | Unowned | Comment]:
    """The parts of a CODEOWNERS file, in order."""
    return _Reader().read(text)


class _Reader:
    def __init__(self) -> None:
        self.section, self.approvals = "", ""
        self.inherited: tuple[str, ...] = ()
        self.comments: list[str] = []
        self.comment_line = 0
        self.current: Stretch | None = None

    def read(self, text: str) -> Iterator[Stretch | Unowned | Comment]:
        for number, raw in enumerate([*text.split("\n"), ""], 1):
            line = raw.strip()
            if not line:
                yield from self._end(loose=True)
            elif line.startswith("#"):
                yield from self._end()
                self.comment_line = self.comment_line or number
                self.comments.append(line.lstrip("#").strip())
            elif section := _SECTION.match(line):
                yield from self._end(loose=True)
                self.section, self.approvals = section["name"].strip(), section["approvals"] or ""
                self.inherited = _owners(section["rest"].split())
            else:
                yield from self._pattern(number, _INLINE_COMMENT.sub("", line))

    def _pattern(self, number: int, line: str) -> Iterator[Stretch | Unowned | Comment]:
        pattern, *rest = _SPLIT.split(line.strip())
        owners = _owners(rest) or self.inherited
        if not owners:
            yield from self._end()
            yield Unowned(number, pattern)
        elif self.current is not None and self.current.owners == owners:
            self.current.patterns.append(pattern)
        else:
            comments, self.comments, self.comment_line = self.comments, [], 0
            yield from self._end()
            self.current = Stretch(number, self.section, comments, owners, self.approvals, [pattern])

    def _end(self, *, loose: bool = False) -> Iterator[Stretch | Comment]:
        """What ends here: a stretch, and comments that stand over nothing."""
        if self.current is not None:
            yield self.current
            self.current = None
        if loose and self.comments:
            yield Comment(self.comment_line, self.comments)
        if loose:
            self.comments, self.comment_line = [], 0


def _owners(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if "@" in word))
