"""A review as a comment on a pull request or merge request."""

from __future__ import annotations

from collections.abc import Iterable

from forgebook.reporters.markdown import words
from forgebook.review.compare import Review
from forgebook.review.style import MarkdownStyle, block, code, cut
from forgebook.review.tell import Entry, Section, sections, verdict

MARKER = "<!-- forgebook-diff -->"
"""The first line of each comment, by which a workflow finds the one to update."""

LIMIT = 65_536
"""As many characters GitHub takes in a comment."""

_RESERVE = 1_500
"""Room for notes of what was cut and for ends of blocks."""
_DIFFERENCE = 6_000
"""The most that one text's difference may take."""


def markdown(review: Review, limit: int = LIMIT) -> str:
    """The comment, shorter than the limit: what does not fit is counted, the least important first."""
    style = MarkdownStyle(review.site_url)
    head = [MARKER, "### What this changes in the records", "", *(f"- {line}" for line in verdict(review, style)), ""]
    names = f"Compared {code(cut(review.base.name, 80))} with {code(cut(review.head.name, 80))}."
    comment = _Comment(limit - _RESERVE - len(names))
    comment.add("\n".join(head))
    for section in sections(review, style):
        _add_section(comment, section)
    if comment.left_out:
        sections_cut = ", ".join(f"{number:,} under “{title}”" for title, number in comment.left_out.items())
        comment.force(f"\n_Too long for one comment. Not shown: {sections_cut}. `forgebook diff` prints all._")
    comment.force(f"\n{names}")
    return "\n".join(comment.parts) + "\n"


class _Comment:
    """Parts that fit into what is left."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.parts: list[str] = []
        self.left_out: dict[str, int] = {}

    def add(self, part: str) -> bool:
        """Add a part if it fits."""
        if len(part) + 1 > self.room:
            return False
        self.force(part)
        return True

    def force(self, part: str) -> None:
        """Add a part from the reserve."""
        self.parts.append(part)
        self.room -= len(part) + 1


def _add_section(comment: _Comment, section: Section) -> None:
    opening = f"#### {section.title}\n"
    closing = ""
    if section.folded:
        opening = f"<details><summary>{section.title} ({len(section.entries):,})</summary>\n"
        closing = "\n</details>\n"
    if not comment.add(opening):
        comment.left_out[section.title] = len(section.entries)
        return
    missing = sum(not comment.add(_entry(entry)) and not comment.add(_short(entry)) for entry in section.entries)
    if missing:
        comment.left_out[section.title] = missing
    comment.force(closing)


def _entry(entry: Entry) -> str:
    lines = [f"- {entry.line}", *(f"  - {line}" for line in entry.below)]
    for title, difference in entry.differences:
        lines += ["", *(f"  {line}".rstrip() for line in _difference(title, difference)), ""]
    return "\n".join(lines)


def _short(entry: Entry) -> str:
    return f"- {entry.line} (too long to show)"


def _difference(title: str, lines: Iterable[str]) -> list[str]:
    """A folded difference. A blank line ends the HTML, so that what follows is read as Markdown again."""
    kept: list[str] = []
    room = _DIFFERENCE
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            kept.append("  … cut here")
            break
        kept.append(line)
    return [f"<details><summary>{words(cut(title))}</summary>", "", *block(kept, "diff"), "", "</details>"]
