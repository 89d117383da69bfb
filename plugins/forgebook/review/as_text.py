"""A review for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from forgebook.review.compare import Review
from forgebook.review.style import TextStyle, cut
from forgebook.review.tell import sections, verdict


def text(review: Review) -> Iterator[str]:
    """The lines of the report."""
    style = TextStyle(review.site_url)
    yield f"{cut(review.base.name)} → {cut(review.head.name)}"
    yield from verdict(review, style)
    for section in sections(review, style):
        yield ""
        yield section.title
        for entry in section.entries:
            yield f"  {entry.line}"
            yield from (f"    {line}" for line in entry.below)
            for title, lines in entry.differences:
                yield f"    {cut(title)}:"
                yield from (f"      {line}" for line in lines)
