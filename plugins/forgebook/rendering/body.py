"""The body of a page, rendered."""

from __future__ import annotations

import re
from html import unescape

from forgebook.rendering.sections import Section, sections

_HEADING = re.compile(r'<h([2-3])[^>]*\sid="([^"]+)"[^>]*>(.*?)</h\1>', re.S)
_TAGS = re.compile(r"<[^>]+>")


class Body:
    """A rendered page.

    Attributes:
        html: its HTML.
        headings: its headings as level, id and words.
    """

    def __init__(
        self, html: str, headings: list[tuple[int, str, str]] | None = None, found: list[Section] | None = None
    ) -> None:
        self.html = html
        self.headings = headings_of(html) if headings is None else headings
        self._sections = found

    @property
    def sections(self) -> list[Section]:
        """The body cut at its headings, for a search index."""
        if self._sections is None:
            self._sections = sections(self.html)
        return self._sections


def headings_of(html: str) -> list[tuple[int, str, str]]:
    """Headings of the second and third level, for a table of contents."""
    return [(int(level), id_, unescape(_TAGS.sub("", words)).strip()) for level, id_, words in _HEADING.findall(html)]
